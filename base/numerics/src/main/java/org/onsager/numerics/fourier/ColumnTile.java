package org.onsager.numerics.fourier;

import static org.onsager.numerics.fourier.Butterflies.LANES;

/// Moves eight neighbouring columns between a row-major array and a tile.
final class ColumnTile {
    private ColumnTile() {}

    static void load(double[] tile, double[] from, int first, int count, int rows, int width) {
        if (count == LANES) {
            for (int row = 0, at = first, out = 0; row < rows; row++, at += width, out += LANES)
                for (int lane = 0; lane < LANES; lane++) tile[out + lane] = from[at + lane];
            return;
        }
        for (int row = 0, at = first, out = 0; row < rows; row++, at += width, out += LANES)
            for (int lane = 0; lane < LANES; lane++) tile[out + lane] = lane < count ? from[at + lane] : 0;
    }

    static void store(double[] tile, double[] to, int first, int count, int rows, int width, double scale) {
        if (count == LANES) {
            for (int row = 0, at = first, in = 0; row < rows; row++, at += width, in += LANES)
                for (int lane = 0; lane < LANES; lane++) to[at + lane] = tile[in + lane] * scale;
            return;
        }
        for (int row = 0, at = first, in = 0; row < rows; row++, at += width, in += LANES)
            for (int lane = 0; lane < count; lane++) to[at + lane] = tile[in + lane] * scale;
    }
}
