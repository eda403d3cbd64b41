package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

/// The traps that most questions are asked in; any other is a formula, `RadialFunction.of("r^2/4 + r^4/8")`.
public final class Traps {
    private Traps() {}

    /// \(V = r^2/2\): a uniform ball of radius 1 in every dimension.
    public static RadialFunction harmonic() {
        return RadialFunction.of("r^2/2");
    }

    /// \(V = a r^2 + b r^4\); for \(a < 0\) the droplet is a shell.
    ///
    /// @param b  positive
    public static RadialFunction quartic(double a, double b) {
        require(b > 0, "b", b, "(0, inf)");
        return RadialFunction.of("%s*r^2 + %s*r^4".formatted(a, b));
    }

    /// \(V = r^p/p\): radius 1 in every dimension. The density vanishes at the centre for \(p > 2\) (which spoils
    /// the cumulants' expansion: [CumulantValue#warnings()]) and diverges there for \(p < 2\).
    ///
    /// @param p  positive
    public static RadialFunction power(double p) {
        require(p > 0 && Double.isFinite(p), "p", p, "(0, inf)");
        return RadialFunction.of("r^%s/%s".formatted(p, p));
    }
}
