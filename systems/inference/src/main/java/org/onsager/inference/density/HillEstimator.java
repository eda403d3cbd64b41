package org.onsager.inference.density;

import java.util.Arrays;
import org.onsager.numerics.statistics.Estimate;

/// Hill's estimate of the tail index \(\mu\) of weights \(w\), \(P(w > W) \sim W^{-\mu}\), from the \(k\)
/// largest: \(\mu^{-1} = \frac1k \sum_{j=1}^k \ln(w_{(j)}/w_{(k+1)})\), with relative standard error
/// \(k^{-1/2}\).
///
/// Source: B. M. Hill, Annals of Statistics 3 (1975) 1163.
public final class HillEstimator {
    private HillEstimator() {}

    /// From energies \(E = -\ln w\).
    ///
    /// @param energies  ascending, more than `k`
    /// @param k  at least 1
    public static double index(double[] energies, int k) {
        return 1 / inverseIndex(energies, k);
    }

    /// The estimates for `k = 1, ..., energies.length - 1`: a plateau shows where the tail is a power.
    public static double[] plot(double[] energies) {
        var indices = new double[energies.length - 1];
        for (int k = 1; k < energies.length; k++) indices[k - 1] = index(energies, k);
        return indices;
    }

    /// The index of several independent sets together, with the standard error between them.
    ///
    /// @param sets  energies of each set, ascending, more than `k`
    public static Estimate pooled(double[][] sets, int k) {
        double[] inverse =
                Arrays.stream(sets).mapToDouble(set -> inverseIndex(set, k)).toArray();
        var mean = Estimate.of(inverse);
        return new Estimate(1 / mean.mean(), mean.standardError() / (mean.mean() * mean.mean()), mean.count());
    }

    private static double inverseIndex(double[] energies, int k) {
        if (!(k >= 1 && k < energies.length))
            throw new IllegalArgumentException("k must be in [1, %d], not %d".formatted(energies.length - 1, k));
        double sum = 0;
        for (int j = 0; j < k; j++) {
            if (!(energies[j] <= energies[j + 1]))
                throw new IllegalArgumentException(
                        "energies must ascend, not from %s to %s".formatted(energies[j], energies[j + 1]));
            sum += energies[k] - energies[j];
        }
        return sum / k;
    }
}
