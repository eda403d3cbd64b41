package org.onsager.particles.coulomb;

import java.util.List;

/// One cumulant of a linear statistic and how far it can be trusted.
///
/// @param order  \(q\)
/// @param value  \(\kappa_q(L_N)\)
/// @param method  how it was got
/// @param error  estimate of the absolute error of `value` as the method defines it: rounding and quadrature for
///     the formula and the exact engines, one standard error for sampling
/// @param neglected  what the method leaves out, such as `O(N^-3)`; empty if nothing
/// @param warnings  what makes the value doubtful, in sentences
public record CumulantValue(
        int order, double value, Method method, double error, String neglected, List<String> warnings) {
    public CumulantValue {
        warnings = List.copyOf(warnings);
    }

    /// How a cumulant is got.
    public enum Method {
        /// The large-N formula.
        ASYMPTOTIC,
        /// An exact engine at the given N.
        EXACT,
        /// k-statistics of samples.
        SAMPLE,
        /// N independent points drawn from the density of the droplet: what the gas would be without
        /// correlations.
        INDEPENDENT
    }

    /// A sampled value that is less than two standard errors from zero says nothing but its error.
    public boolean resolved() {
        return method != Method.SAMPLE || Math.abs(value) >= 2 * error;
    }
}
