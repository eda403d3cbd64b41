package org.onsager.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.onsager.papers.Catalogue;

/// The catalogue as text, JSON and the README's table.
final class Listings {
    private Listings() {}

    static String text(Catalogue catalogue, Map<String, Reproduced> counts) {
        var table = new TextTable("paper", "year", "room", "claims at the last run", "title");
        for (var paper : catalogue.papers()) {
            boolean implemented = catalogue.experiments().containsKey(paper.slug());
            var count = counts.get(paper.slug());
            table.row(
                    paper.slug(),
                    paper.year(),
                    paper.family(),
                    !implemented ? "planned" : count == null ? "not run yet" : summary(count),
                    paper.title());
        }
        return table.aligned(Console.width());
    }

    static String markdown(Catalogue catalogue, Map<String, Reproduced> counts) {
        var table = new TextTable(
                "paper", "title", "room", "implemented", "claims reproduced", "not reproduced", "not tested");
        for (var paper : catalogue.papers()) {
            boolean implemented = catalogue.experiments().containsKey(paper.slug());
            var count = counts.get(paper.slug());
            table.row(
                    implemented ? "[%s](docs/papers/%s.md)".formatted(paper.slug(), paper.slug()) : paper.slug(),
                    "%s (%d)".formatted(paper.title(), paper.year()),
                    paper.family(),
                    implemented ? "yes" : "",
                    count == null ? "" : "%d of %d".formatted(count.reproduced(), count.total()),
                    count == null ? "" : count.notReproduced(),
                    count == null ? "" : count.notTested());
        }
        return table.markdown();
    }

    static String json(Catalogue catalogue, Map<String, Reproduced> counts) {
        var text = new StringBuilder("[");
        String separator = "\n";
        for (var paper : catalogue.papers()) {
            text.append(separator)
                    .append("{\"slug\":%s,\"title\":%s,\"year\":%d,\"family\":%s,\"implemented\":%b,\"claims\":%s}"
                            .formatted(
                                    quoted(paper.slug()),
                                    quoted(paper.title()),
                                    paper.year(),
                                    quoted(paper.family()),
                                    catalogue.experiments().containsKey(paper.slug()),
                                    claims(counts.get(paper.slug()))));
            separator = ",\n";
        }
        return text.append("\n]\n").toString();
    }

    private static String claims(@Nullable Reproduced count) {
        if (count == null) return "null";
        return "{\"total\":%d,\"reproduced\":%d,\"notReproduced\":%d,\"notTested\":%d}"
                .formatted(count.total(), count.reproduced(), count.notReproduced(), count.notTested());
    }

    private static String summary(Reproduced count) {
        return "%d of %d reproduced%s"
                .formatted(
                        count.reproduced(),
                        count.total(),
                        count.notReproduced() > 0 ? ", %d not".formatted(count.notReproduced()) : "");
    }

    /// A JSON string. Here and not by Jackson, which would cost the quick listing half of its time.
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < 0x20) quoted.append("\\u%04x".formatted((int) c));
                    else quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }
}
