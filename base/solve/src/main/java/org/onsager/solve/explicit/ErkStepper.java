package org.onsager.solve.explicit;

import org.onsager.solve.BootstrappedHermite;
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
import org.onsager.solve.Weights;

/// Steps of any explicit Runge-Kutta method on any term and any space; allocates nothing a step on arrays.
///
/// [ShortErkStepper] has a faster way through the stages.
class ErkStepper<Y> implements Stepper<Y> {
    final int stages;
    final boolean firstSameAsLast;
    final Tally tally;
    final Y[] k;
    Y y;
    Y candidate;
    Y scratch;

    private final ErkTableau tableau;
    private final Term<Y> term;
    private final boolean ode;
    private final StateSpace<Y> space;
    private final Tolerance tolerance;
    private final Increment increment;
    private final Weights denseWeights;

    private Y nextRate;
    private double t;
    private double tNext;
    private boolean accepted;
    private boolean firstKnown;
    private boolean nextKnown;
    private int denseStagesKnown;
    private final BootstrappedHermite<Y> hermite;

    ErkStepper(ErkTableau tableau, Term<Y> term, Solver.Start<Y> start) {
        this.tableau = tableau;
        this.term = term;
        ode = term instanceof OdeTerm<Y>;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        increment = new Increment(term.channels());
        stages = tableau.stages();
        firstSameAsLast = tableau.firstSameAsLast() && ode;
        k = space.storage(tableau.allStages(), start.y0());
        y = space.copy(start.y0(), space.zero(start.y0()));
        candidate = space.zero(y);
        scratch = space.zero(y);
        nextRate = space.zero(y);
        denseWeights = Weights.variable(tableau.allStages());
        t = start.t0();
        tNext = t;
        hermite = new BootstrappedHermite<>(tableau.order(), space, y);
    }

    @Override
    public double step(double from, double to) {
        advance();
        t = from;
        tNext = to;
        nextKnown = false;
        denseStagesKnown = stages;
        hermite.forget();
        if (!ode) term.increment(from, to, increment.over(from, to));
        if (!firstKnown || !ode) {
            k[0] = rate(from, y, k[0]);
            firstKnown = ode;
        }
        stages(from, to);
        return error(scale(to - from));
    }

    /// From the first rate and the state to the other rates and the candidate.
    void stages(double from, double to) {
        double h = to - from;
        double scale = scale(h);
        for (int i = 1; i < stages; i++) {
            double c = tableau.c(i);
            double at = c == 1 ? to : from + c * h;
            if (firstSameAsLast && i == stages - 1) {
                candidate = space.combine(y, scale, tableau.row(i), k, candidate);
                k[i] = rate(at, candidate, k[i]);
            } else {
                scratch = space.combine(y, scale, tableau.row(i), k, scratch);
                k[i] = rate(at, scratch, k[i]);
            }
        }
        if (!firstSameAsLast) candidate = space.combine(y, scale, tableau.update(), k, candidate);
    }

    private double scale(double h) {
        return ode ? h : 1;
    }

    private Y rate(double at, Y state, Y into) {
        tally.rates(1);
        return term.apply(at, state, increment, into);
    }

    private double error(double scale) {
        if (tableau.errorOrder() == 0) return space.firstNonFinite(candidate) < 0 ? 0 : Double.NaN;
        double r = space.errorNorm(scale, tableau.error(), k, y, candidate, tolerance, scratch);
        if (tableau.secondError().count() > 0 && r > 0) {
            double coarse = space.errorNorm(scale, tableau.secondError(), k, y, candidate, tolerance, scratch);
            r = r * r / Math.sqrt(r * r + 0.01 * coarse * coarse);
        }
        return Double.isInfinite(r) ? Double.NaN : r;
    }

    private void advance() {
        if (!accepted) return;
        accepted = false;
        Y old = y;
        y = candidate;
        candidate = old;
        firstKnown = false;
        if (firstSameAsLast) {
            Y first = k[0];
            k[0] = k[stages - 1];
            k[stages - 1] = first;
            firstKnown = true;
        } else if (nextKnown) {
            Y first = k[0];
            k[0] = nextRate;
            nextRate = first;
            firstKnown = true;
        }
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
        advance();
        y = space.copy(state, y);
        t = time;
        firstKnown = false;
    }

