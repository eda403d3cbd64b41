package org.onsager.inference.density;

import org.onsager.numerics.ScalarRoot;

/// The phase diagram of kernel density estimation from \(n = e^{\alpha d}\) Gaussian points as \(d \to \infty\).
///
/// The estimate at a point is a sum of \(n\) random weights, the partition function of a random energy model. At
/// tilt \(m\) the data that dominate \(\sum w^m\) lie at the distance where \(m\,\kappa(\delta/h^2) + I(\delta)\)
/// is least; the tail index \(\mu(h)\) of the sum is the tilt at which their rate reaches \(\alpha\): \[ \mu(h) =
/// \frac{u^* h^2}{2\,\kappa'(\Delta/h^2)}, \qquad I(u^*) = \alpha, \quad \Delta = \delta(u^*) . \] The central
/// limit theorem holds above \(h_{CLT}\) (\(\mu = 2\)); between \(h_G\) (\(\mu = 1\)) and \(h_{CLT}\)
/// fluctuations are \(\mu\)-stable; below \(h_G\) the sum is condensed on the few nearest points.
///
/// Source: G. Biroli and M. Mézard, arXiv:2408.05807.
///
/// @param law  of the distances from the test point
/// @param kernel  of the estimator
public record KdePhaseDiagram(DistanceLaw law, RadialKernel kernel) {

    /// Gaussian kernel, typical test point.
    public static KdePhaseDiagram gaussian(Spectrum spectrum) {
        return new KdePhaseDiagram(new DistanceLaw(spectrum, 1), RadialKernel.gaussian());
    }

    /// \((\ln n)/d\).
    ///
    /// @param n  number of points, above 1
    /// @param d  dimension, at least 1
    public static double alpha(double n, int d) {
        if (!(n > 1)) throw new IllegalArgumentException("n must be in (1, inf), not " + n);
        if (d < 1) throw new IllegalArgumentException("d must be in [1, inf), not " + d);
        return Math.log(n) / d;
    }

    /// The three regimes of the fluctuations.
    public enum Regime {
        /// \(\mu \ge 2\): Gaussian fluctuations.
        CLT,
        /// \(1 \le \mu < 2\): the mean is right, fluctuations are \(\mu\)-stable.
        STABLE,
        /// \(\mu < 1\): a few nearest points make the estimate.
        CONDENSED;

        /// The regime of a tail index.
        public static Regime of(double stableIndex) {
            return stableIndex >= 2 ? CLT : stableIndex >= 1 ? STABLE : CONDENSED;
        }
    }

    /// The special bandwidths at one \(\alpha\).
    ///
    /// @param alpha  \((\ln n)/d\)
    /// @param tilt  \(u^*\)
    /// @param nearestSquaredDistance  \(\Delta = \lim \min_i |x - y_i|^2/d\)
    /// @param hGlass  \(h_G\)
    /// @param hClt  \(h_{CLT}\)
    /// @param hOptimal  minimises the Kullback-Leibler divergence
    /// @param klAtOptimal  that divergence per dimension, nats
    public record Phase(
            double alpha,
            double tilt,
            double nearestSquaredDistance,
            double hGlass,
            double hClt,
            double hOptimal,
            double klAtOptimal) {}

    /// The special bandwidths at `alpha`.
    ///
    /// @param alpha  \((\ln n)/d\), in (0, 350]
    public Phase at(double alpha) {
        double u = law.tilt(alpha);
        double delta = law.squaredDistance(u);
        double glass = bandwidthOfIndex(1, u, delta);
        // below h_G, f = -alpha - ln Z_h - kappa(Delta/h^2) is greatest where 2 s kappa'(s) = 1 at s = Delta/h^2
        double optimal = bandwidthAt(kernel, delta, 1);
        double kl = -0.5 * law.spectrum().average(l -> Math.log(2 * Math.PI * Math.E * l))
                + alpha
                + kernel.logNormalisation(optimal)
                + kernel.energy(delta / (optimal * optimal));
        return new Phase(alpha, u, delta, glass, bandwidthOfIndex(2, u, delta), optimal, kl);
    }

    /// The tail index \(\mu(h)\) of the sum of weights.
    public double stableIndex(double alpha, double h) {
        requireBandwidth(h);
        double u = law.tilt(alpha);
        return index(h, u, law.squaredDistance(u));
    }

    /// The regime at \((\alpha, h)\).
    public Regime regime(double alpha, double h) {
        return Regime.of(stableIndex(alpha, h));
    }

