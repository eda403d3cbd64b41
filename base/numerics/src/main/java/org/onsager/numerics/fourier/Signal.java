package org.onsager.numerics.fourier;

import static org.onsager.numerics.fourier.Butterflies.LANES;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.fourier.LaneTransform.Tile;

/// The forward transform of one complex signal, in place.
sealed interface Signal {

    void forward(double[] re, double[] im);

    /// The way that suits the length.
    static Signal of(int length) {
        int rows = rows(length);
        if (length < 64) return new Single(length);
        // a smooth number that is not small has a divisor near its square root
        return LaneTransform.isSmooth(length) ? new FourSteps(rows, length / rows) : new Chirp(length);
    }

    /// The largest divisor not above the square root.
    private static int rows(int length) {
        int rows = (int) Math.sqrt(length);
        while (length % rows != 0) rows--;
        return rows;
    }

    /// A short signal alone in lane 0.
    final class Single implements Signal {
        private final int length;
        private final LaneTransform transform;
        private final Tile tile;

        Single(int length) {
            this.length = length;
            transform = new LaneTransform(length);
            tile = new Tile(transform.tileLength());
        }

        @Override
        public void forward(double[] re, double[] im) {
            Arrays.fill(tile.re, 0);
            Arrays.fill(tile.im, 0);
            for (int i = 0; i < length; i++) {
                tile.re[i * LANES] = re[i];
                tile.im[i * LANES] = im[i];
            }
            transform.forward(tile);
            for (int i = 0; i < length; i++) {
                re[i] = tile.re[i * LANES];
                im[i] = tile.im[i * LANES];
            }
        }
    }

    /// \(X_{k_1 + R k_2} = \sum_{j_2} w_C^{j_2 k_2}\, w_n^{j_2 k_1} \sum_{j_1} w_R^{j_1 k_1} x_{C j_1 + j_2}\)
    /// with \(n = RC\).
    final class FourSteps implements Signal {
        private static final int TILE_TARGET = 8192;

        private final int rows;
        private final int columns;
        private final LaneTransform down;
        private final LaneTransform along;
        private final int downGrain;
        private final int alongGrain;
        private final Tile[] downTiles;
        private final Tile[] alongTiles;
        private final double[] cos;
        private final double[] sin;
        private final double[] workRe;
        private final double[] workIm;

        FourSteps(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            int n = rows * columns;
            down = new LaneTransform(rows);
            along = rows == columns ? down : new LaneTransform(columns);
            downGrain = Math.max(1, TILE_TARGET / (rows * LANES));
            alongGrain = Math.max(1, TILE_TARGET / (columns * LANES));
            downTiles = tiles(Math.ceilDiv(Math.ceilDiv(columns, LANES), downGrain), down);
            alongTiles = tiles(Math.ceilDiv(Math.ceilDiv(rows, LANES), alongGrain), along);
            var plainCos = new double[n];
            var plainSin = new double[n];
            Roots.fill(plainCos, plainSin, n);
            cos = new double[n];
            sin = new double[n];
            for (int k = 0; k < rows; k++)
                for (int j = 0; j < columns; j++) {
                    cos[k * columns + j] = plainCos[k * j];
                    sin[k * columns + j] = -plainSin[k * j];
                }
            workRe = plainCos;
            workIm = plainSin;
        }

        private static Tile[] tiles(int count, LaneTransform transform) {
            var tiles = new Tile[count];
            for (int i = 0; i < count; i++) tiles[i] = new Tile(transform.tileLength());
            return tiles;
        }

        @Override
        public void forward(double[] re, double[] im) {
            Parallel.range(Math.ceilDiv(columns, LANES), downGrain, (from, to) -> {
                Tile tile = downTiles[from / downGrain];
                for (int t = from; t < to; t++) down(tile, re, im, LANES * t);
            });
            Parallel.range(Math.ceilDiv(rows, LANES), alongGrain, (from, to) -> {
                Tile tile = alongTiles[from / alongGrain];
                for (int t = from; t < to; t++) along(tile, re, im, LANES * t);
            });
        }

        private void down(Tile tile, double[] re, double[] im, int first) {
            int count = Math.min(LANES, columns - first);
            ColumnTile.load(tile.re, re, first, count, rows, columns);
            ColumnTile.load(tile.im, im, first, count, rows, columns);
            down.forward(tile);
            for (int k = 0; k < rows; k++)
                for (int lane = 0, at = k * columns + first, in = k * LANES; lane < count; lane++, at++, in++) {
                    double c = cos[at], s = sin[at], r = tile.re[in], i = tile.im[in];
                    workRe[at] = r * c - i * s;
                    workIm[at] = r * s + i * c;
                }
        }

        private void along(Tile tile, double[] re, double[] im, int first) {
            int count = Math.min(LANES, rows - first);
            RowPairs.gather(tile.re, workRe, first, count, columns);
            RowPairs.gather(tile.im, workIm, first, count, columns);
            along.forward(tile);
            ColumnTile.store(tile.re, re, first, count, columns, rows, 1);
            ColumnTile.store(tile.im, im, first, count, columns, rows, 1);
        }
    }

    /// Bluestein: \(jk = (j^2 + k^2 - (k - j)^2)/2\) makes the transform a convolution with a chirp.
    final class Chirp implements Signal {
        private final int length;
        private final Signal convolution;
        private final double[] chirpRe;
        private final double[] chirpIm;
        private final double[] filterRe;
        private final double[] filterIm;
        private final double[] workRe;
        private final double[] workIm;

        Chirp(int length) {
            this.length = length;
            int size = LaneTransform.paddedLength(length);
            convolution = Signal.of(size);
            chirpRe = new double[length];
            chirpIm = new double[length];
            filterRe = new double[size];
            filterIm = new double[size];
            workRe = new double[size];
            workIm = new double[size];
            for (int i = 0; i < length; i++) {
                long square = (long) i * i % (2L * length);
                chirpRe[i] = Roots.cos(square, 2L * length);
                chirpIm[i] = -Roots.sin(square, 2L * length);
                int mirrored = (size - i) % size;
                filterRe[i] = filterRe[mirrored] = chirpRe[i] / size;
                filterIm[i] = filterIm[mirrored] = -chirpIm[i] / size;
            }
            convolution.forward(filterRe, filterIm);
        }

        @Override
        public void forward(double[] re, double[] im) {
            product(re, im, chirpRe, chirpIm, workRe, workIm, length);
            Arrays.fill(workRe, length, workRe.length, 0);
            Arrays.fill(workIm, length, workIm.length, 0);
            convolution.forward(workRe, workIm);
            product(workRe, workIm, filterRe, filterIm, workRe, workIm, workRe.length);
            convolution.forward(workIm, workRe);
            product(workRe, workIm, chirpRe, chirpIm, re, im, length);
        }

        private static void product(
                double[] ar, double[] ai, double[] br, double[] bi, double[] toRe, double[] toIm, int n) {
            for (int i = 0; i < n; i++) {
                double real = ar[i] * br[i] - ai[i] * bi[i];
                toIm[i] = ar[i] * bi[i] + ai[i] * br[i];
                toRe[i] = real;
            }
        }
    }
}
