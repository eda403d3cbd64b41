package org.onsager.lab.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;

/// What stands before the numbers of a `.npy` file: a magic word, a version, and a Python dictionary of three
/// keys.
///
/// @param type  how one number is stored
/// @param order  byte order
/// @param fortran  whether the first index runs fastest
/// @param shape  length along each dimension
/// @param count  numbers in all
record NumPyHeader(Storage type, ByteOrder order, boolean fortran, int[] shape, int count) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int LONGEST = 1 << 20;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([<>|=]?)([a-zA-Z])(\\d+)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)\\b");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([\\d,\\sL]*)\\)");

    /// How one number is stored.
    enum Storage {
        B1,
        I1,
        I2,
        I4,
        I8,
        U1,
        U2,
        U4,
        U8,
        F2,
        F4,
        F8;

        int width() {
            return name().charAt(1) - '0';
        }

        double[] decode(ByteBuffer bytes, int count) {
            var values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = switch (this) {
                    case B1 -> bytes.get() == 0 ? 0 : 1;
                    case I1 -> bytes.get();
                    case I2 -> bytes.getShort();
                    case I4 -> bytes.getInt();
                    case I8 -> bytes.getLong();
                    case U1 -> bytes.get() & 0xff;
                    case U2 -> bytes.getShort() & 0xffff;
                    case U4 -> bytes.getInt() & 0xffff_ffffL;
                    case U8 -> unsigned(bytes.getLong());
                    case F2 -> Float.float16ToFloat(bytes.getShort());
                    case F4 -> bytes.getFloat();
                    case F8 -> bytes.getDouble();
                };
            }
            return values;
        }

        /// Rounded to the nearest double; the last bit is kept sticky while it is shifted out.
        private static double unsigned(long bits) {
            return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
        }
    }

    int width() {
        return type.width();
    }

    static NumPyHeader read(Path file, InputStream in, String expected) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw Source.bad(file, "does not start with the bytes 93 NUMPY", expected);
        }
        int version = start[6];
        if (version < 1 || version > 3) throw Source.bad(file, "has .npy version " + version, "version 1, 2 or 3");
        byte[] lengthBytes = in.readNBytes(version == 1 ? 2 : 4);
        if (lengthBytes.length < (version == 1 ? 2 : 4)) throw Source.bad(file, "ends inside its header", expected);
        long length = 0;
        for (int i = lengthBytes.length - 1; i >= 0; i--) length = length << 8 | (lengthBytes[i] & 0xff);
        if (length > LONGEST) throw Source.bad(file, "claims a header of %d bytes".formatted(length), expected);
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) throw Source.bad(file, "ends inside its header", expected);
        return parse(
                file, new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), expected);
    }

    private static NumPyHeader parse(Path file, String text, String expected) {
        var descr = DESCR.matcher(text);
        var order = ORDER.matcher(text);
        var shape = SHAPE.matcher(text);
        if (!descr.find()) throw Source.bad(file, "has no simple dtype in its header " + quote(text), expected);
        if (!order.find()) throw Source.bad(file, "has no fortran_order in its header " + quote(text), expected);
        if (!shape.find()) throw Source.bad(file, "has no shape in its header " + quote(text), expected);
        var code = (descr.group(2) + descr.group(3)).toUpperCase(java.util.Locale.ROOT);
        var type = Arrays.stream(Storage.values())
                .filter(number -> number.name().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> Source.bad(file, "holds numbers of dtype " + descr.group(2) + descr.group(3), expected));
        var lengths = lengths(file, shape.group(1), expected);
        long count = 1;
        for (int length : lengths) {
            count *= length;
            if (count > Integer.MAX_VALUE - 8) {
                throw Source.bad(file, "has shape (%s)".formatted(shape.group(1)), "at most 2^31 numbers");
            }
        }
        return new NumPyHeader(
                type,
                descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                order.group(1).equals("True"),
                lengths,
                (int) count);
    }

    private static int[] lengths(Path file, String text, String expected) {
        var lengths = new ArrayList<Integer>();
        for (var part : text.split(",")) {
            var digits = part.strip().replace("L", "");
            if (digits.isEmpty()) continue;
            try {
                lengths.add(Integer.parseInt(digits));
            } catch (NumberFormatException e) {
                throw Source.bad(file, "has the length %s in its shape".formatted(part.strip()), expected);
            }
        }
        if (lengths.size() > 32) throw Source.bad(file, "has %d dimensions".formatted(lengths.size()), "at most 32");
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String quote(String header) {
        var line = header.strip().replaceAll("[^ -~]", "?");
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }
}
