package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

/// The Ornstein-Uhlenbeck process \(dX = \theta(\mu - X)\,dt + \sigma\,dW\), drawn from its exact transition law.
///
/// @param theta  rate \(\theta > 0\) per unit time
/// @param mu  the mean that it returns to
/// @param sigma  volatility \(\sigma \ge 0\) per square root of time
public record OrnsteinUhlenbeck(double theta, double mu, double sigma) {

    public OrnsteinUhlenbeck {
        require(theta > 0 && theta < Double.POSITIVE_INFINITY, "theta", theta, "(0, inf)");
        require(sigma >= 0 && sigma < Double.POSITIVE_INFINITY, "sigma", sigma, "[0, inf)");
    }

    /// \(X_h = \mu + (x - \mu) e^{-\theta h} + \sigma\sqrt{(1 - e^{-2\theta h})/(2\theta)}\;Z\).
    ///
    /// @param x  the value now
    /// @param h  time ahead, at least 0
    /// @param normal  a standard normal \(Z\)
    public double advance(double x, double h, double normal) {
        require(h >= 0, "h", h, "[0, inf)");
        return mu
                + (x - mu) * Math.exp(-theta * h)
                + sigma * Math.sqrt(-Math.expm1(-2 * theta * h) / (2 * theta)) * normal;
    }

    /// The variance \(\sigma^2/(2\theta)\) of the stationary law.
    public double stationaryVariance() {
        return sigma * sigma / (2 * theta);
    }
}
