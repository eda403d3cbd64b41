package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.exception.MathIllegalStateException;

/// A root of a continuous function of one variable between two points where its signs differ: Brent's method, as
/// Hipparchus keeps it, with a scan that finds the brackets.
///
/// A pole at which the sign changes looks like a root and converges: its residual tells it from one.
///
/// Source: R. P. Brent, *Algorithms for Minimization Without Derivatives*, ch. 4.
///
/// @param tolerance  stop when the bracket is at most this wide (or \(4u|x|\), the best that doubles can do);
///     positive, in the units of \(x\)
/// @param maxEvaluations  at least 3
public record ScalarRoot(double tolerance, int maxEvaluations) {
    private static final double RELATIVE = 4 * 0x1p-53;

    public ScalarRoot {
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxEvaluations >= 3, "maxEvaluations", maxEvaluations, "[3, inf)");
    }

    /// Tolerance \(10^{-14}\), five hundred evaluations.
    public static ScalarRoot standard() {
        return new ScalarRoot(1e-14, 500);
    }

    /// The root between `lower` and `upper`.
    ///
    /// @param function  continuous on the interval
    /// @param lower  left end
    /// @param upper  right end, above `lower`
    /// @throws IllegalArgumentException if the signs at the ends do not differ
    /// @throws DivergedException if the function is not a number at a point that it was asked at
    public Solution between(DoubleUnaryOperator function, double lower, double upper) {
        require(lower < upper, "upper", upper, "(%s, inf)".formatted(lower));
        double atLower = value(function, lower);
        double atUpper = value(function, upper);
        if (atLower == 0) return new Solution(lower, 0, 2, true);
        if (atUpper == 0) return new Solution(upper, 0, 2, true);
        if (atLower > 0 == atUpper > 0)
            throw new IllegalArgumentException(
                    "the signs at the ends of the bracket must differ, not f(%s) = %s and f(%s) = %s"
                            .formatted(lower, atLower, upper, atUpper));
        var brent = new BrentSolver(RELATIVE, tolerance, 0);
        double[] last = {lower};
        try {
            double root = brent.solve(maxEvaluations, x -> value(function, last[0] = x), lower, upper);
            return new Solution(root, Math.abs(function.applyAsDouble(root)), brent.getEvaluations() + 3, true);
        } catch (MathIllegalStateException tooMany) {
            return new Solution(last[0], Math.abs(function.applyAsDouble(last[0])), maxEvaluations, false);
        }
    }

    /// All the roots at which the function changes sign between neighbouring points of an even grid, from left to
    /// right. Roots of even order and pairs closer than a grid cell are not seen.
    ///
    /// @param function  continuous on the interval
    /// @param lower  left end
    /// @param upper  right end, above `lower`
    /// @param cells  cells of the grid, at least 1
    public List<Solution> all(DoubleUnaryOperator function, double lower, double upper, int cells) {
        require(lower < upper, "upper", upper, "(%s, inf)".formatted(lower));
        require(cells >= 1, "cells", cells, "[1, inf)");
        var roots = new ArrayList<Solution>();
        double left = lower;
        double atLeft = value(function, left);
        for (int i = 1; i <= cells; i++) {
            double right = i == cells ? upper : lower + (upper - lower) * i / cells;
            double atRight = value(function, right);
            if (atLeft == 0) roots.add(new Solution(left, 0, 1, true));
            else if (atRight != 0 && atLeft > 0 != atRight > 0) roots.add(between(function, left, right));
            left = right;
            atLeft = atRight;
        }
        if (atLeft == 0) roots.add(new Solution(left, 0, 1, true));
        return List.copyOf(roots);
    }

    /// The root nearest to `guess` that a bracket growing about it by the golden ratio meets first.
    ///
    /// @param function  continuous on `[lower, upper]`
    /// @param guess  inside the interval
    /// @param width  half-width of the first bracket, positive
    /// @param lower  the bracket does not grow beyond this
    /// @param upper  the bracket does not grow beyond this
    /// @throws IllegalArgumentException if there is no change of sign in all the brackets up to the whole
    ///     interval
    public Solution near(DoubleUnaryOperator function, double guess, double width, double lower, double upper) {
        require(guess >= lower && guess <= upper, "guess", guess, "[%s, %s]".formatted(lower, upper));
        require(width > 0, "width", width, "(0, inf)");
        double left = guess;
        double right = guess;
        for (double half = width; ; half *= 1.618) {
            double nextLeft = Math.max(lower, guess - half);
            double nextRight = Math.min(upper, guess + half);
            if (changes(function, right, nextRight)) return between(function, right, nextRight);
            if (changes(function, nextLeft, left)) return between(function, nextLeft, left);
            left = nextLeft;
            right = nextRight;
            if (left == lower && right == upper)
                throw new IllegalArgumentException(
                        "no change of sign was met about %s in [%s, %s]".formatted(guess, lower, upper));
        }
    }

    private static boolean changes(DoubleUnaryOperator function, double left, double right) {
        if (left >= right) return false;
        double atLeft = value(function, left);
        double atRight = value(function, right);
        return atLeft == 0 || atRight == 0 || atLeft > 0 != atRight > 0;
    }

    private static double value(DoubleUnaryOperator function, double x) {
        double value = function.applyAsDouble(x);
        if (Double.isNaN(value)) throw new DivergedException("scalar root: the function is NaN at x = " + x);
        return value;
    }

    /// Where the search ended and what it cost.
    ///
    /// @param point  the root
    /// @param residual  \(|f|\) at `point`
    /// @param iterations  evaluations of the function
    /// @param converged  whether the bracket met the tolerance
    public record Solution(double point, double residual, int iterations, boolean converged) {}
}
