package org.onsager.memory.boltzmann;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.VectorSupport;

/// Sparse and dense products on bundles: vectors of `width` problems at once, coordinate \(c\) of problem \(l\)
/// at `c * width + l`. Width 1 is a plain vector, width [#BUNDLE] keeps the vector unit busy with one weight
/// against sixteen problems. Rows that read the same coordinates go four at a time, so that each coordinate is
/// loaded once for four rows. Fused multiply-adds in the order of the entries: the same bits with and without the
/// Vector API, in every lane, and whatever goes side by side.
final class Lanes {
    /// Problems a bundle.
    static final int BUNDLE = 16;
    /// Rows that go together.
    static final int ROWS = 4;

    private Lanes() {}

    /// \(y_r = \sum_{e = start_r}^{start_{r+1}-1} w_{tie_e}\, x_{index_e}\) for every row.
    ///
    /// @param together  see [TiedMatrix#together]
    static void gather(
            int[] start, int[] index, int[] tie, boolean[] together, double[] w, double[] x, double[] y, int width) {
        int rows = start.length - 1;
        boolean vectors = width > 1 && VectorSupport.ENABLED;
        for (int r = 0; r < rows; ) {
            if (together[r]) {
                if (vectors) Vectors.four(start[r], start[r + 1], index, tie, w, x, y, r, width);
                else for (int l = 0; l < width; l++) four(start[r], start[r + 1], index, tie, w, x, y, r, width, l);
                r += ROWS;
            } else {
                if (vectors) Vectors.one(start[r], start[r + 1], index, tie, w, x, y, r, width);
                else for (int l = 0; l < width; l++) one(start[r], start[r + 1], index, tie, w, x, y, r, width, l);
                r++;
            }
        }
    }

    private static void one(
            int from, int to, int[] index, int[] tie, double[] w, double[] x, double[] y, int r, int width, int l) {
        double sum = 0;
        for (int e = from; e < to; e++) sum = Math.fma(w[tie[e]], x[index[e] * width + l], sum);
        y[r * width + l] = sum;
    }

    private static void four(
            int from, int to, int[] index, int[] tie, double[] w, double[] x, double[] y, int r, int width, int l) {
        int n = to - from;
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (int e = from; e < to; e++) {
            double value = x[index[e] * width + l];
            s0 = Math.fma(w[tie[e]], value, s0);
            s1 = Math.fma(w[tie[e + n]], value, s1);
            s2 = Math.fma(w[tie[e + 2 * n]], value, s2);
            s3 = Math.fma(w[tie[e + 3 * n]], value, s3);
        }
        y[r * width + l] = s0;
        y[(r + 1) * width + l] = s1;
        y[(r + 2) * width + l] = s2;
        y[(r + 3) * width + l] = s3;
    }

    /// \(g_p \mathrel{+}= f \sum_{e = start_p}^{start_{p+1}-1} u_{row_e} \cdot x_{column_e}\), the dot product
    /// over lanes.
    static void scatter(int[] start, int[] row, int[] column, double f, double[] u, double[] x, double[] g, int width) {
        int ties = start.length - 1;
        var lanes = new double[width];
        for (int p = 0; p < ties; p++) {
            if (width > 1 && VectorSupport.ENABLED) Vectors.products(start[p], start[p + 1], row, column, u, x, lanes);
            else
                for (int l = 0; l < width; l++) {
                    double sum = 0;
                    for (int e = start[p]; e < start[p + 1]; e++)
                        sum = Math.fma(u[row[e] * width + l], x[column[e] * width + l], sum);
                    lanes[l] = sum;
                }
            double total = 0;
            for (double lane : lanes) total += lane;
            g[p] += f * total;
        }
    }

    /// \(y_r = \sum_c a_{rc}\, x_c\) for a dense row-major matrix.
    static void dense(double[] a, int columns, double[] x, double[] y, int width) {
        int rows = a.length / columns;
        if (VectorSupport.ENABLED && width > 1) Vectors.dense(a, columns, x, y, width);
        else
            for (int r = 0; r < rows; r++)
                for (int l = 0; l < width; l++) {
                    double sum = 0;
                    for (int c = 0; c < columns; c++) sum = Math.fma(a[r * columns + c], x[c * width + l], sum);
                    y[r * width + l] = sum;
                }
    }

