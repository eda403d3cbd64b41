package org.onsager.solve.implicit;

import java.util.Arrays;

/// Restarted GMRES for \(Ax = b\) with products only, preconditioned from the right so that the residual that it
/// stops at is the true one. Holds its storage; allocates nothing a solution.
///
/// Cost of an iteration: a product, a preconditioning and \(4 n m\) operations after \(m\) of them.
///
/// Source: Y. Saad and M. H. Schultz, *GMRES*, SIAM J. Sci. Stat. Comput. 7 (1986).
public final class Gmres {
    private final int n;
    private final int restart;
    private final int cycles;
    private final double tolerance;
    private final double[][] basis;
    private final double[][] hessenberg;
    private final double[] cosine;
    private final double[] sine;
    private final double[] reduced;
    private final double[] work;
    private final double[] guess;
    private final double[] smoothed;

    /// @param n  unknowns
    /// @param restart  iterations before the basis is thrown away, at least 1
    /// @param cycles  most restarts
    /// @param tolerance  on the residual, relative to the right-hand side
    public Gmres(int n, int restart, int cycles, double tolerance) {
        this.n = n;
        this.restart = restart;
        this.cycles = cycles;
        this.tolerance = tolerance;
        basis = new double[restart + 1][n];
        hessenberg = new double[restart + 1][restart];
        cosine = new double[restart];
        sine = new double[restart];
        reduced = new double[restart + 1];
        work = new double[n];
        guess = new double[n];
        smoothed = new double[n];
    }

    /// A linear map.
    @FunctionalInterface
    public interface Product {
        /// Writes \(Av\); `v` is left alone.
        void at(double[] v, double[] into);
    }

    /// A preconditioner.
    @FunctionalInterface
    public interface Smoother {
        /// None.
        Smoother NONE = _ -> {};

        /// Solves the approximate system, in place.
        void solve(double[] x);
    }

    /// Solves in place.
    ///
    /// @param x  the right-hand side on entry, the solution on return
    /// @return whether the residual fell to the tolerance
    public boolean solve(Product product, Smoother smoother, double[] x) {
        double target = tolerance * norm(x);
        if (target == 0) return true;
        Arrays.fill(guess, 0);
        for (int cycle = 0; cycle < cycles; cycle++) {
            if (cycle == 0) System.arraycopy(x, 0, basis[0], 0, n);
            else {
                product.at(guess, work);
                for (int i = 0; i < n; i++) basis[0][i] = x[i] - work[i];
            }
            double residual = cycle(product, smoother, norm(basis[0]), target);
            if (residual <= target) {
                System.arraycopy(guess, 0, x, 0, n);
                return true;
            }
            if (!Double.isFinite(residual)) return false;
        }
        return false;
    }

    /// One cycle from the residual in the first basis vector; adds the correction to the guess.
    private double cycle(Product product, Smoother smoother, double beta, double target) {
        if (beta <= target) return beta;
        for (int i = 0; i < n; i++) basis[0][i] /= beta;
        Arrays.fill(reduced, 0);
        reduced[0] = beta;
        int m = 0;
        double residual = beta;
        while (m < restart && residual > target) {
            double[] next = basis[m + 1];
            System.arraycopy(basis[m], 0, smoothed, 0, n);
            smoother.solve(smoothed);
            product.at(smoothed, next);
            for (int j = 0; j <= m; j++) {
                double projection = 0;
                for (int i = 0; i < n; i++) projection += next[i] * basis[j][i];
                hessenberg[j][m] = projection;
                for (int i = 0; i < n; i++) next[i] -= projection * basis[j][i];
            }
            double length = norm(next);
            if (length > 0) for (int i = 0; i < n; i++) next[i] /= length;
            rotate(m, length);
            residual = Math.abs(reduced[m + 1]);
            m++;
            if (length == 0) break;
        }
        correct(smoother, m);
        return residual;
    }

    private void correct(Smoother smoother, int m) {
        for (int k = m - 1; k >= 0; k--) {
            double sum = reduced[k];
            for (int j = k + 1; j < m; j++) sum -= hessenberg[k][j] * reduced[j];
            reduced[k] = sum / hessenberg[k][k];
        }
        Arrays.fill(smoothed, 0);
        for (int k = 0; k < m; k++) for (int i = 0; i < n; i++) smoothed[i] += reduced[k] * basis[k][i];
        smoother.solve(smoothed);
        for (int i = 0; i < n; i++) guess[i] += smoothed[i];
    }

    private void rotate(int m, double below) {
        for (int j = 0; j < m; j++) {
            double upper = hessenberg[j][m], lower = hessenberg[j + 1][m];
            hessenberg[j][m] = cosine[j] * upper + sine[j] * lower;
            hessenberg[j + 1][m] = -sine[j] * upper + cosine[j] * lower;
        }
        double length = Math.hypot(hessenberg[m][m], below);
        cosine[m] = hessenberg[m][m] / length;
        sine[m] = below / length;
        hessenberg[m][m] = length;
        reduced[m + 1] = -sine[m] * reduced[m];
        reduced[m] *= cosine[m];
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double each : v) sum += each * each;
        return Math.sqrt(sum);
    }
}
