package org.onsager.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.onsager.lab.Verdict;
import org.onsager.lab.figure.Labels;

/// Builds the page of a report.
final class Page {
    private final Report report;
    private final StringBuilder html = new StringBuilder();
    private final Plots plots = new Plots();

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
        var scripts = scripts();
        long room = Report.LARGEST - Plots.bytes(html) - scripts.length() - 1_000;
        return plots.fill(html.toString(), room) + scripts + "</body>\n</html>\n";
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
        html.append(
                        "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Papers</h2>\n<div class=\"wide\"><table>\n")
                .append(
                        "<thead><tr><th scope=\"col\">Paper</th><th scope=\"col\">Year</th><th scope=\"col\">Family</th>")
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
            for (var verdict : Verdict.values())
                html.append("<td>").append(section.count(verdict)).append("</td>");
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div></section>\n");
    }

    /// The figures of each section as HTML with a place for each picture.
    private List<Map<String, String>> figures() {
        var drawn = new ArrayList<Map<String, String>>();
        for (int s = 0; s < report.sections().size(); s++) {
            var views = new LinkedHashMap<String, String>();
            for (var entry : report.sections().get(s).figures().entrySet()) {
                views.put(
                        entry.getKey(),
                        "<figure>%s<figcaption><strong>%s.</strong> %s</figcaption></figure>%n"
                                .formatted(
                                        plots.add("plot-%d-%d".formatted(s, views.size()), entry.getValue()),
                                        Html.rich(entry.getValue().title()),
                                        Html.rich(entry.getValue().caption())));
            }
            drawn.add(views);
        }
        return drawn;
    }

    private void foot() {
        html.append(
                        "<footer><small>Made by Onsager. This page is complete in itself and opens no connection.</small>\n")
                .append("<details><summary>Licences of the parts of this page</summary><pre>")
                .append(Html.text(Assets.licences()))
                .append("</pre></details></footer>\n");
    }

    private String scripts() {
        return "<script type=\"text/plain\" id=\"katex\">" + Assets.katex() + "</script>\n"
                + "<script type=\"text/plain\" id=\"plotly\">" + (plots.isEmpty() ? "" : Assets.plotly())
                + "</script>\n"
                + "<script>" + Assets.own("report.js") + "</script>\n";
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
