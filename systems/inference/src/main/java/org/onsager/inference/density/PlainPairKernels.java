package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

/// [PairKernels] without the Vector API.
final class PlainPairKernels {
    private PlainPairKernels() {}

    static void squaredDistances(double[] tiles, int offset, int d, double[] queries, int from, double[] out) {
        for (int q = 0; q < PairKernels.QUERIES; q++)
            squaredDistance(tiles, offset, d, queries, from + q * d, out, q * TILE);
    }

    static void squaredDistance(double[] tiles, int offset, int d, double[] queries, int from, double[] out, int to) {
        for (int j = 0; j < TILE; j++) out[to + j] = 0;
        for (int a = 0; a < d; a++) {
            double x = queries[from + a];
            for (int j = 0; j < TILE; j++) {
                double t = tiles[offset + a * TILE + j] - x;
                out[to + j] = Math.fma(t, t, out[to + j]);
            }
        }
    }

    static double min(double[] values, int from) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = from; j < from + TILE; j++) least = Math.min(least, values[j]);
        return least;
    }

    static void lanes(double[] exponents, double[] weights, double[] lanes) {
        for (int lane = 0; lane < 8; lane++) {
            var sums = new double[8];
            for (int j = lane; j < TILE; j += 16) {
                for (int half = 0; half < 2; half++) {
                    double w = weights[j + 8 * half];
                    sums[half] += w;
                    sums[2 + half] = Math.fma(w, w, sums[2 + half]);
                    sums[4 + half] = Math.fma(w * w, w, sums[4 + half]);
                    sums[6 + half] = Math.fma(w, exponents[j + 8 * half], sums[6 + half]);
                }
            }
            for (int k = 0; k < 4; k++) lanes[8 * k + lane] = sums[2 * k] + sums[2 * k + 1];
        }
    }
}
