package org.onsager.memory.dense;

import java.util.Arrays;

/// How grey images become spins.
public sealed interface Binarisation {

    /// +1 above a grey level, else -1.
    ///
    /// @param level  in the images' own unit
    record Threshold(double level) implements Binarisation {}

    /// +1 above the pixel's median over all images, else -1: pixels that are always background stay -1 in all.
    record Median() implements Binarisation {}

    /// Spins of every image.
    ///
    /// @param images  one row an image, all of one length
    /// @throws IllegalArgumentException naming the image if its size differs or a pixel is not a number
    default byte[][] apply(double[][] images) {
        if (images.length == 0) throw new IllegalArgumentException("images must not be empty");
        int pixels = images[0].length;
        for (int k = 0; k < images.length; k++) {
            if (images[k].length != pixels)
                throw new IllegalArgumentException(
                        "image %d must have %d pixels as image 0 has, not %d".formatted(k, pixels, images[k].length));
            for (int i = 0; i < pixels; i++)
                if (Double.isNaN(images[k][i]))
                    throw new IllegalArgumentException("image %d is not a number at pixel %d".formatted(k, i));
        }
        double[] levels = levels(images);
        var spins = new byte[images.length][pixels];
        for (int k = 0; k < images.length; k++)
            for (int i = 0; i < pixels; i++) spins[k][i] = (byte) (images[k][i] > levels[i] ? 1 : -1);
        return spins;
    }

    private double[] levels(double[][] images) {
        int pixels = images[0].length;
        var levels = new double[pixels];
        switch (this) {
            case Threshold threshold -> Arrays.fill(levels, threshold.level());
            case Median _ -> {
                var values = new double[images.length];
                for (int i = 0; i < pixels; i++) {
                    for (int k = 0; k < images.length; k++) values[k] = images[k][i];
                    Arrays.sort(values);
                    levels[i] = values[(values.length - 1) / 2];
                }
            }
        }
        return levels;
    }
}
