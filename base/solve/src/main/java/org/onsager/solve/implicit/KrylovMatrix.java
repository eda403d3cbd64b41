package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// An iteration matrix that is never formed: restarted [Gmres] with products \(\alpha M v - J v\).
///
/// Stops at a residual of 1e-10 of the right-hand side, after at most ten restarts. Without a preconditioner the
/// number of iterations grows with the stiffness ratio that \(h J\) keeps; with one, applied from the right so
/// that the residual stays the true one, with the quality of its approximation.
final class KrylovMatrix extends IterationMatrix {
    private static final int RESTART = 30;
    private static final int MAX_CYCLES = 10;
    private static final double TOLERANCE = 1e-10;

    private final Jacobian.MatrixFree source;
    private final Gmres gmres;
    private final double[] point;
    private final double[] rateThere;
    private final double[] moved;
    private final Optional<IncompleteLu> preconditioner;
    private final Gmres.Product product = this::apply;
    private final Gmres.Smoother smoother;
    private double time;
    private double alpha;

    KrylovMatrix(OdeTerm<double[]> term, MassAt mass, int n, Tally tally, Jacobian.MatrixFree source) {
        super(term, mass, n, tally);
        this.source = source;
        gmres = new Gmres(n, RESTART, MAX_CYCLES, TOLERANCE);
        point = new double[n];
        rateThere = new double[n];
        moved = new double[n];
        preconditioner = source.approximation().map(sparse -> new IncompleteLu(n, sparse));
        smoother = preconditioner.<Gmres.Smoother>map(each -> each::solve).orElse(Gmres.Smoother.NONE);
    }

    @Override
    IterationMatrix sharing() {
        throw new IllegalStateException("a matrix-free Jacobian is not shared");
    }

    @Override
    public void jacobian(double t, double[] y, double[] f, double h) {
        mass.linearise(t);
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
        mass.linearisedTimes(v, moved);
        for (int i = 0; i < n; i++) into[i] = alpha * moved[i] - into[i];
    }

    @Override
    public boolean solve(double[] x) {
        return gmres.solve(product, smoother, x);
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
        mass.keep(ledger);
        ledger.array(point);
        ledger.array(rateThere);
        time = ledger.number(time);
        alpha = ledger.number(alpha);
        preconditioner.ifPresent(each -> each.keep(ledger));
    }
}
