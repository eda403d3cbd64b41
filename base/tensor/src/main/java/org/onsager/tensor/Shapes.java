package org.onsager.tensor;

import org.bytedeco.pytorch.ScalarTypeOptional;

/// Arrays of sizes and dimensions in the forms that libtorch wants.
final class Shapes {
    private Shapes() {}

    private static final ScalarTypeOptional NO_TYPE = noTypeOnce();

    static ScalarTypeOptional noType() {
        return NO_TYPE;
    }

    static long[] longs(int[] dims) {
        if (dims.length == 0) throw new IllegalArgumentException("dims must name at least one dimension");
        var longs = new long[dims.length];
        for (int i = 0; i < dims.length; i++) longs[i] = dims[i];
        return longs;
    }

    static long count(long... shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0) throw new IllegalArgumentException("sizes must be in [0, inf), not " + size);
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    private static ScalarTypeOptional noTypeOnce() {
        Native.load();
        return new ScalarTypeOptional();
    }
}
