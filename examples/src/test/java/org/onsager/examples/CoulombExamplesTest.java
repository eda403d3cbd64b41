package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the example of Coulomb gases.
class CoulombExamplesTest {
    @Test
    void example_30_finds_the_same_cumulants_three_times_and_a_hole() {
        var lines = Printed.by(Example30_CoulombGas::main);
        assertThat(lines.getFirst()).isEqualTo("droplet radius 1.000000");
        assertThat(lines.get(2)).contains("formula  7.9255e-01 O(N^-1), exact  7.89");
        assertThat(lines.get(6)).isEqualTo("a HOLE opens at s = 0.125000, l = 0.1831");
    }
}
