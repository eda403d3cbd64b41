package org.onsager.inference.pde;

import org.onsager.inference.gaussian.AxisCovariance;

/// The field that maximises the collocation density at fixed covariance and precisions: least squares in the
/// whitened unknown \(z\), \(u = (L_1 \otimes L_2) z\) with \(C_j = L_j L_j^\top\), where the prior is
/// \(\|z\|^2\). A nonlinear reaction is linearised at the last iterate (Gauss-Newton).
sealed interface FieldSolver permits DenseFieldSolver, IterativeFieldSolver {

    /// @param k  one covariance an axis
    /// @param boundaryPrecision  \(\lambda_b\tau_1\)
    /// @param equationPrecision  \(\tau_2\)
    /// @param field  where a reaction is linearised first
    /// @param start  whitened start of an iteration, empty for none
    /// @param steps  Gauss-Newton steps; a linear problem takes one
    Solved solve(
            AxisCovariance[] k,
            double boundaryPrecision,
            double equationPrecision,
            double[] field,
            double[] start,
            int steps);

    /// A field and what else is known of it.
    ///
    /// @param field  \(u\)
    /// @param weights  \(C^{-1} u\), found without solving for it
    /// @param whitened  \(z\)
    /// @param inverse  \(H^{-1}\) of the last step, the posterior covariance of \(z\)
    record Solved(double[] field, double[] weights, double[] whitened, PosteriorCovariance inverse) {}

    /// \(s \mapsto H^{-1} s\), \(H = I + \tau_2 A^\top A + \lambda_b\tau_1 B^\top B\) in whitened coordinates.
    interface PosteriorCovariance {
        double[] apply(double[] s);

        /// The whitened coordinates \(L_j^{-1} X\) along one axis.
        ///
        /// @param x  `n * columns`, may be overwritten
        double[] whiten(int axis, double[] x, int columns);
    }
}
