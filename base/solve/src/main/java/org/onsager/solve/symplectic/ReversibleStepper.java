package org.onsager.solve.symplectic;

import java.util.List;
import org.onsager.solve.Hermite;
import org.onsager.solve.Increment;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;

/// A stepper whose steps can be undone: [#back] rebuilds the state before a step from that after it, to rounding,
/// so that a reverse sweep needs no stored trajectory.
///
/// These methods are only weakly stable: on \(y' = \lambda y\) with \(\zeta = \lambda h\) reversible Heun and
/// asynchronous leapfrog have the eigenvalues \(\zeta \pm \sqrt{1 + \zeta^2}\), so that dissipative problems grow
/// a parasitic solution. A run warns of it ([#parasite]).
///
/// @param <Y>  the state
public abstract class ReversibleStepper<Y> implements Stepper<Y> {
    /// So many steps in a row are no accident.
    private static final int PARTED = 10;

    final Term<Y> term;
    final StateSpace<Y> space;
    final Tolerance tolerance;
    final Increment increment;
    final boolean ode;
    private final Tally tally;
    /// The states of the method at the start and at the end of the step: the solution first, then its companions.
    final Y[] now;
    final Y[] next;
    double t;
    double tNext;
    private boolean accepted;
    private int parted;
    private double parasite = Double.NaN;

    ReversibleStepper(int companions, Term<Y> term, Solver.Start<Y> start) {
        this.term = term;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        increment = new Increment(term.channels());
        ode = term instanceof OdeTerm<Y>;
        now = space.storage(companions + 1, start.y0());
        next = space.storage(companions + 1, start.y0());
        t = start.t0();
        tNext = t;
    }

    /// Fills `next` from `now` and lets companions be compared; returns the scaled error, 0 without one.
    abstract double forward(double from, double to);

    /// Fills `now` from `next`.
    abstract void backward(double from, double to);

    /// Fills the companions of a new initial state.
    abstract void begin(double at, Y y);

    /// Compares two values that a resolved solution keeps close, before and after a step or of two companions.
    /// The parasitic solution has the eigenvalue -1 + O(h), so that it shows as values that differ by their own
    /// size, step after step. Arrays only, as other states may be recorded for differentiation.
    ///
    /// @param scratch  is overwritten
    final void compare(Y a, Y b, Y scratch) {
        if (!(a instanceof double[])) return;
        double apart = space.rms(space.axpy(a, -1, b, scratch));
        parted = apart > Math.max(space.rms(a), space.rms(b)) ? parted + 1 : 0;
        if (parted == PARTED && Double.isNaN(parasite)) parasite = tNext;
    }

    @Override
    public double parasite() {
        return parasite;
    }

    Y apply(double at, Y y, Y into) {
        tally.rates(1);
        return term.apply(at, y, increment, into);
    }

    /// The factor on what the term returns: the step for an ordinary equation, 1 where increments are applied
    /// already.
    double scale() {
        return ode ? increment.dt() : 1;
    }

    @Override
    public double step(double from, double to) {
        settle();
        t = from;
        tNext = to;
        term.increment(from, to, increment.over(from, to));
        double error = forward(from, to);
        return space.firstNonFinite(next[0]) < 0 && Double.isFinite(error) ? error : Double.NaN;
    }

    /// Undoes the step from `from` to `to`, of which the current state is the end.
    public void back(double from, double to) {
        settle();
        term.increment(from, to, increment.over(from, to));
        for (int i = 0; i < now.length; i++) next[i] = space.copy(now[i], next[i]);
        backward(from, to);
        t = from;
        tNext = from;
    }

    /// The method's whole state, the solution first and then its companions; the stepper's own.
    public List<Y> whole() {
        settle();
        return List.of(now);
    }

    /// Goes on from a whole state as [#whole()] gives it, which is copied.
    public void resume(double time, List<Y> state) {
        settle();
        for (int i = 0; i < now.length; i++) now[i] = space.copy(state.get(i), now[i]);
        t = time;
        tNext = time;
    }

    private void settle() {
        if (!accepted) return;
        accepted = false;
        for (int i = 0; i < now.length; i++) {
            Y old = now[i];
            now[i] = next[i];
            next[i] = old;
        }
    }

    @Override
    public void accept() {
        accepted = true;
    }

    @Override
    public Y state() {
        return accepted ? next[0] : now[0];
    }

    @Override
    public Y candidate() {
        return next[0];
    }

    @Override
    public void restart(double time, Y state) {
        settle();
        now[0] = space.copy(state, now[0]);
        t = time;
        begin(time, now[0]);
    }

    @Override
    public Y initialRate() {
        settle();
        return apply(t, now[0], space.zero(now[0]));
    }

    @Override
    public Y interpolate(double time, Y into) {
        return Hermite.linear(space, (time - t) / (tNext - t), now[0], next[0], into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        return Hermite.linearRate(space, tNext - t, now[0], next[0], into);
    }

    @Override
    public Segment<Y> segment() {
        return Hermite.linearSegment(space, t, tNext, now[0], next[0]);
    }

    @Override
    public void keep(Ledger ledger) {
        ledger.states(now);
        ledger.states(next);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        parted = ledger.count(parted);
        parasite = ledger.number(parasite);
    }
}
