package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the example of adjoints.
class AdjointExampleTest {
    @Test
    void example_6_has_one_gradient_by_four_adjoints() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example06_Adjoint.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 4; i++)
            assertThat(lines.get(i).substring(0, 8)).isEqualTo(lines.getFirst().substring(0, 8));
    }
}
