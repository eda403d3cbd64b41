package org.onsager.inference.gaussian;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.inference.gaussian.LowerTriangle.NotPositiveDefinite;
import org.onsager.numerics.DivergedException;

/// The covariance \(K_{ab} = k(x_a - x_b) + \epsilon\delta_{ab}\) of a grid axis with the matrices \(K^{(p)}_{ab}
/// = k^{(p)}(x_a - x_b)\) of its derivatives, factored: one factor of a Kronecker product.
///
/// On an equispaced axis all are Toeplitz: \(O(nQ)\) to evaluate, \(O(n^2)\) to factor, to solve for one
/// right-hand side and to pull an adjoint back; on any other axis \(O(n^2 Q)\) and \(O(n^3)\). Matrices of
/// right-hand sides are row-major, `n * columns`, the axis first. Not safe for use by several threads at once.
public final class AxisCovariance {
    /// Where the jitter ends.
    static final double MOST_JITTER = 1e-3;

    private final GridAxis axis;
    private final SpectralMixture kernel;
    private final double[] parameters;
    private final double[][] values;
    private final double jitter;
    private final LowerTriangle factor;
    private final double[] @Nullable [] matrices;

    private AxisCovariance(
            GridAxis axis,
            SpectralMixture kernel,
            double[] parameters,
            double[][] values,
            double jitter,
            LowerTriangle factor) {
        this.axis = axis;
        this.kernel = kernel;
        this.parameters = parameters;
        this.values = values;
        this.jitter = jitter;
        this.factor = factor;
        this.matrices = new double[values.length][];
    }

    /// Evaluates and factors; where the factorisation fails the jitter grows tenfold up to 0.001.
    ///
    /// @param order  highest derivative wanted
    /// @param jitter  \(\epsilon\), positive
    /// @throws DivergedException if it fails with the greatest jitter too
    public static AxisCovariance of(
            GridAxis axis, SpectralMixture kernel, double[] parameters, int order, double jitter) {
        if (!(jitter > 0)) throw new IllegalArgumentException("jitter must be in (0, inf), not " + jitter);
        if (parameters.length != kernel.parameters())
            throw new IllegalArgumentException(
                    "parameters must be %d, not %d".formatted(kernel.parameters(), parameters.length));
        double[][] values = kernel.evaluate(axis.distances(), parameters, order);
        double total = values[0][0];
        for (double tried = jitter; ; tried *= 10) {
            try {
                var factor = factor(axis, values[0], tried);
                return new AxisCovariance(axis, kernel, parameters, values, tried, factor);
            } catch (NotPositiveDefinite failed) {
                if (tried * 10 <= MOST_JITTER * 1.001) continue;
                throw new DivergedException(
                        "covariance of %d points is not positive definite with jitter %.0e (%s; condition above %.1e): take shorter length scales or fewer components"
                                .formatted(axis.size(), tried, failed.getMessage(), axis.size() * total / tried));
            }
        }
    }

    private static LowerTriangle factor(GridAxis axis, double[] k, double jitter) {
        if (axis.isEquispaced()) {
            var t = k.clone();
            t[0] += jitter;
            return Toeplitz.factor(t);
        }
        double[] matrix = dense(axis, k, false);
        for (int i = 0; i < axis.size(); i++) matrix[i * axis.size() + i] += jitter;
        return LowerTriangle.factor(matrix, axis.size());
    }

