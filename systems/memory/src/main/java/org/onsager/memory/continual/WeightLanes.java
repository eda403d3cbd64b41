package org.onsager.memory.continual;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The inner loop of [WeightMeasure] by the Vector API: a lane is a field, so that each field's sums run over
/// \(m\) in order and have the bits of the scalar loop, whatever the vector length.
///
/// \(e^x\) as in [org.onsager.memory.saddle.TanhKernel#exponential].
final class WeightLanes {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double ROUNDER = 0x1.8p52;
    private static final double C3 = 1 / 6.0;
    private static final double C4 = 1 / 24.0;
    private static final double C5 = 1 / 120.0;
    private static final double C6 = 1 / 720.0;
    private static final double C7 = 1 / 5040.0;
    private static final double C8 = 1 / 40320.0;
    private static final double C9 = 1 / 362880.0;
    private static final double C10 = 1 / 3628800.0;
    private static final double C11 = 1 / 39916800.0;
    private static final double C12 = 1 / 479001600.0;

    private WeightLanes() {}

    private static DoubleVector v(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /// Sums at the fields `[from, to)`, as many as fill vectors.
    ///
    /// @param higher  whether third and fourth moments are wanted
    /// @param sums  receives, at each field's place: weight below 0, weight above, sums of first and second
    ///     moments, the exponent that was taken off, and sums of third and fourth moments
    /// @return the first field that is left to the scalar loop
    static int sums(double[] nodes, double[] base, double[] fields, int from, int to, boolean higher, double[][] sums) {
        int i = from, half = nodes.length / 2;
        for (; i + SPECIES.length() <= to; i += SPECIES.length()) {
            var h = DoubleVector.fromArray(SPECIES, fields, i);
            var top = h.fma(v(nodes[nodes.length - 1]), v(base[nodes.length - 1]));
            top = top.max(h.fma(v(nodes[half - 1]), v(base[half - 1])));
            for (int start = 0; start < nodes.length; start += half)
                for (int j = start; j < start + half; j += WeightMeasure.BLOCK)
                    top = top.max(h.fma(v(nodes[j]), v(base[j])));
            top.intoArray(sums[4], i);
            half(nodes, base, 0, half, h, top, higher, sums, i, false);
            half(nodes, base, half, nodes.length, h, top, higher, sums, i, true);
        }
        return i;
    }

    private static void half(
            double[] nodes,
            double[] base,
            int start,
            int end,
            DoubleVector h,
            DoubleVector top,
            boolean higher,
            double[][] sums,
            int i,
            boolean above) {
        var total = v(0);
        var first = above ? DoubleVector.fromArray(SPECIES, sums[2], i) : v(0);
        var second = above ? DoubleVector.fromArray(SPECIES, sums[3], i) : v(0);
        var third = above ? DoubleVector.fromArray(SPECIES, sums[5], i) : v(0);
        var fourth = above ? DoubleVector.fromArray(SPECIES, sums[6], i) : v(0);
        var before = h.fma(v(nodes[start]), v(base[start])).sub(top);
        for (int from = start; from < end; from += WeightMeasure.BLOCK) {
            int to = Math.min(end, from + WeightMeasure.BLOCK), next = Math.min(to, end - 1);
            var after = h.fma(v(nodes[next]), v(base[next])).sub(top);
            var low = before.max(after).compare(VectorOperators.LT, WeightMeasure.NEGLIGIBLE);
            before = after;
            if (low.allTrue()) continue;
            for (int j = from; j < to; j++) {
                var m = v(nodes[j]);
                var w = exponential(h.fma(m, v(base[j])).sub(top).max(-700)).blend(0, low);
                total = total.add(w);
                var wm = w.mul(m);
                first = first.add(wm);
                second = wm.fma(m, second);
                if (higher) {
                    var cube = wm.mul(m).mul(m);
                    third = third.add(cube);
                    fourth = cube.fma(m, fourth);
                }
            }
        }
        total.intoArray(sums[above ? 1 : 0], i);
        first.intoArray(sums[2], i);
        second.intoArray(sums[3], i);
        third.intoArray(sums[5], i);
        fourth.intoArray(sums[6], i);
    }

    private static DoubleVector exponential(DoubleVector x) {
        var shifted = x.fma(v(LOG2_E), v(ROUNDER));
        var k = shifted.sub(ROUNDER);
        var r = k.fma(v(-LN2_LOW), k.fma(v(-LN2_HIGH), x));
        var p = r.fma(v(C12), v(C11));
        p = p.fma(r, v(C10));
        p = p.fma(r, v(C9));
        p = p.fma(r, v(C8));
        p = p.fma(r, v(C7));
        p = p.fma(r, v(C6));
        p = p.fma(r, v(C5));
        p = p.fma(r, v(C4));
        p = p.fma(r, v(C3));
        p = p.fma(r, v(0.5));
        p = p.fma(r, v(1));
        p = p.fma(r, v(1));
        var bits = shifted.reinterpretAsLongs().add(1023).lanewise(VectorOperators.LSHL, 52);
        return p.mul(bits.reinterpretAsDoubles());
    }
}
