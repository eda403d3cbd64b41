package org.onsager.numerics;

import java.util.Objects;
import org.onsager.numerics.vector.VectorSupport;

/// Chooses between [VectorFill] and [ScalarFill], which give the same bits, by [VectorSupport#ENABLED].
final class RandomFill {
    private RandomFill() {}

    private static final int SCRATCH = 512;

    /// A range must lie within the array, and its numbers on the tape.
    static void check(int from, int to, int length, long first) {
        Objects.checkFromToIndex(from, to, length);
        if (first < 0 || first + (to - from) < 0)
            throw new IllegalArgumentException("first must be in [0, 2^63 - %d), not %d".formatted(to - from, first));
    }

    static void uniform(RandomStream stream, double[] out, int from, int to, long first) {
        check(from, to, out.length, first);
        if (VectorSupport.ENABLED) VectorFill.uniform(stream, out, from, to, first);
        else ScalarFill.uniform(stream, out, from, to, first);
    }

    static void normal(RandomStream stream, double[] out, int from, int to, long first) {
        check(from, to, out.length, first);
        if (VectorSupport.ENABLED) VectorFill.normal(stream, out, from, to, first);
        else ScalarFill.normal(stream, out, from, to, first);
    }

    static void normal(RandomStream stream, float[] out, int from, int to, long first) {
        check(from, to, out.length, first);
        var scratch = new double[Math.min(SCRATCH, to - from)];
        for (int start = from; start < to; start += SCRATCH) {
            int count = Math.min(SCRATCH, to - start);
            normal(stream, scratch, 0, count, first + (start - from));
            for (int i = 0; i < count; i++) out[start + i] = (float) scratch[i];
        }
    }

    static void rademacher(RandomStream stream, byte[] out, int from, int to, long first) {
        check(from, to, out.length, first);
        if (VectorSupport.ENABLED) VectorFill.rademacher(stream, out, from, to, first);
        else ScalarFill.rademacher(stream, out, from, to, first);
    }
}
