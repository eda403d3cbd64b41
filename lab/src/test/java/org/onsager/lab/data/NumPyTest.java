package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumPyTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_reads_back_with_the_same_bits() {
        var array = new NdArray(new int[] {2, 3, 4}, new Random(1).doubles(24).toArray());
        NumPy.write(folder.resolve("a.npy"), array);
        assertThat(NumPy.read(folder.resolve("a.npy"))).isEqualTo(array);
    }

    @Test
    void special_numbers_scalars_and_empty_arrays_survive() {
        for (var array : new NdArray[] {
            NdArray.of(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE),
            new NdArray(new int[0], new double[] {7}),
            new NdArray(new int[] {0, 5}, new double[0])
        }) {
            NumPy.write(folder.resolve("a.npy"), array);
            assertThat(NumPy.read(folder.resolve("a.npy"))).isEqualTo(array);
        }
    }

    @Test
    void header_is_aligned_to_64_bytes() throws IOException {
        NumPy.write(folder.resolve("a.npy"), NdArray.of(1, 2));
        byte[] bytes = Files.readAllBytes(folder.resolve("a.npy"));
        assertThat(bytes.length).isEqualTo(128 + 16 - 64 * (bytes.length < 144 ? 1 : 0));
        assertThat((10 + (bytes[8] & 0xff)) % 64).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "|b1, 01, 1",
        "|i1, FF, -1",
        "|u1, FF, 255",
        "<i2, FEFF, -2",
        ">i2, FFFE, -2",
        "<u2, FEFF, 65534",
        ">u2, FFFE, 65534",
        "<i4, FEFFFFFF, -2",
        ">i4, 80000000, -2147483648",
        "<u4, FFFFFFFF, 4294967295",
        ">u4, 00000001, 1",
        "<i8, FEFFFFFFFFFFFFFF, -2",
        ">u8, FFFFFFFFFFFFFFFF, 18446744073709551615",
        "<f2, 003C, 1",
        ">f2, C000, -2",
        "<f4, 0000C03F, 1.5",
        ">f4, BFC00000, -1.5",
        "<f8, 000000000000F83F, 1.5",
        ">f8, 3FF8000000000000, 1.5"
    })
    void every_type_in_either_byte_order_is_read(String descr, String hex, double expected) throws IOException {
        byte[] data = java.util.HexFormat.of().parseHex(hex);
        for (int version = 1; version <= 3; version++) {
            var file = file("{'descr': '%s', 'fortran_order': False, 'shape': (1,), }".formatted(descr), data, version);
            assertThat(NumPy.read(file)).isEqualTo(NdArray.of(expected));
        }
    }

    @Test
    void fortran_order_is_turned_into_rows() throws IOException {
        var data = ByteBuffer.allocate(24);
        for (int column = 0; column < 3; column++) for (int row = 0; row < 2; row++) data.putInt(10 * row + column);
        var file = file("{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3), }", data.array(), 1);
        assertThat(NumPy.read(file)).isEqualTo(new NdArray(new int[] {2, 3}, new double[] {0, 1, 2, 10, 11, 12}));
    }

    @Test
    void named_arrays_survive_and_the_same_arrays_give_the_same_bytes() throws IOException {
        var arrays = new LinkedHashMap<String, NdArray>();
        arrays.put("x", NdArray.of(1, 2, 3));
        arrays.put("weights/0", NdArray.of(new double[][] {{1, 2}, {3, 4}}));
        NumPy.writeAll(folder.resolve("a.npz"), arrays);
        NumPy.writeAll(folder.resolve("b.npz"), arrays);
        assertThat(NumPy.readAll(folder.resolve("a.npz"))).isEqualTo(arrays);
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
        assertThat(DataFile.read(folder.resolve("a.npz"), "x")).isEqualTo(NdArray.of(1, 2, 3));
        assertThatThrownBy(() -> DataFile.read(folder.resolve("a.npz"), "y")).hasMessageContaining("x, weights/0");
    }

    @Test
    void complaints_name_the_file_and_what_is_wrong() throws IOException {
        assertThatThrownBy(() -> NumPy.read(folder.resolve("none.npy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.npy does not exist");
        var magic = Files.write(folder.resolve("m.npy"), new byte[20]);
        assertThatThrownBy(() -> NumPy.read(magic)).hasMessageContaining("93 NUMPY");
        var cut = file("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000,), }", new byte[12], 1);
        assertThatThrownBy(() -> NumPy.read(cut)).hasMessageContaining("ends after 12 of the 8000000 bytes");
        var complex = file("{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }", new byte[16], 1);
        assertThatThrownBy(() -> NumPy.read(complex)).hasMessageContaining("dtype c16");
        var huge = file("{'descr': '<f8', 'fortran_order': False, 'shape': (99999, 99999, 99999), }", new byte[8], 1);
        assertThatThrownBy(() -> NumPy.read(huge)).hasMessageContaining("at most 2^31 numbers");
    }

    @Test
    void damaged_files_are_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        NumPy.write(folder.resolve("a.npy"), new NdArray(new int[] {3, 4}, new double[12]));
        NumPy.writeAll(folder.resolve("a.npz"), java.util.Map.of("x", NdArray.of(1, 2, 3)));
        Damage.of(folder.resolve("a.npy"), 1_000, NumPy::read);
        Damage.of(folder.resolve("a.npz"), 1_000, NumPy::readAll);
    }

    @Test
    void real_series_in_fortran_order_are_read() {
        var file = Damage.data().resolve("chaotic-series/lorenz63_test.npy");
        assumeThat(Files.exists(file)).as("%s is here", file).isTrue();
        var series = NumPy.read(file);
        assertThat(series.shape()).containsExactly(100_000, 3);
        // Lorenz 63 stays on its attractor, and consecutive states are close only if rows are rows.
        for (double value : series.values()) assertThat(Math.abs(value)).isLessThan(60);
        for (int t = 1; t < 1_000; t++)
            assertThat(Math.abs(series.at(t, 2) - series.at(t - 1, 2))).isLessThan(10);
    }

    private Path file(String header, byte[] data, int version) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(NumPyHeader.MAGIC).put((byte) version).put((byte) 0);
        if (version == 1) buffer.putShort((short) text.length);
        else buffer.putInt(text.length);
        buffer.put(text).put(data);
        return Files.write(
                folder.resolve("v" + version + ".npy"), java.util.Arrays.copyOf(buffer.array(), buffer.position()));
    }
}
