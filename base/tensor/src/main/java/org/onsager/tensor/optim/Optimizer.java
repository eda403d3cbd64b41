package org.onsager.tensor.optim;

import org.onsager.tensor.TensorList;

/// The settings of a method that lowers a loss; immutable.
public sealed interface Optimizer permits Sgd, Adam, Lbfgs {

    /// The method at work on `parameters`, which it changes in place, from a fresh state.
    Stepper over(TensorList parameters);
}
