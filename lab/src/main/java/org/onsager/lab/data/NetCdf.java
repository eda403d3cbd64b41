package org.onsager.lab.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads NetCDF: the classic formats CDF-1, CDF-2 (64-bit offsets) and CDF-5 here, NetCDF4 (which is HDF5)
/// through [Hdf5].
///
/// Packed numbers are unpacked by the CF conventions as [Hdf5] does it. Files of up to 2 GiB.
///
/// Source: *The NetCDF Classic Format Specification*, Unidata.
public final class NetCdf {
    private static final String EXPECTED = "a NetCDF file (CDF-1, CDF-2, CDF-5 or NetCDF4)";
    private static final int DIMENSIONS = 0x0A;
    private static final int VARIABLES = 0x0B;
    private static final int ATTRIBUTES = 0x0C;

    private final Path file;
    private final ByteBuffer bytes;
    private final int version;
    private long records;
    private long recordSize;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    private NetCdf(Path file, byte[] content) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(content);
        this.version = content.length < 4 ? 0 : content[3];
        bytes.position(Math.min(4, content.length));
    }

    /// A variable as the header describes it.
    ///
    /// @param perRecord  bytes of one record, or of the whole if it is no record variable
    private record Variable(
            String name,
            int[] shape,
            boolean record,
            int type,
            long perRecord,
            long begin,
            Map<String, Double> numbers) {}

    /// The numbers of one variable.
    ///
    /// @throws IllegalArgumentException naming the file if it is not NetCDF, ends early or has no such variable
    ///     (those it has are listed)
    public static NdArray read(Path file, String variable) {
        if (isHdf5(file)) return Hdf5.read(file, variable);
        return classic(file, header -> {
            var found = header.variables.get(variable);
            if (found == null) {
                throw Source.bad(
                        file, "has no variable " + variable, "one of " + String.join(", ", header.variables.keySet()));
            }
            return header.values(found);
        });
    }

    /// The names of all variables that hold numbers, in the file's order.
    public static List<String> variables(Path file) {
        if (isHdf5(file)) return Hdf5.datasets(file);
        return classic(file, header -> List.copyOf(header.variables.keySet()));
    }

    private static boolean isHdf5(Path file) {
        byte[] head = Source.head(file, 4, EXPECTED);
        return head.length == 4 && head[0] == (byte) 0x89 && head[1] == 'H' && head[2] == 'D' && head[3] == 'F';
    }

    private static <T> T classic(Path file, java.util.function.Function<NetCdf, T> work) {
        var header = new NetCdf(file, Source.bytes(file, EXPECTED));
        try {
            header.read();
            return work.apply(header);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw Source.bad(file, "ends too early (truncated)", EXPECTED);
        } catch (ArithmeticException e) {
            throw Source.bad(file, "claims sizes beyond 2 GiB", EXPECTED);
        }
    }

    private void read() {
        boolean magic = bytes.capacity() >= 4 && bytes.get(0) == 'C' && bytes.get(1) == 'D' && bytes.get(2) == 'F';
        if (!magic || version != 1 && version != 2 && version != 5) {
            throw Source.bad(file, "does not start with CDF and version 1, 2 or 5", EXPECTED);
        }
        records = size();
        int dimensions = list(DIMENSIONS);
        var lengths = new long[dimensions];
        for (int d = 0; d < dimensions; d++) {
            name();
            lengths[d] = size();
        }
        attributes();
        int count = list(VARIABLES);
        for (int v = 0; v < count; v++) {
            var variable = variable(lengths);
            if (variable.type != 2) variables.put(variable.name, variable);
            if (variable.record) recordSize = Math.addExact(recordSize, variable.perRecord);
        }
    }

    private Variable variable(long[] lengths) {
        var name = name();
        int rank = count(size());
        if (rank > bytes.remaining() / 4) throw new BufferUnderflowException();
        var shape = new int[rank];
        boolean record = false;
        for (int d = 0; d < rank; d++) {
            long length = lengths[count(size())];
            // Length 0 marks the dimension that grows by records; it can only be the first.
            if (length == 0 && d == 0) {
                record = true;
                length = records;
            }
            shape[d] = count(length);
        }
        var numbers = attributes();
        int type = bytes.getInt();
        long perRecord = size();
        long begin = version == 1 ? bytes.getInt() & 0xffff_ffffL : bytes.getLong();
        return new Variable(name, shape, record, type, perRecord, begin, numbers);
    }

    private NdArray values(Variable variable) {
        int width = width(variable.type);
        long size = 1;
        for (int length : variable.shape) size = Math.multiplyExact(size, (long) length);
        if (Math.multiplyExact(size, width) > bytes.capacity()) {
            throw Source.bad(file, "ends too early for variable " + variable.name, EXPECTED);
        }
        var values = new double[count(size)];
        int chunk = variable.record ? values.length / Math.max(1, count(records)) : values.length;
        for (int start = 0, k = 0; start < values.length; start += chunk, k++) {
            int at = count(Math.addExact(variable.begin, Math.multiplyExact(k, recordStride(variable, chunk, width))));
            for (int i = 0; i < chunk; i++) values[start + i] = number(variable.type, at + i * width);
        }
        Hdf5.unpack(
                values,
                variable.numbers.getOrDefault("_FillValue", Double.NaN),
                variable.numbers.getOrDefault("missing_value", Double.NaN),
                variable.numbers.getOrDefault("scale_factor", Double.NaN),
                variable.numbers.getOrDefault("add_offset", Double.NaN));
        return new NdArray(variable.shape, values);
    }

    /// Bytes from one record to the next; a record variable that is alone is not padded to four bytes.
    private long recordStride(Variable variable, int chunk, int width) {
        return recordSize == variable.perRecord ? (long) chunk * width : recordSize;
    }

    private double number(int type, int at) {
        return switch (type) {
            case 1 -> bytes.get(at);
            case 3 -> bytes.getShort(at);
            case 4 -> bytes.getInt(at);
            case 5 -> bytes.getFloat(at);
            case 6 -> bytes.getDouble(at);
            case 7 -> bytes.get(at) & 0xff;
            case 8 -> bytes.getShort(at) & 0xffff;
            case 9 -> bytes.getInt(at) & 0xffff_ffffL;
            default -> bytes.getLong(at);
        };
    }

    private int width(int type) {
        return switch (type) {
            case 1, 2, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 5, 9 -> 4;
            case 6, 10, 11 -> 8;
            default -> throw Source.bad(file, "has a variable of type " + type, "types 1 to 11");
        };
    }

    private int list(int tag) {
        int found = bytes.getInt();
        int count = count(size());
        if (found != tag && (found != 0 || count != 0)) {
            throw Source.bad(file, "has the tag %d where %d or 0 belongs".formatted(found, tag), EXPECTED);
        }
        // Every entry takes at least four bytes: a count beyond the file's length is a lie.
        if (count > bytes.remaining()) throw new BufferUnderflowException();
        return count;
    }

    private Map<String, Double> attributes() {
        var numbers = new LinkedHashMap<String, Double>();
        int count = list(ATTRIBUTES);
        for (int a = 0; a < count; a++) {
            var name = name();
            int type = bytes.getInt();
            int length = count(size());
            int start = bytes.position();
            skip(Math.multiplyExact(length, width(type)));
            if (type != 2 && length > 0) numbers.put(name, number(type, start));
        }
        return numbers;
    }

    private String name() {
        int length = count(size());
        int start = bytes.position();
        skip(length);
        return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
    }

    /// Skips so many bytes and the padding to a multiple of four.
    private void skip(int length) {
        int padded = Math.addExact(length, 3) & ~3;
        if (padded > bytes.remaining()) throw new BufferUnderflowException();
        bytes.position(bytes.position() + padded);
    }

    private long size() {
        return version == 5 ? bytes.getLong() : bytes.getInt() & 0xffff_ffffL;
    }

    private static int count(long size) {
        if (size < 0 || size > Integer.MAX_VALUE - 16) throw new ArithmeticException("size");
        return (int) size;
    }
}
