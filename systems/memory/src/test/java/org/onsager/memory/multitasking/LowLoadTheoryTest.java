package org.onsager.memory.multitasking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.saddle.MeanField;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.ScalarRoot;

class LowLoadTheoryTest {
    private static final RandomStream STREAM = RandomStream.of(5).split("low-load");

    private static double[] random(int size, int index) {
        RandomSource source = STREAM.at(index).generator();
        var x = new double[size];
        for (int k = 0; k < size; k++) x[k] = 0.6 * source.nextDouble() - 0.1;
        return x;
    }

    @Test
    void one_pattern_without_blanks_is_curie_weiss() {
        for (double t : new double[] {0.3, 0.7, 0.95}) {
            double m = LowLoadTheory.storing(1, 0).hierarchical(t).sortedAmplitudes()[0];
            double truth = ScalarRoot.standard()
                    .between(x -> x - Math.tanh(x / t), 0.05, 1)
                    .point();
            assertThat(m).isCloseTo(truth, within(1e-11));
        }
    }

    @Test
    void the_mixture_of_three_undiluted_patterns_stands_at_zero_temperature() {
        var theory = LowLoadTheory.storing(3, 0);
        var mixture = theory.symmetric(0, 3);
        assertThat(mixture.converged()).isTrue();
        assertThat(mixture.amplitudes()).containsExactly(0.5, 0.5, 0.5);
        assertThat(mixture.energy()).isEqualTo(-0.375);
        assertThat(theory.symmetric(0, 1).energy()).isEqualTo(-0.5);
        assertThat(mixture.ties()).isZero();
        assertThat(theory.symmetric(0, 2).ties()).isEqualTo(0.5);
    }

    /// The map and the pressure of K = 2 as they are written site by site.
    @Test
    void two_patterns_are_the_sum_over_five_kinds_of_sites() {
        for (int k = 0; k < 20; k++) {
            double d = 0.05 + 0.045 * k, t = 0.1 + 0.05 * k, b = 1 / (t * (1 - d));
            double[] m = random(2, k);
            var field = LowLoadTheory.storing(2, d).at(t);
            double both = Math.tanh(b * (m[0] + m[1])), apart = Math.tanh(b * (m[0] - m[1]));
            double first = (1 - d) * (d * Math.tanh(b * m[0]) + (1 - d) / 2 * (both + apart));
            double second = (1 - d) * (d * Math.tanh(b * m[1]) + (1 - d) / 2 * (both - apart));
            assertThat(field.next(new Overlaps(m)).n()).containsExactly(new double[] {first, second}, within(1e-13));
            double pressure = d * d * Math.log(2)
                    + d * (1 - d) * (lnCosh(b * m[0]) + lnCosh(b * m[1]))
                    + (1 - d) * (1 - d) / 2 * (lnCosh(b * (m[0] + m[1])) + lnCosh(b * (m[0] - m[1])))
                    - b / 2 * (m[0] * m[0] + m[1] * m[1]);
            assertThat(field.pressure(new Overlaps(m))).isCloseTo(pressure, within(1e-13));
        }
    }

    private static double lnCosh(double x) {
        return Math.log(2 * Math.cosh(x));
    }

    private static LowLoadTheory[] theories() {
        return new LowLoadTheory[] {
            LowLoadTheory.storing(3, 0.4),
            LowLoadTheory.gaussian(3, 0.4, 0.2),
            LowLoadTheory.examples(2, 0.3, 0.5, 6),
            LowLoadTheory.of(2, EntryLaw.biased(0.2, 0.3), new ExampleLaw.Gaussian(0.1)),
            LowLoadTheory.of(2, EntryLaw.lowActivity(0.2), ExampleLaw.archetypes())
        };
    }

