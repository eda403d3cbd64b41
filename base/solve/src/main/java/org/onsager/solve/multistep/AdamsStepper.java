package org.onsager.solve.multistep;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;

/// Steps of the Adams formulas in backward differences of \(f\): predictor
/// \(y^{(0)}_{n+1} = y_n + h \sum_{j<k} \gamma_j \nabla^j f_n\), corrector
/// \(y_{n+1} = y^{(0)}_{n+1} + h \gamma_k \nabla^k f^{(0)}_{n+1}\), error of order \(k\) estimated by
/// \(h \gamma^*_k \nabla^k f^{(0)}_{n+1}\), with \(\gamma_j = 1 - \sum_{m<j} \gamma_m/(j+1-m)\) and
/// \(\gamma^*_j = \gamma_j - \gamma_{j-1}\).
final class AdamsStepper extends DifferenceStepper {
    private static final double[] GAMMA = gamma(15);

    private final double[] trial;
    private double[] y;
    private double[] candidate;

    AdamsStepper(int maxOrder, OdeTerm<double[]> term, Solver.Start<double[]> start) {
        super(maxOrder + 3, maxOrder, term, start);
        y = start.y0().clone();
        candidate = new double[n];
        trial = new double[n];
    }

    private static double[] gamma(int n) {
        var g = new double[n];
        for (int j = 0; j < n; j++) {
            g[j] = 1;
            for (int m = 0; m < j; m++) g[j] -= g[m] / (j + 1 - m);
        }
        return g;
    }

    @Override
    public double step(double from, double to) {
        advance();
        t = from;
        tNext = to;
        double h = to - from;
        if (!started) {
            term.rate(t, y, now[0]);
            tally.rates(1);
            started = true;
            equalSteps = 0;
        } else if (failing()) {
            order = 1;
            equalSteps = 0;
            for (int j = 1; j < now.length; j++) java.util.Arrays.fill(now[j], 0);
        } else if (Math.abs(h / spacing - 1) > 1e-12) {
            table.rescale(now, order - 1, h / spacing);
            for (int j = order; j < now.length; j++) java.util.Arrays.fill(now[j], 0);
            equalSteps = 0;
        }
        spacing = h;
        System.arraycopy(y, 0, candidate, 0, n);
        for (int j = 0; j < order; j++) space.axpy(candidate, h * GAMMA[j], now[j], candidate);
        term.rate(tNext, candidate, trial);
        differences(trial);
        space.axpy(candidate, h * GAMMA[order], next[order], candidate);
        double error = estimate(h, order);
        if (!Double.isFinite(error)) {
            tally.rates(1);
            return fail(Trouble.NONFINITE);
        }
        equalSteps++;
        double below = order > 1 ? estimate(h, order - 1) : Double.POSITIVE_INFINITY;
        double above = order < maxOrder && equalSteps > order ? estimate(h, order + 1) : Double.POSITIVE_INFINITY;
        plan(error, 0.9, order + 1, below, above, 2);
        if (error >= 1) {
            equalSteps--;
            tally.rates(1);
            if (below < error) lower(h, below);
            return error;
        }
        term.rate(tNext, candidate, trial);
        tally.rates(2);
        differences(trial);
        return error;
    }

    /// Tries again at the order below, where that had the smaller error: a change of spacing has filled the
    /// highest difference with rounding errors, which no shorter step makes smaller.
    private void lower(double h, double below) {
        order--;
        proposal = Math.abs(h) * Math.clamp(0.9 * Math.pow(below, -1.0 / (order + 1)), 0.2, 0.9);
    }

    private double estimate(double h, int k) {
        double constant = Math.abs(h * (GAMMA[k] - GAMMA[k - 1]));
        return constant * space.scaledNorm(next[k], y, candidate, tolerance);
    }

    /// The differences at the new time if \(f\) has this value there.
    private void differences(double[] value) {
        System.arraycopy(value, 0, next[0], 0, n);
        for (int j = 1; j <= order + 1; j++) space.axpy(next[j - 1], -1, now[j - 1], next[j]);
    }

    private void advance() {
        if (!accepted) return;
        accepted = false;
        double[][] old = now;
        now = next;
        next = old;
        double[] before = y;
        y = candidate;
        candidate = before;
        order = nextOrder;
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
    public void restart(double time, double[] state) {
        double[] kept = state.clone();
        advance();
        System.arraycopy(kept, 0, y, 0, n);
        t = time;
        order = 1;
        nextOrder = 1;
        started = false;
        for (double[] each : now) java.util.Arrays.fill(each, 0);
        proposal = Double.NaN;
    }

    @Override
    public double[] interpolate(double time, double[] into) {
        return AdamsSegment.evaluate((time - tNext) / (tNext - t), tNext - t, y, candidate, next, order, into);
    }

    @Override
    public double[] interpolateRate(double time, double[] into) {
        return AdamsSegment.derivative((time - tNext) / (tNext - t), tNext - t, y, candidate, next, order, into);
    }

    @Override
    public Segment<double[]> segment() {
        var stored = new double[order + 1][];
        for (int j = 0; j <= order; j++) stored[j] = next[j].clone();
        return new AdamsSegment(t, tNext, y.clone(), candidate.clone(), stored, order);
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        ledger.array(y);
        ledger.array(candidate);
    }
}
