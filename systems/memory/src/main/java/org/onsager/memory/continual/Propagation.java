package org.onsager.memory.continual;

/// How a network of binary weights predicts.
public enum Propagation {
    /// Gaussian pre-activations with drawn noise, as in training.
    GAUSSIAN,
    /// Whole networks of drawn binary weights.
    SAMPLED,
    /// The most probable weights \(\mathrm{sgn}\,\theta\).
    SIGN
}
