package org.onsager.papers.kdelargedimensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.inference.density.Bandwidth;
import org.onsager.inference.density.KernelDensity;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.numerics.RandomStream;

class DensityToolTest {
    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new DensityTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static double[][] points(int rows) {
        var points = new double[rows][3];
        for (int i = 0; i < rows; i++) RandomStream.of(6).at(i).fillNormal(points[i]);
        return points;
    }

    private Path table(String name, int rows) throws IOException {
        var text = new StringBuilder("a,b,c,constant\n");
        for (double[] row : points(rows)) text.append("%s,%s,%s,7%n".formatted(row[0], row[1], row[2]));
        return write(name, text.toString());
    }

    private static double value(Table summary, String quantity) {
        var names = (Table.Texts) summary.column("quantity").orElseThrow();
        return summary.reals("value")[names.values().indexOf(quantity)];
    }

    @Test
    void columns_of_queries_are_matched_by_name() throws IOException {
        var data = table("own.csv", 60);
        var sets = Map.of("rule", "scott");
        var same = use(sets, data, write("same.csv", "a,b,c,constant\n0.1,0.5,-0.7,7\n"));
        var turned = use(sets, data, write("turned.csv", "c,constant,a,b\n-0.7,7,0.1,0.5\n"));
        assertThat(turned.getFirst().table().reals("log_density"))
                .containsExactly(same.getFirst().table().reals("log_density"));
        var other = write("other.csv", "a,b,d,constant\n0.1,0.5,-0.7,7\n");
        assertThatThrownBy(() -> use(sets, data, other))
                .hasMessageContaining("must have the columns [a, b, c, constant]");
    }

    @Test
    void own_table_gets_its_leave_one_out_density_and_regimes() throws IOException {
        var tables = use(
                Map.of("rule", "fixed", "bandwidth", "0.4", "scaling", "none", "score", "true"), table("own.csv", 200));
        var density = tables.getFirst().table();
        double[] expected = KernelDensity.fit(points(200), new Bandwidth.Fixed(0.4))
                .leaveOneOut(1)
                .logDensity();
        assertThat(density.rows()).isEqualTo(200);
        assertThat(density.names()).contains("regime", "score_2", "mu", "h_opt");
        double[] found = density.reals("log_density");
        for (int i = 0; i < found.length; i++) assertThat(found[i]).isEqualTo(expected[i], within(1e-10));
        var summary = tables.getLast().table();
        assertThat(value(summary, "columns left out, constant")).isEqualTo(1);
        assertThat(value(summary, "share condensed") + value(summary, "share stable") + value(summary, "share clt"))
                .isEqualTo(1, within(1e-12));
    }

    @Test
    void every_rule_answers_at_queries_of_its_own() throws IOException {
        Path data = table("data.csv", 150);
        Path queries = table("queries.csv", 10);
        for (var rule : List.of("scott", "silverman", "likelihood", "least-squares", "theory", "nearest")) {
            var tables = use(Map.of("rule", rule, "scaling", "covariance"), data, queries);
            assertThat(tables.getFirst().table().rows()).as(rule).isEqualTo(10);
            assertThat(value(tables.getLast().table(), "bandwidth")).as(rule).isBetween(0.05, 2.0);
        }
        assertThat(use(Map.of("components", "2", "kernelPower", "1"), data)
                        .getFirst()
                        .table()
                        .rows())
                .isEqualTo(150);
    }

    @Test
    void handwritten_digits_are_condensed_at_the_rules_of_thumb() {
        var file = Path.of(System.getenv().getOrDefault("ONSAGER_TEST_DATA", "missing"), "digits", "digits.csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "the data set digits is not installed; set ONSAGER_TEST_DATA");
        var summary = use(Map.of("rule", "theory"), file).getLast().table();
        assertThat(value(summary, "points n")).isEqualTo(1797);
        assertThat(value(summary, "share condensed")).isGreaterThan(0.5);
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        Path data = table("data.csv", 20);
        Path other = write("other.csv", "a,b\n1,2\n3,4\n");
        assertThatThrownBy(() -> use(Map.of(), data, other)).hasMessageContaining("other.csv must have 4 columns");
        Path constant = write("constant.csv", "a\n1\n1\n1\n1\n");
        assertThatThrownBy(() -> use(Map.of(), constant)).hasMessageContaining("at least one column that varies");
        Path hole = write("hole.csv", "a,b\n1,2\n,4\n5,6\n7,9\n");
        assertThatThrownBy(() -> use(Map.of(), hole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hole.csv");
        assertThatThrownBy(() -> use(Map.of("bandwidth", "-1"), data)).hasMessageContaining("bandwidth");
        assertThatThrownBy(() -> use(Map.of("components", "9"), data))
                .hasMessageContaining("components must be in [0, 3]");
        Path dependent = write("dependent.csv", "a,b\n1,2\n2,4\n3,6\n5,10\n8,16\n");
        assertThatThrownBy(() -> use(Map.of("scaling", "covariance"), dependent))
                .hasMessageContaining("full rank");
        assertThatThrownBy(() -> use(Map.of(), write("two.csv", "a\n1\n2\n"))).hasMessageContaining("at least 4 rows");
    }
}
