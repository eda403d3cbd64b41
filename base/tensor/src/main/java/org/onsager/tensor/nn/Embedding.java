package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;

/// A table of vectors looked up by index: `INT64` of any shape to `[..., width]`.
///
/// @param weight  `[entries, width]`
public record Embedding(Tensor weight) implements Layer {

    /// A table that starts standard normal.
    public static Embedding of(long entries, long width, RandomStream stream, DType dtype) {
        return new Embedding(Initializer.normal(1).parameter(stream, dtype, entries, width));
    }

    @Override
    public Tensor forward(Tensor indices, Pass pass) {
        return Functional.embedding(indices, weight);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight);
    }
}