    private static double[] dense(GridAxis axis, double[] k, boolean odd) {
        int n = axis.size();
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                double value = k[axis.pair(i, j)];
                matrix[i * n + j] = odd && i < j ? -value : value;
            }
        return matrix;
    }

    /// Number of points.
    public int size() {
        return axis.size();
    }

    public GridAxis axis() {
        return axis;
    }

    public SpectralMixture kernel() {
        return kernel;
    }

    /// The parameters, kept: leave them alone.
    public double[] parameters() {
        return parameters;
    }

    /// \(\epsilon\) as it was used.
    public double jitter() {
        return jitter;
    }

    /// \(L\) with \(LL^\top = K\).
    public LowerTriangle factor() {
        return factor;
    }

    /// \(\ln |K|\).
    public double logDeterminant() {
        return factor.logDeterminant();
    }

    /// An upper bound of the condition number: the largest row sum over the least that the jitter allows.
    public double conditionBound() {
        int n = size();
        double most = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) sum += Math.abs(values[0][axis.pair(i, j)]);
            most = Math.max(most, sum);
        }
        return (most + jitter) / jitter;
    }

    /// \(K^{(p)}\), row-major, with the jitter for \(p = 0\). Kept: leave it alone.
    public double[] matrix(int p) {
        var known = matrices[p];
        if (known == null) {
            known = dense(axis, values[p], p % 2 == 1);
            if (p == 0) for (int i = 0; i < size(); i++) known[i * size() + i] += jitter;
            matrices[p] = known;
        }
        return known;
    }

    /// \(K^{-1} X\).
    public double[] solve(double[] x, int columns) {
        return factor.solve(x, columns);
    }

    /// \(K^{(p)} X\).
    public double[] multiply(int p, double[] x, int columns) {
        if (columns == 1 && axis.isEquispaced()) {
            double[] y = Toeplitz.multiply(values[p], p % 2 == 1, x);
            if (p == 0) for (int i = 0; i < y.length; i++) y[i] += jitter * x[i];
            return y;
        }
        int n = size();
        return DenseProduct.of(n, columns, n, View.of(matrix(p), n), View.of(x, columns));
    }

    /// \(K^{(p)\top} X = (-1)^p K^{(p)} X\).
    public double[] multiplyTransposed(int p, double[] x, int columns) {
        double[] y = multiply(p, x, columns);
        if (p % 2 == 1) for (int i = 0; i < y.length; i++) y[i] = -y[i];
        return y;
    }

    /// Pulls the adjoint \(\bar K^{(p)} = B A^\top\) back to the distances: adds to `into` (one a distance).
    ///
    /// @param b  `n * columns`
    /// @param a  `n * columns`
    public void addAdjoint(int p, double[] b, double[] a, int columns, double[] into) {
        int n = size();
        if (columns == 1 && axis.isEquispaced()) {
            Toeplitz.addDiagonalSums(b, a, p % 2 == 1, into);
            return;
        }
        addAdjoint(
                p,
                DenseProduct.of(
                        n, n, columns, View.of(b, columns), View.of(a, columns).transposed()),
                into);
    }

    /// As above for a whole matrix.
    void addAdjoint(int p, double[] adjoint, double[] into) {
        int n = size();
        double sign = p % 2 == 1 ? -1 : 1;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) into[axis.pair(i, j)] += (i < j ? sign : 1) * adjoint[i * n + j];
    }

    /// Adds \(\alpha\) times the adjoint of \(\ln|K|\), \(K^{-1}\), at the distances.
    public void addLogDeterminantAdjoint(double alpha, double[] into) {
        int n = size();
        if (axis.isEquispaced()) {
            double[] sums = Toeplitz.inverseDiagonalSums(factor);
            for (int d = 0; d < n; d++) into[d] += alpha * (d == 0 ? 1 : 2) * sums[d];
            return;
        }
        double[] inverse = factor.inverse();
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) into[axis.pair(i, j)] += alpha * inverse[i * n + j];
    }

    /// One zero adjoint a distance and order.
    public double[][] zeroAdjoint() {
        var zero = new double[values.length][];
        Arrays.setAll(zero, p -> new double[values[p].length]);
        return zero;
    }

    /// The gradient by the kernel's parameters of what has this adjoint.
    public double[] gradient(double[][] adjoint) {
        var gradient = new double[kernel.parameters()];
        kernel.addGradient(axis.distances(), parameters, adjoint, gradient);
        return gradient;
    }

    /// \(k^{(p)}(x_i - y_j)\) for other points, row-major `x.length * n`.
    public double[] cross(double[] x, int p) {
        int n = size();
        var z = new double[x.length * n];
        for (int i = 0; i < x.length; i++) for (int j = 0; j < n; j++) z[i * n + j] = Math.abs(x[i] - axis.point(j));
        double[] k = kernel.evaluate(SpectralMixture.Distances.of(z), parameters, p)[p];
        if (p % 2 == 1)
            for (int i = 0; i < x.length; i++)
                for (int j = 0; j < n; j++) if (x[i] < axis.point(j)) k[i * n + j] = -k[i * n + j];
        return k;
    }

    /// \(k(0)\).
    public double variance() {
        double sum = 0;
        for (int q = 0; q < kernel.components(); q++) sum += kernel.weight(parameters, q);
        return sum;
    }
}
