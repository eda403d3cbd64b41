package org.onsager.memory.continual;

import org.onsager.numerics.vector.VectorSupport;

/// Examples of inputs \(\pm1\) as one bit an input, set where it is \(-1\), and the two products that a gradient
/// needs. A thousand examples of a thousand inputs fill 125 kB, where their doubles would come from main memory
/// in every pass.
///
/// A dot product keeps 32 partial sums, one for each place in half a word of bits, and adds them in pairs; so its
/// bits do not depend on the vector length, and are those of the plain loops over doubles here, which serve small
/// tasks: there the compilation of the vector code would cost more than it saves.
final class SignMatrix {
    static final int WORD = 64;
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
        this(size, inputs, VectorSupport.ENABLED && inputs.length >= SMALL);
    }

    SignMatrix(int size, double[] inputs, boolean vectors) {
        this.size = size;
        this.words = padded(size) / WORD;
        this.bits = new long[inputs.length / size * words];
        this.inputs = inputs;
        this.vectors = vectors && SignLanes.FIT;
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
        if (vectors) width = SignLanes.sums(bits, words, mu, m, partial);
        else plainSums(mu, m, partial);
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

    /// \(\sum_bf_bx_{\mu_bi}\), example after example.
    ///
    /// @param force  \(f_b\), `b` from 0
    /// @param order  `order[from + b]` is \(\mu_b\)
    /// @param pull  padded, overwritten
    void pull(double[] force, int[] order, int from, int to, double[] pull) {
        if (vectors) {
            SignLanes.pull(bits, words, force, order, from, to, pull);
            return;
        }
        java.util.Arrays.fill(pull, 0);
        for (int b = from; b < to; b++) {
            double f = force[b - from];
            for (int i = 0, row = order[b] * size; i < size; i++) pull[i] = Math.fma(f, inputs[row + i], pull[i]);
        }
    }
}
