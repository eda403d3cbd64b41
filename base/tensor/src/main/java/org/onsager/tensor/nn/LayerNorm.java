package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// Zero mean and unit variance over the last dimension of each sample, then \(w x + b\).
///
/// @param weight  `[features]`
/// @param bias  `[features]`
/// @param epsilon  added to the variance, positive
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) implements Layer {

    /// Starts with \(w = 1\), \(b = 0\), \(\epsilon = 10^{-5}\).
    public static LayerNorm of(long features, DType dtype) {
        return new LayerNorm(
                Parameter.of(() -> Tensors.ones(dtype, features)),
                Parameter.of(() -> Tensors.zeros(dtype, features)),
                1e-5);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return Functional.layerNorm(x, weight, bias, epsilon);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight, "bias", bias);
    }
}
