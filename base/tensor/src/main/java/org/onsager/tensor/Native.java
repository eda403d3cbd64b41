package org.onsager.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Loads libtorch once, with the settings that must be made before it.
///
/// JavaCPP reads the process's physical memory at every allocation unless its limit is switched off, which would
/// cost more than most operations. GNU OpenMP and OpenBLAS let idle workers spin, which on a machine with more
/// work than cores turns microseconds into milliseconds; a passive wait costs nothing measurable on an idle one.
/// The GNU C library gives freed megabytes back to the system at once and takes them again a moment later, zeroed
/// page by page; told to keep them, a training step of large layers takes a fifth less time.
final class Native {
    private Native() {}

    /// Makes sure that the natives are there.
    static void load() {
        if (Holder.CORES < 1) throw new IllegalStateException("libtorch could not be loaded");
    }

    /// Number of native objects that JavaCPP holds for this process.
    static long liveObjects() {
        load();
        return Pointer.totalCount();
    }

    /// Sets OpenBLAS's number of threads, which the JavaCPP presets do not bind.
    static void setMatrixThreads(int threads) {
        var set = Holder.SET_MATRIX_THREADS;
        if (set == null) return; // another BLAS than OpenBLAS follows torch's own setting
        try {
            set.invokeExact(threads);
        } catch (Throwable refused) {
            throw new IllegalStateException("openblas_set_num_threads could not be called", refused);
        }
    }

    /// Why libtorch has no card, for a message.
    static String whyNoCards() {
        load();
        if (!CudaNatives.present())
            return "this build computes on the CPU only (the Maven profile gpu adds the CUDA natives)";
        return Holder.MISSING_FOR_CUDA.isEmpty()
                ? "libtorch sees no CUDA card"
                : "the CUDA natives need %s, which is not found (install CUDA 13 and cuDNN 9, or name their folders in LD_LIBRARY_PATH)"
                        .formatted(Holder.MISSING_FOR_CUDA);
    }

    @SuppressWarnings("restricted")
    private static final class Holder {
        // malloc.h of the GNU C library
        private static final int M_TRIM_THRESHOLD = -1;
        private static final int M_TOP_PAD = -2;
        private static final int M_MMAP_THRESHOLD = -3;

        private static final String MISSING_FOR_CUDA = CudaNatives.choose().orElse("");
        private static final int CORES = start();
        private static final @Nullable MethodHandle SET_MATRIX_THREADS =
                symbol("openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));

        private static int start() {
            setDefault("org.bytedeco.javacpp.maxPhysicalBytes", "0");
            setDefault("org.bytedeco.javacpp.maxBytes", "0");
            waitPassively();
            keepFreedMemory();
            Loader.load(openblas.class);
            Loader.load(torch.class);
            torch.set_num_threads(1);
            return Runtime.getRuntime().availableProcessors();
        }

        private static void setDefault(String name, String value) {
            if (System.getProperty(name) == null) System.setProperty(name, value);
        }

        private static void waitPassively() {
            var setenv = Linker.nativeLinker().defaultLookup().find("setenv");
            if (setenv.isEmpty()) return; // Windows: its OpenMP runtime has no such switch
            var call = Linker.nativeLinker()
                    .downcallHandle(
                            setenv.get(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT));
            try (var arena = Arena.ofConfined()) {
                int _ = (int) call.invokeExact(arena.allocateFrom("OMP_WAIT_POLICY"), arena.allocateFrom("passive"), 0);
            } catch (Throwable refused) {
                throw new IllegalStateException("setenv could not be called", refused);
            }
        }

        private static void keepFreedMemory() {
            var mallopt = Linker.nativeLinker().defaultLookup().find("mallopt");
            if (mallopt.isEmpty()) return; // another C library than GNU's has its own rules
            var call = Linker.nativeLinker()
                    .downcallHandle(
                            mallopt.get(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            try {
                int _ = (int) call.invokeExact(M_MMAP_THRESHOLD, 32 << 20);
                int _ = (int) call.invokeExact(M_TRIM_THRESHOLD, 256 << 20);
                int _ = (int) call.invokeExact(M_TOP_PAD, 16 << 20);
            } catch (Throwable refused) {
                throw new IllegalStateException("mallopt could not be called", refused);
            }
        }

        private static @Nullable MethodHandle symbol(String name, FunctionDescriptor type) {
            var address = SymbolLookup.loaderLookup().find(name);
            return address.isEmpty() ? null : Linker.nativeLinker().downcallHandle(address.get(), type);
        }
    }
}
