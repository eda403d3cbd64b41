package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.Hermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// Steps of any Rosenbrock method.
final class RosenbrockStepper implements Stepper<double[]> {
    private final RosenbrockTableau tableau;
    private final OdeTerm<double[]> term;
    private final StateSpace<double[]> space;
    private final Tolerance tolerance;
    private final Tally tally;
    private final IterationMatrix matrix;
    private final boolean autonomous;
    private final Optional<Ode.Field> timeDerivative;
    private final int n;
    private final double[][] k;
    private final double[] stage;
    private final double[] rate;
    private final double[] startRate;
    private final double[] timeRate;
    private final double[] sum;
    private final double[] scratch;
    private final double[] endRate;
    private double[] y;
    private double[] candidate;
    private double t;
    private double tNext;
    private boolean accepted;
    private boolean current;
    private boolean rateKnown;
    private boolean endRateKnown;
    private Trouble trouble = Trouble.NONFINITE;

    RosenbrockStepper(RosenbrockTableau tableau, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        this.tableau = tableau;
        this.term = term;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        y = start.y0().clone();
        n = y.length;
        matrix = IterationMatrix.of(term, y, tally);
        autonomous = term instanceof Ode ode && ode.autonomous();
        timeDerivative = term instanceof Ode ode ? ode.timeDerivative() : Optional.empty();
        k = new double[tableau.stages][n];
        stage = new double[n];
        rate = new double[n];
        startRate = new double[n];
        timeRate = new double[n];
        sum = new double[n];
        scratch = new double[n];
        endRate = new double[n];
        candidate = new double[n];
        t = start.t0();
        tNext = t;
    }

    @Override
    public double step(double from, double to) {
        advance();
        t = from;
        tNext = to;
        endRateKnown = false;
        double h = to - from;
        prepare(h);
        if (!matrix.factor(1 / (tableau.gamma * h))) return fail(Trouble.SINGULAR);
        for (int i = 0; i < tableau.stages; i++) if (!stage(i, h)) return fail(Trouble.NONLINEAR);
        candidate = space.combine(y, 1, tableau.b, k, candidate);
        double r = space.errorNorm(1, tableau.e, k, y, candidate, tolerance, scratch);
        return Double.isFinite(r) ? r : fail(Trouble.NONFINITE);
    }

    private double fail(Trouble why) {
        trouble = why;
        return Double.NaN;
    }

    /// Rate, Jacobian and time derivative at the start of the step, kept when the step is retried.
    private void prepare(double h) {
        if (current) return;
        if (!rateKnown) {
            term.rate(t, y, startRate);
            tally.rates(1);
        }
        rateKnown = true;
        matrix.jacobian(t, y, startRate, h);
        if (timeDerivative.isPresent()) timeDerivative.get().rate(t, y, timeRate);
        else if (!autonomous) {
            double step = Math.sqrt(Math.ulp(1.0)) * Math.max(Math.abs(t), Math.abs(h)) * Math.signum(h);
            step = (t + step) - t;
            term.rate(t + step, y, timeRate);
            tally.rates(1);
            for (int i = 0; i < n; i++) timeRate[i] = (timeRate[i] - startRate[i]) / step;
        }
        current = true;
    }

    private boolean stage(int i, double h) {
        double[] ki = k[i];
        if (i == 0) System.arraycopy(startRate, 0, ki, 0, n);
        else {
            space.combine(y, 1, tableau.a[i], k, stage);
            double at = tableau.alpha[i] == 1 ? tNext : t + tableau.alpha[i] * h;
            term.rate(at, stage, ki);
            tally.rates(1);
            if (matrix.identityMass()) space.combine(ki, 1 / h, tableau.c[i], k, ki);
            else {
                space.combine(1 / h, tableau.c[i], k, sum);
                matrix.massTimes(sum, rate);
                space.axpy(ki, 1, rate, ki);
            }
        }
        if (!autonomous && tableau.d[i] != 0) space.axpy(ki, h * tableau.d[i], timeRate, ki);
        return matrix.solve(ki);
    }

    private void advance() {
        if (!accepted) return;
        accepted = false;
        double[] old = y;
        y = candidate;
        candidate = old;
        current = false;
        rateKnown = endRateKnown;
        if (endRateKnown) System.arraycopy(endRate, 0, startRate, 0, n);
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
        current = false;
        rateKnown = false;
    }

    @Override
    public double[] initialRate() {
        advance();
        if (!rateKnown) {
            term.rate(t, y, startRate);
            tally.rates(1);
            rateKnown = true;
        }
        return startRate;
    }

    private double[] endRate() {
        if (!endRateKnown) {
            term.rate(tNext, candidate, endRate);
            tally.rates(1);
            endRateKnown = true;
        }
        return endRate;
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        if (tableau.dense.length == 0)
            return Hermite.cubic(space, theta, tNext - t, y, startRate, candidate, endRate(), into);
        RosenbrockSegment.evaluate(tableau, theta, y, candidate, k, into);
        return into;
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        double theta = (time - t) / (tNext - t);
        if (tableau.dense.length == 0)
            return Hermite.cubicRate(space, theta, tNext - t, y, startRate, candidate, endRate(), into);
        RosenbrockSegment.derivative(tableau, theta, tNext - t, y, candidate, k, into);
        return into;
    }

    @Override
    public Segment<double[]> segment() {
        if (tableau.dense.length == 0) return Hermite.segment(space, t, tNext, y, startRate, candidate, endRate());
        var stored = new double[k.length][];
        for (int i = 0; i < k.length; i++) stored[i] = k[i].clone();
        return new RosenbrockSegment(tableau, t, tNext, y.clone(), candidate.clone(), stored);
    }

    @Override
    public void keep(Ledger ledger) {
        ledger.array(y);
        ledger.array(candidate);
        ledger.array(startRate);
        ledger.array(endRate);
        ledger.array(timeRate);
        matrix.keep(ledger);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        current = ledger.flag(current);
        rateKnown = ledger.flag(rateKnown);
        endRateKnown = ledger.flag(endRateKnown);
    }
}
