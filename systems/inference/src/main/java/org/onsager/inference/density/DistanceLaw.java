package org.onsager.inference.density;

/// Large deviations of the squared distance per dimension \(\delta = |x - y|^2 / d\) from a fixed point \(x\) to
/// a draw \(y \sim N(0, C)\), with \(x_a^2 = r \lambda_a\) along the axes of \(C\): \(P(\delta) \sim
/// e^{-d\,I(\delta)}\).
///
/// Parametrised by the tilt \(u \ge 0\), conjugate to \(\delta/2\), which runs from 0 (typical distance, \(I =
/// 0\)) to infinity (\(\delta \to 0\)): \[ \psi(u) = -\tfrac12 \Big\langle \ln(1 + u\lambda) + \frac{r u
/// \lambda}{1 + u\lambda} \Big\rangle, \qquad \delta = -2\psi'(u) = \Big\langle \frac{\lambda}{1 + u\lambda} +
/// \frac{r\lambda}{(1 + u\lambda)^2} \Big\rangle, \qquad I = -\tfrac12 u \delta - \psi . \]
///
/// Source: G. Biroli and M. Mézard, arXiv:2408.05807, for \(r = 1\); the general \(r\) from the same Gaussian
/// integral.
///
/// @param spectrum  of \(C\)
/// @param r  squared norm of \(x\) in units of the typical one, at least 0; 1 for a typical \(x\)
public record DistanceLaw(Spectrum spectrum, double r) implements DataLaw {
    public DistanceLaw {
        if (!(r >= 0 && r < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("r must be in [0, inf), not " + r);
    }

    /// \(\psi(u) = \lim d^{-1} \ln \mathbb E\, e^{-u |x-y|^2/2}\), at most 0.
    @Override
    public double cumulant(double u) {
        return -0.5 * spectrum.average(l -> Math.log1p(u * l) + r * u * l / (1 + u * l));
    }

    /// \(\delta(u)\), decreasing from \((1 + r)\langle\lambda\rangle\) to 0.
    @Override
    public double squaredDistance(double u) {
        return spectrum.average(l -> l / (1 + u * l) + r * l / ((1 + u * l) * (1 + u * l)));
    }

    /// \(I(u) \ge 0\), increasing. Below \(u = 10^{-4}\) of the inverse scale its Taylor series is used, as the
    /// closed form cancels.
    @Override
    public double rate(double u) {
        return spectrum.average(l -> {
            double v = u * l;
            if (v < 1e-4) return v * v * (0.25 * (1 + 2 * r) - v * (1.0 / 3 + r) + v * v * (0.375 + 1.5 * r));
            double share = v / (1 + v);
            return 0.5 * (Math.log1p(v) - share + r * share * share);
        });
    }

    /// \(dI/du = -\tfrac12 u\, \delta'(u)\).
    public double rateSlope(double u) {
        return 0.5
                * u
                * spectrum.average(l -> {
                    double s = 1 + u * l;
                    return l * l / (s * s) + 2 * r * l * l / (s * s * s);
                });
    }

    /// The tilt \(u^*\) at which \(I(u) = \alpha\): the nearest of \(e^{\alpha d}\) draws has distance
    /// \(\delta(u^*)\).
    ///
    /// Newton in \(\ln u\) inside a bracket; \(I\) grows without bound, so that there is always a root.
    ///
    /// @param alpha  \((\ln n)/d\), in (0, 350]
    public double tilt(double alpha) {
        if (!(alpha > 0 && alpha <= 350)) throw new IllegalArgumentException("alpha must be in (0, 350], not " + alpha);
        double scale = spectrum.average(l -> l);
        double low = -60;
        double high = Math.min(2 * alpha + 60, 705 - Math.log(scale));
        double x = Math.log(alpha < 0.5 ? Math.sqrt(4 * alpha / (1 + 2 * r)) : Math.expm1(2 * alpha)) - Math.log(scale);
        for (int iteration = 0; iteration < 200; iteration++) {
            double u = Math.exp(x);
            double excess = rate(u) - alpha;
            if (excess > 0) high = x;
            else low = x;
            double next = x - excess / (rateSlope(u) * u);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.abs(next - x) <= 4e-16 * Math.max(1, Math.abs(x))) return Math.exp(next);
            x = next;
        }
        return Math.exp(x);
    }
}
