package org.onsager.memory.boltzmann;

import java.util.Arrays;

/// Images of binned grey values with their labels.
///
/// @param images  bin of each pixel, one image a row, row by row
/// @param labels  one an image
/// @param bins  grey bins \(B \ge 2\)
public record LabelledImages(int[][] images, int[] labels, int bins) {
    public LabelledImages {
        Require.that(bins >= 2, "bins", bins, "[2, inf)");
        Require.that(images.length >= 1, "number of images", images.length, "[1, inf)");
        Require.length("labels", labels.length, images.length);
        for (int n = 0; n < images.length; n++) {
            Require.length("image " + n, images[n].length, images[0].length);
            for (int bin : images[n])
                Require.that(bin >= 0 && bin < bins, "bins of image " + n, bin, "[0, %d)".formatted(bins));
        }
    }

    /// Bins grey values in [0, 1] into `bins` equal bins, the last edge inclusive.
    public static LabelledImages of(double[][] grey, int[] labels, int bins) {
        var images = new int[grey.length][];
        for (int n = 0; n < grey.length; n++) images[n] = bin(grey[n], bins);
        return new LabelledImages(images, labels, bins);
    }

    /// The bins of one image.
    public static int[] bin(double[] grey, int bins) {
        var binned = new int[grey.length];
        for (int i = 0; i < grey.length; i++) {
            Require.that(grey[i] >= 0 && grey[i] <= 1, "grey value", grey[i], "[0, 1]");
            binned[i] = Math.min(bins - 1, (int) (grey[i] * bins));
        }
        return binned;
    }

    /// Halves the side of a square grey image by averaging 2 x 2 pixels.
    public static double[] halved(double[] grey, int side) {
        Require.length("grey", grey.length, side * side);
        Require.that(side % 2 == 0, "side", side, "even numbers");
        int half = side / 2;
        var small = new double[half * half];
        for (int y = 0; y < half; y++)
            for (int x = 0; x < half; x++) {
                int at = 2 * y * side + 2 * x;
                small[y * half + x] = (grey[at] + grey[at + 1] + grey[at + side] + grey[at + side + 1]) / 4;
            }
        return small;
    }

    public int count() {
        return images.length;
    }

    public int pixels() {
        return images[0].length;
    }

    /// Images `from` to `to - 1`.
    public LabelledImages slice(int from, int to) {
        return new LabelledImages(Arrays.copyOfRange(images, from, to), Arrays.copyOfRange(labels, from, to), bins);
    }
}
