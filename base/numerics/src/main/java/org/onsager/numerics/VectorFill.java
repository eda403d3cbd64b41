package org.onsager.numerics;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The Vector API's version of [ScalarFill], with the same bits at any vector length.
///
/// One lane computes one Philox block. A chunk that fits the L1 cache is first filled with the raw blocks, then
/// transformed in place: two short loops that the compiler keeps wholly in registers, where one long loop would
/// pass its limits and box every vector. A ragged end recomputes a whole group that ends there, which is free of
/// harm because number \(i\) depends on nothing but \(i\).
final class VectorFill {
    private VectorFill() {}

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, LONGS.vectorShape());
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, LONGS.vectorShape());
    private static final int LANES = LONGS.length();

    /// Numbers made by one step: two a lane.
    private static final int GROUP = 2 * LANES;

    private static final int CHUNK = 512;

    private static final LongVector IOTA = LongVector.zero(LONGS).addIndex(1);
    private static final LongVector MASK = longs(Philox.MASK);
    private static final LongVector MULTIPLIER_0 = longs(Philox.MULTIPLIER_0);
    private static final LongVector MULTIPLIER_1 = longs(Philox.MULTIPLIER_1);
    private static final LongVector ZERO = longs(0);
    private static final LongVector LOWEST_BIT = longs(1);
    private static final LongVector SIGN = longs(1L << 63);
    private static final LongVector MANTISSA = longs(Elementary.MANTISSA);
    private static final LongVector ONE_BITS = longs(Elementary.ONE_BITS);
    private static final LongVector SQRT_HALF_BITS = longs(Elementary.SQRT_HALF_BITS);
    private static final LongVector LOG_OFFSET = longs(Elementary.ONE_BITS - Elementary.SQRT_HALF_BITS);
    private static final LongVector TWO_TO_52_BITS = longs(0x4330000000000000L);

    private static final DoubleVector EXPONENT_OFFSET = doubles(0x1p52 + 1023);
    private static final DoubleVector UNIFORM_OFFSET = doubles(1 - 0x1p-53);
    private static final DoubleVector ONE_AND_A_HALF = doubles(1.5);
    private static final DoubleVector ONE = doubles(1);
    private static final DoubleVector HALF_PI = doubles(Math.PI / 2);
    private static final DoubleVector MINUS_TWO_LN_2 = doubles(-2 * Elementary.LN_2);

    // the logarithm's coefficients times -2, exactly, so that the squared radius needs no product of its own
    private static final DoubleVector MINUS_4 = doubles(-4);
    private static final DoubleVector LOG_0 = doubles(-2 * Elementary.logCoefficient(0));
    private static final DoubleVector LOG_1 = doubles(-2 * Elementary.logCoefficient(1));
    private static final DoubleVector LOG_2 = doubles(-2 * Elementary.logCoefficient(2));
    private static final DoubleVector LOG_3 = doubles(-2 * Elementary.logCoefficient(3));
    private static final DoubleVector LOG_4 = doubles(-2 * Elementary.logCoefficient(4));
    private static final DoubleVector LOG_5 = doubles(-2 * Elementary.logCoefficient(5));
    private static final DoubleVector LOG_6 = doubles(-2 * Elementary.logCoefficient(6));
    private static final DoubleVector SIN_0 = doubles(Elementary.sinCoefficient(0));
    private static final DoubleVector SIN_1 = doubles(Elementary.sinCoefficient(1));
    private static final DoubleVector SIN_2 = doubles(Elementary.sinCoefficient(2));
    private static final DoubleVector SIN_3 = doubles(Elementary.sinCoefficient(3));
    private static final DoubleVector SIN_4 = doubles(Elementary.sinCoefficient(4));
    private static final DoubleVector SIN_5 = doubles(Elementary.sinCoefficient(5));
    private static final DoubleVector COS_0 = doubles(Elementary.cosCoefficient(0));
    private static final DoubleVector COS_1 = doubles(Elementary.cosCoefficient(1));
    private static final DoubleVector COS_2 = doubles(Elementary.cosCoefficient(2));
    private static final DoubleVector COS_3 = doubles(Elementary.cosCoefficient(3));
    private static final DoubleVector COS_4 = doubles(Elementary.cosCoefficient(4));
    private static final DoubleVector COS_5 = doubles(Elementary.cosCoefficient(5));
    private static final DoubleVector COS_6 = doubles(Elementary.cosCoefficient(6));

    // even lanes from the first vector, odd lanes from the second: (a, b) -> a0 b0 a1 b1 ...
    private static final VectorShuffle<Double> ZIP_LOW = VectorShuffle.fromOp(DOUBLES, lane -> lane / 2);
    private static final VectorShuffle<Double> ZIP_HIGH = VectorShuffle.fromOp(DOUBLES, lane -> (LANES + lane) / 2);
    private static final VectorMask<Double> ODD_LANES =
            VectorMask.fromLong(DOUBLES, 0xAAAAAAAAAAAAAAAAL & ((1L << LANES) - 1));

    private static final ByteVector PLUS = ByteVector.broadcast(BYTES, (byte) 1);
    private static final ByteVector MINUS = ByteVector.broadcast(BYTES, (byte) -1);

    private static LongVector longs(long value) {
        return LongVector.broadcast(LONGS, value);
    }

    private static DoubleVector doubles(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    static void uniform(RandomStream stream, double[] out, int from, int to, long first) {
        int start = from + (int) (first & 1);
        int end = to - ((to - start) & 1);
        if (end - start < GROUP) {
            ScalarFill.uniform(stream, out, from, to, first);
            return;
        }
        long pair = (first + 1) >>> 1;
        int whole = start + (end - start) / GROUP * GROUP;
        for (int i = start; i < whole; i += CHUNK) {
            int stop = Math.min(whole, i + CHUNK);
            blocks(stream, pair + (i - start) / 2, out, i, stop);
            blocksToUniforms(out, i, stop);
        }
        if (whole < end) {
            blocks(stream, pair + (end - GROUP - start) / 2, out, end - GROUP, end);
            blocksToUniforms(out, end - GROUP, end);
        }
        ScalarFill.uniform(stream, out, from, start, first);
        ScalarFill.uniform(stream, out, end, to, first + (end - from));
    }

    static void normal(RandomStream stream, double[] out, int from, int to, long first) {
        int start = from + (int) (first & 1);
        int end = to - ((to - start) & 1);
        if (end - start < GROUP) {
            ScalarFill.normal(stream, out, from, to, first);
            return;
        }
        long pair = (first + 1) >>> 1 | NormalPair.TAPE;
        int whole = start + (end - start) / GROUP * GROUP;
        for (int i = start; i < whole; i += CHUNK) {
            int stop = Math.min(whole, i + CHUNK);
            blocks(stream, pair + (i - start) / 2, out, i, stop);
            blocksToNormals(out, i, stop);
        }
        if (whole < end) {
            blocks(stream, pair + (end - GROUP - start) / 2, out, end - GROUP, end);
            blocksToNormals(out, end - GROUP, end);
        }
        ScalarFill.normal(stream, out, from, start, first);
        ScalarFill.normal(stream, out, end, to, first + (end - from));
    }

    /// Fills groups of `out` with the raw bits of blocks `block, block + 1, ...`: the lower words of [#LANES]
    /// blocks, then their higher words.
    private static void blocks(RandomStream stream, long block, double[] out, int from, int to) {
        long key0 = stream.key() & Philox.MASK, key1 = stream.key() >>> 32;
        LongVector index0 = longs(stream.index() & Philox.MASK);
        LongVector index1 = longs(stream.index() >>> 32);
        long firstBlock = block;
        for (int i = from; i < to; i += GROUP, firstBlock += LANES) {
            LongVector counter = IOTA.add(firstBlock);
            LongVector c0 = counter.and(MASK), c1 = counter.lanewise(VectorOperators.LSHR, 32);
            LongVector c2 = index0, c3 = index1;
            long k0 = key0, k1 = key1;
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector product0 = c0.mul(MULTIPLIER_0);
                LongVector product1 = c2.mul(MULTIPLIER_1);
                c0 = mix(product1, c1, k0);
                c1 = product1;
                c2 = mix(product0, c3, k1);
                c3 = product0;
                k0 += Philox.WEYL_0;
                k1 += Philox.WEYL_1;
            }
            LongVector low = c1.lanewise(VectorOperators.LSHL, 32).or(c0);
            LongVector high = c3.lanewise(VectorOperators.LSHL, 32).or(c2);
            low.reinterpretAsDoubles().intoArray(out, i);
            high.reinterpretAsDoubles().intoArray(out, i + LANES);
        }
    }

    /// The upper half of `product`, and the lower halves of `word` and `key`, exclusive or.
    private static LongVector mix(LongVector product, LongVector word, long key) {
        return word.lanewise(VectorOperators.XOR, key)
                .and(MASK)
                .lanewise(VectorOperators.XOR, product.lanewise(VectorOperators.LSHR, 32));
    }

    private static void blocksToUniforms(double[] out, int from, int to) {
        for (int i = from; i < to; i += GROUP) {
            DoubleVector even = uniform(DoubleVector.fromArray(DOUBLES, out, i).reinterpretAsLongs());
            DoubleVector odd =
                    uniform(DoubleVector.fromArray(DOUBLES, out, i + LANES).reinterpretAsLongs());
            storeZipped(even, odd, out, i);
        }
    }

    private static void blocksToNormals(double[] out, int from, int to) {
        lowToRadius(out, from, to);
        radiusAndHighToNormals(out, from, to);
    }

    private static void lowToRadius(double[] out, int from, int to) {
        for (int i = from; i < to; i += GROUP) {
            LongVector low = DoubleVector.fromArray(DOUBLES, out, i).reinterpretAsLongs();
            minusTwoLog(uniform(low)).sqrt().intoArray(out, i);
        }
    }

    private static void radiusAndHighToNormals(double[] out, int from, int to) {
        for (int i = from; i < to; i += GROUP) {
            LongVector high = DoubleVector.fromArray(DOUBLES, out, i + LANES).reinterpretAsLongs();
            LongVector unsigned = DoubleVector.fromArray(DOUBLES, out, i).reinterpretAsLongs();
            DoubleVector radius =
                    unsigned.lanewise(VectorOperators.XOR, high.and(SIGN)).reinterpretAsDoubles();
            DoubleVector t = high.lanewise(VectorOperators.LSHR, 11)
                    .and(MANTISSA)
                    .or(ONE_BITS)
                    .reinterpretAsDoubles()
                    .sub(ONE_AND_A_HALF);
            DoubleVector y = t.mul(t);
            DoubleVector sine = SIN_5.fma(y, SIN_4).fma(y, SIN_3).fma(y, SIN_2).fma(y, SIN_1);
            sine = sine.fma(y, SIN_0).fma(y, HALF_PI).mul(t).mul(radius);
            DoubleVector cosine =
                    COS_6.fma(y, COS_5).fma(y, COS_4).fma(y, COS_3).fma(y, COS_2);
            cosine = cosine.fma(y, COS_1).fma(y, COS_0).fma(y, ONE).mul(radius);
            VectorMask<Double> exchange =
                    high.and(LOWEST_BIT).compare(VectorOperators.NE, ZERO).cast(DOUBLES);
            storeZipped(cosine.blend(sine, exchange), sine.blend(cosine, exchange), out, i);
        }
    }

    private static DoubleVector uniform(LongVector word) {
        return word.lanewise(VectorOperators.LSHR, 12)
                .or(ONE_BITS)
                .reinterpretAsDoubles()
                .sub(UNIFORM_OFFSET);
    }

    private static DoubleVector minusTwoLog(DoubleVector u) {
        LongVector bits = u.reinterpretAsLongs().add(LOG_OFFSET);
        // an integer below 2^52 becomes a double by way of the mantissa of 2^52
        DoubleVector exponent = bits.lanewise(VectorOperators.LSHR, 52)
                .or(TWO_TO_52_BITS)
                .reinterpretAsDoubles()
                .sub(EXPONENT_OFFSET);
        DoubleVector m = bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
        DoubleVector s = m.sub(ONE).div(m.add(ONE)), z = s.mul(s);
        DoubleVector p = LOG_6.fma(z, LOG_5).fma(z, LOG_4).fma(z, LOG_3).fma(z, LOG_2);
        return exponent.fma(
                MINUS_TWO_LN_2, p.fma(z, LOG_1).fma(z, LOG_0).fma(z, MINUS_4).mul(s));
    }

    private static void storeZipped(DoubleVector even, DoubleVector odd, double[] out, int i) {
        even.rearrange(ZIP_LOW).blend(odd.rearrange(ZIP_LOW), ODD_LANES).intoArray(out, i);
        even.rearrange(ZIP_HIGH).blend(odd.rearrange(ZIP_HIGH), ODD_LANES).intoArray(out, i + LANES);
    }

    static void rademacher(RandomStream stream, byte[] out, int from, int to, long first) {
        var philox = new Philox();
        int start = (int) Math.min(to, from + (-first & 127));
        ScalarFill.rademacher(stream, out, from, start, first);
        int i = start;
        for (; i + 128 <= to; i += 128) {
            philox.generate(stream.key(), (first + (i - from)) >>> 7, stream.index());
            storeSigns(philox.low, out, i);
            storeSigns(philox.high, out, i + 64);
        }
        ScalarFill.rademacher(stream, out, i, to, first + (i - from));
    }

    private static void storeSigns(long word, byte[] out, int i) {
        for (int bit = 0; bit < 64; bit += BYTES.length()) {
            long lanes = word >>> bit & (-1L >>> (64 - BYTES.length()));
            MINUS.blend(PLUS, VectorMask.fromLong(BYTES, lanes)).intoArray(out, i + bit);
        }
    }
}
