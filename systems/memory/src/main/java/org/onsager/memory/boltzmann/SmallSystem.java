package org.onsager.memory.boltzmann;

/// Systems of at most a handful of equations.
final class SmallSystem {
    private SmallSystem() {}

    /// The solution of \(Gx = 1\) by Cholesky's factorisation; not finite where \(G\) is not positive definite.
    static double[] solveOnes(double[][] g) {
        int n = g.length;
        var l = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) {
                double sum = g[i][j];
                for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        var x = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 1;
            for (int k = 0; k < i; k++) sum -= l[i][k] * x[k];
            x[i] = sum / l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) sum -= l[k][i] * x[k];
            x[i] = sum / l[i][i];
        }
        return x;
    }
}
