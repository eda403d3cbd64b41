package org.onsager.solve;

import java.util.Arrays;

/// Real vectors as `float[]`, changed in place: half the memory and its traffic, for large states at loose
/// tolerances.
///
/// Times, weights and norms are doubles, and up to four terms of a sum are added in double before the result is
/// rounded. A step then makes an error of some \(2^{-24} \approx 6 \cdot 10^{-8}\) of the state, and \(n\) steps
/// a drift of up to \(n\) times that, \(\sqrt n\) times if the roundings are like random ones. Adaptive runs
/// below a relative tolerance of \(10^{-6}\) are refused, because there an error estimate is rounding: use
/// `double[]`. Fixed steps are not.
///
/// An equation is `FloatSpace.ode(field)`; explicit methods take it.
public enum FloatSpace implements StateSpace<float[]> {
    /// The space; the dimension is that of the arrays.
    REAL;

    private static final double FINEST = 1e-6;

    /// The equation \(y' = f(t, y)\).
    public static OdeTerm<float[]> ode(Field field) {
        return new OdeTerm<>() {
            @Override
            public StateSpace<float[]> space() {
                return REAL;
            }

            @Override
            public float[] rate(double t, float[] y, float[] into) {
                field.rate(t, y, into);
                return into;
            }
        };
    }

    /// A right-hand side on arrays.
    @FunctionalInterface
    public interface Field {
        /// Writes \(f(t, y)\) into `rate`.
        ///
        /// @param y  the state, left alone
        /// @param rate  of the same length; every component must be written
        void rate(double t, float[] y, float[] rate);
    }

    /// Holds tolerances to what rounding leaves: `rtol` or, of the largest component of `y0`, `atol` must be at
    /// least 1e-6.
    @Override
    public void check(Tolerance tolerance, float[] y0) {
        float largest = 0;
        for (float each : y0) largest = Math.max(largest, Math.abs(each));
        for (int i = 0; i < y0.length; i++)
            if (tolerance.rtol(i) < FINEST && !(largest > 0 && tolerance.atol(i) >= FINEST * largest))
                throw new IllegalArgumentException(
                        "rtol must be in [%s, inf) for states of type float[], not %s; use double[] states for tighter tolerances"
                                .formatted(FINEST, tolerance.rtol(i)));
    }

    @Override
    public float[] zero(float[] like) {
        return new float[like.length];
    }

    @Override
    public float[] copy(float[] from, float[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
        return into;
    }

    @Override
    public float[][] storage(int n, float[] like) {
        return new float[n][like.length];
    }

    @Override
    public float[] axpy(float[] b, double a, float[] x, float[] into) {
        for (int i = 0; i < into.length; i++) into[i] = (float) Math.fma(a, x[i], b[i]);
        return into;
    }

    @Override
    public float[] combine(float[] b, double s, Weights w, float[][] k, float[] into) {
        if (w.count() == 0) return copy(b, into);
        float[] base = b;
        for (int j = 0; j < w.count(); j += 4) {
            switch (Math.min(4, w.count() - j)) {
                case 1 -> axpy(base, s * w.value(j), k[w.index(j)], into);
                case 2 -> add2(base, s, w, j, k, into);
                case 3 -> add3(base, s, w, j, k, into);
                default -> add4(base, s, w, j, k, into);
            }
            base = into;
        }
        return into;
    }

    @Override
    public float[] combine(double s, Weights w, float[][] k, float[] into) {
        Arrays.fill(into, 0);
        return combine(into, s, w, k, into);
    }

    private static void add2(float[] b, double s, Weights w, int j, float[][] k, float[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1);
        float[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)];
        for (int i = 0; i < into.length; i++) into[i] = (float) Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i]));
    }

    private static void add3(float[] b, double s, Weights w, int j, float[][] k, float[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2);
        float[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)];
        for (int i = 0; i < into.length; i++)
            into[i] = (float) Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i])));
    }

    private static void add4(float[] b, double s, Weights w, int j, float[][] k, float[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2), w3 = s * w.value(j + 3);
        float[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)], k3 = k[w.index(j + 3)];
        for (int i = 0; i < into.length; i++)
            into[i] = (float) Math.fma(w3, k3[i], Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i]))));
    }

    @Override
    public double scaledNorm(float[] v, float[] y, float[] z, Tolerance tolerance) {
        if (tolerance.norm() != Norm.RMS) {
            var scaled = new double[v.length];
            for (int i = 0; i < v.length; i++) scaled[i] = scaled(v, y, z, tolerance, i);
            return tolerance.norm().of(scaled);
        }
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            double each = scaled(v, y, z, tolerance, i);
            sum += each * each;
        }
        return Math.sqrt(sum / Math.max(1, v.length));
    }

    private static double scaled(float[] v, float[] y, float[] z, Tolerance tolerance, int i) {
        return v[i] / (tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(y[i]), Math.abs(z[i])));
    }

    @Override
    public int firstNonFinite(float[] y) {
        for (int i = 0; i < y.length; i++) if (!Float.isFinite(y[i])) return i;
        return -1;
    }

    @Override
    public int size(float[] y) {
        return y.length;
    }

    @Override
    public double component(float[] y, int i) {
        return y[i];
    }
}
