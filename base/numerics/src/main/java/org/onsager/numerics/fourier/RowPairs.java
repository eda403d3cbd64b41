package org.onsager.numerics.fourier;

import static org.onsager.numerics.fourier.Butterflies.LANES;

import org.onsager.numerics.fourier.LaneTransform.Tile;

/// Moves rows between row-major arrays and tiles: eight complex rows, or sixteen real rows, of which lane \(l\)
/// carries row \(l\) as its real and row \(l + 8\) as its imaginary part. Two real spectra come out of one
/// complex one by \(A_k = (Z_k + \bar Z_{n-k})/2\), \(B_k = (Z_k - \bar Z_{n-k})/(2i)\).
final class RowPairs {
    private RowPairs() {}

    /// Rows `first .. first + count - 1` into the lanes; the other lanes are zero.
    static void gather(double[] tile, double[] from, int first, int count, int n) {
        if (count == LANES) {
            int r0 = first * n, r1 = r0 + n, r2 = r1 + n, r3 = r2 + n, r4 = r3 + n, r5 = r4 + n, r6 = r5 + n;
            int r7 = r6 + n;
            for (int k = 0, out = 0; k < n; k++, out += LANES) {
                tile[out] = from[r0 + k];
                tile[out + 1] = from[r1 + k];
                tile[out + 2] = from[r2 + k];
                tile[out + 3] = from[r3 + k];
                tile[out + 4] = from[r4 + k];
                tile[out + 5] = from[r5 + k];
                tile[out + 6] = from[r6 + k];
                tile[out + 7] = from[r7 + k];
            }
            return;
        }
        for (int lane = 0; lane < LANES; lane++)
            for (int k = 0; k < n; k++) tile[k * LANES + lane] = lane < count ? from[(first + lane) * n + k] : 0;
    }

    /// The lanes into rows `first .. first + count - 1`.
    static void scatter(double[] tile, double[] to, int first, int count, int n) {
        for (int lane = 0; lane < count; lane++)
            for (int k = 0, at = (first + lane) * n; k < n; k++) to[at + k] = tile[k * LANES + lane];
    }

    private static int count(int first, int rows) {
        return Math.clamp(rows - first, 0, LANES);
    }

    static void load(Tile tile, double[] field, int first, int rows, int n) {
        gather(tile.re, field, first, count(first, rows), n);
        gather(tile.im, field, first + LANES, count(first + LANES, rows), n);
    }

    static void store(Tile tile, double[] field, int first, int rows, int n, double scale) {
        scatterScaled(tile.re, field, first, count(first, rows), n, scale);
        scatterScaled(tile.im, field, first + LANES, count(first + LANES, rows), n, scale);
    }

    private static void scatterScaled(double[] tile, double[] to, int first, int count, int n, double scale) {
        for (int lane = 0; lane < count; lane++)
            for (int k = 0, at = (first + lane) * n; k < n; k++) to[at + k] = tile[k * LANES + lane] * scale;
    }

    /// The half spectra of the sixteen rows into rows of `n / 2 + 1`.
    static void untangle(Tile tile, double[] re, double[] im, int first, int rows, int n) {
        int half = n / 2 + 1;
        int above = count(first, rows), below = count(first + LANES, rows);
        double[] zr = tile.re, zi = tile.im, ar = tile.spareRe, ai = tile.spareIm;
        // the A spectra into the spare tile; the B spectra overwrite Z, of which k and n - k are used together
        for (int k = 0; k < half; k++) {
            int u = k * LANES, v = (k == 0 ? 0 : n - k) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                double pr = zr[u + lane], pi = zi[u + lane], qr = zr[v + lane], qi = zi[v + lane];
                ar[u + lane] = (pr + qr) * 0.5;
                ai[u + lane] = (pi - qi) * 0.5;
                zr[u + lane] = (pi + qi) * 0.5;
                zi[u + lane] = (qr - pr) * 0.5;
            }
        }
        scatter(ar, re, first, above, half);
        scatter(ai, im, first, above, half);
        scatter(zr, re, first + LANES, below, half);
        scatter(zi, im, first + LANES, below, half);
    }

    /// The reverse of [#untangle]: the tile's full spectra from rows of half spectra.
    static void tangle(Tile tile, double[] re, double[] im, int first, int rows, int n) {
        int half = n / 2 + 1;
        int above = count(first, rows), below = count(first + LANES, rows);
        double[] zr = tile.re, zi = tile.im, ar = tile.spareRe, ai = tile.spareIm;
        gather(ar, re, first, above, half);
        gather(ai, im, first, above, half);
        gather(zr, re, first + LANES, below, half);
        gather(zi, im, first + LANES, below, half);
        for (int k = 0; k < half; k++) {
            boolean real = k == 0 || 2 * k == n;
            int u = k * LANES, v = (k == 0 ? 0 : n - k) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                double pr = ar[u + lane], pi = real ? 0 : ai[u + lane];
                double qr = zr[u + lane], qi = real ? 0 : zi[u + lane];
                zr[v + lane] = pr + qi;
                zi[v + lane] = qr - pi;
                zr[u + lane] = pr - qi;
                zi[u + lane] = pi + qr;
            }
        }
    }
}
