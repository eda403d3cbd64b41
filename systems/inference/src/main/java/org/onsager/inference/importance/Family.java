package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;

/// A parametric family of proposal laws, with its cross-entropy fit: the member that maximises \(\sum_n \omega_n
/// \ln g_\theta(x_n)\), which estimates the member closest in Kullback-Leibler divergence to the law \(\propto
/// \phi f\) that the weights \(\omega = \phi f/h\) describe.
public sealed interface Family {

    /// One Gaussian: weighted mean and covariance.
    ///
    /// @param covariance  which entries are fitted
    record SingleGaussian(Covariance covariance) implements Family {}

    /// A mixture of Gaussians by weighted expectation-maximisation: see [WeightedEm].
    ///
    /// @param components  2 in the paper
    /// @param inflation  factor on every component's covariance, at least 1: above 1 keeps the weights bounded
    ///     where a component is narrower than the input law; 2.5 is a good start
    /// @param restarts  random starts, the best likelihood wins
    record GaussianMixture(int components, double inflation, int restarts) implements Family {
        public GaussianMixture {
            require(components >= 1, "components", components, "[1, inf)");
            require(inflation >= 1, "inflation", inflation, "[1, inf)");
            require(restarts >= 1, "restarts", restarts, "[1, inf)");
        }
    }

    /// One Student law with fixed degrees of freedom, fitted by expectation-maximisation over its scale mixture.
    ///
    /// @param degrees  \(\nu\), above 0; 4 is usual
    record Student(double degrees) implements Family {
        public Student {
            require(degrees > 0, "degrees", degrees, "(0, inf)");
        }
    }

    /// One von Mises-Fisher-Nakagami law, for standard normal spaces of high dimension.
    record Directional() implements Family {}

    /// Which entries of a covariance are fitted.
    enum Covariance {
        /// All of them.
        FULL,
        /// The variances.
        DIAGONAL,
        /// All of them, or the variances alone where the effective sample size of the weights is below \(5d\).
        AUTO
    }

    /// One Gaussian, its covariance as the sample allows.
    static Family gaussian() {
        return new SingleGaussian(Covariance.AUTO);
    }

    /// Two Gaussians, five starts.
    static Family mixture() {
        return new GaussianMixture(2, 1, 5);
    }

    /// What was fitted.
    ///
    /// @param note  what had to be done to get it, empty if nothing
    record Fit(Law law, String note) {
        Fit with(String more) {
            return new Fit(law, note.isEmpty() ? more : note + "; " + more);
        }
    }

    /// Fits a member.
    ///
    /// @param x  points, shape `d x n`
    /// @param weights  \(\omega_n \ge 0\) with a positive sum
    /// @param scales  variance of each coordinate in which the ridge of \(10^{-6}\) is measured
    /// @param stream  for random starts
    default Fit fit(double[][] x, double[] weights, double[] scales, RandomStream stream) {
        return switch (this) {
            case SingleGaussian(Covariance covariance) -> {
                boolean thin = x.length > 1 && effectiveSize(weights) < 5 * x.length;
                boolean diagonal = covariance == Covariance.DIAGONAL || covariance == Covariance.AUTO && thin;
                var fit = WeightedMoments.of(x, weights).gaussian(diagonal, 1, scales);
                yield diagonal && covariance == Covariance.AUTO ? fit.with("diagonal covariance") : fit;
            }
            case GaussianMixture mixture -> new WeightedEm(mixture, scales).fit(x, weights, stream);
            case Student(double degrees) -> student(x, weights, scales, degrees);
            case Directional() -> new Fit(VonMisesNakagami.fit(x, weights), "");
        };
    }

    /// \((\sum \omega)^2/\sum \omega^2\); 0 of no weight.
    static double effectiveSize(double[] weights) {
        double sum = 0, square = 0;
        for (double each : weights) {
            sum += each;
            square += each * each;
        }
        return square > 0 ? sum * sum / square : 0;
    }

    private static Fit student(double[][] x, double[] weights, double[] scales, double degrees) {
        int d = x.length, n = x[0].length;
        var fit = WeightedMoments.of(x, weights).gaussian(false, 1, scales);
        var distance = new double[n];
        var scaled = new double[n];
        double total = Arrays.stream(weights).sum();
        for (int iteration = 0; iteration < 50; iteration++) {
            var law = (Gaussian) fit.law();
            law.squaredDistance(x, 0, n, distance);
            for (int i = 0; i < n; i++) scaled[i] = weights[i] * (degrees + d) / (degrees + distance[i]);
            fit = WeightedMoments.of(x, scaled).scaledTo(total).gaussian(false, 1, scales);
            if (((Gaussian) fit.law()).isNear(law, 1e-8)) break;
        }
        return new Fit(new StudentLaw((Gaussian) fit.law(), degrees), fit.note());
    }
}
