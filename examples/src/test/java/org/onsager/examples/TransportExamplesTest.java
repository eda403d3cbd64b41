package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the examples of transport.
class TransportExamplesTest {
    @Test
    void example_20_turns_one_bump_into_two_by_flow_and_by_diffusion() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example20_StochasticInterpolants.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        // the start itself is 1.2 away from the target
        for (var line : lines)
            assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .isLessThan(0.12);
    }
}
