package org.onsager.numerics.vector;

import static org.onsager.numerics.vector.VectorKernels.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.Parallel;

/// \(y = A x\) for row-major matrices of doubles or floats: rows through [Parallel], each row in fixed virtual
/// lanes (eight for doubles, sixteen for floats), fused multiply-adds, lanes added in halves \((s_l + s_{l +
/// L/2})\) until one is left. The same bits on any number of threads and with or without the Vector API.
/// Memory-bound: about the time that reading \(A\) takes. For matrix products and solves take EJML.
public final class MatrixVector {
    private static final int FLOAT_LANES = 16;
    private static final int GRAIN_ELEMENTS = 32_768;
    private static final Rows ROWS = VectorSupport.ENABLED ? new VectorRows() : new PlainRows();

    private MatrixVector() {}

    /// \(y_i = \sum_j a_{ij} x_j\).
    ///
    /// @param a  row-major, `y.length * x.length`
    /// @param x  columns
    /// @param y  rows, overwritten; not `x`
    public static void multiply(double[] a, double[] x, double[] y) {
        check(a.length, x.length, y.length);
        int columns = x.length;
        Parallel.range(y.length, Math.max(1, GRAIN_ELEMENTS / Math.max(1, columns)), (from, to) -> {
            int i = from;
            for (; i + 4 <= to; i += 4) ROWS.dot4(a, i * columns, x, y, i);
            for (; i < to; i++) y[i] = ROWS.dot(a, i * columns, x);
        });
    }

    /// \(y_i = \sum_j a_{ij} x_j\) in single precision throughout.
    ///
    /// @param a  row-major, `y.length * x.length`
    /// @param x  columns
    /// @param y  rows, overwritten; not `x`
    public static void multiply(float[] a, float[] x, float[] y) {
        check(a.length, x.length, y.length);
        int columns = x.length;
        Parallel.range(y.length, Math.max(1, GRAIN_ELEMENTS / Math.max(1, columns)), (from, to) -> {
            int i = from;
            for (; i + 4 <= to; i += 4) ROWS.dot4(a, i * columns, x, y, i);
            for (; i < to; i++) y[i] = ROWS.dot(a, i * columns, x);
        });
    }

    private static void check(int size, int columns, int rows) {
        if (size != (long) rows * columns)
            throw new IllegalArgumentException(
                    "a must have y.length * x.length = %d * %d elements, not %d".formatted(rows, columns, size));
    }

    sealed interface Rows permits VectorRows, PlainRows {
        double dot(double[] a, int offset, double[] x);

        float dot(float[] a, int offset, float[] x);

        /// Four rows at a time: `y[i .. i + 3]`, each with the bits of [#dot].
        default void dot4(double[] a, int offset, double[] x, double[] y, int i) {
            for (int row = 0; row < 4; row++) y[i + row] = dot(a, offset + row * x.length, x);
        }

        /// Four rows at a time: `y[i .. i + 3]`, each with the bits of [#dot].
        default void dot4(float[] a, int offset, float[] x, float[] y, int i) {
            for (int row = 0; row < 4; row++) y[i + row] = dot(a, offset + row * x.length, x);
        }
    }

    static final class PlainRows implements Rows {
        @Override
        public double dot(double[] a, int offset, double[] x) {
            var lanes = new double[LANES];
            for (int j = 0; j < x.length; j++) lanes[j % LANES] = Math.fma(a[offset + j], x[j], lanes[j % LANES]);
            return VectorKernels.fold(lanes);
        }

        @Override
        public float dot(float[] a, int offset, float[] x) {
            var lanes = new float[FLOAT_LANES];
            for (int j = 0; j < x.length; j++)
                lanes[j % FLOAT_LANES] = Math.fma(a[offset + j], x[j], lanes[j % FLOAT_LANES]);
            return fold(lanes);
        }
    }

    private static float fold(float[] lanes) {
        for (int half = FLOAT_LANES / 2; half > 0; half /= 2)
            for (int l = 0; l < half; l++) lanes[l] += lanes[l + half];
        return lanes[0];
    }

    static final class VectorRows implements Rows {
        private static final VectorSpecies<Double> DOUBLES = VectorLevel1.SPECIES;
        private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.length() > FLOAT_LANES
                ? FloatVector.SPECIES_512
                : FloatVector.SPECIES_PREFERRED;

