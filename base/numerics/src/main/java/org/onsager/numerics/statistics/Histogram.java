package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

/// Counts of numbers in bins of equal width on `[lower, upper)`; the last bin takes `upper` too. Numbers outside
/// are counted below and above; NaN is refused. Histograms of the same bins merge. Not for sharing between
/// threads.
public final class Histogram {
    private final double lower;
    private final double upper;
    private final long[] counts;
    private long below;
    private long above;

    /// @param lower  left end of the first bin, finite
    /// @param upper  right end of the last, above `lower`, finite
    /// @param bins  at least 1
    public Histogram(double lower, double upper, int bins) {
        require(Double.isFinite(lower), "lower", lower, "(-inf, inf)");
        require(upper > lower && Double.isFinite(upper), "upper", upper, "(lower, inf)");
        require(Double.isFinite(upper - lower), "upper - lower", upper - lower, "(0, 1.8e308)");
        require(bins >= 1, "bins", bins, "[1, inf)");
        this.lower = lower;
        this.upper = upper;
        counts = new long[bins];
    }

    /// Counts one number.
    public void add(double x) {
        if (Double.isNaN(x)) throw new IllegalArgumentException("x must be a number, not NaN");
        if (x < lower) below++;
        else if (x > upper) above++;
        else counts[Math.min(counts.length - 1, (int) ((x - lower) / (upper - lower) * counts.length))]++;
    }

    /// Takes in the counts of `other`, which must have the same bins.
    public void merge(Histogram other) {
        if (other.lower != lower || other.upper != upper || other.counts.length != counts.length)
            throw new IllegalArgumentException("histograms must have the same bins to be merged");
        for (int i = 0; i < counts.length; i++) counts[i] += other.counts[i];
        below += other.below;
        above += other.above;
    }

    public int bins() {
        return counts.length;
    }

    /// Numbers in bin `i`.
    public long count(int i) {
        return counts[i];
    }

    /// Numbers below the first bin.
    public long below() {
        return below;
    }

    /// Numbers above the last bin.
    public long above() {
        return above;
    }

    /// All the numbers counted, those outside included.
    public long total() {
        long total = below + above;
        for (long each : counts) total += each;
        return total;
    }

    /// Left end of bin `i`; `edge(bins())` is the right end of the last.
    public double edge(int i) {
        return lower + (upper - lower) * i / counts.length;
    }

    /// Middle of bin `i`.
    public double centre(int i) {
        return lower + (upper - lower) * (i + 0.5) / counts.length;
    }

    /// The probability density in bin `i`, \(c_i/(N w)\) with all numbers in \(N\), and its binomial error
    /// \(\sqrt{p(1-p)/N}/w\), for independent numbers.
    public Estimate density(int i) {
        long total = total();
        double width = (upper - lower) / counts.length;
        double share = counts[i] / (double) total;
        return new Estimate(share / width, Math.sqrt(share * (1 - share) / total) / width, total);
    }
}
