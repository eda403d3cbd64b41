package org.onsager.inference.pde;

/// Fields on a grid of one or two axes, row-major, turned so that a wanted axis comes first.
final class Orientation {
    private Orientation() {}

    /// The field as a matrix with `axis` first: itself for axis 0, transposed for axis 1.
    static double[] first(int axis, double[] field, int rows, int columns) {
        return axis == 0 ? field : transposed(field, rows, columns);
    }

    /// Back from [#first].
    static double[] back(int axis, double[] turned, int rows, int columns) {
        return axis == 0 ? turned : transposed(turned, /* rows= */ columns, /* columns= */ rows);
    }

    /// `columns * rows` from `rows * columns`.
    static double[] transposed(double[] a, int rows, int columns) {
        if (rows == 1 || columns == 1) return a;
        var t = new double[a.length];
        int tile = 16;
        for (int i0 = 0; i0 < rows; i0 += tile)
            for (int j0 = 0; j0 < columns; j0 += tile)
                for (int i = i0; i < Math.min(rows, i0 + tile); i++)
                    for (int j = j0; j < Math.min(columns, j0 + tile); j++) t[j * rows + i] = a[i * columns + j];
        return t;
    }

    static void add(double[] into, double alpha, double[] x) {
        for (int i = 0; i < x.length; i++) into[i] = Math.fma(alpha, x[i], into[i]);
    }
}
