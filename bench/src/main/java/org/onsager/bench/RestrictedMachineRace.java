package org.onsager.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.DataFolders;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.boltzmann.BinaryRbm;
import org.onsager.memory.boltzmann.PixelClassifier;
import org.onsager.numerics.RandomStream;

/// Training a binary restricted machine of 100 hidden units on the first 1297 of scikit-learn's 8 x 8 digits,
/// black and white at half the grey scale, by persistent chains: ten passes in batches of ten at rate 0.06. Its
/// error is minus the mean pseudo-log-likelihood of the last 500, by other writers, and [#accuracy] what a
/// softmax regression on its features gets right of them. One thread.
final class RestrictedMachineRace implements Race {
    private static final int TRAINING = 1297;
    private static final BinaryRbm.Training SETTINGS = new BinaryRbm.Training(100, 1, true, 10, 10, 0.06);

    private final double[][] images;
    private final int[] labels;
    private List<BinaryRbm> machine = List.of();

    private RestrictedMachineRace(Path folder) {
        double[][] rows = DataFile.read(folder.resolve("digits.csv.gz")).array().rows();
        images = new double[rows.length][];
        labels = new int[rows.length];
        for (int n = 0; n < rows.length; n++) {
            images[n] = Arrays.stream(rows[n], 0, 64).map(v -> v >= 8 ? 1 : 0).toArray();
            labels[n] = (int) rows[n][64];
        }
    }

    /// Nothing where the digits are not installed.
    static List<Race> all() {
        return DataFolders.ofEnvironment().find("digits").map(RestrictedMachineRace::new).stream()
                .map(Race.class::cast)
                .toList();
    }

    @Override
    public String name() {
        return "rbm-digits-64-100-10epochs";
    }

    @Override
    public String peer() {
        return "onsager 1 thread, persistent chains";
    }

    @Override
    public void run() {
        machine = List.of(BinaryRbm.train(SETTINGS, Arrays.copyOf(images, TRAINING), RandomStream.of(1)));
    }

    @Override
    public double error() {
        return -Arrays.stream(images, TRAINING, images.length)
                .mapToDouble(machine.getFirst()::pseudoLikelihood)
                .average()
                .orElseThrow();
    }

    /// The share of test digits that a softmax regression on the features names.
    double accuracy() {
        double[][] features =
                Arrays.stream(images).map(machine.getFirst()::features).toArray(double[][]::new);
        var classifier = PixelClassifier.train(
                new PixelClassifier.Training(0, 100, 50, 0.01),
                (n, epoch) -> features[n],
                Arrays.copyOf(labels, TRAINING),
                10,
                RandomStream.of(2));
        int right = 0;
        for (int n = TRAINING; n < images.length; n++) if (classifier.classify(features[n]) == labels[n]) right++;
        return (double) right / (images.length - TRAINING);
    }
}
