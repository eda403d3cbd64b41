package org.onsager.inference.gaussian;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.numerics.DivergedException;

/// Regression of values on a full grid of two axes, \((K_1 \otimes K_2 + \sigma^2 I)\alpha = y\), by the
/// eigenvectors of the factors: \(O(n_1^3 + n_2^3 + n_1n_2(n_1 + n_2))\) where a dense factorisation takes
/// \(O(n_1^3n_2^3)\).
///
/// Source: Y. Saatci, *Scalable inference for structured Gaussian process models*, Cambridge 2011, ch. 5.
public final class KroneckerRegression {
    private final AxisCovariance first;
    private final AxisCovariance second;
    private final double[] weights;
    private final double logEvidence;

    private KroneckerRegression(AxisCovariance first, AxisCovariance second, double[] weights, double logEvidence) {
        this.first = first;
        this.second = second;
        this.weights = weights;
        this.logEvidence = logEvidence;
    }

    /// Solves for given covariances and noise.
    ///
    /// @param y  row-major over the axes' points
    /// @param noise  \(\sigma^2\), positive
    public static KroneckerRegression fit(AxisCovariance first, AxisCovariance second, double[] y, double noise) {
        int n = first.size(), m = second.size();
        if (y.length != n * m)
            throw new IllegalArgumentException("y must have %d values, not %d".formatted(n * m, y.length));
        if (!(noise > 0)) throw new IllegalArgumentException("noise must be in (0, inf), not " + noise);
        for (int i = 0; i < y.length; i++)
            if (!Double.isFinite(y[i])) throw new IllegalArgumentException("y[%d] is %s".formatted(i, y[i]));
        var a = Eigen.of(first.matrix(0), n);
        var b = Eigen.of(second.matrix(0), m);
        double[] turned = DenseProduct.of(n, m, n, View.of(a.rows, n), View.of(y, m));
        turned = DenseProduct.of(n, m, m, View.of(turned, m), View.of(b.rows, m).transposed());
        double logDeterminant = 0, quadratic = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) {
                double eigenvalue = a.values[i] * b.values[j] + noise, value = turned[i * m + j];
                logDeterminant += Math.log(eigenvalue);
                quadratic += value * value / eigenvalue;
                turned[i * m + j] = value / eigenvalue;
            }
        double[] weights = DenseProduct.of(n, m, n, View.of(a.rows, n).transposed(), View.of(turned, m));
        weights = DenseProduct.of(n, m, m, View.of(weights, m), View.of(b.rows, m));
        double evidence = -quadratic / 2 - logDeterminant / 2 - n * m / 2.0 * Math.log(2 * Math.PI);
        return new KroneckerRegression(first, second, weights, evidence);
    }

    /// Eigenvectors in rows.
    private record Eigen(double[] values, double[] rows) {
        static Eigen of(double[] matrix, int n) {
            var eigen = DecompositionFactory_DDRM.eig(n, true, true);
            if (!eigen.decompose(DMatrixRMaj.wrap(n, n, matrix.clone())))
                throw new DivergedException("eigenvectors of a covariance of %d points did not converge".formatted(n));
            var values = new double[n];
            var rows = new double[n * n];
            for (int i = 0; i < n; i++) {
                values[i] = Math.max(0, eigen.getEigenvalue(i).real);
                System.arraycopy(eigen.getEigenVector(i).data, 0, rows, i * n, n);
            }
            return new Eigen(values, rows);
        }
    }

    /// \(\alpha\).
    public double[] weights() {
        return weights.clone();
    }

    /// The log density of the values.
    public double logEvidence() {
        return logEvidence;
    }

    /// The mean on a product of points, row-major.
    public double[] predict(double[] x, double[] y) {
        int n = first.size(), m = second.size();
        double[] half = DenseProduct.of(x.length, m, n, View.of(first.cross(x, 0), n), View.of(weights, m));
        return DenseProduct.of(
                x.length,
                y.length,
                m,
                View.of(half, m),
                View.of(second.cross(y, 0), m).transposed());
    }
}
