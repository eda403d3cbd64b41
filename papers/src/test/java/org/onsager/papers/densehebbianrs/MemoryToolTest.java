package org.onsager.papers.densehebbianrs;

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
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.numerics.RandomStream;

class MemoryToolTest {
    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new MemoryTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
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
        return write("patterns.csv", text.append('\n').toString());
    }

    @Test
    void own_patterns_are_recalled_from_noise_and_sized() throws IOException {
        var tables = use(Map.of("noise", "0.1"), patterns(20, 60));

        Table recalled = tables.getFirst().table();
        assertThat(recalled.rows()).isEqualTo(20);
        for (double overlap : recalled.reals("overlap_end")) assertThat(overlap).isEqualTo(1);
        assertThat(recalled.reals("recalled")).containsExactly(recalled.reals("row"));
        var predictions = tables.getLast().table();
        assertThat(predictions.reals("value")[0]).isEqualTo(60);
        assertThat(predictions.reals("value")[1]).isEqualTo(20);
    }

    @Test
    void every_task_answers() throws IOException {
        Path patterns = patterns(10, 40);
        assertThat(use(Map.of("task", "capacity"), patterns)).hasSize(1);
        assertThat(use(Map.of("task", "rs", "temperature", "0.2"), patterns)
                        .getFirst()
                        .table()
                        .rows())
                .isEqualTo(3);
        assertThat(use(Map.of("task", "phase", "grid", "4"), patterns)
                        .getFirst()
                        .table()
                        .rows())
                .isEqualTo(16);
        for (double overlap : use(Map.of("task", "mc", "dynamics", "parallel"), patterns)
                .getFirst()
                .table()
                .reals("overlap")) assertThat(overlap).isGreaterThan(0.9);
    }

    @Test
    void labelled_digits_are_recalled_by_class() {
        var data = Path.of(System.getenv().getOrDefault("ONSAGER_TEST_DATA", "missing"), "mnist");
        assumeTrue(data);
        var tables = use(
                Map.of("task", "images", "centred", "true", "order", "6", "recalls", "50", "noise", "0"),
                data.resolve("t10k-images-idx3-ubyte.gz"),
                data.resolve("t10k-labels-idx1-ubyte.gz"));
        var recalled = tables.getFirst().table();
        double[] own = recalled.reals("class"), found = recalled.reals("recalled");
        int right = 0;
        for (int k = 0; k < own.length; k++) if (own[k] == found[k]) right++;
        // chance is 5 of 50; 15 by chance has a probability below 1e-4
        assertThat(right).isGreaterThan(15);
    }

    private static void assumeTrue(Path data) {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(data), "the data set mnist is not installed; set ONSAGER_TEST_DATA");
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path patterns = patterns(4, 10);
        assertThatThrownBy(() -> use(Map.of("order", "11"), patterns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("order must be in [2, 10] for patterns of 10 entries, not 11");
        assertThatThrownBy(() -> use(Map.of("task", "images"), patterns))
                .hasMessage("task = images needs a second input file with the labels");
        Path labels = write("labels.csv", "label\n0\n1\n");
        assertThatThrownBy(() -> use(Map.of(), patterns, labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must hold 4 labels, one a pattern, not 2");
        Path hole = write("hole.csv", "a,b,c\n1,-1,1\n1,,1\n");
        assertThatThrownBy(() -> use(Map.of("order", "2"), hole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hole.csv")
                .hasMessageContaining("image 1 is not a number at pixel 1");
        Path gap = write("gap.csv", "label\n0\n2\n0\n2\n");
        assertThatThrownBy(() -> use(Map.of("task", "images"), patterns, gap)).hasMessage("class 1 has no example");
        assertThatThrownBy(() -> use(Map.of("threshold", "dark"), patterns))
                .hasMessage("threshold must be a number or median, not dark");
        assertThatThrownBy(() -> use(Map.of("order", "1"), patterns)).hasMessageContaining("order must be in [2, 60]");
    }
}
