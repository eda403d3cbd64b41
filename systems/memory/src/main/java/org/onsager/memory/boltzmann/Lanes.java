package org.onsager.memory.boltzmann;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.VectorSupport;

/// Sparse and dense products on bundles: vectors of `width` problems at once, coordinate \(c\) of problem \(l\)
/// at `c * width + l`. Width 1 is a plain vector, width [#BUNDLE] keeps the vector unit busy with one weight
/// against sixteen problems. Fused multiply-adds in the order of the entries: the same bits with and without the
/// Vector API, and in every lane.
final class Lanes {
    /// Problems a bundle.
    static final int BUNDLE = 16;

    private Lanes() {}

    /// \(y_r = \sum_{e = start_r}^{start_{r+1}-1} w_{tie_e}\, x_{index_e}\) for every row.
    static void gather(int[] start, int[] index, int[] tie, double[] w, double[] x, double[] y, int width) {
        int rows = start.length - 1;
        if (width == 1)
            for (int r = 0; r < rows; r++) {
                double sum = 0;
                for (int e = start[r]; e < start[r + 1]; e++) sum = Math.fma(w[tie[e]], x[index[e]], sum);
                y[r] = sum;
            }
        else if (VectorSupport.ENABLED) Vectors.gather(start, index, tie, w, x, y, width);
        else
            for (int r = 0; r < rows; r++)
                for (int l = 0; l < width; l++) {
                    double sum = 0;
                    for (int e = start[r]; e < start[r + 1]; e++)
                        sum = Math.fma(w[tie[e]], x[index[e] * width + l], sum);
                    y[r * width + l] = sum;
                }
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

        static void gather(int[] start, int[] index, int[] tie, double[] w, double[] x, double[] y, int width) {
            for (int r = 0; r < start.length - 1; r++) {
                int from = start[r], to = start[r + 1];
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
            int rows = a.length / columns;
            for (int r = 0; r < rows; r++)
                for (int l = 0; l < width; l += 2 * STEP) {
                    var s = DoubleVector.zero(SPECIES);
                    var t = s;
                    for (int c = 0; c < columns; c++) {
                        var weight = DoubleVector.broadcast(SPECIES, a[r * columns + c]);
                        s = DoubleVector.fromArray(SPECIES, x, c * width + l).fma(weight, s);
                        t = DoubleVector.fromArray(SPECIES, x, c * width + l + STEP)
                                .fma(weight, t);
                    }
                    s.intoArray(y, r * width + l);
                    t.intoArray(y, r * width + l + STEP);
                }
        }
    }
}
