package org.onsager.inference.gaussian;

import org.hipparchus.special.Gamma;
import org.onsager.numerics.special.LogBessel;

/// The decay \(g(z) = G(\sigma |z|)\) of a stationary covariance, with its derivatives and its spectrum.
///
/// Matern with half-integer \(\nu\): \(G(x) = P(x) e^{-x}\), \(\sigma = \sqrt{2\nu}/\ell\), so that \(G^{(k)} =
/// P_k e^{-x}\) with \(P_{k+1} = P_k' - P_k\); for \(\nu = 5/2\), \(P = 1 + x + x^2/3\). Its spectrum is
/// Student's law with \(2\nu\) degrees of freedom and scale \(1/(2\pi\ell)\). Squared exponential: \(G(x) =
/// e^{-x^2}\), \(\sigma = \rho\), \(G^{(k)} = (-1)^k H_k(x) e^{-x^2}\); its spectrum is normal with variance
/// \(\rho^2/(2\pi^2)\).
///
/// Source: C. Rasmussen and C. Williams, *Gaussian Processes for Machine Learning*, ch. 4.
public enum Envelope {
    /// \(e^{-x}\), nowhere differentiable.
    MATERN_1_2(0.5, new double[] {1}),
    /// Once differentiable.
    MATERN_3_2(1.5, new double[] {1, 1}),
    /// Twice differentiable: the roughest that carries a second derivative.
    MATERN_5_2(2.5, new double[] {1, 1, 1.0 / 3}),
    /// Three times differentiable.
    MATERN_7_2(3.5, new double[] {1, 1, 0.4, 1.0 / 15}),
    /// Infinitely differentiable.
    SQUARED_EXPONENTIAL(Double.POSITIVE_INFINITY, new double[] {1});

    /// Highest derivative.
    static final int ORDERS = 6;

    private final double smoothness;
    private final double[][] polynomials;

    Envelope(double smoothness, double[] polynomial) {
        this.smoothness = smoothness;
        this.polynomials = new double[ORDERS + 1][];
        polynomials[0] = polynomial;
        boolean gaussian = Double.isInfinite(smoothness);
        for (int k = 0; k < ORDERS; k++) polynomials[k + 1] = next(polynomials[k], gaussian);
    }

    /// \(P' - P\), or \(P' - 2xP\).
    private static double[] next(double[] p, boolean gaussian) {
        var next = new double[gaussian ? p.length + 1 : p.length];
        for (int i = 0; i < p.length; i++) {
            if (i > 0) next[i - 1] += i * p[i];
            if (gaussian) next[i + 1] -= 2 * p[i];
            else next[i] -= p[i];
        }
        return next;
    }

    /// \(\nu\): the process has as many mean-square derivatives as integers below it; infinite for the squared
    /// exponential.
    public double smoothness() {
        return smoothness;
    }

    boolean isGaussian() {
        return this == SQUARED_EXPONENTIAL;
    }

    /// \(\sigma\) from the logarithm of the scale parameter, \(1/\ell\) or \(\rho^2\).
    double rate(double logScale) {
        return isGaussian() ? Math.exp(logScale / 2) : Math.sqrt(2 * smoothness) * Math.exp(logScale);
    }

    /// \(d \ln \sigma / d\,\mathrm{logScale}\).
    double rateExponent() {
        return isGaussian() ? 0.5 : 1;
    }

    /// \(P_k(x)\): the derivative of order `k` over the exponential.
    double polynomial(int k, double x) {
        double[] p = polynomials[k];
        double value = p[p.length - 1];
        for (int i = p.length - 2; i >= 0; i--) value = value * x + p[i];
        return value;
    }

    /// `factor` times \(P_k(\sigma z_i)\) times `decay[i]`, for all distances.
    void fill(int k, double rate, double factor, double[] z, double[] decay, double[] into) {
        double[] p = polynomials[k];
        int top = p.length - 1;
        for (int i = 0; i < z.length; i++) into[i] = p[top];
        for (int c = top - 1; c >= 0; c--) {
            double coefficient = p[c];
            for (int i = 0; i < z.length; i++) into[i] = into[i] * (rate * z[i]) + coefficient;
        }
        for (int i = 0; i < z.length; i++) into[i] = into[i] * factor * decay[i];
    }

    /// \(g^{(k)}(z)\) for \(z \ge 0\).
    ///
    /// @param k  order, in [0, 6]; orders above \(2\nu\) are one-sided
    /// @param logScale  \(\ln(1/\ell)\), or \(\ln\rho^2\) for the squared exponential
    public double derivative(int k, double z, double logScale) {
        double rate = rate(logScale), x = rate * z;
        return Math.pow(rate, k) * polynomial(k, x) * Math.exp(isGaussian() ? -x * x : -x);
    }

    /// The spectrum \(\int g(z) e^{-2\pi i s z} dz\), a probability density of \(s\).
    public double spectrum(double s, double logScale) {
        if (isGaussian()) {
            double variance = Math.exp(logScale) / (2 * Math.PI * Math.PI);
            return Math.exp(-s * s / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
        }
        double dof = 2 * smoothness, scale = Math.exp(logScale) / (2 * Math.PI), t = s / scale;
        double log = Gamma.logGamma((dof + 1) / 2) - Gamma.logGamma(dof / 2) - 0.5 * Math.log(dof * Math.PI);
        return Math.exp(log - (dof + 1) / 2 * Math.log1p(t * t / dof)) / scale;
    }

    /// Matern's covariance for any \(\nu\), \(\frac{2^{1-\nu}}{\Gamma(\nu)} x^\nu K_\nu(x)\) with \(x =
    /// \sqrt{2\nu} |z|/\ell\).
    ///
    /// @param nu  positive
    /// @param scale  \(\ell\), positive
    public static double matern(double nu, double z, double scale) {
        if (!(nu > 0)) throw new IllegalArgumentException("nu must be in (0, inf), not " + nu);
        if (!(scale > 0)) throw new IllegalArgumentException("scale must be in (0, inf), not " + scale);
        double x = Math.sqrt(2 * nu) * Math.abs(z) / scale;
        if (x == 0) return 1;
        return Math.exp((1 - nu) * Math.log(2) - Gamma.logGamma(nu) + nu * Math.log(x) + LogBessel.logK(nu, x));
    }
}
