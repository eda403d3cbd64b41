package org.onsager.lab.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.onsager.lab.Check;
import org.onsager.lab.Claim;
import org.onsager.lab.Verdict;

/// Writes the section of one run.
///
/// @param id  of its heading, unique on the page
/// @param figures  name to HTML
record SectionView(StringBuilder html, Report.Section section, String id, Map<String, String> figures) {

    void write() {
        var paper = section.paper();
        html.append("<section aria-labelledby=\"%s\">%n<hgroup><h2 id=\"%s\">%s</h2>%n<p>%s. %s (%d).</p></hgroup>%n"
                .formatted(
                        id,
                        id,
                        Html.rich(paper.title()),
                        Html.text(String.join(", ", paper.authors())),
                        Html.text(paper.reference()),
                        paper.year()));
        html.append("<p class=\"command\"><code>%s</code> <button type=\"button\" class=\"copy\">Copy</button></p>%n"
                .formatted(Html.text(section.command())));
        provenance();
        claims();
        figures.values().forEach(html::append);
        numbers(
                "Metrics",
                "Metric",
                "Value",
                section.metrics().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                e -> Html.number(e.getValue()),
                                (a, b) -> a,
                                java.util.LinkedHashMap::new)));
        numbers("Parameters", "Parameter", "Value", section.parameters());
        html.append("</section>\n");
    }

    private void provenance() {
        html.append("<dl class=\"facts\">");
        fact("Run", section.run());
        fact("Scale", section.scale());
        fact("Seed", String.valueOf(section.seed()));
        fact("Version", section.version());
        fact("Data", data());
        fact("Time", Page.duration(section.seconds()));
        html.append("</dl>\n");
    }

    private String data() {
        if (section.data().isEmpty()) return "none";
        return section.data().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void fact(String name, String value) {
        html.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(Html.text(name), Html.text(value)));
    }

    private void claims() {
        if (section.claims().isEmpty()) return;
        html.append("<h3>Claims</h3>\n<div class=\"wide\"><table class=\"claims\">\n<thead><tr>");
        for (var name : new String[] {"Id", "Claim", "Published", "Measured", "Tolerance", "Verdict"}) {
            html.append("<th scope=\"col\">").append(name).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        section.claims().forEach(this::claim);
        html.append("</tbody></table></div>\n");
    }

    private void claim(Claim claim) {
        var statement = claim.statement();
        var tightest = claim.tightest();
        html.append("<tr><th scope=\"row\">").append(Html.text(statement.id())).append("</th><td>");
        html.append(Html.rich(statement.text()));
        if (!claim.note().isEmpty())
            html.append("<br><small>").append(Html.rich(claim.note())).append("</small>");
        html.append("<details><summary>How it was judged</summary><ul>");
        for (var check : claim.checks()) {
            html.append("<li>")
                    .append(check.holds() ? "✓ " : "✗ ")
                    .append(Html.rich(check.describe()))
                    .append("</li>");
        }
        html.append("<li>Source: ").append(Html.rich(statement.source())).append("</li><li>Again: <code>");
        html.append(Html.text(section.command())).append("</code>, version ").append(Html.text(section.version()));
        html.append(", data ").append(Html.text(data())).append("</li></ul></details></td><td>");
        html.append(
                statement.published().isEmpty()
                        ? tightest.map(SectionView::expected).orElse("–")
                        : Html.rich(statement.published()));
        html.append("</td><td>").append(tightest.map(SectionView::measured).orElse("–"));
        html.append("</td><td>").append(tightest.map(SectionView::tolerance).orElse("–"));
        html.append("</td><td>").append(mark(claim.verdict())).append("</td></tr>\n");
    }

    private static String expected(Check check) {
        return switch (check) {
            case Check.Value value -> Html.number(value.expected());
            case Check.Estimate estimate -> Html.number(estimate.expected());
            case Check.Within within -> "[%s, %s]".formatted(Html.number(within.low()), Html.number(within.high()));
            case Check.Increasing _ -> "increasing";
            case Check.Fact _ -> "yes";
        };
    }

    private static String measured(Check check) {
        return switch (check) {
            case Check.Value value -> Html.number(value.measured());
            case Check.Estimate estimate ->
                "%s ± %s (n = %d)"
                        .formatted(Html.number(estimate.measured()), brief(estimate.standardError()), estimate.n());
            case Check.Within within -> Html.number(within.measured());
            case Check.Increasing increasing -> increasing.holds() ? "increasing" : "not increasing";
            case Check.Fact fact -> fact.holds() ? "yes" : "no";
        };
    }

    private static String tolerance(Check check) {
        return switch (check) {
            case Check.Value value -> brief(value.tolerance());
            case Check.Estimate estimate -> brief(estimate.tolerance());
            case Check.Increasing increasing -> "slack " + brief(increasing.slack());
            default -> "–";
        };
    }

    private static String brief(double value) {
        return Html.text(
                value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value).replace('-', '−'));
    }

    /// A verdict told by sign, word and colour.
    static String mark(Verdict verdict) {
        var sign = switch (verdict) {
            case REPRODUCED -> "✓";
            case NOT_REPRODUCED -> "✗";
            case NOT_TESTED -> "○";
        };
        return "<span class=\"verdict %s\">%s %s</span>".formatted(verdict.word(), sign, verdict.word());
    }

    private void numbers(String title, String name, String value, Map<String, String> rows) {
        if (rows.isEmpty()) return;
        html.append("<details><summary>%s (%d)</summary><div class=\"wide\"><table>%n".formatted(title, rows.size()));
        html.append("<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>%n<tbody>%n"
                .formatted(name, value));
        rows.forEach((key, text) -> html.append("<tr><th scope=\"row\"><code>%s</code></th><td>%s</td></tr>%n"
                .formatted(Html.text(key), Html.text(text))));
        html.append("</tbody></table></div></details>\n");
    }
}
