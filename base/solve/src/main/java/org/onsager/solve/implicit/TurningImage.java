package org.onsager.solve.implicit;

import java.util.Arrays;

/// Follows the image of a singular dense \(M(t)\), the space of the differential equations, and its orthogonal
/// complement, that of the algebraic ones.
///
/// Where the image turns, an iteration with the matrix \(W\) of another time \(t^*\) mixes the residuals of
/// differential equations, large by \(1/h\), into the algebraic ones: its rate does not fall with \(h\). A
/// residual of time \(t\) is therefore turned by \(C(t^*)^T C(t)\) before it meets \(W\), where the rows of the
/// orthogonal \(C(t)\) are bases of image and complement, so that equations meet those of their kind; a matrix
/// that does nothing but turn its image is then as good as constant.
///
/// The basis of the image is made of columns of \(M\), chosen by complete pivoting at \(t^*\), that of the
/// complement of its basis at \(t^*\), both by the Gram-Schmidt process, so that they are smooth in \(t\) until
/// the image has turned by a right angle. Cost: \(4n^3\) multiplications a time and \(2n^2\) a residual; no
/// allocation.
final class TurningImage {
    /// Pivots below this share of the largest, an equation, are 0.
    private static final double ZERO = 8 * Math.ulp(1.0);

    private final int n;
    private final int[] row;
    private final int[] column;
    private final int[] countRow;
    private final int[] countColumn;
    private final double[] work;
    /// The bases at \(t^*\), one vector a row, the image's first.
    private final double[] chosen;
    /// At the time at hand.
    private final double[] current;
    private final double[] parts;
    private int chosenRank;
    private int rank;
    private int sign;
    private double time = Double.NaN;
    /// The least length that the complement of \(t^*\) keeps in that of the time at hand.
    private double least = 1;

    /// @param n  number of equations; 0 for a matrix that is not followed
    TurningImage(int n) {
        this.n = n;
        row = new int[n];
        column = new int[n];
        countRow = new int[n];
        countColumn = new int[n];
        work = new double[n * n];
        chosen = new double[n * n];
        current = new double[n * n];
        parts = new double[n];
    }

    /// The rank that was counted last.
    int rank() {
        return rank;
    }

    /// The sign of the determinant that was counted last, 0 for a singular matrix.
    int sign() {
        return sign;
    }

    /// Makes this matrix that of \(t^*\).
    void choose(double[] entries) {
        if (n == 0) return;
        eliminate(entries, row, column);
        chosenRank = rank;
        time = Double.NaN;
        Arrays.fill(chosen, 0);
        for (int k = rank; k < n; k++) chosen[k * n + row[k]] = 1;
        orthonormalise(entries, chosen);
    }

    /// Counts the rank; the choice stays.
    void count(double[] entries) {
        eliminate(entries, countRow, countColumn);
    }

    /// Turns a residual of time `t` to \(t^*\); a regular matrix has no algebraic equations to keep apart.
    void align(double t, double[] entries, double[] residual) {
        if (chosenRank == n || chosenRank == 0) return;
        at(t, entries);
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += current[k * n + i] * residual[i];
            parts[k] = sum;
        }
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += chosen[k * n + i] * parts[k];
            residual[i] = sum;
        }
    }

    /// Whether the image has turned too far from that of \(t^*\) to be followed, some 45 degrees.
    boolean lost(double t, double[] entries) {
        if (chosenRank == n || chosenRank == 0) return false;
        at(t, entries);
        return !(least > 0.7);
    }

    private void at(double t, double[] entries) {
        if (t == time) return;
        System.arraycopy(chosen, 0, current, 0, n * n);
        orthonormalise(entries, current);
        time = t;
    }

    /// Puts columns of the matrix first and makes the vectors orthonormal, each against those before, twice
    /// because of rounding.
    private void orthonormalise(double[] entries, double[] vectors) {
        least = 1;
        for (int k = 0; k < n; k++) {
            if (k < chosenRank) for (int i = 0; i < n; i++) vectors[k * n + i] = entries[i * n + column[k]];
            for (int twice = 0; twice < 2; twice++)
                for (int m = 0; m < k; m++) {
                    double along = dot(vectors, m, k);
                    for (int i = 0; i < n; i++) vectors[k * n + i] -= along * vectors[m * n + i];
                }
            double length = Math.sqrt(dot(vectors, k, k));
            if (k >= chosenRank) least = Math.min(least, length);
            for (int i = 0; i < n; i++) vectors[k * n + i] /= length;
        }
    }

    private double dot(double[] vectors, int k, int m) {
        double sum = 0;
        for (int i = 0; i < n; i++) sum += vectors[k * n + i] * vectors[m * n + i];
        return sum;
    }

    /// Rank, sign of the determinant and the order of the pivots, by elimination with complete pivoting.
    private void eliminate(double[] entries, int[] rows, int[] columns) {
        System.arraycopy(entries, 0, work, 0, n * n);
        for (int i = 0; i < n; i++) rows[i] = columns[i] = i;
        double first = 0;
        sign = 1;
        for (rank = 0; rank < n; rank++) {
            int k = rank, at = largest(k), pivot = k * n + k;
            double size = Math.abs(work[at]);
            if (k == 0) first = size;
            if (!(size > n * ZERO * first)) {
                sign = 0;
                return;
            }
            bring(k, at / n, at % n, rows, columns);
            if (work[pivot] < 0) sign = -sign;
            for (int i = k + 1; i < n; i++) {
                double factor = work[i * n + k] / work[pivot];
                for (int j = k + 1; j < n; j++) work[i * n + j] -= factor * work[k * n + j];
            }
        }
    }

    private int largest(int from) {
        int at = from * n + from;
        for (int i = from; i < n; i++)
            for (int j = from; j < n; j++) if (Math.abs(work[i * n + j]) > Math.abs(work[at])) at = i * n + j;
        return at;
    }

    /// Brings an entry to the diagonal.
    private void bring(int k, int i, int j, int[] rows, int[] columns) {
        if (i != k) {
            swapRows(work, k, i, k);
            swap(rows, k, i);
            sign = -sign;
        }
        if (j == k) return;
        for (int m = k; m < n; m++) {
            double kept = work[m * n + k];
            work[m * n + k] = work[m * n + j];
            work[m * n + j] = kept;
        }
        swap(columns, k, j);
        sign = -sign;
    }

    private static void swap(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }

    private void swapRows(double[] matrix, int i, int k, int from) {
        for (int j = from; j < n; j++) {
            double kept = matrix[i * n + j];
            matrix[i * n + j] = matrix[k * n + j];
            matrix[k * n + j] = kept;
        }
    }
}
