package org.onsager.memory.continual;

import java.util.Arrays;

/// A batch of inputs that are mostly 0, such as the pixels of digits, and its products with dense matrices: of
/// the fused multiply-adds of the dense product those by 0 are left out, which changes no bit, as a sum that
/// began at \(+0\) never is \(-0\) and the other factors are finite.
///
/// Two rows (of the batch, or of its transpose) share a list of the places where one of them is not 0, along
/// which [SparseTiles] run. For handwritten digits three tenths of the places are left.
///
/// Mutable and not shared, as the network that owns it.
final class SparseInputs {
    /// Beyond this share of places the dense tiles of 4 rows are as fast.
    private static final double DENSE = 0.7;

    private final int size;
    private final int stride;
    private final Pairs examples;
    private final Pairs inputs;
    private boolean worthwhile;

    /// @param size  inputs an example
    /// @param stride  floats from one example to the next
    /// @param batch  most examples
    SparseInputs(int size, int stride, int batch) {
        this.size = size;
        this.stride = stride;
        this.examples = new Pairs((batch + 1) / 2, size);
        this.inputs = new Pairs((size + 1) / 2, batch);
    }

    /// For each pair of rows the places where one of them is not 0, and both values there.
    private static final class Pairs {
        private final int most;
        private final int[] counts;
        private final int[] places;
        private final float[] values;

        Pairs(int pairs, int most) {
            this.most = most;
            this.counts = new int[pairs];
            this.places = new int[pairs * most];
            this.values = new float[2 * pairs * most];
        }

        /// Written in any case and counted if not empty: a branch would be foretold wrongly every fifth time.
        private void add(int pair, int place, float first, float second) {
            int at = pair * most + counts[pair];
            places[at] = place;
            values[2 * at] = first;
            values[2 * at + 1] = second;
            counts[pair] += first != 0 | second != 0 ? 1 : 0;
        }

        /// Two rows of `C`, the second `cNext` after the first; one where `cNext` is 0.
        private void multiply(
                int pair,
                boolean squared,
                float[] b,
                int bRow,
                float[] c,
                int c0,
                int cNext,
                int firstColumn,
                int columns) {
            int from = pair * most;
            SparseTiles.multiply(
                    places,
                    values,
                    from,
                    from + counts[pair],
                    squared,
                    b,
                    bRow,
                    c,
                    c0,
                    cNext,
                    firstColumn,
                    firstColumn + columns);
        }
    }

    /// Reads the first `rows` examples of `a`; says whether its products are worth taking from here.
    boolean read(float[] a, int rows) {
        Arrays.fill(examples.counts, 0);
        Arrays.fill(inputs.counts, 0);
        long kept = 0;
        for (int b = 0; b < rows; b += 2) {
            int one = b * stride, two = b + 1 < rows ? one + stride : one;
            for (int i = 0; i < size; i++) examples.add(b / 2, i, a[one + i], a[two + i]);
            kept += examples.counts[b / 2];
        }
        worthwhile = kept < DENSE * size * ((rows + 1) / 2);
        if (worthwhile) readTransposed(a, rows);
        return worthwhile;
    }

    private void readTransposed(float[] a, int rows) {
        for (int b = 0; b < rows; b++)
            for (int i = 0; i < size; i += 2) {
                float first = a[b * stride + i], second = i + 1 < size ? a[b * stride + i + 1] : 0;
                inputs.add(i / 2, b, first, second);
            }
    }

    /// Whether the batch that was read last has few enough places.
    boolean worthwhile() {
        return worthwhile;
    }

    /// `C = A B`, or `C = A^2 B` with the squares of the inputs, on columns `[firstColumn, firstColumn +
    /// columns)`, multiples of `PAD`.
    void multiply(boolean squared, float[] b, int bRow, float[] c, int cRow, int rows, int firstColumn, int columns) {
        for (int row = 0; row < rows; row += 2)
            examples.multiply(
                    row / 2, squared, b, bRow, c, row * cRow, row + 1 < rows ? cRow : 0, firstColumn, columns);
    }

    /// `C = A^T B`, or of the squares: rows `[from, to)` of `C`, `from` even.
    void multiplyTransposed(boolean squared, float[] b, int bRow, float[] c, int cRow, int from, int to) {
        for (int i = from; i < to; i += 2)
            inputs.multiply(i / 2, squared, b, bRow, c, i * cRow, i + 1 < to ? cRow : 0, 0, cRow);
    }
}
