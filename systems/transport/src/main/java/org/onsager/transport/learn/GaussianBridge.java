package org.onsager.transport.learn;

import static org.onsager.numerics.Arguments.require;

/// The Schrödinger bridge between two normal laws on the line in closed form: least \(\int_0^1 E|u|^2/2\,dt\)
/// subject to \(\partial_t\rho + \nabla\cdot(u\rho) = \epsilon\Delta\rho\). Several independent coordinates add
/// up.
///
/// @param startMean  \(m_0\)
/// @param startDeviation  \(s_0 > 0\)
/// @param endMean  \(m_1\)
/// @param endDeviation  \(s_1 > 0\)
/// @param epsilon  \(\epsilon > 0\)
public record GaussianBridge(
        double startMean, double startDeviation, double endMean, double endDeviation, double epsilon) {

    public GaussianBridge {
        require(startDeviation > 0, "startDeviation", startDeviation, "(0, inf)");
        require(endDeviation > 0, "endDeviation", endDeviation, "(0, inf)");
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
    }

    private double root() {
        return Math.hypot(startDeviation * endDeviation, epsilon);
    }

    /// \((1-t)^2 s_0^2 + t^2 s_1^2 + 2t(1-t)\sqrt{s_0^2 s_1^2 + \epsilon^2}\).
    public double variance(double t) {
        double u = 1 - t;
        return u * u * startDeviation * startDeviation + t * t * endDeviation * endDeviation + 2 * t * u * root();
    }

    /// Half the variance's rate.
    public double halfVarianceRate(double t) {
        return t * endDeviation * endDeviation - (1 - t) * startDeviation * startDeviation + (1 - 2 * t) * root();
    }

    /// \((1-t) m_0 + t m_1\).
    public double mean(double t) {
        return (1 - t) * startMean + t * endMean;
    }

    /// Covariance of the two ends, \(\sqrt{s_0^2 s_1^2 + \epsilon^2} - \epsilon\).
    public double endCovariance() {
        return root() - epsilon;
    }

    /// The drift \(u(t, x) = m' + \frac{\mathrm{var}'/2 - \epsilon}{\mathrm{var}}(x - m)\).
    public double drift(double t, double x) {
        return endMean - startMean + (halfVarianceRate(t) - epsilon) / variance(t) * (x - mean(t));
    }

    /// \(\int_0^1 E|u|^2/2\,dt\).
    public double cost() {
        double shift = endMean - startMean;
        return 0.5 * shift * shift
                + org.onsager.numerics.quadrature.QuadratureRule.legendre(64)
                        .on(0, 1)
                        .sum(t -> {
                            double slope = halfVarianceRate(t) - epsilon;
                            return 0.5 * slope * slope / variance(t);
                        });
    }

    /// The same cost from the static problem: the entropic transport cost for \(|x-y|^2/2\) at regularisation
    /// \(2\epsilon\) relative to the product of the marginals, less \(2\epsilon H(\rho_1)\), plus \(\epsilon d
    /// \log 4\pi\epsilon\).
    ///
    /// @param entropicCost  such as a Sinkhorn plan's
    /// @param endEntropy  \(H(\rho_1)\), nats
    public static double costFromStatic(double entropicCost, double endEntropy, double epsilon, int dimension) {
        return entropicCost - 2 * epsilon * endEntropy + epsilon * dimension * Math.log(4 * Math.PI * epsilon);
    }

    /// \(H(\rho_1) = \frac12\log 2\pi e s_1^2\), nats.
    public double endEntropy() {
        return 0.5 * Math.log(2 * Math.PI * Math.E * endDeviation * endDeviation);
    }
}
