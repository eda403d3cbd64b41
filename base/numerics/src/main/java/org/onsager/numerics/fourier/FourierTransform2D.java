package org.onsager.numerics.fourier;

import static org.onsager.numerics.Arguments.require;
import static org.onsager.numerics.fourier.Butterflies.LANES;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.fourier.LaneTransform.Tile;

/// The discrete Fourier transform of an array of `rows` times `columns` doubles,
/// \[ X_{kl} = \sum_{a < R} \sum_{b < C} x_{ab}\, e^{-2\pi i (ka/R + lb/C)}, \qquad
///    x_{ab} = \frac1{RC} \sum_{kl} X_{kl}\, e^{2\pi i (ka/R + lb/C)} , \]
/// the forward one without a factor, the inverse one with \(1/(RC)\), as NumPy has them.
///
/// Arrays are row-major and split into real and imaginary parts; the spectrum of a real field is the half
/// \(l \le C/2\) of it: `rows` times `columns / 2 + 1`. Any sizes; fastest where no prime above 13 divides them.
/// Eight rows, then eight columns, go through the passes side by side, one in each vector lane ([LaneTransform]),
/// and tiles of them through [Parallel]: the same bits on any number of threads and with or without the Vector
/// API.
///
/// Cost \(O(RC \ln RC)\), no allocation a call but for the fork-join tasks. A plan owns its scratch: one caller
/// at a time. Measured for a real 256 x 256 field: see docs/numerics.md.
///
/// Source: P. N. Swarztrauber, *FFT algorithms for vector computers*, Parallel Computing 1 (1984) 45.
public final class FourierTransform2D {
    private static final int TILE_TARGET = 8192;

    private final int rows;
    private final int columns;
    private final int half;
    private final LaneTransform alongRow;
    private final LaneTransform alongColumn;
    private final int rowGrain;
    private final int columnGrain;
    private final Tile[] rowTiles;
    private final Tile[] columnTiles;
    private final double[] workRe;
    private final double[] workIm;

    private FourierTransform2D(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        half = columns / 2 + 1;
        alongRow = new LaneTransform(columns);
        alongColumn = rows == columns ? alongRow : new LaneTransform(rows);
        rowGrain = Math.max(1, TILE_TARGET / (columns * LANES));
        columnGrain = Math.max(1, TILE_TARGET / (rows * LANES));
        rowTiles = tiles(alongRow, Math.ceilDiv(Math.ceilDiv(rows, LANES), rowGrain));
        columnTiles = tiles(alongColumn, Math.ceilDiv(Math.ceilDiv(columns, LANES), columnGrain));
        workRe = new double[rows * half];
        workIm = new double[rows * half];
    }

    private static Tile[] tiles(LaneTransform transform, int count) {
        var tiles = new Tile[count];
        for (int i = 0; i < count; i++) tiles[i] = new Tile(transform.tileLength());
        return tiles;
    }

