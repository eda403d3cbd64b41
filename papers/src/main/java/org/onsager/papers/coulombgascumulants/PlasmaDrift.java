package org.onsager.papers.coulombgascumulants;

/// How the cumulants of \(\sum r_i^2\) of a harmonic gas in space differ from their limit at finite N.
///
/// A tilt by \(s\) changes the trap to \((1+2s) r^2/2\); lengths rescaled by \((1+2s)^{-1/3} = 1/p\) give back
/// the trap with \(\beta p\) for \(\beta\), so that \(\ln\langle e^{-\beta N s L}\rangle = -N\ln(1+2s) -
/// \frac{9}{10}\beta N^2 (p-1) + N[\phi(\Gamma p) - \phi(\Gamma)]\), where \(\Gamma = \beta N^{1/3}\) is the
/// plasma coupling of the uniform ball and \(-\phi\) its excess free energy per particle, \(\Gamma\phi' =
/// -u(\Gamma)\). The first term is exact, the second the formula; the third neglects the surface. \(u = a\Gamma +
/// b\Gamma^{1/4} + c\Gamma^{-1/4} + d\) for \(\Gamma \ge 1\).
///
/// Source of \(u\): W. L. Slattery, G. D. Doolen, H. E. DeWitt, Phys. Rev. A 26 (1982) 2255, table of fits.
final class PlasmaDrift {
    private static final double A = -0.897744;
    private static final double B = 0.95043;
    private static final double C = 0.18956;
    private static final double D = -0.81487;

    private PlasmaDrift() {}

    /// \(\kappa_q N^{q-2}\) predicted at `n` particles, \(q = 2, 3\).
    static double cumulant(double n, double beta, int q) {
        double gamma = beta * Math.cbrt(n);
        double root = Math.pow(gamma, 0.25);
        double u = A * gamma + B * root + C / root + D;
        double u1 = A * gamma + 0.25 * B * root - 0.25 * C / root;
        double u2 = -0.1875 * B * root + 0.3125 * C / root;
        double phi1 = -u, phi2 = u - u1, phi3 = -u2 + 2 * u1 - 2 * u;
        double p1 = 2.0 / 3, p2 = -8.0 / 9, p3 = 80.0 / 27;
        double leading = q == 2 ? 0.8 / beta : 8.0 / 3 / (beta * beta);
        double excess = q == 2
                ? (phi2 * p1 * p1 + phi1 * p2) / (beta * beta * n)
                : -(phi3 * p1 * p1 * p1 + 3 * phi2 * p1 * p2 + phi1 * p3) / (beta * beta * beta * n);
        return leading + ideal(n, beta, q) + excess;
    }

    /// The ideal-gas part, exact.
    static double ideal(double n, double beta, int q) {
        return q == 2 ? 4 / (beta * beta * n) : 16 / (beta * beta * beta * n);
    }
}
