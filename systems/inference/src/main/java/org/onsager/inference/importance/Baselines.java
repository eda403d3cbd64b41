package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

/// The estimators that adaptive importance sampling with control variates is measured against, at the same number
/// of model evaluations.
///
/// @param problem  the expectations
/// @param budget  \(N\), model evaluations in all
public record Baselines(Expectations problem, int budget) {

    public Baselines {
        org.onsager.numerics.Arguments.require(
                budget >= 2 * problem.count(), "budget", budget, "[%d, inf)".formatted(2 * problem.count()));
    }

    /// Estimates of all expectations.
    ///
    /// @param estimates  \(\hat I_j\)
    /// @param standardErrors  of them, each from its own sample
    /// @param evaluations  of the model, in all
    public record Solution(double[] estimates, double[] standardErrors, int evaluations) {
        public Solution {
            for (int j = 0; j < estimates.length; j++)
                if (!Double.isFinite(estimates[j]) || !Double.isFinite(standardErrors[j]))
                    throw new DivergedException("expectation %d: estimate %s with error %s; a model value is not finite"
                            .formatted(j, estimates[j], standardErrors[j]));
        }
    }

    /// Plain Monte Carlo: \(N\) points of the common law, or \(N/J\) points of each law for its own expectation.
    public Solution monteCarlo(RandomStream stream) {
        if (problem.laws().size() == 1) return mixture(stream);
        int count = problem.count(), each = budget / count;
        var estimates = new double[count];
        var errors = new double[count];
        for (int j = 0; j < count; j++) {
            double[][] phi = problem.model().evaluate(j, problem.law(j).draw(each, stream.at(j)));
            double[] values = phi[phi.length == 1 ? 0 : j];
            estimates[j] = Arrays.stream(values).average().orElse(Double.NaN);
            errors[j] = Math.sqrt(Covariances.variance(values) / each);
        }
        return new Solution(estimates, errors, each * count);
    }

    /// \(N\) points of \(\frac1J\sum_l f_l\), weighted by \(f_j\) over it.
    public Solution mixture(RandomStream stream) {
        double[][] x = problem.pooledLaw().draw(budget, stream);
        var sample = new WeightedSample(x, problem.model().evaluate(0, x), problem.logLaws(x), new double[0]);
        double[][] terms = sample.contributions(sample.pooledLog());
        return new Solution(
                Arrays.stream(terms)
                        .mapToDouble(row -> Arrays.stream(row).average().orElse(Double.NaN))
                        .toArray(),
                Arrays.stream(terms)
                        .mapToDouble(row -> Math.sqrt(Covariances.variance(row) / row.length))
                        .toArray(),
                budget);
    }

    /// Cross-entropy importance sampling of each expectation on its own, \(N/J\) evaluations each.
    ///
    /// @param family  of the proposals
    /// @throws IllegalArgumentException if \(N/J\) is below \(20(d + 2)\)
    public Solution crossEntropy(Family family, RandomStream stream) {
        int count = problem.count();
        var runs = new ArrayList<MultiExpectation.Solution>();
        for (int j = 0; j < count; j++) {
            int index = j;
            BatchModel one = (batch, x) -> {
                double[][] phi = problem.model().evaluate(batch, x);
                return new double[][] {phi[phi.length == 1 ? 0 : index]};
            };
            var alone = new Expectations(one, 1, java.util.List.of(problem.law(j)));
            runs.add(MultiExpectation.of(alone)
                    .budget(budget / count)
                    .family(family)
                    .withoutControls()
                    .run(stream.at(j)));
        }
        return new Solution(
                runs.stream().mapToDouble(run -> run.estimates()[0]).toArray(),
                runs.stream().mapToDouble(run -> run.standardErrors()[0]).toArray(),
                IntStream.range(0, count).map(j -> runs.get(j).evaluations()).sum());
    }
}
