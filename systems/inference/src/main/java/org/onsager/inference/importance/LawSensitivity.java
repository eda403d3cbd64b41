package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;

/// How much a model's mean depends on the law assumed for its inputs: \(\mathbb E_{f_j}[\phi]\) under \(J\)
/// candidate laws, all from one sample of the model.
///
/// @param model  \(\phi\), one value a point, non-negative unless the sampler's guards say otherwise
/// @param laws  the candidates
public record LawSensitivity(SobolIndices.Model model, List<InputLaw> laws) {
    public LawSensitivity {
        laws = List.copyOf(laws);
    }

    /// One integrand under all laws.
    public Expectations expectations() {
        return Expectations.underLaws((x, values) -> values[0] = model.value(x), laws);
    }

    /// The sampler: absolute errors, as in the paper.
    public MultiExpectation sampler(int evaluations) {
        return MultiExpectation.of(expectations())
                .weights(new Weighting.Absolute())
                .budget(evaluations);
    }

    /// Estimates the mean under every law.
    public MultiExpectation.Solution run(int evaluations, RandomStream stream) {
        return sampler(evaluations).run(stream);
    }

    /// The mean under every law from a sample that was drawn from one law (*reverse* importance sampling): no new
    /// model run. Its standard errors are honest only where the effective sizes are large: ask
    /// [WeightedMean#effectiveSize()].
    ///
    /// @param x  points drawn from `drawn`, shape `d x n`
    /// @param values  the model at them
    /// @param drawn  their law
    /// @throws IllegalArgumentException if a point has no density under `drawn`, or a law none at any point
    public static List<WeightedMean> reverse(double[][] x, double[] values, Law drawn, List<? extends Law> laws) {
        double[] logDrawn = drawn.logDensities(x);
        for (int i = 0; i < values.length; i++) {
            int point = i;
            if (!Double.isFinite(logDrawn[i]))
                throw new IllegalArgumentException(
                        "point %d, %s, must have a positive finite density under the law it is"
                                        .formatted(
                                                i,
                                                Arrays.toString(Arrays.stream(x)
                                                        .mapToDouble(row -> row[point])
                                                        .toArray()))
                                + " said to be drawn from");
        }
        return IntStream.range(0, laws.size())
                .mapToObj(j -> WeightedMean.of(values, relative(laws.get(j).logDensities(x), logDrawn, j)))
                .toList();
    }

    /// Weights in units of the largest, so that neither they nor their squares overflow.
    private static double[] relative(double[] logLaw, double[] logDrawn, int law) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logLaw.length; i++) largest = Math.max(largest, logLaw[i] - logDrawn[i]);
        if (!Double.isFinite(largest))
            throw new IllegalArgumentException(
                    "law %d must have a finite density, positive at one of the points at least".formatted(law));
        for (int i = 0; i < logLaw.length; i++) logLaw[i] = Math.exp(logLaw[i] - logDrawn[i] - largest);
        return logLaw;
    }

    /// A self-normalised weighted mean.
    ///
    /// @param mean  \(\sum wy/\sum w\), with the standard error of the ratio
    /// @param effectiveSize  \((\sum w)^2/\sum w^2\)
    /// @param tailIndex  Pareto's \(k\) of the weights; above 0.7 the error is not to be trusted
    public record WeightedMean(Estimate mean, double effectiveSize, double tailIndex) {
        static WeightedMean of(double[] values, double[] weights) {
            double total = 0, sum = 0;
            for (int i = 0; i < values.length; i++) {
                total += weights[i];
                sum += weights[i] * values[i];
            }
            double mean = sum / total, square = 0;
            for (int i = 0; i < values.length; i++) {
                double term = weights[i] / total * (values[i] - mean);
                square += term * term;
            }
            return new WeightedMean(
                    new Estimate(mean, Math.sqrt(square), values.length),
                    Family.effectiveSize(weights),
                    ParetoTail.index(weights));
        }
    }
}
