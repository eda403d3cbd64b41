package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// The element types that a [Tensor] may have.
public enum DType {
    /// IEEE single precision, 4 bytes.
    FLOAT32(4, "F32"),
    /// IEEE double precision, 8 bytes.
    FLOAT64(8, "F64"),
    /// A pair of single precision numbers (real, imaginary), 8 bytes.
    COMPLEX64(8, "C64"),
    /// A pair of double precision numbers (real, imaginary), 16 bytes.
    COMPLEX128(16, "C128"),
    /// Two's complement 64-bit integers: indices and counts.
    INT64(8, "I64"),
    /// Truth values, 1 byte.
    BOOL(1, "BOOL");

    private final int bytes;
    private final String safetensorsName;

    DType(int bytes, String safetensorsName) {
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
    }

    /// Bytes an element.
    public int bytes() {
        return bytes;
    }

    /// Whether elements are real floating-point numbers.
    public boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /// Whether elements are complex numbers.
    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    /// The name that libtorch and this room's messages use, such as `float32`.
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String safetensorsName() {
        return safetensorsName;
    }

    ScalarType raw() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
            case COMPLEX64 -> ScalarType.ComplexFloat;
            case COMPLEX128 -> ScalarType.ComplexDouble;
            case INT64 -> ScalarType.Long;
            case BOOL -> ScalarType.Bool;
        };
    }

    static DType of(ScalarType raw) {
        return switch (raw.intern()) {
            case Float -> FLOAT32;
            case Double -> FLOAT64;
            case ComplexFloat -> COMPLEX64;
            case ComplexDouble -> COMPLEX128;
            case Long -> INT64;
            case Bool -> BOOL;
            default ->
                throw new IllegalArgumentException(
                        "element type %s is not one of %s".formatted(raw, java.util.Arrays.toString(values())));
        };
    }
}
