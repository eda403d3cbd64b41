package org.onsager.inference.importance;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;

/// Probabilities of exceeding many thresholds at once, \(\mathbb P(Y > s_k)\), \(\phi_k = 1\{Y > s_k\}\), and
/// quantiles by inverting them. Inputs live in standard normal space.
///
/// @param model  \(Y\)
/// @param law  of the inputs
/// @param thresholds  \(s_k\), ascending
public record Reliability(SobolIndices.Model model, InputLaw law, double[] thresholds) {
    public Reliability {
        for (int k = 1; k < thresholds.length; k++)
            if (!(thresholds[k] > thresholds[k - 1]))
                throw new IllegalArgumentException("thresholds must ascend, not " + Arrays.toString(thresholds));
        if (thresholds.length == 0) throw new IllegalArgumentException("thresholds must be at least one");
    }

    /// The exceedance probabilities under \(N(0, I)\).
    public Expectations expectations() {
        int d = law.dimension();
        return Expectations.of(
                thresholds.length,
                (z, values) -> {
                    var x = new double[d];
                    law.fromNormal(z, x);
                    double y = model.value(x);
                    for (int k = 0; k < values.length; k++) values[k] = Double.isNaN(y) ? y : y > thresholds[k] ? 1 : 0;
                },
                Gaussian.standard(d));
    }

    /// Estimates all of them, relative errors weighing equally.
    public Solution run(int evaluations, RandomStream stream) {
        return new Solution(
                thresholds,
                MultiExpectation.of(expectations()).budget(evaluations).run(stream));
    }

    /// The probabilities.
    ///
    /// @param sampler  how they were got
    public record Solution(double[] thresholds, MultiExpectation.Solution sampler) {

        /// \(\mathbb P(Y > s_k)\).
        public Estimate exceedance(int k) {
            return sampler.estimate(k);
        }

        /// The level that is exceeded with probability `probability`, with the interval on which the bounds
        /// `estimate +- 1.96 se` cross it. Between thresholds normal scores \(-\Phi^{-1}(P)\) are taken to be
        /// linear, which is exact for a normal output.
        ///
        /// The interval holds the sampling error alone: where the output is far from normal, thresholds must be
        /// near each other.
        ///
        /// @throws IllegalArgumentException if `probability` is not between the first and last estimate, or no
        ///     sample lies beyond the next threshold
        public Quantile quantile(double probability) {
            return new Quantile(
                    crossing(probability, 0), clampedCrossing(probability, -1.96), clampedCrossing(probability, 1.96));
        }

        private double clampedCrossing(double probability, double errors) {
            if (level(0, errors) < probability) return Double.NEGATIVE_INFINITY;
            if (level(thresholds.length - 1, errors) > probability) return Double.POSITIVE_INFINITY;
            return crossing(probability, errors);
        }

        private double level(int k, double errors) {
            return sampler.estimates()[k] + errors * sampler.standardErrors()[k];
        }

        private double crossing(double probability, double errors) {
            for (int k = 1; k < thresholds.length; k++) {
                double high = level(k - 1, errors), low = level(k, errors);
                if (high >= probability && low <= probability) {
                    if (high == low) return thresholds[k];
                    if (!(low > 0)) return unresolved(k, errors);
                    double share = (score(probability) - score(high)) / (score(low) - score(high));
                    return thresholds[k - 1] + share * (thresholds[k] - thresholds[k - 1]);
                }
            }
            throw new IllegalArgumentException("probability must be in [%s, %s], not %s"
                    .formatted(level(thresholds.length - 1, 0), level(0, 0), probability));
        }

        /// Where the curve falls to nothing between two thresholds: the end of a bound that is on the safe side.
        private double unresolved(int k, double errors) {
            if (errors < 0) return thresholds[k - 1];
            if (errors > 0) return Double.POSITIVE_INFINITY;
            throw new IllegalArgumentException(
                    "a quantile beyond %s needs samples beyond the threshold %s; take nearer thresholds or more evaluations"
                            .formatted(thresholds[k - 1], thresholds[k]));
        }

        private static double score(double probability) {
            return -new NormalDistribution().inverseCumulativeProbability(Math.clamp(probability, 1e-300, 1 - 1e-16));
        }
    }

    /// A quantile with a 95 % interval; an end is infinite where the thresholds do not reach it.
    public record Quantile(double value, double lower, double upper) {}
}
