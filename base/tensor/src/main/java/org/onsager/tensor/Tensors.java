package org.onsager.tensor;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.onsager.numerics.RandomStream;

/// Makes tensors: constants, ranges, random fills, from arrays and memory, and out of other tensors. All on the
/// CPU; move them with [Tensor#to(Device)].
public final class Tensors {
    private Tensors() {}

    private static final Map<DType, TensorOptions> OPTIONS = options();

    /// Zeros.
    public static Tensor zeros(DType dtype, long... shape) {
        Shapes.count(shape);
        return Call.any("zeros", () -> torch.zeros(shape, raw(dtype)));
    }

    /// Ones.
    public static Tensor ones(DType dtype, long... shape) {
        return full(1, dtype, shape);
    }

    /// One value everywhere.
    public static Tensor full(double value, DType dtype, long... shape) {
        Shapes.count(shape);
        return Call.any("full", () -> torch.full(shape, Scalars.of(value), raw(dtype)));
    }

    /// A tensor without dimensions.
    public static Tensor scalar(double value, DType dtype) {
        return full(value, dtype);
    }

    /// \(0, 1, \dots, n - 1\).
    public static Tensor arange(long count, DType dtype) {
        Shapes.count(count);
        return Call.any("arange", () -> torch.arange(Scalars.of(count), raw(dtype)));
    }

    /// `count` equally spaced numbers from `from` to `to`, both included.
    public static Tensor linspace(double from, double to, long count, DType dtype) {
        Shapes.count(count);
        return Call.any("linspace", () -> torch.linspace(Scalars.of(from), Scalars.of(to), count, raw(dtype)));
    }

    /// The identity matrix.
    public static Tensor eye(long size, DType dtype) {
        return Call.any("eye", () -> torch.eye(size, raw(dtype)));
    }

    /// A copy of an array, `FLOAT64`, row-major.
    ///
    /// @param shape  sizes whose product is the array's length; left out, one dimension
    public static Tensor of(double[] values, long... shape) {
        return HostData.of(DType.FLOAT64, values.length, MemorySegment.ofArray(values), shape);
    }

    /// A copy of an array, `FLOAT32`, row-major.
    public static Tensor of(float[] values, long... shape) {
        return HostData.of(DType.FLOAT32, values.length, MemorySegment.ofArray(values), shape);
    }

    /// A copy of an array, `INT64`, row-major.
    public static Tensor of(long[] values, long... shape) {
        return HostData.of(DType.INT64, values.length, MemorySegment.ofArray(values), shape);
    }

    /// A copy of an array of doubles rounded to `dtype`, row-major.
    public static Tensor of(DType dtype, double[] values, long... shape) {
        if (dtype == DType.FLOAT32) {
            var rounded = new float[values.length];
            for (int i = 0; i < values.length; i++) rounded[i] = (float) values[i];
            return of(rounded, shape);
        }
        if (dtype == DType.FLOAT64) return of(values, shape);
        return TensorScope.returning(() -> of(values, shape).to(dtype));
    }

    /// The values in exactly this shape, which may be that of a scalar.
    private static Tensor exact(DType dtype, double[] values, long... shape) {
        if (shape.length > 0) return of(dtype, values, shape);
        return TensorScope.returning(() -> HostData.ofShape(DType.FLOAT64, 1, MemorySegment.ofArray(values), shape)
                .to(dtype));
    }

