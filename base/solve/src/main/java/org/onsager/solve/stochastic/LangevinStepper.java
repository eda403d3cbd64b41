package org.onsager.solve.stochastic;

import org.onsager.solve.Ledger;
import org.onsager.solve.Solver;

/// What the Langevin integrators share: positions and velocities apart, the gradient at the end of a step kept
/// for the next one, and coefficients computed once a step size.
abstract class LangevinStepper extends SdeStepper<double[]> {
    private final LangevinTerm langevin;
    final int d;
    final int rows;
    /// Positions and velocities, to be advanced in place by [#move].
    final double[] x;
    final double[] v;
    /// \(\nabla f\) at the start of the step, for methods that keep it.
    double[] f0;
    double[] f1;
    private boolean known;
    private double prepared = Double.NaN;

    LangevinStepper(LangevinSolver solver, LangevinTerm term, Solver.Start<double[]> start) {
        super(solver, term, start, 1);
        langevin = term;
        d = term.dimension();
        rows = layout.rows();
        x = new double[d * rows];
        v = new double[d * rows];
        f0 = new double[d * rows];
        f1 = new double[d * rows];
    }

    /// Computes the coefficients of component `i` for a step of size `h`.
    abstract void prepare(int i, double h);

    /// Advances `x` and `v`.
    ///
    /// @return whether `f1` holds the gradient at the new positions
    abstract boolean move();

    /// The scaled error, by default 0 for a method without an estimate.
    double estimate() {
        return 0;
    }

    final double gamma(int i) {
        return langevin.gamma(i);
    }

    final double u(int i) {
        return langevin.u(i);
    }

    /// \(\sqrt{2\gamma u}\).
    final double rho(int i) {
        return Math.sqrt(2 * gamma(i) * u(i));
    }

    /// `into` becomes \(\nabla f\) at `where`.
    final void gradient(double at, double[] where, double[] into) {
        tally.rates(1);
        langevin.gradient(at, where, into);
    }

    /// Makes sure that `f0` holds the gradient at the start of the step.
    final void needStartGradient() {
        if (known) return;
        gradient(t, x, f0);
        known = true;
    }

    @Override
    final double advance() {
        if (h != prepared) {
            for (int i = 0; i < d; i++) prepare(i, h);
            prepared = h;
        }
        int n = x.length;
        System.arraycopy(y, 0, x, 0, n);
        System.arraycopy(y, n, v, 0, n);
        keeping = move();
        System.arraycopy(x, 0, candidate, 0, n);
        System.arraycopy(v, 0, candidate, n, n);
        return estimate();
    }

    private boolean keeping;

    @Override
    final void settled() {
        known = keeping;
        if (!keeping) return;
        double[] old = f0;
        f0 = f1;
        f1 = old;
    }

    @Override
    final void restarted() {
        known = false;
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        ledger.array(f0);
        ledger.array(f1);
        known = ledger.flag(known);
        keeping = ledger.flag(keeping);
    }
}
