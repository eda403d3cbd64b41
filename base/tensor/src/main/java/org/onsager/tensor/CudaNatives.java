package org.onsager.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// Chooses between the natives that know CUDA and those that do not, where both are on the class path.
///
/// JavaCPP would try the first and fill up with the second what does not load, which ends the process where some
/// of CUDA's libraries are installed and others are not. So they are asked for here first, all of them.
final class CudaNatives {
    private static final String FOLDER = "/org/bytedeco/pytorch/%s-gpu/".formatted(Loader.getPlatform());
    /// What libtorch's own libraries name, each after what it needs itself.
    private static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libcupti.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcudnn.so.9",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcusparse.so.12",
            "libcufile.so.0",
            "libnccl.so.2");
    /// Where they are looked for: in the system's way, which LD_LIBRARY_PATH belongs to, then where CUDA's own
    /// installer puts them.
    private static final List<String> PLACES =
            List.of("", "/usr/local/cuda/lib64/", "/usr/local/cuda/lib/", "/usr/local/cuda/extras/CUPTI/lib64/");

    private CudaNatives() {}

    /// Whether they are on the class path.
    static boolean present() {
        return torch.class.getResource(FOLDER + "libtorch_cuda.so") != null;
    }

    /// Settles which natives JavaCPP will load; to be called before it loads any.
    ///
    /// @return the library for want of which the natives with CUDA cannot be used, if there is one
    static Optional<String> choose() {
        if (!present()) return Optional.empty();
        var missing = NEEDED.stream().filter(name -> !opened(name)).findFirst();
        System.setProperty("org.bytedeco.javacpp.platform.extension", missing.isPresent() ? "" : "-gpu");
        if (missing.isEmpty()) unpackFactorisations();
        return missing;
    }

    /// Opens a library for good: whoever needs it later finds it by its name.
    private static boolean opened(String name) {
        return PLACES.stream().anyMatch(place -> opens(place + name));
    }

    @SuppressWarnings("restricted")
    private static boolean opens(String file) {
        try {
            SymbolLookup.libraryLookup(file, Arena.global());
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    /// libtorch opens its factorisations on cards by name when they are first asked for, beside itself.
    private static void unpackFactorisations() {
        try {
            Loader.cacheResource(torch.class, FOLDER + "libtorch_cuda_linalg.so");
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot unpack the CUDA natives: " + refused.getMessage(), refused);
        }
    }
}
