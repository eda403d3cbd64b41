package org.onsager.memory.multitasking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.numerics.RandomStream;

class RegimesTest {

    @Test
    void the_hierarchy_is_a_power_law_in_whole_numbers() {
        for (int patterns = 1; patterns <= 6; patterns++) {
            var state = ExactGround.hierarchical(patterns);
            for (int k = 0; k < patterns; k++) {
                BigFraction[] polynomial = state.polynomial(k);
                for (int power = 0; power < patterns; power++)
                    assertThat(polynomial[power]).isEqualTo(power == k ? BigFraction.ONE : BigFraction.ZERO);
                assertThat(state.amplitude(k, 0.3)).isCloseTo(Math.pow(0.3, k), within(1e-14));
            }
        }
    }

    @Test
    void it_is_its_own_image_up_to_the_critical_dilution() {
        double[] published = {0.618034, 0.543689, 0.518790, 0.508660};
        for (int patterns = 3; patterns <= 6; patterns++) {
            double critical = RegimeBoundaries.criticalDilution(patterns);
            assertThat(critical).isCloseTo(published[patterns - 3], within(1e-6));
            assertThat(1 - 2 * critical + Math.pow(critical, patterns)).isCloseTo(0, within(1e-12));
            var state = ExactGround.hierarchical(patterns);
            assertThat(state.consistent(new BigFraction(critical - 1e-9))).isTrue();
            assertThat(state.consistent(new BigFraction(critical + 1e-9))).isFalse();
        }
        assertThat(RegimeBoundaries.criticalDilution(2)).isEqualTo(1);
        assertThat(RegimeBoundaries.criticalDilution(10)).isBetween(0.5, 0.501);
    }

    @Test
    void beyond_it_three_patterns_share_sites_as_the_polynomials_say() {
        var state =
                ExactGround.hierarchical(3).settle(new BigFraction(7, 10), 20).orElseThrow();
        for (double d : new double[] {0.3, 0.7, 0.9}) {
            double u = (1 - d) * (1 - d) / 2;
            assertThat(state.amplitudes(d)).containsExactly(new double[] {1 - u, d + u, d * d + u}, within(1e-14));
        }
        assertThat(state.amplitudes(0.7)).containsExactly(new double[] {0.955, 0.745, 0.535}, within(1e-12));
        double crossing = (1 + 2 * Math.sqrt(2)) / 7;
        assertThat(state.energy(crossing)).isCloseTo(ExactGround.hierarchical(3).energy(crossing), within(1e-14));
        assertThat(LowLoadTheory.storing(3, 0.7).hierarchical(0).energy()).isCloseTo(state.energy(0.7), within(1e-14));
    }

    /// At T = 0 the hierarchy of two patterns lies below their mixture by (1-d)^3/4.
    @Test
    void energies_of_two_patterns() {
        for (double d : new double[] {0.1, 0.5, 0.9}) {
            double hierarchical = ExactGround.hierarchical(2).energy(d);
            double symmetric = LowLoadTheory.storing(2, d).symmetric(0, 2).energy();
            assertThat(hierarchical).isCloseTo(-(1 - d) * (1 + d * d) / 2, within(1e-14));
            assertThat(symmetric - hierarchical).isCloseTo(Math.pow(1 - d, 3) / 4, within(1e-13));
        }
    }

    @Test
    void the_pure_state_loses_stability_where_the_closed_form_says() {
        double[] temperatures = {0.2, 0.6, 0.8, 0.95}, published = {0.199855, 0.514122, 0.603713, 0.652799};
        for (int k = 0; k < 4; k++) {
            assertThat(RegimeBoundaries.pureDilution(temperatures[k])).isCloseTo(published[k], within(1e-6));
            assertThat(RegimeBoundaries.pureDilution(3, temperatures[k]))
                    .isCloseTo(RegimeBoundaries.pureDilution(temperatures[k]), within(1e-10));
        }
        assertThat(RegimeBoundaries.pureDilution(0.01)).isCloseTo(0.01, within(1e-6));
        assertThat(RegimeBoundaries.pureDilution(0.9999)).isCloseTo(2.0 / 3, within(1e-4));
    }

    @Test
    void pure_and_parallel_exchange_near_two_thirds_below_the_critical_noise() {
        double d = RegimeBoundaries.pureAgainstSymmetric(at -> LowLoadTheory.storing(3, at), 3, 0.999, 0.6, 0.7);
        assertThat(d).isCloseTo(2.0 / 3, within(1e-3));
        double stable = RegimeBoundaries.symmetricStability(at -> LowLoadTheory.storing(3, at), 3, 0.5, 0.5, 0.7);
        assertThat(LowLoadTheory.storing(3, stable + 1e-4).symmetric(0.5, 3).stable())
                .isTrue();
        assertThat(LowLoadTheory.storing(3, stable - 1e-4).symmetric(0.5, 3).stable())
                .isFalse();
    }

    @Test
    void dataset_entropy_ends_the_hierarchy_at_one_value() {
        double end = RegimeBoundaries.mergingEntropy(2, 0.3, 0.05);
        assertThat(end).isBetween(0.36, 0.37);
        var before = LowLoadTheory.gaussian(2, 0.3, end - 1e-3).hierarchical(0.05);
        var after = LowLoadTheory.gaussian(2, 0.3, end + 1e-3).hierarchical(0.05);
        assertThat(before.regime()).contains(new Regime.Hierarchical(2));
        assertThat(after.regime()).contains(new Regime.Symmetric(2));
        assertThat(RegimeBoundaries.mergingEntropy(3, 0.7, 0.5)).isZero();
        // two amplitudes merge in a pitchfork: there the symmetric state becomes stable
        double pitchfork =
                RegimeBoundaries.symmetricStability(rho -> LowLoadTheory.gaussian(2, 0.3, rho), 2, 0.05, 0.2, 0.5);
        assertThat(end).isCloseTo(pitchfork, within(1e-4));
    }

