package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// The damped iteration, plain or with momentum. As \(\Phi\) is linear, \(\Phi\) of the extrapolated point is
/// extrapolated too: one product an iteration, and the residual at the iterate itself is free.
final class ProximalIteration extends Iteration {
    private final boolean accelerated;
    private final double mostMomentum;
    private final double[] t;
    private final double[] momentum;

    ProximalIteration(Bundle bundle, MeanFieldSolver solver, double a) {
        super(bundle, solver, a);
        accelerated = solver.method() == Method.FISTA;
        double root = Math.sqrt(a * bundle.machine.modulus());
        mostMomentum = (1 - root) / (1 + root);
        t = new double[bundle.width];
        momentum = new double[bundle.width];
        Arrays.fill(t, 1);
    }

    @Override
    void run() {
        double[] q = bundle.q, phi = bundle.phi;
        double[] previous = q.clone(), previousPhi = new double[q.length];
        double[] target = new double[q.length], next = new double[q.length];
        var operator = new LaneProximal(a, bundle.width);
        for (int iteration = 0; ; iteration++) {
            bundle.apply(q, phi);
            if (due(iteration) && measured(iteration) || iteration >= solver.maxIterations()) return;
            if (iteration == 0) System.arraycopy(phi, 0, previousPhi, 0, phi.length);
            target(q, phi, previous, previousPhi, target);
            bundle.proximal(operator, target, next);
            if (accelerated) accelerate(q, previous, next);
            boolean done = changed(iteration + 1, q, next);
            System.arraycopy(q, 0, previous, 0, q.length);
            System.arraycopy(phi, 0, previousPhi, 0, q.length);
            System.arraycopy(next, 0, q, 0, q.length);
            if (done) {
                measureEnd(iteration + 1);
                return;
            }
        }
    }

    /// \((1-a) y + a (\Phi y + b)\) at \(y = q + \beta (q - q_{previous})\).
    private void target(double[] q, double[] phi, double[] previous, double[] previousPhi, double[] target) {
        int width = bundle.width;
        double[] bias = bundle.machine.rawBias();
        for (int c = 0; c < bias.length; c++) {
            double b = a * bias[c];
            for (int l = 0; l < width; l++) {
                int e = c * width + l;
                double y = Math.fma(momentum[l], q[e] - previous[e], q[e]);
                double field = Math.fma(momentum[l], phi[e] - previousPhi[e], phi[e]);
                target[e] = (1 - a) * y + Math.fma(a, field, b);
            }
        }
    }

    /// The next momentum of each lane; none where the step that was made points back against the last one.
    private void accelerate(double[] q, double[] previous, double[] next) {
        int width = bundle.width;
        var uphill = new double[width];
        for (int e = 0; e < q.length; e += width)
            for (int l = 0; l < width; l++) {
                double y = Math.fma(momentum[l], q[e + l] - previous[e + l], q[e + l]);
                uphill[l] = Math.fma(y - next[e + l], next[e + l] - q[e + l], uphill[l]);
            }
        for (int l = 0; l < width; l++) {
            if (uphill[l] > 0) t[l] = 1;
            double following = (1 + Math.sqrt(1 + 4 * t[l] * t[l])) / 2;
            momentum[l] = uphill[l] > 0 ? 0 : Math.min(mostMomentum, (t[l] - 1) / following);
            t[l] = following;
        }
    }
}
