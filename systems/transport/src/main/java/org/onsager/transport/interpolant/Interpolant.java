package org.onsager.transport.interpolant;

import static org.onsager.numerics.Arguments.require;

/// A stochastic interpolant \(x_t = \alpha(t) x_0 + \beta(t) x_1 + \gamma(t) z\), \(z \sim N(0, I)\), \(t \in [0,
/// 1]\).
///
/// Its law \(\rho(t, \cdot)\) joins that of \(x_0\) to that of \(x_1\), and is transported by the velocity \(b =
/// E[\dot x_t \mid x_t]\); see [Fields].
///
/// Source: M. S. Albergo, N. M. Boffi and E. Vanden-Eijnden, *Stochastic interpolants: a unifying framework for
/// flows and diffusions*, arXiv:2303.08797.
///
/// @param name  of the family
/// @param shape  which of the two ends are data
/// @param alpha  coefficient of \(x_0\)
/// @param beta  coefficient of \(x_1\)
/// @param gamma  coefficient of \(z\)
public record Interpolant(String name, Shape shape, Curve alpha, Curve beta, Curve gamma) {

    /// Which ends are data.
    public enum Shape {
        /// Both ends are given.
        TWO_SIDED,
        /// \(x_0\) is standard normal and plays the noise; there is no \(z\).
        ONE_SIDED,
        /// \(x_0\) and \(x_1\) are the same sample of the same law.
        MIRROR
    }

    private static final double END = 1e-12;

    /// Checks the ends, the sign of \(\gamma\) and all rates.
    ///
    /// @throws IllegalArgumentException naming the curve and the time at which it fails
    public Interpolant {
        boolean mirror = shape == Shape.MIRROR;
        if (mirror) end("alpha + beta", 0, alpha.at(0) + beta.at(0), 1);
        else {
            end("alpha", 0, alpha.at(0), 1);
            end("beta", 0, beta.at(0), 0);
            end("alpha", 1, alpha.at(1), 0);
        }
        if (mirror) end("alpha + beta", 1, alpha.at(1) + beta.at(1), 1);
        else end("beta", 1, beta.at(1), 1);
        end("gamma", 0, gamma.at(0), 0);
        end("gamma", 1, gamma.at(1), 0);
        for (int i = 1; i < 200; i++) {
            double t = i / 200.0;
            if (!(gamma.at(t) >= 0))
                throw new IllegalArgumentException(
                        "gamma must be in [0, inf), not %s at t = %s".formatted(gamma.at(t), t));
            // off the half, where piecewise families have a kink in the second derivative
            double off = t == 0.5 ? 0.4975 : t;
            rate("alpha", alpha, off);
            rate("beta", beta, off);
            rate("gamma", gamma, off);
        }
        if (shape == Shape.ONE_SIDED && gamma.at(0.5) != 0)
            throw new IllegalArgumentException("gamma must be 0 in a one-sided interpolant, not " + gamma.at(0.5));
    }

    /// \(\alpha = 1-t\), \(\beta = t\).
    public static Interpolant linear(Curve gamma) {
        return new Interpolant("linear", Shape.TWO_SIDED, LINEAR_DOWN, LINEAR_UP, gamma);
    }

    /// \(\alpha = \cos\frac{\pi t}2\), \(\beta = \sin\frac{\pi t}2\).
    public static Interpolant trig(Curve gamma) {
        return new Interpolant("trig", Shape.TWO_SIDED, COSINE, SINE, gamma);
    }

    /// The trigonometric family times \(\sqrt{1-\gamma^2}\), which keeps unit variance exactly.
    ///
    /// @param gamma  below 1
    public static Interpolant varianceExactTrig(Curve gamma) {
        for (int i = 0; i <= 200; i++)
            require(!(gamma.at(i / 200.0) >= 1), "gamma(" + i / 200.0 + ")", gamma.at(i / 200.0), "[0, 1)");
        return new Interpolant("trig-exact", Shape.TWO_SIDED, shrunk(COSINE, gamma), shrunk(SINE, gamma), gamma);
    }

    /// Encoding and decoding: \(\alpha = \cos^2\pi t\) before \(t = \frac12\), \(\beta = \cos^2\pi t\) after it;
    /// with \(\gamma = \sin^2 \pi t\) the law at \(t = \frac12\) is \(N(0, I)\).
    public static Interpolant encodingDecoding(Curve gamma) {
        return new Interpolant("enc-dec", Shape.TWO_SIDED, cosineSquared(true), cosineSquared(false), gamma);
    }

