package org.onsager.solve.stochastic;

/// How the stochastic integral is meant.
public enum Interpretation {
    /// \(\int \sigma\,dW\), the integrand at the left end.
    ITO,
    /// \(\int \sigma \circ dW\), the integrand at the middle: ordinary calculus holds.
    STRATONOVICH
}
