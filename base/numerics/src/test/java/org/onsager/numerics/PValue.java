package org.onsager.numerics;

import java.util.Arrays;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/// Probabilities, under the null hypothesis, of a statistic at least as extreme as the one seen. Uniform on [0,
/// 1] for ideal randomness; near 0 is too far from it, and near 1 (chi-square, Kolmogorov-Smirnov) too close to
/// it.
final class PValue {
    private PValue() {}

    /// Two-sided, of a standard normal statistic.
    static double normal(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /// Upper tail of a chi-square statistic.
    static double chiSquare(double statistic, double degrees) {
        return Gamma.regularizedGammaQ(degrees / 2, statistic / 2, 1e-12, 100_000);
    }

    /// Pearson's test of counts against probabilities; cells of fewer than five expected are pooled, whatever is
    /// not listed is the last cell.
    static double pearson(long[] counts, double[] probabilities, long total) {
        double statistic = 0, pooledExpected = total, pooledSeen = total;
        int cells = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = probabilities[i] * total;
            if (expected < 5) continue;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
            pooledExpected -= expected;
            pooledSeen -= counts[i];
            cells++;
        }
        if (pooledExpected >= 5) {
            statistic += (pooledSeen - pooledExpected) * (pooledSeen - pooledExpected) / pooledExpected;
            cells++;
        }
        return chiSquare(statistic, cells - 1);
    }

    /// Pearson's test of equally likely cells.
    static double equidistributed(long[] counts) {
        long total = Arrays.stream(counts).sum();
        double expected = (double) total / counts.length, statistic = 0;
        for (long count : counts) statistic += (count - expected) * (count - expected) / expected;
        return chiSquare(statistic, counts.length - 1);
    }

    /// Kolmogorov and Smirnov's test that values are uniform on (0, 1), by the limit law with Stephens's
    /// correction; sorts them.
    static double uniform(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        double distance = 0;
        for (int i = 0; i < n; i++)
            distance = Math.max(distance, Math.max(values[i] - (double) i / n, (i + 1.0) / n - values[i]));
        double root = Math.sqrt(n), lambda = (root + 0.12 + 0.11 / root) * distance;
        double sum = 0;
        for (int j = 1; j <= 100; j++) sum += ((j & 1) == 1 ? 2 : -2) * Math.exp(-2 * j * j * lambda * lambda);
        return lambda < 0.2 ? 1 : Math.clamp(sum, 0, 1);
    }

    /// Of a Poisson count: twice the smaller tail, at most 1.
    static double poisson(long count, double mean) {
        double upper = count == 0 ? 1 : Gamma.regularizedGammaP(count, mean, 1e-12, 100_000);
        double lower = Gamma.regularizedGammaQ(count + 1.0, mean, 1e-12, 100_000);
        return Math.min(1, 2 * Math.min(upper, lower));
    }
}
