package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxTest {
    private static final String TWO_IMAGES = "00000803 00000002 00000001 00000003 00 80 FF 01 02 03";

    @TempDir
    Path folder;

    @Test
    void images_are_read_plain_and_gzipped_whatever_the_name() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes(TWO_IMAGES));
        }
        for (byte[] content : new byte[][] {bytes(TWO_IMAGES), zipped.toByteArray()}) {
            var images = Idx.images(Files.write(folder.resolve("images"), content));
            assertThat(images.count()).isEqualTo(2);
            assertThat(images.image(0)).containsExactly(0, 128 / 255.0, 1);
            assertThat(images.matrix(9)[1]).containsExactly(1 / 255.0, 2 / 255.0, 3 / 255.0);
            assertThat(DataFile.read(folder.resolve("images")).array().shape()).containsExactly(2, 1, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08, FF, 255",
        "09, FF, -1",
        "0B, FFFE, -2",
        "0C, 80000000, -2147483648",
        "0D, 3FC00000, 1.5",
        "0E, 3FF8000000000000, 1.5"
    })
    void every_type_is_read(String type, String hex, double expected) throws IOException {
        var file = Files.write(folder.resolve("a"), bytes("0000" + type + "01 00000001" + hex));
        assertThat(Idx.read(file)).isEqualTo(NdArray.of(expected));
    }

    @Test
    void truncation_names_file_and_offset() throws IOException {
        var file = Files.write(folder.resolve("cut-idx3-ubyte"), Arrays.copyOf(bytes(TWO_IMAGES), 20));
        assertThatThrownBy(() -> Idx.images(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut-idx3-ubyte ends at offset 20 instead of 22");
        var header = Files.write(folder.resolve("h"), Arrays.copyOf(bytes(TWO_IMAGES), 9));
        assertThatThrownBy(() -> Idx.images(header)).hasMessageContaining("header at offset 9");
    }

    @Test
    void wrong_magic_and_labels_in_place_of_images_are_told() throws IOException {
        var labels = Files.write(folder.resolve("l"), bytes("00000801 00000003 07 02 01"));
        assertThat(Idx.labels(labels)).containsExactly(7, 2, 1);
        assertThatThrownBy(() -> Idx.images(labels))
                .hasMessageContaining("starts with 00 00 08 01")
                .hasMessageContaining("00 00 08 03");
        var more = Files.write(folder.resolve("more"), bytes("00000801 00000001 07 02"));
        assertThatThrownBy(() -> Idx.labels(more)).hasMessageContaining("goes on after offset 9");
    }

    @Test
    void truncated_gzip_is_told() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes(TWO_IMAGES));
        }
        var cut = Files.write(folder.resolve("c.gz"), Arrays.copyOf(zipped.toByteArray(), 20));
        assertThatThrownBy(() -> Idx.images(cut)).hasMessageContaining("c.gz ends too early");
    }

    @Test
    void damaged_files_are_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        Damage.of(Files.write(folder.resolve("a"), bytes(TWO_IMAGES)), 1_000, Idx::read);
        Damage.of(Files.write(folder.resolve("b"), bytes(TWO_IMAGES)), 1_000, Idx::images);
    }

    @Test
    void real_digits_are_ten_thousand_of_ten_classes() {
        var folder = Damage.data().resolve("mnist");
        assumeThat(Files.isDirectory(folder)).as("%s is here", folder).isTrue();
        var images = Idx.images(folder.resolve("t10k-images-idx3-ubyte.gz"));
        int[] labels = Idx.labels(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThat(images.count()).isEqualTo(10_000).isEqualTo(labels.length);
        assertThat(images.size()).isEqualTo(784);
        // The class counts of the official test set.
        var counts = new int[10];
        for (int label : labels) counts[label]++;
        assertThat(counts).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
