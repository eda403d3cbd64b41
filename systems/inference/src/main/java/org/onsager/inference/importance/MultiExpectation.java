package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.RandomStream;

/// Adaptive importance sampling with control variates for many expectations from one sample (ISCV).
///
/// For a proposal \(g_\alpha = \sum_l \alpha_l g_l\), whose components serve a second time as control variates of
/// known integral 1, the estimator from \(X_n \sim g_\alpha\) is
///
/// \[ \hat I_j = \frac1N \sum_n \frac{f_j(X_n)\phi_j(X_n) - \beta_j g_j(X_n)}{g_\alpha(X_n)} + \beta_j. \]
///
/// With \(g_j \propto f_j\phi_j\) and \(\beta_j = I_j\) its variance vanishes for every \(j\) at once and every
/// \(\alpha\). Learning goes round: fit the \(g_j\) by cross-entropy to all points so far, minimise the criterion
/// \(\sum_j w_j \mathrm{Var}(\hat I_j)\) over \(\alpha\) (see [MixtureWeights]), draw a batch, set \(\beta_j\) by
/// regression on it. It stops when another batch would cost more than it brings, \(\sum
/// w_j\sigma^2_{k-1,j}/(N_{\max} - N_{k-1}) \le \sum w_j\sigma^2_{k,j}/(N_{\max} - N_k)\), and spends the rest of
/// the budget on one independent sample, so that the estimates are unbiased whatever was learned.
///
/// Cost besides the model: \(nJd^2\) a batch for densities and fits, \(nJ\) for each of some 30 steps of
/// \(\alpha\).
///
/// Source: J. Demange-Chryst, F. Bachoc and J. Morio, Statistics and Computing 33 (2023), arXiv:2212.00568.
///
/// @param problem  the expectations
/// @param weighting  the weights \(w_j\)
/// @param family  of the components
/// @param schedule  how the budget is spent
/// @param guards  against awkward integrands
/// @param controls  whether the control variates are used; without, \(\beta = 0\): plain adaptive importance
///     sampling
public record MultiExpectation(
        Expectations problem, Weighting weighting, Family family, Schedule schedule, Guards guards, boolean controls) {

    public MultiExpectation {
        int least = 20 * (problem.dimension() + 2);
        require(schedule.budget() >= least, "budget", schedule.budget(), "[%d, inf)".formatted(least));
        if (weighting instanceof Weighting.Given(double[] weights) && weights.length != problem.count())
            throw new IllegalArgumentException(
                    "weights must have length %d, not %d".formatted(problem.count(), weights.length));
    }

    /// Relative errors, Gaussian components, 20 000 evaluations.
    public static MultiExpectation of(Expectations problem) {
        return new MultiExpectation(
                problem, new Weighting.Relative(), Family.gaussian(), Schedule.of(20_000), Guards.strict(), true);
    }

    public MultiExpectation weights(Weighting weighting) {
        return new MultiExpectation(problem, weighting, family, schedule, guards, controls);
    }

    /// Given weights \(w_j\).
    public MultiExpectation weights(double... weights) {
        return weights(new Weighting.Given(weights.clone()));
    }

    public MultiExpectation family(Family family) {
        return new MultiExpectation(problem, weighting, family, schedule, guards, controls);
    }

    public MultiExpectation budget(int evaluations) {
        return schedule(Schedule.of(evaluations));
    }

    public MultiExpectation schedule(Schedule schedule) {
        return new MultiExpectation(problem, weighting, family, schedule, guards, controls);
    }

    public MultiExpectation guards(Guards guards) {
        return new MultiExpectation(problem, weighting, family, schedule, guards, controls);
    }

    /// \(\beta = 0\).
    public MultiExpectation withoutControls() {
        return new MultiExpectation(problem, weighting, family, schedule, guards, false);
    }

    /// Learns and estimates.
    ///
    /// @param stream  all randomness; the same stream gives the same bits on any number of threads
    /// @throws IllegalArgumentException if an integrand is negative or not finite and the guards forbid it
    public Solution run(RandomStream stream) {
        return new AdaptiveRun(this, stream).run();
    }

    /// Why learning ended.
    public enum Stop {
        /// The share of the budget for exploration was used up.
        EXPLORATION_USED,
        /// Another batch would cost more than it brings.
        NO_GAIN
    }

    /// One round of learning.
    ///
    /// @param evaluations  used up to and with this batch
    /// @param criterion  \(\sum_j w_j \sigma^2_{k,j}\), per sample
    /// @param projected  that over the evaluations that would be left, the number that the stopping rule compares
    /// @param residual  of the optimality conditions of \(\alpha\); NaN for the initial law
    public record Step(int evaluations, double criterion, double projected, double residual) {}

    /// The answer and how it was got.
    ///
    /// @param estimates  \(\hat I_j\)
    /// @param standardErrors  of the estimates, from the final sample
    /// @param brackets  `[j][n]`: the terms whose means are the estimates
    /// @param proposal  \(g_\alpha\), what the final sample was drawn from
    /// @param components  \(g_j\); empty where the initial law served
    /// @param alpha  the mixture's weights, a last one for the initial law if there is a defensive share
    /// @param beta  \(\beta_j\)
    /// @param evaluations  of the model, in all
    /// @param steps  the history, the initial batch first
    /// @param chosen  which step's proposal served
    /// @param stop  why learning ended
    /// @param sample  the final sample
    /// @param warnings  what the user should know, empty if nothing
    public record Solution(
            double[] estimates,
            double[] standardErrors,
            double[][] brackets,
            Law proposal,
            List<Law> components,
            double[] alpha,
            double[] beta,
            int evaluations,
            List<Step> steps,
            int chosen,
            Stop stop,
            WeightedSample sample,
            List<String> warnings) {

        public Solution {
            components = List.copyOf(components);
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }

        /// \(\hat I_j\) with its standard error.
        public org.onsager.numerics.statistics.Estimate estimate(int j) {
            return new org.onsager.numerics.statistics.Estimate(estimates[j], standardErrors[j], brackets[j].length);
        }

        /// The covariance matrix of the estimates. Cost: \(N J^2/2\).
        public double[][] covariance() {
            return Covariances.ofMeans(brackets);
        }

        /// Checks of the weights and of the control variates.
        public Diagnostics diagnostics() {
            return Diagnostics.of(this);
        }
    }

    /// The problem with signs dealt with: what the sampler sees.
    Expectations signed() {
        int count = problem.count();
        return switch (guards.signs()) {
            case Signs.Forbid(), Signs.Absolute() -> problem;
            case Signs.Shift(double constant) ->
                new Expectations(
                        (batch, x) -> {
                            double[][] phi = problem.model().evaluate(batch, x);
                            var shifted = new double[phi.length][];
                            for (int m = 0; m < phi.length; m++)
                                shifted[m] = Arrays.stream(phi[m])
                                        .map(value -> value + constant)
                                        .toArray();
                            return shifted;
                        },
                        problem.outputs(),
                        problem.laws());
            case Signs.Split() -> {
                var laws = new ArrayList<Law>(problem.laws());
                if (laws.size() > 1) laws.addAll(problem.laws());
                yield new Expectations(
                        (batch, x) -> {
                            double[][] phi = problem.model().evaluate(batch, x);
                            var split = new double[2 * count][];
                            for (int j = 0; j < count; j++) {
                                double[] values = phi[phi.length == 1 ? 0 : j];
                                split[j] = Arrays.stream(values)
                                        .map(v -> v > 0 ? v : v <= 0 ? 0 : v)
                                        .toArray();
                                split[count + j] = Arrays.stream(values)
                                        .map(v -> v < 0 ? -v : v >= 0 ? 0 : v)
                                        .toArray();
                            }
                            return split;
                        },
                        2 * count,
                        laws);
            }
        };
    }

    /// The brackets of the expectations asked for from those that the sampler saw.
    double[][] unsigned(double[][] brackets) {
        return switch (guards.signs()) {
            case Signs.Forbid(), Signs.Absolute() -> brackets;
            case Signs.Shift(double constant) -> {
                for (double[] row : brackets) for (int n = 0; n < row.length; n++) row[n] -= constant;
                yield brackets;
            }
            case Signs.Split() -> {
                int count = problem.count();
                for (int j = 0; j < count; j++)
                    for (int n = 0; n < brackets[j].length; n++) brackets[j][n] -= brackets[count + j][n];
                yield Arrays.copyOf(brackets, count);
            }
        };
    }
}
