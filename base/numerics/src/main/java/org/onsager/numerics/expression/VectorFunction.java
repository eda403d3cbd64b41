package org.onsager.numerics.expression;

/// Several compiled formulas that share their common subexpressions, such as the right-hand side of a system or
/// its Jacobian. Immutable and safe to share; allocates nothing.
@FunctionalInterface
public interface VectorFunction {
    /// @param time  the time, ignored where the symbols have none
    /// @param state  of length [Symbols#dimension()] at least, left alone
    /// @param parameters  of length [Symbols#parameterCount()] at least, left alone
    /// @param out  receives one number a formula; another array than `state` and `parameters`
    void evaluate(double time, double[] state, double[] parameters, double[] out);
}
