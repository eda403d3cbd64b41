package org.onsager.numerics.special;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.special.Gamma;

/// Modified Bessel functions of real order in log space, and their ratios (Hipparchus has \(J\) only).
///
/// \(\ln I_\nu\): by the power series, all terms positive, summed outward from the largest one, or for
/// \(x > 700\), \(x > 2\nu^2\) by the large-argument series; absolute error about \(10^{-15} (x + \nu) \ln x\),
/// the rounding of the terms. \(\ln K_\nu\) and the ratio of neighbours by the trapezoid of \(\frac12
/// \int_{-\infty}^\infty e^{\nu t - x \cosh t}\,dt\) about its peak, which converges exponentially.
///
/// Source: DLMF 10.25.2, 10.32.9, 10.40.1, 10.33.1.
public final class LogBessel {
    private static final double FAR = 700;

    private LogBessel() {}

    /// \(\ln I_\nu(x)\).
    ///
    /// @param order  \(\nu \ge 0\)
    /// @param x  at least 0; at 0 the result is 0 for order 0 and minus infinity otherwise
    public static double logI(double order, double x) {
        require(order >= 0 && order < 1e7, "order", order, "[0, 1e7)");
        require(x >= 0, "x", x, "[0, inf)");
        if (x == 0) return order == 0 ? 0 : Double.NEGATIVE_INFINITY;
        if (x == Double.POSITIVE_INFINITY) return x;
        // the large-argument series starts to grow at about 2x terms; it needs order^2 well below x
        return x > FAR && x > 2 * order * order ? logIFar(order, x) : logISeries(order, x);
    }

    /// \(\sum_k (x/2)^{2k+\nu}/(k!\,\Gamma(k + \nu + 1))\) outward from its largest term.
    private static double logISeries(double order, double x) {
        double quarter = x * x / 4;
        // k (k + order) = x^2 / 4
        double peak = Math.floor(2 * quarter / (order + Math.sqrt(order * order + 4 * quarter)));
        double logPeak =
                (2 * peak + order) * Math.log(x / 2) - Gamma.logGamma(peak + 1) - Gamma.logGamma(peak + order + 1);
        double sum = 1;
        double term = 1;
        for (double k = peak + 1; term > 1e-17; k++) {
            term *= quarter / (k * (k + order));
            sum += term;
        }
        term = 1;
        for (double k = peak; k >= 1 && term > 1e-17; k--) {
            term *= k * (k + order) / quarter;
            sum += term;
        }
        return logPeak + Math.log(sum);
    }

    /// \(e^x/\sqrt{2\pi x} \sum_k (-1)^k a_k(\nu)/x^k\).
    private static double logIFar(double order, double x) {
        double mu = 4 * order * order;
        double sum = 1;
        double term = 1;
        for (int k = 1; k <= 200; k++) {
            double odd = 2 * k - 1;
            double next = -term * (mu - odd * odd) / (8 * k * x);
            if (Math.abs(next) > Math.abs(term) && k > order) break;
            term = next;
            sum += term;
            if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
        }
        return x - Math.log(2 * Math.PI * x) / 2 + Math.log(sum);
    }

    /// \(\ln K_\nu(x)\). Cost: some hundred terms.
    ///
    /// @param order  \(\nu\), any sign, below \(10^7\) in size
    /// @param x  positive; minus infinity at infinity
    public static double logK(double order, double x) {
        return trapezoid(Math.abs(order), x)[0];
    }

    /// \(K_{\nu+1}(x)/K_\nu(x)\): the mean of \(e^t\) under the integrand of \(K_\nu\), so that nothing cancels.
    ///
    /// @param order  \(\nu \ge 0\)
    /// @param x  positive
    public static double ratioK(double order, double x) {
        require(order >= 0, "order", order, "[0, inf)");
        return trapezoid(order, x)[1];
    }

    /// \(\ln K_\nu\) and \(K_{\nu+1}/K_\nu\).
    private static double[] trapezoid(double nu, double x) {
        require(nu < 1e7, "order", nu, "(-1e7, 1e7)");
        require(x > 0, "x", x, "(0, inf]");
        if (x == Double.POSITIVE_INFINITY) return new double[] {Double.NEGATIVE_INFINITY, 1};
        double width = Math.hypot(x, nu);
        double peak = asinh(nu, x, width);
        double top = nu * peak - width;
        double step = Math.min(0.1, 0.25 / Math.sqrt(width));
        double sum = 0;
        double tilted = 0;
        for (int side = -1; side <= 1; side += 2)
            for (int k = side < 0 ? 0 : 1; ; k++) {
                double d = side * k * step;
                // nu t - x cosh t - top without the cancellation of large terms
                double half = Math.sinh(d / 2);
                double rise = nu * (d - Math.sinh(d)) - width * (half * (2 * half));
                double term = Math.exp(rise);
                double lifted = term * Math.exp(d);
                sum += term;
                tilted += lifted;
                if (Math.max(term, lifted) < 1e-18) break;
            }
        return new double[] {top + Math.log(sum * step / 2), Math.exp(peak) * tilted / sum};
    }

    /// \(\mathrm{arsinh}(\nu/x)\), also where the quotient overflows.
    private static double asinh(double nu, double x, double hypotenuse) {
        double y = nu / x;
        return y < 1 ? Math.log1p(y + y * y / (1 + Math.hypot(y, 1))) : Math.log(nu + hypotenuse) - Math.log(x);
    }

    /// \(I_{\nu+1}(x)/I_\nu(x)\) by the continued fraction
    /// \(\frac{1}{2(\nu+1)/x +}\,\frac{1}{2(\nu+2)/x +} \cdots\), bottom up from where it has converged.
    ///
    /// @param order  \(\nu \ge 0\)
    /// @param x  at least 0
    public static double ratioI(double order, double x) {
        require(order >= 0, "order", order, "[0, inf)");
        require(x >= 0, "x", x, "[0, inf)");
        if (x == 0) return 0;
        if (x == Double.POSITIVE_INFINITY) return 1;
        if (x > 1e12) return x / (order + 0.5 + Math.hypot(order + 1.5, x));
        // an error at the bottom shrinks by exp(-depth^2 / x) on the way up
        int depth = (int) (30 + 2 * Math.sqrt(40 * x));
        // Amos: the ratio at the bottom lies within x / (n + sqrt(n^2 + x^2)) relative O(1/n)
        double bottom = order + depth + 1;
        double ratio = x / (bottom + Math.hypot(bottom, x));
        for (int k = depth; k >= 1; k--) ratio = 1 / (2 * (order + k) / x + ratio);
        return ratio;
    }
}
