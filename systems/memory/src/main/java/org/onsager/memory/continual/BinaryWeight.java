package org.onsager.memory.continual;

import org.onsager.numerics.special.LogSpace;

/// A weight \(w = \pm 1\) of field \(\theta\): \(q_\theta(w) = e^{\beta\theta w}/2\cosh\beta\theta\).
///
/// Its mean is \(\mu = \tanh\beta\theta\), its variance, the uncertainty, \(1-\mu^2\). Closed forms of one
/// weight; everything here is exact to rounding, also where \(\beta\theta\) is large.
public final class BinaryWeight {
    private BinaryWeight() {}

    /// \(\mu = \tanh\beta\theta\).
    public static double mean(double beta, double theta) {
        return Math.tanh(beta * theta);
    }

    /// \(1-\mu^2 = \mathrm{sech}^2\beta\theta\), without cancellation.
    public static double variance(double beta, double theta) {
        double e = Math.exp(-2 * Math.abs(beta * theta));
        return 4 * e / ((1 + e) * (1 + e));
    }

    /// \(KL(q_\theta\|q_{\theta'}) = \beta\mu(\theta-\theta') - \ln\frac{\cosh\beta\theta}{\cosh\beta\theta'}\),
    /// in nats, at least 0.
    public static double divergence(double beta, double theta, double prior) {
        double cosh = LogSpace.logCosh(beta * theta) - LogSpace.logCosh(beta * prior);
        return beta * mean(beta, theta) * (theta - prior) - cosh;
    }

    /// \(\partial_\theta KL = \beta^2(1-\mu^2)(\theta-\theta')\): exact, the brake of learning.
    public static double divergenceSlope(double beta, double theta, double prior) {
        return beta * beta * variance(beta, theta) * (theta - prior);
    }

    /// \(\beta^2(1-\mu^2)\): the Fisher information of \(w\) about \(\theta\), and the curvature of the
    /// divergence at \(\theta = \theta'\).
    public static double fisher(double beta, double theta) {
        return beta * beta * variance(beta, theta);
    }
}
