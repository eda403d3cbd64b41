package org.onsager.memory.continual;

import org.onsager.numerics.quadrature.QuadratureRule;

/// Trapezoids in a Gaussian field that resolve the averages of [WeightMeasure].
///
/// The integral over \(m\) has its zeros \(\pi\) or (for two peaks at \(\pm1\)) \(\pi/2\) off the real \(h\)
/// line; a strip of 2, in units of \(z\) \(y = 2/s\) for a field of deviation \(s\), asks for the step \(2\pi
/// y/(D + y^2/2)\) to leave \(e^{-D}\).
final class FieldRule {
    static final double REACH = 8.5;
    private static final double STRIP = 2;

    private FieldRule() {}

    /// The largest step in \(z\) for a field of deviation `deviation`.
    static double step(double deviation, double decay) {
        double y = Math.min(Math.sqrt(2 * decay), STRIP / Math.max(deviation, 1e-12));
        return 2 * Math.PI * y / (decay + 0.5 * y * y);
    }

    /// A rule on \([-8.5, 8.5]\), from a ladder of sizes so that few are ever made.
    static QuadratureRule of(double deviation, double decay) {
        double wanted = REACH / step(deviation, decay);
        int half = 12;
        while (half < wanted && half < 20_000) half = half + half / 8 + 1;
        return QuadratureRule.gaussianTrapezoid(REACH, 2 * half + 1);
    }
}
