package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

/// Coefficients of a three-stage Runge-Kutta method of weak order 2 for Ito equations with any noise.
///
/// With \(\hat I_k\) of the moments of the increments, \(\hat I_{kk} = \frac12(\hat I_k^2 - h)\), \(\hat I_{kl} =
/// \frac12(\hat I_k \hat I_l \mp \sqrt h\,\tilde I)\), \(H_i = y + h\sum A^0_{ij} f_j + \sum B^0_{ij} \sum_l
/// g^l_j \hat I_l\), \(H^k_i = y + h\sum A^1_{ij} f_j + \sqrt h \sum B^1_{ij} g^k_j\), \(\hat H^k_i = y + \sum
/// B^2_{ij} \sum_{l \ne k} g^l_j \hat I_{kl}/\sqrt h\): \(y_1 = y + h\sum \alpha_i f_i + \sum_{ik} (\beta^1_i
/// \hat I_k + \beta^2_i \hat I_{kk}/\sqrt h) g^k_i + \sum_{ik} (\beta^3_i \hat I_k + \beta^4_i \sqrt
/// h)\,\sigma^k(\hat H^k_i)\).
///
/// Source: A. Rößler, *Second order Runge-Kutta methods for Itô stochastic differential equations*, SIAM J.
/// Numer. Anal. 47 (2009); K. Debrabant and A. Rößler, Appl. Numer. Math. 59 (2009).
record RosslerTableau(
        double[][] a0, double[][] a1, double[][] b0, double[][] b1, double[][] b2, double[] alpha, double[][] beta) {

    /// A tableau that satisfies the main conditions for weak order 2.
    static RosslerTableau of(
            double[][] a0,
            double[][] a1,
            double[][] b0,
            double[][] b1,
            double[][] b2,
            double[] alpha,
            double[]... beta) {
        var tableau = new RosslerTableau(a0, a1, b0, b1, b2, alpha, beta);
        double residual = tableau.residual();
        require(residual < 1e-12, "largest residual of the order conditions", residual, "[0, 1e-12)");
        return tableau;
    }

    /// The largest residual of the conditions that bind these sparse tableaus (\(A^2 = 0\)).
    double residual() {
        double[] e = {1, 1, 1};
        double[] a0e = times(a0, e), a1e = times(a1, e), b0e = times(b0, e), b1e = times(b1, e), b2e = times(b2, e);
        // the sign of the increments is free
        double sign = dot(beta[0], e);
        double[] values = {
            dot(alpha, e) - 1,
            sign * sign - 1,
            dot(beta[1], e),
            dot(beta[2], e),
            dot(beta[3], e),
            dot(alpha, a0e) - 0.5,
            sign * dot(alpha, b0e) - 0.5,
            dot(alpha, product(b0e, b0e)) - 0.5,
            sign * dot(beta[0], a1e) - 0.5,
            dot(beta[0], b1e),
            sign * dot(beta[0], product(b1e, b1e)) - 0.5,
            dot(beta[0], product(b1e, product(b1e, b1e))),
            dot(beta[0], product(a1e, b1e)),
            dot(beta[1], a1e),
            dot(beta[1], b1e) - 1,
            dot(beta[1], product(b1e, b1e)),
            dot(beta[2], b2e),
            sign * dot(beta[2], product(b2e, b2e)) - 0.5,
            dot(beta[2], product(b2e, product(b2e, b2e))),
            dot(beta[3], b2e) - 1,
            dot(beta[3], product(b2e, b2e)),
            dot(beta[2], times(b2, b1e)),
            dot(beta[3], times(b2, b1e)),
            dot(beta[2], times(b2, a1e)),
        };
        double worst = 0;
        for (double each : values) worst = Math.max(worst, Math.abs(each));
        return worst;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double[] product(double[] a, double[] b) {
        var result = new double[a.length];
        for (int i = 0; i < a.length; i++) result[i] = a[i] * b[i];
        return result;
    }

    private static double[] times(double[][] m, double[] x) {
        var result = new double[x.length];
        for (int i = 0; i < m.length; i++) for (int j = 0; j < m[i].length; j++) result[i] += m[i][j] * x[j];
        return result;
    }
}
