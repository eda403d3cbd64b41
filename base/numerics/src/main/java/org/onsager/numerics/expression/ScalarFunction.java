package org.onsager.numerics.expression;

/// One compiled formula: a number of the time, the variables and the parameters. Immutable and safe to share.
@FunctionalInterface
public interface ScalarFunction {
    /// @param time  the time, ignored where the symbols have none
    /// @param state  of length [Symbols#dimension()] at least, left alone
    /// @param parameters  of length [Symbols#parameterCount()] at least, left alone
    double value(double time, double[] state, double[] parameters);
}
