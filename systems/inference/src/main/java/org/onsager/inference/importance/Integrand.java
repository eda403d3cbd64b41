package org.onsager.inference.importance;

/// The expensive model: from one point the values of one or several integrands. Must be a function of the point
/// alone and safe to call from several threads.
@FunctionalInterface
public interface Integrand {

    /// Evaluates the model once.
    ///
    /// @param x  the point, length \(d\), left alone
    /// @param values  receives the integrands at `x`
    void evaluate(double[] x, double[] values);
}
