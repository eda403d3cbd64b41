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

    static void lanes(double[] values, int from, double slope, double reference, double[] lanes) {
        for (int lane = 0; lane < 8; lane += SPECIES.length()) {
            var a = DoubleVector.zero(SPECIES);
            var b = DoubleVector.zero(SPECIES);
            var c = DoubleVector.zero(SPECIES);
            var e = DoubleVector.zero(SPECIES);
            for (int j = lane; j < TILE; j += 8) {
                var x = DoubleVector.fromArray(SPECIES, values, from + j)
                        .fma(v(slope), v(reference))
                        .max(v(PairKernels.LOWEST));
                var shifted = x.add(PairKernels.ROUND);
                var r = x.sub(shifted.sub(PairKernels.ROUND));
                var p = r.fma(v(PairKernels.C10), v(PairKernels.C9));
                p = p.fma(r, v(PairKernels.C8));
                p = p.fma(r, v(PairKernels.C7));
                p = p.fma(r, v(PairKernels.C6));
                p = p.fma(r, v(PairKernels.C5));
                p = p.fma(r, v(PairKernels.C4));
                p = p.fma(r, v(PairKernels.C3));
                p = p.fma(r, v(PairKernels.C2));
                p = p.fma(r, v(PairKernels.C1));
                p = p.fma(r, v(1));
                var w = shifted.reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHL, 52)
                        .add(p.reinterpretAsLongs())
                        .reinterpretAsDoubles();
                var square = w.mul(w);
                a = a.add(w);
                b = b.add(square);
                c = w.fma(square, c);
                e = w.fma(x, e);
            }
            a.intoArray(lanes, lane);
            b.intoArray(lanes, 8 + lane);
            c.intoArray(lanes, 16 + lane);
            e.intoArray(lanes, 24 + lane);
        }
    }

    static void firstLanes(double[] values, int from, double slope, double reference, double[] lanes) {
        for (int lane = 0; lane < 8; lane += SPECIES.length()) {
            var a = DoubleVector.zero(SPECIES);
            for (int j = lane; j < TILE; j += 8) {
                var x = DoubleVector.fromArray(SPECIES, values, from + j)
                        .fma(v(slope), v(reference))
                        .max(v(PairKernels.LOWEST));
                var shifted = x.add(PairKernels.ROUND);
                var r = x.sub(shifted.sub(PairKernels.ROUND));
                var p = r.fma(v(PairKernels.C10), v(PairKernels.C9));
                p = p.fma(r, v(PairKernels.C8));
                p = p.fma(r, v(PairKernels.C7));
                p = p.fma(r, v(PairKernels.C6));
                p = p.fma(r, v(PairKernels.C5));
                p = p.fma(r, v(PairKernels.C4));
                p = p.fma(r, v(PairKernels.C3));
                p = p.fma(r, v(PairKernels.C2));
                p = p.fma(r, v(PairKernels.C1));
                p = p.fma(r, v(1));
                a = a.add(shifted.reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHL, 52)
                        .add(p.reinterpretAsLongs())
                        .reinterpretAsDoubles());
            }
            a.intoArray(lanes, lane);
        }
    }

    private static DoubleVector v(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
