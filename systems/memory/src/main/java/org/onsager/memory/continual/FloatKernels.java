package org.onsager.memory.continual;

import java.util.Arrays;
import org.onsager.numerics.vector.VectorSupport;

/// Kernels on matrices of floats with padded rows: products, and means and variances of fields. The same bits on
/// any number of threads, with any vector length and without the Vector API.
///
/// @param vectors  whether the Vector API is used
record FloatKernels(boolean vectors) {
    /// Rows are padded to a multiple of this many floats.
    static final int PAD = 16;

    /// Networks of fewer weights are done before the vector code would be compiled.
    private static final long SMALL = 1 << 17;

    /// The kernels for a network of some size.
    static FloatKernels of(int[] sizes) {
        long weights = 0;
        for (int l = 1; l < sizes.length; l++) weights += (long) sizes[l - 1] * padded(sizes[l]);
        return new FloatKernels(VectorSupport.ENABLED && weights >= SMALL);
    }

    static int padded(int columns) {
        return (columns + PAD - 1) / PAD * PAD;
    }

    /// Rows `[firstRow, firstRow + rows)` of `A B`, columns `[firstColumn, firstColumn + columns)`, to `c` from
    /// `cFrom`, on this thread.
    void multiply(
            float[] a,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int cFrom,
            int cRow,
            int firstRow,
            int rows,
            int firstColumn,
            int columns,
            int depth) {
        if (vectors) {
            FloatProduct.multiply(
                    a, aRow, aColumn, b, bRow, c, cFrom, cRow, firstRow, rows, firstColumn, columns, depth);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int at = cFrom + i * cRow;
            Arrays.fill(c, at + firstColumn, at + firstColumn + columns, 0);
            for (int k = 0; k < depth; k++) {
                float x = a[(firstRow + i) * aRow + k * aColumn];
                // a sum that began at +0 is not changed by a product of 0
                if (x == 0) continue;
                for (int j = firstColumn; j < firstColumn + columns; j++)
                    c[at + j] = Math.fma(x, b[k * bRow + j], c[at + j]);
            }
        }
    }

