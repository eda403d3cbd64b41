package org.onsager.numerics.fourier;

/// Roots of unity, right to half a unit in the last place and the same on every machine: the angle is reduced to
/// an octant in whole numbers before `StrictMath` sees it.
final class Roots {
    private Roots() {}

    /// \(\cos(2 \pi k / n)\).
    static double cos(long k, long n) {
        long t = Math.floorMod(8 * k, 8 * n);
        if (t > 4 * n) t = 8 * n - t;
        if (t > 2 * n) return -acute(4 * n - t, n, true);
        return acute(t, n, true);
    }

    /// \(\sin(2 \pi k / n)\).
    static double sin(long k, long n) {
        long t = Math.floorMod(8 * k, 8 * n);
        if (t > 4 * n) return -positive(8 * n - t, n);
        return positive(t, n);
    }

    private static double positive(long t, long n) {
        return acute(t > 2 * n ? 4 * n - t : t, n, false);
    }

    /// Fills the first elements of the two arrays with \(\cos, \sin(2\pi k/n)\), \(k = 0, 1, ...\), by products
    /// of two exact roots: within two units in the last place.
    static void fill(double[] cos, double[] sin, int n) {
        int block = 1 + (int) Math.sqrt(cos.length);
        var smallCos = new double[block];
        var smallSin = new double[block];
        for (int k = 0; k < block; k++) {
            smallCos[k] = cos(k, n);
            smallSin[k] = sin(k, n);
        }
        for (int start = 0; start < cos.length; start += block) {
            double c = cos(start, n), s = sin(start, n);
            for (int k = 0; k < block && start + k < cos.length; k++) {
                cos[start + k] = c * smallCos[k] - s * smallSin[k];
                sin[start + k] = c * smallSin[k] + s * smallCos[k];
            }
        }
    }

    /// Cosine or sine of \(2\pi t/(8n)\), \(0 \le t \le 2n\).
    private static double acute(long t, long n, boolean cosine) {
        boolean upper = t > n;
        double angle = Math.PI / 4 * (upper ? 2 * n - t : t) / n;
        return cosine != upper ? StrictMath.cos(angle) : StrictMath.sin(angle);
    }
}
