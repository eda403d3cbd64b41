package org.onsager.tensor.nn;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;

/// The affine map \(x W^\top + b\) of the last dimension.
///
/// @param weight  `[out, in]`
/// @param bias  `[out]`
public record Linear(Tensor weight, Tensor bias) implements Layer {

    /// A layer that starts as PyTorch's: weight and bias uniform in \(\pm 1/\sqrt{\text{in}}\).
    public static Linear of(long in, long out, RandomStream stream, DType dtype) {
        return of(in, out, Initializer.fanIn(), Initializer.uniform(1 / Math.sqrt(in)), stream, dtype);
    }

    /// A layer with its own start.
    public static Linear of(long in, long out, Initializer weight, Initializer bias, RandomStream stream, DType dtype) {
        if (in < 1 || out < 1)
            throw new IllegalArgumentException("in and out must be in [1, inf), not %d and %d".formatted(in, out));
        return new Linear(
                weight.parameter(stream.split("weight"), dtype, out, in),
                bias.parameter(stream.split("bias"), dtype, out));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return Functional.linear(x, weight, bias);
    }

    /// One transposition for all evaluations, for points `[n, in]`.
    @Override
    public UnaryOperator<Tensor> prepared() {
        var transposed = weight.t();
        return x -> x.rank() == 2 ? bias.addMatmul(x, transposed) : forward(x);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight, "bias", bias);
    }
}
