package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// The damped iteration, plain or with momentum. As \(\Phi\) is linear, \(\Phi\) of the extrapolated point is
/// extrapolated too: one product an iteration, and the residual at the iterate itself is free.
///
/// With momentum the step grows from iteration to iteration. Where the curvature \(\|d\|^2 - d^\mathsf T\Phi d\)
/// along the step \(d\) of a lane is above \(\|d\|^2/a\), the step is taken back with a shorter \(a\), at the
/// least the solver's, which is accepted as it stands (Beck and Teboulle's search with growing steps). The
/// momentum is at most \((1-\sqrt p)/(1+\sqrt p)\), \(p = a(1+\mu)/(1+a)\): the smooth part is \(\mu\)-strongly
/// convex, and \(f\) is 1-strongly convex on the simplex, as the softmax Jacobian is at most \(I/2\) and \(\sum z
/// \ln z\) curves by at least 2 along it.
///
/// Source: A. Beck and M. Teboulle, SIAM J. Imaging Sci. 2 (2009) 183; K. Scheinberg, D. Goldfarb and X. Bai,
/// Found. Comput. Math. 14 (2014) 389; A. Chambolle and T. Pock, Acta Numerica 25 (2016) 161, algorithm 5.
final class ProximalIteration extends Iteration {
    private final boolean accelerated;
    private final Acceleration settings;
    private final LaneProximal operator;
    private final double[] t;
    private final double[] momentum;
    private final double[] previous;
    private final double[] previousPhi;
    private final double[] next;
    private final double[] nextPhi;
    private double[] energy = {};

    ProximalIteration(Bundle bundle, MeanFieldSolver solver, double a) {
        super(bundle, solver, a);
        accelerated = solver.method() == Method.FISTA;
        settings = solver.acceleration();
        operator = bundle.operator(a);
        t = new double[bundle.width];
        momentum = new double[bundle.width];
        Arrays.fill(t, 1);
        previous = bundle.q.clone();
        previousPhi = new double[previous.length];
        next = new double[previous.length];
        nextPhi = new double[previous.length];
    }

    @Override
    void run() {
        double[] q = bundle.q, phi = bundle.phi;
        bundle.apply(q, phi);
        System.arraycopy(phi, 0, previousPhi, 0, phi.length);
        var target = new double[q.length];
        double least = a, last = a;
        for (int iteration = 0; ; iteration++) {
            if (due(iteration) && measured(iteration) || iteration >= solver.maxIterations()) return;
            do {
                target(q, phi, target);
                bundle.proximal(operator, target, next);
                bundle.apply(next, nextPhi);
            } while (accelerated && a > least && shortened(q, phi, least));
            if (accelerated) accelerate(q, last / a);
            last = a;
            boolean done = changed(iteration + 1, q, next);
            System.arraycopy(q, 0, previous, 0, q.length);
            System.arraycopy(phi, 0, previousPhi, 0, q.length);
            System.arraycopy(next, 0, q, 0, q.length);
            System.arraycopy(nextPhi, 0, phi, 0, q.length);
            if (done) {
                measureEnd(iteration + 1);
                return;
            }
            if (accelerated) stepTo(Math.min(1, settings.growth() * a));
        }
    }

    private void stepTo(double next) {
        a = next;
        operator.step(next);
    }

    /// \((1-a) y + a (\Phi y + b)\) at \(y = q + \beta (q - q_{previous})\).
    private void target(double[] q, double[] phi, double[] target) {
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

    /// Whether the step was too long for the curvature that a lane at work met; if so, it is shorter now.
    private boolean shortened(double[] q, double[] phi, double least) {
        int width = bundle.width;
        double[] curvature = new double[width], size = new double[width];
        for (int e = 0; e < q.length; e += width)
            for (int l = 0; l < width; l++) {
                int at = e + l;
                double d = next[at] - Math.fma(momentum[l], q[at] - previous[at], q[at]);
                double field = nextPhi[at] - Math.fma(momentum[l], phi[at] - previousPhi[at], phi[at]);
                curvature[l] = Math.fma(d, d - field, curvature[l]);
                size[l] = Math.fma(d, d, size[l]);
            }
        double worst = 0;
        for (int l = 0; l < width; l++)
            if (!converged(l) && size[l] > 0) worst = Math.max(worst, curvature[l] / size[l]);
        if (!(worst * a > 1)) return false;
        stepTo(Math.max(least, Math.min(1 / worst, a / settings.growth())));
        return true;
    }

    /// The next momentum of each lane, none where it restarts.
    ///
    /// @param ratio  the last step over this one
    private void accelerate(double[] q, double ratio) {
        int width = bundle.width;
        boolean[] restart = settings.restart() == Restart.FUNCTION ? rises() : uphill(q);
        double root = Math.sqrt(a * (1 + bundle.machine.modulus()) / (1 + a)), most = (1 - root) / (1 + root);
        for (int l = 0; l < width; l++) {
            boolean anew = restart[l] && settings.restart() != Restart.NONE;
            if (anew) t[l] = 1;
            double following = (1 + Math.sqrt(1 + 4 * ratio * t[l] * t[l])) / 2;
            momentum[l] = anew ? 0 : Math.max(0, Math.min(most, (t[l] - 1) / following));
            t[l] = following;
        }
    }

    private boolean[] uphill(double[] q) {
        int width = bundle.width;
        var product = new double[width];
        for (int e = 0; e < q.length; e += width)
            for (int l = 0; l < width; l++) {
                double y = Math.fma(momentum[l], q[e + l] - previous[e + l], q[e + l]);
                product[l] = Math.fma(y - next[e + l], next[e + l] - q[e + l], product[l]);
            }
        var uphill = new boolean[width];
        for (int l = 0; l < width; l++) uphill[l] = product[l] > 0;
        return uphill;
    }

    private boolean[] rises() {
        double[] now = bundle.freeEnergies(next, nextPhi);
        var rises = new boolean[now.length];
        for (int l = 0; l < now.length; l++) rises[l] = energy.length > 0 && now[l] > energy[l];
        energy = now;
        return rises;
    }
}
