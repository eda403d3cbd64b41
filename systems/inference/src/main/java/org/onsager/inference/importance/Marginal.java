package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.ExponentialDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.distribution.continuous.GumbelDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.continuous.TriangularDistribution;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.distribution.continuous.WeibullDistribution;
import org.onsager.numerics.special.NormalLaw;

/// The law of one uncertain input, with its isoprobabilistic map from a standard normal number \(z\): \(x =
/// F^{-1}(\Phi(z))\).
public sealed interface Marginal {

    /// \(F^{-1}(\Phi(z))\).
    double fromNormal(double z);

    /// \(\Phi^{-1}(F(x))\); infinite outside the support.
    double toNormal(double x);

    /// \(F^{-1}(p)\), \(p\) in \((0, 1)\).
    default double quantile(double p) {
        return fromNormal(new NormalDistribution().inverseCumulativeProbability(p));
    }

    /// \(\ln F'(x)\); minus infinity outside the support.
    double logDensity(double x);

    double mean();

    double variance();

    /// Normal of given mean and standard deviation.
    record Normal(double mean, double deviation) implements Marginal {
        private static final double LOG_SQRT_2PI = Math.log(2 * Math.PI) / 2;

        public Normal {
            require(Double.isFinite(mean), "mean", mean, "(-inf, inf)");
            require(deviation > 0, "sd", deviation, "(0, inf)");
        }

        @Override
        public double fromNormal(double z) {
            return mean + deviation * z;
        }

        @Override
        public double toNormal(double x) {
            return (x - mean) / deviation;
        }

        @Override
        public double logDensity(double x) {
            double z = (x - mean) / deviation;
            return -z * z / 2 - LOG_SQRT_2PI - Math.log(deviation);
        }

        @Override
        public double variance() {
            return deviation * deviation;
        }
    }

    /// Lognormal: \(\ln x\) is normal with mean `mu` and standard deviation `sigma`.
    record LogNormal(double mu, double sigma) implements Marginal {
        public LogNormal {
            require(Double.isFinite(mu), "mu", mu, "(-inf, inf)");
            require(sigma > 0, "sigma", sigma, "(0, inf)");
        }

        @Override
        public double fromNormal(double z) {
            return Math.exp(mu + sigma * z);
        }

        @Override
        public double toNormal(double x) {
            return x > 0 ? (Math.log(x) - mu) / sigma : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double logDensity(double x) {
            if (!(x > 0)) return Double.NEGATIVE_INFINITY;
            double log = Math.log(x), z = (log - mu) / sigma;
            return -z * z / 2 - Normal.LOG_SQRT_2PI - Math.log(sigma) - log;
        }

        @Override
        public double mean() {
            return Math.exp(mu + sigma * sigma / 2);
        }

        @Override
        public double variance() {
            return Math.expm1(sigma * sigma) * mean() * mean();
        }
    }

    /// Any other continuous law.
    record Other(RealDistribution law) implements Marginal {
        @Override
        public double fromNormal(double z) {
            return law.inverseCumulativeProbability(Math.clamp(NormalLaw.cumulative(z), 1e-300, 1 - 1e-16));
        }

        @Override
        public double quantile(double p) {
            return law.inverseCumulativeProbability(p);
        }

        @Override
        public double toNormal(double x) {
            double level = law.cumulativeProbability(x);
            if (level <= 0) return Double.NEGATIVE_INFINITY;
            return level >= 1 ? Double.POSITIVE_INFINITY : new NormalDistribution().inverseCumulativeProbability(level);
        }

        @Override
        public double logDensity(double x) {
            return x < law.getSupportLowerBound() || x > law.getSupportUpperBound()
                    ? Double.NEGATIVE_INFINITY
                    : law.logDensity(x);
        }

        @Override
        public double mean() {
            return law.getNumericalMean();
        }

        @Override
        public double variance() {
            return law.getNumericalVariance();
        }
    }

    /// `parent` cut to \([a, b]\).
    record Truncated(Marginal parent, double lower, double upper) implements Marginal {
        public Truncated {
            if (!(lower < upper))
                throw new IllegalArgumentException("lower must be below upper, not %s and %s".formatted(lower, upper));
            require(mass(parent, lower, upper) > 1e-12, "mass of the interval", mass(parent, lower, upper), "(0, 1]");
        }

        private static double mass(Marginal parent, double lower, double upper) {
            return NormalLaw.cumulative(parent.toNormal(upper)) - NormalLaw.cumulative(parent.toNormal(lower));
        }

