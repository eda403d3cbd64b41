package org.onsager.inference.gaussian;

import org.onsager.inference.gaussian.DenseProduct.View;

/// A Cholesky factor \(L\) of a symmetric positive definite matrix, \(L L^\top = A\), and the solves with it.
///
/// Blocks of 48 columns: the diagonal blocks are factored and inverted in place of many short substitutions, all
/// the rest is [DenseProduct]. Factorisation \(n^3/3\), solve with \(m\) right-hand sides \(n^2 m\) a triangle.
///
/// @param size  \(n\)
/// @param data  \(L\), row-major `n * n`, zeros above the diagonal
/// @param inverses  inverses of the diagonal blocks, one after another, each row-major 48 * 48
public record LowerTriangle(int size, double[] data, double[] inverses) {
    static final int BLOCK = 48;

    /// Factors a symmetric matrix, of which the lower triangle is read.
    ///
    /// @param a  row-major `n * n`, left alone
    /// @throws NotPositiveDefinite with the pivot that failed
    public static LowerTriangle factor(double[] a, int n) {
        var l = a.clone();
        var inverses = new double[Math.ceilDiv(n, BLOCK) * BLOCK * BLOCK];
        var whole = View.of(l, n);
        var panel = new double[n * BLOCK];
        for (int k = 0; k < n; k += BLOCK) {
            int width = Math.min(BLOCK, n - k), below = n - k - width;
            factorBlock(l, n, k, width);
            invertBlock(l, n, k, width, inverses);
            if (below == 0) break;
            java.util.Arrays.fill(panel, 0, below * width, 0);
            View inverse = new View(inverses, k * BLOCK, BLOCK, 1), solved = View.of(panel, width);
            DenseProduct.add(below, width, width, 1, whole.from(k + width, k), inverse.transposed(), solved);
            for (int i = 0; i < below; i++) System.arraycopy(panel, i * width, l, (k + width + i) * n + k, width);
            update(l, n, k + width, below, width, solved);
        }
        for (int i = 0; i < n; i++) java.util.Arrays.fill(l, i * n + i + 1, (i + 1) * n, 0);
        return new LowerTriangle(n, l, inverses);
    }

    /// \(A_{22} \leftarrow A_{22} - P P^\top\), the lower part by strips of rows.
    private static void update(double[] l, int n, int start, int below, int width, View solved) {
        int strip = 96;
        for (int i = 0; i < below; i += strip) {
            int height = Math.min(strip, below - i);
            DenseProduct.add(
                    height,
                    i + height,
                    width,
                    -1,
                    solved.from(i, 0),
                    solved.transposed(),
                    View.of(l, n).from(start + i, start));
        }
    }

    private static void factorBlock(double[] l, int n, int k, int width) {
        for (int j = k; j < k + width; j++) {
            double pivot = l[j * n + j];
            for (int p = k; p < j; p++) pivot -= l[j * n + p] * l[j * n + p];
            if (!(pivot > 0)) throw new NotPositiveDefinite(j, pivot);
            double root = Math.sqrt(pivot);
            l[j * n + j] = root;
            for (int i = j + 1; i < k + width; i++) {
                double sum = l[i * n + j];
                for (int p = k; p < j; p++) sum -= l[i * n + p] * l[j * n + p];
                l[i * n + j] = sum / root;
            }
        }
    }

    private static void invertBlock(double[] l, int n, int k, int width, double[] inverses) {
        int at = k * BLOCK;
        for (int j = 0; j < width; j++) {
            inverses[at + j * BLOCK + j] = 1 / l[(k + j) * n + k + j];
            for (int i = j + 1; i < width; i++) {
                double sum = 0;
                for (int p = j; p < i; p++) sum -= l[(k + i) * n + k + p] * inverses[at + p * BLOCK + j];
                inverses[at + i * BLOCK + j] = sum / l[(k + i) * n + k + i];
            }
        }
    }

    /// A factor that is known already.
    ///
    /// @param l  row-major `n * n`, kept
    static LowerTriangle of(int n, double[] l) {
        var inverses = new double[Math.ceilDiv(n, BLOCK) * BLOCK * BLOCK];
        for (int k = 0; k < n; k += BLOCK) invertBlock(l, n, k, Math.min(BLOCK, n - k), inverses);
        return new LowerTriangle(n, l, inverses);
    }

