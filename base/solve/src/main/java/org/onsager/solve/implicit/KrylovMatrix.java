package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.Mass;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// An iteration matrix that is never formed: restarted GMRES(30) with products \(\alpha M v - J v\).
///
/// Stops at a residual of 1e-10 of the right-hand side, after at most ten restarts. Without a preconditioner the
/// number of iterations grows with the stiffness ratio that \(h J\) keeps; with one, applied from the right so
/// that the residual stays the true one, with the quality of its approximation.
///
/// Source: Y. Saad and M. H. Schultz, *GMRES*, SIAM J. Sci. Stat. Comput. 7 (1986).
final class KrylovMatrix extends IterationMatrix {
    private static final int RESTART = 30;
    private static final int MAX_CYCLES = 10;
    private static final double TOLERANCE = 1e-10;

    private final Jacobian.MatrixFree source;
    private final double[][] basis;
    private final double[][] hessenberg = new double[RESTART + 1][RESTART];
    private final double[] cosine = new double[RESTART];
    private final double[] sine = new double[RESTART];
    private final double[] reduced = new double[RESTART + 1];
    private final double[] point;
    private final double[] rateThere;
    private final double[] work;
    private final double[] moved;
    private final double[] guess;
    private final double[] smoothed;
    private final Optional<IncompleteLu> preconditioner;
    private double time;
    private double alpha;

    KrylovMatrix(OdeTerm<double[]> term, Mass mass, int n, Tally tally, Jacobian.MatrixFree source) {
        super(term, mass, n, tally);
        this.source = source;
        basis = new double[RESTART + 1][n];
        point = new double[n];
        rateThere = new double[n];
        work = new double[n];
        moved = new double[n];
        guess = new double[n];
        smoothed = new double[n];
        preconditioner = source.approximation().map(sparse -> new IncompleteLu(n, sparse));
    }

    @Override
    IterationMatrix sharing() {
        throw new IllegalStateException("a matrix-free Jacobian is not shared");
    }

    @Override
    public void jacobian(double t, double[] y, double[] f, double h) {
        time = t;
        System.arraycopy(y, 0, point, 0, n);
        System.arraycopy(f, 0, rateThere, 0, n);
        if (preconditioner.isPresent()) {
            tally.jacobian();
            preconditioner.get().jacobian(term, t, y, f, h, tally);
        }
    }

    @Override
    public boolean factor(double shift) {
        alpha = shift;
        if (preconditioner.isPresent()) {
            tally.factorization();
            preconditioner.get().factor(shift, mass);
        }
        return true;
    }

    private void apply(double[] v, double[] into) {
        if (source.product().isPresent()) source.product().get().at(time, point, v, into);
        else {
            double size = ArraySpace.REAL.rms(v);
            double step =
                    Math.sqrt(Math.ulp(1.0)) * (1 + ArraySpace.REAL.rms(point)) / Math.max(size, Double.MIN_NORMAL);
            for (int i = 0; i < n; i++) moved[i] = point[i] + step * v[i];
            term.rate(time, moved, into);
            tally.rates(1);
            for (int i = 0; i < n; i++) into[i] = (into[i] - rateThere[i]) / step;
        }
        massTimes(v, moved);
        for (int i = 0; i < n; i++) into[i] = alpha * moved[i] - into[i];
    }

    @Override
    public boolean solve(double[] x) {
        double target = TOLERANCE * norm(x);
        if (target == 0) return true;
        java.util.Arrays.fill(guess, 0);
        for (int cycle = 0; cycle < MAX_CYCLES; cycle++) {
            if (cycle == 0) System.arraycopy(x, 0, basis[0], 0, n);
            else {
                apply(guess, work);
                for (int i = 0; i < n; i++) basis[0][i] = x[i] - work[i];
            }
            double residual = cycle(norm(basis[0]), target);
            if (residual <= target) {
                System.arraycopy(guess, 0, x, 0, n);
                return true;
            }
            if (!Double.isFinite(residual)) return false;
        }
        return false;
    }

    /// One cycle from the residual in the first basis vector; adds the correction to the guess.
    private double cycle(double beta, double target) {
        if (beta <= target) return beta;
        for (int i = 0; i < n; i++) basis[0][i] /= beta;
        java.util.Arrays.fill(reduced, 0);
        reduced[0] = beta;
        int m = 0;
        double residual = beta;
        while (m < RESTART && residual > target) {
            double[] next = basis[m + 1];
            apply(precondition(basis[m]), next);
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
        for (int k = m - 1; k >= 0; k--) {
            double sum = reduced[k];
            for (int j = k + 1; j < m; j++) sum -= hessenberg[k][j] * reduced[j];
            reduced[k] = sum / hessenberg[k][k];
        }
        java.util.Arrays.fill(work, 0);
        for (int k = 0; k < m; k++) for (int i = 0; i < n; i++) work[i] += reduced[k] * basis[k][i];
        double[] correction = precondition(work);
        for (int i = 0; i < n; i++) guess[i] += correction[i];
        return residual;
    }

    private double[] precondition(double[] v) {
        if (preconditioner.isEmpty()) return v;
        System.arraycopy(v, 0, smoothed, 0, n);
        preconditioner.get().solve(smoothed);
        return smoothed;
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

    @Override
    boolean factorComplex(double shift, double imaginary) {
        throw new IllegalArgumentException(
                "fully implicit Radau methods need a stored Jacobian; use Kvaerno5, Bdf or Rodas5P with a matrix-free one");
    }

    @Override
    void solveComplex(double[] x, double[] y) {
        throw new IllegalStateException("no complex factors");
    }

    @Override
    public void keep(Ledger ledger) {
        ledger.array(point);
        ledger.array(rateThere);
        time = ledger.number(time);
        alpha = ledger.number(alpha);
        preconditioner.ifPresent(each -> each.keep(ledger));
    }
}
