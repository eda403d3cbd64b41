package org.onsager.transport;

/// A time-dependent vector field \(f : R \times R^d \to R^d\), evaluated at many points at once: a velocity, a
/// score, a denoiser, closed or learned.
///
/// Implementations leave the points alone and give the same bits on any number of threads.
public interface VectorField {

    /// \(d\).
    int dimension();

    /// Writes \(f(t, x_i)\).
    ///
    /// @param x  points row by row, at least `count * dimension()` numbers
    /// @param out  as long
    void at(double t, double[] x, int count, double[] out);

    /// Writes \(f(t, x_i)\) and its divergence \(\sum_k \partial_k f_k(t, x_i)\); fields without a closed form
    /// take central differences of step \(10^{-5}\max(1, |x_k|)\), \(2d\) evaluations and an error of about
    /// \(10^{-9}\).
    ///
    /// @param divergence  at least `count` long
    default void divergence(double t, double[] x, int count, double[] out, double[] divergence) {
        int d = dimension();
        at(t, x, count, out);
        java.util.Arrays.fill(divergence, 0, count, 0);
        var moved = java.util.Arrays.copyOf(x, count * d);
        var up = new double[count * d];
        var down = new double[count * d];
        for (int k = 0; k < d; k++) {
            move(x, count, k, 1, moved);
            at(t, moved, count, up);
            move(x, count, k, -1, moved);
            at(t, moved, count, down);
            for (int i = 0; i < count; i++) {
                int at = i * d + k;
                divergence[i] += (up[at] - down[at]) / (2 * step(x[at]));
                moved[at] = x[at];
            }
        }
    }

    /// Writes \(f(t, x_i)\) and Hutchinson's estimate \(\frac1p\sum_v v^\top \nabla f\, v\) of its divergence
    /// with given probes; without a closed form by central differences along each probe.
    ///
    /// @param probes  \(p\) blocks of `count` rows: `probes[(j * count + i) * d + k]`, zero mean and unit
    ///     covariance
    /// @param divergence  at least `count` long
    default void divergence(double t, double[] x, int count, double[] probes, double[] out, double[] divergence) {
        int d = dimension();
        int size = count * d;
        at(t, x, count, out);
        java.util.Arrays.fill(divergence, 0, count, 0);
        int rounds = probes.length / size;
        var moved = new double[size];
        var up = new double[size];
        var down = new double[size];
        double h = 1e-5;
        for (int j = 0; j < rounds; j++) {
            for (int i = 0; i < size; i++) moved[i] = x[i] + h * probes[j * size + i];
            at(t, moved, count, up);
            for (int i = 0; i < size; i++) moved[i] = x[i] - h * probes[j * size + i];
            at(t, moved, count, down);
            for (int i = 0; i < size; i++)
                divergence[i / d] += probes[j * size + i] * (up[i] - down[i]) / (2 * h * rounds);
        }
    }

    /// A field that is given point by point.
    static VectorField of(int dimension, Pointwise function) {
        return new VectorField() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public void at(double t, double[] x, int count, double[] out) {
                var point = new double[dimension];
                for (int i = 0; i < count; i++) {
                    System.arraycopy(x, i * dimension, point, 0, dimension);
                    System.arraycopy(function.at(t, point), 0, out, i * dimension, dimension);
                }
            }
        };
    }

    /// A function of one point.
    @FunctionalInterface
    interface Pointwise {
        /// @param x  one point, a scratch array
        double[] at(double t, double[] x);
    }

    private void move(double[] x, int count, int k, double sign, double[] moved) {
        int d = dimension();
        for (int i = 0; i < count; i++) {
            int at = i * d + k;
            moved[at] = x[at] + sign * step(x[at]);
        }
    }

    private static double step(double x) {
        return 1e-5 * Math.max(1, Math.abs(x));
    }
}
