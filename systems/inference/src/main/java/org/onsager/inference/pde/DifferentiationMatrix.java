package org.onsager.inference.pde;

import java.util.Arrays;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.MatrixCollocation.Scheme;

/// Differentiation matrices of one axis, and the interpolation that belongs to them.
final class DifferentiationMatrix {
    private final Scheme scheme;
    private final GridAxis axis;
    final int n;
    private final double[][] known = new double[4][];

    DifferentiationMatrix(Scheme scheme, GridAxis axis) {
        this.scheme = scheme;
        this.axis = axis;
        this.n = axis.size();
    }

    double[] of(int order) {
        if (known[order] == null) known[order] = build(order);
        return known[order];
    }

    private double[] build(int order) {
        var matrix = new double[n * n];
        if (order == 0) {
            for (int i = 0; i < n; i++) matrix[i * n + i] = 1;
            return matrix;
        }
        if (scheme == Scheme.CHEBYSHEV) return order == 1 ? chebyshevFirst() : multiply(of(1), n, n, of(order - 1), n);
        if (scheme == Scheme.FOURIER)
            return order == 1 ? fourierFirst() : order == 2 ? fourierSecond() : multiply(of(1), n, n, of(2), n);
        for (int i = 0; i < n; i++) {
            // one-sided rows take one point more to keep the order
            int width = scheme.stencil() + (order > 2 ? 2 : 0), reach = width / 2;
            boolean central = i >= reach && i < n - reach;
            double[] row = local(axis, axis.point(i), order, central ? width : width + 1);
            System.arraycopy(row, 0, matrix, i * n, n);
        }
        return matrix;
    }

    private double[] chebyshevFirst() {
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                if (i == j) continue;
                double ratio = weight(j) / weight(i);
                matrix[i * n + j] = ratio / (axis.point(i) - axis.point(j));
                sum += matrix[i * n + j];
            }
            matrix[i * n + i] = -sum;
        }
        return matrix;
    }

    private double weight(int j) {
        return (j % 2 == 0 ? 1 : -1) * (j == 0 || j == n - 1 ? 0.5 : 1);
    }

    private double[] fourierFirst() {
        return periodic((difference, m, h) -> {
            if (difference == 0) return 0;
            double t = Math.PI * difference / m, sign = difference % 2 == 0 ? 1 : -1;
            double scale = Math.PI / (m * h) * sign;
            return m % 2 == 0 ? scale / Math.tan(t) : scale / Math.sin(t);
        });
    }

    private double[] fourierSecond() {
        return periodic((difference, m, h) -> {
            double scale = 2 * Math.PI / (m * h);
            if (difference == 0)
                return -scale * scale * (m % 2 == 0 ? (m * (double) m + 2) / 12 : (m * (double) m - 1) / 12);
            double s = Math.sin(Math.PI * difference / m), sign = difference % 2 == 0 ? -1 : 1;
            return scale * scale * sign * (m % 2 == 0 ? 1 : Math.cos(Math.PI * difference / m)) / (2 * s * s);
        });
    }

    private double[] periodic(Periodic entry) {
        if (!axis.isEquispaced())
            throw new IllegalArgumentException("grid must be equispaced for trigonometric collocation");
        int m = n - 1;
        double h = (axis.high() - axis.low()) / m;
        var matrix = new double[n * n];
        for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) matrix[i * n + j] = entry.at((i % m) - j, m, h);
        return matrix;
    }

    private interface Periodic {
        double at(int difference, int m, double h);
    }

    /// Rows that interpolate at `x`.
    static double[] interpolation(Scheme scheme, GridAxis axis, double[] x) {
        int n = axis.size();
        var rows = new double[x.length * n];
        for (int i = 0; i < x.length; i++) {
            double[] row = scheme == Scheme.FOURIER
                    ? trigonometric(axis, x[i])
                    : scheme == Scheme.CHEBYSHEV ? barycentric(axis, x[i]) : local(axis, x[i], 0, 6);
            System.arraycopy(row, 0, rows, i * n, n);
        }
        return rows;
    }

    private static double[] barycentric(GridAxis axis, double x) {
        int n = axis.size();
        var row = new double[n];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            if (x == axis.point(j)) {
                Arrays.fill(row, 0);
                row[j] = 1;
                return row;
            }
            row[j] = (j % 2 == 0 ? 1 : -1) * (j == 0 || j == n - 1 ? 0.5 : 1) / (x - axis.point(j));
            sum += row[j];
        }
        for (int j = 0; j < n; j++) row[j] /= sum;
        return row;
    }

    private static double[] trigonometric(GridAxis axis, double x) {
        int n = axis.size() - 1;
        var row = new double[n + 1];
        double h = (axis.high() - axis.low()) / n;
        for (int j = 0; j < n; j++) {
            double t = Math.PI * (x - axis.point(j)) / h;
            double below = n % 2 == 0 ? n * Math.tan(t / n) : n * Math.sin(t / n);
            row[j] = Math.abs(Math.sin(t / n)) < 1e-14 ? 1 : Math.sin(t) / below;
        }
        return row;
    }

    /// Fornberg's weights of the derivative of order `order` at `x` on the nearest points, as a row of the grid.
    private static double[] local(GridAxis axis, double x, int order, int stencil) {
        int n = axis.size(), width = Math.min(n, stencil), from = 0;
        while (from + width < n && x - axis.point(from) > axis.point(from + width) - x) from++;
        double[] w = fornberg(axis, x, from, width, order);
        var row = new double[n];
        System.arraycopy(w, 0, row, from, width);
        return row;
    }

    private static double[] fornberg(GridAxis axis, double x, int from, int width, int order) {
        var c = new double[width][order + 1];
        double c1 = 1, c4 = axis.point(from) - x;
        c[0][0] = 1;
        for (int i = 1; i < width; i++) {
            int most = Math.min(i, order);
            double c2 = 1, c5 = c4;
            c4 = axis.point(from + i) - x;
            for (int j = 0; j < i; j++) {
                double c3 = axis.point(from + i) - axis.point(from + j);
                c2 *= c3;
                if (j == i - 1) {
                    for (int k = most; k > 0; k--) c[i][k] = c1 * (k * c[i - 1][k - 1] - c5 * c[i - 1][k]) / c2;
                    c[i][0] = -c1 * c5 * c[i - 1][0] / c2;
                }
                for (int k = most; k > 0; k--) c[j][k] = (c4 * c[j][k] - k * c[j][k - 1]) / c3;
                c[j][0] = c4 * c[j][0] / c3;
            }
            c1 = c2;
        }
        return Arrays.stream(c).mapToDouble(each -> each[order]).toArray();
    }

    static double[] multiply(double[] a, int rows, int inner, double[] b, int columns) {
        var c = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int p = 0; p < inner; p++) {
                double factor = a[i * inner + p];
                if (factor != 0) for (int j = 0; j < columns; j++) c[i * columns + j] += factor * b[p * columns + j];
            }
        return c;
    }
}
