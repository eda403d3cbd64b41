package org.onsager.memory.boltzmann;

import org.onsager.numerics.vector.VectorKernels;

/// Anderson's acceleration of the damped map \(G\) on each lane by itself: \(q = \sum_k \alpha_k G(x_k)\) over
/// the last iterates, \(\alpha\) minimising \(\|\sum_k \alpha_k (G(x_k) - x_k)\|^2\) under \(\sum_k \alpha_k
/// = 1\) with Tikhonov's term relative to the Gram matrix's trace (see [Acceleration]). A lane whose residual
/// grows fourfold over its best, or whose system is singular, drops its history and steps plainly from its best
/// iterate. Every point that is measured is an image of \(G\), hence in the simplices.
final class AndersonIteration extends Iteration {
    private static final double GROWTH = 4;

    private final int memory;
    private final double tikhonov;
    private final double[][] images;
    private final double[][] residuals;
    private final int[] held;
    private final double[] best;
    private final double[] bestImage;

    AndersonIteration(Bundle bundle, MeanFieldSolver solver, double a) {
        super(bundle, solver, a);
        memory = solver.acceleration().memory();
        tikhonov = solver.acceleration().tikhonov();
        images = new double[memory][];
        residuals = new double[memory][];
        for (int k = 0; k < memory; k++) {
            images[k] = new double[bundle.q.length];
            residuals[k] = new double[bundle.q.length];
        }
        held = new int[bundle.width];
        best = new double[bundle.width];
        java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
        bestImage = bundle.q.clone();
    }

    @Override
    void run() {
        double[] x = bundle.q.clone(), target = new double[x.length], image = new double[x.length];
        var operator = bundle.operator(a);
        double[] bias = bundle.machine.rawBias();
        for (int iteration = 0; iteration < solver.maxIterations(); iteration++) {
            bundle.apply(x, bundle.phi);
            for (int e = 0; e < x.length; e++)
                target[e] = (1 - a) * x[e] + a * (bundle.phi[e] + bias[e / bundle.width]);
            bundle.proximal(operator, target, image);
            boolean done = changed(iteration + 1, x, image);
            System.arraycopy(image, 0, bundle.q, 0, x.length);
            if (due(iteration + 1)) {
                bundle.apply(bundle.q, bundle.phi);
                done |= measured(iteration + 1);
            }
            if (done) {
                if (!due(iteration + 1)) measureEnd(iteration + 1);
                return;
            }
            for (int l = 0; l < bundle.width; l++) advance(x, image, iteration % memory, l);
        }
    }

    private void advance(double[] x, double[] image, int slot, int l) {
        int width = bundle.width;
        double norm = 0;
        for (int e = l; e < x.length; e += width) {
            double r = image[e] - x[e];
            images[slot][e] = image[e];
            residuals[slot][e] = r;
            norm += r * r;
        }
        if (norm > GROWTH * GROWTH * best[l]) {
            held[l] = 0;
            for (int e = l; e < x.length; e += width) x[e] = bestImage[e];
            return;
        }
        if (norm < best[l]) {
            best[l] = norm;
            for (int e = l; e < x.length; e += width) bestImage[e] = image[e];
        }
        held[l] = Math.min(memory, held[l] + 1);
        double[] alpha = weights(slot, l);
        for (int e = l; e < x.length; e += width) {
            double sum = 0;
            for (int k = 0; k < alpha.length; k++) sum = Math.fma(alpha[k], images[slot(slot, k)][e], sum);
            x[e] = sum;
        }
    }

    private int slot(int newest, int age) {
        return Math.floorMod(newest - age, memory);
    }

    /// \(\alpha\) by age; the newest image alone where the system is singular.
    private double[] weights(int newest, int l) {
        int count = held[l], width = bundle.width;
        var gram = new double[count][count];
        double trace = 0;
        for (int i = 0; i < count; i++)
            for (int j = 0; j <= i; j++) {
                double[] r = residuals[slot(newest, i)], s = residuals[slot(newest, j)];
                double sum = 0;
                if (width == 1) sum = VectorKernels.dot(r, s);
                else for (int e = l; e < r.length; e += width) sum = Math.fma(r[e], s[e], sum);
                gram[i][j] = gram[j][i] = sum;
                if (i == j) trace += sum;
            }
        for (int i = 0; i < count; i++) gram[i][i] += tikhonov * trace / count;
        double[] alpha = SmallSystem.solveOnes(gram);
        double sum = 0;
        for (double each : alpha) sum += each;
        if (!(Math.abs(sum) > 1e-300) || !Double.isFinite(sum)) {
            alpha = new double[count];
            alpha[0] = 1;
            return alpha;
        }
        for (int i = 0; i < count; i++) alpha[i] /= sum;
        return alpha;
    }
}
