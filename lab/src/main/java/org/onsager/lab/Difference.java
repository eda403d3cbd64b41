package org.onsager.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.onsager.lab.run.RunRecord;

/// In what two runs differ: settings first, then results.
///
/// @param before  id of the one run
/// @param after  id of the other
/// @param rows  in order: paper, scale, seed, parameters, code, data, metrics, claims; empty if they are equal
public record Difference(String before, String after, List<Row> rows) {
    public Difference {
        rows = List.copyOf(rows);
    }

    /// One difference.
    ///
    /// @param kind  `setting`, `code`, `data`, `metric` or `claim`
    /// @param name  of what differs
    /// @param before  in the one run, `absent` if it has none
    /// @param after  in the other
    public record Row(String kind, String name, String before, String after) {}

    static Difference of(Outcome before, Outcome after) {
        var rows = new ArrayList<Row>();
        compare(rows, "setting", settings(before.record()), settings(after.record()));
        compare(rows, "code", code(before.record()), code(after.record()));
        compare(rows, "data", before.record().data(), after.record().data());
        compare(rows, "metric", metrics(before), metrics(after));
        compare(rows, "claim", claims(before), claims(after));
        return new Difference(before.run(), after.run(), rows);
    }

    private static void compare(List<Row> rows, String kind, Map<String, String> before, Map<String, String> after) {
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var one = before.getOrDefault(name, "absent");
            var other = after.getOrDefault(name, "absent");
            if (!Objects.equals(one, other)) rows.add(new Row(kind, name, one, other));
        }
    }

    private static Map<String, String> settings(RunRecord record) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("paper", record.paper());
        settings.put("scale", record.scale());
        settings.put("seed", Long.toString(record.seed()));
        settings.putAll(record.sets());
        return settings;
    }

    private static Map<String, String> code(RunRecord record) {
        return Map.of("version", record.version(), "classes", record.code());
    }

    private static Map<String, String> metrics(Outcome outcome) {
        var texts = new LinkedHashMap<String, String>();
        outcome.metrics().forEach((name, value) -> texts.put(name, Double.toString(value)));
        return texts;
    }

    private static Map<String, String> claims(Outcome outcome) {
        var texts = new LinkedHashMap<String, String>();
        for (var claim : outcome.claims()) {
            texts.put(claim.statement().id(), claim.verdict().word());
        }
        return texts;
    }

    /// As lines to read.
    public String toText() {
        if (rows.isEmpty()) return "%s and %s are equal%n".formatted(before, after);
        var text = new StringBuilder("%-8s %-24s %s -> %s%n".formatted("what", "name", before, after));
        for (var row : rows) {
            text.append("%-8s %-24s %s -> %s%n".formatted(row.kind(), row.name(), row.before(), row.after()));
        }
        return text.toString();
    }
}
