package org.onsager.papers.gppdesolver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/// The real matrices of a MATLAB file of level 5, little-endian, compressed or not, by name.
final class MatFile {
    private static final int HEADER = 128;
    private static final int COMPRESSED = 15;
    private static final int MATRIX = 14;

    private MatFile() {}

    /// A matrix, row-major as `[row][column]`.
    record Matrix(double[][] rows) {
        /// A row or a column as one array.
        double[] line() {
            if (rows.length == 1) return rows[0].clone();
            var line = new double[rows.length];
            for (int i = 0; i < line.length; i++) line[i] = rows[i][0];
            return line;
        }
    }

    /// @throws IllegalArgumentException if the file is no such file
    static Map<String, Matrix> read(Path file) {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.limit() < HEADER || bytes.get(126) != 'I' || bytes.get(127) != 'M')
                throw new IllegalArgumentException(file + " must be a little-endian MATLAB file of level 5");
            bytes.position(HEADER);
            var found = new LinkedHashMap<String, Matrix>();
            while (bytes.remaining() >= 8) element(bytes, found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
            throw new IllegalArgumentException(file + " ends too early", e);
        }
    }

    private static void element(ByteBuffer bytes, Map<String, Matrix> found) throws IOException {
        int type = bytes.getInt(), size = bytes.getInt();
        var data = new byte[size];
        bytes.get(data);
        if (type == COMPRESSED) {
            try (var inflater = new InflaterInputStream(new ByteArrayInputStream(data))) {
                element(ByteBuffer.wrap(inflater.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN), found);
            }
        } else if (type == MATRIX) matrix(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN), found);
    }

    private static void matrix(ByteBuffer bytes, Map<String, Matrix> found) {
        part(bytes); // flags
        double[] sizes = numbers(bytes);
        var letters = part(bytes);
        var name = new String(letters.data, StandardCharsets.US_ASCII);
        double[] values = numbers(bytes);
        int rows = (int) sizes[0], columns = sizes.length == 2 ? (int) sizes[1] : 0;
        if ((long) rows * columns != values.length) return; // cells, structures, more dimensions
        var matrix = new double[rows][columns];
        for (int j = 0; j < columns; j++) for (int i = 0; i < rows; i++) matrix[i][j] = values[j * rows + i];
        found.put(name, new Matrix(matrix));
    }

    private record Part(int type, byte[] data) {}

    /// A tag with its data, padded to eight bytes; four bytes or fewer stand in the tag itself.
    private static Part part(ByteBuffer bytes) {
        int word = bytes.getInt();
        if (word >>> 16 != 0) {
            var data = new byte[word >>> 16];
            int start = bytes.position();
            bytes.get(data);
            bytes.position(start + 4);
            return new Part(word & 0xffff, data);
        }
        var data = new byte[bytes.getInt()];
        bytes.get(data);
        bytes.position(Math.min(bytes.limit(), (bytes.position() + 7) / 8 * 8));
        return new Part(word, data);
    }

    private static double[] numbers(ByteBuffer bytes) {
        var part = part(bytes);
        var data = ByteBuffer.wrap(part.data).order(ByteOrder.LITTLE_ENDIAN);
        int width = switch (part.type) {
            case 1, 2 -> 1;
            case 3, 4 -> 2;
            case 5, 6, 7 -> 4;
            case 9 -> 8;
            default -> throw new IllegalArgumentException("numbers of type %d are not read".formatted(part.type));
        };
        var values = new double[part.data.length / width];
        for (int i = 0; i < values.length; i++)
            values[i] = switch (part.type) {
                case 1 -> data.get();
                case 2 -> data.get() & 0xff;
                case 3 -> data.getShort();
                case 4 -> data.getShort() & 0xffff;
                case 5 -> data.getInt();
                case 6 -> data.getInt() & 0xffffffffL;
                case 7 -> data.getFloat();
                default -> data.getDouble();
            };
        return values;
    }
}
