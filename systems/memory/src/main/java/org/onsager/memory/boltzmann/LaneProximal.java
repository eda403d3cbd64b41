package org.onsager.memory.boltzmann;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.Elementary;
import org.onsager.numerics.vector.VectorSupport;

/// [Proximal] on bundles: one variable of `width` problems at once, state \(j\) of problem \(l\) at
/// `at + j * width + l`. Allocates only at its first use of a number of states. Not for sharing between threads.
final class LaneProximal {
    static final double TOLERANCE = 1e-13;
    private static final int MOST_ITERATIONS = 40;

    private final int width;
    private final double tolerance;
    private double a;
    private double[][] logs = new double[0][];
    private double[][] states = new double[0][];
    private double[] inverses = {};
    private double[] residuals = {};
    private final double[] nu;
    private final double[] sum;
    private final double[] slope;
    private final double[] remainder;
    private final double[] shift;
    private final double[] scale;

    LaneProximal(double a, int width) {
        this(a, width, TOLERANCE);
    }

    /// @param tolerance  of \(|1 - \sum z|\) and of the equations, for entries of order one
    LaneProximal(double a, int width, double tolerance) {
        Proximal.checkStep(a);
        this.a = a;
        this.width = width;
        this.tolerance = tolerance;
        nu = new double[width];
        sum = new double[width];
        slope = new double[width];
        remainder = new double[width];
        shift = new double[width];
        scale = new double[width];
    }

    double step() {
        return a;
    }

    void step(double next) {
        Proximal.checkStep(next);
        a = next;
    }

    /// \(z = P_a(y)\) for a variable of `k` states.
    ///
    /// @param y  at `from`
    /// @param z  at `to`, overwritten
    void apply(int k, double[] y, int from, double[] z, int to) {
        if (k == 1) Arrays.fill(z, to, to + width, 1);
        else if (a == 1) softmax(k, y, from, z, to);
        else {
            scratch(k);
            maxima(k, y, from, shift);
            tolerances();
            start(k, y, from, logs[k]);
            newton(k, y, from, z, to);
        }
    }

