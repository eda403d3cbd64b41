package org.onsager.numerics.fourier;

import static org.onsager.numerics.Arguments.require;

/// The discrete Fourier transform of one dimension,
/// \[ X_k = \sum_{j<n} x_j e^{-2\pi i jk/n}, \qquad x_j = \frac1n \sum_{k<n} X_k e^{2\pi i jk/n} , \]
/// the forward one without a factor, the inverse one with \(1/n\), as NumPy has them. Arrays are split into real
/// and imaginary parts; the spectrum of a real signal is its half \(k \le n/2\), `n / 2 + 1` elements.
///
/// Any length: signals of 64 elements and more whose length has no prime factor above 13 by the four-step
/// algorithm (columns, twiddles, rows of an array of about \(\sqrt n \times \sqrt n\), eight side by side in the
/// vector lanes, tiles through [org.onsager.numerics.Parallel]), others through Bluestein's chirp convolution.
/// The same bits on any number of threads and with or without the Vector API.
///
/// Cost \(O(n \ln n)\), no allocation a call but for fork-join tasks. A plan owns its scratch, some \(6n\)
/// doubles: one caller at a time.
///
/// Source: D. H. Bailey, J. Supercomputing 4 (1990) 23 (four steps); L. I. Bluestein, IEEE Trans. AU-18 (1970)
/// 451.
public final class FourierTransform {
    private final int length;
    private final Signal signal;
    private final Signal halfSignal;
    private final double[] workRe;
    private final double[] workIm;
    private final double[] cos;
    private final double[] sin;

    private FourierTransform(int length) {
        this.length = length;
        signal = Signal.of(length);
        boolean even = length % 2 == 0;
        int size = even ? length / 2 : length;
        halfSignal = even ? Signal.of(size) : signal;
        workRe = new double[size];
        workIm = new double[size];
        cos = new double[even ? size : 0];
        sin = new double[cos.length];
        Roots.fill(cos, sin, length);
    }

    /// A plan for signals of this length.
    ///
    /// @param length  \(n\) in \([1, 2^{26}]\)
    public static FourierTransform of(int length) {
        require(length >= 1 && length <= 1 << 26, "length", length, "[1, 2^26]");
        return new FourierTransform(length);
    }

    /// The smallest length that is at least `minimum` and a product of 2, 3 and 5: pad to it for speed.
    public static int fastLength(int minimum) {
        require(minimum >= 1 && minimum <= 1 << 26, "minimum", minimum, "[1, 2^26]");
        for (int n = minimum; ; n++) {
            int rest = n;
            for (int prime : new int[] {2, 3, 5}) while (rest % prime == 0) rest /= prime;
            if (rest == 1) return n;
        }
    }

    public int length() {
        return length;
    }

    /// Replaces a complex signal by its transform.
    ///
    /// @param re  real parts, length \(n\)
    /// @param im  imaginary parts
    public void forward(double[] re, double[] im) {
        requireLength("re", re, length);
        requireLength("im", im, length);
        signal.forward(re, im);
    }

    /// Replaces a transform by the signal that it is the transform of.
    ///
    /// @param re  real parts, length \(n\)
    /// @param im  imaginary parts
    public void inverse(double[] re, double[] im) {
        requireLength("re", re, length);
        requireLength("im", im, length);
        signal.forward(im, re);
        double scale = 1.0 / length;
        for (int i = 0; i < length; i++) {
            re[i] *= scale;
            im[i] *= scale;
        }
    }

    /// The half spectrum of a real signal: for even \(n\) by one complex transform of half the length.
    ///
    /// @param x  the signal, length \(n\), left alone
    /// @param re  real parts, `n / 2 + 1`, overwritten
    /// @param im  imaginary parts, overwritten
    public void forwardReal(double[] x, double[] re, double[] im) {
        requireLength("x", x, length);
        requireLength("re", re, length / 2 + 1);
        requireLength("im", im, length / 2 + 1);
        if (length % 2 == 1) {
            System.arraycopy(x, 0, workRe, 0, length);
            java.util.Arrays.fill(workIm, 0);
            signal.forward(workRe, workIm);
            System.arraycopy(workRe, 0, re, 0, re.length);
            System.arraycopy(workIm, 0, im, 0, im.length);
            return;
        }
        int half = length / 2;
        for (int j = 0; j < half; j++) {
            workRe[j] = x[2 * j];
            workIm[j] = x[2 * j + 1];
        }
        halfSignal.forward(workRe, workIm);
        // Z = E + i O; X_k = E_k + w^k O_k
        for (int k = 0; k <= half; k++) {
            int u = k == half ? 0 : k, v = k == 0 ? 0 : half - k;
            double er = (workRe[u] + workRe[v]) / 2, ei = (workIm[u] - workIm[v]) / 2;
            double or = (workIm[u] + workIm[v]) / 2, oi = (workRe[v] - workRe[u]) / 2;
            double c = k == half ? -1 : cos[k], s = k == half ? 0 : -sin[k];
            re[k] = er + (c * or - s * oi);
            im[k] = ei + (c * oi + s * or);
        }
    }

    /// The real signal of a half spectrum. The imaginary parts of element 0 and, for even \(n\), \(n/2\) are not
    /// looked at.
    ///
    /// @param re  real parts, `n / 2 + 1`, left alone
    /// @param im  imaginary parts, left alone
    /// @param x  the signal, length \(n\), overwritten
    public void inverseReal(double[] re, double[] im, double[] x) {
        requireLength("x", x, length);
        requireLength("re", re, length / 2 + 1);
        requireLength("im", im, length / 2 + 1);
        double scale = 1.0 / length;
        if (length % 2 == 1) {
            for (int k = 0; k <= length / 2; k++) {
                workRe[k] = workRe[(length - k) % length] = re[k];
                workIm[k] = k == 0 ? 0 : im[k];
                if (k > 0) workIm[length - k] = -im[k];
            }
            signal.forward(workIm, workRe);
            for (int j = 0; j < length; j++) x[j] = workRe[j] * scale;
            return;
        }
        int half = length / 2;
        for (int k = 0; k < half; k++) {
            double ar = re[k], ai = k == 0 ? 0 : im[k];
            double br = re[half - k], bi = k == 0 ? 0 : -im[half - k];
            double er = ar + br, ei = ai + bi;
            double dr = ar - br, di = ai - bi;
            // O_k = (A - B) w^-k, Z = E + i O
            double or = dr * cos[k] - di * sin[k], oi = di * cos[k] + dr * sin[k];
            workRe[k] = er - oi;
            workIm[k] = ei + or;
        }
        halfSignal.forward(workIm, workRe);
        for (int j = 0; j < half; j++) {
            x[2 * j] = workRe[j] * scale;
            x[2 * j + 1] = workIm[j] * scale;
        }
    }

    private static void requireLength(String name, double[] array, int length) {
        if (array.length != length)
            throw new IllegalArgumentException("%s must have length %d, not %d".formatted(name, length, array.length));
    }
}
