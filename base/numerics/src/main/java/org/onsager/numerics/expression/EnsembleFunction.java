package org.onsager.numerics.expression;

/// [BatchFunction] over one flat array: component k of member i lies at `k*size + i`.
@FunctionalInterface
public interface EnsembleFunction {
    /// @param time  the time of all members, ignored where the symbols have none
    /// @param state  of length `dimension*size` at least; left alone
    /// @param parameters  the parameters of all members; left alone
    /// @param out  `out[j*size + i]` receives formula j at member i; another array than `state`
    /// @param size  number of members, the stride between components
    /// @param from  first member
    /// @param to  one past the last
    void evaluate(double time, double[] state, double[] parameters, double[] out, int size, int from, int to);
}
