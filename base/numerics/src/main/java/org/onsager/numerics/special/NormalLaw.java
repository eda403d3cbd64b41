package org.onsager.numerics.special;

import org.hipparchus.special.Erf;

/// The normal law's tails in log space.
public final class NormalLaw {
    private static final double LN2 = Math.log(2);
    private static final double SQRT_PI = Math.sqrt(Math.PI);
    private static final double SQRT_2 = Math.sqrt(2);
    private static final double LOG_SQRT_2PI = Math.log(2 * Math.PI) / 2;

    private NormalLaw() {}

    /// \(\mathrm{erfcx}(x) = e^{x^2}\,\mathrm{erfc}(x)\). For \(x \ge 2\) the continued fraction
    /// \(\frac{1}{\sqrt\pi}\,\frac{1}{x+}\,\frac{1/2}{x+}\,\frac{1}{x+}\,\frac{3/2}{x+} \cdots\) (Laplace),
    /// backward from a depth that grows as \(x\) falls; below, by `Erf`. Overflows below \(-26.6\).
    public static double erfcx(double x) {
        if (x < 2) return Math.exp(x * x) * Erf.erfc(x);
        int depth = x > 50 ? 12 : (int) (40 + 700 / (x * x));
        double tail = x;
        for (int k = depth; k >= 1; k--) tail = x + k / 2.0 / tail;
        return 1 / (SQRT_PI * tail);
    }

    /// \(\ln \mathrm{erfc}(x)\), for all \(x\).
    public static double logErfc(double x) {
        if (x < -1) return LN2 + Math.log1p(-Erf.erfc(-x) / 2);
        return x < 2 ? Math.log(Erf.erfc(x)) : Math.log(erfcx(x)) - x * x;
    }

    /// \(\ln \Phi(x)\), the logarithm of the normal distribution function.
    public static double logCumulative(double x) {
        return logErfc(-x / SQRT_2) - LN2;
    }

    /// \(\Phi(x)\).
    public static double cumulative(double x) {
        return Erf.erfc(-x / SQRT_2) / 2;
    }

    /// \(\ln \phi(x) = -x^2/2 - \ln\sqrt{2\pi}\).
    public static double logDensity(double x) {
        return -x * x / 2 - LOG_SQRT_2PI;
    }

    /// Mills' inverse ratio \(\phi(x)/\Phi(x)\), the mean of a truncated normal, without underflow.
    public static double inverseMills(double x) {
        return x > -2 ? Math.exp(logDensity(x)) / cumulative(x) : Math.sqrt(2 / Math.PI) / erfcx(-x / SQRT_2);
    }
}
