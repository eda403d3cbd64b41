package org.onsager.solve.multistep;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.OneStep;
import org.onsager.solve.Solver;

/// What stabilised explicit methods share: an estimate of the spectral radius, and as many stages as it asks for.
abstract class StabilisedStepper<Y> extends OneStep<Y> {
    private final int maxStages;
    Y before;
    Y now;
    Y rate;
    Y scratch;
    private Y vector;
    private double spectralRadius = -1;
    private int age;
    private double proposal = Double.NaN;

    StabilisedStepper(int maxStages, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(term, start);
        this.maxStages = maxStages;
        before = space.zero(y);
        now = space.zero(y);
        rate = space.zero(y);
        vector = space.zero(y);
        scratch = space.zero(y);
    }

    /// The fewest stages with a stability interval of this length.
    abstract int stagesFor(double length);

    /// The stability interval of a number of stages.
    abstract double lengthOf(int stages);

    /// Computes the candidate with this many stages and returns the scaled error.
    abstract double advance(double h, int stages);

    @Override
    protected final double advance(double h) {
        startRate();
        if (spectralRadius < 0 || ++age > 25) {
            spectralRadius = 1.2 * powerIteration();
            age = 0;
        }
        proposal = Double.NaN;
        int stages = stagesFor(Math.abs(h) * spectralRadius);
        if (stages > maxStages) {
            proposal = 0.95 * lengthOf(maxStages) / spectralRadius;
            return fail(Trouble.TOO_LONG);
        }
        double error = advance(h, stages);
        if (!(error < 1)) age = 25;
        return error;
    }

    /// The largest eigenvalue's magnitude, by the nonlinear power method from the rate's direction.
    private double powerIteration() {
        double size = Math.max(space.rms(y), 1e-10) * 1e-8;
        vector = space.copy(startRate, vector);
        double length = space.rms(vector);
        if (length == 0) {
            vector = space.copy(y, vector);
            length = Math.max(space.rms(vector), Double.MIN_NORMAL);
        }
        double estimate = 0;
        for (int i = 0; i < 50; i++) {
            scratch = space.axpy(y, size / length, vector, scratch);
            rate = rate(t, scratch, rate);
            vector = space.axpy(rate, -1, startRate, vector);
            length = space.rms(vector);
            double previous = estimate;
            estimate = length / size;
            if (length == 0) return estimate;
            if (i > 5 && Math.abs(estimate - previous) < 0.01 * estimate) break;
        }
        return estimate;
    }

    @Override
    public double proposedStep() {
        return proposal;
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        spectralRadius = ledger.number(spectralRadius);
        age = ledger.count(age);
        proposal = ledger.number(proposal);
    }
}
