package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the example of sensitivity analysis.
class SensitivityExamplesTest {
    @Test
    void example_40_finds_the_width_and_the_means_in_proportion_to_the_force() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example40_Sensitivity.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        // relative variances 0.01, 0.0036, 16 * 0.0025, 9 * 0.0004 to first order: width 70 %
        assertThat(Double.parseDouble(lines.get(2).split("\\s+")[1])).isBetween(0.6, 0.8);
        double low = Double.parseDouble(lines.get(4).split("\\s+")[2]);
        double high = Double.parseDouble(lines.get(6).split("\\s+")[2]);
        assertThat(high / low).isBetween(1.2, 1.245);
    }
}
