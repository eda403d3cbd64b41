package org.onsager.solve.implicit;

/// The algebraic equations of a singular dense \(M(t)\): with \(r\) rows \(R\) and columns \(S\) of a regular
/// block, chosen by complete pivoting where \(f\) was linearised, the other rows are \(M_N = L M_R\) with \(L =
/// M_{NS} M_{RS}^{-1}\), and the equations \(N\) less \(L\) times the equations \(R\) are algebraic.
///
/// Where the image of \(M\) turns, \(L\) depends on time, and an iteration with the matrix \(W\) of another time
/// mixes the residuals of differential equations, large by \(1/h\), into the algebraic ones: its rate does not
/// fall with \(h\). The algebraic combinations of time \(t\) are therefore written as those of the time \(t^*\)
/// of \(W\): the residual \(r\) becomes \(C(t^*)^{-1} C(t)\, r\) with \(C v = (v_R, v_N - L v_R)\), that is
/// \(r_N\) gains \((L(t^*) - L(t))\, r_R\). Then the rate is \(O(h)\) as for constant \(M\).
///
/// Cost: a third of \(r^3\) and \(n r^2\) multiplications a time; no allocation.
final class LeftKernel {
    /// Pivots below this share of the largest, an equation, are 0.
    private static final double ZERO = 8 * Math.ulp(1.0);

    private final int n;
    private final int[] row;
    private final int[] column;
    private final int[] countRow;
    private final int[] countColumn;
    private final double[] work;
    /// \(L\) where \(f\) was linearised and at the time at hand, transposed: column `k` of \(L^T\) is that of the
    /// equation `row[r + k]`.
    private final double[] chosen;
    private final double[] current;
    private int chosenRank;
    private int rank;
    private int sign;
    private double time = Double.NaN;

    /// @param n  number of equations; 0 for a matrix that is not followed
    LeftKernel(int n) {
        this.n = n;
        row = new int[n];
        column = new int[n];
        countRow = new int[n];
        countColumn = new int[n];
        work = new double[n * n];
        chosen = new double[n * n];
        current = new double[n * n];
    }

    /// The rank that was counted last.
    int rank() {
        return rank;
    }

    /// The sign of the determinant that was counted last, 0 for a singular matrix.
    int sign() {
        return sign;
    }

    /// Chooses rows and columns.
    void choose(double[] entries) {
        if (n == 0) return;
        eliminate(entries, row, column);
        chosenRank = rank;
        time = Double.NaN;
        combinations(entries, chosen);
    }

    /// Counts the rank; the choice stays.
    void count(double[] entries) {
        eliminate(entries, countRow, countColumn);
    }

    /// Brings a residual at time `t` to the time of the choice.
    void align(double t, double[] entries, double[] residual) {
        if (chosenRank == n || chosenRank == 0) return;
        if (t != time) combinations(entries, current);
        time = t;
        int r = chosenRank;
        for (int k = r; k < n; k++) {
            double sum = 0;
            for (int i = 0; i < r; i++) sum += (chosen[i * n + k] - current[i * n + k]) * residual[row[i]];
            residual[row[k]] += sum;
        }
    }

    /// \(L^T\) from \(M_{RS}^T L^T = M_{NS}^T\) by elimination with partial pivoting, in the columns from `r` on.
    private void combinations(double[] entries, double[] into) {
        int r = chosenRank;
        for (int i = 0; i < r; i++) for (int k = 0; k < n; k++) into[i * n + k] = entries[row[k] * n + column[i]];
        for (int k = 0; k < r; k++) {
            int best = k;
            for (int i = k + 1; i < r; i++) if (Math.abs(into[i * n + k]) > Math.abs(into[best * n + k])) best = i;
            if (best != k) swapRows(into, k, best, k);
            for (int i = k + 1; i < r; i++) {
                double factor = into[i * n + k] / into[k * n + k];
                for (int j = k + 1; j < n; j++) into[i * n + j] -= factor * into[k * n + j];
            }
        }
        for (int k = r - 1; k >= 0; k--)
            for (int j = r; j < n; j++) {
                double sum = into[k * n + j];
                for (int i = k + 1; i < r; i++) sum -= into[k * n + i] * into[i * n + j];
                into[k * n + j] = sum / into[k * n + k];
            }
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
