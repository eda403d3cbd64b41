package org.onsager.solve.symplectic;

import org.onsager.solve.Hermite;
import org.onsager.solve.Ledger;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;

/// Steps of a symplectic composition.
final class CompositionStepper implements Stepper<double[]> {
    private final double[] kicks;
    private final double[] drifts;
    private final Partitioned term;
    private final StateSpace<double[]> space;
    private final Tally tally;
    private final int half;
    private final double[] q;
    private final double[] p;
    private final double[] rate;
    private double[] y;
    private double[] candidate;
    private double t;
    private double tNext;
    private boolean accepted;

    CompositionStepper(Composition method, Partitioned term, Solver.Start<double[]> start) {
        kicks = method.kicks();
        drifts = method.drifts();
        this.term = term;
        space = term.space();
        tally = start.tally();
        y = start.y0().clone();
        half = y.length / 2;
        q = new double[half];
        p = new double[half];
        rate = new double[half];
        candidate = new double[y.length];
        t = start.t0();
        tNext = t;
    }

    @Override
    public double step(double from, double to) {
        if (accepted) {
            double[] old = y;
            y = candidate;
            candidate = old;
            accepted = false;
        }
        t = from;
        tNext = to;
        double h = to - from;
        System.arraycopy(y, 0, q, 0, half);
        System.arraycopy(y, half, p, 0, half);
        // positions and momenta each carry their own time
        double timeOfQ = from, timeOfP = from;
        for (int i = 0; i < kicks.length; i++) {
            if (kicks[i] != 0) {
                term.force().rate(timeOfQ, q, rate);
                tally.rates(1);
                for (int j = 0; j < half; j++) p[j] = Math.fma(kicks[i] * h, rate[j], p[j]);
                timeOfP += kicks[i] * h;
            }
            if (drifts[i] != 0) {
                term.velocity().rate(timeOfP, p, rate);
                for (int j = 0; j < half; j++) q[j] = Math.fma(drifts[i] * h, rate[j], q[j]);
                timeOfQ += drifts[i] * h;
            }
        }
        System.arraycopy(q, 0, candidate, 0, half);
        System.arraycopy(p, 0, candidate, half, half);
        return space.firstNonFinite(candidate) < 0 ? 0 : Double.NaN;
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
    public void accept() {
        accepted = true;
    }

    @Override
    public void restart(double time, double[] state) {
        space.copy(state, y);
        accepted = false;
        t = time;
    }

    @Override
    public double[] initialRate() {
        return term.rate(t, state(), new double[y.length]);
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        return space.copy(segment().at(time), into);
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        return space.copy(segment().derivativeAt(time), into);
    }

    @Override
    public Segment<double[]> segment() {
        tally.rates(2);
        double[] f0 = term.rate(t, y, new double[y.length]);
        double[] f1 = term.rate(tNext, candidate, new double[y.length]);
        return Hermite.segment(space, t, tNext, y, f0, candidate, f1);
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
