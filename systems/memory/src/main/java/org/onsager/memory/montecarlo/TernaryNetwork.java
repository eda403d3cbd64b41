package org.onsager.memory.montecarlo;

import static org.onsager.numerics.Arguments.require;

/// Hebbian couplings of pairs by patterns of 0 and \(\pm1\), without self-coupling:
/// \[ E = -\tfrac c2\sum_\mu\Big[\Big(\sum_ix^\mu_i\sigma_i\Big)^2 - \sum_i(x^\mu_i)^2\Big], \qquad
///    h_i = c\sum_\mu x^\mu_i\Big(\sum_jx^\mu_j\sigma_j - x^\mu_i\sigma_i\Big). \]
/// The pattern sums are whole numbers, which flips carry along without rounding. Cost: \(K\) multiplications a
/// field or a flip.
public final class TernaryNetwork implements SpinSystem {
    private final TernaryPatterns patterns;
    private final double scale;
    private final byte[] spins;
    private final int[] sums;
    /// Patterns that are not blank, at each site.
    private final int[] claims;

    /// @param scale  \(c\), positive
    /// @param spins  \(N\) values of -1 or +1; copied
    public TernaryNetwork(TernaryPatterns patterns, double scale, byte[] spins) {
        require(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", scale, "(0, inf)");
        // sums of products reach K N and must not overflow
        require(
                (long) patterns.count() * patterns.sites() < Integer.MAX_VALUE,
                "K N",
                (long) patterns.count() * patterns.sites(),
                "[1, 2^31 - 1)");
        this.patterns = patterns;
        this.scale = scale;
        this.spins = new byte[patterns.sites()];
        this.sums = new int[patterns.count()];
        this.claims = new int[patterns.sites()];
        byte[] x = patterns.entries();
        for (int site = 0; site < claims.length; site++)
            for (int pattern = 0; pattern < sums.length; pattern++)
                if (x[site * sums.length + pattern] != 0) claims[site]++;
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
        int[] fresh = patterns.sums(state);
        System.arraycopy(fresh, 0, sums, 0, sums.length);
        System.arraycopy(state, 0, spins, 0, spins.length);
    }

    @Override
    public double localField(int site) {
        return scale * (TernaryDot.of(patterns.entries(), site * sums.length, sums) - spins[site] * claims[site]);
    }

    @Override
    public void flip(int site) {
        byte[] x = patterns.entries();
        int start = site * sums.length, twice = 2 * spins[site];
        for (int pattern = 0; pattern < sums.length; pattern++) sums[pattern] -= twice * x[start + pattern];
        spins[site] = (byte) -spins[site];
    }

    @Override
    public double energy() {
        double square = 0;
        for (int sum : sums) square += (double) sum * sum;
        long self = 0;
        for (int each : claims) self += each;
        return -0.5 * scale * (square - self);
    }
}
