package org.onsager.numerics;

import java.util.random.RandomGenerator;

/// A cursor on a [RandomStream]: the draws of one sequential piece of work. Not for sharing between threads; give
/// each task a stream of its own. Its [#position()] is all its state, so that a checkpoint can store and restore
/// it.
public final class RandomSource implements RandomGenerator {
    private final RandomStream stream;
    private long position;
    private long block = -1;
    private long low;
    private long high;

    RandomSource(RandomStream stream, long position) {
        this.stream = stream;
        this.position = position;
    }

    /// The stream that this cursor reads.
    public RandomStream stream() {
        return stream;
    }

    /// Number of 64-bit words drawn so far.
    public long position() {
        return position;
    }

    /// Moves to where `position` words have been drawn.
    ///
    /// @return this cursor
    public RandomSource seek(long position) {
        this.position = position;
        return this;
    }

    @Override
    public long nextLong() {
        long wanted = position >>> 1;
        if (wanted != block) generate(wanted);
        return (position++ & 1) == 0 ? low : high;
    }

    /// Uniform in the open interval (0, 1): never 0, never 1, a multiple of \(2^{-53}\) plus \(2^{-54}\).
    @Override
    public double nextDouble() {
        return ((nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /// Standard normal by Box and Muller's transform: two words a draw, the cosine branch.
    @Override
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    private void generate(long wanted) {
        int c0 = (int) wanted, c1 = (int) (wanted >>> 32);
        int c2 = (int) stream.index(), c3 = (int) (stream.index() >>> 32);
        int k0 = (int) stream.key(), k1 = (int) (stream.key() >>> 32);
        for (int round = 0; round < 10; round++) {
            long product0 = (c0 & 0xFFFFFFFFL) * 0xD2511F53L;
            long product1 = (c2 & 0xFFFFFFFFL) * 0xCD9E8D57L;
            c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c3 = (int) product0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        low = (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
        high = (c2 & 0xFFFFFFFFL) | ((long) c3 << 32);
        block = wanted;
    }
}