    /// \(\mu = \tanh\beta\theta\) and \(s_2 = \mathrm{sech}^2\beta\theta\) (without cancellation) on `[from,
    /// to)`, multiples of `PAD`. Errors: \(2\cdot10^{-7}\) in the mean, \(2\cdot10^{-6}\) of the variance.
    void moments(float beta, float[] theta, float[] mean, float[] variance, int from, int to) {
        if (vectors) {
            FloatMoments.fill(beta, theta, mean, variance, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            float e = exponential(Math.max(Math.abs(theta[i] * beta) * -2, LOWEST));
            float r = 1 / (e + 1);
            float t = (1 - e) * r;
            mean[i] = theta[i] < 0 ? -t : t;
            variance[i] = e * 4 * (r * r);
        }
    }

    /// \(g \leftarrow \beta s_2(g/\sqrt n - h\mu/n)\).
    void combine(
            float[] g,
            float[] h,
            float[] mean,
            float[] variance,
            float beta,
            float root,
            float inverse,
            int from,
            int to) {
        if (vectors) {
            FloatLoops.combine(g, h, mean, variance, beta, root, inverse, from, to);
            return;
        }
        for (int i = from; i < to; i++) g[i] = variance[i] * beta * (g[i] * root - h[i] * inverse * mean[i]);
    }

    /// Adam's step on `theta`; `moved` receives the displacement.
    ///
    /// @param scale  rate over the first moment's bias correction
    /// @param root  one over the root of the second's
    void adam(
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
        if (vectors) {
            FloatLoops.adam(g, theta, first, second, moved, scale, root, b1, b2, tiny, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            first[i] = Math.fma(1 - b1, g[i] - first[i], first[i]);
            second[i] = Math.fma(1 - b2, g[i] * g[i] - second[i], second[i]);
            float d = -scale * first[i] / ((float) Math.sqrt(second[i]) * root + tiny);
            theta[i] += d;
            moved[i] = d;
        }
    }

    /// Adam's step on hidden weights with decay added to the gradient; where the step shrinks \(|h|\) it is
    /// multiplied by \(\mathrm{sech}^2(mh)\).
    ///
    /// @param meta  \(m\); 0 leaves all steps alone
    void hidden(
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
        if (vectors) {
            FloatLoops.hidden(g, hidden, first, second, scale, root, decay, meta, b1, b2, tiny, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            float each = g[i] + decay * hidden[i];
            first[i] = Math.fma(1 - b1, each - first[i], first[i]);
            second[i] = Math.fma(1 - b2, each * each - second[i], second[i]);
            float d = -scale * first[i] / ((float) Math.sqrt(second[i]) * root + tiny);
            // the step goes against the first moment: where h has its sign it shrinks |h|
            if (meta > 0 && hidden[i] * first[i] > 0) {
                float e = exponential(Math.max(-2 * Math.abs(meta * hidden[i]), LOWEST));
                d *= 4 * e / ((1 + e) * (1 + e));
            }
            hidden[i] += d;
        }
    }

    /// \(x \leftarrow c\,x y\).
    void scaleBy(float[] x, float[] y, float factor, int from, int to) {
        if (vectors) FloatLoops.scaleBy(x, y, factor, from, to);
        else for (int i = from; i < to; i++) x[i] = x[i] * (y[i] * factor);
    }

    /// \(g \leftarrow g + c s(x - a)\).
    void pull(float[] g, float[] s, float[] x, float[] a, float factor, int from, int to) {
        if (vectors) FloatLoops.pull(g, s, x, a, factor, from, to);
        else for (int i = from; i < to; i++) g[i] += factor * s[i] * (x[i] - a[i]);
    }

    /// \(g \leftarrow g + c(sx - p)\).
    void elastic(float[] g, float[] s, float[] x, float[] p, float factor, int from, int to) {
        if (vectors) FloatLoops.elastic(g, s, x, p, factor, from, to);
        else for (int i = from; i < to; i++) g[i] += factor * (s[i] * x[i] - p[i]);
    }

    /// \(w = \mathrm{sgn}\,h\), 1 at 0.
    void signs(float[] h, float[] w, int from, int to) {
        if (vectors) FloatLoops.signs(h, w, from, to);
        else for (int i = from; i < to; i++) w[i] = h[i] < 0 ? -1 : 1;
    }

    /// \(x \leftarrow x + y\).
    void add(float[] x, float[] y, int from, int to) {
        if (vectors) FloatLoops.add(x, y, from, to);
        else for (int i = from; i < to; i++) x[i] += y[i];
    }

    /// \(v \leftarrow \sqrt{v/n + 10^{-30}}\), \(z \leftarrow z/\sqrt n + \epsilon v\).
    void propagate(float[] z, float[] v, float[] e, float root, float inverse, int from, int to) {
        if (vectors) {
            FloatLoops.propagate(z, v, e, root, inverse, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            v[i] = (float) Math.sqrt(v[i] * inverse + 1e-30f);
            z[i] = Math.fma(e[i], v[i], z[i] * root);
        }
    }

    /// \(a = \max(0, z)\) and \(a^2\).
    void rectify(float[] z, float[] a, float[] square, int from, int to) {
        if (vectors) {
            FloatLoops.rectify(z, a, square, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            a[i] = Math.max(z[i], 0f);
            square[i] = a[i] * a[i];
        }
    }

    static final float LOWEST = -80;
    static final float LOG2_E = 1.44269504f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    static final float ROUND = 0x1.8p23f;
    static final float E2 = 0.5f;
    static final float E3 = 1f / 6;
    static final float E4 = 1f / 24;
    static final float E5 = 1f / 120;
    static final float E6 = 1f / 720;
    static final float E7 = 1f / 5040;

    /// \(e^x\) for \(x \in [-80, 0]\): \(x = k\ln2 + r\), Taylor to \(r^7\).
    static float exponential(float x) {
        float shifted = Math.fma(x, LOG2_E, ROUND);
        float k = shifted - ROUND;
        float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
        float p = Math.fma(E7, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
    }
}
