package org.onsager.numerics.expression;

/// Compiled formulas over many points at once, one array a variable (structure of arrays): one plain loop, which
/// the just-in-time compiler turns into vector instructions where the formulas are arithmetic. Immutable, safe to
/// share; give disjoint ranges to different threads. Every point has the bits that [VectorFunction] gives.
@FunctionalInterface
public interface BatchFunction {
    /// @param time  the time of all points, ignored where the symbols have none
    /// @param state  `state[k][i]` is component k of point i; left alone
    /// @param parameters  the parameters of all points; left alone
    /// @param out  `out[j][i]` receives formula j at point i; other arrays than those of `state`
    /// @param from  first point
    /// @param to  one past the last
    void evaluate(double time, double[][] state, double[] parameters, double[][] out, int from, int to);
}
