package org.onsager.lab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/// The IDX files of MNIST and Fashion-MNIST, plain or gzipped.
///
/// Layout, all big-endian: two zero bytes, a type byte (08 unsigned byte, 09 byte, 0B short, 0C int, 0D float, 0E
/// double), the number of dimensions, one 4-byte length a dimension, then the numbers row by row.
///
/// Source: Y. LeCun, C. Cortes and C. J. C. Burges, *The MNIST database of handwritten digits*.
public final class Idx {
    private static final String IMAGES = "an IDX image file (magic 00 00 08 03)";
    private static final String LABELS = "an IDX label file (magic 00 00 08 01)";

    private Idx() {}

    /// Grey images of one size.
    ///
    /// @param count  images
    /// @param rows  pixels down
    /// @param columns  pixels across
    /// @param pixels  unsigned bytes, 0 black to 255 white, image after image, row by row
    public record Images(int count, int rows, int columns, byte[] pixels) {

        /// Pixels an image.
        public int size() {
            return rows * columns;
        }

        /// Image `index` with grey values in [0, 1].
        public double[] image(int index) {
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException("index must be in [0, %d), not %d".formatted(count, index));
            }
            var image = new double[size()];
            for (int i = 0; i < image.length; i++) image[i] = (pixels[index * image.length + i] & 0xff) / 255.0;
            return image;
        }

        /// The first `limit` images (all if there are fewer) with grey values in [0, 1], of shape
        /// `images x pixels`.
        public double[][] matrix(int limit) {
            var matrix = new double[Math.min(limit, count)][];
            for (int i = 0; i < matrix.length; i++) matrix[i] = image(i);
            return matrix;
        }
    }

    /// The images of a file such as `train-images-idx3-ubyte.gz`.
    ///
    /// @throws IllegalArgumentException naming the file and the offset if it is not one or ends early
    public static Images images(Path file) {
        return Source.read(file, IMAGES, in -> {
            int[] shape = header(file, in, 0x08, 3, IMAGES);
            byte[] pixels = body(file, in, shape, 1, IMAGES);
            return new Images(shape[0], shape[1], shape[2], pixels);
        });
    }

    /// The labels of a file such as `train-labels-idx1-ubyte.gz`, each in [0, 255].
    ///
    /// @throws IllegalArgumentException naming the file and the offset if it is not one or ends early
    public static int[] labels(Path file) {
        return Source.read(file, LABELS, in -> {
            byte[] bytes = body(file, in, header(file, in, 0x08, 1, LABELS), 1, LABELS);
            var labels = new int[bytes.length];
            for (int i = 0; i < labels.length; i++) labels[i] = bytes[i] & 0xff;
            return labels;
        });
    }

    /// Any IDX file as numbers; unsigned bytes stay 0 to 255.
    ///
    /// @throws IllegalArgumentException naming the file and the offset if it is not one or ends early
    public static NdArray read(Path file) {
        var expected = "an IDX file (magic 00 00, type 08 to 0E, dimensions)";
        return Source.read(file, expected, in -> {
            byte[] magic = magic(file, in, expected);
            int[] shape = shape(file, in, magic[3] & 0xff, expected);
            int width = width(file, magic[2]);
            var bytes = ByteBuffer.wrap(body(file, in, shape, width, expected));
            var values = new double[bytes.capacity() / width];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (magic[2]) {
                    case 0x08 -> bytes.get() & 0xff;
                    case 0x09 -> bytes.get();
                    case 0x0B -> bytes.getShort();
                    case 0x0C -> bytes.getInt();
                    case 0x0D -> bytes.getFloat();
                    default -> bytes.getDouble();
                };
            }
            return new NdArray(shape, values);
        });
    }

    private static int width(Path file, int type) {
        return switch (type) {
            case 0x08, 0x09 -> 1;
            case 0x0B -> 2;
            case 0x0C, 0x0D -> 4;
            case 0x0E -> 8;
            default -> throw Source.bad(file, "has type %02X at offset 2".formatted(type & 0xff), "08, 09, 0B to 0E");
        };
    }

    private static int[] header(Path file, InputStream in, int type, int dimensions, String expected)
            throws IOException {
        byte[] magic = magic(file, in, expected);
        if (magic[2] != type || magic[3] != dimensions) {
            throw Source.bad(file, "starts with " + hex(magic), expected);
        }
        return shape(file, in, dimensions, expected);
    }

    private static byte[] magic(Path file, InputStream in, String expected) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
            throw Source.bad(file, "starts with " + hex(magic), expected);
        }
        return magic;
    }

    private static int[] shape(Path file, InputStream in, int dimensions, String expected) throws IOException {
        byte[] bytes = in.readNBytes(4 * dimensions);
        if (bytes.length < 4 * dimensions) {
            throw Source.bad(file, "ends inside its header at offset %d".formatted(4 + bytes.length), expected);
        }
        var shape = new int[dimensions];
        var buffer = ByteBuffer.wrap(bytes);
        for (int d = 0; d < dimensions; d++) {
            shape[d] = buffer.getInt();
            if (shape[d] < 0) {
                throw Source.bad(file, "has length %d at offset %d".formatted(shape[d], 4 + 4 * d), expected);
            }
        }
        return shape;
    }

    private static byte[] body(Path file, InputStream in, int[] shape, int width, String expected) throws IOException {
        long size = width;
        for (int length : shape) {
            size *= length;
            if (size > Integer.MAX_VALUE - 16) {
                throw Source.bad(file, "claims a shape of " + Arrays.toString(shape), "at most 2 GiB");
            }
        }
        byte[] bytes = in.readNBytes((int) size);
        int start = 4 + 4 * shape.length;
        if (bytes.length < size) {
            throw Source.bad(
                    file,
                    "ends at offset %d instead of %d (truncated)".formatted(start + bytes.length, start + size),
                    expected + " of shape " + Arrays.toString(shape));
        }
        if (in.read() >= 0) {
            throw Source.bad(
                    file,
                    "goes on after offset %d".formatted(start + size),
                    expected + " of shape " + Arrays.toString(shape));
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) text.append("%02X ".formatted(b & 0xff));
        return text.isEmpty() ? "nothing" : text.toString().strip();
    }
}
