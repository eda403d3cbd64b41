package org.onsager.memory.boltzmann;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.VectorSupport;

/// The two products of [Lanes] in float, on bundles of [Lanes#BUNDLE]: [Precision#SINGLE]. The same bits with and
/// without the Vector API.
final class FloatLanes {
    private static final int WIDTH = Lanes.BUNDLE;

    private FloatLanes() {}

    static float[] of(double[] x) {
        var rounded = new float[x.length];
        round(x, rounded);
        return rounded;
    }

    static void round(double[] x, float[] rounded) {
        for (int e = 0; e < x.length; e++) rounded[e] = (float) x[e];
    }

    static void widen(float[] x, double[] out) {
        for (int e = 0; e < x.length; e++) out[e] = x[e];
    }

    /// As [Lanes#gather].
    static void gather(int[] start, int[] index, int[] tie, boolean[] together, float[] w, float[] x, float[] y) {
        int rows = start.length - 1;
        for (int r = 0; r < rows; ) {
            int count = together[r] ? Lanes.ROWS : 1, from = start[r], to = start[r + 1];
            if (!VectorSupport.ENABLED)
                for (int k = 0; k < count; k++)
                    plain(start[r + k], start[r + k + 1], index, tie, w, x, y, (r + k) * WIDTH);
            else if (count == 1) Vectors.one(from, to, index, tie, w, x, y, r * WIDTH);
            else Vectors.four(from, to, index, tie, w, x, y, r * WIDTH);
            r += count;
        }
    }

    private static void plain(int from, int to, int[] index, int[] tie, float[] w, float[] x, float[] y, int at) {
        for (int l = 0; l < WIDTH; l++) {
            float sum = 0;
            for (int e = from; e < to; e++) sum = Math.fma(w[tie[e]], x[index[e] * WIDTH + l], sum);
            y[at + l] = sum;
        }
    }

    /// As [Lanes#dense].
    static void dense(float[] a, int columns, float[] x, float[] y) {
        int rows = a.length / columns;
        if (VectorSupport.ENABLED) Vectors.dense(a, rows, columns, x, y);
        else
            for (int r = 0; r < rows; r++)
                for (int l = 0; l < WIDTH; l++) {
                    float sum = 0;
                    for (int c = 0; c < columns; c++) sum = Math.fma(a[r * columns + c], x[c * WIDTH + l], sum);
                    y[r * WIDTH + l] = sum;
                }
    }

    /// The loops by the Vector API, apart from the rest, so that the rest works where it is missing.
    private static final class Vectors {
        private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > WIDTH
                ? FloatVector.SPECIES_512
                : FloatVector.SPECIES_PREFERRED;
        private static final int STEP = SPECIES.length();

        static void one(int from, int to, int[] index, int[] tie, float[] w, float[] x, float[] y, int at) {
            for (int l = 0; l < WIDTH; l += STEP) {
                var s = FloatVector.zero(SPECIES);
                for (int e = from; e < to; e++)
                    s = FloatVector.fromArray(SPECIES, x, index[e] * WIDTH + l)
                            .fma(FloatVector.broadcast(SPECIES, w[tie[e]]), s);
                s.intoArray(y, at + l);
            }
        }

        static void four(int from, int to, int[] index, int[] tie, float[] w, float[] x, float[] y, int at) {
            int n = to - from;
            for (int l = 0; l < WIDTH; l += STEP) {
                var s0 = FloatVector.zero(SPECIES);
                FloatVector s1 = s0, s2 = s0, s3 = s0;
                for (int e = from; e < to; e++) {
                    var value = FloatVector.fromArray(SPECIES, x, index[e] * WIDTH + l);
                    s0 = value.fma(FloatVector.broadcast(SPECIES, w[tie[e]]), s0);
                    s1 = value.fma(FloatVector.broadcast(SPECIES, w[tie[e + n]]), s1);
                    s2 = value.fma(FloatVector.broadcast(SPECIES, w[tie[e + 2 * n]]), s2);
                    s3 = value.fma(FloatVector.broadcast(SPECIES, w[tie[e + 3 * n]]), s3);
                }
                store(s0, s1, s2, s3, y, at + l);
            }
        }

        static void dense(float[] a, int rows, int columns, float[] x, float[] y) {
            int r = 0;
            for (; r + Lanes.ROWS <= rows; r += Lanes.ROWS)
                for (int l = 0; l < WIDTH; l += STEP) {
                    var s0 = FloatVector.zero(SPECIES);
                    FloatVector s1 = s0, s2 = s0, s3 = s0;
                    for (int c = 0, e = r * columns; c < columns; c++, e++) {
                        var value = FloatVector.fromArray(SPECIES, x, c * WIDTH + l);
                        s0 = value.fma(FloatVector.broadcast(SPECIES, a[e]), s0);
                        s1 = value.fma(FloatVector.broadcast(SPECIES, a[e + columns]), s1);
                        s2 = value.fma(FloatVector.broadcast(SPECIES, a[e + 2 * columns]), s2);
                        s3 = value.fma(FloatVector.broadcast(SPECIES, a[e + 3 * columns]), s3);
                    }
                    store(s0, s1, s2, s3, y, r * WIDTH + l);
                }
            for (; r < rows; r++)
                for (int l = 0; l < WIDTH; l += STEP) {
                    var s = FloatVector.zero(SPECIES);
                    for (int c = 0; c < columns; c++)
                        s = FloatVector.fromArray(SPECIES, x, c * WIDTH + l)
                                .fma(FloatVector.broadcast(SPECIES, a[r * columns + c]), s);
                    s.intoArray(y, r * WIDTH + l);
                }
        }

        private static void store(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] y, int at) {
            s0.intoArray(y, at);
            s1.intoArray(y, at + WIDTH);
            s2.intoArray(y, at + 2 * WIDTH);
            s3.intoArray(y, at + 3 * WIDTH);
        }
    }
}
