package org.onsager.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.numerics.RandomStream;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static Map<String, Tensor> sample() {
        var stream = RandomStream.of(3);
        var map = new LinkedHashMap<String, Tensor>();
        map.put("a.weight", Tensors.normal(stream, DType.FLOAT32, 3, 4));
        map.put("b \"quoted\" \\ \u03b2\n", Tensors.normal(stream, DType.FLOAT64, 5));
        map.put("scalar", Tensors.scalar(2.5, DType.FLOAT64));
        map.put("empty", Tensors.zeros(DType.FLOAT32, 0, 7));
        map.put("ints", Tensors.of(new long[] {1, -2, 1L << 60}));
        map.put("flags", Tensors.of(new long[] {1, 0, 1}).to(DType.BOOL));
        map.put("complex", Tensors.normal(stream, DType.FLOAT32, 4, 2).viewAsComplex());
        map.put("transposed", Tensors.normal(stream, DType.FLOAT32, 3, 4).t());
        return map;
    }

    @Test
    void a_file_gives_back_the_same_names_types_shapes_and_bits() {
        try (var _ = TensorScope.open()) {
            var written = sample();
            var file = folder.resolve("x.safetensors");
            Safetensors.write(file, written, Map.of("epoch", "3"));
            var read = Safetensors.read(file);
            assertThat(read.metadata()).containsExactly(Map.entry("epoch", "3"));
            assertThat(read.tensors().keySet()).containsExactlyElementsOf(written.keySet());
            written.forEach((name, tensor) -> {
                var back = java.util.Objects.requireNonNull(read.tensors().get(name));
                assertThat(back.describe()).isEqualTo(tensor.describe());
                if (tensor.count() > 0)
                    assertThat(back.equalTo(tensor).allTrue()).as(name).isTrue();
            });
            assertThat(Files.exists(folder.resolve("x.safetensors.part"))).isFalse();
        }
    }

    @Test
    void smaller_types_are_widened() {
        var header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[6,8]},"
                + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        var data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3C00).putShort((short) 0xC000).putShort((short) 0x3F80);
        data.put((byte) 200).put((byte) 1).putInt(-7);
        try (var _ = TensorScope.open()) {
            var read = Safetensors.read(MemorySegment.ofArray(file(header, data.array())))
                    .tensors();
            assertThat(named(read, "h").toFloats()).containsExactly(1, -2);
            assertThat(named(read, "b").toFloats()).containsExactly(1);
            assertThat(named(read, "u").toLongs()).containsExactly(200, 1);
            assertThat(named(read, "i").toLongs()).containsExactly(-7);
        }
    }

    @Test
    void damage_is_refused_with_the_reason() throws IOException {
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "needs 12 bytes");
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12, "gap or an overlap");
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9, "take 8 bytes, there are 9");
        refused("{\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "type \"Q4\"");
        refused("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "whole number");
        refused("{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0, "too large");
        refused("{\"a\":1}", 0, "'{' must stand here");
        refused("{\"a\":{},\"a\":{}}", 0, "lacks dtype");
        refused("{} x", 0, "after its end");
        var file = folder.resolve("bad.safetensors");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.safetensors is not a safetensors file");
    }

    private static void refused(String header, int dataBytes, String reason) {
        assertThatThrownBy(() -> Safetensors.read(MemorySegment.ofArray(file(header, new byte[dataBytes]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Property(tries = 2_000)
    void no_bytes_do_more_harm_than_an_illegal_argument(@ForAll @Size(max = 60) byte[] header, @ForAll byte[] data) {
        tolerate(file(new String(header, StandardCharsets.ISO_8859_1), data));
        tolerate(data);
    }

    @Test
    void a_valid_file_with_flipped_bytes_is_read_or_refused() throws IOException {
        byte[] good;
        try (var _ = TensorScope.open()) {
            var file = folder.resolve("y.safetensors");
            Safetensors.write(file, sample(), Map.of("k", "v"));
            good = Files.readAllBytes(file);
        }
        var random = new Random(1);
        for (int trial = 0; trial < 5_000; trial++) {
            var bytes = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
                bytes[random.nextInt(Math.min(bytes.length, 800))] = (byte) random.nextInt(256);
            tolerate(random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        }
    }

    private static Tensor named(Map<String, Tensor> tensors, String name) {
        return java.util.Objects.requireNonNull(tensors.get(name));
    }

    private static void tolerate(byte[] bytes) {
        try (var _ = TensorScope.open()) {
            Safetensors.read(MemorySegment.ofArray(bytes));
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    private static byte[] file(String header, byte[] data) {
        var text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(text.length).put(text).put(data).array();
    }
}