    /// A copy of rows of equal length, `[rows, columns]`.
    public static Tensor ofRows(DType dtype, double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var flat = new double[rows.length * columns];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns)
                throw new IllegalArgumentException(
                        "row %d has %d numbers, the first has %d".formatted(r, rows[r].length, columns));
            System.arraycopy(rows[r], 0, flat, r * columns, columns);
        }
        return of(dtype, flat, rows.length, columns);
    }

    /// Numbers in memory outside the Java heap as a tensor, without a copy: both see each other's writes. The
    /// segment must stay alive for as long as this tensor and all its views; the handle keeps it reachable, an
    /// arena that the caller closes does not.
    ///
    /// @param memory  a native segment of exactly the shape's bytes; heap arrays are refused, [#of(double[],
    ///     long...)] copies them
    public static Tensor view(MemorySegment memory, DType dtype, long... shape) {
        return HostData.view(memory, dtype, shape);
    }

    /// Independent standard normal numbers, the same bits for the same stream, rounded to `dtype`.
    public static Tensor normal(RandomStream stream, DType dtype, long... shape) {
        int count = Math.toIntExact(Shapes.count(shape));
        if (dtype == DType.FLOAT32) {
            var values = new float[count];
            stream.fillNormal(values);
            return HostData.ofShape(dtype, count, MemorySegment.ofArray(values), shape);
        }
        var values = new double[count];
        stream.fillNormal(values);
        return exact(dtype, values, shape);
    }

    /// Independent uniform numbers in \((0, 1)\), rounded to `dtype`.
    public static Tensor uniform(RandomStream stream, DType dtype, long... shape) {
        var values = new double[Math.toIntExact(Shapes.count(shape))];
        stream.fillUniform(values);
        return exact(dtype, values, shape);
    }

    /// Independent signs, -1 or 1 with equal probability: probes for trace estimates.
    public static Tensor rademacher(RandomStream stream, DType dtype, long... shape) {
        var signs = new byte[Math.toIntExact(Shapes.count(shape))];
        stream.fillRademacher(signs);
        var values = new double[signs.length];
        for (int i = 0; i < values.length; i++) values[i] = signs[i];
        return exact(dtype, values, shape);
    }

    /// Independent uniform integers in `[0, bound)`, `INT64`.
    public static Tensor integers(RandomStream stream, long bound, long... shape) {
        var values = new long[Math.toIntExact(Shapes.count(shape))];
        var source = stream.generator();
        for (int i = 0; i < values.length; i++) values[i] = source.nextLong(bound);
        return of(values, shape);
    }

    /// A uniform random order of \(0, \dots, n - 1\) (Fisher and Yates), `INT64`.
    public static Tensor permutation(RandomStream stream, int size) {
        var order = new long[size];
        var source = stream.generator();
        for (int i = 0; i < size; i++) {
            int j = source.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return of(order);
    }

    /// Tensors joined along an existing dimension.
    public static Tensor cat(int dim, Tensor... parts) {
        try (var vector = Call.vector(List.of(parts))) {
            return Call.any("cat along " + dim, () -> torch.cat(vector, dim), parts);
        }
    }

    /// Tensors of equal shape joined along a new dimension.
    public static Tensor stack(int dim, Tensor... parts) {
        try (var vector = Call.vector(List.of(parts))) {
            return Call.any("stack along " + dim, () -> torch.stack(vector, dim), parts);
        }
    }

    /// A sum of products in Einstein's notation, such as `"bij,bjk->bik"`.
    public static Tensor einsum(String equation, Tensor... operands) {
        try (var vector = Call.vector(List.of(operands))) {
            return Call.any("einsum " + equation, () -> torch.einsum(equation, vector), operands);
        }
    }

    /// Complex numbers from real and imaginary parts of equal shape and type.
    public static Tensor complex(Tensor real, Tensor imaginary) {
        return TensorScope.returning(() -> stack(-1, real, imaginary).viewAsComplex());
    }

    /// \(r e^{i\varphi}\) from moduli and arguments of equal shape and type.
    public static Tensor polar(Tensor modulus, Tensor argument) {
        return Call.binary("polar", modulus, argument, (r, phi) -> torch.polar(r, phi));
    }

    static TensorOptions raw(DType dtype) {
        return Objects.requireNonNull(OPTIONS.get(dtype));
    }

    private static Map<DType, TensorOptions> options() {
        Native.load();
        var options = new EnumMap<DType, TensorOptions>(DType.class);
        for (var dtype : DType.values()) options.put(dtype, new TensorOptions(dtype.raw()));
        return options;
    }
}
