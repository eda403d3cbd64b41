package org.onsager.solve.stochastic;

import org.onsager.solve.Increment;
import org.onsager.solve.Ledger;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;

/// What all stochastic methods share: the state, storage for stages, the path's increment over the step, and
/// dense output by a Brownian bridge. A method is the body of [#advance].
///
/// Between the ends of a step \(y(r) = (1-\theta) y_0 + \theta y_1 + \sigma(t_0, y_0)(W_{t_0,r} - \theta
/// W_{t_0,t_1})\) with the path's own \(W_{t_0,r}\), so that saved values between steps have the roughness of the
/// solution.
abstract class SdeStepper<Y> implements Stepper<Y> {
    final SdeTerm<Y> term;
    final StateSpace<Y> space;
    final Tolerance tolerance;
    final Tally tally;
    final Layout layout;
    final Increment increment;
    /// Stage values, as many as the method asked for.
    final Y[] k;
    /// The increment \(W\) and the areas \(H\) and \(K\) of the step.
    final double[] w;
    final double[] area;
    final double[] area2;
    /// A combination of them.
    final double[] mix;
    double t;
    double tNext;
    double h;
    Y y;
    Y candidate;
    private Y scratch;
    private boolean accepted;
    private final Increment inner;

    /// @param stages  number of states of storage in `k`
    SdeStepper(StochasticSolver solver, Term<Y> term, Solver.Start<Y> start, int stages) {
        this.term = solver.requireSde(term);
        solver.check(this.term);
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        layout = this.term.path().layout();
        increment = new Increment(layout.size());
        inner = new Increment(layout.size());
        w = increment.value();
        area = increment.spaceTimeArea();
        area2 = increment.spaceTimeTimeArea();
        mix = new double[layout.size()];
        k = space.storage(stages, start.y0());
        y = space.copy(start.y0(), space.zero(start.y0()));
        candidate = space.zero(y);
        scratch = space.zero(y);
        t = start.t0();
        tNext = t;
    }

    /// Sets `candidate` from `y`, `t`, `h` and the path's increments.
    ///
    /// @return the scaled error, 0 without an estimate
    abstract double advance();

    /// Stage `i` becomes \(\mu(at, state)\).
    final Y drift(double at, Y state, int i) {
        tally.rates(1);
        return k[i] = term.drift(at, state, k[i]);
    }

    /// Stage `i` becomes \(\sigma(at, state)\,v\).
    final Y diffusion(double at, Y state, double[] v, int i) {
        return k[i] = term.diffusion(at, state, v, k[i]);
    }

    /// Stage `i` becomes \(b + a\,x\).
    final Y set(int i, Y b, double a, Y x) {
        return k[i] = space.axpy(b, a, x, k[i]);
    }

    /// Stage `i` grows by \(a\,x\).
    final Y add(int i, double a, Y x) {
        return k[i] = space.axpy(k[i], a, x, k[i]);
    }

    /// The candidate becomes \(y + a\,x\).
    final void begin(double a, Y x) {
        candidate = space.axpy(y, a, x, candidate);
    }

    /// The candidate grows by \(a\,x\).
    final void add(double a, Y x) {
        candidate = space.axpy(candidate, a, x, candidate);
    }

    /// \(a W + b H\), in storage that the next call reuses.
    final double[] mix(double a, double b) {
        for (int i = 0; i < mix.length; i++) mix[i] = a * w[i] + b * area[i];
        return mix;
    }

    /// The error's size against the state before and after the step.
    final double size(Y error) {
        return space.scaledNorm(error, y, candidate, tolerance);
    }

    @Override
    public final double step(double from, double to) {
        settle();
        t = from;
        tNext = to;
        h = to - from;
        term.increment(from, to, increment);
        double error = advance();
        if (space.firstNonFinite(candidate) >= 0 || Double.isInfinite(error)) return Double.NaN;
        return error;
    }

    private void settle() {
        if (!accepted) return;
        accepted = false;
        Y old = y;
        y = candidate;
        candidate = old;
        settled();
    }

    /// The candidate of the last step has become the state; methods that reuse a stage override it.
    void settled() {}

    /// The state was set from outside; such methods forget the stage.
    void restarted() {}

    @Override
    public final void accept() {
        accepted = true;
    }

    @Override
    public final Y state() {
        return accepted ? candidate : y;
    }

    @Override
    public final Y candidate() {
        return candidate;
    }

    @Override
    public final void restart(double time, Y state) {
        settle();
        y = space.copy(state, y);
        t = time;
        restarted();
    }

    @Override
    public final Y initialRate() {
        settle();
        return term.drift(t, y, scratch);
    }

    @Override
    public final Y interpolate(double time, Y into) {
        return bridge(time, y, candidate, into, scratch);
    }

    private Y bridge(double time, Y start, Y end, Y into, Y noise) {
        double theta = (time - t) / (tNext - t);
        Y line = space.axpy(start, -theta, start, into);
        line = space.axpy(line, theta, end, line);
        if (!(theta > 0 && theta < 1)) return line;
        term.increment(t, time, inner);
        double[] bridge = inner.value();
        for (int i = 0; i < bridge.length; i++) bridge[i] -= theta * w[i];
        return space.axpy(line, 1, term.diffusion(t, start, bridge, noise), line);
    }

    /// The slope of the chord; the path itself has no derivative.
    @Override
    public final Y interpolateRate(double time, Y into) {
        Y change = space.axpy(candidate, -1, y, into);
        return space.axpy(change, 1 / (tNext - t) - 1, change, change);
    }

    @Override
    public final Segment<Y> segment() {
        return new BridgeSegment<>(
                term, t, tNext, w.clone(), space.copy(y, space.zero(y)), space.copy(candidate, space.zero(y)));
    }

    @Override
    public void keep(Ledger ledger) {
        y = ledger.state(y);
        candidate = ledger.state(candidate);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        h = ledger.number(h);
        accepted = ledger.flag(accepted);
    }
}