    /// A plan for arrays of this shape.
    ///
    /// @param rows  \(R \ge 1\)
    /// @param columns  \(C \ge 1\); \(RC\) at most \(2^{28}\)
    public static FourierTransform2D of(int rows, int columns) {
        require(rows >= 1, "rows", rows, "[1, inf)");
        require(columns >= 1, "columns", columns, "[1, inf)");
        require((long) rows * columns <= 1 << 28, "rows * columns", (long) rows * columns, "[1, 2^28]");
        return new FourierTransform2D(rows, columns);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /// Columns of a real field's half spectrum, `columns / 2 + 1`.
    public int halfColumns() {
        return half;
    }

    /// Replaces a complex array by its transform.
    ///
    /// @param re  real parts, `rows * columns`
    /// @param im  imaginary parts
    public void forward(double[] re, double[] im) {
        check(re, im, columns);
        complexRows(re, im);
        columns(re, im, re, im, columns, 1);
    }

    /// Replaces a transform by the complex array that it is the transform of.
    ///
    /// @param re  real parts, `rows * columns`
    /// @param im  imaginary parts
    public void inverse(double[] re, double[] im) {
        check(re, im, columns);
        complexRows(im, re);
        columns(im, re, im, re, columns, 1.0 / ((double) rows * columns));
    }

    /// The half spectrum of a real field.
    ///
    /// @param field  `rows * columns`, left alone
    /// @param re  real parts, `rows * halfColumns()`, overwritten
    /// @param im  imaginary parts, overwritten
    public void forwardReal(double[] field, double[] re, double[] im) {
        requireLength("field", field, rows * columns);
        check(re, im, half);
        Parallel.range(Math.ceilDiv(rows, 2 * LANES), rowGrain, (from, to) -> {
            Tile tile = rowTiles[from / rowGrain];
            for (int t = from; t < to; t++) {
                RowPairs.load(tile, field, 2 * LANES * t, rows, columns);
                alongRow.forward(tile);
                RowPairs.untangle(tile, re, im, 2 * LANES * t, rows, columns);
            }
        });
        columns(re, im, re, im, half, 1);
    }

    /// The real field of a half spectrum. Of the elements that are real in the spectrum of every real field the
    /// imaginary parts are not looked at.
    ///
    /// @param re  real parts, `rows * halfColumns()`, left alone
    /// @param im  imaginary parts, left alone
    /// @param field  `rows * columns`, overwritten
    public void inverseReal(double[] re, double[] im, double[] field) {
        requireLength("field", field, rows * columns);
        check(re, im, half);
        columns(im, re, workIm, workRe, half, 1);
        double scale = 1.0 / ((double) rows * columns);
        Parallel.range(Math.ceilDiv(rows, 2 * LANES), rowGrain, (from, to) -> {
            Tile tile = rowTiles[from / rowGrain];
            for (int t = from; t < to; t++) {
                RowPairs.tangle(tile, workRe, workIm, 2 * LANES * t, rows, columns);
                alongRow.inverse(tile);
                RowPairs.store(tile, field, 2 * LANES * t, rows, columns, scale);
            }
        });
    }

    private void complexRows(double[] re, double[] im) {
        Parallel.range(Math.ceilDiv(rows, LANES), rowGrain, (from, to) -> {
            Tile tile = rowTiles[from / rowGrain];
            for (int t = from; t < to; t++) {
                int count = Math.min(LANES, rows - LANES * t);
                RowPairs.gather(tile.re, re, LANES * t, count, columns);
                RowPairs.gather(tile.im, im, LANES * t, count, columns);
                alongRow.forward(tile);
                RowPairs.scatter(tile.re, re, LANES * t, count, columns);
                RowPairs.scatter(tile.im, im, LANES * t, count, columns);
            }
        });
    }

    /// Transforms the columns of an array `width` wide, from one pair of arrays to another (or the same).
    private void columns(double[] re, double[] im, double[] toRe, double[] toIm, int width, double scale) {
        Parallel.range(Math.ceilDiv(width, LANES), columnGrain, (from, to) -> {
            Tile tile = columnTiles[from / columnGrain];
            for (int t = from; t < to; t++) {
                int first = LANES * t;
                int count = Math.min(LANES, width - first);
                ColumnTile.load(tile.re, re, first, count, rows, width);
                ColumnTile.load(tile.im, im, first, count, rows, width);
                alongColumn.forward(tile);
                ColumnTile.store(tile.re, toRe, first, count, rows, width, scale);
                ColumnTile.store(tile.im, toIm, first, count, rows, width, scale);
            }
        });
    }

    private void check(double[] re, double[] im, int width) {
        requireLength("re", re, rows * width);
        requireLength("im", im, rows * width);
    }

    private static void requireLength(String name, double[] array, int length) {
        if (array.length != length)
            throw new IllegalArgumentException("%s must have length %d, not %d".formatted(name, length, array.length));
    }
}
