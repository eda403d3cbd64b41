package org.onsager.lab.data;

import java.util.Arrays;

/// Numbers on a grid of any dimension, row by row (the last index runs fastest).
///
/// @param shape  length along each dimension, each at least 0; empty for a single number
/// @param values  as many as the product of `shape`
public record NdArray(int[] shape, double[] values) {
    public NdArray {
        long size = 1;
        for (int length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape must hold lengths in [0, inf), not " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, (long) length);
        }
        if (size != values.length) {
            throw new IllegalArgumentException("values must hold the %d numbers of shape %s, not %d"
                    .formatted(size, Arrays.toString(shape), values.length));
        }
    }

    /// A vector.
    public static NdArray of(double... values) {
        return new NdArray(new int[] {values.length}, values);
    }

    /// A matrix, copied.
    ///
    /// @param rows  of equal length
    public static NdArray of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var values = new double[Math.multiplyExact(rows.length, columns)];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException(
                        "row %d must have %d numbers as row 0 has, not %d".formatted(r, columns, rows[r].length));
            }
            System.arraycopy(rows[r], 0, values, r * columns, columns);
        }
        return new NdArray(new int[] {rows.length, columns}, values);
    }

    /// How many numbers there are.
    public int size() {
        return values.length;
    }

    /// Number of dimensions.
    public int rank() {
        return shape.length;
    }

    /// The number at an index.
    ///
    /// @param index  one a dimension
    public double at(int... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(
                    "index must have %d entries, not %d".formatted(shape.length, index.length));
        }
        int offset = 0;
        for (int d = 0; d < index.length; d++) {
            if (index[d] < 0 || index[d] >= shape[d]) {
                throw new IllegalArgumentException(
                        "index %d must be in [0, %d), not %d".formatted(d, shape[d], index[d]));
            }
            offset = offset * shape[d] + index[d];
        }
        return values[offset];
    }

    /// A copy as rows: the first dimension counts the rows, all others together the columns; a vector is one
    /// column.
    public double[][] rows() {
        int count = shape.length == 0 ? 1 : shape[0];
        int columns = count == 0 ? 0 : values.length / count;
        var rows = new double[count][];
        for (int r = 0; r < count; r++) rows[r] = Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
        return rows;
    }

    /// The same numbers in another shape.
    public NdArray reshape(int... newShape) {
        return new NdArray(newShape, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    /// Its shape; the numbers may be many.
    @Override
    public String toString() {
        return "NdArray" + Arrays.toString(shape);
    }
}
