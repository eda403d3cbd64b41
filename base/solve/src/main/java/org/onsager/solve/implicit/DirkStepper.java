package org.onsager.solve.implicit;

import org.onsager.solve.Hermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// Steps of any diagonally implicit method. The unknown of a stage is \(z_i = Y_i - y\); its derivative is
/// recovered as \((z_i - h\sum_{j<i} a_{ij}k_j)/(h a_{ii})\), which does not amplify the iteration error by the
/// stiffness.
final class DirkStepper implements Stepper<double[]> {
    private final DirkTableau tableau;
    private final OdeTerm<double[]> whole;
    private final OdeTerm<double[]> term;
    private final Ode explicitPart;
    private final boolean split;
    private final StateSpace<double[]> space;
    private final Tolerance tolerance;
    private final Tally tally;
    private final IterationMatrix matrix;
    private final SimplifiedNewton newton;
    private final int n;
    private final double[][] k;
    private final double[][] kExplicit;
    private final double[] known;
    private final double[] z;
    private final double[] stage;
    private final double[] rate;
    private final double[] delta;
    private final double[] scratch;
    private double[] y;
    private double[] candidate;
    private double t;
    private double tNext;
    private boolean accepted;
    private boolean firstKnown;
    private boolean jacobianFresh;
    private boolean jacobianUsable;
    private double factored = Double.NaN;
    private Trouble trouble = Trouble.NONFINITE;

    DirkStepper(DirkTableau tableau, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        this.tableau = tableau;
        whole = term;
        split = term instanceof SplitOde && tableau.hasExplicit();
        this.term = split ? ((SplitOde) term).implicit() : term;
        explicitPart = split ? ((SplitOde) term).explicit() : Ode.of((_, _, _) -> {});
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        y = start.y0().clone();
        n = y.length;
        matrix = IterationMatrix.of(this.term, y, tally);
        if (tableau.a(0, 0) == 0 && matrix.mass instanceof Mass.Dense)
            throw new IllegalArgumentException(
                    "%s starts with an explicit stage and takes only diagonal mass matrices; use Rodas5P or Radau5"
                            .formatted(tableau.name()));
        newton = new SimplifiedNewton(space, tolerance);
        k = new double[tableau.stages()][n];
        kExplicit = new double[split ? tableau.stages() : 0][n];
        known = new double[n];
        z = new double[n];
        stage = new double[n];
        rate = new double[n];
        delta = new double[n];
        scratch = new double[n];
        candidate = new double[n];
        t = start.t0();
        tNext = t;
    }

    @Override
    public double step(double from, double to) {
        advance();
        t = from;
        tNext = to;
        double h = to - from;
        newton.beginStep();
        if (!prepare(h)) return Double.NaN;
        if (!stages(h)) {
            if (jacobianFresh || trouble == Trouble.NONFINITE) return Double.NaN;
            jacobianUsable = false;
            newton.forget();
            if (!prepare(h) || !stages(h)) return Double.NaN;
        }
        finish(h);
        if (newton.slowest() > 0.3) jacobianUsable = false;
        if (tableau.errorOrder() == 0) return SimplifiedNewton.finite(candidate) ? 0 : fail(Trouble.NONFINITE);
        space.combine(h, tableau.error(), k, scratch);
        if (split) space.combine(scratch, h, tableau.error(), kExplicit, scratch);
        double r = space.scaledNorm(scratch, y, candidate, tolerance);
        return Double.isFinite(r) ? r : fail(Trouble.NONFINITE);
    }

    private double fail(Trouble why) {
        trouble = why;
        return Double.NaN;
    }

    /// The Jacobian, where it is not usable any more, and the factors, where the step changed by more than a
    /// fifth.
    private boolean prepare(double h) {
        int last = tableau.stages() - 1;
        double wanted = 1 / (tableau.a(last, last) * h);
        if (!jacobianUsable) {
            term.rate(t, y, rate);
            tally.rates(1);
            matrix.jacobian(t, y, rate, h);
            jacobianUsable = true;
            jacobianFresh = true;
            factored = Double.NaN;
        }
        if (!(Math.abs(factored / wanted - 1) < 0.2)) {
            if (!matrix.factor(wanted)) {
                trouble = Trouble.SINGULAR;
                factored = Double.NaN;
                return false;
            }
            factored = wanted;
            newton.forget();
        }
        return true;
    }

    private boolean stages(double h) {
        for (int i = 0; i < tableau.stages(); i++) {
            double at = tableau.c(i) == 1 ? tNext : t + tableau.c(i) * h;
            space.combine(h, tableau.row(i), k, known);
            if (split) space.combine(known, h, tableau.explicitRow(i), kExplicit, known);
            if (tableau.a(i, i) == 0) explicitStage(i, at);
            else if (!implicitStage(i, at, h * tableau.a(i, i))) return false;
            if (split && (i < tableau.stages() - 1 || tableau.lastExplicit())) {
                explicitPart.rate(at, stage, kExplicit[i]);
                tally.rates(1);
            }
        }
        return true;
    }

