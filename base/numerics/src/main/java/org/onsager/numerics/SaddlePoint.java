package org.onsager.numerics;

/// Logarithms of the Poisson and binomial probabilities without the cancellation of \(\ln k!\): accurate to some
/// \(10^{-14}\) absolutely near the mode at any mean, which makes rejection from them exact in practice.
///
/// Source: C. Loader, *Fast and accurate computation of binomial probabilities* (2000).
final class SaddlePoint {
    private SaddlePoint() {}

    /// \(\ln n! - (n + \tfrac12) \ln n + n - \tfrac12 \ln 2\pi\) for n = 1, ..., 15 (0 for n = 0), with 50
    /// digits, rounded.
    private static final double[] STIRLING = {
        0.0,
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287,
        0.007573675487951841,
        0.00694284010720953,
        0.006408994188004207,
        0.0059513701127588475,
        0.005554733551962801
    };

    /// Logarithm of the probability of `k` events where `mean` are expected; both at least 0, `mean` positive.
    static double logPoisson(double k, double mean) {
        if (k == 0) return -mean;
        return -stirlingError(k) - deviance(k, mean) - 0.5 * (Elementary.LN_2_PI + Elementary.log(k));
    }

    /// Logarithm of the probability of `k` successes in `n` trials of probability `p` in (0, 1).
    static double logBinomial(double k, double n, double p) {
        if (k == 0) return n * Elementary.log1p(-p);
        if (k == n) return n * Elementary.log(p);
        double misses = n - k;
        double exponent = stirlingError(n) - stirlingError(k) - stirlingError(misses);
        exponent -= deviance(k, n * p) + deviance(misses, n * (1 - p));
        return exponent - 0.5 * (Elementary.LN_2_PI + Elementary.log(k) + Elementary.log1p(-k / n));
    }

    /// Error of Stirling's formula for \(\ln n!\); the series' first term left out is below \(10^{-15}\) from 16
    /// on.
    private static double stirlingError(double n) {
        if (n < STIRLING.length) return STIRLING[(int) n];
        double square = n * n;
        double series = 1 / 1188.0;
        series = 1 / 1680.0 - series / square;
        series = 1 / 1260.0 - series / square;
        series = 1 / 360.0 - series / square;
        return (1 / 12.0 - series / square) / n;
    }

    /// \(x \ln(x/m) + m - x\), by its series about \(x = m\) where the two nearly cancel.
    private static double deviance(double x, double m) {
        if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Elementary.log(x / m) + m - x;
        double v = (x - m) / (x + m);
        double sum = (x - m) * v;
        double term = 2 * x * v;
        for (int j = 3; ; j += 2) {
            term *= v * v;
            double next = sum + term / j;
            if (next == sum) return sum;
            sum = next;
        }
    }
}
