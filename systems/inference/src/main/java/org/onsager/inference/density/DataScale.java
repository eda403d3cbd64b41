package org.onsager.inference.density;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/// A linear map \(z = L^{-1}(x - m)\) under which a bandwidth is a pure number, with \(\ln |\det L|\).
///
/// @param mean  \(m\), one a column
/// @param factor  \(L\), lower triangular, row by row
/// @param logDeterminant  \(\ln \det L\)
record DataScale(double[] mean, double[][] factor, double logDeterminant) {

    /// In which unit a bandwidth is measured.
    static DataScale of(Scaling scaling, double[][] data) {
        int d = data[0].length;
        double[] mean = mean(data);
        if (scaling == Scaling.NONE) return new DataScale(new double[d], identity(d), 0);
        double[][] covariance = covariance(data, mean);
        for (int a = 0; a < d; a++) {
            if (!(covariance[a][a] > 0))
                throw new IllegalArgumentException(
                        "column %d of data must vary, all its values are %s; leave it out or set scaling = none"
                                .formatted(a, data[0][a]));
        }
        double[][] factor = identity(d);
        if (scaling == Scaling.DEVIATION) {
            for (int a = 0; a < d; a++) factor[a][a] = Math.sqrt(covariance[a][a]);
        } else {
            factor = cholesky(covariance);
        }
        double log = 0;
        for (int a = 0; a < d; a++) log += Math.log(factor[a][a]);
        return new DataScale(mean, factor, log);
    }

    private static double[][] cholesky(double[][] covariance) {
        int d = covariance.length;
        // correlations: the test for singularity must not depend on the units of the columns
        var correlation = new double[d][d];
        for (int a = 0; a < d; a++)
            for (int b = 0; b < d; b++)
                correlation[a][b] = covariance[a][b] / Math.sqrt(covariance[a][a] * covariance[b][b]);
        try {
            double[][] factor = new CholeskyDecomposition(new Array2DRowRealMatrix(correlation, false), 1e-12, 1e-12)
                    .getL()
                    .getData();
            for (int a = 0; a < d; a++) for (int b = 0; b <= a; b++) factor[a][b] *= Math.sqrt(covariance[a][a]);
            return factor;
        } catch (org.hipparchus.exception.MathIllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "data must have a covariance of full rank for scaling = covariance; drop dependent columns, reduce"
                            + " them by principal components, or set scaling = deviation",
                    e);
        }
    }

    double[] apply(double[] x) {
        var z = new double[x.length];
        for (int a = 0; a < z.length; a++) {
            double sum = x[a] - mean[a];
            for (int b = 0; b < a; b++) sum -= factor[a][b] * z[b];
            z[a] = sum / factor[a][a];
        }
        return z;
    }

    /// \(L^{-T} g\): a gradient by \(z\) as one by \(x\).
    double[] pullBack(double[] gradient) {
        double[] g = gradient.clone();
        for (int a = g.length - 1; a >= 0; a--) {
            for (int b = a + 1; b < g.length; b++) g[a] -= factor[b][a] * g[b];
            g[a] /= factor[a][a];
        }
        return g;
    }

    static double[] mean(double[][] data) {
        var mean = new double[data[0].length];
        for (double[] row : data) for (int a = 0; a < mean.length; a++) mean[a] += row[a];
        for (int a = 0; a < mean.length; a++) mean[a] /= data.length;
        return mean;
    }

    /// The unbiased sample covariance.
    static double[][] covariance(double[][] data, double[] mean) {
        int d = mean.length;
        var covariance = new double[d][d];
        var centred = new double[d];
        for (double[] row : data) {
            for (int a = 0; a < d; a++) centred[a] = row[a] - mean[a];
            for (int a = 0; a < d; a++)
                for (int b = 0; b <= a; b++) covariance[a][b] = Math.fma(centred[a], centred[b], covariance[a][b]);
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                covariance[a][b] /= data.length - 1;
                covariance[b][a] = covariance[a][b];
            }
        }
        return covariance;
    }

    /// The eigenvalues of the sample covariance, descending; those below rounding are 0.
    static double[] eigenvalues(double[][] data) {
        RealMatrix covariance = new Array2DRowRealMatrix(covariance(data, mean(data)), false);
        double[] values = new EigenDecompositionSymmetric(covariance).getEigenvalues();
        double largest = Arrays.stream(values).max().orElse(0);
        return Arrays.stream(values).map(v -> v < 1e-10 * largest ? 0 : v).toArray();
    }

    private static double[][] identity(int d) {
        var matrix = new double[d][d];
        for (int a = 0; a < d; a++) matrix[a][a] = 1;
        return matrix;
    }
}
