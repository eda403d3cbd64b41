package org.onsager.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.lab.Figure;
import tools.jackson.databind.json.JsonMapper;

class ExportsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Figure figure(String name) {
        return Objects.requireNonNull(Gallery.figures().get(name));
    }

    @ParameterizedTest
    @MethodSource("org.onsager.lab.figure.DrawingTest#names")
    void plotly_json_has_data_layout_and_only_numbers_json_knows(String name) {
        var root = JSON.readTree(PlotlyJson.of(figure(name)));
        assertThat(root.get("data").size()).isPositive();
        assertThat(root.get("layout").get("title").get("text").asString()).isNotEmpty();
        assertThat(PlotlyJson.of(figure(name))).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void plotly_lines_keep_every_digit_and_gaps() {
        double third = 1.0 / 3;
        var figure = Figure.of("t", "x", "y")
                .line("l", new double[] {0, 1, 2}, new double[] {third, Double.NaN, 2})
                .build();
        var y = JSON.readTree(PlotlyJson.of(figure)).get("data").get(0).get("y");
        assertThat(y.get(0).asDouble()).isEqualTo(third);
        assertThat(y.get(1).isNull()).isTrue();
    }

    @Test
    void plotly_animation_has_a_frame_and_a_step_of_the_slider_for_each_label() {
        var root = JSON.readTree(PlotlyJson.of(figure("frames")));
        assertThat(root.get("frames").size()).isEqualTo(11);
        assertThat(root.get("layout").get("sliders").get(0).get("steps").size()).isEqualTo(11);
        // One trace stands still, two move.
        assertThat(root.get("data").size()).isEqualTo(3);
        assertThat(root.get("frames").get(4).get("traces").get(0).asInt()).isEqualTo(1);
    }

    @Test
    void csv_has_a_row_for_every_datum() {
        assertThat(FigureCsv.of(figure("images")).lines().count()).isEqualTo(1 + 10 * 784);
        assertThat(FigureCsv.of(figure("heatmap")).lines().count()).isEqualTo(1 + 61 * 41);
        var points = FigureCsv.of(figure("lines"))
                .lines()
                .filter(row -> row.contains(",point,"))
                .findFirst()
                .orElseThrow();
        var cells = points.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        assertThat(cells).hasSize(11);
        assertThat(Double.parseDouble(cells[7]) - Double.parseDouble(cells[6])).isCloseTo(0.06, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("org.onsager.lab.figure.DrawingTest#names")
    void pgfplots_opens_and_closes_what_it_opens(String name) {
        var tex = Pgfplots.of(figure(name));
        assertThat(count(tex, "\\begin{axis}")).isPositive().isEqualTo(count(tex, "\\end{axis}"));
        assertThat(tex).endsWith("\\end{tikzpicture}\n").doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(count(tex, "{")).isEqualTo(count(tex, "}"));
    }

    @Test
    void tex_escapes_text_and_keeps_formulas() {
        assertThat(Pgfplots.escape("50 % of $a_b$ \\(\\gamma_c\\) & {x}"))
                .isEqualTo("50 \\% of \\$a\\_b\\$ \\(\\gamma_c\\) \\& \\{x\\}");
    }

    private static long count(String text, String word) {
        return (text.length() - text.replace(word, "").length()) / word.length();
    }
}
