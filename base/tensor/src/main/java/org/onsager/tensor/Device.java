package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch;

/// Where a tensor's numbers lie.
///
/// The natives of the default build compute on the CPU only; build with the Maven profile `gpu` for those that
/// also know CUDA. Random numbers are drawn on the CPU whatever the device, and moved.
///
/// @param kind  `cpu` or `cuda`
/// @param index  which card, from 0; 0 for the CPU
public record Device(String kind, int index) {

    /// The processor.
    public static final Device CPU = new Device("cpu", 0);

    public Device {
        if (!kind.equals("cpu") && !kind.equals("cuda"))
            throw new IllegalArgumentException("device must be cpu, cuda or cuda:INDEX, not " + kind);
        if (index < 0) throw new IllegalArgumentException("device index must be in [0, inf), not " + index);
    }

    /// The device of a name, checked to be there.
    ///
    /// @param name  `cpu`, `cuda` or `cuda:INDEX`
    /// @throws IllegalArgumentException in one line, if the name is none of these or there is no such card
    public static Device of(String name) {
        if (name.equals("cpu")) return CPU;
        if (!name.matches("cuda(:[0-9]{1,3})?"))
            throw new IllegalArgumentException("device must be cpu, cuda or cuda:INDEX, not " + name);
        int index = name.length() > 4 ? Integer.parseInt(name.substring(5)) : 0;
        int cards = cudaCards();
        if (index >= cards)
            throw new IllegalArgumentException("no device %s: %s; use --device cpu"
                    .formatted(name, cards == 0 ? Native.whyNoCards() : "the last CUDA card is cuda:" + (cards - 1)));
        return new Device("cuda", index);
    }

    /// Number of CUDA cards that libtorch can use; 0 with the default natives.
    public static int cudaCards() {
        Native.load();
        return torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
    }

    @Override
    public String toString() {
        return kind.equals("cpu") ? kind : kind + ":" + index;
    }

    org.bytedeco.pytorch.Device raw() {
        return kind.equals("cpu")
                ? new org.bytedeco.pytorch.Device("cpu")
                : new org.bytedeco.pytorch.Device(kind + ":" + index);
    }
}
