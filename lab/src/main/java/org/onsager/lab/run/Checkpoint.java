package org.onsager.lab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A stored result: what it is the result of, in words, and its bytes, guarded by a checksum.
///
/// File: `ONSAGER1`, the length of the header (32-bit little-endian), the header (JSON), the length of the body,
/// the body, CRC-32C of all before it.
///
/// @param about  the configuration: paper, scale, seed, parameters, stage, task; equal for equal results
/// @param notes  what does not decide the result: code, time, step
/// @param shape  [Codec#shape()] of the body
/// @param body  [Codec#encode]
public record Checkpoint(Map<String, String> about, Map<String, String> notes, String shape, byte[] body) {
    private static final byte[] MAGIC = "ONSAGER1".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Header(Map<String, String> about, Map<String, String> notes, String shape) {}

    /// What reading a file gave.
    public sealed interface Reading {}

    /// A whole checkpoint.
    public record Whole(Checkpoint checkpoint) implements Reading {}

    /// No such file.
    public record Absent() implements Reading {}

    /// A file that is not a whole checkpoint, with the reason.
    public record Broken(String reason) implements Reading {}

    /// Stores it in `file`.
    ///
    /// @throws StoreException if the disk refuses; what `file` held before is still there
    public void write(SafeFiles files, Path file) {
        byte[] header = JSON.writeValueAsBytes(new Header(about, notes, shape));
        var buffer = ByteBuffer.allocate(Math.toIntExact(MAGIC.length + 12L + header.length + body.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putInt(header.length).put(header).putInt(body.length).put(body);
        var sum = new CRC32C();
        sum.update(buffer.array(), 0, buffer.position());
        files.write(file, buffer.putInt((int) sum.getValue()).array());
    }

    /// Reads `file`.
    ///
    /// @throws StoreException if it is there but cannot be read at all
    public static Reading read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Absent();
        } catch (IOException e) {
            throw StoreException.reading(file, e);
        }
        return parse(bytes);
    }

    static Reading parse(byte[] bytes) {
        if (bytes.length < MAGIC.length + 12) return new Broken("it was cut short");
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - 4);
        if (buffer.getInt(bytes.length - 4) != (int) sum.getValue()) {
            return new Broken("its checksum is wrong: it was cut short or changed");
        }
        var magic = new byte[MAGIC.length];
        buffer.get(magic);
        if (!java.util.Arrays.equals(magic, MAGIC)) return new Broken("it is of another format");
        try {
            var header = JSON.readValue(block(buffer), new TypeReference<Header>() {});
            byte[] body = block(buffer);
            return new Whole(new Checkpoint(header.about(), header.notes(), header.shape(), body));
        } catch (java.nio.BufferUnderflowException | NegativeArraySizeException | JacksonException e) {
            return new Broken("it is of another format");
        }
    }

    private static byte[] block(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) throw new java.nio.BufferUnderflowException();
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /// How this configuration differs from `other`, such as `seed 1, now 2`; empty if it does not.
    public String differences(Map<String, String> other) {
        var names = new TreeSet<>(about.keySet());
        names.addAll(other.keySet());
        var differences = new LinkedHashMap<String, String>();
        for (var name : names) {
            @Nullable String was = about.get(name);
            @Nullable String is = other.get(name);
            if (!Objects.equals(was, is)) {
                differences.put(
                        name,
                        "%s %s, now %s".formatted(name, was == null ? "absent" : was, is == null ? "absent" : is));
            }
        }
        return String.join("; ", differences.values());
    }
}
