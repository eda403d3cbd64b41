package org.onsager.memory.continual;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.VectorSupport;

/// Examples of inputs \(\pm1\) as one bit an input, set where it is \(-1\), and the two products that a gradient
/// needs. A thousand examples of a thousand inputs fill 125 kB, where their doubles would come from main memory
/// in every pass.
///
/// A dot product keeps 32 partial sums, one for each place in half a word of bits, and adds them in pairs; so its
/// bits do not depend on the vector length, and are those of the plain loops over doubles here, which serve small
/// tasks: there the compilation of the vector code would cost more than it saves.
final class SignMatrix {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WORD = 64;
    static final int PARTS = 32;
    private static final long SMALL = 1 << 17;

    private final int size;
    private final int words;
    private final double[] inputs;
    private final long[] bits;
    private final boolean vectors;

    /// @param size  inputs an example
    /// @param inputs  -1 or 1, example after example
    SignMatrix(int size, double[] inputs) {
        this(size, inputs, VectorSupport.ENABLED && PARTS % LANES == 0 && inputs.length >= SMALL);
    }

    SignMatrix(int size, double[] inputs, boolean vectors) {
        this.size = size;
        this.words = padded(size) / WORD;
        this.bits = new long[inputs.length / size * words];
        this.inputs = inputs;
        this.vectors = vectors;
        for (int mu = 0; mu < inputs.length / size; mu++)
            for (int i = 0; i < size; i++) if (inputs[mu * size + i] < 0) bits[mu * words + i / WORD] |= 1L << i % WORD;
    }

    /// `size` rounded up to whole words: the length of the arrays below.
    static int padded(int size) {
        return (size + WORD - 1) / WORD * WORD;
    }

    /// \(\sum_ix_{\mu i}m_i\).
    ///
    /// @param m  padded by zeros
    /// @param partial  32 numbers, overwritten
    double dot(int mu, double[] m, double[] partial) {
        int width = PARTS / 2;
        if (!vectors) {
            plainSums(mu, m, partial);
        } else if (LANES * 4 == PARTS) {
            longestSums(mu, m, partial);
            width = LANES / 2;
        } else {
            vectorSums(mu, m, partial);
        }
        for (; width > 0; width /= 2) for (int l = 0; l < width; l++) partial[l] += partial[l + width];
        return partial[0];
    }

    private void plainSums(int mu, double[] m, double[] partial) {
        java.util.Arrays.fill(partial, 0);
        for (int from = 0; from < size; from += PARTS) {
            int count = Math.min(PARTS, size - from), row = mu * size + from;
            for (int l = 0; l < count; l++) partial[l] = Math.fma(inputs[row + l], m[from + l], partial[l]);
        }
    }

    /// Where four vectors hold all sums, which then are added in pairs without leaving the registers.
    private void longestSums(int mu, double[] m, double[] partial) {
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

    private void vectorSums(int mu, double[] m, double[] partial) {
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

    /// \(\sum_bf_bx_{\mu_bi}\), example after example.
    ///
    /// @param force  \(f_b\), `b` from 0
    /// @param order  `order[from + b]` is \(\mu_b\)
    /// @param pull  padded, overwritten
    void pull(double[] force, int[] order, int from, int to, double[] pull) {
        if (vectors) {
            for (int at = 0; at < words * WORD; at += 4 * LANES) vectorPull(force, order, from, to, pull, at);
            return;
        }
        java.util.Arrays.fill(pull, 0);
        for (int b = from; b < to; b++) {
            double f = force[b - from];
            for (int i = 0, row = order[b] * size; i < size; i++) pull[i] = Math.fma(f, inputs[row + i], pull[i]);
        }
    }

    private void vectorPull(double[] force, int[] order, int from, int to, double[] pull, int at) {
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
