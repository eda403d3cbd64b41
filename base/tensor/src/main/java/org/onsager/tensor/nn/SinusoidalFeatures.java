package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// \(x \mapsto (\sin x\Omega, \cos x\Omega)\) with fixed frequencies: times and places for a network that would
/// else see them too smoothly.
///
/// @param frequencies  \(\Omega\), `[in, features]`, radians a unit of \(x\); a buffer
public record SinusoidalFeatures(Tensor frequencies) implements Layer {

    /// For a scalar such as time: `count` frequencies in geometric progression.
    ///
    /// @param lowest  radians a unit, positive
    /// @param highest  radians a unit, at least `lowest`
    public static SinusoidalFeatures geometric(int count, double lowest, double highest, DType dtype) {
        if (count < 1) throw new IllegalArgumentException("count must be in [1, inf), not " + count);
        if (!(lowest > 0 && lowest <= highest))
            throw new IllegalArgumentException(
                    "lowest must be in (0, highest], not %s of %s".formatted(lowest, highest));
        return new SinusoidalFeatures(
                Parameter.buffer(() -> Tensors.linspace(Math.log(lowest), Math.log(highest), count, DType.FLOAT64)
                        .exp()
                        .to(dtype)
                        .unsqueeze(0)));
    }

    /// For points: `count` independent normal frequency vectors (random Fourier features of a Gaussian kernel).
    ///
    /// @param deviation  of each component, radians a unit
    public static SinusoidalFeatures random(long in, int count, double deviation, RandomStream stream, DType dtype) {
        return new SinusoidalFeatures(
                Parameter.buffer(() -> Initializer.normal(deviation).draw(stream, dtype, in, count)));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        var phase = x.matmul(frequencies);
        return Tensors.cat(-1, phase.sin(), phase.cos());
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of();
    }

    @Override
    public Map<String, Tensor> buffers() {
        return Named.of("frequencies", frequencies);
    }
}
