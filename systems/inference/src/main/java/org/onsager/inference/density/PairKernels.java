package org.onsager.inference.density;

import org.onsager.numerics.vector.VectorSupport;

/// The inner loops over a tile of [#TILE] points, by the Vector API where it is there and else by the plain loops
/// of [PlainPairKernels]; both give the same bits: distances and weights are elementwise, and sums run in eight
/// fixed lanes whatever the width of the machine's vectors.
final class PairKernels {
    /// Points a tile: a tile of eight dimensions and its scratch fit the first-level cache.
    static final int TILE = 128;

    /// Queries that share one reading of a tile.
    static final int QUERIES = 4;

    /// The squared distance of a place that holds no point; its weight is exactly 0 and 0 times it is finite.
    static final double ABSENT = 1e200;

    private PairKernels() {}

    /// Squared distances of four queries from the points of a tile.
    ///
    /// @param tiles  coordinate `a` of point `j` at `offset + a * TILE + j`
    /// @param queries  four rows of `d` numbers from `from`
    /// @param out  four rows of [#TILE] numbers, overwritten
    static void squaredDistances(double[] tiles, int offset, int d, double[] queries, int from, double[] out) {
        if (VectorSupport.ENABLED) VectorPairKernels.squaredDistances(tiles, offset, d, queries, from, out);
        else PlainPairKernels.squaredDistances(tiles, offset, d, queries, from, out);
    }

    /// Squared distances of one query, the first row of `out`.
    static void squaredDistance(double[] tiles, int offset, int d, double[] queries, int from, double[] out) {
        if (VectorSupport.ENABLED) VectorPairKernels.squaredDistance(tiles, offset, d, queries, from, out);
        else PlainPairKernels.squaredDistance(tiles, offset, d, queries, from, out, 0);
    }

    /// The least of `TILE` numbers from `from`.
    static double min(double[] values, int from) {
        return VectorSupport.ENABLED ? VectorPairKernels.min(values, from) : PlainPairKernels.min(values, from);
    }

    /// \(\sum w, \sum w^2, \sum w^3, \sum w x\) of a tile.
    ///
    /// @param exponents  \(x\)
    /// @param weights  \(w = e^x\)
    /// @param sums  the four sums, overwritten
    /// @param lanes  scratch of 32 numbers
    static void sums(double[] exponents, double[] weights, double[] sums, double[] lanes) {
        if (VectorSupport.ENABLED) VectorPairKernels.lanes(exponents, weights, lanes);
        else PlainPairKernels.lanes(exponents, weights, lanes);
        for (int k = 0; k < 4; k++) {
            int o = 8 * k;
            sums[k] = ((lanes[o] + lanes[o + 1]) + (lanes[o + 2] + lanes[o + 3]))
                    + ((lanes[o + 4] + lanes[o + 5]) + (lanes[o + 6] + lanes[o + 7]));
        }
    }
}
