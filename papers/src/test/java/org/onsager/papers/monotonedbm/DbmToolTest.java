package org.onsager.papers.monotonedbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.numerics.RandomStream;

class DbmToolTest {
    private static final String PHI = "a,b,c,d\n0,0,-0.2,0.2\n0,0,0.2,-0.2\n-0.2,0.2,0,0\n0.2,-0.2,0,0\n";

    @TempDir
    private Path folder;

    private static List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new DbmTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), new HashMap<>(sets));
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// Bars of -1 and 1 on 4 x 4 pixels: rows are label 0 to 3.
    private Path[] bars(int count) throws IOException {
        var random = RandomStream.of(2).generator();
        StringBuilder images = new StringBuilder(), labels = new StringBuilder("label\n");
        for (int i = 0; i < 16; i++)
            images.append(i == 0 ? "" : ",").append("x").append(i);
        for (int n = 0; n < count; n++) {
            int label = random.nextInt(4);
            labels.append(label).append('\n');
            for (int i = 0; i < 16; i++) images.append(i == 0 ? "\n" : ",").append(i / 4 == label ? 1 : -1);
        }
        return new Path[] {file("bars.csv", images.append('\n').toString()), file("labels.csv", labels.toString())};
    }

    private static final Map<String, String> QUICK =
            Map.of("epochs", "25", "hidden", "6", "batch", "16", "rate", "0.03");

    @Test
    void own_patterns_are_learnt_and_queries_completed_and_named() throws IOException {
        Path[] bars = bars(120);
        // the third row is bright; its middle and some dark pixels are unknown
        Path query = file(
                "query.csv",
                "x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x13,x14,x15\n-1,,-1,-1,-1,-1,,-1,1,,,1,-1,-1,-1,\n");
        var sets = new HashMap<>(QUICK);
        Path model = folder.resolve("bars.mdbm");
        sets.put("model", model.toString());
        var tables = use(sets, bars[0], bars[1], query);
        assertThat(tables).extracting(NamedTable::name).containsExactly("answers", "completed", "model");
        assertThat(tables.get(0).table().reals("predicted")[0]).isEqualTo(2);
        assertThat(tables.get(1).table().reals("x9")[0]).isGreaterThan(0.5);
        assertThat(tables.get(1).table().reals("x1")[0]).isLessThan(0.5);
        assertThat(tables.get(0).table().reals("residual")[0]).isLessThan(1e-6);
        assertThat(Files.exists(model)).isTrue();
        var again = use(sets, bars[0], bars[1], query);
        assertThat(again.get(0).table().reals("marginal"))
                .isEqualTo(tables.get(0).table().reals("marginal"));
    }

    @Test
    void without_queries_some_images_test_the_model_and_without_labels_nothing_is_named() throws IOException {
        Path[] bars = bars(60);
        var test = use(QUICK, bars[0], bars[1]).getLast();
        assertThat(test.name()).isEqualTo("test");
        assertThat(test.table().reals("value")[0]).isEqualTo(12);
        var unnamed = use(Map.of("epochs", "1"), bars[0]).getFirst().table();
        assertThat(unnamed.columns().stream().map(c -> c.name()))
                .doesNotContain("predicted")
                .contains("residual");
        var drawn = use(Map.of("task", "generate", "epochs", "1", "samples", "3"), bars[0], bars[1])
                .getFirst()
                .table();
        assertThat(drawn.rows()).isEqualTo(12);
        var loss = use(Map.of("task", "train", "epochs", "2"), bars[0], bars[1])
                .getFirst()
                .table();
        assertThat(loss.rows()).isEqualTo(2);
    }

    @Test
    void own_matrices_are_certified_and_solved() throws IOException {
        Path phi = file("phi.csv", PHI), b = file("b.csv", "b\n0.5\n-0.5\n0\n0\n");
        var certificate = use(Map.of("task", "certify"), phi).getFirst().table();
        assertThat(certificate.reals("least_eigenvalue")[0]).isCloseTo(0.6, within(1e-12));
        Path evidence = file("evidence.csv", "v0,v1\n-1,-1\n,1\n");
        var tables = use(Map.of("task", "infer"), phi, b, evidence);
        var marginals = tables.getFirst().table();
        // the second question leaves one variable free: mean field is exact
        for (int k = 4; k < 8; k++)
            assertThat(marginals.reals("mean_field")[k]).isCloseTo(marginals.reals("reference")[k], within(1e-6));
        assertThat(tables.get(1).table().reals("gap_to_exact")[0]).isPositive();
    }

    @Test
    void what_does_not_fit_is_told_in_one_line() throws IOException {
        Path[] bars = bars(10);
        Path strong = file("strong.csv", PHI.replace("0.2", "0.9"));
        Path b = file("b.csv", "b\n0\n0\n0\n0\n");
        assertThatThrownBy(() -> use(Map.of("task", "infer"), strong, b))
                .hasMessageContaining("smallest eigenvalue of I - Phi must be in (0, inf), not -0.8");
        assertThat(use(Map.of("task", "infer", "unsafe", "true"), strong, b)
                        .get(1)
                        .table()
                        .column("status")
                        .orElseThrow()
                        .toString())
                .contains("NOT_PROVED_UNIQUE");
        assertThatThrownBy(() -> use(Map.of("task", "certify", "states", "3"), strong))
                .hasMessageContaining("no multiple of states = 3");
        assertThatThrownBy(() -> use(Map.of(), bars[0], file("few.csv", "l\n1\n")))
                .hasMessageContaining("must hold 10 labels, one an image, not 1");
        assertThatThrownBy(() -> use(Map.of(), file("holes.csv", "a,b\n1,\n")))
                .hasMessageContaining("image 0 must be whole, not NaN at pixel 1");
        assertThatThrownBy(() -> use(Map.of(), bars[0], bars[1], file("q.csv", "a,b\n1,1\n")))
                .hasMessageContaining("must hold rows of 16 pixels");
        assertThatThrownBy(() -> use(Map.of("m", "1"))).hasMessageContaining("m");
        assertThatThrownBy(() -> use(Map.of("model", bars[0].toString()), bars[0], bars[1]))
                .hasMessageContaining("is not a model file");
        assertThatThrownBy(() -> use(Map.of())).hasMessageContaining("--in must name a file of images");
    }
}
