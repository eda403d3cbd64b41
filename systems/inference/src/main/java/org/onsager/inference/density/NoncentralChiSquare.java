package org.onsager.inference.density;

import org.hipparchus.special.Gamma;
import org.onsager.numerics.ScalarRoot;
import org.onsager.numerics.quadrature.QuadratureRule;

/// The law of \(r = |x - y|^2\) for \(y \sim N(0, 1_d)\): noncentral \(\chi^2\) with \(d\) degrees of freedom and
/// noncentrality \(|x|^2\), in log space, so that tails of \(e^{-700}\) keep all digits.
///
/// \[ g(r) = \sum_{j \ge 0} \frac{e^{-\lambda/2} (\lambda/2)^j}{j!}\, \chi^2_{d+2j}(r), \]
/// summed outwards from its largest term; the distribution function is the same sum of regularised gamma
/// functions.
///
/// Source: N. L. Johnson, S. Kotz and N. Balakrishnan, *Continuous Univariate Distributions* 2, ch. 29.
///
/// @param d  degrees of freedom, at least 1
/// @param noncentrality  \(\lambda = |x|^2 \ge 0\)
record NoncentralChiSquare(int d, double noncentrality) {
    private static final QuadratureRule PANEL = QuadratureRule.legendre(16);

    /// \(\ln g(r)\) at \(r > 0\).
    double logDensity(double r) {
        double half = 0.5 * noncentrality;
        double a = 0.5 * d;
        // ratio of terms: (lambda/2)(r/2) / ((j+1)(a+j)), largest term where it crosses 1
        double product = half * 0.5 * r;
        double peak = Math.floor(0.5 * (-(a + 1) + Math.sqrt((a + 1) * (a + 1) + 4 * (product - a))));
        double j0 = product > a ? Math.max(0, peak) : 0;
        double logPeak = -half
                + (j0 > 0 ? j0 * Math.log(half) : 0)
                - Gamma.logGamma(j0 + 1)
                + (a + j0 - 1) * Math.log(0.5 * r)
                - 0.5 * r
                - Math.log(2)
                - Gamma.logGamma(a + j0);
        return logPeak + Math.log(sumOfTerms(product, a, j0));
    }

    private static double sumOfTerms(double product, double a, double j0) {
        double sum = 1;
        double term = 1;
        for (double j = j0; term > 1e-18 * sum; j++) {
            term *= product / ((j + 1) * (a + j));
            sum += term;
        }
        term = 1;
        for (double j = j0; j > 0 && term > 1e-18 * sum; j--) {
            term *= j * (a + j - 1) / product;
            sum += term;
        }
        return sum;
    }

    /// \(\ln G(r)\), the log of the distribution function, by quadrature of the density below `r`.
    ///
    /// In \(v = \ln(r/r')\) the integrand decays at least like \(e^{-v d/2}\); Gauss-Legendre panels follow it
    /// down.
    double logCumulative(double r) {
        double top = logDensity(r) + Math.log(r);
        double sum = 0;
        double width = Math.min(0.5, 2.0 / d);
        for (int panel = 0; panel < 4000; panel++) {
            double share = PANEL.on(panel * width, (panel + 1) * width).sum(v -> {
                double below = r * Math.exp(-v);
                return Math.exp(logDensity(below) + Math.log(below) - top);
            });
            sum += share;
            if (share < 1e-17 * sum) break;
        }
        return top + Math.log(sum);
    }

    /// The \(r\) with \(\ln G(r) = logProbability\), in the lower half of the law.
    ///
    /// @param logProbability  at most \(\ln \tfrac12\)
    double lowerQuantile(double logProbability) {
        double mean = d + noncentrality;
        double low = Math.log(mean) - 1;
        while (logCumulative(Math.exp(low)) > logProbability) low -= 2;
        double log = ScalarRoot.standard()
                .between(x -> logCumulative(Math.exp(x)) - logProbability, low, Math.log(mean) + 1)
                .point();
        return Math.exp(log);
    }

    /// An \(r\) above which the law has less than \(e^{logProbability}\): where \(r\,g(r)\) has fallen below a
    /// tenth of it.
    double upperQuantile(double logProbability) {
        double deviation = Math.sqrt(2 * d + 4 * noncentrality);
        double r = d + noncentrality + 6 * deviation;
        while (logDensity(r) + Math.log(r) > logProbability - 2.3) r += 0.25 * deviation;
        return r;
    }
}
