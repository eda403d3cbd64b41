package org.onsager.numerics.fourier;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.vector.VectorSupport;

/// The forward transform of eight signals of one length side by side: Stockham passes of radix 4, 2 and the odd
/// primes up to 13, and Bluestein's chirp convolution for lengths with larger primes. Immutable; the caller
/// brings the [Tile].
final class LaneTransform {
    private static final int LARGEST_PRIME = 13;

    private final int length;
    private final List<Butterflies.Pass> passes = new ArrayList<>();
    private final Butterflies butterflies;
    private final double[] chirpRe;
    private final double[] chirpIm;
    private final double[] filterRe;
    private final double[] filterIm;
    private final LaneTransform[] convolution;

    LaneTransform(int length) {
        this(length, VectorSupport.ENABLED ? new VectorButterflies() : new PlainButterflies());
    }

    LaneTransform(int length, Butterflies butterflies) {
        this.length = length;
        this.butterflies = butterflies;
        if (isSmooth(length)) {
            factor();
            convolution = new LaneTransform[0];
            chirpRe = chirpIm = filterRe = filterIm = new double[0];
            return;
        }
        int padded = paddedLength(length);
        convolution = new LaneTransform[] {new LaneTransform(padded, butterflies)};
        chirpRe = new double[length];
        chirpIm = new double[length];
        var filter = new Tile(padded);
        for (int i = 0; i < length; i++) {
            long square = (long) i * i % (2L * length);
            chirpRe[i] = Roots.cos(square, 2L * length);
            chirpIm[i] = -Roots.sin(square, 2L * length);
            for (int at : new int[] {i, (padded - i) % padded}) {
                filter.re[at * Butterflies.LANES] = chirpRe[i] / padded;
                filter.im[at * Butterflies.LANES] = -chirpIm[i] / padded;
            }
        }
        convolution[0].forward(filter);
        filterRe = new double[padded];
        filterIm = new double[padded];
        for (int i = 0; i < padded; i++) {
            filterRe[i] = filter.re[i * Butterflies.LANES];
            filterIm[i] = filter.im[i * Butterflies.LANES];
        }
    }

    /// Whether no prime factor is above 13, so that no convolution is needed.
    static boolean isSmooth(int length) {
        int rest = length;
        for (int prime : new int[] {2, 3, 5, 7, 11, LARGEST_PRIME}) while (rest % prime == 0) rest /= prime;
        return rest == 1;
    }

    /// A length for Bluestein's convolution of signals of this length: a multiple of 16 without primes above 5,
    /// which the passes like, at least twice the length less one.
    static int paddedLength(int length) {
        return 16 * FourierTransform.fastLength(Math.ceilDiv(2 * length - 1, 16));
    }

    private void factor() {
        int rest = length;
        int stride = 1;
        for (int radix : new int[] {4, 2, 3, 5, 7, 11, 13})
            while (rest % radix == 0) {
                passes.add(Butterflies.Pass.of(radix, rest, stride));
                rest /= radix;
                stride *= radix;
            }
    }

    /// Elements a lane that a tile for this length needs.
    int tileLength() {
        return convolution.length == 0 ? length : convolution[0].length;
    }

    /// Transforms the first `length` elements of the tile, in place as the caller sees it.
    void forward(Tile tile) {
        if (convolution.length > 0) {
            bluestein(tile);
            return;
        }
        for (var pass : passes) {
            butterflies.pass(pass, tile.re, tile.im, tile.spareRe, tile.spareIm);
            tile.swapSpare();
        }
    }

    /// Inverse without the factor 1/length: the forward transform with real and imaginary parts exchanged.
    void inverse(Tile tile) {
        tile.swapParts();
        forward(tile);
        tile.swapParts();
    }

    private void bluestein(Tile tile) {
        int lanes = Butterflies.LANES;
        for (int i = 0; i < length; i++) multiply(tile, i, chirpRe[i], chirpIm[i]);
        java.util.Arrays.fill(tile.re, length * lanes, filterRe.length * lanes, 0);
        java.util.Arrays.fill(tile.im, length * lanes, filterRe.length * lanes, 0);
        convolution[0].forward(tile);
        for (int i = 0; i < filterRe.length; i++) multiply(tile, i, filterRe[i], filterIm[i]);
        convolution[0].inverse(tile);
        for (int i = 0; i < length; i++) multiply(tile, i, chirpRe[i], chirpIm[i]);
    }

    private static void multiply(Tile tile, int i, double c, double d) {
        double[] re = tile.re, im = tile.im;
        for (int at = i * Butterflies.LANES, end = at + Butterflies.LANES; at < end; at++) {
            double real = re[at] * c - im[at] * d;
            im[at] = re[at] * d + im[at] * c;
            re[at] = real;
        }
    }

    /// Eight signals side by side and room for as many again.
    static final class Tile {
        double[] re;
        double[] im;
        double[] spareRe;
        double[] spareIm;

        Tile(int length) {
            int size = length * Butterflies.LANES;
            re = new double[size];
            im = new double[size];
            spareRe = new double[size];
            spareIm = new double[size];
        }

        private void swapSpare() {
            double[] keep = re;
            re = spareRe;
            spareRe = keep;
            keep = im;
            im = spareIm;
            spareIm = keep;
        }

        void swapParts() {
            double[] keep = re;
            re = im;
            im = keep;
        }
    }
}
