package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Zero mean and unit variance of each channel of `[batch, channels, ...]`, then \(w x + b\) by channel: over the
/// batch in training, which also moves the running statistics, and by those in use.
///
/// @param weight  `[channels]`
/// @param bias  `[channels]`
/// @param runningMean  `[channels]`, a buffer
/// @param runningVariance  `[channels]`, a buffer
/// @param momentum  weight of a batch in the running statistics, in (0, 1]
/// @param epsilon  added to the variance, positive
public record BatchNorm(
        Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, double momentum, double epsilon)
        implements Layer {

    /// Starts with \(w = 1\), \(b = 0\), momentum 0.1, \(\epsilon = 10^{-5}\).
    public static BatchNorm of(long channels, DType dtype) {
        return new BatchNorm(
                Parameter.of(() -> Tensors.ones(dtype, channels)),
                Parameter.of(() -> Tensors.zeros(dtype, channels)),
                Parameter.buffer(() -> Tensors.zeros(dtype, channels)),
                Parameter.buffer(() -> Tensors.ones(dtype, channels)),
                0.1,
                1e-5);
    }

    /// @throws IllegalArgumentException in training, if a channel has one value only: it has no variance
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (pass.isTraining() && x.count() == weight.count())
            throw new IllegalArgumentException(
                    "batch normalisation in training needs at least two values a channel, not those of %s"
                            .formatted(x.describe()));
        return Functional.batchNorm(
                x, weight, bias, runningMean, runningVariance, pass.isTraining(), momentum, epsilon);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight, "bias", bias);
    }

    @Override
    public Map<String, Tensor> buffers() {
        return Named.of("running_mean", runningMean, "running_var", runningVariance);
    }
}
