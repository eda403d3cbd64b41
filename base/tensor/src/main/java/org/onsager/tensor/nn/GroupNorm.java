package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Zero mean and unit variance of groups of channels of each sample `[batch, channels, ...]`, then \(w x + b\) by
/// channel.
///
/// @param groups  divides the number of channels
/// @param weight  `[channels]`
/// @param bias  `[channels]`
/// @param epsilon  added to the variance, positive
public record GroupNorm(int groups, Tensor weight, Tensor bias, double epsilon) implements Layer {

    /// Starts with \(w = 1\), \(b = 0\), \(\epsilon = 10^{-5}\).
    public static GroupNorm of(int groups, long channels, DType dtype) {
        if (groups < 1 || channels % groups != 0)
            throw new IllegalArgumentException(
                    "groups must divide the %d channels, which %d does not".formatted(channels, groups));
        return new GroupNorm(
                groups,
                Parameter.of(() -> Tensors.ones(dtype, channels)),
                Parameter.of(() -> Tensors.zeros(dtype, channels)),
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return Functional.groupNorm(x, groups, weight, bias, epsilon);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight, "bias", bias);
    }
}
