package org.onsager.particles.coulomb;

import org.onsager.numerics.DivergedException;

/// The eigenvalues of a complex upper Hessenberg matrix by QR steps with Wilkinson's shift: each step is a sweep
/// of Givens rotations over the part that has not deflated, in place.
final class HessenbergIteration {
    private final double[] h;
    private final int n;
    private final double[] cosine;
    private final double[] sineRe;
    private final double[] sineIm;

    /// @param entries  row by row, real and imaginary parts in turn; overwritten
    HessenbergIteration(double[] entries, int size) {
        h = entries;
        n = size;
        cosine = new double[n];
        sineRe = new double[n];
        sineIm = new double[n];
    }

    private int at(int row, int column) {
        return 2 * (row * n + column);
    }

    private double size(int row, int column) {
        return Math.abs(h[at(row, column)]) + Math.abs(h[at(row, column) + 1]);
    }

    double[] eigenvalues(int mostSteps) {
        var values = new double[2 * n];
        int high = n - 1;
        int steps = 0;
        while (high >= 0) {
            int low = high;
            while (low > 0) {
                if (size(low, low - 1) < 1e-16 * (size(low, low) + size(low - 1, low - 1))) break;
                low--;
            }
            if (low == high) {
                values[high] = h[at(high, high)];
                values[n + high] = h[at(high, high) + 1];
                high--;
                steps = 0;
                continue;
            }
            if (++steps > mostSteps)
                throw new DivergedException("the QR iteration did not deflate in %d steps".formatted(mostSteps));
            double[] shift = steps % 11 == 10
                    ? new double[] {h[at(high, high)] + size(high, high - 1), h[at(high, high) + 1]}
                    : shift(high);
            step(low, high, shift[0], shift[1]);
        }
        return values;
    }

    /// The eigenvalue of the last 2 x 2 block that is nearer to its last entry.
    private double[] shift(int high) {
        double ar = h[at(high - 1, high - 1)], ai = h[at(high - 1, high - 1) + 1];
        double br = h[at(high - 1, high)], bi = h[at(high - 1, high) + 1];
        double cr = h[at(high, high - 1)], ci = h[at(high, high - 1) + 1];
        double dr = h[at(high, high)], di = h[at(high, high) + 1];
        double pr = 0.5 * (ar - dr), pi = 0.5 * (ai - di);
        double qr = pr * pr - pi * pi + br * cr - bi * ci;
        double qi = 2 * pr * pi + br * ci + bi * cr;
        double modulus = Math.hypot(qr, qi);
        double rootRe = Math.sqrt(0.5 * (modulus + Math.abs(qr)));
        double rootIm = rootRe == 0 ? 0 : 0.5 * Math.abs(qi) / rootRe;
        if (qr < 0) {
            double swap = rootRe;
            rootRe = rootIm;
            rootIm = swap;
        }
        if (qi < 0) rootIm = -rootIm;
        if (pr * rootRe + pi * rootIm > 0) {
            rootRe = -rootRe;
            rootIm = -rootIm;
        }
        return new double[] {dr + pr + rootRe, di + pi + rootIm};
    }

    private void step(int low, int high, double shiftRe, double shiftIm) {
        for (int k = low; k <= high; k++) {
            h[at(k, k)] -= shiftRe;
            h[at(k, k) + 1] -= shiftIm;
        }
        for (int k = low; k < high; k++) rotateRows(k, high);
        for (int k = low; k < high; k++) rotateColumns(k, low, high);
        for (int k = low; k <= high; k++) {
            h[at(k, k)] += shiftRe;
            h[at(k, k) + 1] += shiftIm;
        }
    }

    /// The rotation that zeroes entry `(k + 1, k)`: rows \(k\), \(k + 1\) times \(\begin{pmatrix} c & \bar s \\
    /// -s & c \end{pmatrix}\).
    private void rotateRows(int k, int high) {
        int p = at(k, k);
        int q = at(k + 1, k);
        double ar = h[p], ai = h[p + 1], br = h[q], bi = h[q + 1];
        double a = Math.hypot(ar, ai);
        double norm = Math.hypot(a, Math.hypot(br, bi));
        double c, sr, si;
        if (norm == 0) {
            c = 1;
            sr = si = 0;
        } else if (a == 0) {
            c = 0;
            sr = br / norm;
            si = bi / norm;
        } else {
            c = a / norm;
            sr = (br * ar + bi * ai) / (a * norm);
            si = (bi * ar - br * ai) / (a * norm);
        }
        cosine[k] = c;
        sineRe[k] = sr;
        sineIm[k] = si;
        for (int j = k; j <= high; j++, p += 2, q += 2) {
            double xr = h[p], xi = h[p + 1], yr = h[q], yi = h[q + 1];
            h[p] = c * xr + sr * yr + si * yi;
            h[p + 1] = c * xi + sr * yi - si * yr;
            h[q] = c * yr - (sr * xr - si * xi);
            h[q + 1] = c * yi - (sr * xi + si * xr);
        }
    }

    private void rotateColumns(int k, int low, int high) {
        double c = cosine[k], sr = sineRe[k], si = sineIm[k];
        int last = Math.min(k + 1, high);
        for (int i = low; i <= last; i++) {
            int p = at(i, k);
            double xr = h[p], xi = h[p + 1], yr = h[p + 2], yi = h[p + 3];
            h[p] = c * xr + sr * yr - si * yi;
            h[p + 1] = c * xi + sr * yi + si * yr;
            h[p + 2] = c * yr - (sr * xr + si * xi);
            h[p + 3] = c * yi - (sr * xi - si * xr);
        }
    }
}