        @Override
        public double fromNormal(double z) {
            double low = NormalLaw.cumulative(parent.toNormal(lower));
            double level = low + NormalLaw.cumulative(z) * mass(parent, lower, upper);
            double inner = new NormalDistribution()
                    .inverseCumulativeProbability(Math.clamp(level, Double.MIN_NORMAL, 1 - 1e-16));
            return Math.clamp(parent.fromNormal(inner), lower, upper);
        }

        @Override
        public double toNormal(double x) {
            if (x <= lower) return Double.NEGATIVE_INFINITY;
            if (x >= upper) return Double.POSITIVE_INFINITY;
            return new NormalDistribution()
                    .inverseCumulativeProbability(mass(parent, lower, x) / mass(parent, lower, upper));
        }

        @Override
        public double logDensity(double x) {
            return x < lower || x > upper
                    ? Double.NEGATIVE_INFINITY
                    : parent.logDensity(x) - Math.log(mass(parent, lower, upper));
        }

        @Override
        public double mean() {
            return moment(1);
        }

        @Override
        public double variance() {
            return moment(2) - moment(1) * moment(1);
        }

        private double moment(int power) {
            return org.onsager.numerics.quadrature.QuadratureRule.gaussianTrapezoid(8, 2001)
                    .sum(z -> Math.pow(fromNormal(z), power));
        }
    }

    /// A normal law given by its mean and coefficient of variation.
    ///
    /// @param mean  not 0
    /// @param variation  standard deviation over \(|\)mean\(|\), positive
    static Marginal normal(double mean, double variation) {
        require(variation > 0, "cv", variation, "(0, inf)");
        return new Normal(mean, Math.abs(mean) * variation);
    }

    /// A lognormal law given by its mean and coefficient of variation: \(\sigma^2 = \ln(1 + c^2)\), \(\mu = \ln m
    /// - \sigma^2/2\).
    ///
    /// @param mean  positive
    /// @param variation  positive
    static Marginal logNormal(double mean, double variation) {
        require(mean > 0, "mean", mean, "(0, inf)");
        require(variation > 0, "cv", variation, "(0, inf)");
        double square = Math.log1p(variation * variation);
        return new LogNormal(Math.log(mean) - square / 2, Math.sqrt(square));
    }

    /// Uniform on \([a, b]\).
    static Marginal uniform(double lower, double upper) {
        if (!(lower < upper))
            throw new IllegalArgumentException("lower must be below upper, not %s and %s".formatted(lower, upper));
        return new Other(new UniformRealDistribution(lower, upper));
    }

    /// Triangular on \([a, b]\) with its mode between.
    static Marginal triangular(double lower, double mode, double upper) {
        if (!(lower <= mode && mode <= upper && lower < upper))
            throw new IllegalArgumentException(
                    "mode must be in [%s, %s] with lower below upper, not %s".formatted(lower, upper, mode));
        return new Other(new TriangularDistribution(lower, mode, upper));
    }

    /// Gamma of given shape and scale.
    static Marginal gamma(double shape, double scale) {
        require(shape > 0, "shape", shape, "(0, inf)");
        require(scale > 0, "scale", scale, "(0, inf)");
        return new Other(new GammaDistribution(shape, scale));
    }

    /// Beta on \([0, 1]\).
    static Marginal beta(double alpha, double beta) {
        require(alpha > 0, "alpha", alpha, "(0, inf)");
        require(beta > 0, "beta", beta, "(0, inf)");
        return new Other(new BetaDistribution(alpha, beta));
    }

    /// Weibull of given shape and scale.
    static Marginal weibull(double shape, double scale) {
        require(shape > 0, "shape", shape, "(0, inf)");
        require(scale > 0, "scale", scale, "(0, inf)");
        return new Other(new WeibullDistribution(shape, scale));
    }

    /// Gumbel of given location (mode) and scale.
    static Marginal gumbel(double location, double scale) {
        require(scale > 0, "scale", scale, "(0, inf)");
        return new Other(new GumbelDistribution(location, scale));
    }

    /// Exponential of given mean.
    static Marginal exponential(double mean) {
        require(mean > 0, "mean", mean, "(0, inf)");
        return new Other(new ExponentialDistribution(mean));
    }

    /// Student's law with the given degrees of freedom, at 0 with scale 1.
    static Marginal student(double degrees) {
        require(degrees > 0, "degrees", degrees, "(0, inf)");
        return new Other(new TDistribution(degrees));
    }
}
