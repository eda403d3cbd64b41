package org.onsager.memory.multitasking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.numerics.RandomStream;

class BadInputTest {
    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void dilution_lies_below_one() {
        refused(() -> LowLoadTheory.storing(2, 1), "d must be in [0, 1), not 1.0");
        refused(() -> LowLoadTheory.storing(2, -0.1), "d must be in [0, 1), not -0.1");
        refused(() -> Simulation.storing(10, 2, Double.NaN, 0), "d must be in [0, 1), not NaN");
        refused(() -> TernaryPatterns.random(2, 5, 1, RandomStream.of(1)), "d must be in [0, 1), not 1.0");
        refused(() -> RegimeBoundaries.maxPatterns(10, 1), "d must be in [0, 1), not 1.0");
        refused(() -> ExactGround.hierarchical(2).next(BigFraction.ONE), "d must be in [0, 1), not 1");
    }

    @Test
    void quality_lies_in_the_unit_interval() {
        refused(() -> LowLoadTheory.examples(2, 0.3, 0, 5), "r must be in (0, 1], not 0.0");
        refused(() -> LowLoadTheory.examples(2, 0.3, 1.5, 5), "r must be in (0, 1], not 1.5");
        refused(() -> Simulation.storing(10, 2, 0.3, 0).learning(Protocol.SUPERVISED, -1, 5), "r must be in (0, 1]");
    }

    @Test
    void there_is_at_least_one_pattern_and_one_example() {
        refused(() -> LowLoadTheory.storing(0, 0.3), "K must be in [1, inf), not 0");
        refused(() -> LowLoadTheory.examples(2, 0.3, 0.5, 0), "M must be in [1, inf), not 0");
        refused(() -> ExactGround.hierarchical(0), "K must be in [1, 10], not 0");
        refused(() -> Simulation.storing(0, 2, 0.3, 0), "N must be in [1, inf), not 0");
    }

    @Test
    void temperature_is_not_negative() {
        refused(() -> LowLoadTheory.storing(2, 0.3).hierarchical(-0.1), "T must be in [0, inf), not -0.1");
        refused(() -> LowLoadTheory.storing(2, 0.3).hierarchical(Double.NaN), "T must be in [0, inf), not NaN");
        refused(() -> Simulation.storing(10, 2, 0.3, -1), "T must be in [0, inf), not -1.0");
    }

    @Test
    void stored_entries_are_signs_or_blanks() {
        refused(() -> TernaryPatterns.of(new byte[][] {{1, 0, 2}}), "pattern 0 must hold -1, 0 and 1, not 2 at site 2");
        refused(
                () -> TernaryPatterns.of(new byte[][] {{1, 0}, {1}}),
                "pattern 1 must have 2 entries as pattern 0 has, not 1");
    }

    @Test
    void more_than_ten_patterns_are_not_enumerated_in_silence() {
        refused(
                () -> LowLoadTheory.storing(11, 0.3),
                "K must be in [1, 10] for exact enumeration, not 11; above 10 use LowLoadTheory.sampled");
        refused(
                () -> LowLoadTheory.of(6, EntryLaw.diluted(0.3), new ExampleLaw.Binomial(0.5, 30)),
                "use the Gaussian law of examples or LowLoadTheory.sampled");
    }

    @Test
    void laws_of_entries_are_laws() {
        refused(() -> new EntryLaw(new double[] {1, -1}, new double[] {0.5, 0.4}), "sum of probabilities");
        refused(() -> new EntryLaw(new double[] {1, 1}, new double[] {0.5, 0.5}), "distinct");
        refused(() -> new EntryLaw(new double[] {0}, new double[] {1}), "mean square of an entry");
        refused(() -> new EntryLaw(new double[] {1, -1}, new double[] {1.5, -0.5}), "probabilities[1]");
        refused(() -> EntryLaw.lowActivity(1), "f must be in (0, 1), not 1.0");
        refused(
                () -> LowLoadTheory.of(2, EntryLaw.biased(0.1, 0.5), ExampleLaw.archetypes())
                        .symmetric(0.3, 2),
                "symmetric states need an unbiased law");
    }

    @Test
    void a_target_out_of_reach_is_told_at_once() {
        refused(() -> LearningThreshold.find(2, 0.3, 0.05, 0.5, 1), "target must be in (0, 1), not 1.0");
        refused(() -> LearningThreshold.find(3, 0.8, 0.6, 0.5, 0.9), "what the stored patterns reach at T = 0.6");
        refused(() -> LearningThreshold.conservative(3, 0.7, 0.5, 1), "d must be in [0, 0.618034), not 0.7");
    }

    @Test
    void examples_must_have_classes() {
        var rows = new byte[][] {{1, 0}, {0, 1}};
        refused(() -> DilutedExamples.of(rows, new int[] {0, 2}, 3), "class 1 has no example");
        refused(() -> DilutedExamples.of(rows, new int[] {0, 3}, 2), "label 1 must be in [0, 2), not 3");
        refused(() -> DilutedExamples.of(rows, new int[] {0}, 1), "labels must be as many as examples, 2, not 1");
        refused(
                () -> MultitaskingHebbian.supervised(
                        TernaryPatterns.of(rows), DilutedExamples.of(rows, new int[] {0, 0}, 1), 0.3),
                "examples must be of 2 patterns of 2 sites, not of 1 of 2");
    }

    @Test
    void states_have_as_many_values_as_neurons() {
        var memory = MultitaskingHebbian.stored(TernaryPatterns.of(new byte[][] {{1, 0, -1}}), 0.3);
        refused(() -> memory.network(new byte[] {1, 1}), "spins must have 3 values, not 2");
        refused(() -> memory.overlaps(new byte[] {1, 0, 1}), "spins[1] must be -1 or 1, not 0");
        refused(() -> LowLoadTheory.storing(3, 0.3).solve(0.1, new double[] {1}), "start must have 3 values, not 1");
    }
}
