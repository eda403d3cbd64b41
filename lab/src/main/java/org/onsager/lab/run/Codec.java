package org.onsager.lab.run;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;

/// Turns results into bytes and back with the same bits, guided by their class alone: nothing in the bytes names
/// a class, so nothing untrusted is ever loaded or built.
///
/// Holds numbers and their boxes, `boolean`, `char`, `String`, enums, records (generic ones where their arguments
/// are spelled out), sealed interfaces of records, arrays of any of these of any depth, `List`, `Set`, `Map`
/// (both in their order), `Optional`, `OptionalInt`, `OptionalDouble`. Arrays of numbers are little-endian
/// blocks, copied in bulk; NaN keeps its payload, zero its sign.
///
/// @param <T>  the class of the values
public final class Codec<T> {
    private final Form form;

    private Codec(Form form) {
        this.form = form;
    }

    /// The codec of a class.
    ///
    /// @throws IllegalArgumentException naming the component that cannot be stored, and the remedy
    public static <T> Codec<T> of(Class<T> type) {
        return new Codec<>(new Forms().of(type, type.getSimpleName()));
    }

    /// The codec of whatever class `value` is of, if it can be stored.
    ///
    /// @throws IllegalArgumentException naming the component that cannot be stored
    public static byte[] encodeAny(Object value) {
        Type type = value.getClass();
        var sink = new Sink();
        new Forms().of(type, value.getClass().getSimpleName()).write(value, sink);
        return sink.bytes();
    }

    /// The bytes of a value.
    ///
    /// @throws IllegalArgumentException if it needs more than 2 GB
    public byte[] encode(T value) {
        var sink = new Sink();
        form.write(value, sink);
        return sink.bytes();
    }

    /// The value of its bytes.
    ///
    /// @throws IllegalArgumentException if they are not a value's
    @SuppressWarnings("unchecked") // the form of a Class<T> reads nothing but T
    public T decode(byte[] bytes) {
        try {
            var source = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            var value = (T) form.read(source);
            if (source.hasRemaining()) throw new IllegalArgumentException(source.remaining() + " bytes too many");
            return value;
        } catch (java.nio.BufferUnderflowException | NegativeArraySizeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the stored result is not whole", e);
        }
    }

    /// The structure of the values as text; a stored result of another structure cannot be read.
    public String shape() {
        return form.shape();
    }
}