    @Override
    public Y initialRate() {
        advance();
        if (!firstKnown) {
            k[0] = rate(t, y, k[0]);
            firstKnown = ode;
        }
        return k[0];
    }

    @Override
    public Y interpolate(double time, Y into) {
        double theta = (time - t) / (tNext - t);
        if (!ode) return Hermite.linear(space, theta, y, candidate, into);
        if (!tableau.hasDense()) return climbed().at(theta, tNext - t, y, k[0], candidate, endRate(), into);
        prepareDense();
        for (int i = 0; i < denseWeights.count(); i++) denseWeights.set(i, tableau.dense(i, theta));
        return space.combine(y, tNext - t, denseWeights, k, into);
    }

    @Override
    public Y interpolateRate(double time, Y into) {
        double theta = (time - t) / (tNext - t);
        if (!ode) return Hermite.linearRate(space, tNext - t, y, candidate, into);
        if (!tableau.hasDense()) return climbed().rateAt(theta, tNext - t, y, k[0], candidate, endRate(), into);
        prepareDense();
        for (int i = 0; i < denseWeights.count(); i++) denseWeights.set(i, tableau.denseDerivative(i, theta));
        return space.combine(1, denseWeights, k, into);
    }

    /// The stages that only dense output needs.
    private void prepareDense() {
        for (int i = denseStagesKnown; i < tableau.allStages(); i++) {
            scratch = space.combine(y, tNext - t, tableau.row(i), k, scratch);
            k[i] = rate(t + tableau.c(i) * (tNext - t), scratch, k[i]);
        }
        denseStagesKnown = tableau.allStages();
    }

    private BootstrappedHermite<Y> climbed() {
        hermite.climb((OdeTerm<Y>) term, tally, t, tNext - t, y, k[0], candidate, endRate());
        return hermite;
    }

    private Y endRate() {
        if (firstSameAsLast) return k[stages - 1];
        if (!nextKnown) {
            nextRate = rate(tNext, candidate, nextRate);
            nextKnown = true;
        }
        return nextRate;
    }

    @Override
    public Segment<Y> segment() {
        if (!ode) return Hermite.linearSegment(space, t, tNext, y, candidate);
        if (!tableau.hasDense()) return climbed().segment(t, tNext, y, k[0], candidate, endRate());
        prepareDense();
        Y[] stored = space.storage(tableau.allStages(), y);
        for (int i = 0; i < stored.length; i++) stored[i] = space.copy(k[i], stored[i]);
        return new ErkSegment<>(tableau, space, t, tNext, space.copy(y, space.zero(y)), stored);
    }

    /// From the last two stages at the end of the step, \(\|k_s - k_{s-1}\| / \|Y_s - Y_{s-1}\|\).
    @Override
    public double stiffness() {
        if (!ode || stages < 3) return Double.NaN;
        int last = stages - 1;
        if (tableau.c(last) != 1 || tableau.c(last - 1) != 1 || nextKnown) return Double.NaN;
        // both are free here: nextRate until it is known
        Y a = space.combine(y, tNext - t, tableau.row(last), k, scratch);
        Y b = space.combine(y, tNext - t, tableau.row(last - 1), k, nextRate);
        double change = space.rms(space.axpy(a, -1, b, a));
        double rates = space.rms(space.axpy(k[last], -1, k[last - 1], b));
        return change > 0 ? rates / change : Double.NaN;
    }

    @Override
    public void keep(Ledger ledger) {
        y = ledger.state(y);
        candidate = ledger.state(candidate);
        nextRate = ledger.state(nextRate);
        ledger.states(k);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        accepted = ledger.flag(accepted);
        firstKnown = ledger.flag(firstKnown);
        nextKnown = ledger.flag(nextKnown);
        denseStagesKnown = ledger.count(denseStagesKnown);
    }
}
