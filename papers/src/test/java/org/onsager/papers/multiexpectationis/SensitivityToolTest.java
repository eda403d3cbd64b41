package org.onsager.papers.multiexpectationis;

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
import org.onsager.lab.Tool.NamedTable;
import org.onsager.numerics.RandomStream;

class SensitivityToolTest {
    private static final String NORMALS = "name,law,mean,sd\na,normal,0,1\nb,normal,0,2\n";

    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new SensitivityTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void indices_of_an_expression() throws IOException {
        var table = use(Map.of("model", "a + b"), write("inputs.csv", NORMALS))
                .getFirst()
                .table();
        double[] truth = {0.2, 0.8};
        for (int i = 0; i < 2; i++)
            for (var order : List.of("first", "total"))
                assertThat((table.reals(order)[i] - truth[i]) / table.reals(order + "_error")[i])
                        .isBetween(-4.5, 4.5);
    }

    @Test
    void indices_and_other_laws_from_a_table_of_evaluations() throws IOException {
        var text = new StringBuilder("a,b,y\n");
        var source = RandomStream.of(3).generator();
        for (int i = 0; i < 2_000; i++) {
            double a = source.nextGaussian(), b = 2 * source.nextGaussian();
            text.append(a).append(',').append(b).append(',').append(a + b).append('\n');
        }
        var laws = write(
                "laws.csv",
                "scenario,name,law,mean,sd\nnow,a,normal,0,1\nnow,b,normal,0,2\nlater,a,normal,0.5,1\nlater,b,normal,0,2\n");
        var tables = use(Map.of("task", "data"), laws, write("runs.csv", text.toString()));
        var first = tables.getFirst().table();
        assertThat((first.reals("first")[1] - 0.8) / first.reals("first_error")[1])
                .isBetween(-4.5, 4.5);
        var means = tables.getLast().table();
        assertThat((means.reals("mean")[1] - 0.5) / means.reals("mean_error")[1])
                .isBetween(-4.5, 4.5);
        assertThat(means.reals("effective_size")[1]).isBetween(1_000.0, 2_000.0);
    }

    @Test
    void means_under_several_laws_with_correlations_and_failure_probabilities() throws IOException {
        var laws = write(
                "laws.json",
                "[{\"scenario\":\"s\",\"name\":\"a\",\"law\":\"lognormal\",\"mean\":1,\"cv\":0.2},"
                        + "{\"scenario\":\"s\",\"name\":\"b\",\"law\":\"normal\",\"mean\":2,\"cv\":0.1},"
                        + "{\"scenario\":\"t\",\"name\":\"a\",\"law\":\"lognormal\",\"mean\":1.2,\"cv\":0.2},"
                        + "{\"scenario\":\"t\",\"name\":\"b\",\"law\":\"normal\",\"mean\":2,\"cv\":0.1}]");
        var ties = write("ties.csv", "first,second,rho\na,b,0.5\n");
        var means = use(Map.of("task", "laws", "model", "a^2"), laws, ties)
                .getFirst()
                .table();
        for (int j = 0; j < 2; j++) {
            double truth = (j == 0 ? 1 : 1.44) * 1.04;
            assertThat((means.reals("mean")[j] - truth) / means.reals("mean_error")[j])
                    .isBetween(-4.5, 4.5);
        }
        var failures = use(
                        Map.of("task", "reliability", "model", "a", "thresholds", "0,1,2"),
                        write("inputs.csv", NORMALS))
                .getFirst()
                .table();
        assertThat((failures.reals("probability")[2] - 0.0227501) / failures.reals("probability_error")[2])
                .isBetween(-4.5, 4.5);
    }

    @Test
    void input_that_does_not_fit_is_told_in_one_line() throws IOException {
        var inputs = write("inputs.csv", NORMALS);
        assertThatThrownBy(() -> use(Map.of(), inputs)).hasMessageStartingWith("task = sobol needs a model");
        assertThatThrownBy(() -> use(Map.of("model", "a + c"), inputs)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> use(Map.of("task", "data"), inputs)).hasMessageContaining("needs two files");
        assertThatThrownBy(() -> use(Map.of("task", "reliability", "model", "a"), inputs))
                .hasMessageContaining("needs thresholds");
        assertThatThrownBy(() -> use(Map.of("model", "a"), write("bad.csv", "name,law,mean,cv\na,normal,1,0\n")))
                .hasMessageContaining("bad.csv row 1: cv must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> use(Map.of("model", "a"), write("odd.csv", "name,law\na,cauchy\n")))
                .hasMessageContaining("law must be one of normal");
        assertThatThrownBy(() -> use(Map.of("model", "log(a)"), inputs)).hasMessageContaining("not finite");
    }
}
