package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the example of adjoints.
class AdjointExampleTest {
    @Test
    void example_6_has_one_gradient_by_four_adjoints() {
        var lines = Printed.by(Example06_Adjoint::main);
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 4; i++)
            assertThat(lines.get(i).substring(0, 8)).isEqualTo(lines.getFirst().substring(0, 8));
    }
}
