package org.onsager.particles.coulomb;

/// The cumulant generating function \(K(t) = \ln \langle e^{tL} \rangle\) of a statistic with its first two
/// derivatives: what a saddlepoint density needs.
@FunctionalInterface
public interface CumulantGenerator {

    /// @param value  \(K(t)\)
    /// @param mean  \(K'(t)\), the mean under the tilted law
    /// @param variance  \(K''(t)\)
    record Tilt(double value, double mean, double variance) {}

    Tilt at(double t);
}
