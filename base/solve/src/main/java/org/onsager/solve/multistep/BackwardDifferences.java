package org.onsager.solve.multistep;

/// Backward differences \(\nabla^j v_n\) of equally spaced values, and their change to another spacing.
///
/// The polynomial that they describe stays the same: \(v(t_n + \theta h) = v_n + \sum_{j \ge 1} \nabla^j v_n
/// \prod_{m=0}^{j-1} (\theta + m)/(m+1)\).
///
/// Source: L. F. Shampine and M. W. Reichelt, *The MATLAB ODE suite*, SIAM J. Sci. Comput. 18 (1997).
final class BackwardDifferences {
    private final double[][] change;
    private final double[][] left;
    private final double[][] right;
    private final double[] column;

    BackwardDifferences(int maxOrder) {
        change = new double[maxOrder + 1][maxOrder + 1];
        left = new double[maxOrder + 1][maxOrder + 1];
        right = new double[maxOrder + 1][maxOrder + 1];
        column = new double[maxOrder + 1];
    }

    /// Rewrites the first `order` differences for a spacing `factor` times as large; allocates nothing.
    void rescale(double[][] differences, int order, double factor) {
        fill(left, order, factor);
        fill(right, order, 1);
        for (int i = 0; i <= order; i++)
            for (int j = 0; j <= order; j++) {
                double sum = 0;
                for (int m = 0; m <= order; m++) sum += left[i][m] * right[m][j];
                change[i][j] = sum;
            }
        int n = differences[0].length;
        for (int c = 0; c < n; c++) {
            for (int j = 0; j <= order; j++) column[j] = differences[j][c];
            for (int j = 1; j <= order; j++) {
                double sum = 0;
                for (int i = 0; i <= order; i++) sum += change[i][j] * column[i];
                differences[j][c] = sum;
            }
        }
    }

    private static void fill(double[][] r, int order, double factor) {
        for (int j = 0; j <= order; j++) {
            r[0][j] = 1;
            for (int i = 1; i <= order; i++) r[i][j] = j == 0 ? 0 : r[i - 1][j] * (i - 1 - factor * j) / i;
        }
    }

    /// The value of the polynomial at \(\theta\), 0 at the newest value.
    static void evaluate(double[][] differences, int order, double theta, double[] into) {
        System.arraycopy(differences[0], 0, into, 0, into.length);
        double product = 1;
        for (int j = 1; j <= order; j++) {
            product *= (theta + j - 1) / j;
            for (int i = 0; i < into.length; i++) into[i] += product * differences[j][i];
        }
    }

    /// The derivative of the polynomial by \(\theta\).
    static void derivative(double[][] differences, int order, double theta, double[] into) {
        java.util.Arrays.fill(into, 0);
        double product = 1, slope = 0;
        for (int j = 1; j <= order; j++) {
            slope = (slope * (theta + j - 1) + product) / j;
            product *= (theta + j - 1) / j;
            for (int i = 0; i < into.length; i++) into[i] += slope * differences[j][i];
        }
    }
}
