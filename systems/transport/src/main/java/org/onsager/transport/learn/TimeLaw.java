package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.distribution.continuous.BetaDistribution;

/// How training times are drawn from \([t_{min}, 1 - t_{min}]\): Beta-distributed, with the importance weights
/// that leave the objective the integral over uniform time.
///
/// @param smallest  \(t_{min}\) in [0, 0.5); \(10^{-3}\) for scores, 0 will do for denoisers
/// @param a  first shape, positive; 1 with `b` = 1 is uniform
/// @param b  second shape
public record TimeLaw(double smallest, double a, double b) {

    public TimeLaw {
        require(smallest >= 0 && smallest < 0.5, "smallest", smallest, "[0, 0.5)");
        require(a > 0, "a", a, "(0, inf)");
        require(b > 0, "b", b, "(0, inf)");
    }

    /// Uniform on \([t_{min}, 1 - t_{min}]\).
    public static TimeLaw uniform(double smallest) {
        return new TimeLaw(smallest, 1, 1);
    }

    /// The time of a uniform number.
    double at(double uniform) {
        double share = a == 1 && b == 1 ? uniform : new BetaDistribution(a, b).inverseCumulativeProbability(uniform);
        return smallest + (1 - 2 * smallest) * share;
    }

    /// Uniform density over the density of this law.
    double weight(double t) {
        if (a == 1 && b == 1) return 1;
        return 1 / new BetaDistribution(a, b).density((t - smallest) / (1 - 2 * smallest));
    }
}
