package org.onsager.inference.density;

import org.onsager.numerics.ScalarRoot;

/// Large deviations of the squared distance per dimension from a typical point, for data of any law: through its
/// cumulants \(\psi(u) = \lim d^{-1}\ln\mathbb E\,e^{-u|x-y|^2/2}\), which are convex and decreasing.
///
/// For the Gaussian kernel only \(u = m/h^2\) enters, so that for every law \(h_G = u^{*-1/2}\), \(h_{CLT} =
/// \sqrt2 h_G\) and \(\mu(h) = (h/h_G)^2\), with \(u^*\) the tilt at which the rate \(I = -\tfrac12 u\,\delta -
/// \psi\) reaches \(\alpha\).
public interface DataLaw {

    /// \(\psi(u)\) at \(u \ge 0\).
    double cumulant(double u);

    /// \(\delta(u) = -2\psi'(u)\), decreasing; at a kink of \(\psi\) the value above it.
    double squaredDistance(double u);

    /// \(I(u)\), increasing from 0; it jumps where the component that dominates changes.
    default double rate(double u) {
        return -0.5 * u * squaredDistance(u) - cumulant(u);
    }

    /// The condensation tilt \(u^*(\alpha)\). Where the rate jumps across \(\alpha\) it is the place of the jump:
    /// the Legendre transform of the convex hull of the entropy.
    ///
    /// @param alpha  \((\ln n)/d > 0\)
    /// @throws IllegalArgumentException if the rate stays below `alpha`
    default double condensationTilt(double alpha) {
        if (!(alpha > 0)) throw new IllegalArgumentException("alpha must be in (0, inf), not " + alpha);
        double high = 1;
        while (rate(high) < alpha) {
            high *= 4;
            if (high > 1e100)
                throw new IllegalArgumentException("no condensation: the rate stays below alpha " + alpha);
        }
        double low = high;
        while (rate(low) > alpha && low > 1e-100) low /= 4;
        if (low == high) return low;
        return Math.exp(ScalarRoot.standard()
                .between(x -> rate(Math.exp(x)) - alpha, Math.log(low), Math.log(high))
                .point());
    }

    /// \(h_G(\alpha)\) of the Gaussian kernel.
    default double glassBandwidth(double alpha) {
        return 1 / Math.sqrt(condensationTilt(alpha));
    }

    /// \(f(h) = \lim d^{-1}\ln\hat\rho_h(x)\) of the Gaussian kernel, nats: \(\psi(1/h^2)\) above \(h_G\), frozen
    /// below.
    default double logDensity(double alpha, double h) {
        if (!(h > 0)) throw new IllegalArgumentException("bandwidth must be in (0, inf), not " + h);
        double tilt = condensationTilt(alpha);
        double norm = 0.5 * Math.log(2 * Math.PI * h * h);
        double u = 1 / (h * h);
        // below h_G the sum over data is linear in u: -e_min per unit of u, from the value at the transition
        return (u <= tilt ? cumulant(u) : (cumulant(tilt) + alpha) * u / tilt - alpha) - norm;
    }
}
