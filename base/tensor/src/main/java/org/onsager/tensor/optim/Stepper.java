package org.onsager.tensor.optim;

import java.util.Map;
import java.util.function.Supplier;
import org.onsager.tensor.Multi;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;

/// An optimiser at work on some parameters. Its state can be taken out and put back to the bit.
public interface Stepper {

    /// One step, which changes the parameters in place.
    ///
    /// @param loss  the scalar at the parameters as they are, recorded for differentiation
    /// @param again  computes it anew after the parameters have changed; only line searches ask for it
    /// @param rate  factor on the learning rate, from a [Schedule]; 1 leaves it
    /// @param clip  the largest norm of the gradient that is used, infinite for no limit
    /// @return the norm of the gradient before clipping; infinite or NaN if it was not finite, and then nothing
    ///     was changed
    double step(Tensor loss, Supplier<Tensor> again, double rate, double clip);

    /// One step with gradients of one's own, clipped in place.
    ///
    /// @param clip  the largest norm of the gradient that is used, infinite for no limit
    /// @return the norm before clipping; infinite or NaN if it was not finite, and then nothing was changed
    /// @throws UnsupportedOperationException if the method needs the loss
    default double step(TensorList gradients, double rate, double clip) {
        double norm = Multi.norm(gradients);
        if (!Double.isFinite(norm)) return norm;
        if (norm > clip) Multi.scaleInPlace(gradients, clip / norm);
        step(gradients, rate);
        return norm;
    }

    /// One plain step with gradients of one's own.
    ///
    /// @throws UnsupportedOperationException if the method needs the loss
    void step(TensorList gradients, double rate);

    /// The state beside the parameters, by name: views, valid until the next step.
    Map<String, Tensor> state();

    /// Puts back a state that [#state()] gave.
    ///
    /// @throws IllegalArgumentException if a tensor is missing or of another shape
    void restore(Map<String, Tensor> state);
}
