package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the example of sensitivity analysis.
class SensitivityExamplesTest {
    @Test
    void example_40_finds_the_width_and_the_means_in_proportion_to_the_force() {
        var lines = Printed.by(Example40_Sensitivity::main);
        // relative variances 0.01, 0.0036, 16 * 0.0025, 9 * 0.0004 to first order: width 70 %
        assertThat(Double.parseDouble(lines.get(2).split("\\s+")[1])).isBetween(0.6, 0.8);
        double low = Double.parseDouble(lines.get(4).split("\\s+")[2]);
        double high = Double.parseDouble(lines.get(6).split("\\s+")[2]);
        assertThat(high / low).isBetween(1.2, 1.245);
    }
}
