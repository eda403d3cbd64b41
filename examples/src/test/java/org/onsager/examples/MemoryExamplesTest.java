package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the examples of associative memories.
class MemoryExamplesTest {
    @Test
    void example_10_recalls_the_archetype_that_theory_promises() {
        var lines = Printed.by(Example10_DenseMemory::main);
        assertThat(lines.get(0)).contains("dataset entropy 0.0444, load 0.0240");
        assertThat(lines.get(1)).contains("m = 0.99");
        double end = Double.parseDouble(lines.get(2).split("-> ")[1].split(" ")[0]);
        assertThat(end).isGreaterThan(0.95);
    }

    @Test
    void example_11_breaks_the_symmetry_of_the_glass() {
        var lines = Printed.by(Example11_SymmetryBreaking::main);
        assertThat(lines.get(0)).contains("dynamical T' = 0.6784, static T' = 0.6169");
        assertThat(lines.get(1)).contains("probability 0.375, then overlap by 0.978");
        assertThat(lines.get(3)).contains("energy -0.8255, replica-symmetric -1.1284");
        assertThat(lines.get(4)).contains("0.3957");
    }

    @Test
    void example_12_retrieves_three_patterns_at_once() {
        var lines = Printed.by(Example12_Multitasking::main);
        assertThat(lines.get(0)).contains("HIERARCHICAL(3) [1.000, 0.400, 0.159]");
        assertThat(lines.get(1)).contains("d = 0.6180").contains("3 patterns");
        assertThat(lines.get(2)).contains("25 examples");
        assertThat(lines.get(3)).contains("without a teacher, [0.9");
    }

    @Test
    void example_14_names_and_completes_a_bar_that_is_half_hidden() {
        var lines = Printed.by(Example14_BoltzmannMachine::main);
        double before = Double.parseDouble(lines.get(0).split("loss ")[1].split(" ")[0]);
        double after = Double.parseDouble(lines.get(0).split("-> ")[1]);
        assertThat(after).isLessThan(0.7 * before);
        assertThat(lines.get(1)).contains("MONOTONE");
        String label = lines.get(2).split("label ")[1].split(",")[0];
        assertThat(lines.get(2)).contains("model says " + label);
        assertThat(lines.get(4).substring(10)).isEqualTo(lines.get(3).substring(10));
    }
}
