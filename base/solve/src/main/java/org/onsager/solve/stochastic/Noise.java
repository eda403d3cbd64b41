package org.onsager.solve.stochastic;

/// The class of the noise \(\sigma(t, y)\,dW\), \(\sigma \in R^{d \times m}\): which iterated integrals a method
/// of higher order needs.
public enum Noise {
    /// \(\sigma\) does not depend on \(y\); Ito and Stratonovich agree.
    ADDITIVE,
    /// One Brownian motion, \(m = 1\).
    SCALAR,
    /// \(m = d\) and \(\sigma\) diagonal with \(\sigma_{ii}(t, y_i)\).
    DIAGONAL,
    /// \(\sum_i \sigma_{ij} \partial_i \sigma_{kl} = \sum_i \sigma_{il} \partial_i \sigma_{kj}\) for all \(j, k,
    /// l\): areas between channels cancel.
    COMMUTATIVE,
    /// Any \(\sigma\).
    GENERAL
}
