package org.onsager.memory.boltzmann;

import org.onsager.numerics.vector.Elementary;

/// Sequential softmax updates, each lane by itself.
final class BlockIteration extends Iteration {
    private final double[] field;
    private final double[] delta;

    BlockIteration(Bundle bundle, MeanFieldSolver solver) {
        super(bundle, solver, Double.NaN);
        field = new double[bundle.variables.mostStates()];
        delta = new double[field.length];
    }

    @Override
    void run() {
        int width = bundle.width;
        var fields = new Couplings.Fields[width];
        for (int l = 0; l < width; l++) fields[l] = bundle.machine.couplings().fields(bundle.lane(bundle.q, l));
        var before = bundle.q.clone();
        for (int sweep = 0; ; sweep++) {
            if (due(sweep)) {
                bundle.apply(bundle.q, bundle.phi);
                if (measured(sweep)) return;
            }
            if (sweep >= solver.maxIterations()) return;
            System.arraycopy(bundle.q, 0, before, 0, before.length);
            for (int l = 0; l < width; l++) sweep(fields[l], l);
            if (changed(sweep + 1, before, bundle.q)) {
                measureEnd(sweep + 1);
                return;
            }
        }
    }

    private void sweep(Couplings.Fields fields, int l) {
        var variables = bundle.variables;
        double[] bias = bundle.machine.rawBias();
        for (int i = 0; i < variables.count(); i++) {
            if (bundle.clamped[i * bundle.width + l]) continue;
            int base = variables.offset(i), k = variables.states(i);
            fields.get(i, field);
            for (int s = 0; s < k; s++) field[s] += bias[base + s];
            softmax(field, k);
            for (int s = 0; s < k; s++) {
                int e = (base + s) * bundle.width + l;
                delta[s] = field[s] - bundle.q[e];
                bundle.q[e] = field[s];
            }
            fields.change(i, delta);
        }
    }

    /// In place on the first `k` entries.
    static void softmax(double[] x, int k) {
        double top = x[0], sum = 0;
        for (int s = 1; s < k; s++) top = Math.max(top, x[s]);
        for (int s = 0; s < k; s++) sum += x[s] = Elementary.exp(x[s] - top);
        for (int s = 0; s < k; s++) x[s] /= sum;
    }
}
