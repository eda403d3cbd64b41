package org.onsager.solve.multistep;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;

/// What variable-order methods in backward differences share: the spacing, the order, and the plan for the next
/// step.
abstract class DifferenceStepper implements Stepper<double[]> {
    final OdeTerm<double[]> term;
    final StateSpace<double[]> space;
    final Tolerance tolerance;
    final Tally tally;
    final int n;
    final int maxOrder;
    final BackwardDifferences table;
    double[][] now;
    double[][] next;
    final double[] rate;
    final double[] scratch;
    int order = 1;
    int nextOrder = 1;
    int equalSteps;
    int failures;
    double spacing;
    double t;
    double tNext;
    double proposal = Double.NaN;
    boolean accepted;
    boolean started;
    Trouble trouble = Trouble.NONFINITE;

    DifferenceStepper(int rows, int maxOrder, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        this.term = term;
        this.maxOrder = maxOrder;
        space = term.space();
        tolerance = start.tolerance();
        tally = start.tally();
        n = start.y0().length;
        table = new BackwardDifferences(maxOrder + 3);
        now = new double[rows][n];
        next = new double[rows][n];
        rate = new double[n];
        scratch = new double[n];
        t = start.t0();
        tNext = t;
    }

    double fail(Trouble why) {
        trouble = why;
        failures++;
        proposal = 0.5 * Math.abs(tNext - t);
        return Double.NaN;
    }

    /// Plans the step after one with error `error` at the order in use; `below` and `above` are the errors that
    /// the neighbouring orders would have made, infinite where there is none or too little is known. A change of
    /// spacing multiplies the rounding errors of high differences, so that growth is bounded, and [#failing]
    /// starts afresh.
    void plan(double error, double safety, double exponentBase, double below, double above, double maxGrowth) {
        double h = Math.abs(tNext - t);
        nextOrder = order;
        if (error >= 1) {
            failures++;
            proposal = h * Math.max(0.2, safety * power(error, exponentBase));
            return;
        }
        failures = 0;
        if (equalSteps < order + 1) {
            proposal = h;
            return;
        }
        double same = power(error, exponentBase);
        double down = power(below, exponentBase - 1);
        double up = power(above, exponentBase + 1);
        double best = Math.max(same, Math.max(down, up));
        if (best == up) nextOrder = order + 1;
        else if (best == down) nextOrder = order - 1;
        double factor = Math.min(maxGrowth, safety * best);
        if (nextOrder == order && factor > 0.9 && factor < 1.2) factor = 1;
        proposal = h * factor;
    }

    /// After three failures in a row the past is no help.
    boolean failing() {
        return failures > 0 && failures % 3 == 0 && order > 1;
    }

    private static double power(double error, double base) {
        return Double.isInfinite(error) ? 0 : Math.pow(Math.max(error, 1e-20), -1 / base);
    }

    @Override
    public double proposedStep() {
        return proposal;
    }

    @Override
    public void accept() {
        accepted = true;
    }

    @Override
    public Trouble trouble() {
        return trouble;
    }

    @Override
    public double[] initialRate() {
        term.rate(t, state(), rate);
        tally.rates(1);
        return rate;
    }

    @Override
    public void keep(Ledger ledger) {
        ledger.rows(now);
        ledger.rows(next);
        order = ledger.count(order);
        nextOrder = ledger.count(nextOrder);
        equalSteps = ledger.count(equalSteps);
        failures = ledger.count(failures);
        spacing = ledger.number(spacing);
        t = ledger.number(t);
        tNext = ledger.number(tNext);
        proposal = ledger.number(proposal);
        accepted = ledger.flag(accepted);
        started = ledger.flag(started);
    }

    /// A polynomial in the differences, as a value.
    record Polynomial(double from, double to, double[][] differences, int order) implements Segment<double[]> {
        @Override
        public double[] at(double t) {
            var value = new double[differences[0].length];
            BackwardDifferences.evaluate(differences, order, (t - to) / (to - from), value);
            return value;
        }

        @Override
        public double[] derivativeAt(double t) {
            var value = new double[differences[0].length];
            BackwardDifferences.derivative(differences, order, (t - to) / (to - from), value);
            for (int i = 0; i < value.length; i++) value[i] /= to - from;
            return value;
        }
    }
}
