package org.onsager.numerics.special;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.special.Gamma;

/// Differences of \(\ln \Gamma\) that do not cancel.
public final class LogGamma {
    private static final double LARGE = 20;
    /// \(B_{2k}/(2k(2k-1))\).
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private LogGamma() {}

    /// \(\ln \Gamma(x + d) - \ln \Gamma(x)\), for \(x > 0\), \(x + d > 0\). For large \(x\) from Stirling's
    /// series term by term, \((x + d - \tfrac12) \ln(1 + d/x) + d\,(\ln x - 1) + \dots\), so that nothing of size
    /// \(x \ln x\) cancels.
    public static double difference(double x, double d) {
        require(x > 0, "x", x, "(0, inf)");
        require(x + d > 0, "x + d", x + d, "(0, inf)");
        if (d < 0) return -difference(x + d, -d);
        if (x < LARGE) {
            // up the recurrence until Stirling serves
            double product = 0;
            double y = x;
            while (y < LARGE) {
                double ratio = d / y;
                product += ratio < Double.POSITIVE_INFINITY ? Math.log1p(ratio) : Math.log(d) - Math.log(y);
                y += 1;
            }
            return difference(y, d) - product;
        }
        return (x + d - 0.5) * Math.log1p(d / x) + d * (Math.log(x) - 1) + (remainder(x + d) - remainder(x));
    }

    /// \(\ln \Gamma(x) - (x - \tfrac12) \ln x + x - \tfrac12 \ln 2\pi\) for \(x \ge 20\).
    private static double remainder(double x) {
        double inverse = 1 / (x * x);
        double sum = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverse + STIRLING[k];
        return sum / x;
    }

    /// \(\ln \binom{n}{k}\) for real \(0 \le k \le n\).
    public static double logBinomial(double n, double k) {
        require(n >= 0, "n", n, "[0, inf)");
        require(k >= 0 && k <= n, "k", k, "[0, n]");
        double small = Math.min(k, n - k);
        if (small == 0) return 0;
        return difference(n - small + 1, small) - Gamma.logGamma(small + 1);
    }
}
