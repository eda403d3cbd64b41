package org.onsager.solve.multistep;

import org.onsager.solve.Hermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// What explicit one-step methods without a tableau share: two states, the rates at both ends, cubic Hermite
/// output.
abstract class OneStep<Y> implements Stepper<Y> {
    final OdeTerm<Y> term;
    final StateSpace<Y> space;
    final Tolerance tolerance;
    final Tally tally;
    Y y;
    Y candidate;
    Y startRate;
    Y endRate;
    double t;
    double tNext;
    private boolean accepted;
    private boolean startKnown;
    private boolean endKnown;

    OneStep(OdeTerm<Y> term, Solver.Start<Y> start) {
        this.term = term;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        y = space.copy(start.y0(), space.zero(start.y0()));
        candidate = space.zero(y);
        startRate = space.zero(y);
        endRate = space.zero(y);
        t = start.t0();
        tNext = t;
    }

    /// Computes the candidate and returns the scaled error.
    abstract double advance(double h);

    @Override
    public double step(double from, double to) {
        settle();
        t = from;
        tNext = to;
        endKnown = false;
        startRate();
        double r = advance(to - from);
        return Double.isFinite(r) ? r : Double.NaN;
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
    }

    Y startRate() {
        if (!startKnown) {
            startRate = rate(t, y, startRate);
            startKnown = true;
        }
        return startRate;
    }

    Y endRate() {
        if (!endKnown) {
            endRate = rate(tNext, candidate, endRate);
            endKnown = true;
        }
        return endRate;
    }

    Y rate(double at, Y state, Y into) {
        tally.rates(1);
        return term.rate(at, state, into);
    }

    @Override
    public void accept() {
        accepted = true;
    }

    @Override
    public Y state() {
        return accepted ? candidate : y;
    }

    @Override
    public Y candidate() {
        return candidate;
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
        return Hermite.cubic(space, theta, tNext - t, y, startRate, candidate, endRate(), into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        double theta = (time - t) / (tNext - t);
        return Hermite.cubicRate(space, theta, tNext - t, y, startRate, candidate, endRate(), into);
    }

    @Override
    public Segment<Y> segment() {
        return Hermite.segment(space, t, tNext, y, startRate, candidate, endRate());
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
