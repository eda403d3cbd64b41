package org.onsager.papers.gppdesolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.LocalEngine;
import org.onsager.lab.MemoryTrial;
import org.onsager.lab.Parameters;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;

class PdeToolTest {
    private static final String WAVE = """
            # a wave that is known
            box x: 0, 2, 60
            equation: u_xx = -144*sin(12*x)
            boundary x lower: 0
            boundary x upper: sin(24)
            solution: sin(12*x)
            """;

    @TempDir
    private Path folder;

    private List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new PdeTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String value(Table summary, String quantity) {
        var names = (Table.Texts) summary.column("quantity").orElseThrow();
        var values = (Table.Texts) summary.column("value").orElseThrow();
        return values.values().get(names.values().indexOf(quantity));
    }

    @Test
    void a_known_wave_is_solved_with_its_error_spectrum_and_bands() throws IOException {
        var tables = use(Map.of("components", "8", "iterations", "80"), write("wave.txt", WAVE));
        assertThat(tables.stream().map(NamedTable::name)).containsExactly("solution", "spectrum", "history", "summary");
        var solution = tables.getFirst().table();
        assertThat(solution.names()).containsExactly("x", "u", "u_xx", "sd", "residual", "exact", "error");
        assertThat(Arrays.stream(solution.reals("error")).map(Math::abs).max().orElseThrow())
                .isLessThan(0.02);
        assertThat(tables.get(1).table().reals("frequency")[0]).isCloseTo(12 / (2 * Math.PI), within(0.1));
        assertThat(Double.parseDouble(value(tables.get(3).table(), "relative error")))
                .isLessThan(0.01);
        assertThat(value(tables.get(3).table(), "equation")).isEqualTo("u_xx = -144*sin(12*x)");
    }

    @Test
    void two_axes_a_reaction_and_a_source_from_the_solution() throws IOException {
        var file = write("square.txt", """
                box x: 0, 1, 12
                box t: 0, 1, 12
                equation: u_xx + u_tt + u*(u^2 - 1)
                solution: sin(2*x)*cos(t)
                """);
        var sets = Map.of("components", "5", "iterations", "40", "bands", "false", "points", "5");
        var solution = use(sets, file).getFirst().table();
        assertThat(solution.rows()).isEqualTo(25);
        assertThat(solution.names()).containsExactly("x", "t", "u", "u_tt", "u_xx", "exact", "error");
        assertThat(Arrays.stream(solution.reals("error")).map(Math::abs).max().orElseThrow())
                .isLessThan(0.05);
    }

    @Test
    void variable_coefficients_slopes_rings_and_sources_from_a_file() throws IOException {
        var equation = PdeEquation.of(
                "(1 + x)*u_xx - 3*u_x = 2*u + x",
                List.of("x"),
                List.of(org.onsager.inference.gaussian.GridAxis.equispaced(0, 1, 8)));
        assertThat(equation.operator().terms()).hasSize(3);
        assertThat(equation.operator().isLinear()).isTrue();
        assertThat(equation.source().orElseThrow()[7]).isEqualTo(1);
        var slope = write("slope.txt", """
                box x: 0, 1, 20
                equation: u_xx = -9*cos(3*x)
                slope x lower: 0
                boundary x upper: cos(3)
                """);
        var sets = Map.of("components", "6", "iterations", "150", "bands", "false");
        double[] u = use(sets, slope).getFirst().table().reals("u");
        assertThat(u[0]).isCloseTo(1, within(0.02));
        var ring = write("ring.txt", """
                box x: 0, 1, 20
                equation: u_xx - 4*u = 0
                periodic x
                """);
        var text = new StringBuilder("f\n");
        for (int i = 0; i < 20; i++)
            text.append(-(4 * Math.PI * Math.PI + 4) * Math.sin(2 * Math.PI * i / 19))
                    .append('\n');
        double[] v = use(sets, ring, write("f.csv", text.toString()))
                .getFirst()
                .table()
                .reals("u");
        assertThat(v[5]).isCloseTo(Math.sin(2 * Math.PI * 5 / 19), within(0.02));
    }

