package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Runs the example of continual learning.
class ContinualExampleTest {
    @Test
    void example_13_forgets_less_with_a_full_memory() {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        try (var capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            Example13_ContinualLearning.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("gamma = 1.0").endsWith("theory 0.1505, 0.4688");
        assertThat(lines.get(2)).contains("gamma = 0.1").endsWith("theory 0.4139, 0.3247");
        assertThat(lost(lines.get(1))).isLessThan(lost(lines.get(2)) - 0.1);
    }

    private static double lost(String line) {
        return Double.parseDouble(line.split("eps1 = ")[1].split(",")[0]);
    }
}
