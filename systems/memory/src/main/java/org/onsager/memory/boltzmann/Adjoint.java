package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.memory.boltzmann.ImplicitGradient.AdjointMethod;

/// Solves the adjoint equation of [ImplicitGradient] on a bundle at its fixed point.
final class Adjoint {
    private final ImplicitGradient settings;
    private final Bundle bundle;
    private final int width;
    private int iterations;
    private boolean converged = true;

    Adjoint(ImplicitGradient settings, Bundle bundle) {
        this.settings = settings;
        this.bundle = bundle;
        width = bundle.width;
    }

    int iterations() {
        return iterations;
    }

    boolean converged() {
        return converged;
    }

    /// @param byMarginals  overwritten
    /// @param byLogits  overwritten by the result \(w\)
    double[] solve(double[] byMarginals, double[] byLogits) {
        bundle.clearClamped(byLogits);
        bundle.clearClamped(byMarginals);
        var right = new double[byLogits.length];
        bundle.applyTransposed(byLogits, right);
        for (int e = 0; e < right.length; e++) right[e] += byMarginals[e];
        double[] addition = settings.method() == AdjointMethod.CONJUGATE_GRADIENT
                        && bundle.machine.couplings().symmetric()
                ? conjugateGradient(right)
                : damped(right);
        for (int e = 0; e < right.length; e++) byLogits[e] += addition[e];
        return byLogits;
    }

    /// \(Jx\) with \((I - \Phi J)x = r\), by conjugate gradients in \(\langle x, Jy\rangle\), each lane with its
    /// own steps.
    private double[] conjugateGradient(double[] r) {
        int size = r.length;
        double[] sum = new double[size], jr = new double[size], jp = new double[size], image = new double[size];
        jacobian(1, r, jr);
        double[] p = r.clone();
        System.arraycopy(jr, 0, jp, 0, size);
        double[] rho = dot(r, jr), target = rho.clone();
        for (int l = 0; l < width; l++) target[l] *= settings.tolerance() * settings.tolerance();
        for (iterations = 0; !within(rho, target); iterations++) {
            if (iterations == settings.maxIterations()) {
                converged = false;
                break;
            }
            bundle.apply(jp, image);
            for (int e = 0; e < size; e++) image[e] = p[e] - image[e];
            double[] curvature = dot(jp, image), step = new double[width];
            for (int l = 0; l < width; l++) step[l] = curvature[l] > 0 ? rho[l] / curvature[l] : 0;
            for (int e = 0; e < size; e += width)
                for (int l = 0; l < width; l++) {
                    sum[e + l] = Math.fma(step[l], jp[e + l], sum[e + l]);
                    r[e + l] = Math.fma(-step[l], image[e + l], r[e + l]);
                }
            jacobian(1, r, jr);
            double[] next = dot(r, jr), beta = new double[width];
            for (int l = 0; l < width; l++) beta[l] = rho[l] > 0 ? next[l] / rho[l] : 0;
            for (int e = 0; e < size; e += width)
                for (int l = 0; l < width; l++) {
                    p[e + l] = Math.fma(beta[l], p[e + l], r[e + l]);
                    jp[e + l] = Math.fma(beta[l], jp[e + l], jr[e + l]);
                }
            rho = next;
        }
        return sum;
    }

    /// \(a J_a v\) with \(v = ((1-a)I + a\Phi^\mathsf T) J_a v + r\).
    private double[] damped(double[] r) {
        double a = bundle.machine.defaultStep();
        int size = r.length;
        double[] v = r.clone(), jv = new double[size], image = new double[size];
        double[] scale = dot(r, r);
        for (iterations = 0; ; iterations++) {
            jacobian(a, v, jv);
            bundle.applyTransposed(jv, image);
            var change = new double[width];
            for (int e = 0; e < size; e += width)
                for (int l = 0; l < width; l++) {
                    double next = (1 - a) * jv[e + l] + a * image[e + l] + r[e + l];
                    change[l] += (next - v[e + l]) * (next - v[e + l]);
                    v[e + l] = next;
                }
            for (int l = 0; l < width; l++) change[l] /= settings.tolerance() * settings.tolerance();
            if (within(change, scale)) break;
            if (iterations == settings.maxIterations()) {
                converged = false;
                break;
            }
        }
        jacobian(a, v, jv);
        for (int e = 0; e < size; e++) jv[e] *= a;
        return jv;
    }

    static boolean within(double[] values, double[] targets) {
        for (int l = 0; l < values.length; l++) if (!(values[l] <= targets[l])) return false;
        return true;
    }

    private double[] dot(double[] x, double[] y) {
        return dot(x, y, width);
    }

    /// The inner product of each lane.
    static double[] dot(double[] x, double[] y, int width) {
        var sums = new double[width];
        for (int e = 0; e < x.length; e += width)
            for (int l = 0; l < width; l++) sums[l] = Math.fma(x[e + l], y[e + l], sums[l]);
        return sums;
    }

    /// \(J_a x\) at the bundle's `q`, zero in clamped blocks.
    private void jacobian(double a, double[] x, double[] out) {
        var variables = bundle.variables;
        double[] q = bundle.q, total = new double[width], mean = new double[width];
        for (int i = 0; i < variables.count(); i++) {
            int from = variables.offset(i) * width, to = variables.offset(i + 1) * width;
            Arrays.fill(total, 0);
            Arrays.fill(mean, 0);
            for (int e = from; e < to; e += width)
                for (int l = 0; l < width; l++) {
                    double w = a == 1 ? q[e + l] : q[e + l] / (a + (1 - a) * q[e + l]);
                    out[e + l] = w;
                    total[l] += w;
                    mean[l] = Math.fma(w, x[e + l], mean[l]);
                }
            for (int l = 0; l < width; l++) mean[l] /= total[l];
            for (int e = from; e < to; e += width) for (int l = 0; l < width; l++) out[e + l] *= x[e + l] - mean[l];
        }
        bundle.clearClamped(out);
    }
}
