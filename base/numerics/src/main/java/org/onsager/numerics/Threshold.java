package org.onsager.numerics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.DoublePredicate;

/// The place where a property is lost: bisection on a predicate that holds at one end of an interval and fails at
/// the other, such as "the retrieval iteration stays at \(m > 0.1\)" along the load.
///
/// Source: the intermediate-value argument; if the predicate changes several times, one of the places is found.
///
/// @param tolerance  stop when the interval is at most this wide; positive, in the units of the variable
/// @param maxIterations  at least 1
public record Threshold(double tolerance, int maxIterations) {

    public Threshold {
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// Tolerance \(10^{-10}\), two hundred iterations.
    public static Threshold standard() {
        return new Threshold(1e-10, 200);
    }

    /// Bisects between `holding` and `failing`, which may lie in either order.
    ///
    /// @param property  the predicate
    /// @param holding  a point at which it holds
    /// @param failing  a point at which it does not
    /// @throws IllegalArgumentException if the predicate says otherwise at an end
    public Solution locate(DoublePredicate property, double holding, double failing) {
        if (!property.test(holding))
            throw new IllegalArgumentException("the property must hold at holding = " + holding);
        if (property.test(failing))
            throw new IllegalArgumentException("the property must fail at failing = " + failing);
        double inside = holding;
        double outside = failing;
        int iterations = 0;
        while (Math.abs(outside - inside) > tolerance && iterations < maxIterations) {
            double middle = inside + (outside - inside) / 2;
            if (middle == inside || middle == outside) break;
            if (property.test(middle)) inside = middle;
            else outside = middle;
            iterations++;
        }
        double width = Math.abs(outside - inside);
        return new Solution(inside + (outside - inside) / 2, inside, outside, width, iterations, width <= tolerance);
    }

    /// Where the bisection ended and what it cost.
    ///
    /// @param point  middle of the last interval
    /// @param holding  its end at which the property holds
    /// @param failing  its end at which the property fails
    /// @param residual  its width
    /// @param iterations  bisections
    /// @param converged  whether the width met the tolerance
    public record Solution(
            double point, double holding, double failing, double residual, int iterations, boolean converged) {}
}
