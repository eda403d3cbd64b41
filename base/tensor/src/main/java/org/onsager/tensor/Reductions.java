package org.onsager.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/// Sums, means, extremes and norms over all elements or along dimensions. Without dimensions the result is a
/// scalar; with them they disappear, unless the name says `Keep`, which leaves them with size 1 for broadcasting.
/// Negative dimensions count from the last.
public sealed interface Reductions extends Operand permits Tensor {

    /// Sum of all elements.
    default Tensor sum() {
        return Call.unary("sum", this, x -> x.sum());
    }

    /// Sum along dimensions.
    default Tensor sum(int... dims) {
        return Call.unary("sum", this, x -> x.sum(longs(dims)));
    }

    /// Sum along dimensions, which stay with size 1.
    default Tensor sumKeep(int... dims) {
        return Call.unary("sumKeep", this, x -> x.sum(longs(dims), true, NONE));
    }

    /// Mean of all elements.
    default Tensor mean() {
        return Call.unary("mean", this, x -> x.mean());
    }

    /// Mean along dimensions.
    default Tensor mean(int... dims) {
        return Call.unary("mean", this, x -> x.mean(longs(dims)));
    }

    /// Mean along dimensions, which stay with size 1.
    default Tensor meanKeep(int... dims) {
        return Call.unary("meanKeep", this, x -> x.mean(longs(dims), true, NONE));
    }

    /// Variance along dimensions with the divisor \(n - 1\) (`unbiased`) or \(n\).
    default Tensor variance(boolean unbiased, int... dims) {
        return Call.unary("variance", this, x -> torch.var(x, longs(dims), unbiased, false));
    }

    /// Product of all elements.
    default Tensor prod() {
        return Call.unary("prod", this, x -> x.prod());
    }

    /// Largest element.
    default Tensor max() {
        return Call.unary("max", this, x -> x.max());
    }

    /// Smallest element.
    default Tensor min() {
        return Call.unary("min", this, x -> x.min());
    }

    /// Largest element along `dim`.
    default Tensor max(int dim) {
        return Call.unary("max", this, x -> x.amax(new long[] {dim}, false));
    }

    /// Smallest element along `dim`.
    default Tensor min(int dim) {
        return Call.unary("min", this, x -> x.amin(new long[] {dim}, false));
    }

    /// Index of the largest element along `dim`, `INT64`.
    default Tensor argmax(int dim) {
        try (var along = new LongOptional(dim)) {
            return Call.unary("argmax", this, x -> x.argmax(along, false));
        }
    }

    /// Index of the smallest element along `dim`, `INT64`.
    default Tensor argmin(int dim) {
        try (var along = new LongOptional(dim)) {
            return Call.unary("argmin", this, x -> x.argmin(along, false));
        }
    }

    /// Euclidean norm of all elements.
    default Tensor norm() {
        return Call.unary("norm", this, x -> x.norm());
    }

    /// Euclidean norm along dimensions.
    default Tensor norm(int... dims) {
        return Call.unary("norm", this, x -> torch.linalg_vector_norm(x, Scalars.of(2), longs(dims), false, NONE));
    }

    /// \(\ln \sum e^x\) along dimensions, without overflow.
    default Tensor logSumExp(int... dims) {
        return Call.unary("logSumExp", this, x -> x.logsumexp(longs(dims)));
    }

    /// \(e^{x_i} / \sum_j e^{x_j}\) along `dim`.
    default Tensor softmax(int dim) {
        return Call.unary("softmax", this, x -> x.softmax(dim));
    }

    /// \(\ln\) of [#softmax(int)], without overflow.
    default Tensor logSoftmax(int dim) {
        return Call.unary("logSoftmax", this, x -> x.log_softmax(dim));
    }

    /// Running sums along `dim`.
    default Tensor cumsum(int dim) {
        return Call.unary("cumsum", this, x -> x.cumsum(dim));
    }

    /// Running products along `dim`.
    default Tensor cumprod(int dim) {
        return Call.unary("cumprod", this, x -> x.cumprod(dim));
    }

    /// Whether all elements are true.
    default boolean allTrue() {
        try (var _ = TensorScope.open()) {
            return Call.unary("allTrue", this, x -> torch.all(x)).item() != 0;
        }
    }

    /// Whether some element is true.
    default boolean anyTrue() {
        try (var _ = TensorScope.open()) {
            return Call.unary("anyTrue", this, x -> torch.any(x)).item() != 0;
        }
    }

    /// libtorch's word for "the same element type as the operand".
    org.bytedeco.pytorch.ScalarTypeOptional NONE = Shapes.noType();

    private static long[] longs(int[] dims) {
        return Shapes.longs(dims);
    }
}
