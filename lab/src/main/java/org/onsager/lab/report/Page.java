package org.onsager.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onsager.lab.Verdict;
import org.onsager.lab.figure.Drawing;
import org.onsager.lab.figure.Labels;
import org.onsager.lab.figure.PlotlyJson;

/// Builds the page of a report.
final class Page {
    private final Report report;
    private final StringBuilder html = new StringBuilder();
    private final List<Plot> plots = new ArrayList<>();

    /// One figure in both forms.
    ///
    /// @param id  unique on the page
    private record Plot(String id, String svg, String json) {}

    Page(Report report) {
        this.report = report;
    }

    String html() {
        var figures = figures();
        head();
        html.append("<body>\n<a class=\"skip\" href=\"#content\">Skip to the results</a>\n<header>\n<hgroup><h1>")
                .append(Html.rich(report.title()))
                .append("</h1>\n<p>")
                .append(Html.rich(report.subtitle()))
                .append("</p></hgroup>\n<button type=\"button\" id=\"theme\">Light or dark</button>\n</header>\n")
                .append("<main id=\"content\">\n");
        summary();
        for (int s = 0; s < report.sections().size(); s++) {
            new SectionView(html, report.sections().get(s), sectionId(s), figures.get(s)).write();
        }
        html.append("</main>\n");
        foot();
        data();
        return html.append("</body>\n</html>\n").toString();
    }

    private String sectionId(int s) {
        return "paper-" + s + "-" + Html.id(report.sections().get(s).paper().slug());
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Html.text(Labels.plain(report.title())))
                .append("</title>\n<style>")
                .append(Assets.pico())
                .append("</style>\n<style>")
                .append(Assets.katexStyle())
                .append("</style>\n<style>")
                .append(Assets.own("report.css"))
                .append("</style>\n</head>\n");
    }

    private void summary() {
        html.append("<section aria-labelledby=\"summary\"><h2 id=\"summary\">Papers</h2>\n<div class=\"wide\"><table>\n")
                .append("<thead><tr><th scope=\"col\">Paper</th><th scope=\"col\">Year</th><th scope=\"col\">Family</th>")
                .append("<th scope=\"col\">Scale</th>");
        for (var verdict : Verdict.values()) {
            html.append("<th scope=\"col\">").append(SectionView.mark(verdict)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int s = 0; s < report.sections().size(); s++) {
            var section = report.sections().get(s);
            html.append("<tr><th scope=\"row\"><a href=\"#%s\">%s</a></th><td>%d</td><td>%s</td><td>%s</td>"
                    .formatted(
                            sectionId(s),
                            Html.rich(section.paper().title()),
                            section.paper().year(),
                            Html.text(section.paper().family()),
                            Html.text(section.scale())));
            for (var verdict : Verdict.values()) html.append("<td>").append(section.count(verdict)).append("</td>");
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div></section>\n");
    }

    /// The figures of each section as HTML, their data kept for the end of the page.
    private List<Map<String, String>> figures() {
        var drawn = new ArrayList<Map<String, String>>();
        for (int s = 0; s < report.sections().size(); s++) {
            var views = new LinkedHashMap<String, String>();
            for (var entry : report.sections().get(s).figures().entrySet()) {
                var id = "plot-%d-%d".formatted(s, views.size());
                var svg = Drawing.svg(entry.getValue(), id);
                // Inside HTML the name space is known, and the page names no address at all.
                svg = svg.replaceFirst(" xmlns=\"[^\"]*\"", "");
                plots.add(new Plot(id, svg, PlotlyJson.of(entry.getValue())));
                views.put(
                        entry.getKey(),
                        "<figure><div class=\"plot\" id=\"%s\">%s</div><figcaption><strong>%s.</strong> %s</figcaption></figure>%n"
                                .formatted(
                                        id,
                                        svg,
                                        Html.rich(entry.getValue().title()),
                                        Html.rich(entry.getValue().caption())));
            }
            drawn.add(views);
        }
        return drawn;
    }

    private void foot() {
        html.append("<footer><small>Made by Onsager. This page is complete in itself and opens no connection.</small>\n")
                .append("<details><summary>Licences of the parts of this page</summary><pre>")
                .append(Html.text(Assets.licences()))
                .append("</pre></details></footer>\n");
    }

    /// Figure data and scripts; the largest figures stay pictures if the page would become too large.
    private void data() {
        var script = Assets.own("report.js");
        var katex = Assets.katex();
        var plotly = plots.isEmpty() ? "" : Assets.plotly();
        long room = Report.LARGEST - bytes(html) - script.length() - katex.length() - plotly.length() - 2_000;
        var byLength = plots.stream()
                .sorted(Comparator.comparingInt((Plot plot) -> plot.json.length()).thenComparing(Plot::id))
                .toList();
        for (var plot : byLength) {
            long size = bytes(plot.json) + 80;
            if (size > room) {
                html.append("<template class=\"still\" data-for=\"%s\"></template>%n".formatted(plot.id));
                continue;
            }
            room -= size;
            html.append("<script type=\"application/json\" data-for=\"%s\">%s</script>%n".formatted(plot.id, plot.json));
        }
        html.append("<script type=\"text/plain\" id=\"katex\">").append(katex).append("</script>\n");
        html.append("<script type=\"text/plain\" id=\"plotly\">").append(plotly).append("</script>\n");
        html.append("<script>").append(script).append("</script>\n");
    }

    private static long bytes(CharSequence text) {
        long count = 0;
        for (int i = 0; i < text.length(); i++) count += text.charAt(i) < 0x80 ? 1 : text.charAt(i) < 0x800 ? 2 : 3;
        return count;
    }

    /// A duration as people say it.
    static String duration(double seconds) {
        if (!(seconds >= 0)) return "–";
        if (seconds < 120) return String.format(Locale.ROOT, "%.3g s", seconds);
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
