package org.onsager.solve.implicit;

import org.onsager.solve.Ledger;

/// LU factorisation with partial pivoting of a real or complex matrix that is dense or has a band, in place and
/// without allocation.
///
/// Entry \((i, j)\) is at `i * stride + shift + j`; a band keeps room for the \(l\) further superdiagonals that
/// pivoting fills. Cost: \(2 n l (l + u)\) operations for a band, \(\frac{2}{3} n^3\) dense; four times that
/// complex. Stands here because EJML has no banded and no complex in-place factorisation.
final class BandLu {
    private final int n;
    private final int lower;
    private final int reach;
    private final int stride;
    private final int shift;
    private final double[] a;
    private final double[] b;
    private final double[] multipliers;
    private final double[] imaginary;
    private final int[] pivot;

    BandLu(int n, int lower, int upper, boolean complex) {
        this.n = n;
        boolean dense = lower >= n - 1 || 2 * lower + upper + 1 >= n;
        this.lower = dense ? n - 1 : lower;
        reach = dense ? n - 1 : lower + upper;
        stride = dense ? n : 2 * lower + upper;
        shift = dense ? 0 : lower;
        int size = dense ? n * n : n * (stride + 1);
        a = new double[size];
        b = new double[complex ? size : 0];
        multipliers = new double[Math.max(1, n * this.lower)];
        imaginary = new double[complex ? multipliers.length : 0];
        pivot = new int[n];
    }

    /// The position of an entry of the band in [#real] and [#imaginary].
    int at(int i, int j) {
        return i * stride + shift + j;
    }

    double[] real() {
        return a;
    }

    double[] imaginary() {
        return b;
    }

    void clear() {
        java.util.Arrays.fill(a, 0);
        java.util.Arrays.fill(b, 0);
    }

    /// Factors the real matrix.
    ///
    /// @return the column at which it is singular, or -1
    int factor() {
        for (int k = 0; k < n; k++) {
            int last = Math.min(n - 1, k + lower);
            int p = k;
            double best = Math.abs(a[at(k, k)]);
            for (int i = k + 1; i <= last; i++) {
                double candidate = Math.abs(a[at(i, k)]);
                if (candidate > best) {
                    best = candidate;
                    p = i;
                }
            }
            pivot[k] = p;
            if (!(best > 0) || Double.isInfinite(best)) return k;
            int right = Math.min(n - 1, k + reach);
            if (p != k) swap(a, at(k, k), at(p, k), right - k + 1);
            double inverse = 1 / a[at(k, k)];
            for (int i = k + 1; i <= last; i++) {
                double m = a[at(i, k)] * inverse;
                multipliers[k * lower + i - k - 1] = m;
                if (m == 0) continue;
                int row = at(i, k), top = at(k, k), count = right - k;
                for (int j = 1; j <= count; j++) a[row + j] = Math.fma(-m, a[top + j], a[row + j]);
            }
        }
        return -1;
    }

    /// Solves with the real factors, in place.
    void solve(double[] x) {
        for (int k = 0; k < n - 1; k++) {
            int p = pivot[k];
            double value = x[p];
            x[p] = x[k];
            x[k] = value;
            int last = Math.min(n - 1, k + lower);
            for (int i = k + 1; i <= last; i++) x[i] = Math.fma(-multipliers[k * lower + i - k - 1], value, x[i]);
        }
        for (int k = n - 1; k >= 0; k--) {
            int right = Math.min(n - 1, k + reach);
            double sum = x[k];
            int row = at(k, 0);
            for (int j = k + 1; j <= right; j++) sum = Math.fma(-a[row + j], x[j], sum);
            x[k] = sum / a[row + k];
        }
    }

    /// Factors the complex matrix.
    ///
    /// @return the column at which it is singular, or -1
    int factorComplex() {
        for (int k = 0; k < n; k++) {
            int last = Math.min(n - 1, k + lower);
            int p = k;
            double best = size(at(k, k));
            for (int i = k + 1; i <= last; i++)
                if (size(at(i, k)) > best) {
                    best = size(at(i, k));
                    p = i;
                }
            pivot[k] = p;
            if (!(best > 0) || Double.isInfinite(best)) return k;
            int right = Math.min(n - 1, k + reach);
            if (p != k) {
                swap(a, at(k, k), at(p, k), right - k + 1);
                swap(b, at(k, k), at(p, k), right - k + 1);
            }
            int top = at(k, k);
            double norm = a[top] * a[top] + b[top] * b[top];
            double ir = a[top] / norm, ii = -b[top] / norm;
            for (int i = k + 1; i <= last; i++) {
                int row = at(i, k);
                double mr = a[row] * ir - b[row] * ii, mi = a[row] * ii + b[row] * ir;
                multipliers[k * lower + i - k - 1] = mr;
                imaginary[k * lower + i - k - 1] = mi;
                for (int j = 1; j <= right - k; j++) {
                    double re = a[top + j], im = b[top + j];
                    a[row + j] -= mr * re - mi * im;
                    b[row + j] -= mr * im + mi * re;
                }
            }
        }
        return -1;
    }

    /// Solves with the complex factors, in place.
    void solveComplex(double[] x, double[] y) {
        for (int k = 0; k < n - 1; k++) {
            int p = pivot[k];
            double xr = x[p], xi = y[p];
            x[p] = x[k];
            y[p] = y[k];
            x[k] = xr;
            y[k] = xi;
            int last = Math.min(n - 1, k + lower);
            for (int i = k + 1; i <= last; i++) {
                double mr = multipliers[k * lower + i - k - 1], mi = imaginary[k * lower + i - k - 1];
                x[i] -= mr * xr - mi * xi;
                y[i] -= mr * xi + mi * xr;
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            int right = Math.min(n - 1, k + reach);
            double sr = x[k], si = y[k];
            int row = at(k, 0);
            for (int j = k + 1; j <= right; j++) {
                sr -= a[row + j] * x[j] - b[row + j] * y[j];
                si -= a[row + j] * y[j] + b[row + j] * x[j];
            }
            double dr = a[row + k], di = b[row + k], norm = dr * dr + di * di;
            x[k] = (sr * dr + si * di) / norm;
            y[k] = (si * dr - sr * di) / norm;
        }
    }

    private double size(int at) {
        return Math.abs(a[at]) + Math.abs(b[at]);
    }

    private static void swap(double[] a, int i, int j, int count) {
        for (int m = 0; m < count; m++) {
            double value = a[i + m];
            a[i + m] = a[j + m];
            a[j + m] = value;
        }
    }

    void keep(Ledger ledger) {
        ledger.array(a);
        ledger.array(b);
        ledger.array(multipliers);
        ledger.array(imaginary);
        ledger.indices(pivot);
    }
}
