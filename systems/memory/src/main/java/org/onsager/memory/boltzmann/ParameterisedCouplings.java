package org.onsager.memory.boltzmann;

/// Couplings that are a differentiable function of a vector of weights.
public sealed interface ParameterisedCouplings extends Couplings permits MonotoneCouplings, DirectedCouplings {

    /// The weights, a copy.
    double[] weights();

    /// The same model with other weights.
    ///
    /// @param weights  finite, as many
    ParameterisedCouplings withWeights(double[] weights);

    /// A fresh accumulator of gradients; one a thread, added up by [Gradient#add(Gradient)].
    Gradient gradient();

    /// Accumulates \(\partial L/\partial w\) of functions \(L = \sum_l u_l^\mathsf T \Phi(w)\, q_l\).
    interface Gradient {
        /// Adds the terms of a bundle.
        void add(double[] u, double[] q, int width);

        /// Adds what another accumulator of the same couplings holds.
        void add(Gradient other);

        /// \(\partial L/\partial w\).
        double[] weights();
    }
}
