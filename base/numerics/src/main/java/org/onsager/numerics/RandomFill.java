package org.onsager.numerics;

import static java.util.Objects.checkFromToIndex;

/// Chooses between [VectorFill] and [ScalarFill], which give the same bits: the Vector API serves unless its
/// module is absent or the system property `onsager.vector` is `false`.
final class RandomFill {
    private RandomFill() {}

    private static final boolean VECTOR = !"false".equals(System.getProperty("onsager.vector"))
            && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private static final int SCRATCH = 512;

    static void uniform(RandomStream stream, double[] out, int from, int to, long first) {
        checkFromToIndex(from, to, out.length);
        if (VECTOR) VectorFill.uniform(stream, out, from, to, first);
        else ScalarFill.uniform(stream, out, from, to, first);
    }

    static void normal(RandomStream stream, double[] out, int from, int to, long first) {
        checkFromToIndex(from, to, out.length);
        if (VECTOR) VectorFill.normal(stream, out, from, to, first);
        else ScalarFill.normal(stream, out, from, to, first);
    }

    static void normal(RandomStream stream, float[] out, int from, int to, long first) {
        checkFromToIndex(from, to, out.length);
        var scratch = new double[Math.min(SCRATCH, to - from)];
        for (int start = from; start < to; start += SCRATCH) {
            int count = Math.min(SCRATCH, to - start);
            normal(stream, scratch, 0, count, first + (start - from));
            for (int i = 0; i < count; i++) out[start + i] = (float) scratch[i];
        }
    }

    static void rademacher(RandomStream stream, byte[] out, int from, int to, long first) {
        checkFromToIndex(from, to, out.length);
        if (VECTOR) VectorFill.rademacher(stream, out, from, to, first);
        else ScalarFill.rademacher(stream, out, from, to, first);
    }
}
