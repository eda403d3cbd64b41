package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.DoubleUnaryOperator;

/// The maximum of a unimodal function on an interval by golden-section search.
///
/// Each step keeps \((\sqrt5 - 1)/2\) of the bracket at one evaluation, whatever the function. A maximum's place
/// cannot be told better than about \(\sqrt{u}\) relative (\(10^{-8}\)) from values alone, while its height is
/// then exact to rounding; where the place matters more, take the root of the derivative by [ScalarRoot].
///
/// Source: J. Kiefer, Proc. AMS 4 (1953) 502.
///
/// @param tolerance  stop when the bracket is at most this wide; positive, in the units of \(x\)
/// @param maxEvaluations  at least 3
public record ScalarMaximum(double tolerance, int maxEvaluations) {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public ScalarMaximum {
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxEvaluations >= 3, "maxEvaluations", maxEvaluations, "[3, inf)");
    }

    /// Tolerance \(10^{-9}\), two hundred evaluations.
    public static ScalarMaximum standard() {
        return new ScalarMaximum(1e-9, 200);
    }

    /// Searches `[lower, upper]`; of several local maxima it ends in one of them, or at an end of the interval.
    ///
    /// @param function  unimodal on the interval
    /// @param lower  left end
    /// @param upper  right end, above `lower`
    /// @return the best point that was evaluated
    /// @throws DivergedException if the function is not a number at a point that it was asked at
    public Solution between(DoubleUnaryOperator function, double lower, double upper) {
        require(lower < upper, "upper", upper, "(%s, inf)".formatted(lower));
        double a = lower;
        double b = upper;
        double left = b - GOLDEN * (b - a);
        double right = a + GOLDEN * (b - a);
        double atLeft = value(function, left);
        double atRight = value(function, right);
        int evaluations = 2;
        while (b - a > tolerance && evaluations < maxEvaluations && left < right) {
            if (atLeft >= atRight) {
                b = right;
                right = left;
                atRight = atLeft;
                left = b - GOLDEN * (b - a);
                atLeft = value(function, left);
            } else {
                a = left;
                left = right;
                atLeft = atRight;
                right = a + GOLDEN * (b - a);
                atRight = value(function, right);
            }
            evaluations++;
        }
        boolean leftWins = atLeft >= atRight;
        return new Solution(
                leftWins ? left : right, leftWins ? atLeft : atRight, b - a, evaluations, b - a <= tolerance);
    }

    private static double value(DoubleUnaryOperator function, double x) {
        double value = function.applyAsDouble(x);
        if (Double.isNaN(value)) throw new DivergedException("golden section: the function is NaN at x = " + x);
        return value;
    }

    /// Where the search ended and what it cost.
    ///
    /// @param point  the place of the maximum
    /// @param value  the function there
    /// @param residual  width of the last bracket
    /// @param iterations  evaluations of the function
    /// @param converged  whether the bracket met the tolerance
    public record Solution(double point, double value, double residual, int iterations, boolean converged) {}
}
