package org.onsager.solve.stochastic;

/// Geometric Brownian motion \(dX = \mu X\,dt + \sigma X\,dW\) (Ito), of which the solution is known path by
/// path.
public final class GeometricBrownian {
    private GeometricBrownian() {}

    /// \(X_h = x\,e^{(\mu - \sigma^2/2) h + \sigma W_h}\).
    ///
    /// @param x  the value now
    /// @param mu  drift per unit time
    /// @param sigma  volatility per square root of time
    /// @param h  time ahead, at least 0
    /// @param w  the Brownian increment over it
    public static double at(double x, double mu, double sigma, double h, double w) {
        return x * Math.exp((mu - 0.5 * sigma * sigma) * h + sigma * w);
    }
}
