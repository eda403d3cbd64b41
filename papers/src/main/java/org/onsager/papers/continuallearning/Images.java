package org.onsager.papers.continuallearning;

import java.nio.file.Path;
import java.util.Arrays;
import org.onsager.lab.Scale;
import org.onsager.lab.data.Idx;
import org.onsager.memory.continual.LabelledData;

/// Images of ten classes to learn from and to test on, pixels / 255.
record Images(LabelledData train, LabelledData test) {
    static final int CLASSES = 10;

    /// The first images of the official sets. At `smoke`, where reading 60,000 images would take longer than all
    /// the rest, both parts come from the official test set.
    static Images read(Path folder, Scale scale, int trainLimit, int testLimit) {
        var test = Idx.images(folder.resolve("t10k-images-idx3-ubyte.gz"));
        int[] testLabels = Idx.labels(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        if (scale == Scale.SMOKE) {
            int size = test.size(), most = Math.min(trainLimit, test.count() - testLimit);
            byte[] rest = Arrays.copyOfRange(test.pixels(), most * size, (most + testLimit) * size);
            return new Images(
                    LabelledData.ofPixels(size, CLASSES, test.pixels(), testLabels, most),
                    LabelledData.ofPixels(
                            size, CLASSES, rest, Arrays.copyOfRange(testLabels, most, most + testLimit), testLimit));
        }
        var train = Idx.images(folder.resolve("train-images-idx3-ubyte.gz"));
        int[] trainLabels = Idx.labels(folder.resolve("train-labels-idx1-ubyte.gz"));
        return new Images(
                LabelledData.ofPixels(train.size(), CLASSES, train.pixels(), trainLabels, trainLimit),
                LabelledData.ofPixels(test.size(), CLASSES, test.pixels(), testLabels, testLimit));
    }
}
