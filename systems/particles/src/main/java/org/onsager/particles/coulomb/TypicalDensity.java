package org.onsager.particles.coulomb;

import org.onsager.numerics.ScalarRoot;

/// Densities of a statistic from its cumulants: the bridge from typical to large deviations.
///
/// @param kappa  \(\kappa_1 .. \kappa_6\) at index 1..6; index 0 unused
public record TypicalDensity(double[] kappa) {
    public TypicalDensity {
        if (kappa.length < 7 || !(kappa[2] > 0))
            throw new IllegalArgumentException("kappa must hold kappa_1 .. kappa_6 with kappa_2 in (0, inf)");
    }

    /// The Gaussian with the same mean and variance.
    public double gaussian(double l) {
        double z = standardised(l);
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI * kappa[2]);
    }

    /// Edgeworth's series through \(\kappa_6\): terms of relative order \(N^{-4}\) for a Coulomb gas. Not a
    /// density: it may be negative in the tails.
    ///
    /// Source: D. L. Wallace, Ann. Math. Statist. 29 (1958) 635.
    public double edgeworth(double l) {
        double z = standardised(l);
        double a = ratio(3), b = ratio(4), c = ratio(5), d = ratio(6);
        double[] h = hermite(z, 12);
        double first = a / 6 * h[3];
        double second = b / 24 * h[4] + a * a / 72 * h[6];
        double third = c / 120 * h[5] + a * b / 144 * h[7] + a * a * a / 1296 * h[9];
        double fourth = d / 720 * h[6]
                + (b * b / 1152 + a * c / 720) * h[8]
                + a * a * b / 1728 * h[10]
                + a * a * a * a / 31104 * h[12];
        return gaussian(l) * (1 + first + second + third + fourth);
    }

    /// Cornish and Fisher's quantile: the value that is not exceeded with the probability with which a standard
    /// normal variable does not exceed `z`.
    ///
    /// Source: R. A. Fisher, E. A. Cornish, Technometrics 2 (1960) 209.
    public double quantile(double z) {
        double a = ratio(3), b = ratio(4), c = ratio(5);
        double z2 = z * z;
        double w = z
                + a * (z2 - 1) / 6
                + b * z * (z2 - 3) / 24
                - a * a * z * (2 * z2 - 5) / 36
                + c * (z2 * z2 - 6 * z2 + 3) / 120
                - a * b * (z2 * z2 - 5 * z2 + 2) / 24
                + a * a * a * (12 * z2 * z2 - 53 * z2 + 17) / 324;
        return kappa[1] + Math.sqrt(kappa[2]) * w;
    }

    /// The saddlepoint density \(e^{K(t) - t l}/\sqrt{2\pi K''(t)}\) at \(K'(t) = l\).
    ///
    /// Source: H. E. Daniels, Ann. Math. Statist. 25 (1954) 631.
    ///
    /// @param guess  a first value of `t`, 0 near the mean
    public static double saddlepoint(CumulantGenerator generator, double l, double guess) {
        var start = generator.at(guess);
        double width = Math.max(1e-6, Math.abs(l - start.mean()) / start.variance());
        double t = new ScalarRoot(1e-12, 200)
                .near(s -> generator.at(s).mean() - l, guess, 0.3 * width, guess - 1e3 * width, guess + 1e3 * width)
                .point();
        var tilt = generator.at(t);
        return Math.exp(tilt.value() - t * l) / Math.sqrt(2 * Math.PI * tilt.variance());
    }

    private double standardised(double l) {
        return (l - kappa[1]) / Math.sqrt(kappa[2]);
    }

    private double ratio(int q) {
        return kappa[q] / Math.pow(kappa[2], q / 2.0);
    }

    private static double[] hermite(double z, int n) {
        var h = new double[n + 1];
        h[0] = 1;
        h[1] = z;
        for (int k = 1; k < n; k++) h[k + 1] = z * h[k] - k * h[k - 1];
        return h;
    }
}
