package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// The pattern of a sparse matrix \(A\) whose entries are tied to few weights, \(A_{rc} = w_{tie(r,c)}\): dense
/// matrices (every entry its own weight) and all the convolutions of a layered model in one. The pattern is kept
/// in three orders, by row, by column and by weight, so that \(Ax\), \(A^\mathsf T y\) and the gradient
/// \(\partial(y^\mathsf T A x)/\partial w\) are each one pass of sequential reads.
///
/// Immutable; 24 bytes an entry.
final class TiedMatrix {
    final int rows;
    final int columns;
    final int ties;
    final int[] rowStart;
    final int[] rowColumn;
    final int[] rowTie;
    final int[] columnStart;
    final int[] columnRow;
    final int[] columnTie;
    /// Whether the four rows from a row on read the same columns and go together; the rows after it are not
    /// asked.
    private final boolean[] rowsTogether;
    private final boolean[] columnsTogether;
    private final int[] tieStart;
    private final int[] tieRow;
    private final int[] tieColumn;

    private TiedMatrix(int rows, int columns, int ties, int[] rowStart, int[] rowColumn, int[] rowTie) {
        this.rows = rows;
        this.columns = columns;
        this.ties = ties;
        this.rowStart = rowStart;
        this.rowColumn = rowColumn;
        this.rowTie = rowTie;
        int entries = rowColumn.length;
        columnRow = new int[entries];
        columnTie = new int[entries];
        tieRow = new int[entries];
        tieColumn = new int[entries];
        columnStart = starts(rowColumn, columns);
        tieStart = starts(rowTie, ties);
        int[] nextColumn = columnStart.clone(), nextTie = tieStart.clone();
        for (int r = 0; r < rows; r++)
            for (int e = rowStart[r]; e < rowStart[r + 1]; e++) {
                int c = nextColumn[rowColumn[e]]++;
                columnRow[c] = r;
                columnTie[c] = rowTie[e];
                int t = nextTie[rowTie[e]]++;
                tieRow[t] = r;
                tieColumn[t] = rowColumn[e];
            }
        rowsTogether = together(rowStart, rowColumn);
        columnsTogether = together(columnStart, columnRow);
    }

    /// Marks the first of every four rows in a row whose entries are at the same indices: all outputs of a
    /// convolution at a pixel, and all rows of a dense matrix.
    static boolean[] together(int[] start, int[] index) {
        int rows = start.length - 1;
        var together = new boolean[rows];
        for (int r = 0; r < rows; ) {
            boolean same = r + Lanes.ROWS <= rows;
            for (int k = 1; k < Lanes.ROWS && same; k++)
                same = Arrays.equals(index, start[r], start[r + 1], index, start[r + k], start[r + k + 1]);
            together[r] = same;
            r += same ? Lanes.ROWS : 1;
        }
        return together;
    }

    private static int[] starts(int[] keys, int count) {
        var start = new int[count + 1];
        for (int key : keys) start[key + 1]++;
        for (int i = 0; i < count; i++) start[i + 1] += start[i];
        return start;
    }

    /// A full `rows x columns` matrix, weight `r * columns + c` at \((r, c)\).
    static TiedMatrix dense(int rows, int columns) {
        var builder = new Builder(columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) builder.entry(c, r * columns + c);
            builder.endRow();
        }
        return builder.build(rows * columns);
    }

    int entries() {
        return rowColumn.length;
    }

    /// \(y = A x\).
    void apply(double[] w, double[] x, double[] y, int width) {
        Lanes.gather(rowStart, rowColumn, rowTie, rowsTogether, w, x, y, width);
    }

    /// \(x = A^\mathsf T y\).
    void applyTransposed(double[] w, double[] y, double[] x, int width) {
        Lanes.gather(columnStart, columnRow, columnTie, columnsTogether, w, y, x, width);
    }

    /// Products with the matrix of given weights; not for sharing between threads.
    interface Products {
        /// \(y = A x\).
        void apply(double[] x, double[] y);

        /// \(x = A^\mathsf T y\).
        void applyTransposed(double[] y, double[] x);
    }

    Products products(double[] w, int width, Precision precision) {
        return precision == Precision.SINGLE && width == Lanes.BUNDLE
                ? new Single(w)
                : new Products() {
                    @Override
                    public void apply(double[] x, double[] y) {
                        TiedMatrix.this.apply(w, x, y, width);
                    }

                    @Override
                    public void applyTransposed(double[] y, double[] x) {
                        TiedMatrix.this.applyTransposed(w, y, x, width);
                    }
                };
    }

    private final class Single implements Products {
        private final float[] w;
        private final float[] x = new float[columns * Lanes.BUNDLE];
        private final float[] y = new float[rows * Lanes.BUNDLE];

        Single(double[] weights) {
            w = FloatLanes.of(weights);
        }

        @Override
        public void apply(double[] in, double[] out) {
            FloatLanes.round(in, x);
            FloatLanes.gather(rowStart, rowColumn, rowTie, rowsTogether, w, x, y);
            FloatLanes.widen(y, out);
        }

        @Override
        public void applyTransposed(double[] in, double[] out) {
            FloatLanes.round(in, y);
            FloatLanes.gather(columnStart, columnRow, columnTie, columnsTogether, w, y, x);
            FloatLanes.widen(x, out);
        }
    }

    /// \(g_p \mathrel{+}= f \sum_l \partial(y_l^\mathsf T A x_l)/\partial w_p\).
    void addGradient(double factor, double[] y, double[] x, double[] gradient, int width) {
        Lanes.scatter(tieStart, tieRow, tieColumn, factor, y, x, gradient, width);
    }

    /// The matrix itself, `[row][column]`.
    double[][] toDense(double[] w) {
        var dense = new double[rows][columns];
        for (int r = 0; r < rows; r++)
            for (int e = rowStart[r]; e < rowStart[r + 1]; e++) dense[r][rowColumn[e]] += w[rowTie[e]];
        return dense;
    }

    /// Collects a pattern row by row.
    static final class Builder {
        private final int columns;
        private int[] column = new int[1024];
        private int[] tie = new int[1024];
        private int[] start = new int[256];
        private int entries;
        private int rows;

        Builder(int columns) {
            this.columns = columns;
        }

        /// Adds an entry to the current row; columns of a row ascend.
        void entry(int atColumn, int atTie) {
            if (entries == column.length) {
                column = Arrays.copyOf(column, entries + entries / 2);
                tie = Arrays.copyOf(tie, entries + entries / 2);
            }
            column[entries] = atColumn;
            tie[entries++] = atTie;
        }

        void endRow() {
            if (rows + 2 > start.length) start = Arrays.copyOf(start, 2 * start.length);
            start[++rows] = entries;
        }

        TiedMatrix build(int ties) {
            return new TiedMatrix(
                    rows,
                    columns,
                    ties,
                    Arrays.copyOf(start, rows + 1),
                    Arrays.copyOf(column, entries),
                    Arrays.copyOf(tie, entries));
        }
    }
}