    /// \(\ln |A| = 2 \sum_i \ln L_{ii}\).
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) sum += Math.log(data[i * size + i]);
        return 2 * sum;
    }

    /// \(L^{-1} X\) in place.
    ///
    /// @param x  row-major `n * columns`
    public void solveLower(double[] x, int columns) {
        if (columns == 1) {
            for (int i = 0; i < size; i++) {
                x[i] = (x[i] - dot(i, x)) / data[i * size + i];
            }
            return;
        }
        var part = new double[BLOCK * columns];
        for (int k = 0; k < size; k += BLOCK) {
            int width = Math.min(BLOCK, size - k);
            // rows k.. minus L[k.., 0..k] X[0..k]
            DenseProduct.add(
                    width,
                    columns,
                    k,
                    -1,
                    View.of(data, size).from(k, 0),
                    View.of(x, columns),
                    View.of(x, columns).from(k, 0));
            diagonal(x, columns, k, width, part, new View(inverses, k * BLOCK, BLOCK, 1));
        }
    }

    /// \(\sum_{p<i} L_{ip} x_p\) in four partial sums.
    private double dot(int i, double[] x) {
        int at = i * size, p = 0;
        double a = 0, b = 0, c = 0, d = 0;
        for (; p + 4 <= i; p += 4) {
            a = Math.fma(data[at + p], x[p], a);
            b = Math.fma(data[at + p + 1], x[p + 1], b);
            c = Math.fma(data[at + p + 2], x[p + 2], c);
            d = Math.fma(data[at + p + 3], x[p + 3], d);
        }
        for (; p < i; p++) a = Math.fma(data[at + p], x[p], a);
        return (a + c) + (b + d);
    }

    /// \(L^{-\top} X\) in place.
    ///
    /// @param x  row-major `n * columns`
    public void solveUpper(double[] x, int columns) {
        if (columns == 1) {
            for (int i = size - 1; i >= 0; i--) {
                double value = x[i] / data[i * size + i];
                x[i] = value;
                for (int p = 0, at = i * size; p < i; p++) x[p] -= data[at + p] * value;
            }
            return;
        }
        var part = new double[BLOCK * columns];
        for (int k = (Math.ceilDiv(size, BLOCK) - 1) * BLOCK; k >= 0; k -= BLOCK) {
            int width = Math.min(BLOCK, size - k), after = size - k - width;
            if (after > 0)
                DenseProduct.add(
                        width,
                        columns,
                        after,
                        -1,
                        View.of(data, size).from(k + width, k).transposed(),
                        View.of(x, columns).from(k + width, 0),
                        View.of(x, columns).from(k, 0));
            diagonal(x, columns, k, width, part, new View(inverses, k * BLOCK, BLOCK, 1).transposed());
        }
    }

    private static void diagonal(double[] x, int columns, int k, int width, double[] part, View inverse) {
        java.util.Arrays.fill(part, 0, width * columns, 0);
        DenseProduct.add(width, columns, width, 1, inverse, View.of(x, columns).from(k, 0), View.of(part, columns));
        System.arraycopy(part, 0, x, k * columns, width * columns);
    }

    /// \(A^{-1} X\), a fresh array.
    ///
    /// @param x  row-major `n * columns`, left alone
    public double[] solve(double[] x, int columns) {
        var y = x.clone();
        solveLower(y, columns);
        solveUpper(y, columns);
        return y;
    }

    /// \(A^{-1}\), row-major.
    public double[] inverse() {
        var identity = new double[size * size];
        for (int i = 0; i < size; i++) identity[i * size + i] = 1;
        solveLower(identity, size);
        solveUpper(identity, size);
        return identity;
    }

    /// A matrix that is not positive definite to working precision.
    public static final class NotPositiveDefinite extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPositiveDefinite(int pivot, double value) {
            super("matrix must be positive definite: pivot %d is %s".formatted(pivot, value));
        }
    }
}
