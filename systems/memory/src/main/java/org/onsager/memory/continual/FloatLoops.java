package org.onsager.memory.continual;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The loops over weights of a training step by the Vector API, each with the bits of its plain form in
/// [FloatKernels]. The compiler leaves the plain forms scalar, as it cannot know that their arrays differ.
final class FloatLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > FloatKernels.PAD
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    private FloatLoops() {}

    private static FloatVector at(float[] array, int i) {
        return FloatVector.fromArray(SPECIES, array, i);
    }

    static void combine(
            float[] g,
            float[] h,
            float[] mean,
            float[] variance,
            float beta,
            float root,
            float inverse,
            int from,
            int to) {
        for (int i = from; i < to; i += SPECIES.length())
            at(variance, i)
                    .mul(beta)
                    .mul(at(g, i).mul(root).sub(at(h, i).mul(inverse).mul(at(mean, i))))
                    .intoArray(g, i);
    }

    static void adam(
            float[] g,
            float[] theta,
            float[] first,
            float[] second,
            float[] moved,
            float scale,
            float root,
            float b1,
            float b2,
            float tiny,
            int from,
            int to) {
        var one = FloatVector.broadcast(SPECIES, 1 - b1);
        var two = FloatVector.broadcast(SPECIES, 1 - b2);
        for (int i = from; i < to; i += SPECIES.length()) {
            var gradient = at(g, i);
            var m = at(first, i);
            m = one.fma(gradient.sub(m), m);
            m.intoArray(first, i);
            var v = at(second, i);
            v = two.fma(gradient.mul(gradient).sub(v), v);
            v.intoArray(second, i);
            var d = m.mul(-scale).div(v.sqrt().mul(root).add(tiny));
            at(theta, i).add(d).intoArray(theta, i);
            d.intoArray(moved, i);
        }
    }

    static void hidden(
            float[] g,
            float[] hidden,
            float[] first,
            float[] second,
            float scale,
            float root,
            float decay,
            float meta,
            float b1,
            float b2,
            float tiny,
            int from,
            int to) {
        var one = FloatVector.broadcast(SPECIES, 1 - b1);
        var two = FloatVector.broadcast(SPECIES, 1 - b2);
        for (int i = from; i < to; i += SPECIES.length()) {
            var h = at(hidden, i);
            var gradient = at(g, i).add(h.mul(decay));
            var m = at(first, i);
            m = one.fma(gradient.sub(m), m);
            m.intoArray(first, i);
            var v = at(second, i);
            v = two.fma(gradient.mul(gradient).sub(v), v);
            v.intoArray(second, i);
            var d = m.mul(-scale).div(v.sqrt().mul(root).add(tiny));
            if (meta > 0) {
                var e = FloatMoments.exponential(h.mul(meta).abs().mul(-2f).max(FloatKernels.LOWEST));
                var sum = e.add(1f);
                var shrinks = h.mul(m).compare(VectorOperators.GT, 0f);
                d = d.blend(d.mul(e.mul(4f).div(sum.mul(sum))), shrinks);
            }
            h.add(d).intoArray(hidden, i);
        }
    }

    static void scaleBy(float[] x, float[] y, float factor, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length())
            at(x, i).mul(at(y, i).mul(factor)).intoArray(x, i);
    }

    static void pull(float[] g, float[] s, float[] x, float[] a, float factor, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length())
            at(g, i).add(at(s, i).mul(factor).mul(at(x, i).sub(at(a, i)))).intoArray(g, i);
    }

    static void elastic(float[] g, float[] s, float[] x, float[] p, float factor, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length())
            at(g, i).add(at(s, i).mul(at(x, i)).sub(at(p, i)).mul(factor)).intoArray(g, i);
    }

    static void signs(float[] h, float[] w, int from, int to) {
        var up = FloatVector.broadcast(SPECIES, 1);
        for (int i = from; i < to; i += SPECIES.length())
            up.blend(-1, at(h, i).compare(VectorOperators.LT, 0f)).intoArray(w, i);
    }

    static void add(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length()) at(x, i).add(at(y, i)).intoArray(x, i);
    }

    static void propagate(float[] z, float[] v, float[] e, float root, float inverse, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length()) {
            var deviation = at(v, i).mul(inverse).add(1e-30f).sqrt();
            deviation.intoArray(v, i);
            at(e, i).fma(deviation, at(z, i).mul(root)).intoArray(z, i);
        }
    }

    static void rectify(float[] z, float[] a, float[] square, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length()) {
            var x = at(z, i).max(0f);
            x.intoArray(a, i);
            x.mul(x).intoArray(square, i);
        }
    }
}
