package org.onsager.papers.monotonedbm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.boltzmann.LabelledImages;

/// The user's images or patterns with their labels, and what is to be completed.
///
/// @param all  every image that is whole, with labels; zeros without labels
/// @param labelled  whether labels were given
/// @param labels  number of labels, at least 2
/// @param query  images to complete, empty without a third file
/// @param observed  which of their pixels are known
record OwnImages(LabelledImages all, boolean labelled, int labels, int[][] query, boolean[][] observed) {

    /// Reads images, labels and queries. Grey values run from the least (at most 0) to the largest (at least 1)
    /// number among the images.
    static OwnImages read(List<Path> inputs, int bins) {
        if (inputs.isEmpty() || inputs.size() > 3)
            throw new IllegalArgumentException(
                    "--in must name a file of images, then one of labels, then one of queries, not %d files"
                            .formatted(inputs.size()));
        Path file = inputs.getFirst();
        double[][] rows = rows(file);
        double low = 0, high = 1;
        for (int n = 0; n < rows.length; n++)
            for (int i = 0; i < rows[n].length; i++) {
                if (!Double.isFinite(rows[n][i]))
                    throw new IllegalArgumentException(
                            "%s: image %d must be whole, not %s at pixel %d".formatted(file, n, rows[n][i], i));
                low = Math.min(low, rows[n][i]);
                high = Math.max(high, rows[n][i]);
            }
        int[] labels = inputs.size() >= 2 ? labels(inputs.get(1), rows.length) : new int[rows.length];
        int count = Math.max(2, Arrays.stream(labels).max().orElse(0) + 1);
        var images = new LabelledImages(scaled(rows, low, high, bins), labels, bins);
        int[][] query = new int[0][];
        boolean[][] observed = new boolean[0][];
        if (inputs.size() == 3) {
            double[][] asked = rows(inputs.get(2));
            if (asked[0].length != images.pixels())
                throw new IllegalArgumentException("%s must hold rows of %d pixels as %s does, not %d"
                        .formatted(inputs.get(2), images.pixels(), file, asked[0].length));
            observed = new boolean[asked.length][asked[0].length];
            for (int n = 0; n < asked.length; n++)
                for (int i = 0; i < asked[n].length; i++) {
                    observed[n][i] = !Double.isNaN(asked[n][i]);
                    if (!observed[n][i]) asked[n][i] = low;
                    else if (!(asked[n][i] >= low && asked[n][i] <= high))
                        throw new IllegalArgumentException("%s: pixel %d of query %d must be in [%s, %s], not %s"
                                .formatted(inputs.get(2), i, n, low, high, asked[n][i]));
                }
            query = scaled(asked, low, high, bins);
        }
        return new OwnImages(images, inputs.size() >= 2, count, query, observed);
    }

    private static double[][] rows(Path file) {
        var array = DataFile.read(file).array();
        if (array.rank() < 2 || array.size() == 0)
            throw new IllegalArgumentException("%s must hold one image a row, not %s".formatted(file, array));
        return array.rows();
    }

    private static int[][] scaled(double[][] rows, double low, double high, int bins) {
        var images = new int[rows.length][];
        for (int n = 0; n < rows.length; n++) {
            double[] grey = new double[rows[n].length];
            for (int i = 0; i < grey.length; i++) grey[i] = (rows[n][i] - low) / (high - low);
            images[n] = LabelledImages.bin(grey, bins);
        }
        return images;
    }

    private static int[] labels(Path file, int count) {
        double[] values = DataFile.read(file).array().values();
        if (values.length != count)
            throw new IllegalArgumentException(
                    "%s must hold %d labels, one an image, not %d".formatted(file, count, values.length));
        var labels = new int[count];
        for (int n = 0; n < count; n++) {
            if (values[n] < 0 || values[n] != Math.rint(values[n]) || values[n] > 999)
                throw new IllegalArgumentException(
                        "%s: label %d must be a whole number in [0, 999], not %s".formatted(file, n, values[n]));
            labels[n] = (int) values[n];
        }
        return labels;
    }
}
