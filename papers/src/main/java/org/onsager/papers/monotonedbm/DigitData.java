package org.onsager.papers.monotonedbm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.onsager.lab.Trial;
import org.onsager.lab.data.DataFile;
import org.onsager.lab.data.Idx;
import org.onsager.memory.boltzmann.LabelledImages;

/// Digits to train and to test on.
///
/// @param side  pixels a side
/// @param source  where they come from, a few words
record DigitData(LabelledImages training, LabelledImages test, int side, String source) {

    /// @return empty where the data set is not installed
    static Optional<DigitData> load(Settings settings, Trial trial) {
        return switch (settings.images()) {
            case DIGITS -> trial.data("digits").map(folder -> digits(folder, settings));
            case MNIST -> trial.data("mnist").map(folder -> mnist(folder, settings, false));
            case MNIST_HALVED -> trial.data("mnist").map(folder -> mnist(folder, settings, true));
        };
    }

    /// The first images train, the last test: they are by different writers.
    private static DigitData digits(Path folder, Settings settings) {
        double[][] rows = DataFile.read(folder.resolve("digits.csv.gz")).array().rows();
        if (settings.training() + settings.test() > rows.length)
            throw new IllegalArgumentException("training + test must be at most %d for images = DIGITS, not %d"
                    .formatted(rows.length, settings.training() + settings.test()));
        return new DigitData(
                rows(rows, 0, settings.training(), settings.bins()),
                rows(rows, rows.length - settings.test(), rows.length, settings.bins()),
                8,
                "8x8 digits of scikit-learn (UCI optdigits, test part)");
    }

    private static LabelledImages rows(double[][] rows, int from, int to, int bins) {
        var images = new double[to - from][];
        var labels = new int[to - from];
        for (int n = from; n < to; n++) {
            images[n - from] = Arrays.stream(rows[n], 0, 64).map(v -> v / 16).toArray();
            labels[n - from] = (int) rows[n][64];
        }
        return LabelledImages.of(images, labels, bins);
    }

    private static DigitData mnist(Path folder, Settings settings, boolean halved) {
        return new DigitData(
                idx(folder, "train", settings.training(), settings.bins(), halved),
                idx(folder, "t10k", settings.test(), settings.bins(), halved),
                halved ? 14 : 28,
                halved ? "MNIST, 2 x 2 pixels averaged to 14 x 14" : "MNIST");
    }

    private static LabelledImages idx(Path folder, String part, int count, int bins, boolean halved) {
        var images = Idx.images(folder.resolve(part + "-images-idx3-ubyte.gz"));
        int[] labels = Idx.labels(folder.resolve(part + "-labels-idx1-ubyte.gz"));
        int used = Math.min(count, images.count());
        var grey = new double[used][];
        for (int n = 0; n < used; n++)
            grey[n] = halved ? LabelledImages.halved(images.image(n), images.rows()) : images.image(n);
        return LabelledImages.of(grey, Arrays.copyOf(labels, used), bins);
    }
}