    @Test
    void the_map_is_the_gradient_of_the_pressure_and_the_jacobian_its_hessian() {
        for (var theory : theories())
            for (double t : new double[] {0.2, 0.6}) {
                double[] n = random(theory.patterns(), 40);
                double b = 1 / (t * theory.entries().meanSquare());
                double unit = b * (1 + theory.examples().entropy());
                var field = theory.at(t);
                double[] next = field.next(new Overlaps(n)).n();
                double[][] jacobian = field.jacobian(new Overlaps(n));
                for (int mu = 0; mu < n.length; mu++) {
                    assertThat(slope(field, n, mu)).isCloseTo(unit * (next[mu] - n[mu]), within(1e-7));
                    for (int nu = 0; nu < n.length; nu++) {
                        double[] up = moved(n, nu, 1e-5), down = moved(n, nu, -1e-5);
                        double difference = (field.next(new Overlaps(up)).n()[mu]
                                        - field.next(new Overlaps(down)).n()[mu])
                                / 2e-5;
                        assertThat(jacobian[mu][nu]).isCloseTo(difference, within(1e-7));
                    }
                }
            }
    }

    private static double slope(MeanField<Overlaps> field, double[] n, int mu) {
        return (field.pressure(new Overlaps(moved(n, mu, 1e-4))) - field.pressure(new Overlaps(moved(n, mu, -1e-4))))
                        / 2e-4
                // the third derivative's share, from twice the step
                - (field.pressure(new Overlaps(moved(n, mu, 2e-4)))
                                - field.pressure(new Overlaps(moved(n, mu, -2e-4)))
                                - 2 * field.pressure(new Overlaps(moved(n, mu, 1e-4)))
                                + 2 * field.pressure(new Overlaps(moved(n, mu, -1e-4))))
                        / (2 * 1e-4 * 6);
    }

    private static double[] moved(double[] n, int k, double step) {
        double[] moved = n.clone();
        moved[k] += step;
        return moved;
    }

    @Test
    void the_pressure_is_stationary_at_every_state_found() {
        for (var theory : theories())
            for (var state : theory.standardStates(0.3)) {
                assertThat(state.converged()).isTrue();
                for (int mu = 0; mu < theory.patterns(); mu++)
                    assertThat(slope(theory.at(0.3), state.n(), mu)).isCloseTo(0, within(1e-7));
            }
    }

    @Test
    void flipping_or_permuting_patterns_changes_nothing_but_names() {
        var theory = LowLoadTheory.gaussian(3, 0.4, 0.1);
        var state = theory.solve(0.05, new double[] {0.5, 0.3, 0.1});
        var flipped = theory.solve(0.05, new double[] {0.5, -0.3, 0.1});
        var permuted = theory.solve(0.05, new double[] {0.1, 0.5, 0.3});
        assertThat(flipped.m()[1]).isCloseTo(-state.m()[1], within(1e-12));
        assertThat(flipped.pressure()).isCloseTo(state.pressure(), within(1e-12));
        assertThat(permuted.sortedAmplitudes()).containsExactly(state.sortedAmplitudes(), within(1e-11));
        assertThat(permuted.m()[1]).isCloseTo(state.m()[0], within(1e-11));
    }

    @Test
    void without_noise_every_law_of_examples_is_that_of_stored_patterns() {
        double[] stored = LowLoadTheory.storing(3, 0.45).hierarchical(0.2).m();
        assertThat(LowLoadTheory.gaussian(3, 0.45, 0).hierarchical(0.2).m()).containsExactly(stored);
        assertThat(LowLoadTheory.examples(3, 0.45, 1, 7).hierarchical(0.2).m()).containsExactly(stored, within(1e-12));
        // the Gaussian average itself, in the limit
        assertThat(LowLoadTheory.gaussian(3, 0.45, 1e-9).hierarchical(0.2).m()).containsExactly(stored, within(1e-7));
    }

