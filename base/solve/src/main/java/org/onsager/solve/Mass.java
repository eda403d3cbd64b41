package org.onsager.solve;

/// The mass matrix \(M\) of \(M(t)\, y' = f(t, y)\), constant or a function of time; singular for
/// differential-algebraic equations of index 1.
///
/// A matrix that depends on time must keep its rank over the run; a run in which it does not stops with the time.
/// The derivative of \(M\) is never needed: the equation is \(M y'\), not \((M y)'\). Methods take \(M\) where
/// they take \(f\): Runge-Kutta and collocation methods at each stage, \(M(t_i)\, k_i = f(t_i, Y_i)\), backward
/// differentiation formulas at the end of the step. Rosenbrock methods, which linearise at the start of the step
/// alone, take a diagonal \(M(t)\) by \(M(t_n)\, y' = M(t_n) M(t)^{-1} f\) and refuse a dense one.
public sealed interface Mass {
    /// \(M = I\).
    Mass IDENTITY = new Identity();

    /// A constant diagonal matrix; zeros mark algebraic equations.
    static Mass diagonal(double... entries) {
        return new Diagonal(entries.clone());
    }

    /// A constant dense matrix, row-major, \(n \times n\).
    static Mass dense(double[] entries) {
        return new Dense(entries.clone());
    }

    /// A diagonal matrix that depends on time; the zeros, which mark algebraic equations, and the signs of the
    /// other entries must be the same at all times.
    ///
    /// @param n  number of equations, at least 1
    /// @param entries  \(t \mapsto\) the diagonal
    static Mass diagonal(int n, Entries entries) {
        return new MovingDiagonal(n, entries);
    }

    /// A dense matrix that depends on time. Its rank is checked once a step, which costs about as much as a
    /// factorisation.
    ///
    /// @param n  number of equations, at least 1
    /// @param entries  \(t \mapsto M(t)\), row-major
    static Mass dense(int n, Entries entries) {
        return new MovingDense(n, entries);
    }

    /// The entries of a matrix that depends on time.
    @FunctionalInterface
    interface Entries {
        /// Writes the entries at a time.
        ///
        /// @param entries  all 0, of length \(n\) for a diagonal, \(n^2\) and row-major for a dense matrix
        void at(double t, double[] entries);
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

    /// A diagonal matrix that depends on time.
    ///
    /// @param n  number of equations
    /// @param entries  the diagonal at a time
    record MovingDiagonal(int n, Entries entries) implements Mass {
        public MovingDiagonal {
            checkCount(n);
        }
    }

    /// A dense matrix that depends on time.
    ///
    /// @param n  number of equations
    /// @param entries  row-major at a time
    record MovingDense(int n, Entries entries) implements Mass {
        public MovingDense {
            checkCount(n);
        }
    }

    private static void checkCount(int n) {
        if (n < 1) throw new IllegalArgumentException("n must be in [1, inf), not " + n);
    }
}
