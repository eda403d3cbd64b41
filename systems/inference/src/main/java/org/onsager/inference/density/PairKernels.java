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

    /// Sums over the weights \(w = 2^x\), \(x = \max(reference - scale \cdot value, -1000)\), of a tile: \(\sum
    /// w, \sum w^2, \sum w^3, \sum w x\).
    ///
    /// The power is an integer added to the exponent's bits and a polynomial in the rest \(|r| \le \tfrac12\), of
    /// relative error below 5e-16 with its rounding; a weight below \(2^{-1000}\) counts as that, which no sum
    /// can tell from 0.
    ///
    /// @param values  from `from`
    /// @param sums  the four sums, overwritten
    /// @param lanes  scratch of 32 numbers
    static void sums(double[] values, int from, double scale, double reference, double[] sums, double[] lanes) {
        if (VectorSupport.ENABLED) VectorPairKernels.lanes(values, from, -scale, reference, lanes);
        else PlainPairKernels.lanes(values, from, -scale, reference, lanes);
        for (int k = 0; k < 4; k++) {
            int o = 8 * k;
            sums[k] = ((lanes[o] + lanes[o + 1]) + (lanes[o + 2] + lanes[o + 3]))
                    + ((lanes[o + 4] + lanes[o + 5]) + (lanes[o + 6] + lanes[o + 7]));
        }
    }

    /// The first of these sums alone, with the same bits.
    ///
    /// @param lanes  scratch of 8 numbers
    static double sum(double[] values, int from, double scale, double reference, double[] lanes) {
        if (VectorSupport.ENABLED) VectorPairKernels.firstLanes(values, from, -scale, reference, lanes);
        else PlainPairKernels.firstLanes(values, from, -scale, reference, lanes);
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }

    static final double LOWEST = -1000;

    /// Adding this rounds to a whole number, which is then in the low bits.
    static final double ROUND = 0x1.8p52;

    // 2^r for |r| <= 1/2, interpolated at Chebyshev's points; the constant term is 1
    static final double C1 = 0.69314718055995;
    static final double C2 = 0.24022650695910097;
    static final double C3 = 0.05550410866444772;
    static final double C4 = 0.009618129107606888;
    static final double C5 = 0.0013333558230164974;
    static final double C6 = 0.0001540353044173605;
    static final double C7 = 1.5252657260200837e-05;
    static final double C8 = 1.321544258792169e-06;
    static final double C9 = 1.0208690299958306e-07;
    static final double C10 = 7.072585949269223e-09;
}
