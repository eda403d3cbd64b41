package org.onsager.memory.boltzmann;

import org.onsager.numerics.vector.Elementary;

/// The proximal operator of mean-field inference,
/// \[ P_a(y) = \arg\min_z \tfrac12\|z-y\|^2 + a f(z), \qquad
///    f(z) = \sum_j z_j \ln z_j - \tfrac12 \|z\|^2 \ \text{on the simplex}, \quad 0 < a \le 1. \]
/// \(f\) is convex as \(1/z - 1 \ge 0\) on \((0, 1]\). \(a = 1\) is the softmax; below, \(u_j = \ln z_j\) solves
/// \[ h(u_j) = a u_j + (1-a) e^{u_j} = y_j + \nu - a, \qquad \textstyle\sum_j e^{u_j} = 1, \]
/// for one multiplier \(\nu\). (The closed form by Lambert's W overflows and is not used.)
///
/// One Newton iteration on all \(u_j\) and \(\nu\) at once costs one exponential a state and converges
/// quadratically, in some six iterations from the bounds \(\nu_0 = 1 - \max y\), \(u_0 = \min((y+\nu)/a - 1, y +
/// \nu - 1)\), two when started from a neighbouring solution. Rows on which it does not settle are solved by a
/// bracketed search that cannot fail: \(\nu\) lies between \(\nu_0\) and where the largest entry alone would have
/// \(z = 1/k\).
///
/// Source: Z. Feng, E. Winston and J. Z. Kolter, arXiv:2307.04990, section 3; the joint Newton iteration is our
/// own.
public final class Proximal {
    static final double LOWEST = -745;
    private static final double TOLERANCE = 1e-12;

    private Proximal() {}

    /// \(P_a(y)\) of one row.
    ///
    /// @param y  finite, at least one entry
    /// @param a  in (0, 1]
    /// @return a point of the simplex, accurate to \(10^{-12}\) for entries of order one
    public static double[] apply(double[] y, double a) {
        var z = new double[y.length];
        rows(y, 1, y.length, a, z);
        return z;
    }

    /// \(P_a\) of every row of a row-major `rows x k` matrix, sixteen rows at a time.
    ///
    /// @param y  finite
    /// @param z  overwritten by the results; may be `y`
    public static void rows(double[] y, int rows, int k, double a, double[] z) {
        checkStep(a);
        Require.that(k >= 1, "k", k, "[1, inf)");
        Require.length("y", y.length, Math.multiplyExact(rows, k));
        Require.length("z", z.length, y.length);
        Require.finite("y", y);
        org.onsager.numerics.Parallel.range(rows, 4096, (from, to) -> {
            var lanes = new LaneProximal(a, Lanes.BUNDLE);
            var in = new double[k * Lanes.BUNDLE];
            var out = new double[k * Lanes.BUNDLE];
            for (int row = from; row < to; row += Lanes.BUNDLE) {
                int count = Math.min(Lanes.BUNDLE, to - row);
                for (int l = 0; l < Lanes.BUNDLE; l++) {
                    int source = (row + Math.min(l, count - 1)) * k;
                    for (int j = 0; j < k; j++) in[j * Lanes.BUNDLE + l] = y[source + j];
                }
                lanes.apply(k, in, 0, out, 0);
                for (int l = 0; l < count; l++)
                    for (int j = 0; j < k; j++) z[(row + l) * k + j] = out[j * Lanes.BUNDLE + l];
            }
        });
    }

    /// The Jacobian of \(P_a\) at its value \(z\): \(J = \mathrm{diag}(w) - w w^\mathsf T / \sum w\),
    /// \(w_j = z_j / (a + (1-a) z_j)\); symmetric, \(0 \le J\).
    ///
    /// @param z  a value of \(P_a\)
    /// @return `[j][k]` \(= \partial z_j / \partial y_k\)
    public static double[][] jacobian(double[] z, double a) {
        checkStep(a);
        int k = z.length;
        var w = new double[k];
        double total = 0;
        for (int j = 0; j < k; j++) total += w[j] = z[j] / (a + (1 - a) * z[j]);
        var jacobian = new double[k][k];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++) jacobian[i][j] = (i == j ? w[i] : 0) - w[i] * w[j] / total;
        return jacobian;
    }

    static void checkStep(double a) {
        Require.that(a > 0 && a <= 1, "a", a, "(0, 1]");
    }

    /// One row by bisection on \(\nu\) with safeguarded Newton steps, at `y[from + j * stride]`.
    ///
    /// @param u  overwritten by \(\ln z\)
    /// @return \(\nu\)
    static double bracketed(double[] y, int from, int stride, int k, double a, double[] u) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < k; j++) top = Math.max(top, y[from + j * stride]);
        double high = 1 - top, low = (1 - a) / k - a * Math.log(k) + a - top;
        double nu = high;
        for (int iteration = 0; iteration < 200; iteration++) {
            double sum = 0, slope = 0;
            for (int j = 0; j < k; j++) {
                u[j] = logState(y[from + j * stride], nu, a);
                double z = Elementary.exp(u[j]);
                sum += z;
                slope += z / (a + (1 - a) * z);
            }
            if (sum >= 1) high = nu;
            else low = nu;
            if (Math.abs(sum - 1) <= TOLERANCE || high - low <= Math.ulp(top) * 4) break;
            double next = nu - (sum - 1) / slope;
            nu = next > low && next < high ? next : (low + high) / 2;
        }
        return nu;
    }

    /// \(u\) with \(a u + (1-a) e^u = y + \nu - a\), Newton's iteration on a convex function from above.
    private static double logState(double y, double nu, double a) {
        double t = y + nu - a;
        double u = Math.min(t / a, t - (1 - a));
        for (int iteration = 0; iteration < 100 && u > LOWEST; iteration++) {
            double z = (1 - a) * Elementary.exp(u);
            double step = (a * u + z - t) / (a + z);
            u -= step;
            if (Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(u))) break;
        }
        return Math.max(u, LOWEST);
    }
}