    /// The loops by the Vector API, apart from the rest, so that the rest works where it is missing.
    private static final class Vectors {
        private static final VectorSpecies<Double> SPECIES =
                DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
        private static final int STEP = SPECIES.length();

        static void one(
                int from, int to, int[] index, int[] tie, double[] w, double[] x, double[] y, int r, int width) {
            for (int l = 0; l < width; l += 2 * STEP) {
                var s = DoubleVector.zero(SPECIES);
                var t = s;
                for (int e = from; e < to; e++) {
                    var weight = DoubleVector.broadcast(SPECIES, w[tie[e]]);
                    int at = index[e] * width + l;
                    s = DoubleVector.fromArray(SPECIES, x, at).fma(weight, s);
                    t = DoubleVector.fromArray(SPECIES, x, at + STEP).fma(weight, t);
                }
                s.intoArray(y, r * width + l);
                t.intoArray(y, r * width + l + STEP);
            }
        }

        static void four(
                int from, int to, int[] index, int[] tie, double[] w, double[] x, double[] y, int r, int width) {
            int n = to - from;
            for (int l = 0; l < width; l += STEP) {
                var s0 = DoubleVector.zero(SPECIES);
                DoubleVector s1 = s0, s2 = s0, s3 = s0;
                for (int e = from; e < to; e++) {
                    var value = DoubleVector.fromArray(SPECIES, x, index[e] * width + l);
                    s0 = value.fma(DoubleVector.broadcast(SPECIES, w[tie[e]]), s0);
                    s1 = value.fma(DoubleVector.broadcast(SPECIES, w[tie[e + n]]), s1);
                    s2 = value.fma(DoubleVector.broadcast(SPECIES, w[tie[e + 2 * n]]), s2);
                    s3 = value.fma(DoubleVector.broadcast(SPECIES, w[tie[e + 3 * n]]), s3);
                }
                s0.intoArray(y, r * width + l);
                s1.intoArray(y, (r + 1) * width + l);
                s2.intoArray(y, (r + 2) * width + l);
                s3.intoArray(y, (r + 3) * width + l);
            }
        }

        static void products(int from, int to, int[] row, int[] column, double[] u, double[] x, double[] lanes) {
            int width = lanes.length;
            for (int l = 0; l < width; l += 2 * STEP) {
                var s = DoubleVector.zero(SPECIES);
                var t = s;
                for (int e = from; e < to; e++) {
                    int r = row[e] * width + l, c = column[e] * width + l;
                    s = DoubleVector.fromArray(SPECIES, u, r).fma(DoubleVector.fromArray(SPECIES, x, c), s);
                    t = DoubleVector.fromArray(SPECIES, u, r + STEP)
                            .fma(DoubleVector.fromArray(SPECIES, x, c + STEP), t);
                }
                s.intoArray(lanes, l);
                t.intoArray(lanes, l + STEP);
            }
        }

        static void dense(double[] a, int columns, double[] x, double[] y, int width) {
            int rows = a.length / columns, r = 0;
            for (; r + ROWS <= rows; r += ROWS)
                for (int l = 0; l < width; l += STEP) {
                    var s0 = DoubleVector.zero(SPECIES);
                    DoubleVector s1 = s0, s2 = s0, s3 = s0;
                    for (int c = 0, e = r * columns; c < columns; c++, e++) {
                        var value = DoubleVector.fromArray(SPECIES, x, c * width + l);
                        s0 = value.fma(DoubleVector.broadcast(SPECIES, a[e]), s0);
                        s1 = value.fma(DoubleVector.broadcast(SPECIES, a[e + columns]), s1);
                        s2 = value.fma(DoubleVector.broadcast(SPECIES, a[e + 2 * columns]), s2);
                        s3 = value.fma(DoubleVector.broadcast(SPECIES, a[e + 3 * columns]), s3);
                    }
                    s0.intoArray(y, r * width + l);
                    s1.intoArray(y, (r + 1) * width + l);
                    s2.intoArray(y, (r + 2) * width + l);
                    s3.intoArray(y, (r + 3) * width + l);
                }
            for (; r < rows; r++)
                for (int l = 0; l < width; l += STEP) {
                    var s = DoubleVector.zero(SPECIES);
                    for (int c = 0; c < columns; c++)
                        s = DoubleVector.fromArray(SPECIES, x, c * width + l)
                                .fma(DoubleVector.broadcast(SPECIES, a[r * columns + c]), s);
                    s.intoArray(y, r * width + l);
                }
        }
    }
}
