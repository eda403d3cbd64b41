package org.onsager.memory.boltzmann;

/// [Method#PEACEMAN_RACHFORD]. The evidence belongs to the implicit step of \(f\), which sets clamped blocks to
/// it, so that one resolvent of the whole machine serves all masks.
final class SplittingIteration extends Iteration {
    private final Resolvent resolvent;

    SplittingIteration(Bundle bundle, MeanFieldSolver solver, double a) {
        super(bundle, solver, a);
        resolvent = bundle.machine.resolvent(a);
    }

    @Override
    void run() {
        double[] q = bundle.q, u = q.clone(), z = q.clone(), next = new double[q.length];
        double[] right = new double[q.length], reflected = new double[q.length], bias = bundle.machine.rawBias();
        double rho = solver.acceleration().relaxation();
        var worker = resolvent.worker(bundle);
        var operator = bundle.operator(a);
        for (int iteration = 0; ; iteration++) {
            if (due(iteration)) {
                bundle.apply(q, bundle.phi);
                if (measured(iteration)) return;
            }
            if (iteration >= solver.maxIterations()) return;
            for (int e = 0; e < q.length; e++) right[e] = Math.fma(a, bias[e / bundle.width], u[e]);
            worker.solve(right, z);
            for (int e = 0; e < q.length; e++) reflected[e] = 2 * z[e] - u[e];
            bundle.proximal(operator, reflected, next);
            for (int e = 0; e < q.length; e++) u[e] = Math.fma(rho, next[e] - z[e], u[e]);
            worker.gap(z, next);
            boolean done = changed(iteration + 1, q, next);
            System.arraycopy(next, 0, q, 0, q.length);
            if (done) {
                measureEnd(iteration + 1);
                return;
            }
        }
    }
}
