package org.onsager.memory.montecarlo;

import static org.onsager.numerics.Arguments.require;

/// Hebbian couplings of pairs by real patterns, without self-coupling: the energy of [TernaryNetwork] for
/// patterns in single precision, such as means of examples. Pattern sums are carried along in double precision.
/// Cost: \(K\) multiplications a field or a flip.
public final class PairwiseNetwork implements SpinSystem {
    private final RealPatterns patterns;
    private final double scale;
    private final byte[] spins;
    private final double[] sums;
    /// \(\sum_\mu (x^\mu_i)^2\) of each site.
    private final double[] squares;

    /// @param scale  \(c\), positive
    /// @param spins  \(N\) values of -1 or +1; copied
    public PairwiseNetwork(RealPatterns patterns, double scale, byte[] spins) {
        require(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", scale, "(0, inf)");
        this.patterns = patterns;
        this.scale = scale;
        this.spins = new byte[patterns.sites()];
        this.sums = new double[patterns.count()];
        this.squares = new double[patterns.sites()];
        float[] x = patterns.entries();
        for (int site = 0; site < squares.length; site++)
            for (int pattern = 0; pattern < sums.length; pattern++) {
                double value = x[site * sums.length + pattern];
                squares[site] += value * value;
            }
        reset(spins);
    }

    @Override
    public int sites() {
        return spins.length;
    }

    @Override
    public int spin(int site) {
        return spins[site];
    }

    @Override
    public void reset(byte[] state) {
        double[] fresh = patterns.powerSums(state, 1);
        System.arraycopy(fresh, 0, sums, 0, sums.length);
        System.arraycopy(state, 0, spins, 0, spins.length);
    }

    @Override
    public double localField(int site) {
        float[] x = patterns.entries();
        int start = site * sums.length;
        double total = 0;
        for (int pattern = 0; pattern < sums.length; pattern++)
            total = Math.fma((double) x[start + pattern], sums[pattern], total);
        return scale * (total - spins[site] * squares[site]);
    }

    @Override
    public void flip(int site) {
        float[] x = patterns.entries();
        int start = site * sums.length;
        double twice = 2 * spins[site];
        for (int pattern = 0; pattern < sums.length; pattern++) sums[pattern] -= twice * x[start + pattern];
        spins[site] = (byte) -spins[site];
    }

    @Override
    public double energy() {
        double square = 0, self = 0;
        for (double sum : sums) square += sum * sum;
        for (double each : squares) self += each;
        return -0.5 * scale * (square - self);
    }
}
