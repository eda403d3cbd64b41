package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.Arrays;

/// What all iterations share: when each lane was done, the residuals on the way, and the result.
abstract class Iteration {
    final Bundle bundle;
    final MeanFieldSolver solver;
    /// the step, the last one where it changes
    double a;
    private final ArrayList<double[]> trace = new ArrayList<>();
    private final int[] doneAt;
    private double[] residual;
    private int iterations;

    Iteration(Bundle bundle, MeanFieldSolver solver, double a) {
        this.bundle = bundle;
        this.solver = solver;
        this.a = a;
        doneAt = new int[bundle.width];
        Arrays.fill(doneAt, -1);
        residual = new double[bundle.width];
    }

    static Iteration of(Bundle bundle, MeanFieldSolver solver, double a) {
        return switch (solver.method()) {
            case FORWARD_BACKWARD, PARALLEL, FISTA -> new ProximalIteration(bundle, solver, a);
            case ANDERSON -> new AndersonIteration(bundle, solver, a);
            case BLOCK -> new BlockIteration(bundle, solver);
            case PEACEMAN_RACHFORD -> new SplittingIteration(bundle, solver, a);
        };
    }

    /// Iterates until every lane is done; leaves the bundle's `q` and `phi` at the same point.
    abstract void run();

    /// Whether the residual is to be measured at this iteration.
    boolean due(int iteration) {
        return iteration % solver.checkEvery() == 0 || iteration == solver.maxIterations();
    }

    /// Takes down the residuals at the bundle's `q`.
    ///
    /// @return whether all lanes are done
    boolean measured(int iteration) {
        residual = bundle.residuals(bundle.q, bundle.phi);
        trace.add(residual);
        iterations = iteration;
        if (solver.stop() == StopRule.RESIDUAL)
            for (int l = 0; l < doneAt.length; l++)
                if (doneAt[l] < 0 && residual[l] <= solver.tolerance()) doneAt[l] = iteration;
        return allDone();
    }

    /// Takes down \(\|x_{new} - x\|/\|x\|\) for [StopRule#RELATIVE_CHANGE].
    boolean changed(int iteration, double[] before, double[] after) {
        if (solver.stop() != StopRule.RELATIVE_CHANGE) return false;
        int width = bundle.width;
        double[] change = new double[width], size = new double[width];
        for (int e = 0; e < before.length; e += width)
            for (int l = 0; l < width; l++) {
                double d = after[e + l] - before[e + l];
                change[l] += d * d;
                size[l] += before[e + l] * before[e + l];
            }
        for (int l = 0; l < width; l++)
            if (doneAt[l] < 0 && Math.sqrt(change[l]) <= solver.tolerance() * Math.sqrt(size[l])) doneAt[l] = iteration;
        return allDone();
    }

    private boolean allDone() {
        for (int at : doneAt) if (at < 0) return false;
        return true;
    }

    /// The last measurement where the rule is on changes: at the point where the iteration ended.
    void measureEnd(int iteration) {
        bundle.apply(bundle.q, bundle.phi);
        residual = bundle.residuals(bundle.q, bundle.phi);
        trace.add(residual);
        iterations = iteration;
    }

    MeanField result(int lane) {
        int measurements = trace.size();
        var history = new double[measurements];
        for (int k = 0; k < measurements; k++) history[k] = trace.get(k)[lane];
        double first = history[0], last = residual[lane];
        double contraction = measurements > 1 && first > 0 && iterations > 0
                ? Math.pow(Math.max(last, Double.MIN_NORMAL) / first, 1.0 / iterations)
                : Double.NaN;
        return new MeanField(
                bundle.lane(bundle.q, lane),
                bundle.freeEnergy(lane),
                last,
                doneAt[lane] >= 0 ? doneAt[lane] : iterations,
                bundle.products,
                solver.method() == Method.BLOCK ? Double.NaN : a,
                doneAt[lane] >= 0,
                bundle.machine.guarantee() != Guarantee.NONE,
                contraction,
                bundle.saturated(lane),
                history,
                solver.checkEvery());
    }

    boolean converged(int lane) {
        return doneAt[lane] >= 0;
    }

    double residual(int lane) {
        return residual[lane];
    }

    int iterations(int lane) {
        return doneAt[lane] >= 0 ? doneAt[lane] : iterations;
    }
}
