package org.onsager.solve;

/// What one-step methods share: two states that change places, the rates at both ends, evaluated when first asked
/// for, and Hermite output, bootstrapped where a method asks for more than the cubic. A method fills [#candidate]
/// from [#y] in [#advance].
///
/// @param <Y>  the state
public abstract class OneStep<Y> implements Stepper<Y> {
    /// The equation.
    protected final OdeTerm<Y> term;
    /// The states' space.
    protected final StateSpace<Y> space;
    /// The tolerances of error norms.
    protected final Tolerance tolerance;
    /// The run's counts.
    protected final Tally tally;
    /// The state at the start of the step.
    protected Y y;
    /// The state at its end.
    protected Y candidate;
    /// The rate at the start, once [#startRate()] was called in this step.
    protected Y startRate;
    /// The start of the step.
    protected double t;
    /// The end of the step.
    protected double tNext;

    private final BootstrappedHermite<Y> hermite;
    private Y endRate;
    private boolean accepted;
    private boolean startKnown;
    private boolean endKnown;
    private Trouble trouble = Trouble.NONFINITE;

    /// Before the first step; dense output is the cubic.
    protected OneStep(OdeTerm<Y> term, Solver.Start<Y> start) {
        this(3, term, start);
    }

    /// Before the first step.
    ///
    /// @param denseOrder  of the dense output, 3 to 8, see [BootstrappedHermite]
    protected OneStep(double denseOrder, OdeTerm<Y> term, Solver.Start<Y> start) {
        this.term = term;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        y = space.copy(start.y0(), space.zero(start.y0()));
        candidate = space.zero(y);
        startRate = space.zero(y);
        endRate = space.zero(y);
        hermite = new BootstrappedHermite<>(denseOrder, space, y);
        t = start.t0();
        tNext = t;
    }

    /// Computes the candidate of the step of length `h` from [#t] to [#tNext].
    ///
    /// @return the scaled error, not finite if the step failed
    protected abstract double advance(double h);

    /// Called when a step has been taken and `y` is the new state, `candidate` the old one.
    protected void taken() {}

    @Override
    public final double step(double from, double to) {
        settle();
        t = from;
        tNext = to;
        endKnown = false;
        hermite.forget();
        trouble = Trouble.NONFINITE;
        double r = advance(to - from);
        return Double.isFinite(r) ? r : Double.NaN;
    }

    /// Notes why the step failed; without it, something was not finite.
    ///
    /// @return NaN
    protected final double fail(Trouble why) {
        trouble = why;
        return Double.NaN;
    }

    private void settle() {
        if (!accepted) return;
        accepted = false;
        Y old = y;
        y = candidate;
        candidate = old;
        startKnown = endKnown;
        if (endKnown) {
            Y rate = startRate;
            startRate = endRate;
            endRate = rate;
        }
        taken();
    }

    /// The rate at the start of the step.
    protected Y startRate() {
        if (!startKnown) {
            startRate = rate(t, y, startRate);
            startKnown = true;
        }
        return startRate;
    }

    /// The rate at its end.
    protected Y endRate() {
        if (!endKnown) {
            endRate = rate(tNext, candidate, endRate);
            endKnown = true;
        }
        return endRate;
    }

    /// Evaluates and counts a rate.
    protected final Y rate(double at, Y state, Y into) {
        tally.rates(1);
        return term.rate(at, state, into);
    }

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
    public Trouble trouble() {
        return trouble;
    }

    @Override
    public void restart(double time, Y state) {
        settle();
        y = space.copy(state, y);
        t = time;
        startKnown = false;
    }

    @Override
    public Y initialRate() {
        settle();
        return startRate();
    }

    @Override
    public Y interpolate(double time, Y into) {
        double theta = (time - t) / (tNext - t);
        return climbed().at(theta, tNext - t, y, startRate(), candidate, endRate(), into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        double theta = (time - t) / (tNext - t);
        return climbed().rateAt(theta, tNext - t, y, startRate(), candidate, endRate(), into);
    }

    @Override
    public Segment<Y> segment() {
        return climbed().segment(t, tNext, y, startRate(), candidate, endRate());
    }

    private BootstrappedHermite<Y> climbed() {
        hermite.climb(term, tally, t, tNext - t, y, startRate(), candidate, endRate());
        return hermite;
    }

    @Override
    public void keep(Ledger ledger) {
        y = ledger.state(y);
        candidate = ledger.state(candidate);
        startRate = ledger.state(startRate);
        endRate = ledger.state(endRate);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        startKnown = ledger.flag(startKnown);
        endKnown = ledger.flag(endKnown);
    }
}
