package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class MultiExpectationTest {
    private static final double[] RATES = {-1, 0.5, 1, 1.5};

    /// \(\phi_j = e^{a_j x}\), \(I_j = e^{a_j^2/2}\): the optimal components are Gaussians.
    private static Expectations exponentials() {
        return Expectations.of(
                RATES.length,
                (x, values) -> {
                    for (int j = 0; j < values.length; j++) values[j] = Math.exp(RATES[j] * x[0]);
                },
                Gaussian.standard(1));
    }

    private static double truth(int j) {
        return Math.exp(RATES[j] * RATES[j] / 2);
    }

    private static MultiExpectation sampler() {
        return MultiExpectation.of(exponentials()).budget(4_000);
    }

    @Test
    void estimates_are_within_their_errors_for_every_family_and_guard() {
        var guards = List.of(
                Guards.strict(),
                new Guards(new Signs.Forbid(), Guards.OnNaN.FAIL, 0.05),
                new Guards(new Signs.Split(), Guards.OnNaN.FAIL, 0),
                new Guards(new Signs.Shift(0.5), Guards.OnNaN.FAIL, 0),
                new Guards(new Signs.Absolute(), Guards.OnNaN.FAIL, 0));
        var families = List.of(Family.gaussian(), new Family.GaussianMixture(2, 2.5, 2), new Family.Student(4));
        for (var family : families)
            for (var guard : guards) {
                var solution = sampler().family(family).guards(guard).run(RandomStream.of(1));
                for (int j = 0; j < RATES.length; j++)
                    assertThat(solution.estimate(j).deviation(truth(j)))
                            .as("%s %s %d", family, guard, j)
                            .isBetween(-5.0, 5.0);
                assertThat(solution.evaluations()).isEqualTo(4_000);
            }
    }

    @Test
    void learning_beats_monte_carlo_by_orders_where_the_optimum_is_in_the_family() {
        var solution = sampler().run(RandomStream.of(2));
        var plain = new Baselines(exponentials(), 4_000).monteCarlo(RandomStream.of(3));
        for (int j = 0; j < RATES.length; j++)
            assertThat(solution.standardErrors()[j]).isLessThan(plain.standardErrors()[j] / 10);
        assertThat(solution.steps().getLast().criterion())
                .isLessThan(solution.steps().getFirst().criterion() / 50);
        assertThat(solution.diagnostics().controlsAverageToOne()).isTrue();
        assertThat(solution.diagnostics().warnings()).isEmpty();
    }

    @Test
    void exact_components_and_coefficients_leave_no_variance_for_any_weights() {
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            var components = List.of(
                    Gaussian.diagonal(new double[] {0.5}, new double[] {1}),
                    Gaussian.diagonal(new double[] {1}, new double[] {1}));
            var proposal = new LawMixture(new double[] {share, 1 - share}, components);
            double[][] x = proposal.draw(200, RandomStream.of(4));
            double[] log = proposal.logDensities(x);
            double[] f = AdaptiveRun.over(Gaussian.standard(1).logDensities(x), log);
            double[] control = AdaptiveRun.over(components.get(1).logDensities(x), log);
            for (int i = 0; i < 200; i++)
                assertThat(f[i] * Math.exp(x[0][i]) + Math.exp(0.5) * (1 - control[i]))
                        .isCloseTo(Math.exp(0.5), within(1e-10 * Math.exp(0.5) * (1 + control[i])));
        }
    }

    @Test
    void estimates_are_unbiased_over_runs() {
        int runs = 100;
        var estimates = new double[RATES.length][runs];
        for (int r = 0; r < runs; r++) {
            double[] each = MultiExpectation.of(exponentials())
                    .budget(600)
                    .run(RandomStream.of(5).at(r))
                    .estimates();
            for (int j = 0; j < RATES.length; j++) estimates[j][r] = each[j];
        }
        for (int j = 0; j < RATES.length; j++)
            assertThat(org.onsager.numerics.statistics.Estimate.of(estimates[j]).deviation(truth(j)))
                    .isBetween(-4.0, 4.0);
    }

    @Test
    void same_seed_same_bits_on_one_and_two_threads() {
        var sampler = sampler().family(Family.mixture()).guards(new Guards(new Signs.Forbid(), Guards.OnNaN.FAIL, 0.1));
        double[][] estimates = new double[2][];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                estimates[threads - 1] = pool.submit(
                                () -> sampler.run(RandomStream.of(6)).estimates())
                        .join();
            }
        assertThat(estimates[1]).isEqualTo(estimates[0]);
    }

    @Test
    void the_final_sample_serves_other_integrands_and_laws_with_honest_errors() {
        var sample = sampler().run(RandomStream.of(7)).sample();
        double[] values = java.util.Arrays.stream(sample.x()[0])
                .map(x -> Math.exp(0.8 * x))
                .toArray();
        assertThat(sample.expectation(values, Gaussian.standard(1)).deviation(Math.exp(0.32)))
                .isBetween(-4.0, 4.0);
        var moved = Gaussian.diagonal(new double[] {0.2}, new double[] {1});
        assertThat(sample.expectation(1, moved).deviation(Math.exp(0.5 * 0.2 + 0.125)))
                .isBetween(-4.0, 4.0);
    }

    @Test
    void the_covariance_of_the_estimates_has_their_errors_on_its_diagonal() {
        var solution = sampler().run(RandomStream.of(8));
        double[][] covariance = solution.covariance();
        for (int j = 0; j < RATES.length; j++)
            assertThat(Math.sqrt(covariance[j][j])).isCloseTo(solution.standardErrors()[j], within(1e-12));
    }

    @Test
    void one_integrand_under_many_laws_and_the_baselines_agree() {
        var laws = List.of(
                Gaussian.standard(1),
                Gaussian.diagonal(new double[] {0.5}, new double[] {1}),
                Gaussian.diagonal(new double[] {0}, new double[] {1.5}));
        double[] truth = {Math.exp(0.5), Math.exp(1), Math.exp(0.75)};
        var problem = Expectations.underLaws((x, values) -> values[0] = Math.exp(x[0]), laws);
        var solution = MultiExpectation.of(problem).budget(4_000).run(RandomStream.of(9));
        var baselines = new Baselines(problem, 3_000);
        var results = List.of(
                new Baselines.Solution(solution.estimates(), solution.standardErrors(), 0),
                baselines.monteCarlo(RandomStream.of(1)),
                baselines.mixture(RandomStream.of(1)),
                baselines.crossEntropy(Family.gaussian(), RandomStream.of(1)));
        for (var result : results)
            for (int j = 0; j < 3; j++)
                assertThat((result.estimates()[j] - truth[j]) / result.standardErrors()[j])
                        .isBetween(-5.0, 5.0);
    }

    @Test
    void minimum_batches_hold_the_stopping_rule_back() {
        for (int seed = 0; seed < 20; seed++) {
            var solution = sampler().run(RandomStream.of(seed));
            if (solution.stop() == MultiExpectation.Stop.NO_GAIN)
                assertThat(solution.steps()).hasSizeGreaterThanOrEqualTo(4);
        }
    }

    // --- bad input

    private static Expectations of(Integrand integrand) {
        return Expectations.of(1, integrand, Gaussian.standard(1));
    }

    @Test
    void a_negative_integrand_is_told_with_the_three_remedies() {
        assertThatThrownBy(() ->
                        MultiExpectation.of(of((x, values) -> values[0] = x[0])).run(RandomStream.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("integrand 0 must be at least 0, not -")
                .hasMessageContaining("split it")
                .hasMessageContaining("shift it")
                .hasMessageContaining("absolute value");
    }

    @Test
    void a_value_that_is_not_finite_fails_or_is_dropped_with_a_warning() {
        var problem = of((x, values) -> values[0] = x[0] > 2 ? Double.NaN : x[0] * x[0]);
        assertThatThrownBy(() -> MultiExpectation.of(problem).run(RandomStream.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model values are not finite: NaN at [2.");
        var kept = MultiExpectation.of(problem)
                .guards(new Guards(new Signs.Forbid(), Guards.OnNaN.DROP, 0))
                .run(RandomStream.of(1));
        assertThat(kept.warnings().getFirst()).contains("which biases the estimates");
        assertThat(kept.estimates()[0]).isFinite();
    }

    @Test
    void an_expectation_that_no_point_reaches_falls_back_and_is_flagged() {
        var solution = MultiExpectation.of(Expectations.of(
                        2,
                        (x, values) -> {
                            values[0] = x[0] * x[0];
                            values[1] = x[0] > 30 ? 1 : 0;
                        },
                        Gaussian.standard(1)))
                .run(RandomStream.of(1));
        assertThat(solution.warnings()).contains("batch 1, component 1: unreached: no positive sample");
        assertThat(solution.warnings()).contains("expectation 1: no positive sample");
        assertThat(solution.estimates()[1]).isZero();
        assertThat(solution.estimate(0).deviation(1)).isBetween(-4.0, 4.0);
    }

    @Test
    void arguments_are_checked_before_anything_runs() {
        assertThatThrownBy(() -> sampler().weights(1, 0, 1, 1))
                .hasMessage("weight of expectation 1 must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> sampler().weights(1, 1)).hasMessage("weights must have length 4, not 2");
        assertThatThrownBy(() -> sampler().budget(50)).hasMessage("budget must be in [60, inf), not 50");
        assertThatThrownBy(() -> new Expectations((batch, x) -> x, 0, List.of(Gaussian.standard(1))))
                .hasMessage("outputs must be in [1, inf), not 0");
        Law impossible = new Law() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public void logDensity(double[][] x, int from, int to, double[] out) {
                java.util.Arrays.fill(out, from, to, Double.NEGATIVE_INFINITY);
            }

            @Override
            public double[][] draw(int count, RandomStream stream) {
                return Gaussian.standard(1).draw(count, stream);
            }
        };
        assertThatThrownBy(() -> MultiExpectation.of(Expectations.of(1, (x, v) -> v[0] = 1, impossible))
                        .run(RandomStream.of(1)))
                .hasMessageContaining("density of the input law must be positive at the points drawn from it");
        assertThat(sampler().budget(150).run(RandomStream.of(1)).warnings())
                .anyMatch(warning -> warning.contains("standard errors are unreliable"));
    }
}
