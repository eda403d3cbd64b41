package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [PairKernels] by the Vector API; apart from it, so that it works where the Vector API is missing.
final class VectorPairKernels {
    /// At most eight lanes, those of the fixed order of sums.
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    private VectorPairKernels() {}

    static void squaredDistances(double[] tiles, int offset, int d, double[] queries, int from, double[] out) {
        for (int j = 0; j < TILE; j += SPECIES.length()) {
            var s0 = DoubleVector.zero(SPECIES);
            var s1 = DoubleVector.zero(SPECIES);
            var s2 = DoubleVector.zero(SPECIES);
            var s3 = DoubleVector.zero(SPECIES);
            for (int a = 0, place = offset + j; a < d; a++, place += TILE) {
                var y = DoubleVector.fromArray(SPECIES, tiles, place);
                var t0 = y.sub(queries[from + a]);
                var t1 = y.sub(queries[from + d + a]);
                var t2 = y.sub(queries[from + 2 * d + a]);
                var t3 = y.sub(queries[from + 3 * d + a]);
                s0 = t0.fma(t0, s0);
                s1 = t1.fma(t1, s1);
                s2 = t2.fma(t2, s2);
                s3 = t3.fma(t3, s3);
            }
            s0.intoArray(out, j);
            s1.intoArray(out, TILE + j);
            s2.intoArray(out, 2 * TILE + j);
            s3.intoArray(out, 3 * TILE + j);
        }
    }

    static void squaredDistance(double[] tiles, int offset, int d, double[] queries, int from, double[] out) {
        for (int j = 0; j < TILE; j += SPECIES.length()) {
            var s = DoubleVector.zero(SPECIES);
            for (int a = 0, place = offset + j; a < d; a++, place += TILE) {
                var t = DoubleVector.fromArray(SPECIES, tiles, place).sub(queries[from + a]);
                s = t.fma(t, s);
            }
            s.intoArray(out, j);
        }
    }

    static double min(double[] values, int from) {
        var least = DoubleVector.fromArray(SPECIES, values, from);
        for (int j = SPECIES.length(); j < TILE; j += SPECIES.length())
            least = least.min(DoubleVector.fromArray(SPECIES, values, from + j));
        return least.reduceLanes(VectorOperators.MIN);
    }

    static void lanes(double[] exponents, double[] weights, double[] lanes) {
        for (int lane = 0; lane < 8; lane += SPECIES.length()) {
            var a0 = DoubleVector.zero(SPECIES);
            var a1 = DoubleVector.zero(SPECIES);
            var b0 = DoubleVector.zero(SPECIES);
            var b1 = DoubleVector.zero(SPECIES);
            var c0 = DoubleVector.zero(SPECIES);
            var c1 = DoubleVector.zero(SPECIES);
            var e0 = DoubleVector.zero(SPECIES);
            var e1 = DoubleVector.zero(SPECIES);
            for (int j = lane; j < TILE; j += 16) {
                var w0 = DoubleVector.fromArray(SPECIES, weights, j);
                var w1 = DoubleVector.fromArray(SPECIES, weights, j + 8);
                a0 = a0.add(w0);
                a1 = a1.add(w1);
                b0 = w0.fma(w0, b0);
                b1 = w1.fma(w1, b1);
                c0 = w0.mul(w0).fma(w0, c0);
                c1 = w1.mul(w1).fma(w1, c1);
                e0 = w0.fma(DoubleVector.fromArray(SPECIES, exponents, j), e0);
                e1 = w1.fma(DoubleVector.fromArray(SPECIES, exponents, j + 8), e1);
            }
            a0.add(a1).intoArray(lanes, lane);
            b0.add(b1).intoArray(lanes, 8 + lane);
            c0.add(c1).intoArray(lanes, 16 + lane);
            e0.add(e1).intoArray(lanes, 24 + lane);
        }
    }
}
