package org.onsager.memory.continual;

import static org.onsager.memory.continual.SignMatrix.PARTS;
import static org.onsager.memory.continual.SignMatrix.WORD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops of [SignMatrix] by the Vector API: bits are masks of lanes to be negated.
final class SignLanes {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Whether vectors divide half a word of bits.
    static final boolean FIT = PARTS % (4 * LANES) == 0;

    private SignLanes() {}

    /// The partial sums of a dot product; returns how far they are to be added in pairs: `partial[l + width]`
    /// onto `partial[l]`.
    static int sums(long[] bits, int words, int mu, double[] m, double[] partial) {
        if (4 * LANES < PARTS) {
            any(bits, words, mu, m, partial);
            return PARTS / 2;
        }
        longest(bits, words, mu, m, partial);
        return LANES / 2;
    }

    /// Where four vectors hold all sums, which then are added in pairs without leaving the registers.
    private static void longest(long[] bits, int words, int mu, double[] m, double[] partial) {
        var s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0, s2 = s0, s3 = s0;
        for (int n = 0; n < 2 * words; n++) {
            long word = bits[mu * words + n / 2] >>> n % 2 * PARTS;
            int at = n * PARTS;
            s0 = s0.add(signed(DoubleVector.fromArray(SPECIES, m, at), word));
            s1 = s1.add(signed(DoubleVector.fromArray(SPECIES, m, at + LANES), word >>> LANES));
            s2 = s2.add(signed(DoubleVector.fromArray(SPECIES, m, at + 2 * LANES), word >>> 2 * LANES));
            s3 = s3.add(signed(DoubleVector.fromArray(SPECIES, m, at + 3 * LANES), word >>> 3 * LANES));
        }
        s0.add(s2).add(s1.add(s3)).intoArray(partial, 0);
    }

    private static void any(long[] bits, int words, int mu, double[] m, double[] partial) {
        for (int l = 0; l < PARTS; l += LANES) {
            var sum = DoubleVector.zero(SPECIES);
            for (int n = 0; n < 2 * words; n++) {
                long word = bits[mu * words + n / 2] >>> n % 2 * PARTS + l;
                sum = sum.add(signed(DoubleVector.fromArray(SPECIES, m, n * PARTS + l), word));
            }
            sum.intoArray(partial, l);
        }
    }

    private static DoubleVector signed(DoubleVector x, long bits) {
        return x.lanewise(VectorOperators.NEG, VectorMask.fromLong(SPECIES, bits));
    }

    /// Sums of signed forces, all inputs.
    static void pull(long[] bits, int words, double[] force, int[] order, int from, int to, double[] pull) {
        for (int at = 0; at < words * WORD; at += 4 * LANES) pull(bits, words, force, order, from, to, pull, at);
    }

    private static void pull(
            long[] bits, int words, double[] force, int[] order, int from, int to, double[] pull, int at) {
        var s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0, s2 = s0, s3 = s0;
        int w = at / WORD, l = at % WORD;
        for (int b = from; b < to; b++) {
            long word = bits[order[b] * words + w] >>> l;
            var f = DoubleVector.broadcast(SPECIES, force[b - from]);
            s0 = s0.add(signed(f, word));
            s1 = s1.add(signed(f, word >>> LANES));
            s2 = s2.add(signed(f, word >>> 2 * LANES));
            s3 = s3.add(signed(f, word >>> 3 * LANES));
        }
        s0.intoArray(pull, at);
        s1.intoArray(pull, at + LANES);
        s2.intoArray(pull, at + 2 * LANES);
        s3.intoArray(pull, at + 3 * LANES);
    }
}
