package org.onsager.numerics.vector;

import static org.onsager.numerics.vector.VectorKernels.LANES;

/// The kernels as plain loops over the virtual lanes.
final class PlainLevel1 implements VectorKernels.Level1 {

    @Override
    public double sum(double[] x, int from, int to) {
        var lanes = new double[LANES];
        for (int i = from; i < to; i++) lanes[(i - from) % LANES] += x[i];
        return VectorKernels.fold(lanes);
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        var lanes = new double[LANES];
        for (int i = from; i < to; i++) {
            int lane = (i - from) % LANES;
            lanes[lane] = Math.fma(x[i], y[i], lanes[lane]);
        }
        return VectorKernels.fold(lanes);
    }

    @Override
    public double maxAbs(double[] x) {
        double largest = 0;
        for (double each : x) largest = Math.max(largest, Math.abs(each));
        return largest;
    }

    @Override
    public void axpy(double a, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) y[i] = Math.fma(a, x[i], y[i]);
    }

    @Override
    public void scale(double a, double[] x) {
        for (int i = 0; i < x.length; i++) x[i] *= a;
    }

    @Override
    public void combine(double a, double[] x, double b, double[] y, double[] z) {
        for (int i = 0; i < x.length; i++) z[i] = Math.fma(a, x[i], b * y[i]);
    }
}
