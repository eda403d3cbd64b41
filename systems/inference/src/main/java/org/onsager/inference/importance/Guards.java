package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

/// What the sampler does about awkward integrands.
///
/// @param signs  negative values
/// @param onNaN  values that are not finite
/// @param defensive  least share of points drawn from the initial law, in \([0, 1)\); a positive share bounds the
///     weights \(f/g\) by its inverse, and the initial law then takes part in the mixture as a component of its
///     own
public record Guards(Signs signs, OnNaN onNaN, double defensive) {

    /// What to do about a value that is not finite.
    public enum OnNaN {
        /// Stop with an error that names the first five points.
        FAIL,
        /// Leave the point out, with a warning: the estimates then hold under the condition that the model
        /// answers.
        DROP
    }

    public Guards {
        require(defensive >= 0 && defensive < 1, "defensive", defensive, "[0, 1)");
    }

    /// Negative or missing values are errors, no defensive share.
    public static Guards strict() {
        return new Guards(new Signs.Forbid(), OnNaN.FAIL, 0);
    }
}
