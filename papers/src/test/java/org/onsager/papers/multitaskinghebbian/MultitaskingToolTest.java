package org.onsager.papers.multitaskinghebbian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.memory.multitasking.DilutedExamples;
import org.onsager.numerics.RandomStream;

class MultitaskingToolTest {
    private static final RandomStream STREAM = RandomStream.of(4).split("tool");

    @TempDir
    private Path folder;

    private Path write(String name, TernaryPatterns patterns) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < patterns.sites(); i++)
            text.append(i == 0 ? "" : ",").append("x").append(i);
        for (int k = 0; k < patterns.count(); k++) {
            text.append('\n');
            for (int i = 0; i < patterns.sites(); i++)
                text.append(i == 0 ? "" : ",").append(patterns.value(k, i));
        }
        return Files.writeString(folder.resolve(name), text.append('\n').toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new MultitaskingTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private static Table first(Map<String, String> sets, Path... inputs) {
        return use(sets, inputs).getFirst().table();
    }

    private static double quantity(List<NamedTable> tables, int row) {
        return tables.get(1).table().reals("value")[row];
    }

    @Test
    void own_patterns_are_retrieved_together() throws IOException {
        Path patterns = write("patterns.csv", TernaryPatterns.random(3, 2_000, 0.5, STREAM.split("patterns")));
        var tables = use(Map.of("temperature", "0.05"), patterns);
        var mc = tables.getFirst().table();
        assertThat(mc.rows()).isEqualTo(9);
        double[] start = mc.reals("amplitude_start"), end = mc.reals("amplitude_end"), rank = mc.reals("rank");
        for (int k = 0; k < 3; k++) {
            // from pattern k, pattern k leads, and the others share what it leaves: their sum is more than its
            // own
            assertThat(rank[4 * k]).isEqualTo(1);
            assertThat(start[4 * k]).isCloseTo(1, within(0.1));
            double total = 0;
            for (int mu = 0; mu < 3; mu++) total += Math.abs(end[3 * k + mu]);
            assertThat(total).isGreaterThan(1.5);
        }
        assertThat(quantity(tables, 0)).isEqualTo(2_000);
        assertThat(quantity(tables, 2)).isCloseTo(0.5, within(0.03));
    }

    @Test
    void theory_speaks_of_own_patterns() throws IOException {
        Path patterns = write("patterns.csv", TernaryPatterns.random(2, 400, 0.4, STREAM.split("theory")));
        assertThat(first(Map.of("task", "solve"), patterns).rows()).isEqualTo(3);
        var states = first(Map.of("task", "states", "temperature", "0.3"), patterns);
        assertThat(states.names()).contains("class", "m_1", "n_2", "A", "energy", "eigmin", "residual", "basin");
        assertThat(first(Map.of("task", "phase", "grid", "3"), patterns).rows()).isEqualTo(9);
        var learn = first(Map.of("task", "learn", "quality", "0.5", "grid", "5"), patterns);
        assertThat(learn.reals("M")).contains(1);
        assertThat(learn.column("learnt").orElseThrow().text(learn.rows() - 1)).isEqualTo("yes");
    }

    @Test
    void labelled_examples_are_learnt_with_and_without_a_teacher() throws IOException {
        var truth = TernaryPatterns.random(2, 1_500, 0.3, STREAM.split("truth"));
        var examples = DilutedExamples.draw(truth, 0.5, 20, STREAM.split("examples"));
        Path rows = write("examples.csv", examples.all());
        Path labels = file(
                "labels.csv",
                "label\n"
                        + String.join(
                                "\n",
                                IntStream.range(0, 40)
                                        .mapToObj(k -> k < 20 ? "0" : "1")
                                        .toList())
                        + "\n");
        for (var protocol : List.of("supervised", "unsupervised")) {
            var tables = use(Map.of("protocol", protocol), rows, labels);
            assertThat(quantity(tables, 3)).isEqualTo(20);
            assertThat(quantity(tables, 4)).isCloseTo(0.5, within(0.03));
            var mc = tables.getFirst().table();
            // against the majority of the examples, itself a noisy estimate
            assertThat(mc.reals("amplitude_end")[0]).isGreaterThan(0.85);
        }
        assertThat(first(Map.of("task", "learn"), rows, labels).rows()).isGreaterThan(5);
    }

    @Test
    void digits_become_sparse_patterns_by_ink() {
        var data = Path.of(System.getenv().getOrDefault("ONSAGER_TEST_DATA", "missing"), "mnist");
        assumeTrue(Files.isDirectory(data), "the data set mnist is not installed; set ONSAGER_TEST_DATA");
        var tables = use(
                Map.of("ink", "0.5", "temperature", "0.05", "start", "hierarchical"),
                data.resolve("t10k-images-idx3-ubyte.gz"),
                data.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThat(tables.getFirst().table().rows()).isEqualTo(10);
        assertThat(quantity(tables, 0)).isEqualTo(784);
        assertThat(quantity(tables, 2)).isBetween(0.8, 0.95);
        // digits are alike: their masks are random, so that overlaps stay small but above those of random
        // patterns
        assertThat(quantity(tables, 6)).isBetween(0.02, 1.0);
    }

    @Test
    void more_patterns_than_can_be_enumerated_are_sampled() throws IOException {
        Path patterns = write("many.csv", TernaryPatterns.random(12, 300, 0.4, STREAM.split("many")));
        assertThat(first(Map.of("start", "hierarchical", "temperature", "0.02"), patterns)
                        .rows())
                .isEqualTo(12);
        assertThatThrownBy(() -> use(Map.of("task", "phase", "grid", "2"), patterns))
                .hasMessageContaining("K must be in [1, 10] for exact enumeration, not 12");
        Path crowd = write("crowd.csv", TernaryPatterns.random(65, 10, 0.4, STREAM.split("crowd")));
        assertThatThrownBy(() -> use(Map.of(), crowd)).hasMessageContaining("patterns must be at most 64, not 65");
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path patterns = write("patterns.csv", TernaryPatterns.random(2, 20, 0.4, STREAM));
        assertThatThrownBy(() -> use(Map.of(), patterns, patterns, patterns))
                .hasMessageContaining("at most one of labels, not 3 files");
        Path grey = file("grey.csv", "a,b\n1,0.5\n");
        assertThatThrownBy(() -> use(Map.of(), grey))
                .hasMessageContaining("grey.csv: pattern 0 must hold -1, 0 and 1, not 0.5 at entry 1");
        Path hole = file("hole.csv", "a,b\n1,\n");
        assertThatThrownBy(() -> use(Map.of("ink", "0.5"), hole))
                .hasMessageContaining("hole.csv: image 0 must hold grey values from 0, not NaN at pixel 1");
        Path labels = file("labels.csv", "label\n0\n2\n");
        assertThatThrownBy(() -> use(Map.of(), patterns, labels)).hasMessage("class 1 has no example");
        Path few = file("few.csv", "label\n0\n");
        assertThatThrownBy(() -> use(Map.of(), patterns, few))
                .hasMessageContaining("must hold 2 labels, one a pattern, not 1");
        Path blank = file("blank.csv", "a,b\n0,0\n0,0\n");
        assertThatThrownBy(() -> use(Map.of(), blank)).hasMessageContaining("must not be blank throughout");
        assertThatThrownBy(() -> use(Map.of("task", "learn"), patterns))
                .hasMessageContaining("quality must be in (0, 1) for task = learn");
        assertThatThrownBy(() -> use(Map.of("temperature", "-1"), patterns))
                .hasMessageContaining("temperature must be in [0, 10]");
    }
}
