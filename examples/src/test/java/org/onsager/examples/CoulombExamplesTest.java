package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the example of Coulomb gases.
class CoulombExamplesTest {
    @Test
    void example_30_finds_the_same_cumulants_three_times_and_a_hole() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example30_CoulombGas.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("droplet radius 1.000000");
        assertThat(lines.get(2)).contains("formula  7.9255e-01 O(N^-1), exact  7.89");
        assertThat(lines.get(6)).isEqualTo("a HOLE opens at s = 0.125000, l = 0.1831");
    }
}
