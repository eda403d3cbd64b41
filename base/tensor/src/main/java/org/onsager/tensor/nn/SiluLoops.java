package org.onsager.tensor.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The bias and the SiLU of a layer in one pass over its product, \(u = z + b\), \(s = 1/(1 + e^{-u})\), \(a = u
/// s\), with the derivative \(s (1 + u (1 - s))\) left in the place of \(z\), so that the reverse pass is one
/// multiplication. libtorch takes three passes and the exponential twice. The exponential is a Taylor polynomial
/// of degree 7 on \(|r| \le \ln 2/2\), right to 2 units in the last place. NaN stays NaN.
final class SiluLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = SPECIES.length();

    private static final float LARGEST = 88;
    private static final float LOG2_E = 1.44269504f;
    private static final float ROUND = 12582912f; // 1.5 * 2^23: adding it rounds to an integer in the low bits
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float T2 = 1 / 2f;
    private static final float T3 = 1 / 6f;
    private static final float T4 = 1 / 24f;
    private static final float T5 = 1 / 120f;
    private static final float T6 = 1 / 720f;
    private static final float T7 = 1 / 5040f;

    private SiluLoops() {}

    private static FloatVector v(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /// @param z  products, `[n, width]`, overwritten by the derivative
    /// @param bias  `[width]`
    /// @param a  `[n, width]`, overwritten by the values
    static void forward(MemorySegment z, MemorySegment bias, MemorySegment a) {
        long row = bias.byteSize();
        int width = (int) (row / Float.BYTES);
        int whole = SPECIES.loopBound(width);
        for (long at = 0; at < z.byteSize(); at += row) {
            var products = z.asSlice(at, row);
            var values = a.asSlice(at, row);
            for (int j = 0; j < whole; j += LANES) forwardLanes(products, bias, values, (long) j * Float.BYTES);
            for (int j = whole; j < width; j++) forwardOne(products, bias, values, (long) j * Float.BYTES);
        }
    }

    private static void forwardLanes(MemorySegment z, MemorySegment bias, MemorySegment a, long j) {
        var u = FloatVector.fromMemorySegment(SPECIES, z, j, ORDER)
                .add(FloatVector.fromMemorySegment(SPECIES, bias, j, ORDER));
        var t = u.neg().min(LARGEST).max(-LARGEST);
        var shifted = t.fma(v(LOG2_E), v(ROUND));
        var k = shifted.sub(ROUND);
        var r = k.fma(v(-LN2_LOW), k.fma(v(-LN2_HIGH), t));
        var p = r.fma(v(T7), v(T6)).fma(r, v(T5)).fma(r, v(T4)).fma(r, v(T3)).fma(r, v(T2));
        p = p.fma(r, v(1)).fma(r, v(1));
        var power = shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(0x3f800000)
                .reinterpretAsFloats();
        var s = v(1).div(p.fma(power, v(1)));
        u.mul(s).intoMemorySegment(a, j, ORDER);
        v(1).sub(s).fma(u, v(1)).mul(s).intoMemorySegment(z, j, ORDER);
    }

    /// The same operations on one number, to the same bits.
    private static void forwardOne(MemorySegment z, MemorySegment bias, MemorySegment a, long j) {
        float u = z.get(ValueLayout.JAVA_FLOAT, j) + bias.get(ValueLayout.JAVA_FLOAT, j);
        float t = Math.max(Math.min(-u, LARGEST), -LARGEST);
        float shifted = Math.fma(t, LOG2_E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, t));
        float p = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(r, T7, T6), r, T5), r, T4), r, T3), r, T2);
        p = Math.fma(Math.fma(p, r, 1), r, 1);
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + 0x3f800000);
        float s = 1 / Math.fma(p, power, 1);
        a.set(ValueLayout.JAVA_FLOAT, j, u * s);
        z.set(ValueLayout.JAVA_FLOAT, j, Math.fma(1 - s, u, 1) * s);
    }

    /// \(d \leftarrow v \odot d\).
    ///
    /// @param cotangent  \(v\), of the values
    /// @param derivative  \(d\), as [#forward(MemorySegment, MemorySegment, MemorySegment)] left it, overwritten
    ///     by the cotangent of the arguments
    static void reverse(MemorySegment cotangent, MemorySegment derivative) {
        int count = (int) (cotangent.byteSize() / Float.BYTES);
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            long at = (long) i * Float.BYTES;
            FloatVector.fromMemorySegment(SPECIES, cotangent, at, ORDER)
                    .mul(FloatVector.fromMemorySegment(SPECIES, derivative, at, ORDER))
                    .intoMemorySegment(derivative, at, ORDER);
        }
        for (int i = whole; i < count; i++) {
            long at = (long) i * Float.BYTES;
            float product = cotangent.get(ValueLayout.JAVA_FLOAT, at) * derivative.get(ValueLayout.JAVA_FLOAT, at);
            derivative.set(ValueLayout.JAVA_FLOAT, at, product);
        }
    }
}
