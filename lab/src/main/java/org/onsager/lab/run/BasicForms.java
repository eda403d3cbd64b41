package org.onsager.lab.run;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Numbers, words, constants and arrays.
final class BasicForms {
    private BasicForms() {}

    static Optional<Form> of(Class<?> type) {
        return Optional.ofNullable(
                switch (type.getName()) {
                    case "byte", "java.lang.Byte" -> one("byte", 1, (v, b) -> b.put((byte) v), ByteBuffer::get);
                    case "short", "java.lang.Short" ->
                        one("short", 2, (v, b) -> b.putShort((short) v), ByteBuffer::getShort);
                    case "int", "java.lang.Integer" -> one("int", 4, (v, b) -> b.putInt((int) v), ByteBuffer::getInt);
                    case "long", "java.lang.Long" -> one("long", 8, (v, b) -> b.putLong((long) v), ByteBuffer::getLong);
                    case "char", "java.lang.Character" ->
                        one("char", 2, (v, b) -> b.putChar((char) v), ByteBuffer::getChar);
                    // as raw bits, so that a NaN keeps its payload
                    case "float", "java.lang.Float" ->
                        one(
                                "float",
                                4,
                                (v, b) -> b.putInt(Float.floatToRawIntBits((float) v)),
                                b -> Float.intBitsToFloat(b.getInt()));
                    case "double", "java.lang.Double" ->
                        one(
                                "double",
                                8,
                                (v, b) -> b.putLong(Double.doubleToRawLongBits((double) v)),
                                b -> Double.longBitsToDouble(b.getLong()));
                    case "boolean", "java.lang.Boolean" ->
                        one("boolean", 1, (v, b) -> b.put((byte) ((boolean) v ? 1 : 0)), b -> b.get() != 0);
                    case "java.lang.String" -> new Text();
                    case "[B" ->
                        block("byte[]", 1, v -> ((byte[]) v).length, (v, b) -> b.put((byte[]) v), (n, b) -> {
                            var a = new byte[n];
                            b.get(a);
                            return a;
                        });
                    case "[S" ->
                        block(
                                "short[]",
                                2,
                                v -> ((short[]) v).length,
                                (v, b) -> b.asShortBuffer().put((short[]) v),
                                (n, b) -> {
                                    var a = new short[n];
                                    b.asShortBuffer().get(a);
                                    return a;
                                });
                    case "[I" ->
                        block(
                                "int[]",
                                4,
                                v -> ((int[]) v).length,
                                (v, b) -> b.asIntBuffer().put((int[]) v),
                                (n, b) -> {
                                    var a = new int[n];
                                    b.asIntBuffer().get(a);
                                    return a;
                                });
                    case "[J" ->
                        block(
                                "long[]",
                                8,
                                v -> ((long[]) v).length,
                                (v, b) -> b.asLongBuffer().put((long[]) v),
                                (n, b) -> {
                                    var a = new long[n];
                                    b.asLongBuffer().get(a);
                                    return a;
                                });
                    case "[F" ->
                        block(
                                "float[]",
                                4,
                                v -> ((float[]) v).length,
                                (v, b) -> b.asFloatBuffer().put((float[]) v),
                                (n, b) -> {
                                    var a = new float[n];
                                    b.asFloatBuffer().get(a);
                                    return a;
                                });
                    case "[D" ->
                        block(
                                "double[]",
                                8,
                                v -> ((double[]) v).length,
                                (v, b) -> b.asDoubleBuffer().put((double[]) v),
                                (n, b) -> {
                                    var a = new double[n];
                                    b.asDoubleBuffer().get(a);
                                    return a;
                                });
                    default -> null;
                });
    }

    private static Form one(
            String shape, int bytes, BiConsumer<Object, ByteBuffer> put, Function<ByteBuffer, Object> get) {
        return new One(shape, bytes, put, get);
    }

    private record One(String shape, int bytes, BiConsumer<Object, ByteBuffer> put, Function<ByteBuffer, Object> get)
            implements Form {
        @Override
        public void write(Object value, Sink sink) {
            put.accept(value, sink.room(bytes));
        }

        @Override
        public Object read(ByteBuffer source) {
            return get.apply(source);
        }
    }

    private interface BlockReader {
        Object read(int length, ByteBuffer source);
    }

    private static Form block(
            String shape,
            int bytes,
            Function<Object, Integer> length,
            BiConsumer<Object, ByteBuffer> put,
            BlockReader get) {
        return new Block(shape, bytes, length, put, get);
    }

    /// An array of numbers, in one copy.
    private record Block(
            String shape,
            int bytes,
            Function<Object, Integer> length,
            BiConsumer<Object, ByteBuffer> put,
            BlockReader get)
            implements Form {
        @Override
        public void write(Object value, Sink sink) {
            int n = length.apply(value);
            var buffer = sink.room(4 + (long) n * bytes);
            buffer.putInt(n);
            int from = buffer.position();
            put.accept(value, buffer);
            buffer.position(from + n * bytes);
        }

        @Override
        public Object read(ByteBuffer source) {
            int n = source.getInt();
            if (n < 0 || (long) n * bytes > source.remaining()) throw new java.nio.BufferUnderflowException();
            int from = source.position();
            var array = get.read(n, source);
            source.position(from + n * bytes);
            return array;
        }
    }

    private record Text() implements Form {
        @Override
        public void write(Object value, Sink sink) {
            // UTF-16, as Java holds it: UTF-8 would lose an unpaired surrogate
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_16LE);
            boolean exact = new String(bytes, StandardCharsets.UTF_16LE).equals(value);
            if (!exact) throw new IllegalArgumentException("a word must be whole Unicode to be stored");
            sink.room(4 + bytes.length).putInt(bytes.length).put(bytes);
        }

        @Override
        public Object read(ByteBuffer source) {
            int n = source.getInt();
            if (n < 0 || n > source.remaining()) throw new java.nio.BufferUnderflowException();
            var bytes = new byte[n];
            source.get(bytes);
            return new String(bytes, StandardCharsets.UTF_16LE);
        }

        @Override
        public String shape() {
            return "text";
        }
    }

    /// The constants of an enum, by name.
    static Form constants(Class<?> type) {
        return new Constants(type, new Text());
    }

    private record Constants(Class<?> type, Form text) implements Form {
        @Override
        public void write(Object value, Sink sink) {
            text.write(((Enum<?>) value).name(), sink);
        }

        @Override
        public Object read(ByteBuffer source) {
            var name = text.read(source);
            for (var constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) return constant;
            }
            throw new IllegalArgumentException("%s has no constant %s".formatted(type.getSimpleName(), name));
        }

        @Override
        public String shape() {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining("|", type.getSimpleName() + "{", "}"));
        }
    }

    /// An array of things that are no numbers, one after another.
    static Form array(Class<?> element, Form form) {
        return new Elements(element, form);
    }

    private record Elements(Class<?> element, Form form) implements Form {
        @Override
        public void write(Object value, Sink sink) {
            int n = Array.getLength(value);
            sink.room(4).putInt(n);
            for (int i = 0; i < n; i++) form.write(Array.get(value, i), sink);
        }

        @Override
        public Object read(ByteBuffer source) {
            int n = source.getInt();
            if (n < 0 || n > Math.max(source.remaining(), 1 << 16)) throw new java.nio.BufferUnderflowException();
            var array = Array.newInstance(element, n);
            for (int i = 0; i < n; i++) Array.set(array, i, form.read(source));
            return array;
        }

        @Override
        public String shape() {
            return form.shape() + "[]";
        }
    }
}
