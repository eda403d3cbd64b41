package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.vector.Elementary;

/// [Proximal] on bundles: one variable of `width` problems at once, state \(j\) of problem \(l\) at
/// `at + j * width + l`. Allocates only at its first use of a number of states. Not for sharing between threads.
final class LaneProximal {
    private static final double TOLERANCE = 1e-12;
    private static final int MOST_ITERATIONS = 40;

    private final double a;
    private final int width;
    private double[][] logs = new double[0][];
    private double[][] states = new double[0][];
    private final double[] nu;
    private final double[] sum;
    private final double[] slope;
    private final double[] remainder;
    private final double[] shift;
    private final double[] scale;

    LaneProximal(double a, int width) {
        Proximal.checkStep(a);
        this.a = a;
        this.width = width;
        nu = new double[width];
        sum = new double[width];
        slope = new double[width];
        remainder = new double[width];
        shift = new double[width];
        scale = new double[width];
    }

    /// \(z = P_a(y)\) for a variable of `k` states.
    ///
    /// @param y  at `from`
    /// @param z  at `to`, overwritten
    void apply(int k, double[] y, int from, double[] z, int to) {
        if (k == 1) Arrays.fill(z, to, to + width, 1);
        else if (a == 1) softmax(k, y, from, z, to);
        else newton(k, y, from, z, to);
    }

    private void scratch(int k) {
        if (k >= logs.length) {
            logs = Arrays.copyOf(logs, k + 1);
            states = Arrays.copyOf(states, k + 1);
        }
        if (logs[k] == null) {
            logs[k] = new double[k * width];
            states[k] = new double[k * width];
        }
    }

    private void maxima(int k, double[] y, int from, double[] max) {
        System.arraycopy(y, from, max, 0, width);
        for (int j = 1; j < k; j++) for (int l = 0; l < width; l++) max[l] = Math.max(max[l], y[from + j * width + l]);
    }

    /// \(z = \mathrm{softmax}(y)\).
    void softmax(int k, double[] y, int from, double[] z, int to) {
        scratch(k);
        double[] e = states[k];
        maxima(k, y, from, shift);
        for (int j = 0; j < k; j++)
            for (int l = 0; l < width; l++) e[j * width + l] = y[from + j * width + l] - shift[l];
        Elementary.exp(e, e);
        Arrays.fill(sum, 0);
        for (int j = 0; j < k; j++) for (int l = 0; l < width; l++) sum[l] += e[j * width + l];
        for (int j = 0; j < k; j++) for (int l = 0; l < width; l++) z[to + j * width + l] = e[j * width + l] / sum[l];
    }

    private void newton(int k, double[] y, int from, double[] z, int to) {
        scratch(k);
        double[] u = logs[k], e = states[k];
        start(k, y, from, u);
        for (int iteration = 0; ; iteration++) {
            Elementary.exp(u, e);
            boolean settled = sums(k, y, from, u, e);
            if (settled) {
                System.arraycopy(e, 0, z, to, k * width);
                return;
            }
            if (iteration == MOST_ITERATIONS) break;
            update(k, y, from, u, e);
        }
        finish(k, y, from, z, to);
    }

    private void start(int k, double[] y, int from, double[] u) {
        maxima(k, y, from, shift);
        for (int l = 0; l < width; l++) {
            nu[l] = 1 - shift[l];
            scale[l] = TOLERANCE * Math.max(1, 0.01 * Math.abs(shift[l]));
        }
        double inverse = 1 / a;
        for (int j = 0; j < k; j++)
            for (int l = 0; l < width; l++) {
                double t = y[from + j * width + l] + nu[l];
                u[j * width + l] = Math.max(Proximal.LOWEST, Math.min(t * inverse - 1, t - 1));
            }
    }

    /// The residuals of all equations at \((u, \nu)\): per lane \(\sum z\), \(\sum w\), \(\sum w r\) with
    /// \(r_j = y_j + \nu - a - h(u_j)\).
    ///
    /// @return whether every lane has met the tolerance
    private boolean sums(int k, double[] y, int from, double[] u, double[] e) {
        Arrays.fill(sum, 0);
        Arrays.fill(slope, 0);
        Arrays.fill(remainder, 0);
        Arrays.fill(shift, 0);
        for (int j = 0; j < k; j++)
            for (int l = 0; l < width; l++) {
                double state = e[j * width + l];
                double bend = (1 - a) * state;
                double weight = state / (a + bend);
                double r = y[from + j * width + l] + nu[l] - a - (a * u[j * width + l] + bend);
                sum[l] += state;
                slope[l] += weight;
                remainder[l] += weight * r;
                shift[l] += Math.abs(weight * r);
            }
        boolean settled = true;
        for (int l = 0; l < width; l++) settled &= Math.abs(1 - sum[l]) + shift[l] <= scale[l];
        return settled;
    }

    private void update(int k, double[] y, int from, double[] u, double[] e) {
        for (int l = 0; l < width; l++) shift[l] = (1 - sum[l] - remainder[l]) / slope[l];
        for (int j = 0; j < k; j++)
            for (int l = 0; l < width; l++) {
                double bend = (1 - a) * e[j * width + l];
                double at = u[j * width + l];
                double r = y[from + j * width + l] + nu[l] - a - (a * at + bend);
                double next = at + (r + shift[l]) / (a + bend);
                u[j * width + l] = Math.max(Proximal.LOWEST, Math.min(0, next));
            }
        for (int l = 0; l < width; l++) nu[l] += shift[l];
    }

    /// Lanes on which Newton's iteration did not settle, by the bracketed search.
    private void finish(int k, double[] y, int from, double[] z, int to) {
        double[] e = states[k];
        var u = new double[k];
        for (int l = 0; l < width; l++) {
            if (Math.abs(1 - sum[l]) + shift[l] <= scale[l])
                for (int j = 0; j < k; j++) z[to + j * width + l] = e[j * width + l];
            else {
                Proximal.bracketed(y, from + l, width, k, a, u);
                for (int j = 0; j < k; j++) z[to + j * width + l] = Elementary.exp(u[j]);
            }
        }
    }
}
