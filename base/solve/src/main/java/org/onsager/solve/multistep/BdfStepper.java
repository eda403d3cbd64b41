package org.onsager.solve.multistep;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.implicit.IterationMatrix;
import org.onsager.solve.implicit.SimplifiedNewton;
import org.onsager.solve.implicit.StageEquation;

/// Steps of the backward differentiation formulas: \(\sum_{j=1}^k \frac{1}{j}\nabla^j y_{n+1} - \kappa_k \gamma_k
/// (y_{n+1} - y^{(0)}_{n+1}) = h M(t_{n+1})^{-1} f(t_{n+1}, y_{n+1})\), with the predictor
/// \(y^{(0)}_{n+1} = \sum_{j=0}^k \nabla^j y_n\).
final class BdfStepper extends DifferenceStepper implements SimplifiedNewton.Method {
    private static final double[] KAPPA = {0, -0.1850, -1.0 / 9, -0.0823, -0.0415, 0};
    private static final double[] GAMMA = {0, 1, 1.5, 11.0 / 6, 25.0 / 12, 137.0 / 60};

    private final IterationMatrix matrix;
    private final SimplifiedNewton newton;
    private final StageEquation equation;
    private final double[] predicted;
    private final double[] known;
    private final double[] d;

    BdfStepper(int maxOrder, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        super(maxOrder + 3, maxOrder, term, start);
        matrix = IterationMatrix.of(term, t, start.y0(), tally);
        newton = new SimplifiedNewton(space, tolerance, tally, 1e-12, 0.3);
        equation = new StageEquation(term, matrix, newton);
        predicted = new double[n];
        known = new double[n];
        d = equation.unknown();
        System.arraycopy(start.y0(), 0, now[0], 0, n);
    }

    private static double alpha(int k) {
        return (1 - KAPPA[k]) * GAMMA[k];
    }

    private static double errorConstant(int k) {
        return k == 0 ? 1 : k > 5 ? 1.0 / (k + 1) : KAPPA[k] * GAMMA[k] + 1.0 / (k + 1);
    }

    @Override
    public double step(double from, double to) {
        advance();
        t = from;
        tNext = to;
        double h = to - from;
        if (!matrix.massHolds(to)) return fail(matrix.massTrouble());
        newton.moved(matrix.massDrift());
        space(h);
        predict();
        double c = h / alpha(order);
        if (!newton.step(1 / c, this)) {
            // the matrix is that of the end of this attempt, not of the next one's
            if (matrix.movingMass()) newton.discard();
            return fail(newton.trouble());
        }
        update();
        double error = Math.abs(errorConstant(order)) * space.scaledNorm(d, now[0], next[0], tolerance);
        if (!Double.isFinite(error)) return fail(Trouble.NONFINITE);
        equalSteps++;
        double below = order > 1
                ? Math.abs(errorConstant(order - 1)) * space.scaledNorm(next[order], now[0], next[0], tolerance)
                : Double.POSITIVE_INFINITY;
        double above = order < maxOrder
                ? Math.abs(errorConstant(order + 1)) * space.scaledNorm(next[order + 2], now[0], next[0], tolerance)
                : Double.POSITIVE_INFINITY;
        plan(error, newton.safety(), order + 1, below, above, 10);
        if (error >= 1) equalSteps--;
        return error;
    }

    /// Brings the differences to the spacing of the step.
    private void space(double h) {
        if (failing()) {
            order = 1;
            started = false;
            for (int j = 1; j < now.length; j++) java.util.Arrays.fill(now[j], 0);
        }
        if (!started) {
            term.rate(t, now[0], rate);
            tally.rates(1);
            for (int i = 0; i < n; i++) now[1][i] = h * rate[i];
            if (!matrix.identityMass()) java.util.Arrays.fill(now[1], 0);
            started = true;
            equalSteps = 0;
        } else if (Math.abs(h / spacing - 1) > 1e-12) {
            table.rescale(now, order, h / spacing);
            equalSteps = 0;
        }
        spacing = h;
    }

    private void predict() {
        System.arraycopy(now[0], 0, predicted, 0, n);
        for (int j = 1; j <= order; j++) space.axpy(predicted, 1, now[j], predicted);
        java.util.Arrays.fill(known, 0);
        for (int j = 1; j <= order; j++) space.axpy(known, -GAMMA[j] / alpha(order), now[j], known);
    }

    @Override
    public void linearise() {
        term.rate(tNext, predicted, rate);
        tally.rates(1);
        matrix.jacobian(tNext, predicted, rate, spacing);
    }

    @Override
    public boolean factor(double alpha) {
        return matrix.factor(alpha);
    }

    @Override
    public boolean iterate() {
        java.util.Arrays.fill(d, 0);
        return equation.solve(tNext, predicted, known, spacing / alpha(order), now[0]);
    }

    /// The differences at the new time.
    private void update() {
        space.axpy(d, -1, now[order + 1], next[order + 2]);
        System.arraycopy(d, 0, next[order + 1], 0, n);
        for (int j = order; j >= 0; j--) space.axpy(now[j], 1, next[j + 1], next[j]);
    }

    private void advance() {
        if (!accepted) return;
        accepted = false;
        double[][] old = now;
        now = next;
        next = old;
        order = nextOrder;
        newton.taken();
    }

    @Override
    public double[] state() {
        return accepted ? next[0] : now[0];
    }

    @Override
    public double[] candidate() {
        return next[0];
    }

    @Override
    public void restart(double time, double[] state) {
        double[] kept = state.clone();
        advance();
        System.arraycopy(kept, 0, now[0], 0, n);
        t = time;
        order = 1;
        nextOrder = 1;
        for (int j = 1; j < now.length; j++) java.util.Arrays.fill(now[j], 0);
        started = false;
        newton.discard();
        proposal = Double.NaN;
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        BackwardDifferences.evaluate(next, order, (time - tNext) / (tNext - t), into);
        return into;
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        BackwardDifferences.derivative(next, order, (time - tNext) / (tNext - t), into);
        for (int i = 0; i < n; i++) into[i] /= tNext - t;
        return into;
    }

    @Override
    public Segment<double[]> segment() {
        var stored = new double[order + 1][];
        for (int j = 0; j <= order; j++) stored[j] = next[j].clone();
        return new Polynomial(t, tNext, stored, order);
    }

    @Override
    public int singularColumn() {
        return matrix.singularColumn();
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        matrix.keep(ledger);
        newton.keep(ledger);
    }
}
