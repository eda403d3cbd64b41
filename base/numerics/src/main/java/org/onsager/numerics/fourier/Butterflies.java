package org.onsager.numerics.fourier;

/// One pass of a Stockham transform of eight interleaved signals: element \(i\) of the eight is at `8 i .. 8 i +
/// 7`.
///
/// With \(m = \mathrm{length}/r\), for \(p < m\), \(q < s\): the \(r\) inputs \(x_{q + s(p + k m)}\) are
/// transformed, output \(j\) is multiplied by \(w^{jp}\), \(w = e^{-2\pi i/\mathrm{length}}\), and stored at
/// \(y_{q + s(r p + j)}\). Both implementations do the same operations on each lane, hence give the same bits.
interface Butterflies {
    /// Signals side by side.
    int LANES = 8;

    /// @param pass  the pass: radix, length, stride and twiddles
    void pass(Pass pass, double[] xr, double[] xi, double[] yr, double[] yi);

    /// A pass of a plan.
    ///
    /// @param radix  \(r\): 2, 4 or odd
    /// @param m  \(\mathrm{length}/r\)
    /// @param stride  \(s\)
    /// @param cos  real parts of \(w^{jp}\) at `p (r - 1) + j - 1`, \(j = 1 .. r - 1\)
    /// @param sin  imaginary parts, there
    /// @param rootCos  \(\cos(2\pi t/r)\), \(t < r\)
    /// @param rootSin  \(-\sin(2\pi t/r)\)
    record Pass(int radix, int m, int stride, double[] cos, double[] sin, double[] rootCos, double[] rootSin) {
        static Pass of(int radix, int length, int stride) {
            int m = length / radix;
            var cos = new double[m * (radix - 1)];
            var sin = new double[cos.length];
            for (int p = 0; p < m; p++)
                for (int j = 1; j < radix; j++) {
                    cos[p * (radix - 1) + j - 1] = Roots.cos((long) p * j, length);
                    sin[p * (radix - 1) + j - 1] = -Roots.sin((long) p * j, length);
                }
            var rootCos = new double[radix];
            var rootSin = new double[radix];
            for (int t = 0; t < radix; t++) {
                rootCos[t] = Roots.cos(t, radix);
                rootSin[t] = -Roots.sin(t, radix);
            }
            return new Pass(radix, m, stride, cos, sin, rootCos, rootSin);
        }
    }
}
