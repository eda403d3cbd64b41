package org.onsager.solve.explicit;

import org.onsager.solve.BootstrappedHermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;

/// Williamson's two-register form: \(S \leftarrow A_i S + h f(t + c_i h, y)\), \(y \leftarrow y + B_i S\).
///
/// A third register keeps the state at the start of the step, for rejection and dense output.
final class LowStorageStepper<Y> implements Stepper<Y> {
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final OdeTerm<Y> term;
    private final StateSpace<Y> space;
    private final Tally tally;
    private final BootstrappedHermite<Y> hermite;
    private Y y;
    private Y candidate;
    private Y register;
    private Y rate;
    private Y startRate;
    private Y endRate;
    private double t;
    private double tNext;
    private boolean accepted;
    private boolean startKnown;
    private boolean endKnown;

    LowStorageStepper(int order, double[] a, double[] b, double[] c, OdeTerm<Y> term, Solver.Start<Y> start) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.term = term;
        space = term.space();
        tally = start.tally();
        y = space.copy(start.y0(), space.zero(start.y0()));
        candidate = space.zero(y);
        register = space.zero(y);
        rate = space.zero(y);
        startRate = space.zero(y);
        endRate = space.zero(y);
        hermite = new BootstrappedHermite<>(order, space, y);
        t = start.t0();
        tNext = t;
    }

    @Override
    public double step(double from, double to) {
        if (accepted) {
            Y old = y;
            y = candidate;
            candidate = old;
            accepted = false;
        }
        t = from;
        tNext = to;
        double h = to - from;
        hermite.forget();
        endKnown = false;
        startKnown = true;
        candidate = space.copy(y, candidate);
        for (int i = 0; i < a.length; i++) {
            rate = term.rate(from + c[i] * h, candidate, rate);
            if (i == 0) startRate = space.copy(rate, startRate);
            register = space.axpy(register, a[i] - 1, register, register);
            register = space.axpy(register, h, rate, register);
            candidate = space.axpy(candidate, b[i], register, candidate);
        }
        tally.rates(a.length);
        return space.firstNonFinite(candidate) < 0 ? 0 : Double.NaN;
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
    public void accept() {
        accepted = true;
    }

    @Override
    public void restart(double time, Y state) {
        y = space.copy(state, y);
        accepted = false;
        t = time;
    }

    @Override
    public Y initialRate() {
        tally.rates(1);
        return startRate = term.rate(t, state(), startRate);
    }

    @Override
    public Y interpolate(double time, Y into) {
        double h = tNext - t;
        return climbed().at((time - t) / h, h, y, startRate, candidate, endRate, into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        double h = tNext - t;
        return climbed().rateAt((time - t) / h, h, y, startRate, candidate, endRate, into);
    }

    @Override
    public Segment<Y> segment() {
        return climbed().segment(t, tNext, y, startRate, candidate, endRate);
    }

    private BootstrappedHermite<Y> climbed() {
        // not known after a run was read back
        if (!startKnown) startRate = rate(t, y, startRate);
        if (!endKnown) endRate = rate(tNext, candidate, endRate);
        startKnown = true;
        endKnown = true;
        hermite.climb(term, tally, t, tNext - t, y, startRate, candidate, endRate);
        return hermite;
    }

    private Y rate(double at, Y state, Y into) {
        tally.rates(1);
        return term.rate(at, state, into);
    }

    @Override
    public void keep(Ledger ledger) {
        y = ledger.state(y);
        candidate = ledger.state(candidate);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
    }
}
