package org.onsager.particles.coulomb;

import org.hipparchus.special.Gamma;

/// The radial field of a trap, \(A(r) = r^{d-1} V'(r)\), and the geometry of \(d\) dimensions.
final class Fields {
    private Fields() {}

    /// \(\Omega_d = 2\pi^{d/2}/\Gamma(d/2)\).
    static double sphere(int dimension) {
        return 2 * Math.pow(Math.PI, dimension / 2.0) / Gamma.gamma(dimension / 2.0);
    }

    static double field(int dimension, RadialFunction trap, double r) {
        if (dimension == 1) return trap.slope(r);
        return r == 0 ? 0 : Math.pow(r, dimension - 1) * trap.slope(r);
    }

    static double slope(int dimension, RadialFunction trap, double r) {
        if (dimension == 1) return trap.curvature(r);
        if (r == 0) return 0;
        return Math.pow(r, dimension - 1) * laplacian(dimension, trap, r);
    }

    /// \(V'' + (d-1) V'/r\), at the centre \(d V''(0)\).
    static double laplacian(int dimension, RadialFunction trap, double r) {
        if (r == 0) return dimension * trap.curvature(0);
        return trap.curvature(r) + (dimension - 1) * trap.slope(r) / r;
    }

    static double density(int dimension, RadialFunction trap, double r) {
        return laplacian(dimension, trap, r) / sphere(dimension);
    }

    /// The radial harmonic coordinate \(\tau\): \(r\), \(\ln r\), \(-r^{2-d}/(d-2)\).
    static double harmonic(int dimension, double r) {
        return switch (dimension) {
            case 1 -> r;
            case 2 -> Math.log(r);
            default -> -Math.pow(r, 2 - dimension) / (dimension - 2);
        };
    }

    /// \(\tau(to) - \tau(from) > 0\), without cancellation where the two are close.
    static double harmonicStep(int dimension, double from, double to) {
        return switch (dimension) {
            case 1 -> to - from;
            case 2 -> Math.log1p((to - from) / from);
            default ->
                -Math.pow(from, 2 - dimension)
                        * Math.expm1((2 - dimension) * Math.log1p((to - from) / from))
                        / (dimension - 2);
        };
    }
}
