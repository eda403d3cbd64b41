package org.onsager.lab.data;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// NumPy's `.npy` and `.npz` files.
///
/// Reads header versions 1 to 3, booleans, signed and unsigned integers of 1 to 8 bytes and floats of 2, 4 and 8
/// bytes in either byte order, C and Fortran order alike (the result is always in C order). 8-byte integers
/// beyond \(2^{53}\) are rounded to doubles. Writes version 1, little-endian 8-byte floats, C order.
///
/// Source: the format's description in `numpy.lib.format` and NEP 1.
public final class NumPy {
    private static final String EXPECTED = "a NumPy .npy array of booleans, integers or floats";

    private NumPy() {}

    /// The array of a `.npy` file, plain or gzipped.
    ///
    /// @throws IllegalArgumentException naming the file if it is not one, ends early or holds another type
    public static NdArray read(Path file) {
        return Source.read(file, EXPECTED, in -> array(file, in));
    }

    /// The arrays of a `.npz` file by name, in the file's order.
    ///
    /// @throws IllegalArgumentException naming the file (and the array) if it is not one
    public static Map<String, NdArray> readAll(Path file) {
        var expected = "a NumPy .npz archive";
        if (!Files.isRegularFile(file)) throw Source.bad(file, "is not a readable file", expected);
        var arrays = new LinkedHashMap<String, NdArray>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                if (entry.isDirectory() || !entry.getName().endsWith(".npy")) continue;
                var name = entry.getName().substring(0, entry.getName().length() - ".npy".length());
                try (var in = zip.getInputStream(entry)) {
                    arrays.put(name, array(Path.of(file + ":" + name), in));
                } catch (EOFException e) {
                    throw Source.bad(file, "ends too early in array " + name, expected);
                }
            }
        } catch (ZipException e) {
            throw Source.bad(file, "is not a whole zip archive (" + e.getMessage() + ")", expected);
        } catch (IOException e) {
            throw Source.bad(file, "cannot be read (" + e.getMessage() + ")", expected);
        }
        if (arrays.isEmpty()) throw Source.bad(file, "holds no .npy array", expected);
        return arrays;
    }

    /// Writes `array` as a `.npy` file.
    public static void write(Path file, NdArray array) {
        Source.replace(file, out -> write(out, array));
    }

    /// Writes arrays by name as a `.npz` file, uncompressed as `numpy.savez` does; the same arrays give the same
    /// bytes.
    public static void writeAll(Path file, Map<String, NdArray> arrays) {
        Source.replace(file, out -> {
            try (var zip = new ZipOutputStream(out)) {
                for (var entry : arrays.entrySet()) {
                    var bytes = new ByteArrayOutputStream();
                    write(bytes, entry.getValue());
                    zip.putNextEntry(stored(entry.getKey() + ".npy", bytes.toByteArray()));
                    bytes.writeTo(zip);
                    zip.closeEntry();
                }
            }
        });
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    private static NdArray array(Path file, InputStream in) throws IOException {
        var header = NumPyHeader.read(file, in, EXPECTED);
        int width = header.width();
        long bytes = Math.multiplyExact((long) header.count(), width);
        if (bytes > Integer.MAX_VALUE - 16)
            throw Source.bad(file, "has an array of %d bytes".formatted(bytes), "at most 2 GiB");
        // Grows with what the file really holds: a lying header cannot make us allocate what it claims.
        byte[] data = in.readNBytes((int) bytes);
        if (data.length < bytes) {
            throw Source.bad(
                    file,
                    "ends after %d of the %d bytes of shape %s"
                            .formatted(data.length, bytes, Arrays.toString(header.shape())),
                    "a whole array");
        }
        var values = header.type().decode(ByteBuffer.wrap(data).order(header.order()), header.count());
        return new NdArray(header.shape(), header.fortran() ? toRowMajor(values, header.shape()) : values);
    }

    /// Numbers whose first index runs fastest, rearranged so that the last one does.
    static double[] toRowMajor(double[] values, int[] shape) {
        var result = new double[values.length];
        var index = new int[shape.length];
        for (double value : values) {
            int offset = 0;
            for (int d = 0; d < shape.length; d++) offset = offset * shape[d] + index[d];
            result[offset] = value;
            for (int d = 0; d < shape.length && ++index[d] == shape[d]; d++) index[d] = 0;
        }
        return result;
    }

    private static void write(OutputStream out, NdArray array) throws IOException {
        var shape = new StringBuilder("(");
        for (int length : array.shape()) shape.append(length).append(", ");
        var dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': %s), }"
                .formatted(shape.toString().strip());
        int padding = 63 - (10 + dictionary.length()) % 64;
        var header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        var buffer = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(NumPyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length);
        out.write(buffer.array());
        out.write(header);
        var chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : array.values()) {
            if (!chunk.hasRemaining()) {
                out.write(chunk.array());
                chunk.clear();
            }
            chunk.putDouble(value);
        }
        out.write(chunk.array(), 0, chunk.position());
    }
}
