package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

/// Fisher's k-statistics: the unbiased estimates \(k_1 .. k_6\) of the cumulants \(\kappa_1 .. \kappa_6\) of a
/// law from independent samples, with standard errors by the jackknife.
///
/// With central moments \(m_p = \frac1n \sum (x_i - \bar x)^p\):
/// \(k_2 = \frac{n}{n-1} m_2\), \(k_3 = \frac{n^2}{(n-1)(n-2)} m_3\),
/// \(k_4 = \frac{n^2 [(n+1) m_4 - 3(n-1) m_2^2]}{(n-1)(n-2)(n-3)}\),
/// \(k_5 = \frac{n^3 [(n+5) m_5 - 10(n-1) m_2 m_3]}{(n-1)\cdots(n-4)}\),
/// \(k_6 = \frac{n^2 [(n+1)(n^2+15n-4) m_6 - 15(n-1)^2(n+4) m_2 m_4 - 10(n-1)(n^2-n+4) m_3^2 + 30n(n-1)(n-2)
/// m_2^3]}{(n-1)\cdots(n-5)}\).
///
/// The jackknife leaves out one block of successive samples at a time (one sample, where there are as many blocks
/// as samples), so that blocks longer than the correlation time give right errors for correlated series too. Cost
/// \(O(n)\): power sums of each block about the common mean.
///
/// Source: M. G. Kendall and A. Stuart, *The Advanced Theory of Statistics* I, ch. 12.
public final class Cumulants {
    /// The highest order.
    public static final int ORDER = 6;

    private Cumulants() {}

    /// The k-statistics with their errors.
    ///
    /// @param samples  at least `order + 2`
    /// @param order  highest cumulant, in \([1, 6]\)
    /// @param blocks  blocks of the jackknife, in \([2, n]\), such that `order` samples are left without one
    /// @return \(k_1 .. k_{order}\) at index 0, 1, ...; each counts `blocks` samples
    public static Estimate[] estimate(double[] samples, int order, int blocks) {
        require(order >= 1 && order <= ORDER, "order", order, "[1, 6]");
        require(samples.length >= order + 2, "samples.length", samples.length, "[order + 2, inf)");
        require(blocks >= 2 && blocks <= samples.length, "blocks", blocks, "[2, samples.length]");
        int largest = Math.ceilDiv(samples.length, blocks);
        require(samples.length - largest > order, "blocks", blocks, "such that order + 1 samples are left without one");
        double centre = CompensatedSum.of(samples) / samples.length;
        var blockSums = new double[blocks][];
        var total = new double[ORDER + 1];
        for (int b = 0; b < blocks; b++) {
            int from = (int) ((long) samples.length * b / blocks);
            int to = (int) ((long) samples.length * (b + 1) / blocks);
            blockSums[b] = powerSums(samples, from, to, centre);
            for (int p = 0; p <= ORDER; p++) total[p] += blockSums[b][p];
        }
        double[] whole = statistics(total, centre);
        var moments = new Moments[order];
        for (int q = 0; q < order; q++) moments[q] = new Moments();
        for (double[] block : blockSums) {
            var rest = new double[ORDER + 1];
            for (int p = 0; p <= ORDER; p++) rest[p] = total[p] - block[p];
            double[] without = statistics(rest, centre);
            for (int q = 0; q < order; q++) moments[q].add(without[q]);
        }
        var estimates = new Estimate[order];
        for (int q = 0; q < order; q++) {
            double square = moments[q].variance() * (blocks - 1.0) * (blocks - 1.0) / blocks;
            estimates[q] = new Estimate(whole[q], Math.sqrt(square), blocks);
        }
        return estimates;
    }

    /// \(k_1 .. k_6\) alone, NaN where there are too few samples.
    ///
    /// @param samples  at least one
    public static double[] of(double... samples) {
        require(samples.length >= 1, "samples.length", samples.length, "[1, inf)");
        double centre = CompensatedSum.of(samples) / samples.length;
        return statistics(powerSums(samples, 0, samples.length, centre), centre);
    }

    private static double[] powerSums(double[] samples, int from, int to, double centre) {
        var sums = new double[ORDER + 1];
        for (int i = from; i < to; i++) {
            double x = samples[i] - centre;
            double power = 1;
            for (int p = 0; p <= ORDER; p++, power *= x) sums[p] += power;
        }
        return sums;
    }

    /// From power sums about `centre`, which need not be their mean.
    private static double[] statistics(double[] sums, double centre) {
        double n = sums[0];
        double shift = sums[1] / n;
        double r2 = sums[2] / n, r3 = sums[3] / n, r4 = sums[4] / n, r5 = sums[5] / n, r6 = sums[6] / n;
        double s = shift, s2 = s * s;
        double m2 = r2 - s2;
        double m3 = r3 - 3 * s * r2 + 2 * s2 * s;
        double m4 = r4 - 4 * s * r3 + 6 * s2 * r2 - 3 * s2 * s2;
        double m5 = r5 - 5 * s * r4 + 10 * s2 * r3 - 10 * s2 * s * r2 + 4 * s2 * s2 * s;
        double m6 = r6 - 6 * s * r5 + 15 * s2 * r4 - 20 * s2 * s * r3 + 15 * s2 * s2 * r2 - 5 * s2 * s2 * s2;
        var k = new double[ORDER];
        k[0] = centre + shift;
        double falling = n - 1;
        k[1] = n * m2 / falling;
        falling *= n - 2;
        k[2] = n * n * m3 / falling;
        falling *= n - 3;
        k[3] = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / falling;
        falling *= n - 4;
        k[4] = n * n * n * ((n + 5) * m5 - 10 * (n - 1) * m2 * m3) / falling;
        falling *= n - 5;
        k[5] = n * n * sixth(n, m2, m3, m4, m6) / falling;
        for (int q = 0; q < ORDER; q++) if (n < q + 1) k[q] = Double.NaN;
        return k;
    }

    private static double sixth(double n, double m2, double m3, double m4, double m6) {
        return (n + 1) * (n * n + 15 * n - 4) * m6
                - 15 * (n - 1) * (n - 1) * (n + 4) * m2 * m4
                - 10 * (n - 1) * (n * n - n + 4) * m3 * m3
                + 30 * n * (n - 1) * (n - 2) * m2 * m2 * m2;
    }
}
