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

    static void lanes(double[] values, int from, double slope, double reference, double[] lanes) {
        for (int lane = 0; lane < 8; lane++) {
            double a = 0;
            double b = 0;
            double c = 0;
            double e = 0;
            for (int j = lane; j < TILE; j += 8) {
                double x = Math.max(Math.fma(values[from + j], slope, reference), PairKernels.LOWEST);
                double w = power(x);
                double square = w * w;
                a += w;
                b += square;
                c = Math.fma(w, square, c);
                e = Math.fma(w, x, e);
            }
            lanes[lane] = a;
            lanes[8 + lane] = b;
            lanes[16 + lane] = c;
            lanes[24 + lane] = e;
        }
    }

    static void firstLanes(double[] values, int from, double slope, double reference, double[] lanes) {
        for (int lane = 0; lane < 8; lane++) {
            double a = 0;
            for (int j = lane; j < TILE; j += 8)
                a += power(Math.max(Math.fma(values[from + j], slope, reference), PairKernels.LOWEST));
            lanes[lane] = a;
        }
    }

    /// \(2^x\) for \(-1000 \le x \le 1000\).
    static double power(double x) {
        double shifted = x + PairKernels.ROUND;
        double r = x - (shifted - PairKernels.ROUND);
        double p = Math.fma(r, PairKernels.C10, PairKernels.C9);
        p = Math.fma(p, r, PairKernels.C8);
        p = Math.fma(p, r, PairKernels.C7);
        p = Math.fma(p, r, PairKernels.C6);
        p = Math.fma(p, r, PairKernels.C5);
        p = Math.fma(p, r, PairKernels.C4);
        p = Math.fma(p, r, PairKernels.C3);
        p = Math.fma(p, r, PairKernels.C2);
        p = Math.fma(p, r, PairKernels.C1);
        p = Math.fma(p, r, 1);
        return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + Double.doubleToRawLongBits(p));
    }
}
