package org.onsager.numerics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The plain loops behind [RandomStream]'s bulk fills: what they mean, and what runs where the Vector API is
/// absent or switched off. Each fills `out[from .. to)` with the numbers `first, first + 1, ...` of a tape.
final class ScalarFill {
    private ScalarFill() {}

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static void uniform(RandomStream stream, double[] out, int from, int to, long first) {
        var philox = new Philox();
        for (int i = from; i < to; i++) {
            long number = first + (i - from);
            if (i == from || (number & 1) == 0) philox.generate(stream.key(), number >>> 1, stream.index());
            out[i] = NormalPair.uniform((number & 1) == 0 ? philox.low : philox.high);
        }
    }

    static void normal(RandomStream stream, double[] out, int from, int to, long first) {
        var pair = new NormalPair();
        for (int i = from; i < to; i++) {
            long number = first + (i - from);
            if (i == from || (number & 1) == 0) pair.generate(stream, number >>> 1);
            out[i] = (number & 1) == 0 ? pair.even : pair.odd;
        }
    }

    static void bits(RandomStream stream, long[] out, int from, int to, long first) {
        var philox = new Philox();
        for (int i = from; i < to; i++) {
            long number = first + (i - from);
            if (i == from || (number & 1) == 0) philox.generate(stream.key(), number >>> 1, stream.index());
            out[i] = (number & 1) == 0 ? philox.low : philox.high;
        }
    }

    static void rademacher(RandomStream stream, byte[] out, int from, int to, long first) {
        var philox = new Philox();
        for (int i = from; i < to; i++) {
            long number = first + (i - from);
            if (i == from || (number & 127) == 0) philox.generate(stream.key(), number >>> 7, stream.index());
            long word = (number & 64) == 0 ? philox.low : philox.high;
            out[i] = (byte) (((word >>> number & 1) << 1) - 1);
        }
    }

    static void bytes(RandomStream stream, byte[] out) {
        var philox = new Philox();
        int blocks = out.length >>> 4;
        for (int block = 0; block < blocks; block++) {
            philox.generate(stream.key(), block, stream.index());
            LITTLE_ENDIAN.set(out, block << 4, philox.low);
            LITTLE_ENDIAN.set(out, (block << 4) + 8, philox.high);
        }
        philox.generate(stream.key(), blocks, stream.index());
        for (int i = blocks << 4; i < out.length; i++) {
            long word = (i & 8) == 0 ? philox.low : philox.high;
            out[i] = (byte) (word >>> ((i & 7) << 3));
        }
    }
}
