package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the example of densities and looks for what its page promises.
class InferenceExamplesTest {
    @Test
    void example_30_tells_the_special_bandwidths_and_the_condensed_phase() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example41_KernelDensity.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("theory:   h_G = 0.71");
        assertThat(lines[1]).startsWith("Scott: h = 0.70").endsWith("condensed");
        assertThat(lines[2]).startsWith("HighDimensionalOptimum: h = 0.6");
    }

    @Test
    void example_42_finds_the_frequency_that_finite_differences_miss() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example42_GaussianProcessPde.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String[] lines = bytes.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).startsWith("finite differences: relative error 0.");
        assertThat(lines[1]).startsWith("Gaussian process:   relative error 0.00");
        assertThat(lines[2]).startsWith("largest component:  4.7");
    }
}
