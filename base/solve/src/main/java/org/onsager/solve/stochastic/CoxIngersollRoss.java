package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomSource;

/// The process of Cox, Ingersoll and Ross, \(dX = \kappa(\theta - X)\,dt + \sigma\sqrt X\,dW\), drawn from its
/// exact transition law, a scaled non-central \(\chi^2\), whether it reaches 0 or not.
///
/// With \(c = \sigma^2 (1 - e^{-\kappa h})/(4\kappa)\), \(X_h/c\) is non-central \(\chi^2\) of
/// \(4\kappa\theta/\sigma^2\) degrees of freedom and non-centrality \(x e^{-\kappa h}/c\): a Poisson mixture of
/// gammas.
///
/// Source: J. C. Cox, J. E. Ingersoll and S. A. Ross, Econometrica 53 (1985) 385.
///
/// @param kappa  rate \(\kappa > 0\) per unit time
/// @param theta  mean \(\theta > 0\)
/// @param sigma  volatility \(\sigma > 0\)
public record CoxIngersollRoss(double kappa, double theta, double sigma) {

    public CoxIngersollRoss {
        require(kappa > 0 && kappa < Double.POSITIVE_INFINITY, "kappa", kappa, "(0, inf)");
        require(theta > 0 && theta < Double.POSITIVE_INFINITY, "theta", theta, "(0, inf)");
        require(sigma > 0 && sigma < Double.POSITIVE_INFINITY, "sigma", sigma, "(0, inf)");
    }

    /// The value a time ahead.
    ///
    /// @param x  the value now, at least 0
    /// @param h  time ahead, positive
    /// @param source  draws one Poisson and one gamma variate
    public double advance(double x, double h, RandomSource source) {
        require(x >= 0, "x", x, "[0, inf)");
        require(h > 0, "h", h, "(0, inf)");
        double c = -sigma * sigma * Math.expm1(-kappa * h) / (4 * kappa);
        long mixed = source.nextPoisson(0.5 * x * Math.exp(-kappa * h) / c);
        return 2 * c * source.nextGamma(2 * kappa * theta / (sigma * sigma) + mixed);
    }
}