    /// \(x_t = (1-t) x_0 + t x_1\) from Gaussian \(x_0\): flow matching with conditional optimal transport.
    public static Interpolant oneSidedLinear() {
        return new Interpolant("one-sided-linear", Shape.ONE_SIDED, LINEAR_DOWN, LINEAR_UP, Curve.zero());
    }

    /// \(x_t = \cos\frac{\pi t}2 x_0 + \sin\frac{\pi t}2 x_1\) from Gaussian \(x_0\).
    public static Interpolant oneSidedTrig() {
        return new Interpolant("one-sided-trig", Shape.ONE_SIDED, COSINE, SINE, Curve.zero());
    }

    /// \(x_t = \sqrt{1-t^2}\,x_0 + t x_1\): a score-based diffusion in finite time, the Ornstein-Uhlenbeck
    /// process \(dZ = -Z ds + \sqrt2 dW\) seen at \(t = e^{-s}\).
    public static Interpolant scoreBasedDiffusion() {
        var root = Curve.of(t -> Math.sqrt((1 - t) * (1 + t)), t -> -t / Math.sqrt((1 - t) * (1 + t)), t -> -t);
        return new Interpolant("sbdm", Shape.ONE_SIDED, root, LINEAR_UP, Curve.zero());
    }

    /// \(x_t = x_1 + \gamma z\), \(x_0 = x_1\): leaves the data and comes back.
    public static Interpolant mirror(Curve gamma) {
        return new Interpolant("mirror", Shape.MIRROR, Curve.zero(), Curve.constant(1), gamma);
    }

    /// Curves of one's own; all are checked.
    public static Interpolant custom(Curve alpha, Curve beta, Curve gamma) {
        return new Interpolant("custom", Shape.TWO_SIDED, alpha, beta, gamma);
    }

    /// Whether noise of its own goes in: \(\gamma\) is positive inside.
    public boolean noisy() {
        return gamma.at(0.5) > 0;
    }

    /// The coefficient of the Gaussian part, through which the score is \(-E[\text{noise} \mid x]\) divided by
    /// it: \(\gamma\), or \(\alpha\) of a one-sided interpolant.
    public Curve noise() {
        return shape == Shape.ONE_SIDED ? alpha : gamma;
    }

    private static final Curve LINEAR_DOWN = Curve.of(t -> 1 - t, t -> -1);
    private static final Curve LINEAR_UP = Curve.of(t -> t, t -> 1);
    private static final double HALF_PI = Math.PI / 2;
    private static final Curve SINE =
            Curve.of(t -> t == 1 ? 1 : Math.sin(HALF_PI * t), t -> HALF_PI * Math.sin(HALF_PI * (1 - t)));
    private static final Curve COSINE =
            Curve.of(t -> Math.sin(HALF_PI * (1 - t)), t -> -HALF_PI * Math.sin(HALF_PI * t));

    private static Curve cosineSquared(boolean before) {
        return Curve.of(
                t -> {
                    if (before ? t >= 0.5 : t <= 0.5) return 0;
                    double c = Math.sin(Math.PI * (0.5 - t));
                    return c * c;
                },
                t -> (before ? t >= 0.5 : t <= 0.5) ? 0 : -Math.PI * Math.sin(2 * Math.PI * t));
    }

    /// \(\sqrt{1-\gamma^2}\,c\), whose rate is finite wherever \(\gamma\gamma'\) is.
    private static Curve shrunk(Curve curve, Curve gamma) {
        return Curve.of(t -> Math.sqrt(1 - square(gamma.at(t))) * curve.at(t), t -> {
            double root = Math.sqrt(1 - square(gamma.at(t)));
            return root * curve.rate(t) - gamma.product(t) / root * curve.at(t);
        });
    }

    private static double square(double x) {
        return x * x;
    }

    private static void end(String name, double t, double value, double expected) {
        if (!(Math.abs(value - expected) <= END))
            throw new IllegalArgumentException("%s must be %s at t = %s, not %s".formatted(name, expected, t, value));
    }

    private static void rate(String name, Curve curve, double t) {
        double h = 1e-6;
        double difference = (curve.at(t + h) - curve.at(t - h)) / (2 * h);
        double rate = curve.rate(t);
        if (!(Math.abs(difference - rate) <= 1e-4 * Math.max(1, Math.abs(rate))))
            throw new IllegalArgumentException(
                    "the rate of %s must be its derivative %s, not %s at t = %s".formatted(name, difference, rate, t));
        if (!(Math.abs(curve.product(t) - curve.at(t) * rate) <= 1e-4 * Math.max(1, Math.abs(curve.product(t)))))
            throw new IllegalArgumentException("the product of %s must be value times rate %s, not %s at t = %s"
                    .formatted(name, curve.at(t) * rate, curve.product(t), t));
    }
}
