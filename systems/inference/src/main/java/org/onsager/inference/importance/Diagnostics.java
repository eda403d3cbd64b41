package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.VectorKernels;

/// Whether the weights and control variates of a run can be trusted.
///
/// @param effectiveSizes  \((\sum a)^2/\sum a^2\) of the terms \(a = f_j\phi_j/g\), one an expectation
/// @param largestShares  the largest term over their sum; NaN where every term is 0
/// @param tailIndices  Pareto's \(k\) of the terms' tail: above 0.7 the variance, and with it the standard error,
///     is not to be trusted; NaN where there are too few terms
/// @param controlMeans  means of \(g_j/g\), which are 1 in truth
/// @param controlErrors  their standard errors
public record Diagnostics(
        double[] effectiveSizes,
        double[] largestShares,
        double[] tailIndices,
        double[] controlMeans,
        double[] controlErrors) {

    static Diagnostics of(MultiExpectation.Solution solution) {
        var sample = solution.sample();
        double[][] terms = sample.contributions(sample.logProposal());
        int count = terms.length;
        var sizes = new double[count];
        var shares = new double[count];
        var tails = new double[count];
        Parallel.range(count, 1, (from, to) -> {
            for (int j = from; j < to; j++) {
                double[] size = Arrays.stream(terms[j]).map(Math::abs).toArray();
                double sum = VectorKernels.sum(size);
                sizes[j] = Family.effectiveSize(size);
                // without any term there is nothing to share; the run itself has said so
                shares[j] = sum > 0 ? VectorKernels.maxAbs(size) / sum : Double.NaN;
                tails[j] = ParetoTail.index(size);
            }
        });
        int controls = solution.components().size();
        var means = new double[controls];
        var errors = new double[controls];
        for (int j = 0; j < controls; j++) {
            double[] control =
                    AdaptiveRun.over(solution.components().get(j).logDensities(sample.x()), sample.logProposal());
            means[j] = VectorKernels.sum(control) / control.length;
            errors[j] = Math.sqrt(Covariances.variance(control) / control.length);
        }
        return new Diagnostics(sizes, shares, tails, means, errors);
    }

    /// Whether every control variate averages to 1 within 4 standard errors.
    public boolean controlsAverageToOne() {
        for (int j = 0; j < controlMeans.length; j++)
            if (Math.abs(controlMeans[j] - 1) > 4 * controlErrors[j] + 1e-12) return false;
        return true;
    }

    /// What looks wrong, empty if nothing.
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int j = 0; j < tailIndices.length; j++) {
            if (tailIndices[j] > 0.7)
                warnings.add("expectation %d: Pareto k = %.2f above 0.7, the weights have a heavy tail; try a wider"
                                .formatted(j, tailIndices[j])
                        + " family or a defensive share");
            if (largestShares[j] > 0.1)
                warnings.add(
                        "expectation %d: one point carries %.0f %% of the sum".formatted(j, 100 * largestShares[j]));
        }
        for (int j = 0; j < controlMeans.length; j++)
            if (Math.abs(controlMeans[j] - 1) > 4 * controlErrors[j] + 1e-12)
                warnings.add("control %d averages to %.4f, more than 4 standard errors from 1"
                        .formatted(j, controlMeans[j]));
        return warnings;
    }
}
