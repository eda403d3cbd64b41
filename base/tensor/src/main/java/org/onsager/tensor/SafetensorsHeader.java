package org.onsager.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON header of a safetensors file: read strictly, since a file may come from anywhere.
///
/// @param entries  by name
/// @param metadata  free strings
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    private static final Map<String, Integer> BYTES =
            Map.of("F32", 4, "F64", 8, "C64", 8, "I64", 8, "BOOL", 1, "F16", 2, "BF16", 2, "I32", 4, "U8", 1);

    /// One tensor's type, shape and place among the data bytes.
    record Entry(String type, long[] shape, long from, long to) {}

    static String of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        var json = new StringBuilder("{\"__metadata__\":{");
        var comma = "";
        for (var each : metadata.entrySet()) {
            json.append(comma).append(Text.quoted(each.getKey())).append(':').append(Text.quoted(each.getValue()));
            comma = ",";
        }
        json.append('}');
        long at = 0;
        for (var each : tensors.entrySet()) {
            var tensor = each.getValue();
            if (tensor.dtype() == DType.COMPLEX128)
                throw new IllegalArgumentException(
                        "safetensors knows no complex128: write %s.viewAsReal()".formatted(each.getKey()));
            if (each.getKey().equals("__metadata__"))
                throw new IllegalArgumentException("a tensor must not be named __metadata__");
            long bytes = tensor.count() * tensor.dtype().bytes();
            json.append(",%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(
                            Text.quoted(each.getKey()),
                            tensor.dtype().safetensorsName(),
                            java.util.Arrays.toString(tensor.sizes()).replace(" ", ""),
                            at,
                            at + bytes));
            at += bytes;
        }
        json.append('}');
        // the data start at a multiple of eight
        while ((json.toString().getBytes(StandardCharsets.UTF_8).length & 7) != 0) json.append(' ');
        return json.toString();
    }

    static SafetensorsHeader parse(byte[] utf8, long dataBytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new IllegalArgumentException("the header is not UTF-8");
        }
        var reader = new Text(text);
        var entries = new LinkedHashMap<String, Entry>();
        var metadata = new LinkedHashMap<String, String>();
        reader.object(name -> {
            if (name.equals("__metadata__")) reader.object(key -> metadata.put(key, reader.string()));
            else if (entries.put(name, entry(name, reader)) != null)
                throw new IllegalArgumentException("the name %s occurs twice".formatted(Text.quoted(name)));
        });
        reader.end();
        checkPlaces(entries, dataBytes);
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, Text reader) {
        var parts = new Parts();
        reader.object(key -> {
            switch (key) {
                case "dtype" -> parts.type = reader.string();
                case "shape" -> parts.shape = reader.numbers();
                case "data_offsets" -> parts.offsets = reader.numbers();
                default -> throw reader.wrong("the key %s is not known".formatted(Text.quoted(key)));
            }
        });
        var type = parts.type;
        var shape = parts.shape;
        var offsets = parts.offsets;
        if (type == null || shape == null || offsets == null || offsets.length != 2)
            throw new IllegalArgumentException(
                    "%s lacks dtype, shape or two data_offsets".formatted(Text.quoted(name)));
        var bytes = BYTES.get(type);
        if (bytes == null) throw new IllegalArgumentException("the type %s is not known".formatted(Text.quoted(type)));
        if (shape.length > 32) throw new IllegalArgumentException("%d dimensions are too many".formatted(shape.length));
        long size;
        try {
            size = Math.multiplyExact(Shapes.count(shape), (long) bytes);
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("the shape of %s is too large".formatted(Text.quoted(name)));
        }
        if (size / bytes > Integer.MAX_VALUE)
            throw new IllegalArgumentException("%s has more than 2^31 - 1 elements".formatted(Text.quoted(name)));
        if (offsets[1] - offsets[0] != size)
            throw new IllegalArgumentException("%s needs %d bytes, its data_offsets span %d"
                    .formatted(Text.quoted(name), size, offsets[1] - offsets[0]));
        return new Entry(type, shape, offsets[0], offsets[1]);
    }

    private static void checkPlaces(Map<String, Entry> entries, long dataBytes) {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
        long at = 0;
        for (var entry : sorted) {
            if (entry.from != at) throw new IllegalArgumentException("the data have a gap or an overlap at byte " + at);
            at = entry.to;
        }
        if (at != dataBytes)
            throw new IllegalArgumentException("the tensors take %d bytes, there are %d".formatted(at, dataBytes));
    }

    private static final class Parts {
        private @Nullable String type;
        private long @Nullable [] shape;
        private long @Nullable [] offsets;
    }
}
