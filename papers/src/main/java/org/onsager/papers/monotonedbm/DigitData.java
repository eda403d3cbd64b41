package org.onsager.papers.monotonedbm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.onsager.lab.Trial;
import org.onsager.lab.data.Cifar;
import org.onsager.lab.data.DataFile;
import org.onsager.lab.data.Idx;
import org.onsager.memory.boltzmann.LabelledImages;

/// Digits to train and to test on.
///
/// @param side  pixels a side
/// @param planes  colour values a pixel, behind one another: 1 or 3
/// @param source  where they come from, a few words
record DigitData(LabelledImages training, LabelledImages test, int side, int planes, String source) {

    private static final String CIFAR = "cifar-10-batches-bin";

    /// The folder that the settings look for.
    static String folder(Settings settings) {
        return switch (settings.images()) {
            case DIGITS -> "digits";
            case MNIST, MNIST_HALVED -> "mnist";
            case CIFAR10 -> CIFAR;
        };
    }

    /// @return empty where the data set is not installed
    static Optional<DigitData> load(Settings settings, Trial trial) {
        return switch (settings.images()) {
            case DIGITS -> trial.data("digits").map(folder -> digits(folder, settings));
            case MNIST -> trial.data("mnist").map(folder -> mnist(folder, settings, false));
            case MNIST_HALVED -> trial.data("mnist").map(folder -> mnist(folder, settings, true));
            case CIFAR10 -> trial.data(CIFAR).map(folder -> cifar(folder, settings));
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
                1,
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
                1,
                halved ? "MNIST, 2 x 2 pixels averaged to 14 x 14" : "MNIST");
    }

    private static DigitData cifar(Path folder, Settings settings) {
        var training = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> folder.resolve("data_batch_%d.bin".formatted(n)))
                .toList();
        return new DigitData(
                batches(training, settings.training(), settings.bins()),
                batches(List.of(folder.resolve("test_batch.bin")), settings.test(), settings.bins()),
                Cifar.SIDE,
                3,
                "CIFAR-10");
    }

    /// The first `count` images of the files, of which no more are read than it takes.
    private static LabelledImages batches(List<Path> files, int count, int bins) {
        var images = new ArrayList<double[]>();
        var labels = new ArrayList<Integer>();
        for (var file : files) {
            if (images.size() == count) break;
            var batch = Cifar.read(file);
            for (int n = 0; n < batch.count() && images.size() < count; n++) {
                images.add(batch.image(n));
                labels.add(batch.labels()[n]);
            }
        }
        return LabelledImages.of(
                images.toArray(double[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                bins);
    }

    /// A mask of pixels as one of their colour values.
    boolean[] spread(boolean[] pixels) {
        var values = new boolean[pixels.length * planes];
        for (int i = 0; i < values.length; i++) values[i] = pixels[i / planes];
        return values;
    }

    /// The mean of each pixel's colour values, for pictures.
    double[] grey(double[] values) {
        var grey = new double[values.length / planes];
        for (int i = 0; i < values.length; i++) grey[i / planes] += values[i] / planes;
        return grey;
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