    /// The \(\alpha\) at which bandwidth `h` is \(h_G\): below it, the estimate is condensed.
    ///
    /// @throws IllegalArgumentException if there is none in (0, 350]
    public double alphaFor(double h) {
        requireBandwidth(h);
        var root = ScalarRoot.standard()
                .between(x -> Math.log(at(Math.exp(x)).hGlass()) - Math.log(h), Math.log(1e-9), Math.log(300));
        return Math.exp(root.point());
    }

    /// The typical log density per dimension \(f(h) = \lim d^{-1} \ln \hat\rho_h(x)\), nats.
    public double logDensity(double alpha, double h) {
        requireBandwidth(h);
        double u = law.tilt(alpha);
        double delta = law.squaredDistance(u);
        if (index(h, u, delta) >= 1) return annealedLogDensity(h);
        return -alpha - kernel.logNormalisation(h) - kernel.energy(delta / (h * h));
    }

    /// The Kullback-Leibler divergence per dimension of the estimate from the law of the data, nats, at a typical
    /// point.
    public double kullbackLeibler(double alpha, double h) {
        return -0.5 * law.spectrum().average(l -> Math.log(2 * Math.PI * Math.E * l)) - logDensity(alpha, h);
    }

    /// \(d^{-1} \ln \mathbb E \hat\rho_h(x)\), the log density above \(h_G\).
    public double annealedLogDensity(double h) {
        requireBandwidth(h);
        if (kernel.equals(RadialKernel.gaussian())) {
            double h2 = h * h;
            return -0.5 * law.spectrum().average(l -> Math.log(2 * Math.PI * (l + h2)) + law.r() * l / (l + h2));
        }
        return -TiltedMinimum.of(law, kernel, 1, h).value() - kernel.logNormalisation(h);
    }

    /// The bandwidth at which the data that dominate \(\sum w^m\) run out, their rate being `alpha`, by
    /// minimising \(m\,\kappa(\delta/h^2) + I(\delta)\) numerically: \(h_G\) for \(m = 1\) and \(h_{CLT}\) for
    /// \(m = 2\), without the closed forms.
    ///
    /// @param m  positive
    public double bandwidthByMinimisation(double alpha, double m) {
        if (!(m > 0)) throw new IllegalArgumentException("m must be in (0, inf), not " + m);
        return Math.exp(ScalarRoot.standard()
                .between(x -> TiltedMinimum.of(law, kernel, m, Math.exp(x)).rate() - alpha, -8, 8)
                .point());
    }

    private double index(double h, double u, double delta) {
        if (kernel instanceof RadialKernel.Box) return h * h >= delta ? Double.POSITIVE_INFINITY : 0;
        return u * h * h / (2 * kernel.slope(delta / (h * h)));
    }

    /// The bandwidth \(h\) at which \(2 s\kappa'(s)\) is `level` at \(s = \Delta/h^2\); for a box that whose edge
    /// is at the point.
    ///
    /// @param delta  \(\Delta = |x - y|^2/d\)
    static double bandwidthAt(RadialKernel kernel, double delta, double level) {
        return switch (kernel) {
            case RadialKernel.Power power ->
                Math.pow(power.c() * power.p() * Math.pow(delta, power.p() / 2) / level, 1 / power.p());
            case RadialKernel.Box _ -> Math.sqrt(delta);
            case RadialKernel.Custom custom -> Math.sqrt(delta / root(s -> 2 * s * custom.slope(s) - level));
        };
    }

    private double bandwidthOfIndex(double index, double u, double delta) {
        return switch (kernel) {
            case RadialKernel.Power power ->
                Math.pow(index * power.c() * power.p() * Math.pow(delta, power.p() / 2 - 1) / u, 1 / power.p());
            case RadialKernel.Box _ -> Math.sqrt(delta);
            case RadialKernel.Custom custom ->
                // with s = Delta/h^2 the condition mu = index reads 2 index s kappa'(s) = u Delta
                Math.sqrt(delta / root(s -> 2 * index * s * custom.slope(s) - u * delta));
        };
    }

    private static double root(java.util.function.DoubleUnaryOperator equation) {
        return Math.exp(ScalarRoot.standard()
                .between(x -> equation.applyAsDouble(Math.exp(x)), -80, 80)
                .point());
    }

    private static void requireBandwidth(double h) {
        if (!(h > 0 && h < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("bandwidth must be in (0, inf), not " + h);
    }
}
