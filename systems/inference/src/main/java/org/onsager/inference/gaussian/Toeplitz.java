package org.onsager.inference.gaussian;

import org.onsager.inference.gaussian.LowerTriangle.NotPositiveDefinite;
import org.onsager.numerics.Parallel;

/// Symmetric Toeplitz matrices \(T_{ij} = t_{|i-j|}\): what a stationary covariance is on an equispaced grid.
///
/// The Cholesky factor is found by Schur's algorithm in \(O(n^2)\): hyperbolic rotations of the two generator
/// rows of the displacement \(T - Z T Z^\top\), each divided by its pivot, which is backward stable for positive
/// definite matrices. The diagonal sums of the inverse follow from its first column by the formula of Gohberg and
/// Semencul, again in \(O(n^2)\), where the inverse itself costs \(O(n^3)\).
///
/// Sources: A. Bojanczyk, R. Brent, F. de Hoog and D. Sweet, *SIAM J. Matrix Anal. Appl.* 16, 40 (1995);
/// I. Gohberg and A. Semencul, *Mat. Issled.* 7, 201 (1972).
public final class Toeplitz {
    private Toeplitz() {}

    /// The matrix itself, row-major.
    ///
    /// @param t  \(t_0 \dots t_{n-1}\)
    public static double[] matrix(double[] t) {
        int n = t.length;
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) matrix[i * n + j] = t[Math.abs(i - j)];
        return matrix;
    }

    /// The Cholesky factor, \(2 n^2\) multiply-adds.
    ///
    /// @param t  \(t_0 \dots t_{n-1}\)
    /// @throws NotPositiveDefinite if a reflection coefficient reaches 1
    public static LowerTriangle factor(double[] t) {
        int n = t.length;
        if (!(t[0] > 0)) throw new NotPositiveDefinite(0, t[0]);
        var l = new double[n * n];
        double root = Math.sqrt(t[0]);
        var u = new double[n];
        var v = new double[n];
        for (int i = 0; i < n; i++) u[i] = t[i] / root;
        System.arraycopy(u, 1, v, 1, n - 1);
        for (int i = 0; i < n; i++) l[i * n] = u[i];
        for (int k = 1; k < n; k++) {
            double reflection = v[k] / u[k - 1];
            double pivot = (1 - reflection) * (1 + reflection);
            if (!(pivot > 0)) throw new NotPositiveDefinite(k, pivot);
            rotate(u, v, k, n, reflection, Math.sqrt(pivot));
            for (int i = k; i < n; i++) l[i * n + k] = u[i];
        }
        return LowerTriangle.of(n, l);
    }

    /// Shifts `u` down by one and rotates: the mixed (upper-then-lower) form, which is the stable one.
    private static void rotate(double[] u, double[] v, int k, int n, double reflection, double root) {
        for (int i = n - 1; i >= k; i--) {
            double turned = (u[i - 1] - reflection * v[i]) / root;
            v[i] = root * v[i] - reflection * turned;
            u[i] = turned;
        }
    }

    /// \(s_d = \sum_i (T^{-1})_{i,i+d}\) for \(d = 0 \dots n-1\), from the factor of \(T\).
    public static double[] inverseDiagonalSums(LowerTriangle factor) {
        int n = factor.size();
        var x = new double[n];
        x[0] = 1;
        factor.solveLower(x, 1);
        factor.solveUpper(x, 1);
        var sums = new double[n];
        // L(x) L(x)^T - L(y) L(y)^T over x_0, with y_m = x_{n-m}
        Parallel.range(n, 128, (from, to) -> {
            for (int d = from; d < to; d++) {
                double sum = (double) (n - d) * x[0] * x[d];
                for (int m = 1; m < n - d; m++) sum += (n - d - m) * (x[m] * x[m + d] - x[n - m] * x[n - m - d]);
                sums[d] = sum / x[0];
            }
        });
        return sums;
    }

    /// \(y_i = \sum_j t_{|i-j|} \sigma_{ij} x_j\), with \(\sigma = 1\), or \(\mathrm{sgn}(i - j)\) for an odd
    /// derivative.
    ///
    /// @param odd  whether the matrix is antisymmetric
    public static double[] multiply(double[] t, boolean odd, double[] x) {
        int n = t.length;
        var y = new double[n];
        for (int i = 0; i < n; i++) {
            double below = 0, above = 0;
            for (int j = 0; j < i; j++) below += t[i - j] * x[j];
            for (int j = i + 1; j < n; j++) above += t[j - i] * x[j];
            y[i] = t[0] * x[i] + below + (odd ? -above : above);
        }
        return y;
    }

    /// \(g_d = \sum_{i-j=d} b_i a_j \pm \sum_{j-i=d} b_i a_j\): what the rank-one adjoint \(b a^\top\) of the
    /// matrix is for its distinct values; the second sum not counted at \(d = 0\).
    public static void addDiagonalSums(double[] b, double[] a, boolean odd, double[] g) {
        int n = a.length;
        double sign = odd ? -1 : 1;
        for (int i = 0; i < n; i++) g[0] += b[i] * a[i];
        for (int d = 1; d < n; d++) {
            double lower = 0, upper = 0;
            for (int j = 0; j + d < n; j++) {
                lower += b[j + d] * a[j];
                upper += b[j] * a[j + d];
            }
            g[d] += lower + sign * upper;
        }
    }
}
