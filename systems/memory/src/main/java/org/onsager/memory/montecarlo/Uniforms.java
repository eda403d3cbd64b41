package org.onsager.memory.montecarlo;

import org.onsager.numerics.RandomSource;

/// The uniforms of a [RandomSource] in the order in which it would draw them, fetched in bulk: the vectorised
/// fill of a stream takes a fraction of the time of single draws and has the same bits. Puts the source where
/// single draws would have left it when [#release] is called.
final class Uniforms {
    private static final int LARGEST = 1_024;

    private final RandomSource source;
    private final double[] buffer = new double[LARGEST];
    /// The number of the buffer's first uniform, how many it holds and how many are taken.
    private long first;

    private int size;
    private int next;

    Uniforms(RandomSource source) {
        this.source = source;
        this.first = source.position();
    }

    /// Uniform in the open interval (0, 1).
    double next() {
        if (next == size) refill();
        return buffer[next++];
    }

    /// A whole number below `bound` from the upper half of one word; the bias, below \(2^{-32}\) \(\cdot\) bound,
    /// is beyond notice.
    int below(int bound) {
        // a uniform holds the upper 52 bits of its word
        long upper = (long) (next() * 0x1p32);
        return (int) (upper * bound >>> 32);
    }

    private void refill() {
        first += size;
        // small at first, so that short runs do not fetch what they leave
        size = Math.min(LARGEST, Math.max(64, 2 * size));
        source.stream().fillUniform(buffer, 0, size, first);
        next = 0;
    }

    /// Leaves the source behind the last number that was taken.
    void release() {
        source.seek(first + next);
    }
}