    private void explicitStage(int i, double at) {
        space.axpy(y, 1, known, stage);
        if (i == 0 && firstKnown) return;
        term.rate(at, stage, k[i]);
        tally.rates(1);
        if (matrix.mass instanceof Mass.Diagonal diagonal)
            for (int j = 0; j < n; j++) k[i][j] = diagonal.entries()[j] == 0 ? 0 : k[i][j] / diagonal.entries()[j];
        if (i == 0) firstKnown = true;
    }

    private boolean implicitStage(int i, double at, double hGamma) {
        predict(i, hGamma);
        newton.begin();
        while (true) {
            space.axpy(y, 1, z, stage);
            term.rate(at, stage, delta);
            tally.rates(1);
            // residual of the stage: f(y + z) - M (z - known) / (h gamma)
            for (int j = 0; j < n; j++) scratch[j] = (known[j] - z[j]) / hGamma;
            if (matrix.identityMass()) space.axpy(delta, 1, scratch, delta);
            else space.axpy(delta, 1, matrix.massTimes(scratch, rate), delta);
            if (!matrix.solve(delta)) {
                trouble = Trouble.NONLINEAR;
                return false;
            }
            var verdict = newton.judge(delta, y);
            if (verdict == SimplifiedNewton.Verdict.DIVERGED) {
                tally.newton(newton.iterations());
                trouble = SimplifiedNewton.finite(delta) ? Trouble.NONLINEAR : Trouble.NONFINITE;
                return false;
            }
            space.axpy(z, 1, delta, z);
            if (verdict == SimplifiedNewton.Verdict.CONVERGED) break;
        }
        tally.newton(newton.iterations());
        space.axpy(y, 1, z, stage);
        for (int j = 0; j < n; j++) k[i][j] = (z[j] - known[j]) / hGamma;
        return true;
    }

    /// A first guess of the stage from the derivatives of the stages before it.
    private void predict(int i, double hGamma) {
        System.arraycopy(known, 0, z, 0, n);
        if (i == 0) return;
        double weight = 0;
        if (i > 1 && tableau.c(i - 1) != tableau.c(i - 2)) {
            double ratio = (tableau.c(i) - tableau.c(i - 1)) / (tableau.c(i - 1) - tableau.c(i - 2));
            if (Math.abs(ratio) <= 1) weight = ratio;
        }
        space.axpy(z, hGamma * (1 + weight), k[i - 1], z);
        if (weight != 0) space.axpy(z, -hGamma * weight, k[i - 2], z);
    }

    private void finish(double h) {
        if (tableau.stifflyAccurate() && !split) {
            space.copy(stage, candidate);
            return;
        }
        space.combine(y, h, tableau.update(), k, candidate);
        if (split) space.combine(candidate, h, tableau.explicitUpdate(), kExplicit, candidate);
    }

    private boolean reusesLastStage() {
        return tableau.stifflyAccurate() && !split && tableau.a(0, 0) == 0;
    }

    private void advance() {
        if (!accepted) return;
        accepted = false;
        double[] old = y;
        y = candidate;
        candidate = old;
        jacobianFresh = false;
        firstKnown = reusesLastStage();
        if (firstKnown) System.arraycopy(k[tableau.stages() - 1], 0, k[0], 0, n);
    }

    @Override
    public void accept() {
        accepted = true;
    }

    @Override
    public double[] state() {
        return accepted ? candidate : y;
    }

    @Override
    public double[] candidate() {
        return candidate;
    }

    @Override
    public Trouble trouble() {
        return trouble;
    }

    @Override
    public void restart(double time, double[] state) {
        advance();
        space.copy(state, y);
        t = time;
        firstKnown = false;
        jacobianUsable = false;
    }

    @Override
    public double[] initialRate() {
        advance();
        tally.rates(1);
        return whole.rate(t, y, rate);
    }

    private double[] startRate() {
        if (reusesLastStage()) return k[0];
        tally.rates(1);
        return whole.rate(t, y, rate);
    }

    private double[] endRate() {
        if (reusesLastStage()) return k[tableau.stages() - 1];
        tally.rates(1);
        return whole.rate(tNext, candidate, delta);
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        return Hermite.cubic(space, theta, tNext - t, y, startRate(), candidate, endRate(), into);
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        return Hermite.cubicRate(space, theta, tNext - t, y, startRate(), candidate, endRate(), into);
    }

    @Override
    public Segment<double[]> segment() {
        return Hermite.segment(space, t, tNext, y, startRate(), candidate, endRate());
    }

    @Override
    public void keep(Ledger ledger) {
        ledger.array(y);
        ledger.array(candidate);
        ledger.rows(k);
        ledger.rows(kExplicit);
        matrix.keep(ledger);
        newton.keep(ledger);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        firstKnown = ledger.flag(firstKnown);
        jacobianFresh = ledger.flag(jacobianFresh);
        jacobianUsable = ledger.flag(jacobianUsable);
        factored = ledger.number(factored);
    }
}
