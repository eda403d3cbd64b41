package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

/// Coefficients of a strong Runge-Kutta method of order 1.5 for Ito equations with scalar or diagonal noise.
///
/// \(H^0_i = y + h \sum A^0_{ij} f_j + \frac{I_{10}}h \sum B^0_{ij} g_j\), \(H^1_i = y + h \sum A^1_{ij} f_j +
/// \sqrt h \sum B^1_{ij} g_j\) with \(f_j = f(H^0_j)\), \(g_j = \sigma(H^1_j)\), and \(y_1 = y + h \sum \alpha_i
/// f_i + \sum (\beta^1_i W + \beta^2_i \frac{I_{11}}{\sqrt h} + \beta^3_i \frac{I_{10}}h + \beta^4_i
/// \frac{I_{111}}h) g_i\).
///
/// Source: A. Rößler, SIAM J. Numer. Anal. 48 (2010) 922.
record SriTableau(
        double[][] a0,
        double[][] a1,
        double[][] b0,
        double[][] b1,
        double[] alpha,
        double[][] beta,
        double[] c0,
        double[] c1) {

    /// A tableau that satisfies the 25 conditions for order 1.5.
    static SriTableau of(double[][] a0, double[][] a1, double[][] b0, double[][] b1, double[] alpha, double[]... beta) {
        int s = alpha.length;
        var tableau = new SriTableau(
                square(a0, s), square(a1, s), square(b0, s), square(b1, s), alpha, beta, rowSums(a0), rowSums(a1));
        double residual = tableau.residual();
        require(residual < 1e-12, "largest residual of the order conditions", residual, "[0, 1e-12)");
        return tableau;
    }

    /// The largest residual of Rößler's order conditions.
    double residual() {
        int s = alpha.length;
        var e = new double[s];
        java.util.Arrays.fill(e, 1);
        double[] b0e = rowSums(b0), b1e = rowSums(b1), a1e = rowSums(a1);
        double worst = Math.abs(dot(alpha, e) - 1);
        worst = Math.max(worst, Math.abs(dot(alpha, rowSums(a0)) - 0.5));
        worst = Math.max(worst, Math.abs(dot(alpha, b0e) - 1));
        worst = Math.max(worst, Math.abs(dot(alpha, product(b0e, b0e)) - 1.5));
        double[][] wanted = {
            {1, 0, 0, 0},
            {0, 1, 0, 0},
            {1, 0, -1, 0},
            {1, 0, -1, 2},
            {0, 0, 0, 1},
        };
        double[][] tested = {e, b1e, a1e, product(b1e, b1e), times(b1, b1e)};
        for (int i = 0; i < tested.length; i++)
            for (int j = 0; j < 4; j++) worst = Math.max(worst, Math.abs(dot(beta[j], tested[i]) - wanted[i][j]));
        double[] a1b0e = times(a1, b0e);
        return Math.max(worst, Math.abs(dot(beta[0], a1b0e) / 2 + dot(beta[2], a1b0e) / 3));
    }

    /// Rows written without their trailing zeros, at full length.
    static double[][] square(double[][] rows, int size) {
        return java.util.Arrays.stream(rows)
                .map(row -> java.util.Arrays.copyOf(row, size))
                .toArray(double[][]::new);
    }

    int stages() {
        return alpha.length;
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

    static double[] rowSums(double[][] m) {
        var ones = new double[m.length];
        java.util.Arrays.fill(ones, 1);
        return times(m, ones);
    }
}
