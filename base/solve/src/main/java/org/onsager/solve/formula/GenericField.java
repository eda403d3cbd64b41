package org.onsager.solve.formula;

import org.hipparchus.CalculusFieldElement;

/// A right-hand side that is written once for any kind of number, so that it can be evaluated on dual numbers.
public interface GenericField {
    /// Writes \(f(t, y)\) into `rate`.
    ///
    /// @param y  the state, left alone
    /// @param rate  of the same length; every component must be written
    <T extends CalculusFieldElement<T>> void rate(T t, T[] y, T[] rate);
}
