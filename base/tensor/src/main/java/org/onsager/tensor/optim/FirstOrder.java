package org.onsager.tensor.optim;

import java.util.function.Supplier;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;

/// The part of a step that all first-order methods share: the gradient of the loss.
interface FirstOrder extends Stepper {

    /// The parameters that are changed.
    TensorList parameters();

    @Override
    default double step(Tensor loss, Supplier<Tensor> again, double rate, double clip) {
        try (var _ = TensorScope.open()) {
            return step(Autograd.gradients(loss, parameters()), rate, clip);
        }
    }
}
