package org.onsager.memory.montecarlo;

/// \(K\) patterns over \(N\) sites, as Hebbian couplings are made of.
public sealed interface Patterns permits BitPatterns, RealPatterns {

    /// \(K\).
    int count();

    /// \(N\).
    int sites();

    /// Entry of pattern `pattern` at site `site`.
    double value(int pattern, int site);

    /// The entries of all the patterns at one site.
    ///
    /// @param into  receives \(K\) numbers
    void column(int site, double[] into);

    /// \(\frac1N\sum_i x^\mu_i\sigma_i\) of every pattern.
    ///
    /// @param spins  \(N\) values of -1 or +1
    double[] overlaps(byte[] spins);

    /// @throws IllegalArgumentException if an array of patterns would not fit the heap, with the bytes it takes
    static void requireMemory(int count, int sites, double bytesPerEntry) {
        if (count < 1) throw new IllegalArgumentException("K must be in [1, inf), not " + count);
        if (sites < 1) throw new IllegalArgumentException("N must be in [1, inf), not " + sites);
        double bytes = bytesPerEntry * count * sites;
        long most = Runtime.getRuntime().maxMemory();
        boolean addressable = bytesPerEntry < 1 || (double) count * sites < Integer.MAX_VALUE - 64;
        if (bytes > 0.8 * most || !addressable)
            throw new IllegalArgumentException(
                    "K x N = %d x %d needs %.0f bytes; there are %d (a larger heap, -Xmx, or fewer patterns)"
                            .formatted(count, sites, bytes, most));
    }

    /// @throws IllegalArgumentException unless `spins` is `sites` values of -1 or +1
    static void requireSpins(byte[] spins, int sites) {
        if (spins.length != sites)
            throw new IllegalArgumentException("spins must have %d values, not %d".formatted(sites, spins.length));
        for (int i = 0; i < sites; i++)
            if (spins[i] != 1 && spins[i] != -1)
                throw new IllegalArgumentException("spins[%d] must be -1 or 1, not %d".formatted(i, spins[i]));
    }
}
