package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the example of densities and looks for what its page promises.
class InferenceExamplesTest {
    @Test
    void example_41_tells_the_special_bandwidths_and_the_condensed_phase() {
        String[] lines = Printed.by(Example41_KernelDensity::main).toArray(String[]::new);
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("theory:   h_G = 0.71");
        assertThat(lines[1]).startsWith("Scott: h = 0.70").endsWith("condensed");
        assertThat(lines[2]).startsWith("HighDimensionalOptimum: h = 0.6");
    }

    @Test
    void example_42_finds_the_frequency_that_finite_differences_miss() {
        String[] lines = Printed.by(Example42_GaussianProcessPde::main).toArray(String[]::new);
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("finite differences: relative error 0.");
        assertThat(lines[1]).startsWith("Gaussian process:   relative error 0.00");
        assertThat(lines[2]).startsWith("largest component:  4.7");
    }
}
