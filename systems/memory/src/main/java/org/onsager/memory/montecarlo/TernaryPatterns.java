package org.onsager.memory.montecarlo;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Patterns of 0 and \(\pm1\): diluted patterns, whose blank entries act on nothing, and their examples. One byte
/// an entry, by site.
public final class TernaryPatterns {
    private final int count;
    private final int sites;
    private final byte[] bySite;

    private TernaryPatterns(int count, int sites, byte[] bySite) {
        this.count = count;
        this.sites = sites;
        this.bySite = bySite;
    }

    /// The entry at a pattern and a site: -1, 0 or 1.
    @FunctionalInterface
    public interface Entry {
        int at(int pattern, int site);
    }

    /// Patterns by a formula, called once an entry, for all the patterns of a site in order.
    ///
    /// @throws IllegalArgumentException if an entry is another number, naming it
    public static TernaryPatterns of(int count, int sites, Entry entry) {
        Patterns.requireMemory(count, sites, 1);
        var bySite = new byte[count * sites];
        for (int site = 0; site < sites; site++)
            for (int pattern = 0; pattern < count; pattern++) {
                int value = entry.at(pattern, site);
                if (value < -1 || value > 1)
                    throw new IllegalArgumentException(
                            "pattern %d must hold -1, 0 and 1, not %d at site %d".formatted(pattern, value, site));
                bySite[site * count + pattern] = (byte) value;
            }
        return new TernaryPatterns(count, sites, bySite);
    }

    /// Patterns given as rows.
    ///
    /// @throws IllegalArgumentException if the rows differ in length or hold another number, naming it
    public static TernaryPatterns of(byte[][] rows) {
        for (int pattern = 0; pattern < rows.length; pattern++)
            if (rows[pattern].length != rows[0].length)
                throw new IllegalArgumentException("pattern %d must have %d entries as pattern 0 has, not %d"
                        .formatted(pattern, rows[0].length, rows[pattern].length));
        return of(rows.length, rows.length == 0 ? 0 : rows[0].length, (pattern, site) -> rows[pattern][site]);
    }

    /// Independent entries, blank with probability \(d\), else each sign alike. Pattern \(\mu\) draws from
    /// `stream.at(mu)`, one number an entry, so that fewer or shorter patterns of a stream are the start of more
    /// or longer ones.
    ///
    /// @param dilution  \(d \in [0, 1)\)
    public static TernaryPatterns random(int count, int sites, double dilution, RandomStream stream) {
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        Patterns.requireMemory(count, sites, 1);
        var bySite = new byte[count * sites];
        double half = dilution + 0.5 * (1 - dilution);
        Parallel.range(count, 1, (from, to) -> {
            for (int pattern = from; pattern < to; pattern++) {
                RandomSource source = stream.at(pattern).generator();
                for (int site = 0; site < sites; site++) {
                    double u = source.nextDouble();
                    bySite[site * count + pattern] = (byte) (u < dilution ? 0 : u < half ? 1 : -1);
                }
            }
        });
        return new TernaryPatterns(count, sites, bySite);
    }

    /// \(K\).
    public int count() {
        return count;
    }

    /// \(N\).
    public int sites() {
        return sites;
    }

    /// Entry of pattern `pattern` at site `site`.
    public int value(int pattern, int site) {
        return bySite[site * count + pattern];
    }

    /// The share of 0 in a pattern.
    public double blankFraction(int pattern) {
        int blanks = 0;
        for (int site = 0; site < sites; site++) if (bySite[site * count + pattern] == 0) blanks++;
        return (double) blanks / sites;
    }

    /// \(\sum_i x^\mu_i\sigma_i\) of every pattern.
    ///
    /// @param spins  \(N\) values of -1 or +1
    public int[] sums(byte[] spins) {
        Patterns.requireSpins(spins, sites);
        var sums = new int[count];
        for (int site = 0; site < sites; site++) {
            int start = site * count, spin = spins[site];
            for (int pattern = 0; pattern < count; pattern++) sums[pattern] += bySite[start + pattern] * spin;
        }
        return sums;
    }

    /// \(\frac1N\sum_i x^\mu_i\sigma_i\) of every pattern; 0 for one that is blank throughout.
    public double[] overlaps(byte[] spins) {
        int[] sums = sums(spins);
        var overlaps = new double[count];
        for (int pattern = 0; pattern < count; pattern++) overlaps[pattern] = (double) sums[pattern] / sites;
        return overlaps;
    }

    /// The same numbers as real patterns.
    public RealPatterns real() {
        return RealPatterns.of(count, sites, this::value);
    }

    /// The entries by site, for kernels: pattern \(\mu\) at site \(i\) is number `i * count() + mu`. Not to be
    /// written to.
    public byte[] entries() {
        return bySite;
    }
}
