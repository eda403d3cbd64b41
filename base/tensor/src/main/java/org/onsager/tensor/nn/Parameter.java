package org.onsager.tensor.nn;

import java.util.function.Supplier;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;

/// Trainable tensors that outlive every scope.
public final class Parameter {
    private Parameter() {}

    /// The value of `start` as a parameter: tracked for differentiation, freed by the garbage collector.
    public static Tensor of(Supplier<Tensor> start) {
        return buffer(start).requiresGrad();
    }

    /// The value of `start` as a buffer: not tracked, freed by the garbage collector.
    public static Tensor buffer(Supplier<Tensor> start) {
        return TensorScope.unscoped(() -> start.get().detach().copy());
    }
}
