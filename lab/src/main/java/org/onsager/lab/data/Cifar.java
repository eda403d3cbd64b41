package org.onsager.lab.data;

import java.nio.file.Path;
import java.util.Arrays;

/// The binary batches of CIFAR-10 (`data_batch_1.bin` to `_5.bin`, `test_batch.bin` of `cifar-10-binary`), plain
/// or gzipped.
///
/// Layout: records of 3073 bytes, a label in [0, 9] and 32 x 32 pixels row by row, first all red, then all green,
/// then all blue values.
///
/// Source: A. Krizhevsky, *Learning multiple layers of features from tiny images*, 2009.
public final class Cifar {
    /// Pixels a side.
    public static final int SIDE = 32;
    /// Colour values an image.
    public static final int SIZE = 3 * SIDE * SIDE;

    private static final int PLANE = SIDE * SIDE;
    private static final String EXPECTED = "a binary batch of CIFAR-10 (records of 3073 bytes)";

    private Cifar() {}

    /// Colour images with their labels.
    ///
    /// @param labels  in [0, 9], one an image
    /// @param records  the file's bytes
    public record Images(int[] labels, byte[] records) {

        public int count() {
            return labels.length;
        }

        /// Image `index`: \(3 \times 32 \times 32\) values in [0, 1], row by row, pixel by pixel, red, green and
        /// blue of each behind one another.
        public double[] image(int index) {
            if (index < 0 || index >= count())
                throw new IllegalArgumentException("index must be in [0, %d), not %d".formatted(count(), index));
            var image = new double[SIZE];
            int from = index * (SIZE + 1) + 1;
            for (int pixel = 0; pixel < PLANE; pixel++)
                for (int plane = 0; plane < 3; plane++)
                    image[3 * pixel + plane] = (records[from + plane * PLANE + pixel] & 0xff) / 255.0;
            return image;
        }
    }

    /// The images of a batch.
    ///
    /// @throws IllegalArgumentException naming the file and the offset if it is not one or ends early
    public static Images read(Path file) {
        byte[] bytes = Source.bytes(file, EXPECTED);
        if (bytes.length == 0) throw Source.bad(file, "is empty", EXPECTED);
        int count = bytes.length / (SIZE + 1);
        if (bytes.length % (SIZE + 1) != 0)
            throw Source.bad(file, "ends inside image %d at offset %d".formatted(count, bytes.length), EXPECTED);
        var labels = new int[count];
        Arrays.setAll(labels, n -> bytes[n * (SIZE + 1)] & 0xff);
        for (int n = 0; n < count; n++)
            if (labels[n] > 9)
                throw Source.bad(
                        file,
                        "has label %d of image %d at offset %d".formatted(labels[n], n, n * (SIZE + 1)),
                        "labels from 0 to 9");
        return new Images(labels, bytes);
    }
}
