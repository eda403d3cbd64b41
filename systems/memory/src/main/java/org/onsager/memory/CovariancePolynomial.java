package org.onsager.memory;

import java.util.Arrays;

/// The covariance \(\nu(q) = \sum_k \nu_k q^k\) of a mixed p-spin Gaussian energy: what the non-retrieved
/// patterns of a dense memory, or the couplings of a spin glass, contribute at overlap \(q\). In the scaled units
/// of [org.onsager.memory.dense] the energy \(\beta' H\) has covariance \(N (\beta'^2 \gamma / 2)\,
/// \nu(q_{12})\).
///
/// @param coefficients  \(\nu_0, \nu_1, \ldots\); finite, none negative
public record CovariancePolynomial(double[] coefficients) {

    public CovariancePolynomial {
        coefficients = coefficients.clone();
        for (int k = 0; k < coefficients.length; k++)
            if (!(coefficients[k] >= 0) || Double.isInfinite(coefficients[k]))
                throw new IllegalArgumentException(
                        "coefficients[%d] must be in [0, inf), not %s".formatted(k, coefficients[k]));
    }

    /// The pure p-spin model, \(\nu = q^p\).
    ///
    /// @param order  \(p \ge 1\)
    public static CovariancePolynomial pure(int order) {
        var coefficients = new double[order + 1];
        coefficients[order] = 1;
        return new CovariancePolynomial(coefficients);
    }

    /// The noise of full powers \(s^P\) of overlaps \(s\) that are standard normal: with
    /// \(s^P = \sum_k c_k He_k(s)\), \(c_k = P!/(k!\, 2^{(P-k)/2} ((P-k)/2)!)\), it is
    /// \(\nu = \sum_{k \ge 2} (c_k^2 k!/P!)\, q^k\). The parts of order 0 and 1 are a constant and a field that
    /// no state feels at leading order.
    ///
    /// @param order  \(P \ge 2\)
    public static CovariancePolynomial fullPower(int order) {
        var coefficients = new double[order + 1];
        for (int k = order; k >= 2; k -= 2) {
            int pairs = (order - k) / 2;
            double c = factorial(order) / (factorial(k) * Math.pow(2, pairs) * factorial(pairs));
            coefficients[k] = c * c * factorial(k) / factorial(order);
        }
        return new CovariancePolynomial(coefficients);
    }

    /// \(\nu(q)\).
    public double at(double q) {
        return derivative(q, 0);
    }

    /// \(\nu'(q)\).
    public double slope(double q) {
        return derivative(q, 1);
    }

    /// \(\nu''(q)\).
    public double curvature(double q) {
        return derivative(q, 2);
    }

    private double derivative(double q, int times) {
        double value = 0;
        for (int k = coefficients.length - 1; k >= times; k--) {
            double factor = coefficients[k];
            for (int j = 0; j < times; j++) factor *= k - j;
            value = value * q + factor;
        }
        return value;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int k = 2; k <= n; k++) product *= k;
        return product;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CovariancePolynomial that && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "CovariancePolynomial" + Arrays.toString(coefficients);
    }
}
