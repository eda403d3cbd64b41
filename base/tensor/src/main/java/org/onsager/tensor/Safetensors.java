package org.onsager.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Files of named tensors in Hugging Face's safetensors layout: eight bytes with the length of a JSON header, the
/// header with each tensor's type, shape and place, and the numbers, little-endian and row-major. Nothing in such
/// a file is executed.
///
/// Written: `F32`, `F64`, `C64`, `I64`, `BOOL`. Read besides these: `F16` and `BF16` (as `FLOAT32`), `I32` and
/// `U8` (as `INT64`). A damaged file is refused before a tensor is made, with the place and the reason.
public final class Safetensors {
    private static final int LARGEST_HEADER = 100 << 20;

    private Safetensors() {}

    /// What a file holds.
    ///
    /// @param tensors  by name, in the order of the file's header; they belong to the open scope
    /// @param metadata  the free strings of the header
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

    /// Writes tensors beside `file` and moves them into its place at once, so that a reader sees the old file or
    /// the new one.
    ///
    /// @throws IllegalArgumentException if a tensor is `COMPLEX128`, which the layout does not know
    /// @throws UncheckedIOException if the disk refuses
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        var header = SafetensorsHeader.of(tensors, metadata).getBytes(StandardCharsets.UTF_8);
        var beside = file.resolveSibling(file.getFileName() + ".part");
        try (var _ = TensorScope.open();
                var channel = FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
            writeAll(channel, length);
            writeAll(channel, ByteBuffer.wrap(header));
            for (var tensor : tensors.values()) {
                var plain = tensor.detach().to(Device.CPU).contiguous();
                var memory = plain.memory();
                for (long at = 0; at < memory.byteSize(); at += 1 << 28)
                    writeAll(
                            channel,
                            memory.asSlice(at, Math.min(1 << 28, memory.byteSize() - at))
                                    .asByteBuffer());
            }
            channel.force(true);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file + ": " + refused.getMessage(), refused);
        }
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot move " + beside + " into place", refused);
        }
    }

    /// Reads a whole file.
    ///
    /// @throws IllegalArgumentException naming the file and what is wrong with it
    /// @throws UncheckedIOException if it cannot be read
    public static Contents read(Path file) {
        try (var arena = Arena.ofConfined();
                var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < 8)
                throw new IllegalArgumentException("the file has %d bytes".formatted(channel.size()));
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s is not a safetensors file: %s".formatted(file, wrong.getMessage()));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot read " + file + ": " + refused.getMessage(), refused);
        }
    }

    /// Reads a file's bytes, wherever they lie.
    ///
    /// @throws IllegalArgumentException saying what is wrong with them
    public static Contents read(MemorySegment bytes) {
        if (bytes.byteSize() < 8)
            throw new IllegalArgumentException("there are only %d bytes".formatted(bytes.byteSize()));
        long length = bytes.get(LONG, 0);
        if (length < 2 || length > LARGEST_HEADER || length > bytes.byteSize() - 8)
            throw new IllegalArgumentException(
                    "the header's length %d does not fit in the %d bytes".formatted(length, bytes.byteSize()));
        var text = new byte[(int) length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 8, text, 0, text.length);
        var data = bytes.asSlice(8 + length);
        var header = SafetensorsHeader.parse(text, data.byteSize());
        var tensors = new LinkedHashMap<String, Tensor>();
        header.entries().forEach((name, entry) -> tensors.put(name, tensor(entry, data)));
        return new Contents(Collections.unmodifiableMap(tensors), header.metadata());
    }

    private static Tensor tensor(SafetensorsHeader.Entry entry, MemorySegment data) {
        var slice = data.asSlice(entry.from(), entry.to() - entry.from());
        int count = Math.toIntExact(Shapes.count(entry.shape()));
        return switch (entry.type()) {
            case "F32" -> HostData.ofShape(DType.FLOAT32, count, slice, entry.shape());
            case "F64" -> HostData.ofShape(DType.FLOAT64, count, slice, entry.shape());
            case "C64" -> HostData.ofShape(DType.COMPLEX64, count, slice, entry.shape());
            case "I64" -> HostData.ofShape(DType.INT64, count, slice, entry.shape());
            case "BOOL" -> HostData.ofShape(DType.BOOL, count, slice, entry.shape());
            case "F16", "BF16" -> {
                boolean half = entry.type().equals("F16");
                var floats = new float[count];
                for (int i = 0; i < count; i++) {
                    short word = slice.get(SHORT, 2L * i);
                    floats[i] = half ? Float.float16ToFloat(word) : Float.intBitsToFloat(word << 16);
                }
                yield HostData.ofShape(DType.FLOAT32, count, MemorySegment.ofArray(floats), entry.shape());
            }
            case "I32", "U8" -> {
                boolean bytes = entry.type().equals("U8");
                var longs = new long[count];
                for (int i = 0; i < count; i++)
                    longs[i] = bytes ? slice.get(ValueLayout.JAVA_BYTE, i) & 0xFF : slice.get(INT, 4L * i);
                yield HostData.ofShape(DType.INT64, count, MemorySegment.ofArray(longs), entry.shape());
            }
            default -> throw new IllegalArgumentException("the type %s is not known".formatted(entry.type()));
        };
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) throw new IOException("the channel takes no more bytes");
        }
    }

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
}
