package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Newton's method for \(F(x) = 0\) with a few real unknowns, the Jacobian given or by central differences, with
/// backtracking on \(\|F\|_2\).
///
/// Converges quadratically near a regular root. A step that does not decrease \(\|F\|_2\) (or that leaves the
/// domain of \(F\), seen as a value that is not finite) is halved, up to thirty times; a singular Jacobian is
/// solved by its pseudo-inverse. Cost an iteration: \(2n\) evaluations for the Jacobian, one or more for the
/// step, \(O(n^3)\).
///
/// Source: J. E. Dennis and R. B. Schnabel, *Numerical Methods for Unconstrained Optimization and Nonlinear
/// Equations*, ch. 6.
///
/// @param tolerance  stop when \(\max_i |F_i|\) is at most this; positive, in the units of \(F\)
/// @param maxIterations  at least 1
/// @param differenceStep  \(h\) of the central differences, used as \(h \max(1, |x_j|)\); in \((0, 0.1]\)
public record Newton(double tolerance, int maxIterations, double differenceStep) {
    private static final int HALVINGS = 30;
    private static final double ARMIJO = 1e-4;

    public Newton {
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
        require(differenceStep > 0 && differenceStep <= 0.1, "differenceStep", differenceStep, "(0, 0.1]");
    }

    /// Tolerance \(10^{-12}\), fifty iterations, differences at the cube root of the machine precision.
    public static Newton standard() {
        return new Newton(1e-12, 50, 6e-6);
    }

    /// Solves with a Jacobian by central differences.
    ///
    /// @param equations  \(F\): as many values as unknowns, leaves its argument alone
    /// @param start  first guess, left alone
    public Solution solve(UnaryOperator<double[]> equations, double[] start) {
        return solve(equations, x -> Jacobian.central(equations, x, differenceStep), start);
    }

    /// Solves with the Jacobian that is given.
    ///
    /// @param equations  \(F\): as many values as unknowns, leaves its argument alone
    /// @param jacobian  rows \(i\), columns \(j\): \(\partial F_i / \partial x_j\)
    /// @param start  first guess, left alone
    /// @return the last iterate; `converged` is false when the iterations ran out or no step decreased
    ///     \(\|F\|_2\)
    /// @throws DivergedException if \(F\) at `start`, or the Jacobian at an iterate, is not finite
    public Solution solve(UnaryOperator<double[]> equations, Function<double[], double[][]> jacobian, double[] start) {
        double[] x = start.clone();
        double[] f = Arguments.finite(equations, x, "Newton", 0);
        for (int iteration = 0; ; iteration++) {
            double residual = Arguments.maxAbs(f);
            if (residual <= tolerance) return new Solution(x, residual, iteration, true);
            if (iteration == maxIterations) return new Solution(x, residual, iteration, false);
            double[] step = Jacobian.solve(finite(jacobian.apply(x), iteration), f);
            double square = square(f);
            double[] trial = x;
            double[] trialF = f;
            boolean accepted = false;
            double length = 1;
            for (int halving = 0; halving <= HALVINGS && !accepted; halving++, length /= 2) {
                trial = x.clone();
                for (int i = 0; i < x.length; i++) trial[i] -= length * step[i];
                trialF = equations.apply(trial);
                accepted = square(trialF) <= (1 - 2 * ARMIJO * length) * square;
            }
            if (!accepted) return new Solution(x, residual, iteration + 1, false);
            x = trial;
            f = trialF;
        }
    }

    private static double[][] finite(double[][] jacobian, int iteration) {
        for (double[] row : jacobian)
            for (int j = 0; j < row.length; j++)
                if (!Double.isFinite(row[j])) throw new DivergedException("Newton's Jacobian", iteration, j, row[j]);
        return jacobian;
    }

    private static double square(double[] f) {
        double square = 0;
        for (double each : f) square += each * each;
        return square;
    }

    /// Where the iteration ended and what it cost.
    ///
    /// @param point  the last iterate
    /// @param residual  \(\max_i |F_i|\) at `point`
    /// @param iterations  Newton steps
    /// @param converged  whether `residual` met the tolerance
    public record Solution(double[] point, double residual, int iterations, boolean converged) {}
}
