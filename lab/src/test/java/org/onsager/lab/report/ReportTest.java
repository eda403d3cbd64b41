package org.onsager.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.Check;
import org.onsager.lab.Claim;
import org.onsager.lab.Figure;
import org.onsager.lab.Paper;
import org.onsager.lab.Statement;

class ReportTest {
    private static final String EVIL = "<script>alert(1)</script>\"'&";

    @TempDir
    static Path folder;

    private static String html = "";

    @BeforeAll
    static void write() throws IOException {
        var figures = new LinkedHashMap<String, Figure>();
        figures.put(
                "overlap",
                Figure.of("Overlap \\(m\\)", "\\(\\gamma\\)", "m")
                        .caption("n = 20 " + EVIL)
                        .line("theory " + EVIL, new double[] {0, 1}, new double[] {1, 0})
                        .build());
        var file = folder.resolve("made/index.html");
        report(figures).write(file);
        html = Files.readString(file);
    }

    private static Report report(Map<String, Figure> figures) {
        var paper =
                new Paper("dense-" + EVIL, "Title " + EVIL, List.of("A. " + EVIL), 2022, "arXiv:0 " + EVIL, "memory");
        var claims = List.of(
                new Claim(
                        new Statement("D1", "capacity \\(\\gamma_c\\) " + EVIL, "0.395720 (P = 4)", "eq. 3"),
                        List.of(new Check.Value("gamma_c", 0.39572, 0.3957204, 1e-5)),
                        "by Brent " + EVIL),
                new Claim(
                        new Statement("M2", "overlap", "", "fig. 3"),
                        List.of(new Check.Estimate("m", 0.98, 0.90, 0.005, 20, 4, 0)),
                        "finite size"),
                Claim.untested(new Statement("M3", "digits", "", ""), "no data"));
        return new Report(
                "Report " + EVIL,
                "smoke",
                List.of(new Report.Section(
                        paper,
                        "run-1",
                        "./onsager run dense --seed 7",
                        "smoke",
                        7,
                        "0.1.0 (code 12ab)",
                        Map.of("mnist", "sha256:abc"),
                        Map.of("P", "4"),
                        claims,
                        Map.of("gamma_c", 0.3957204),
                        figures,
                        3.25)));
    }

    @Test
    void every_claim_shows_both_sides_tolerance_verdict_and_how_to_do_it_again() {
        assertThat(html)
                .contains("0.395720 (P = 4)")
                .contains("0.3957204")
                .contains("1.0e−05")
                .contains("✓ reproduced")
                .contains("0.9 ± 0.0050 (n = 20)")
                .contains("✗ not-reproduced")
                .contains("○ not-tested")
                .contains("no data")
                .contains("./onsager run dense --seed 7")
                .contains("0.1.0 (code 12ab)")
                .contains("mnist sha256:abc");
    }

    @Test
    void nothing_is_loaded_from_anywhere() {
        assertThat(Pattern.compile("(?i)(src|href|srcset|action|data|poster)\\s*=\\s*[\"']?\\s*(https?:)?//")
                        .matcher(html)
                        .find())
                .isFalse();
        assertThat(Pattern.compile("(?i)url\\(\\s*[\"']?+(?!data:|#)")
                        .matcher(html)
                        .find())
                .isFalse();
        assertThat(Pattern.compile("(?i)@import|<link|<iframe|<object|<embed")
                        .matcher(html)
                        .find())
                .isFalse();
        // What remains are names of XML name spaces inside data, never addresses of something to load.
        assertThat(html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void everything_is_escaped() {
        assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    }

    @Test
    void figures_are_there_as_picture_and_as_data_and_are_described() {
        assertThat(html)
                .contains("<svg viewBox=")
                .contains("id=\"plot-0-0\"")
                .contains("class=\"data\"")
                .contains("role=\"img\"")
                .contains("<figcaption>");
        assertThat(html).contains("data-tex=\"\\gamma_c\"").contains("<i>γ</i><sub><i>c</i></sub>");
    }

    @Test
    void tags_that_are_opened_are_closed() {
        for (var tag : List.of(
                "section", "table", "tr", "td", "figure", "details", "ul", "dl", "main", "svg", "div", "span",
                "small")) {
            // Not in the styles and scripts.
            var body = html.substring(html.indexOf("<body>")).replaceAll("(?s)<script.*?</script>", "");
            assertThat(count(body, "<" + tag + "[ >]"))
                    .as(tag)
                    .isEqualTo(count(body, "</" + tag + ">"))
                    .isPositive();
        }
    }

    @Test
    void a_page_stays_below_five_megabytes_whatever_the_figures() {
        var random = new Random(1);
        var figures = new LinkedHashMap<String, Figure>();
        for (int k = 0; k < 6; k++) {
            double[] x = random.doubles(15_000).toArray();
            double[] y = random.doubles(15_000).toArray();
            figures.put("f" + k, Figure.of("f" + k, "x", "y").points("p", x, y).build());
        }
        var large = report(figures).html();
        assertThat(large.getBytes(StandardCharsets.UTF_8).length).isBetween(4_000_000, Report.LARGEST);
        assertThat(large).contains("class=\"still\"");
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(Report.LARGEST);
        assertThat(html).doesNotContain("class=\"still\"");
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
