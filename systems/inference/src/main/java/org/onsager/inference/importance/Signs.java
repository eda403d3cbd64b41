package org.onsager.inference.importance;

/// What to do about integrands that may be negative. The zero-variance theorem and the cross-entropy weights need
/// \(\phi_j \ge 0\).
public sealed interface Signs {

    /// A negative value is an error.
    record Forbid() implements Signs {}

    /// Components are fitted to \(|\phi_j|\): unbiased, but the control variates cannot cancel the integrand
    /// exactly.
    record Absolute() implements Signs {}

    /// \(\phi = \phi^+ - \phi^-\): twice as many expectations, each of them non-negative.
    record Split() implements Signs {}

    /// \(\mathbb E[\phi + c] - c\) with a known bound.
    ///
    /// @param constant  \(c \ge -\min \phi_j\)
    record Shift(double constant) implements Signs {}
}