    @Test
    void a_table_is_regressed_with_and_without_queries() throws IOException {
        var text = new StringBuilder("place,value\n");
        for (int i = 0; i < 40; i++) text.append("%s,%s%n".formatted(i * 0.1, Math.sin(i * 0.2)));
        var table = write("table.csv", text.toString());
        var sets = Map.of("task", "regression", "output", "value", "iterations", "60");
        var own = use(sets, table).getFirst().table();
        assertThat(own.names()).containsExactly("place", "mean", "sd", "sd_new", "value", "z");
        assertThat(own.reals("mean")[20]).isCloseTo(Math.sin(4), within(0.05));
        var asked = use(sets, table, write("new.csv", "place\n0.55\n1.25\n"))
                .getFirst()
                .table();
        assertThat(asked.reals("mean")[1]).isCloseTo(Math.sin(2.5), within(0.05));
    }

    @Test
    void a_bad_problem_is_refused_with_file_and_line() throws IOException {
        refused("box x: 0, 1, 7\nequation: u_xx = 0\n", "line 1: grid points must be in [8, 100000], not 7");
        refused("box x: 0, 1, 9\n", "must have a line such as equation");
        refused("equation: u_xx = 0\n", "must have one or two lines such as box");
        refused("box x: 0, 1, 9\nequation: u_xx = 0\n", "must have lines such as boundary");
        refused(
                "box x: 0, 1, 9\nequation: u_xx*u = 0\nboundary x lower: 0\n",
                "line 2: equation must be linear in u_xx");
        refused(
                "box x: 0, 1, 9\nequation: u_xx + x*u^2 = 0\nboundary x lower: 0\n",
                "must depend on u alone, not on x");
        refused("box x: 0, 1, 9\nequation: u = 0\nboundary x lower: 0\n", "must have a derivative of u");
        refused("box x: 0, 1, 9\nequation: u_xx = v\nboundary x lower: 0\n", "'v'");
        refused("box x: 0, 1, 9\nequation: u_xx = 0 = 1\nboundary x lower: 0\n", "one '='");
        refused(
                "box x: 0, 1, 9\nequation: u_xx = 0\nboundary x left: 0\n",
                "line 3: must name the end, lower or upper");
        refused("box x: 0, 1, 9\nequation: u_xx = 0\nboundary y lower: 0\n", "line 3: must name an axis of [x]");
        refused("box x: 0, 1, 9\nequation: u_xx = 1/(x-x)\nboundary x lower: 0\n", "source must be finite: f[0]");
        refused("boxes x: 0, 1, 9\n", "line 1: must start with box");
        refused("box x: 0, 1\nequation: u_xx = 0\n", "must give both ends and the grid points");
        refused("box x: 1, 0, 9\nequation: u_xx = 0\n", "low must be in");
        refused("box x: 0, 1, 9\nequation: u_xx\nboundary x lower: 0\n", "must have a right-hand side");
        assertThatThrownBy(() -> use(Map.of(), write("p.txt", WAVE), write("f.csv", "f\n1\n2\n")))
                .hasMessageContaining("must hold one number a grid point, 60, not 2");
        assertThatThrownBy(() -> use(Map.of("range", "-1"), write("p.txt", WAVE)))
                .hasMessageContaining("range must be in");
        assertThatThrownBy(() -> use(Map.of("task", "regression"), write("t.csv", "a,b\n1,2\n3,4\n")))
                .hasMessageContaining("must have a column y (--set output=NAME); its columns are [a, b]");
        assertThatThrownBy(() -> use(Map.of("task", "regression"), write("t.csv", "y\n1\n2\n")))
                .hasMessageContaining("at least one column beside the value");
    }

    private void refused(String text, String message) throws IOException {
        var file = write("bad.txt", text);
        assertThatThrownBy(() -> use(Map.of(), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
