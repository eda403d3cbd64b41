package org.onsager.papers.densehebbianrsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Scale;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Verdict;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.numerics.RandomStream;

class DenseHebbianRsbTest {
    @TempDir
    private Path folder;

    private static MemoryTrial smoke(int threads) {
        try (var engine = new LocalEngine(threads)) {
            return MemoryTrial.run(new DenseHebbianRsb(), Scale.SMOKE, 1, engine);
        }
    }

    @Test
    void smoke_reproduces_the_theory_and_has_the_same_bits_on_two_threads() {
        var one = smoke(1);
        var two = smoke(2);
        assertThat(one.claims()).hasSize(13);
        for (var id : List.of("B1", "B2", "B3", "B4", "B6", "B8", "B9", "B10", "B11", "B12"))
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.REPRODUCED);
        for (var id : List.of("B5", "B7", "B13")) {
            assertThat(one.measured(id).verdict()).as(id).isEqualTo(Verdict.NOT_TESTED);
            assertThat(one.measured(id).note()).contains("standard");
        }
        assertThat(two.claims()).isEqualTo(one.claims());
        assertThat(two.metrics()).isEqualTo(one.metrics());
    }

    private Path patterns(int count, int sites) throws IOException {
        var patterns = BitPatterns.random(count, sites, RandomStream.of(8));
        var text = new StringBuilder();
        for (int i = 0; i < sites; i++)
            text.append(i == 0 ? "" : ",").append("x").append(i);
        for (int k = 0; k < count; k++) {
            text.append('\n');
            for (int i = 0; i < sites; i++) text.append(i == 0 ? "" : ",").append(patterns.positive(k, i) ? "1" : "-1");
        }
        return Files.writeString(
                folder.resolve("patterns.csv"), text.append('\n').toString());
    }

    private static List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new RsbTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    @Test
    void own_patterns_get_their_phase_line_diagram_and_overlaps() throws IOException {
        Path patterns = patterns(60, 20);
        var point = use(Map.of("temperature", "0.3"), patterns).getFirst().table();
        assertThat(point.rows()).isEqualTo(3);
        // K = 60, N = 20, P = 4: gamma = 12 * 60 / 8000
        assertThat(point.reals("gamma")[0]).isEqualTo(0.09);
        assertThat(point.reals("m")[0]).isGreaterThan(0.95);
        assertThat(use(Map.of("task", "line", "grid", "5"), patterns)
                        .getFirst()
                        .table()
                        .rows())
                .isEqualTo(5);
        assertThat(use(Map.of("task", "diagram", "grid", "3"), patterns)
                        .getFirst()
                        .table()
                        .rows())
                .isEqualTo(9);
        double total = 0;
        for (double p : use(Map.of("task", "check", "rounds", "20"), patterns)
                .getFirst()
                .table()
                .reals("probability")) total += p;
        assertThat(total).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path patterns = patterns(4, 10);
        assertThatThrownBy(() -> use(Map.of("order", "11"), patterns))
                .hasMessage("order must be in [2, 10] for patterns of 10 entries, not 11");
        assertThatThrownBy(() -> use(Map.of(), patterns, patterns))
                .hasMessage("--in must name one file of patterns, not 2");
        assertThatThrownBy(() -> use(Map.of("task", "check", "temperature", "0"), patterns))
                .hasMessageContaining("temperature must be in (0, 100]");
        Path grey = Files.writeString(folder.resolve("grey.csv"), "a,b\n1,0.5\n");
        assertThatThrownBy(() -> use(Map.of("order", "2"), grey))
                .hasMessageContaining("grey.csv: pattern 0 must hold -1 and 1, not 0.5 at entry 1");
    }
}