        @Override
        public double dot(double[] a, int offset, double[] x) {
            var lanes = new double[LANES];
            int width = DOUBLES.length();
            int whole = x.length / LANES * LANES;
            for (int lane = 0; lane < LANES; lane += width) {
                var s = DoubleVector.zero(DOUBLES);
                for (int j = lane; j < whole; j += LANES)
                    s = DoubleVector.fromArray(DOUBLES, a, offset + j).fma(DoubleVector.fromArray(DOUBLES, x, j), s);
                s.intoArray(lanes, lane);
            }
            for (int j = whole; j < x.length; j++) lanes[j - whole] = Math.fma(a[offset + j], x[j], lanes[j - whole]);
            return VectorKernels.fold(lanes);
        }

        @Override
        public float dot(float[] a, int offset, float[] x) {
            var lanes = new float[FLOAT_LANES];
            int width = FLOATS.length();
            int whole = x.length / FLOAT_LANES * FLOAT_LANES;
            for (int lane = 0; lane < FLOAT_LANES; lane += width) {
                var s = FloatVector.zero(FLOATS);
                for (int j = lane; j < whole; j += FLOAT_LANES)
                    s = FloatVector.fromArray(FLOATS, a, offset + j).fma(FloatVector.fromArray(FLOATS, x, j), s);
                s.intoArray(lanes, lane);
            }
            for (int j = whole; j < x.length; j++) lanes[j - whole] = Math.fma(a[offset + j], x[j], lanes[j - whole]);
            return fold(lanes);
        }

        @Override
        public void dot4(double[] a, int offset, double[] x, double[] y, int i) {
            int width = DOUBLES.length(), n = x.length, whole = n / LANES * LANES;
            var lanes = new double[4][LANES];
            int r0 = offset, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n;
            for (int lane = 0; lane < LANES; lane += width) {
                var s0 = DoubleVector.zero(DOUBLES);
                DoubleVector s1 = s0, s2 = s0, s3 = s0;
                for (int j = lane; j < whole; j += LANES) {
                    var v = DoubleVector.fromArray(DOUBLES, x, j);
                    s0 = DoubleVector.fromArray(DOUBLES, a, r0 + j).fma(v, s0);
                    s1 = DoubleVector.fromArray(DOUBLES, a, r1 + j).fma(v, s1);
                    s2 = DoubleVector.fromArray(DOUBLES, a, r2 + j).fma(v, s2);
                    s3 = DoubleVector.fromArray(DOUBLES, a, r3 + j).fma(v, s3);
                }
                s0.intoArray(lanes[0], lane);
                s1.intoArray(lanes[1], lane);
                s2.intoArray(lanes[2], lane);
                s3.intoArray(lanes[3], lane);
            }
            for (int row = 0; row < 4; row++) {
                double[] sums = lanes[row];
                for (int j = whole; j < n; j++)
                    sums[j - whole] = Math.fma(a[offset + row * n + j], x[j], sums[j - whole]);
                y[i + row] = VectorKernels.fold(sums);
            }
        }

        @Override
        public void dot4(float[] a, int offset, float[] x, float[] y, int i) {
            int width = FLOATS.length(), n = x.length, whole = n / FLOAT_LANES * FLOAT_LANES;
            var lanes = new float[4][FLOAT_LANES];
            int r0 = offset, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n;
            for (int lane = 0; lane < FLOAT_LANES; lane += width) {
                var s0 = FloatVector.zero(FLOATS);
                FloatVector s1 = s0, s2 = s0, s3 = s0;
                for (int j = lane; j < whole; j += FLOAT_LANES) {
                    var v = FloatVector.fromArray(FLOATS, x, j);
                    s0 = FloatVector.fromArray(FLOATS, a, r0 + j).fma(v, s0);
                    s1 = FloatVector.fromArray(FLOATS, a, r1 + j).fma(v, s1);
                    s2 = FloatVector.fromArray(FLOATS, a, r2 + j).fma(v, s2);
                    s3 = FloatVector.fromArray(FLOATS, a, r3 + j).fma(v, s3);
                }
                s0.intoArray(lanes[0], lane);
                s1.intoArray(lanes[1], lane);
                s2.intoArray(lanes[2], lane);
                s3.intoArray(lanes[3], lane);
            }
            for (int row = 0; row < 4; row++) {
                float[] sums = lanes[row];
                for (int j = whole; j < n; j++)
                    sums[j - whole] = Math.fma(a[offset + row * n + j], x[j], sums[j - whole]);
                y[i + row] = fold(sums);
            }
        }
    }
}
