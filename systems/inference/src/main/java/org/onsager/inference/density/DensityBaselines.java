package org.onsager.inference.density;

import org.hipparchus.special.Gamma;

/// Densities to compare a kernel estimate with.
public final class DensityBaselines {
    private DensityBaselines() {}

    /// The \(k\)-nearest-neighbour density \(\ln\frac{k - 1}{n\,V_d\,r_k^d}\), with \(V_d\) the volume of the
    /// unit ball; unbiased where the density is constant.
    ///
    /// @param distance  \(r_k > 0\) from the point to its `k`-th nearest datum
    /// @param k  at least 2
    /// @param n  number of data, at least `k`
    /// @param d  dimension, at least 1
    public static double logNearestNeighbour(double distance, int k, double n, int d) {
        if (k < 2) throw new IllegalArgumentException("k must be in [2, n], not " + k);
        if (!(distance > 0)) throw new IllegalArgumentException("distance must be in (0, inf), not " + distance);
        return Math.log((k - 1) / n)
                - 0.5 * d * Math.log(Math.PI)
                + Gamma.logGamma(0.5 * d + 1)
                - d * Math.log(distance);
    }

    /// \(\ln N(x; m, C)\) with the mean and covariance of the data.
    ///
    /// @param data  at least 2 rows, of full rank
    /// @param queries  rows of as many columns
    public static double[] logGaussian(double[][] data, double[][] queries) {
        KernelDensity.requireTable(data, "data");
        KernelDensity.requireTable(queries, "queries");
        if (data.length < 2) throw new IllegalArgumentException("data must have at least 2 rows, not " + data.length);
        var scale = DataScale.of(Scaling.COVARIANCE, data);
        var logs = new double[queries.length];
        for (int q = 0; q < logs.length; q++) {
            double square = 0;
            for (double z : scale.apply(queries[q])) square += z * z;
            logs[q] = -0.5 * square - 0.5 * scale.mean().length * Math.log(2 * Math.PI) - scale.logDeterminant();
        }
        return logs;
    }
}
