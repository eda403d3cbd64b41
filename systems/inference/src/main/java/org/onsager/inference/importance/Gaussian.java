package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.numerics.RandomStream;

/// The Gaussian law \(N(\mu, \Sigma)\) on \(\mathbb R^d\), held by the Cholesky factor \(\Sigma = L L^T\).
///
/// The density costs \(d^2 + 2d\) operations a point, by one triangular solve over blocks of points.
///
/// @param mean  \(\mu\), length \(d\)
/// @param lower  \(L\), shape `d x d`, positive on the diagonal
public record Gaussian(double[] mean, double[][] lower) implements Law {
    private static final double LOG_SQRT_2PI = Math.log(2 * Math.PI) / 2;
    private static final int BLOCK = 256;

    /// \(N(0, I)\).
    public static Gaussian standard(int dimension) {
        var variances = new double[dimension];
        Arrays.fill(variances, 1);
        return diagonal(new double[dimension], variances);
    }

    /// Independent coordinates with these means and variances.
    public static Gaussian diagonal(double[] mean, double[] variances) {
        var lower = new double[mean.length][mean.length];
        for (int k = 0; k < mean.length; k++) lower[k][k] = Math.sqrt(variances[k]);
        return new Gaussian(mean.clone(), lower);
    }

    /// The law of given mean and covariance.
    ///
    /// @param covariance  symmetric, shape `d x d`
    /// @throws IllegalArgumentException if `covariance` is not positive definite
    public static Gaussian of(double[] mean, double[][] covariance) {
        return new Gaussian(
                mean.clone(),
                cholesky(covariance)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "covariance must be positive definite, not " + Arrays.deepToString(covariance))));
    }

    /// The lower Cholesky factor; empty unless `matrix` is positive definite.
    static Optional<double[][]> cholesky(double[][] matrix) {
        int d = matrix.length;
        var work = new DMatrixRMaj(matrix);
        var decomposition = DecompositionFactory_DDRM.chol(d, true);
        if (!decomposition.decompose(work)) return Optional.empty();
        var factor = decomposition.getT(null);
        var lower = new double[d][d];
        for (int i = 0; i < d; i++)
            for (int j = 0; j <= i; j++) {
                lower[i][j] = factor.get(i, j);
                if (!Double.isFinite(lower[i][j])) return Optional.empty();
            }
        return Optional.of(lower);
    }

    @Override
    public int dimension() {
        return mean.length;
    }

    /// \(\Sigma\).
    public double[][] covariance() {
        int d = mean.length;
        var covariance = new double[d][d];
        for (int i = 0; i < d; i++)
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k <= j; k++) sum += lower[i][k] * lower[j][k];
                covariance[i][j] = sum;
                covariance[j][i] = sum;
            }
        return covariance;
    }

    @Override
    public void logDensity(double[][] x, int from, int to, double[] out) {
        squaredDistance(x, from, to, out);
        double constant = -logDeterminant() - mean.length * LOG_SQRT_2PI;
        for (int i = from; i < to; i++) out[i] = constant - out[i] / 2;
    }

    /// Whether means and factors agree to `tolerance`, relative to the factor's diagonal.
    boolean isNear(Gaussian other, double tolerance) {
        for (int k = 0; k < mean.length; k++) {
            double scale = tolerance * lower[k][k];
            if (Math.abs(mean[k] - other.mean[k]) > scale) return false;
            for (int l = 0; l <= k; l++) if (Math.abs(lower[k][l] - other.lower[k][l]) > scale) return false;
        }
        return true;
    }

    /// \(\ln \det L\).
    double logDeterminant() {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) sum += Math.log(lower[k][k]);
        return sum;
    }

    /// Sets `out[i]` to the squared Mahalanobis distance of point `i` from the mean.
    void squaredDistance(double[][] x, int from, int to, double[] out) {
        int d = mean.length;
        var solved = new double[d][Math.min(BLOCK, Math.max(0, to - from))];
        for (int start = from; start < to; start += BLOCK) {
            int size = Math.min(BLOCK, to - start);
            Arrays.fill(out, start, start + size, 0);
            for (int k = 0; k < d; k++) {
                double[] row = solved[k], column = x[k];
                double centre = mean[k], inverse = 1 / lower[k][k];
                for (int b = 0; b < size; b++) row[b] = column[start + b] - centre;
                for (int l = 0; l < k; l++) {
                    double factor = lower[k][l];
                    if (factor == 0) continue;
                    double[] other = solved[l];
                    for (int b = 0; b < size; b++) row[b] -= factor * other[b];
                }
                for (int b = 0; b < size; b++) {
                    row[b] *= inverse;
                    out[start + b] += row[b] * row[b];
                }
            }
        }
    }

    @Override
    public double[][] draw(int count, RandomStream stream) {
        int d = mean.length;
        var normals = new double[d][count];
        for (int k = 0; k < d; k++) stream.fillNormal(normals[k], 0, count, (long) k * count);
        return placed(normals, 1);
    }

    /// \(\mu + s L z\) for columns of \(z\), in place, from the last coordinate down.
    double[][] placed(double[][] z, double scale) {
        for (int k = mean.length - 1; k >= 0; k--) {
            double[] row = z[k];
            for (int i = 0; i < row.length; i++) row[i] *= lower[k][k];
            for (int l = 0; l < k; l++) {
                double factor = lower[k][l];
                if (factor == 0) continue;
                double[] other = z[l];
                for (int i = 0; i < row.length; i++) row[i] += factor * other[i];
            }
            for (int i = 0; i < row.length; i++) row[i] = mean[k] + scale * row[i];
        }
        return z;
    }
}
