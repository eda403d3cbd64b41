package org.onsager.tensor.nn;

import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.LinearAlgebra;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// How a weight starts. The fan-in of a weight `[out, in, ...]` is the product of its sizes but the first, the
/// fan-out that of all but the second.
@FunctionalInterface
public interface Initializer {

    /// The starting values.
    ///
    /// @param shape  of the weight
    Tensor draw(RandomStream stream, DType dtype, long... shape);

    /// A trainable tensor with these starting values, which belongs to no scope.
    default Tensor parameter(RandomStream stream, DType dtype, long... shape) {
        return Parameter.of(() -> draw(stream, dtype, shape));
    }

    /// Uniform in \(\pm 1/\sqrt{\text{fan-in}}\): what PyTorch starts linear and convolution layers with.
    static Initializer fanIn() {
        return (stream, dtype, shape) -> uniform(1 / Math.sqrt(fanIn(shape))).draw(stream, dtype, shape);
    }

    /// Glorot and Bengio's uniform: variance \(2 / (\text{fan-in} + \text{fan-out})\).
    static Initializer xavier() {
        return (stream, dtype, shape) ->
                uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)))).draw(stream, dtype, shape);
    }

    /// He et al.'s normal for rectifiers: variance \(2 / \text{fan-in}\).
    static Initializer he() {
        return (stream, dtype, shape) -> normal(Math.sqrt(2.0 / fanIn(shape))).draw(stream, dtype, shape);
    }

    /// Normal with variance \(1 / \text{fan-in}\) (LeCun).
    static Initializer lecun() {
        return (stream, dtype, shape) -> normal(Math.sqrt(1.0 / fanIn(shape))).draw(stream, dtype, shape);
    }

    /// Normal with mean 0.
    ///
    /// @param deviation  standard deviation, not negative
    static Initializer normal(double deviation) {
        if (!(deviation >= 0)) throw new IllegalArgumentException("deviation must be in [0, inf), not " + deviation);
        return (stream, dtype, shape) ->
                TensorScope.returning(() -> Tensors.normal(stream, dtype, shape).mul(deviation));
    }

    /// Uniform in \(\pm\)`bound`.
    static Initializer uniform(double bound) {
        if (!(bound >= 0)) throw new IllegalArgumentException("bound must be in [0, inf), not " + bound);
        return (stream, dtype, shape) -> TensorScope.returning(
                () -> Tensors.uniform(stream, dtype, shape).sub(0.5).mul(2 * bound));
    }

    /// One value everywhere.
    static Initializer constant(double value) {
        return (stream, dtype, shape) -> Tensors.full(value, dtype, shape);
    }

    /// A matrix with orthonormal rows or columns, whichever are fewer, times `gain` (Saxe, McClelland and
    /// Ganguli).
    static Initializer orthogonal(double gain) {
        return (stream, dtype, shape) -> TensorScope.returning(() -> {
            long rows = shape[0], columns = fanIn(shape);
            var tall = Tensors.normal(stream, DType.FLOAT64, Math.max(rows, columns), Math.min(rows, columns));
            var qr = LinearAlgebra.qr(tall);
            var q = qr.q().mul(qr.r().diagonal().sign());
            return (rows < columns ? q.t() : q).mul(gain).to(dtype).reshape(shape);
        });
    }

    private static long fanIn(long... shape) {
        long fan = 1;
        for (int d = 1; d < shape.length; d++) fan *= shape[d];
        return shape.length < 2 ? shape[0] : fan;
    }

    private static long fanOut(long... shape) {
        long fan = shape[0];
        for (int d = 2; d < shape.length; d++) fan *= shape[d];
        return fan;
    }
}
