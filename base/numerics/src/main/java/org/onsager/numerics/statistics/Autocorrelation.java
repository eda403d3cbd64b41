package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.fourier.FourierTransform;

/// The autocorrelation of a stationary series and the error of its mean.
///
/// \(\rho(t) = C(t)/C(0)\), \(C(t) = \frac1n \sum_{i < n - t} (x_i - \bar x)(x_{i+t} - \bar x)\), by a padded
/// transform in \(O(n \ln n)\). The integrated time \(\tau(W) = \frac12 + \sum_{t=1}^{W} \rho(t)\) is cut at the
/// smallest window \(W \ge c\,\tau(W)\) (Sokal's automatic window), and corrected by the factor \(1 + (2W+1)/n\)
/// for the bias of the estimated mean. Then \(n_{\mathrm{eff}} = n/(2\tau)\), \(\mathrm{Var}\,\bar x = 2 \tau
/// C(0)/n\), and the error of \(\tau\) is \(\tau \sqrt{(4W + 2)/n}\).
///
/// Source: A. D. Sokal, *Monte Carlo Methods in Statistical Mechanics* (1989); N. Madras and A. D. Sokal, J.
/// Stat. Phys. 50 (1988) 109; U. Wolff, Comput. Phys. Commun. 156 (2004) 143.
///
/// @param mean  \(\bar x\)
/// @param variance  \(C(0)\)
/// @param correlation  \(\rho(t)\), \(t = 0 .. n - 1\); all zero beyond lag 0 for a constant series
public record Autocorrelation(double mean, double variance, double[] correlation) {
    private static final double WINDOW = 6;
    /// Correlation times \(2\tau\) that a series must span; with the
    /// estimated mean taken off, the sum over all lags vanishes whatever the law, so that the window always
    /// closes.
    private static final double RELIABLE = 50;

    /// The autocorrelation of a series.
    ///
    /// @param series  at least two finite numbers, equally spaced in time, left alone
    public static Autocorrelation of(double[] series) {
        int n = series.length;
        require(n >= 2, "series.length", n, "[2, inf)");
        double mean = CompensatedSum.of(series) / n;
        if (!Double.isFinite(mean))
            throw new IllegalArgumentException("series must hold finite numbers, its mean is " + mean);
        int padded = 2 * FourierTransform.fastLength(n);
        var plan = FourierTransform.of(padded);
        var x = new double[padded];
        // a power of two, exact, so that no square over- or underflows
        int scale = -Math.getExponent(largestDeviation(series, mean));
        for (int i = 0; i < n; i++) x[i] = Math.scalb(series[i] - mean, scale);
        // where the fluctuations are a few units in the last place of the mean, so is its rounding
        double left = CompensatedSum.of(x) / n;
        if (Math.abs(left) > 1e-9) for (int i = 0; i < n; i++) x[i] -= left;
        var re = new double[padded / 2 + 1];
        var im = new double[padded / 2 + 1];
        plan.forwardReal(x, re, im);
        for (int k = 0; k < re.length; k++) {
            re[k] = re[k] * re[k] + im[k] * im[k];
            im[k] = 0;
        }
        plan.inverseReal(re, im, x);
        var correlation = new double[n];
        // rounding of the mean must not pass for fluctuation
        boolean constant = Arrays.stream(series).allMatch(each -> each == series[0]);
        for (int t = 1; t < n && !constant; t++) correlation[t] = x[t] / x[0];
        correlation[0] = 1;
        return new Autocorrelation(mean, constant ? 0 : Math.scalb(x[0] / n, -2 * scale), correlation);
    }

    private static double largestDeviation(double[] series, double mean) {
        double largest = 0;
        for (double each : series) largest = Math.max(largest, Math.abs(each - mean));
        if (!Double.isFinite(largest))
            throw new IllegalArgumentException("series must hold numbers a finite distance apart");
        return largest == 0 ? 1 : largest;
    }

    /// The integrated time with Sokal's window at six times it.
    public IntegratedTime integratedTime() {
        return integratedTime(WINDOW);
    }

    /// The integrated time with Sokal's window.
    ///
    /// @param factor  \(c\), 4 to 10; larger for correlations that are far from a single exponential
    public IntegratedTime integratedTime(double factor) {
        require(factor > 0, "factor", factor, "(0, inf)");
        int n = correlation.length;
        double tau = 0.5;
        int window = 0;
        while (window < n - 1 && window < factor * tau) tau += correlation[++window];
        boolean closed = window >= factor * tau && n >= RELIABLE * 2 * tau;
        double corrected = Math.max(tau * (1 + (2.0 * window + 1) / n), 0.5 / n);
        return new IntegratedTime(corrected, corrected * Math.sqrt((4.0 * window + 2) / n), window, n, closed);
    }

    /// The mean with the error that the correlation leaves; it counts the effective number of samples.
    public Estimate estimate() {
        var time = integratedTime();
        double effective = time.effectiveSampleSize();
        double error = Math.sqrt(variance / Math.max(effective, 1));
        return new Estimate(mean, error, Math.max(1, Math.round(effective)));
    }

    /// An integrated autocorrelation time, in steps of the series; one half for independent samples.
    ///
    /// @param tau  \(\tau\)
    /// @param standardError  of \(\tau\)
    /// @param window  \(W\)
    /// @param length  \(n\)
    /// @param reliable  whether the window closed inside the series and the series spans at least fifty times
    ///     \(2\tau\); if not, \(\tau\) is likely too small
    public record IntegratedTime(double tau, double standardError, int window, int length, boolean reliable) {
        /// \(n/(2\tau)\).
        public double effectiveSampleSize() {
            return length / (2 * tau);
        }
    }
}
