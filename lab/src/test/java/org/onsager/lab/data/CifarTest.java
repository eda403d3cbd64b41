package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On batches made here in the published layout: no real one was at hand.
class CifarTest {
    @TempDir
    Path folder;

    /// Red of pixel p of image n is p + n, green 1, blue 255.
    private static byte[] batch(int count) {
        var bytes = new byte[count * 3073];
        for (int n = 0; n < count; n++) {
            bytes[n * 3073] = (byte) (9 - n);
            for (int p = 0; p < 1024; p++) {
                bytes[n * 3073 + 1 + p] = (byte) (p + n);
                bytes[n * 3073 + 1 + 1024 + p] = 1;
                bytes[n * 3073 + 1 + 2048 + p] = (byte) 255;
            }
        }
        return bytes;
    }

    @Test
    void batches_are_read_plain_and_gzipped_with_the_colours_of_a_pixel_together() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(batch(3));
        }
        for (byte[] content : new byte[][] {batch(3), zipped.toByteArray()}) {
            var images = Cifar.read(Files.write(folder.resolve("data_batch_1.bin"), content));
            assertThat(images.count()).isEqualTo(3);
            assertThat(images.labels()).containsExactly(9, 8, 7);
            double[] image = images.image(2);
            assertThat(image).hasSize(3072);
            assertThat(Arrays.copyOfRange(image, 3 * 33, 3 * 33 + 3)).containsExactly(35 / 255.0, 1 / 255.0, 1);
            assertThatThrownBy(() -> images.image(3)).hasMessageContaining("index must be in [0, 3), not 3");
        }
    }

    @Test
    void what_is_no_batch_is_told_with_its_offset() throws IOException {
        var cut = Files.write(folder.resolve("cut.bin"), Arrays.copyOf(batch(2), 4000));
        assertThatThrownBy(() -> Cifar.read(cut)).hasMessageContaining("cut.bin ends inside image 1 at offset 4000");
        byte[] wrong = batch(2);
        wrong[3073] = 10;
        var labels = Files.write(folder.resolve("wrong.bin"), wrong);
        assertThatThrownBy(() -> Cifar.read(labels)).hasMessageContaining("has label 10 of image 1 at offset 3073");
        assertThatThrownBy(() -> Cifar.read(Files.write(folder.resolve("e.bin"), new byte[0])))
                .hasMessageContaining("e.bin is empty");
        assertThatThrownBy(() -> Cifar.read(folder.resolve("none.bin"))).hasMessageContaining("does not exist");
    }

    @Test
    void damaged_files_are_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        Damage.of(Files.write(folder.resolve("a.bin"), batch(1)), 200, Cifar::read);
    }
}