    @Test
    void the_learning_threshold_is_the_smallest_number_of_examples() {
        var threshold = LearningThreshold.find(2, 0.3, 0.05, 0.5, 0.9);
        assertThat(threshold.examples()).isEqualTo(15);
        assertThat(threshold.entropy()).isCloseTo(0.2, within(1e-12));
        assertThat(threshold.state().sortedAmplitudes()[0]).isGreaterThanOrEqualTo(0.9);
        for (int fewer = 1; fewer < 15; fewer++)
            assertThat(LowLoadTheory.examples(2, 0.3, 0.5, fewer)
                            .hierarchical(0.05)
                            .sortedAmplitudes()[0])
                    .isLessThan(0.9);
        assertThat(LearningThreshold.find(1, 0.3, 0, 0.5, 0.9).examples()).isLessThan(15);
        // (1 - d)/sqrt(rho) >= 1: rho <= 0.49, M >= 3/0.49
        assertThat(LearningThreshold.conservative(2, 0.3, 0.5, 1)).isEqualTo(7);
    }

    @Test
    void visible_patterns_grow_like_the_logarithm_of_the_network() {
        assertThat(RegimeBoundaries.maxPatterns(1_000, 0.3)).isEqualTo(2);
        assertThat(RegimeBoundaries.maxPatterns(10_000, 0.3)).isEqualTo(3);
        assertThat(RegimeBoundaries.maxPatterns(10_000, 0.5)).isEqualTo(5);
        assertThat(RegimeBoundaries.maxPatterns(10_000, 0)).isEqualTo(1);
        assertThat(RegimeBoundaries.maxPatterns(4, 0.5)).isZero();
    }

    @Test
    void amplitudes_are_classified() {
        assertThat(Regime.of(new double[] {1e-7, 0}, 1e-6)).isEqualTo(new Regime.Paramagnet());
        assertThat(Regime.of(new double[] {0, -0.5, 0}, 1e-6)).isEqualTo(new Regime.Pure());
        assertThat(Regime.of(new double[] {0.3, -0.3, 0}, 1e-6)).isEqualTo(new Regime.Symmetric(2));
        assertThat(Regime.of(new double[] {0.1, 0.3, 0.2}, 1e-6)).isEqualTo(new Regime.Hierarchical(3));
        assertThat(Regime.of(new double[] {0.3, 0.3, 0.2}, 1e-6)).isEqualTo(new Regime.Mixed());
        // two that are closer than four standard errors are alike
        assertThat(Regime.of(new double[] {0.30, 0.28}, 0.04)).isEqualTo(new Regime.Symmetric(2));
        assertThat(Regime.ground(new double[] {0.6, 0.24, 0.096}, 0.4)).isEqualTo(new Regime.Hierarchical(3));
        assertThat(Regime.ground(new double[] {0.6, 0.25, 0.096}, 0.4)).isEqualTo(new Regime.Mixed());
        assertThat(new Regime.Hierarchical(3).label()).isEqualTo("HIERARCHICAL(3)");
    }

    @Test
    void the_catalogue_finds_every_kind_of_state_once() {
        var catalogue = StateCatalogue.of(
                LowLoadTheory.storing(3, 0.55), 0.2, 20, RandomStream.of(3).split("catalogue"));
        var labels =
                catalogue.entries().stream().map(entry -> entry.state().label()).toList();
        assertThat(labels).containsExactlyInAnyOrder("HIERARCHICAL(3)", "SYMMETRIC(3)", "SYMMETRIC(2)", "PURE");
        assertThat(catalogue.winner().label()).isEqualTo("HIERARCHICAL(3)");
        assertThat(catalogue.stable()).containsExactly(catalogue.winner());
        assertThat(catalogue.entries().getFirst().basin()).isEqualTo(1);
        assertThat(catalogue.entries().stream()
                        .mapToDouble(StateCatalogue.Entry::basin)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void the_diagram_knows_its_regions() {
        var diagram = RegimeDiagram.compute(3, 0, new double[] {0.1, 0.5, 0.95}, new double[] {0.3, 0.9, 1.05});
        assertThat(diagram.region(0, 0)).contains(Region.PURE);
        assertThat(diagram.region(0, 1)).contains(Region.HIERARCHICAL);
        assertThat(diagram.region(0, 2)).contains(Region.PARALLEL);
        assertThat(diagram.region(1, 2)).contains(Region.PARALLEL);
        assertThat(diagram.region(2, 1)).contains(Region.PARAMAGNET);
        assertThat(diagram.doubtful()).isZero();
        assertThat(Region.of(new Regime.Symmetric(2), 3)).isEqualTo(Region.MIXED);
    }

    @Test
    void low_activity_patterns_leave_no_room_for_a_second() {
        var theory = LowLoadTheory.of(3, EntryLaw.lowActivity(0.25), ExampleLaw.archetypes());
        var state = theory.winner(0.1);
        assertThat(state.regime()).contains(new Regime.Pure());
        assertThat(state.m()[0]).isCloseTo(EntryLaw.lowActivity(0.25).meanModulus(), within(1e-3));
    }
}
