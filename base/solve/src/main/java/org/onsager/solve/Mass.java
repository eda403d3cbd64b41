package org.onsager.solve;

/// The mass matrix \(M\) of \(M y' = f(t, y)\), constant; singular for differential-algebraic equations of index
/// 1.
public sealed interface Mass {
    /// \(M = I\).
    Mass IDENTITY = new Identity();

    /// A diagonal matrix; zeros mark algebraic equations.
    static Mass diagonal(double... entries) {
        return new Diagonal(entries.clone());
    }

    /// A dense matrix, row-major, \(n \times n\).
    static Mass dense(double[] entries) {
        return new Dense(entries.clone());
    }

    /// The identity.
    record Identity() implements Mass {}

    /// A diagonal matrix.
    ///
    /// @param entries  the diagonal
    record Diagonal(double[] entries) implements Mass {}

    /// A dense matrix.
    ///
    /// @param entries  row-major
    record Dense(double[] entries) implements Mass {}
}
