package org.onsager.memory.continual;

import static org.onsager.memory.continual.FloatKernels.E2;
import static org.onsager.memory.continual.FloatKernels.E3;
import static org.onsager.memory.continual.FloatKernels.E4;
import static org.onsager.memory.continual.FloatKernels.E5;
import static org.onsager.memory.continual.FloatKernels.E6;
import static org.onsager.memory.continual.FloatKernels.E7;
import static org.onsager.memory.continual.FloatKernels.LN2_HIGH;
import static org.onsager.memory.continual.FloatKernels.LN2_LOW;
import static org.onsager.memory.continual.FloatKernels.LOG2_E;
import static org.onsager.memory.continual.FloatKernels.LOWEST;
import static org.onsager.memory.continual.FloatKernels.ROUND;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [FloatKernels#moments] by the Vector API, with the bits of the scalar loop.
final class FloatMoments {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > FloatKernels.PAD
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    private FloatMoments() {}

    private static FloatVector v(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /// [FloatKernels#exponential].
    static FloatVector exponential(FloatVector x) {
        var shifted = x.fma(v(LOG2_E), v(ROUND));
        var k = shifted.sub(ROUND);
        var r = k.fma(v(-LN2_LOW), k.fma(v(-LN2_HIGH), x));
        var p = r.fma(v(E7), v(E6));
        p = p.fma(r, v(E5));
        p = p.fma(r, v(E4));
        p = p.fma(r, v(E3));
        p = p.fma(r, v(E2));
        p = p.fma(r, v(1));
        p = p.fma(r, v(1));
        var bits = shifted.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
        return p.mul(bits.reinterpretAsFloats());
    }

    static void fill(float beta, float[] theta, float[] mean, float[] variance, int from, int to) {
        for (int i = from; i < to; i += SPECIES.length()) {
            var field = FloatVector.fromArray(SPECIES, theta, i);
            var x = field.mul(beta).abs().mul(-2f).max(v(LOWEST));
            var e = exponential(x);
            var inverse = v(1).div(e.add(1f));
            var t = v(1).sub(e).mul(inverse);
            t.blend(t.neg(), field.lt(0f)).intoArray(mean, i);
            e.mul(4f).mul(inverse.mul(inverse)).intoArray(variance, i);
        }
    }
}
