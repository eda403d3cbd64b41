package org.onsager.solve;

import java.util.Arrays;

/// Real vectors as `double[]`, changed in place: the fast path, which allocates nothing.
///
/// Sums are formed component by component in a fixed order with fused multiply-adds, so that the same problem
/// gives the same bits on every machine, vectorised or not.
public enum ArraySpace implements StateSpace<double[]> {
    /// The space; the dimension is that of the arrays.
    REAL;

    @Override
    public double[] zero(double[] like) {
        return new double[like.length];
    }

    @Override
    public double[] copy(double[] from, double[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
        return into;
    }

    @Override
    public double[][] storage(int n, double[] like) {
        return new double[n][like.length];
    }

    @Override
    public double[] axpy(double[] b, double a, double[] x, double[] into) {
        for (int i = 0; i < into.length; i++) into[i] = Math.fma(a, x[i], b[i]);
        return into;
    }

    @Override
    public int size(double[] y) {
        return y.length;
    }

    @Override
    public double component(double[] y, int i) {
        return y[i];
    }

    @Override
    public double[] combine(double[] b, double s, Weights w, double[][] k, double[] into) {
        StageKernels.add(b, s, w, k, into);
        return into;
    }

    @Override
    public double[] combine(double s, Weights w, double[][] k, double[] into) {
        Arrays.fill(into, 0);
        StageKernels.add(into, s, w, k, into);
        return into;
    }

    @Override
    public double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        return scaledNorm(v, y, z, tolerance, 0, v.length);
    }

    static double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance, int from, int to) {
        if (tolerance.norm() != Norm.RMS) return tolerance.norm().of(scaled(v, y, z, tolerance, from, to));
        if (!tolerance.uniform()) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double scale = tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(y[i]), Math.abs(z[i]));
                sum += square(v[i] / scale);
            }
            return Math.sqrt(sum / Math.max(1, to - from));
        }
        return StageKernels.rootMeanSquare(v, y, z, tolerance.rtol(0), tolerance.atol(0), from, to);
    }

    /// Without a branch a component: adding 1 to an exponent of all ones carries into the sign.
    @Override
    public int firstNonFinite(double[] y) {
        long carry = 0;
        for (double each : y) carry |= (Double.doubleToRawLongBits(each) & Long.MAX_VALUE) + (1L << 52);
        if (carry >= 0) return -1;
        int i = 0;
        while (Double.isFinite(y[i])) i++;
        return i;
    }

    @Override
    public double rms(double[] y) {
        double sum = 0;
        for (double each : y) sum += each * each;
        return Math.sqrt(sum / Math.max(1, y.length));
    }

    private static double[] scaled(double[] v, double[] y, double[] z, Tolerance tolerance, int from, int to) {
        var scaled = new double[to - from];
        for (int i = from; i < to; i++)
            scaled[i - from] =
                    v[i] / (tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(y[i]), Math.abs(z[i])));
        return scaled;
    }

    private static double square(double x) {
        return x * x;
    }
}
