package org.onsager.solve;

import java.util.Optional;

/// How an implicit method gets \(J = \partial f / \partial y\) and in which form it solves with \(M/(\gamma h) -
/// J\).
public sealed interface Jacobian {

    /// Dense, from one-sided finite differences: one evaluation of \(f\) a component.
    static Jacobian differences() {
        return new Dense(Optional.empty());
    }

    /// Dense, from the user: `jacobian` fills in row-major \(J_{ij} = \partial f_i / \partial y_j\).
    static Jacobian dense(Matrix jacobian) {
        return new Dense(Optional.of(jacobian));
    }

    /// Banded with `lower` sub- and `upper` superdiagonals, from finite differences: lower + upper + 1
    /// evaluations.
    static Jacobian banded(int lower, int upper) {
        return new Banded(lower, upper, Optional.empty());
    }

    /// Banded, from the user: `jacobian` fills in an array of \(n\) rows of lower + upper + 1 entries, where
    /// entry \(i (l + u + 1) + j - i + l\) is \(J_{ij}\).
    static Jacobian banded(int lower, int upper, Matrix jacobian) {
        return new Banded(lower, upper, Optional.of(jacobian));
    }

    /// Sparse with a known pattern, from finite differences grouped by a colouring of the columns.
    ///
    /// @param columns  for each row, the ascending indices of its non-zero columns
    static Jacobian sparse(int[][] columns) {
        return new Sparse(columns, Optional.empty());
    }

    /// Sparse with a known pattern, from the user, who fills in the non-zeros row by row in the order of
    /// `columns`.
    static Jacobian sparse(int[][] columns, Matrix values) {
        return new Sparse(columns, Optional.of(values));
    }

    /// Never formed: Krylov iterations with products \(J v\).
    static MatrixFree matrixFree(Product product) {
        return new MatrixFree(Optional.of(product), Optional.empty());
    }

    /// Never formed: Krylov iterations with products \(J v\) from differences of \(f\), one evaluation each.
    static MatrixFree matrixFree() {
        return new MatrixFree(Optional.empty(), Optional.empty());
    }

    /// A dense matrix.
    ///
    /// @param analytic  the user's function; absent: finite differences
    record Dense(Optional<Matrix> analytic) implements Jacobian {}

    /// A banded matrix.
    ///
    /// @param lower  subdiagonals, at least 0
    /// @param upper  superdiagonals, at least 0
    /// @param analytic  the user's function; absent: finite differences
    record Banded(int lower, int upper, Optional<Matrix> analytic) implements Jacobian {
        public Banded {
            if (lower < 0 || upper < 0)
                throw new IllegalArgumentException(
                        "bandwidths must be in [0, inf), not %d and %d".formatted(lower, upper));
        }
    }

    /// A sparse matrix.
    ///
    /// @param columns  for each row, the ascending indices of its non-zero columns
    /// @param analytic  the user's function; absent: finite differences
    record Sparse(int[][] columns, Optional<Matrix> analytic) implements Jacobian {}

    /// Products only.
    ///
    /// @param product  the user's function; absent: finite differences
    /// @param approximation  what the preconditioner is made of; absent: none
    record MatrixFree(Optional<Product> product, Optional<Sparse> approximation) implements Jacobian {

        /// With an incomplete factorisation without fill, ILU(0), of a sparse approximation of the Jacobian, from
        /// finite differences: the pattern may leave out what couples weakly.
        ///
        /// @param columns  for each row, the ascending indices of the columns that matter
        public MatrixFree preconditioned(int[][] columns) {
            return new MatrixFree(product, Optional.of(new Sparse(columns, Optional.empty())));
        }

        /// The same with the approximation's entries from the user, row by row in the order of `columns`.
        public MatrixFree preconditioned(int[][] columns, Matrix values) {
            return new MatrixFree(product, Optional.of(new Sparse(columns, Optional.of(values))));
        }
    }

    /// A Jacobian from the user.
    @FunctionalInterface
    interface Matrix {
        /// Writes the entries at \((t, y)\) into `jacobian`, which is zero on entry.
        void at(double t, double[] y, double[] jacobian);
    }

    /// A Jacobian-vector product from the user.
    @FunctionalInterface
    interface Product {
        /// Writes \(J(t, y)\,v\) into `product`.
        void at(double t, double[] y, double[] v, double[] product);
    }
}
