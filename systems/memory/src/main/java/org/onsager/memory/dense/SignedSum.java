package org.onsager.memory.dense;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The sum of those numbers of an array whose bit is set: the inner loop of a bit-packed network, one masked
/// addition a vector.
///
/// Number \(j\) is added to accumulator \(j \bmod 32\) whatever the vector length, and the accumulators are
/// combined in one fixed order, so that the bits are those of the plain loop in its test on every machine.
final class SignedSum {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private SignedSum() {}

    /// \(\sum_{j:\ \mathrm{bit}_j = 1} v_j\).
    ///
    /// @param bits  from word `first` on, `words` words
    /// @param values  `64 * words` numbers
    static double over(long[] bits, int first, int words, double[] values) {
        return switch (LANES) {
            case 8 -> eight(bits, first, words, values);
            case 4 -> four(bits, first, words, values);
            default -> plain(bits, first, words, values);
        };
    }

    private static double eight(long[] bits, int first, int words, double[] values) {
        var a = DoubleVector.zero(SPECIES);
        var b = a;
        var c = a;
        var d = a;
        for (int word = 0; word < words; word++) {
            long w = bits[first + word];
            int at = word << 6;
            a = add(a, w, values, at);
            b = add(b, w >>> 8, values, at + 8);
            c = add(c, w >>> 16, values, at + 16);
            d = add(d, w >>> 24, values, at + 24);
            a = add(a, w >>> 32, values, at + 32);
            b = add(b, w >>> 40, values, at + 40);
            c = add(c, w >>> 48, values, at + 48);
            d = add(d, w >>> 56, values, at + 56);
        }
        var sum = a.add(b).add(c.add(d));
        return combine(
                sum.lane(0), sum.lane(1), sum.lane(2), sum.lane(3), sum.lane(4), sum.lane(5), sum.lane(6), sum.lane(7));
    }

    private static double four(long[] bits, int first, int words, double[] values) {
        var a = DoubleVector.zero(SPECIES);
        DoubleVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int word = 0; word < words; word++) {
            for (int half = 0; half < 2; half++) {
                long w = bits[first + word] >>> (32 * half);
                int at = (word << 6) + 32 * half;
                a = add(a, w, values, at);
                e = add(e, w >>> 4, values, at + 4);
                b = add(b, w >>> 8, values, at + 8);
                f = add(f, w >>> 12, values, at + 12);
                c = add(c, w >>> 16, values, at + 16);
                g = add(g, w >>> 20, values, at + 20);
                d = add(d, w >>> 24, values, at + 24);
                h = add(h, w >>> 28, values, at + 28);
            }
        }
        var low = a.add(b).add(c.add(d));
        var high = e.add(f).add(g.add(h));
        return combine(
                low.lane(0),
                low.lane(1),
                low.lane(2),
                low.lane(3),
                high.lane(0),
                high.lane(1),
                high.lane(2),
                high.lane(3));
    }

    private static DoubleVector add(DoubleVector sum, long bits, double[] values, int at) {
        var mask = VectorMask.fromLong(SPECIES, bits & ((1L << LANES) - 1));
        return sum.lanewise(VectorOperators.ADD, DoubleVector.fromArray(SPECIES, values, at), mask);
    }

    /// The same sum without vectors.
    static double plain(long[] bits, int first, int words, double[] values) {
        var sums = new double[32];
        for (int word = 0; word < words; word++)
            for (int j = 0; j < 64; j++)
                if ((bits[first + word] >>> j & 1) != 0) sums[j & 31] += values[(word << 6) + j];
        var eight = new double[8];
        for (int j = 0; j < 8; j++) eight[j] = (sums[j] + sums[8 + j]) + (sums[16 + j] + sums[24 + j]);
        return combine(eight[0], eight[1], eight[2], eight[3], eight[4], eight[5], eight[6], eight[7]);
    }

    private static double combine(
            double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