    @Test
    void the_exact_law_of_many_examples_is_gaussian() {
        for (double quality : new double[] {0.2, 0.15}) {
            var exact = LowLoadTheory.of(2, EntryLaw.diluted(0.3), new ExampleLaw.Binomial(quality, 200));
            double rho = exact.examples().entropy();
            assertThat(rho).isLessThan(0.3);
            double[] gaussian =
                    LowLoadTheory.gaussian(2, 0.3, rho).hierarchical(0.05).sortedAmplitudes();
            assertThat(exact.hierarchical(0.05).sortedAmplitudes()).containsExactly(gaussian, within(2e-3));
        }
    }

    @Test
    void many_examples_fall_back_on_the_gaussian_law_and_say_so() {
        assertThat(LowLoadTheory.examples(2, 0.3, 0.5, 40).examples()).isInstanceOf(ExampleLaw.Binomial.class);
        assertThat(LowLoadTheory.examples(2, 0.3, 0.5, 41).examples()).isInstanceOf(ExampleLaw.Gaussian.class);
        assertThat(LowLoadTheory.examples(5, 0.3, 0.5, 20).examples()).isInstanceOf(ExampleLaw.Gaussian.class);
    }

    @Test
    void zero_temperature_is_the_limit_of_low_temperatures() {
        for (var theory : theories()) {
            var cold = theory.hierarchical(0);
            var nearly = theory.hierarchical(1e-3);
            assertThat(nearly.m()).containsExactly(cold.m(), within(2e-3));
            assertThat(nearly.pressure() * 1e-3).isCloseTo(cold.pressure(), within(2e-3));
            assertThat(cold.pressure()).isCloseTo(-cold.energy(), within(1e-12));
        }
    }

    @Test
    void published_tables_of_amplitudes() {
        assertThat(LowLoadTheory.storing(2, 0.6).winner(0.3).sortedAmplitudes())
                .containsExactly(new double[] {0.961, 0.617}, within(1e-3));
        assertThat(LowLoadTheory.storing(3, 0.4).winner(0.5).sortedAmplitudes())
                .containsExactly(new double[] {0.958, 0, 0}, within(1e-3));
        assertThat(LowLoadTheory.gaussian(2, 0.3, 0.3).winner(0.05).sortedAmplitudes())
                .containsExactly(new double[] {0.7934, 0.4547}, within(5e-4));
        assertThat(LowLoadTheory.gaussian(3, 0.4, 0.2).winner(0.05).sortedAmplitudes())
                .containsExactly(new double[] {0.6488, 0.6488, 0.3459}, within(5e-4));
        assertThat(LowLoadTheory.examples(3, 0.4, 0.6, 9).hierarchical(0.05).sortedAmplitudes())
                .containsExactly(new double[] {0.78707, 0.50555, 0.31618}, within(1e-4));
        assertThat(LowLoadTheory.examples(1, 0.3, 0.3, 7).hierarchical(0).sortedAmplitudes()[0])
                .isCloseTo(0.600309, within(5e-7));
        assertThat(LowLoadTheory.gaussian(1, 0.3, 0.4).hierarchical(0).sortedAmplitudes()[0])
                .isCloseTo(org.hipparchus.special.Erf.erf(1 / Math.sqrt(0.8)), within(1e-13));
    }

    /// Beside the merging of two amplitudes an eigenvalue is 1e-4, where plain iteration needs 50,000 steps.
    @Test
    void beside_a_bifurcation_the_ascent_finds_the_merged_state() {
        var state = LowLoadTheory.storing(3, 0.6).hierarchical(0.5);
        assertThat(state.converged()).isTrue();
        assertThat(state.iterations()).isLessThan(1_000);
        double[] m = state.sortedAmplitudes();
        assertThat(m[0] - m[1]).isCloseTo(0, within(1e-8));
        assertThat(state.regime()).contains(new Regime.Mixed());
        assertThat(state.smallestEigenvalue()).isBetween(1e-4, 2e-4);
    }

