package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.UnaryOperator;

/// Damped fixed-point iteration \(x \leftarrow (1-\lambda)\,x + \lambda\,F(x)\) for maps of a few real unknowns,
/// such as the order parameters of a saddle point.
///
/// Converges linearly where the spectral radius of \((1-\lambda) I + \lambda F'\) is below one; \(\lambda < 1\)
/// tames the period-two cycles that mean-field equations of frustrated systems fall into. Cost: one evaluation of
/// \(F\) an iteration, and no allocation besides what \(F\) itself allocates. For slow contraction see
/// [AndersonFixedPoint].
///
/// Source: J. M. Ortega and W. C. Rheinboldt, *Iterative Solution of Nonlinear Equations in Several Variables*,
/// ch. 7.
///
/// @param damping  step \(\lambda \in (0, 1]\), dimensionless
/// @param tolerance  stop when \(\max_i |F_i(x) - x_i|\) is at most this; positive, in the units of \(x\)
/// @param maxIterations  at least 1
public record FixedPoint(double damping, double tolerance, int maxIterations) {

    public FixedPoint {
        require(damping > 0 && damping <= 1, "damping", damping, "(0, 1]");
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// The settings that serve most saddle points: half damping, \(10^{-12}\), five thousand iterations.
    public static FixedPoint standard() {
        return new FixedPoint(0.5, 1e-12, 5_000);
    }

    /// Iterates from `start` until the residual meets the tolerance.
    ///
    /// @param map  \(F\): takes and returns arrays of the length of `start`, and leaves its argument alone
    /// @param start  \(x_0\), left alone
    /// @return the last iterate, its residual and how it was got; never silently unconverged: ask
    ///     [Solution#converged()]
    /// @throws DivergedException if an iterate is not finite, with the iteration and the component
    public Solution solve(UnaryOperator<double[]> map, double[] start) {
        double[] x = start.clone();
        double residual = Double.POSITIVE_INFINITY;
        for (int iteration = 1; iteration <= maxIterations; iteration++) {
            double[] image = map.apply(x);
            residual = 0;
            for (int i = 0; i < x.length; i++) {
                double step = image[i] - x[i];
                if (!Double.isFinite(step)) throw new DivergedException("fixed point", iteration, i, image[i]);
                residual = Math.max(residual, Math.abs(step));
                x[i] += damping * step;
            }
            if (residual <= tolerance) return new Solution(x, residual, iteration, true);
        }
        return new Solution(x, residual, maxIterations, false);
    }

    /// Where an iteration ended and what it cost.
    ///
    /// @param point  the last iterate
    /// @param residual  \(\max_i |F_i(x) - x_i|\) at the iterate before it
    /// @param iterations  evaluations of \(F\)
    /// @param converged  whether `residual` met the tolerance
    public record Solution(double[] point, double residual, int iterations, boolean converged) {}
}
