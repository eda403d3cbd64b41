package org.onsager.papers.coulombgascumulants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.onsager.lab.data.Tables;

class GasToolTest {
    @TempDir
    private Path folder;

    private static List<NamedTable> use(Map<String, String> sets, Path... inputs) {
        var tool = new GasTool();
        var settings = Parameters.of(tool.defaults()).with(tool.defaults(), sets);
        try (var engine = new LocalEngine(2)) {
            return tool.run(settings, List.of(inputs), MemoryTrial.ofTool(1, engine));
        }
    }

    private static double value(Table table, String method, int order) {
        var methods = (Table.Texts) table.column("method").orElseThrow();
        double[] orders = table.reals("order");
        return IntStream.range(0, table.rows())
                .filter(i -> methods.values().get(i).equals(method) && orders[i] == order)
                .mapToDouble(i -> table.reals("value")[i])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void typed_trap_and_observable_give_formula_exact_and_sampled_cumulants() {
        var table = use(Map.of("trap", "r^2/4+r^4/8", "f", "cos(2*r)", "particles", "800", "draws", "2000"))
                .getFirst()
                .table();
        assertThat(value(table, "asymptotic", 2)).isCloseTo(1.5851067 / 2, within(1e-7));
        assertThat(value(table, "exact", 2)).isCloseTo(1.58263 / 2, within(1e-7));
        assertThat(value(table, "exact", 3)).isCloseTo(-1.9915783 / 4 / 800, within(1e-9));
        assertThat(value(table, "sample", 2)).isCloseTo(0.791, within(0.1));
        assertThat(((Table.Texts) table.column("note").orElseThrow()).values())
                .anyMatch(note -> note.startsWith("not resolved"));
    }

    @Test
    void written_points_are_read_back_and_recognised() {
        var points = folder.resolve("points.csv");
        Tables.write(
                use(Map.of("task", "sample", "sampler", "ginibre", "particles", "100", "draws", "25"))
                        .getFirst()
                        .table(),
                points);
        var tables = use(Map.of("task", "fit", "references", "60", "orders", "3"), points);
        assertThat(tables.stream().map(NamedTable::name)).containsExactly("fit", "cumulants");
        double beta = tables.getFirst().table().reals("beta")[0];
        double error = tables.getFirst().table().reals("standard_error")[0];
        assertThat(beta).isCloseTo(2, within(4 * error + 0.15));
        var cumulants = tables.getLast().table();
        assertThat(value(cumulants, "patterns", 1)).isCloseTo(50, within(0.1));
        assertThat(value(cumulants, "independent", 2)).isGreaterThan(5 * value(cumulants, "asymptotic", 2));
    }

    @Test
    void longitudes_and_latitudes_are_projected() throws IOException {
        var text = new StringBuilder("id,name,lat,lon\n");
        for (int i = 0; i < 100; i++)
            text.append(
                    "\"%d\",\"nest\",%s,%s%n".formatted(i, 52 + 0.01 * (i % 10) + 0.00007 * i, 8.3 + 0.013 * (i / 10)));
        var file = Files.writeString(folder.resolve("nests.csv"), text);
        var own = OwnPatterns.read(List.of(file), 2);
        assertThat(own.particles()).isEqualTo(100);
        double[] p = own.patterns().getFirst();
        double east = p[99] - p[0];
        assertThat(east).isCloseTo(9 * 0.013 * 111.195 * Math.cos(Math.toRadians(52.0485)), within(0.02));
        assertThat(use(Map.of("references", "20"), file)).hasSize(2);
    }

    @Test
    void rate_equilibrium_generating_and_variance_are_tables() {
        var rate = use(Map.of("task", "rate", "from", "0.3", "to", "0.8", "points", "6"))
                .getFirst()
                .table();
        double l = rate.reals("l")[5];
        assertThat(rate.reals("psi")[5]).isCloseTo(l / 2 - 0.25 - 0.25 * Math.log(2 * l), within(1e-9));
        var components = use(Map.of("task", "equilibrium", "trap", "r^4/4-r^2/4"))
                .getFirst()
                .table();
        assertThat(components.reals("inner")[0]).isCloseTo(Math.sqrt(0.5), within(1e-12));
        var generating = use(Map.of("task", "generating", "particles", "20", "points", "3"))
                .getFirst()
                .table();
        assertThat(generating.reals("log_mean_exp")[1]).isCloseTo(0, within(1e-12));
        var variance = use(Map.of("task", "variance", "f", "x")).getFirst().table();
        assertThat(variance.reals("value")[0]).isCloseTo(0.5, within(1e-10));
    }

    @Test
    void bad_input_is_named() throws IOException {
        assertThatThrownBy(() -> use(Map.of("f", "cos(2*q)"))).hasMessageContaining("unknown name 'q'");
        assertThatThrownBy(() -> use(Map.of("beta", "0"))).hasMessageContaining("beta");
        assertThatThrownBy(() -> use(Map.of("particles", "0"))).hasMessageContaining("particles");
        assertThatThrownBy(() -> use(Map.of("dimension", "0"))).hasMessageContaining("dimension");
        assertThatThrownBy(() -> use(Map.of("trap", "log(1+r^2)/4"))).hasMessageContaining("unconfined");
        assertThatThrownBy(() -> use(Map.of("methods", "guess"))).hasMessageContaining("methods must be of");
        assertThatThrownBy(() -> use(Map.of("task", "fit"))).hasMessageContaining("needs point patterns");
        assertThatThrownBy(() -> use(Map.of("methods", "exact", "beta", "1"))).hasMessageContaining("beta must be 2");
        var words = Files.writeString(folder.resolve("words.csv"), "a,b\nx,y\n");
        assertThatThrownBy(() -> use(Map.of(), words))
                .hasMessageContaining("words.csv")
                .hasMessageContaining("numeric columns");
        var hole = Files.writeString(folder.resolve("hole.csv"), "x,y\n1,2\n,3\n");
        assertThatThrownBy(() -> use(Map.of(), hole)).hasMessageContaining("row 2 has no finite coordinate 1");
    }

    @Test
    void several_components_leave_high_orders_out_with_the_reason() {
        var table = use(Map.of(
                        "trap", "r^2/2 + 3*exp(-40*(r-0.7)^2)", "methods", "auto", "draws", "200", "particles", "20"))
                .getFirst()
                .table();
        assertThat(value(table, "asymptotic", 3)).isNaN();
        assertThat(((Table.Texts) table.column("note").orElseThrow()).values())
                .anyMatch(note -> note.contains("refused"));
    }
}
