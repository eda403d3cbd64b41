package org.onsager.memory.montecarlo;

import org.onsager.numerics.Parallel;

/// Patterns of real numbers, such as means of examples, in single precision, by site: \(4 K N\) bytes.
public final class RealPatterns implements Patterns {
    private final int count;
    private final int sites;
    private final float[] bySite;

    private RealPatterns(int count, int sites, float[] bySite) {
        this.count = count;
        this.sites = sites;
        this.bySite = bySite;
    }

    /// The number at a pattern and a site.
    @FunctionalInterface
    public interface Entry {
        double at(int pattern, int site);
    }

    /// Patterns by a formula, called once an entry, for all the patterns of a site in order.
    ///
    /// @throws IllegalArgumentException if an entry is not finite, naming it
    public static RealPatterns of(int count, int sites, Entry entry) {
        Patterns.requireMemory(count, sites, 4);
        var bySite = new float[count * sites];
        for (int site = 0; site < sites; site++)
            for (int pattern = 0; pattern < count; pattern++) {
                double value = entry.at(pattern, site);
                if (!Double.isFinite(value))
                    throw new IllegalArgumentException(
                            "pattern %d must be finite, not %s at site %d".formatted(pattern, value, site));
                bySite[site * count + pattern] = (float) value;
            }
        return new RealPatterns(count, sites, bySite);
    }

    /// Patterns given as rows.
    ///
    /// @throws IllegalArgumentException if the rows differ in length or hold a number that is not finite
    public static RealPatterns of(double[][] rows) {
        for (int pattern = 0; pattern < rows.length; pattern++)
            if (rows[pattern].length != rows[0].length)
                throw new IllegalArgumentException("pattern %d must have %d entries as pattern 0 has, not %d"
                        .formatted(pattern, rows[0].length, rows[pattern].length));
        return of(rows.length, rows.length == 0 ? 0 : rows[0].length, (pattern, site) -> rows[pattern][site]);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int sites() {
        return sites;
    }

    @Override
    public double value(int pattern, int site) {
        return bySite[site * count + pattern];
    }

    @Override
    public void column(int site, double[] into) {
        for (int pattern = 0; pattern < count; pattern++) into[pattern] = bySite[site * count + pattern];
    }

    @Override
    public double[] overlaps(byte[] spins) {
        double[] sums = powerSums(spins, 1);
        for (int pattern = 0; pattern < count; pattern++) sums[pattern] /= sites;
        return sums;
    }

    /// \(\sum_i (x^\mu_i\sigma_i)^k\) of every pattern, each summed over the sites in order.
    ///
    /// @param exponent  \(k \ge 1\)
    public double[] powerSums(byte[] spins, int exponent) {
        Patterns.requireSpins(spins, sites);
        var sums = new double[count];
        Parallel.range(count, 1 << 12, (from, to) -> {
            for (int site = 0; site < sites; site++)
                for (int pattern = from; pattern < to; pattern++) {
                    double base = bySite[site * count + pattern] * (double) spins[site];
                    double power = base;
                    for (int k = 1; k < exponent; k++) power *= base;
                    sums[pattern] += power;
                }
        });
        return sums;
    }

    /// The entries by site, for kernels: pattern \(\mu\) at site \(i\) is number `i * count() + mu`. Not to be
    /// written to.
    public float[] entries() {
        return bySite;
    }
}
