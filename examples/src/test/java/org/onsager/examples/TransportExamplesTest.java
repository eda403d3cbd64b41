package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the examples of transport.
class TransportExamplesTest {
    @Test
    void example_20_turns_one_bump_into_two_by_flow_and_by_diffusion() {
        var lines = Printed.by(Example20_StochasticInterpolants::main);
        assertThat(lines).hasSize(3);
        // the start itself is 1.2 away from the target
        for (var line : lines)
            assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .isLessThan(0.12);
    }
}
