package org.onsager.solve.multistep;

import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solver;

/// Steps of the extrapolation method with its own choice of order and step size.
///
/// A step is planned for `target` rows. Row \(k\) has the error \(err_k = \|T_{kk} - T_{k,k-1}\|\), the step
/// \(h_k = 0.94\,h\,(0.65/err_k)^{1/(2k-1)}\) that would meet the tolerance and the work \(W_k = A_k/h_k\) a unit
/// of time, where \(A_k\) counts evaluations; the row before the target, the target and the row after it may
/// accept the step, and one that cannot converge by then is given up early.
final class OdexStepper<Y> extends GbsStepper<Y> {
    private final int most;
    private final double[] error;
    private final double[] size;
    private final double[] work;
    private final double[] cost;
    private int target;
    private boolean rejected;
    private double proposal = Double.NaN;

    OdexStepper(int most, OdeTerm<Y> term, Solver.Start<Y> start) {
        super(most, term, start);
        this.most = most;
        error = new double[most + 1];
        size = new double[most + 1];
        work = new double[most + 1];
        cost = new double[most + 1];
        cost[0] = 1;
        for (int k = 1; k <= most; k++) cost[k] = cost[k - 1] + 2 * k;
        double digits = -Math.log10(Math.max(1e-16, tolerance.rtol(0) + 1e-40));
        target = Math.clamp(Math.round(0.6 * digits + 1.5), 3, most - 1);
    }

    /// Row `k` counted from 1, with what follows from its error.
    private void compute(int k, double h) {
        error[k] = row(k - 1, h);
        if (k == 1) return;
        double exponent = 1.0 / (2 * k - 1);
        double least = Math.pow(0.02, exponent);
        double factor = 0.94 * Math.pow(0.65 / Math.max(error[k], 1e-40), exponent);
        size[k] = Math.abs(h) * Math.clamp(factor, least / 4, 1 / least);
        work[k] = cost[k] / size[k];
    }

    @Override
    protected double advance(double h) {
        startRate();
        int k = target;
        proposal = Double.NaN;
        for (int j = 1; j < k; j++) compute(j, h);
        if (!Double.isFinite(error[k - 1])) return Double.NaN;
        if (error[k - 1] < 1) return accept(k - 1, k);
        double beyond = (k + 1.0) * k;
        if (error[k - 1] > beyond * beyond) return reject(k - 1);
        compute(k, h);
        if (error[k] < 1) return accept(k, k);
        if (!(error[k] <= (k + 1.0) * (k + 1.0))) return reject(k);
        compute(k + 1, h);
        return error[k + 1] < 1 ? accept(k + 1, k) : reject(k);
    }

    private double accept(int reached, int k) {
        int best;
        if (reached < k) {
            best = reached > 2 && work[reached - 1] < 0.8 * work[reached]
                    ? reached - 1
                    : reached == 2 || work[reached] < 0.9 * work[reached - 1] ? reached + 1 : reached;
        } else {
            best = work[k - 1] < 0.8 * work[k] && k > 3 ? k - 1 : k;
            if (reached == k && work[k] < 0.9 * work[k - 1]) best = k + 1;
            if (reached == k + 1 && work[k + 1] < 0.9 * work[best]) best = k + 1;
        }
        best = Math.clamp(best, 3, most - 1);
        if (rejected) best = Math.min(best, Math.min(k, reached));
        best = Math.max(best, 2);
        proposal = best <= reached ? size[best] : size[reached] * cost[best] / cost[reached];
        if (rejected) proposal = Math.min(proposal, Math.abs(tNext - t));
        target = Math.clamp(best, 3, most - 1);
        rejected = false;
        return error[reached];
    }

    private double reject(int reached) {
        int best = Math.min(reached, target);
        if (best > 2 && work[best - 1] < 0.9 * work[best]) best--;
        proposal = Math.min(size[best], 0.9 * Math.abs(tNext - t));
        target = Math.clamp(best, 3, most - 1);
        rejected = true;
        return Math.max(1, error[reached]);
    }

    @Override
    public double proposedStep() {
        return proposal;
    }

    @Override
    public void keep(Ledger ledger) {
        super.keep(ledger);
        target = ledger.count(target);
        rejected = ledger.flag(rejected);
        proposal = ledger.number(proposal);
    }
}
