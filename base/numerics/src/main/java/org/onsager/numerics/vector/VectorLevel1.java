package org.onsager.numerics.vector;

import static org.onsager.numerics.vector.VectorKernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels by the Vector API: eight virtual lanes are one 512-bit, two 256-bit or four 128-bit accumulators.
final class VectorLevel1 implements VectorKernels.Level1 {
    static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    @Override
    public double sum(double[] x, int from, int to) {
        var lanes = new double[LANES];
        int whole = from + (to - from) / LANES * LANES;
        switch (WIDTH) {
            case 8 -> {
                var s = DoubleVector.zero(SPECIES);
                for (int i = from; i < whole; i += 8) s = s.add(DoubleVector.fromArray(SPECIES, x, i));
                s.intoArray(lanes, 0);
            }
            case 4 -> {
                var s = DoubleVector.zero(SPECIES);
                var t = s;
                for (int i = from; i < whole; i += 8) {
                    s = s.add(DoubleVector.fromArray(SPECIES, x, i));
                    t = t.add(DoubleVector.fromArray(SPECIES, x, i + 4));
                }
                s.intoArray(lanes, 0);
                t.intoArray(lanes, 4);
            }
            default -> {
                for (int lane = 0; lane < LANES; lane += WIDTH) {
                    var s = DoubleVector.zero(SPECIES);
                    for (int i = from + lane; i < whole; i += 8) s = s.add(DoubleVector.fromArray(SPECIES, x, i));
                    s.intoArray(lanes, lane);
                }
            }
        }
        for (int i = whole; i < to; i++) lanes[i - whole] += x[i];
        return VectorKernels.fold(lanes);
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        var lanes = new double[LANES];
        int whole = from + (to - from) / LANES * LANES;
        switch (WIDTH) {
            case 8 -> {
                var s = DoubleVector.zero(SPECIES);
                for (int i = from; i < whole; i += 8)
                    s = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.fromArray(SPECIES, y, i), s);
                s.intoArray(lanes, 0);
            }
            case 4 -> {
                var s = DoubleVector.zero(SPECIES);
                var t = s;
                for (int i = from; i < whole; i += 8) {
                    s = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.fromArray(SPECIES, y, i), s);
                    t = DoubleVector.fromArray(SPECIES, x, i + 4).fma(DoubleVector.fromArray(SPECIES, y, i + 4), t);
                }
                s.intoArray(lanes, 0);
                t.intoArray(lanes, 4);
            }
            default -> {
                for (int lane = 0; lane < LANES; lane += WIDTH) {
                    var s = DoubleVector.zero(SPECIES);
                    for (int i = from + lane; i < whole; i += 8)
                        s = DoubleVector.fromArray(SPECIES, x, i).fma(DoubleVector.fromArray(SPECIES, y, i), s);
                    s.intoArray(lanes, lane);
                }
            }
        }
        for (int i = whole; i < to; i++) lanes[i - whole] = Math.fma(x[i], y[i], lanes[i - whole]);
        return VectorKernels.fold(lanes);
    }

    @Override
    public double maxAbs(double[] x) {
        var largest = DoubleVector.zero(SPECIES);
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += WIDTH)
            largest = largest.max(DoubleVector.fromArray(SPECIES, x, i).abs());
        double max = largest.reduceLanes(VectorOperators.MAX);
        for (int i = whole; i < x.length; i++) max = Math.max(max, Math.abs(x[i]));
        return max;
    }

    @Override
    public void axpy(double a, double[] x, double[] y) {
        var factor = DoubleVector.broadcast(SPECIES, a);
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += WIDTH)
            DoubleVector.fromArray(SPECIES, x, i)
                    .fma(factor, DoubleVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        for (int i = whole; i < x.length; i++) y[i] = Math.fma(a, x[i], y[i]);
    }

    @Override
    public void scale(double a, double[] x) {
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += WIDTH)
            DoubleVector.fromArray(SPECIES, x, i).mul(a).intoArray(x, i);
        for (int i = whole; i < x.length; i++) x[i] *= a;
    }

    @Override
    public void combine(double a, double[] x, double b, double[] y, double[] z) {
        var factor = DoubleVector.broadcast(SPECIES, a);
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += WIDTH)
            DoubleVector.fromArray(SPECIES, x, i)
                    .fma(factor, DoubleVector.fromArray(SPECIES, y, i).mul(b))
                    .intoArray(z, i);
        for (int i = whole; i < x.length; i++) z[i] = Math.fma(a, x[i], b * y[i]);
    }
}
