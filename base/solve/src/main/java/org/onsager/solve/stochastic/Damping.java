package org.onsager.solve.stochastic;

/// The coefficients of exponential integrators with friction, for \(a = \gamma h\), without cancellation: power
/// series below \(a = 1\), closed forms above.
final class Damping {
    private static final int TERMS = 20;

    private Damping() {}

    /// \((1 - e^{-a})/a\).
    static double phi1(double a) {
        return a == 0 ? 1 : -Math.expm1(-a) / a;
    }

    /// \((e^{-a} + a - 1)/a^2\).
    static double phi2(double a) {
        if (a > 1) return (Math.exp(-a) + a - 1) / (a * a);
        double sum = 0, term = 0.5;
        for (int k = 0; k < TERMS; k++) {
            sum += term;
            term *= -a / (k + 3);
        }
        return sum;
    }

    /// \(6\,(e^{-a}(a + 2) + a - 2)/a^3\), the weight of \(H\) in the position.
    static double ofH(double a) {
        if (a > 1) return 6 * (Math.exp(-a) * (a + 2) + a - 2) / (a * a * a);
        double sum = 0, power = -1 / 6.0;
        for (int n = 3; n < 3 + TERMS; n++) {
            sum += power * (2 - n);
            power *= -a / (n + 1);
        }
        return 6 * sum;
    }

    /// \(60\,(e^{-a}(a^2 + 6a + 12) - a^2 + 6a - 12)/a^4\), the weight of \(K\) in the position.
    static double ofK(double a) {
        if (a > 1) return 60 * (Math.exp(-a) * (a * (a + 6) + 12) - a * (a - 6) - 12) / (a * a * a * a);
        double sum = 0, power = -a / 120;
        for (int n = 5; n < 5 + TERMS; n++) {
            sum += power * (n - 3) * (n - 4);
            power *= -a / (n + 1);
        }
        return 60 * sum;
    }
}
