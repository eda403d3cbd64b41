package org.onsager.numerics.vector;

import static org.onsager.numerics.vector.Elementary.HALF_EXPONENT;
import static org.onsager.numerics.vector.Elementary.HIGHEST;
import static org.onsager.numerics.vector.Elementary.LN2_HIGH;
import static org.onsager.numerics.vector.Elementary.LN2_LOW;
import static org.onsager.numerics.vector.Elementary.LOG2_E;
import static org.onsager.numerics.vector.Elementary.LOWEST;
import static org.onsager.numerics.vector.Elementary.P0;
import static org.onsager.numerics.vector.Elementary.P1;
import static org.onsager.numerics.vector.Elementary.P2;
import static org.onsager.numerics.vector.Elementary.Q0;
import static org.onsager.numerics.vector.Elementary.Q1;
import static org.onsager.numerics.vector.Elementary.Q2;
import static org.onsager.numerics.vector.Elementary.ROUND;
import static org.onsager.numerics.vector.Elementary.SMALL;
import static org.onsager.numerics.vector.Elementary.T10;
import static org.onsager.numerics.vector.Elementary.T11;
import static org.onsager.numerics.vector.Elementary.T12;
import static org.onsager.numerics.vector.Elementary.T13;
import static org.onsager.numerics.vector.Elementary.T2;
import static org.onsager.numerics.vector.Elementary.T3;
import static org.onsager.numerics.vector.Elementary.T4;
import static org.onsager.numerics.vector.Elementary.T5;
import static org.onsager.numerics.vector.Elementary.T6;
import static org.onsager.numerics.vector.Elementary.T7;
import static org.onsager.numerics.vector.Elementary.T8;
import static org.onsager.numerics.vector.Elementary.T9;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Elementary] by the Vector API; apart from it, so that it works where the Vector API is missing. Each method
/// returns how many elements it has done; the rest is left to the scalar form.
final class VectorElementary {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int CHUNK = 256;

    private VectorElementary() {}

    private static DoubleVector v(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    // Each loop holds all of its vectors: a method that returns a vector, or a loop of many more operations than
    // these, is not always inlined, and then every vector goes through the heap, at ten times the cost.

    static int exp(double[] x, double[] y, int length) {
        int whole = SPECIES.loopBound(length);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            var a = DoubleVector.fromArray(SPECIES, x, i);
            var below = a.compare(VectorOperators.LT, LOWEST);
            var clamped =
                    a.blend(HIGHEST, a.compare(VectorOperators.GT, HIGHEST)).blend(LOWEST, below);
            var shifted = clamped.fma(v(LOG2_E), v(ROUND));
            var k = shifted.sub(ROUND);
            var r = k.fma(v(-LN2_LOW), k.fma(v(-LN2_HIGH), clamped));
            var p = r.fma(v(T13), v(T12));
            p = p.fma(r, v(T11));
            p = p.fma(r, v(T10));
            p = p.fma(r, v(T9));
            p = p.fma(r, v(T8));
            p = p.fma(r, v(T7));
            p = p.fma(r, v(T6));
            p = p.fma(r, v(T5));
            p = p.fma(r, v(T4));
            p = p.fma(r, v(T3));
            p = p.fma(r, v(T2));
            p = p.fma(r, v(1)).fma(r, v(1));
            var bits = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .add(HALF_EXPONENT);
            var e = p.mul(bits.reinterpretAsDoubles()).mul(2);
            e.blend(0.0, below).intoArray(y, i);
        }
        return whole;
    }

    static int tanh(double[] x, double[] y) {
        int whole = SPECIES.loopBound(x.length);
        var exponential = new double[CHUNK];
        for (int from = 0; from < whole; from += CHUNK) {
            int length = Math.min(CHUNK, whole - from);
            twiceAbs(x, from, exponential, length);
            exp(exponential, exponential, length);
            tanhFrom(exponential, x, y, from, length);
        }
        return whole;
    }

    private static void twiceAbs(double[] x, int from, double[] y, int length) {
        for (int i = 0; i < length; i += SPECIES.length())
            DoubleVector.fromArray(SPECIES, x, from + i).abs().mul(2.0).intoArray(y, i);
    }

    private static void tanhFrom(double[] exponential, double[] x, double[] y, int from, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            var x0 = DoubleVector.fromArray(SPECIES, x, from + i);
            var z = x0.mul(x0);
            var up = z.fma(v(P0), v(P1)).fma(z, v(P2));
            var down = z.add(Q0).fma(z, v(Q1)).fma(z, v(Q2));
            var small = x0.abs().compare(VectorOperators.LT, SMALL);
            var large = DoubleVector.fromArray(SPECIES, exponential, i).add(1.0);
            var ratio = v(-2).blend(up, small).div(large.blend(down, small));
            var far = ratio.add(1.0);
            var signed = far.blend(far.neg(), x0.compare(VectorOperators.LT, 0.0));
            signed.blend(x0.mul(z).fma(ratio, x0), small).intoArray(y, from + i);
        }
    }
}