    @Test
    void nothing_is_retrieved_above_the_critical_noise_whatever_the_law() {
        for (var theory : new LowLoadTheory[] {
            LowLoadTheory.storing(2, 0.5), LowLoadTheory.gaussian(3, 0.2, 0.4), LowLoadTheory.examples(2, 0.3, 0.5, 3)
        }) {
            assertThat(theory.winner(1.01).regime()).contains(new Regime.Paramagnet());
            assertThat(theory.winner(1).regime()).contains(new Regime.Paramagnet());
            assertThat(theory.winner(0.99).sortedAmplitudes()[0]).isGreaterThan(0.01);
        }
    }

    @Test
    void symmetric_states_at_zero_temperature_are_means_of_signs() {
        double d = 0.3;
        // m/(1-d) = E sgn(1 + S), S the sum of l - 1 entries: by hand for l = 2
        double two = (1 - d) / 2 * 1 + d;
        assertThat(LowLoadTheory.storing(2, d).symmetric(0, 2).amplitudes()[0]).isCloseTo(two, within(1e-13));
        // and in the limit of low temperature
        assertThat(LowLoadTheory.storing(2, d).symmetric(0.002, 2).amplitudes()[0])
                .isCloseTo(two, within(1e-10));
        assertThat(LowLoadTheory.storing(2, d).symmetric(0.002, 2).stable()).isFalse();
    }

    @Test
    void an_unconverged_point_is_never_classified() {
        var state = LowLoadTheory.gaussian(3, 0.4, 0.2)
                .withSolver(new SaddlePointSolver(0.1, 0, 1e-13, 3))
                .hierarchical(0.3);
        assertThat(state.converged()).isFalse();
        assertThat(state.residual()).isGreaterThan(1e-13);
        assertThat(state.regime()).isEmpty();
        assertThat(state.label()).isEqualTo("UNCONVERGED");
    }

    @Test
    void sampled_sites_agree_with_enumerated_ones_and_are_flagged() {
        int draws = 20_000;
        var exact = LowLoadTheory.gaussian(3, 0.4, 0.1).hierarchical(0.3);
        var sampled = LowLoadTheory.sampled(3, EntryLaw.diluted(0.4), new ExampleLaw.Gaussian(0.1), draws, STREAM)
                .hierarchical(0.3);
        assertThat(exact.sampled()).isFalse();
        assertThat(sampled.sampled()).isTrue();
        // four standard errors of a mean of numbers below 1, times the map's amplification 1/eigenvalue
        double tolerance = 4 / Math.sqrt(draws) / exact.smallestEigenvalue() / 0.6;
        assertThat(sampled.amplitudes()).containsExactly(exact.amplitudes(), within(tolerance));
    }

    @Test
    void twelve_patterns_are_solved_by_sampling() {
        var theory = LowLoadTheory.sampled(12, EntryLaw.diluted(0.3), ExampleLaw.archetypes(), 50_000, STREAM);
        var state = theory.hierarchical(0.02);
        assertThat(state.converged()).isTrue();
        for (int k = 0; k < 3; k++)
            assertThat(state.sortedAmplitudes()[k]).isCloseTo(Math.pow(0.3, k), within(4 / Math.sqrt(50_000 * 0.7)));
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        var results = new double[2][];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> {
                            var theory = LowLoadTheory.sampled(
                                    4, EntryLaw.diluted(0.4), new ExampleLaw.Gaussian(0.05), 30_000, STREAM);
                            var diagram =
                                    RegimeDiagram.compute(2, 0.1, new double[] {0.2, 0.6}, new double[] {0.2, 0.9});
                            return java.util.stream.DoubleStream.concat(
                                            Arrays.stream(
                                                    theory.hierarchical(0.3).n()),
                                            diagram.cells().stream()
                                                    .flatMap(java.util.List::stream)
                                                    .flatMapToDouble(s -> Arrays.stream(s.n())))
                                    .toArray();
                        })
                        .get();
            }
        assertThat(results[1]).containsExactly(results[0]);
    }
}
