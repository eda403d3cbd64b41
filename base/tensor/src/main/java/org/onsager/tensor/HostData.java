package org.onsager.tensor;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.global.torch;

/// Numbers between Java's arrays and libtorch's memory, one copy by `memcpy` each way.
final class HostData {
    private HostData() {}

    private static final MemoryFormatOptional ANY_FORMAT = anyFormat();

    /// A copy of an array; without a shape, one dimension.
    static Tensor of(DType dtype, long count, MemorySegment values, long... shape) {
        return ofShape(dtype, count, values, shape.length == 0 ? new long[] {count} : shape);
    }

    /// A copy of values in exactly this shape, which may be that of a scalar.
    static Tensor ofShape(DType dtype, long count, MemorySegment values, long... sizes) {
        if (Shapes.count(sizes) != count)
            throw new IllegalArgumentException("shape %s has %d elements, the array has %d"
                    .formatted(java.util.Arrays.toString(sizes), Shapes.count(sizes), count));
        var tensor = Call.any("of", () -> torch.empty(sizes, Tensors.raw(dtype), ANY_FORMAT));
        if (count > 0) MemorySegment.copy(values, 0, raw(tensor), 0, count * dtype.bytes());
        return tensor;
    }

    static Tensor view(MemorySegment memory, DType dtype, long... shape) {
        if (!memory.isNative())
            throw new IllegalArgumentException("memory must be outside the Java heap; Tensors.of copies arrays");
        long bytes = Math.multiplyExact(Shapes.count(shape), (long) dtype.bytes());
        if (memory.byteSize() != bytes)
            throw new IllegalArgumentException("memory must have %d bytes for %s%s, not %d"
                    .formatted(bytes, dtype.label(), java.util.Arrays.toString(shape), memory.byteSize()));
        if (memory.address() % dtype.bytes() != 0)
            throw new IllegalArgumentException("memory must be aligned to %d bytes".formatted(dtype.bytes()));
        var address = new Address(memory);
        var tensor = Call.any("view", () -> torch.from_blob(address, shape, Tensors.raw(dtype)));
        return tensor.holding(memory);
    }

    static MemorySegment segment(Tensor tensor) {
        if (!tensor.device().equals(Device.CPU))
            throw new IllegalArgumentException(
                    "memory of %s on %s: move it to the CPU first".formatted(tensor.describe(), tensor.device()));
        if (!tensor.raw().is_contiguous())
            throw new IllegalArgumentException(
                    "memory of %s: it is not contiguous; call contiguous() first".formatted(tensor.describe()));
        return raw(tensor);
    }

    static double[] doubles(Tensor tensor) {
        var values = new double[Math.toIntExact(tensor.count())];
        copy(tensor, DType.FLOAT64, MemorySegment.ofArray(values));
        return values;
    }

    static float[] floats(Tensor tensor) {
        var values = new float[Math.toIntExact(tensor.count())];
        copy(tensor, DType.FLOAT32, MemorySegment.ofArray(values));
        return values;
    }

    static long[] longs(Tensor tensor) {
        if (tensor.dtype() != DType.INT64 && tensor.dtype() != DType.BOOL)
            throw new IllegalArgumentException(
                    "toLongs of %s: elements must be int64 or bool".formatted(tensor.describe()));
        var values = new long[Math.toIntExact(tensor.count())];
        copy(tensor, DType.INT64, MemorySegment.ofArray(values));
        return values;
    }

    private static void copy(Tensor tensor, DType dtype, MemorySegment into) {
        if (tensor.dtype().isComplex())
            throw new IllegalArgumentException(
                    "%s has complex elements: take real(), imag() or viewAsReal() first".formatted(tensor.describe()));
        if (into.byteSize() == 0) return;
        try (var _ = TensorScope.open()) {
            var plain = tensor.detach().to(Device.CPU).to(dtype).contiguous();
            MemorySegment.copy(raw(plain), 0, into, 0, into.byteSize());
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment raw(Tensor tensor) {
        long bytes = tensor.count() * tensor.dtype().bytes();
        if (bytes == 0) return MemorySegment.NULL;
        return MemorySegment.ofAddress(tensor.raw().data_ptr().address()).reinterpret(bytes);
    }

    private static MemoryFormatOptional anyFormat() {
        Native.load();
        return new MemoryFormatOptional();
    }

    /// A native address as JavaCPP sees it; owns nothing.
    private static final class Address extends Pointer {
        private Address(MemorySegment memory) {
            address = memory.address();
            limit = capacity = memory.byteSize();
        }
    }
}