    /// As [#apply], started from where the last call for this variable ended.
    ///
    /// @param memory  \(\ln z\) of the last call at `from`, overwritten
    /// @param multipliers  \(\nu\) of the last call at `at`, overwritten
    /// @param cold  whether there was none
    void apply(
            int k,
            double[] y,
            int from,
            double[] z,
            int to,
            double[] memory,
            double[] multipliers,
            int at,
            boolean cold) {
        if (k == 1 || a == 1) {
            apply(k, y, from, z, to);
            return;
        }
        scratch(k);
        double[] u = logs[k];
        maxima(k, y, from, shift);
        tolerances();
        if (cold) start(k, y, from, u);
        else {
            System.arraycopy(memory, from, u, 0, k * width);
            System.arraycopy(multipliers, at, nu, 0, width);
        }
        newton(k, y, from, z, to);
        System.arraycopy(u, 0, memory, from, k * width);
        System.arraycopy(nu, 0, multipliers, at, width);
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
        if (inverses.length < k * width) {
            inverses = new double[k * width];
            residuals = new double[k * width];
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
        double[] u = logs[k], e = states[k];
        for (int iteration = 0; ; iteration++) {
            Elementary.exp(u, e);
            boolean settled = sums(k, y, from, u, e);
            if (settled) {
                System.arraycopy(e, 0, z, to, k * width);
                return;
            }
            if (iteration == MOST_ITERATIONS) break;
            update(k, u);
        }
        finish(k, y, from, z, to);
    }

    private void tolerances() {
        for (int l = 0; l < width; l++) scale[l] = tolerance * Math.max(1, 0.01 * Math.abs(shift[l]));
    }

    private void start(int k, double[] y, int from, double[] u) {
        for (int l = 0; l < width; l++) nu[l] = 1 - shift[l];
        double inverse = 1 / a;
        for (int j = 0; j < k; j++)
            for (int l = 0; l < width; l++) {
                double t = y[from + j * width + l] + nu[l];
                u[j * width + l] = Math.max(Proximal.LOWEST, Math.min(t * inverse - 1, t - 1));
            }
    }

    /// The residuals of all equations at \((u, \nu)\): per lane \(\sum z\), \(\sum w\), \(\sum w r\),
    /// \(\sum |w r|\) with \(r_j = y_j + \nu - a - h(u_j)\), \(w = z/h'\); and \(1/h'\) and \(r\) themselves for
    /// the update.
    ///
    /// @return whether every lane has met the tolerance
    private boolean sums(int k, double[] y, int from, double[] u, double[] e) {
        if (VectorSupport.ENABLED && width > 1) Vectors.sums(this, k, y, from, u, e);
        else
            for (int l = 0; l < width; l++) {
                double total = 0, totalSlope = 0, rest = 0, size = 0;
                for (int j = 0; j < k; j++) {
                    int at = j * width + l;
                    double bend = e[at] * (1 - a), inverse = 1 / (bend + a), weight = e[at] * inverse;
                    double r = (y[from + at] + (nu[l] - a)) - (u[at] * a + bend);
                    inverses[at] = inverse;
                    residuals[at] = r;
                    total += e[at];
                    totalSlope += weight;
                    rest += weight * r;
                    size += Math.abs(weight * r);
                }
                sum[l] = total;
                slope[l] = totalSlope;
                remainder[l] = rest;
                shift[l] = size;
            }
        boolean settled = true;
        for (int l = 0; l < width; l++) settled &= Math.abs(1 - sum[l]) + shift[l] <= scale[l];
        return settled;
    }

    private void update(int k, double[] u) {
        for (int l = 0; l < width; l++) shift[l] = (1 - sum[l] - remainder[l]) / slope[l];
        if (VectorSupport.ENABLED && width > 1) Vectors.update(this, k, u);
        else
            for (int l = 0; l < width; l++)
                for (int j = 0; j < k; j++) {
                    int at = j * width + l;
                    double next = u[at] + (residuals[at] + shift[l]) * inverses[at];
                    u[at] = Math.max(Proximal.LOWEST, Math.min(0, next));
                }
        for (int l = 0; l < width; l++) nu[l] += shift[l];
    }

    /// The loops by the Vector API, with the same bits; apart from the rest, so that the rest works where it is
    /// missing.
    private static final class Vectors {
        private static final VectorSpecies<Double> SPECIES =
                DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

        static void sums(LaneProximal p, int k, double[] y, int from, double[] u, double[] e) {
            double a = p.a;
            for (int l = 0; l < p.width; l += SPECIES.length()) {
                var offset = DoubleVector.fromArray(SPECIES, p.nu, l).sub(a);
                var total = DoubleVector.zero(SPECIES);
                DoubleVector totalSlope = total, rest = total, size = total;
                for (int j = 0; j < k; j++) {
                    int at = j * p.width + l;
                    var state = DoubleVector.fromArray(SPECIES, e, at);
                    var bend = state.mul(1 - a);
                    var inverse = DoubleVector.broadcast(SPECIES, 1).div(bend.add(a));
                    var weight = state.mul(inverse);
                    var r = DoubleVector.fromArray(SPECIES, y, from + at)
                            .add(offset)
                            .sub(DoubleVector.fromArray(SPECIES, u, at).mul(a).add(bend));
                    inverse.intoArray(p.inverses, at);
                    r.intoArray(p.residuals, at);
                    total = total.add(state);
                    totalSlope = totalSlope.add(weight);
                    var part = weight.mul(r);
                    rest = rest.add(part);
                    size = size.add(part.abs());
                }
                total.intoArray(p.sum, l);
                totalSlope.intoArray(p.slope, l);
                rest.intoArray(p.remainder, l);
                size.intoArray(p.shift, l);
            }
        }

        static void update(LaneProximal p, int k, double[] u) {
            for (int l = 0; l < p.width; l += SPECIES.length()) {
                var shift = DoubleVector.fromArray(SPECIES, p.shift, l);
                for (int j = 0; j < k; j++) {
                    int at = j * p.width + l;
                    var next = DoubleVector.fromArray(SPECIES, u, at)
                            .add(DoubleVector.fromArray(SPECIES, p.residuals, at)
                                    .add(shift)
                                    .mul(DoubleVector.fromArray(SPECIES, p.inverses, at)));
                    next.min(0.0).max(Proximal.LOWEST).intoArray(u, at);
                }
            }
        }
    }

    /// Lanes on which Newton's iteration did not settle, by the bracketed search.
    private void finish(int k, double[] y, int from, double[] z, int to) {
        double[] e = states[k];
        var u = new double[k];
        for (int l = 0; l < width; l++) {
            if (Math.abs(1 - sum[l]) + shift[l] <= scale[l])
                for (int j = 0; j < k; j++) z[to + j * width + l] = e[j * width + l];
            else {
                nu[l] = Proximal.bracketed(y, from + l, width, k, a, u);
                for (int j = 0; j < k; j++) {
                    logs[k][j * width + l] = u[j];
                    z[to + j * width + l] = Elementary.exp(u[j]);
                }
            }
        }
    }
}
