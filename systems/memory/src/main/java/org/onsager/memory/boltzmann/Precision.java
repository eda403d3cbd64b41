package org.onsager.memory.boltzmann;

/// In which numbers products with \(\Phi\) are taken.
///
/// Only these products are: iterates, sums, multipliers and exponentials stay in double, so that every method and
/// the adjoint exist once and not once a number type. A product costs some hundred multiply-adds a coordinate and
/// the conversion two, so that nothing is lost by it.
public enum Precision {
    /// Everything in double.
    DOUBLE,
    /// Weights and their multiply-adds in float where sixteen problems go side by side, the proximal operator to
    /// \(10^{-6}\): residuals down to about \(10^{-5}\), enough for training and for looking at marginals. A
    /// problem by itself is done in double.
    SINGLE
}
