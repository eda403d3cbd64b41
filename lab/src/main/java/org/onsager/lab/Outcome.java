package org.onsager.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.run.RunRecord;

/// What a run gave.
///
/// @param record  what ran
/// @param claims  in the order of the experiment's statements
public record Outcome(RunRecord record, List<Claim> claims) {
    public Outcome {
        claims = List.copyOf(claims);
    }

    /// The run's id.
    public String run() {
        return record.run();
    }

    /// Its parameters, in order: numbers, booleans, words, lists of numbers.
    public Map<String, Object> parameters() {
        return record.parameters();
    }

    /// Its numbers, by name.
    public Map<String, Double> metrics() {
        return record.metrics();
    }

    /// Seconds of computing, over all resumptions.
    public double seconds() {
        return record.seconds();
    }

    /// The claims with that verdict.
    public long count(Verdict verdict) {
        return claims.stream().filter(claim -> claim.verdict() == verdict).count();
    }

    /// The command that does this run again.
    public String command() {
        var command = new StringBuilder(
                "./onsager run %s --scale %s --seed %d".formatted(record.paper(), record.scale(), record.seed()));
        record.changed().forEach((name, value) -> command.append(" --set ").append(quoted(name + "=" + value)));
        return command.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_=.,:+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// The document that `run --json` prints, without a final line break.
    public String toJson() {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("run", record.run());
        document.put("paper", record.paper());
        document.put("scale", record.scale());
        document.put("seed", record.seed());
        document.put("parameters", parameters());
        var numbers = new LinkedHashMap<String, @Nullable Object>();
        metrics().forEach((name, value) -> numbers.put(name, number(value)));
        document.put("metrics", numbers);
        var rows = new ArrayList<Object>();
        for (var claim : claims) rows.add(row(claim));
        document.put("claims", rows);
        document.put("seconds", record.seconds());
        return LabJson.document(document);
    }

    private Map<String, @Nullable Object> row(Claim claim) {
        var numbers = Numbers.of(claim);
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", claim.statement().id());
        row.put("statement", claim.statement().text());
        row.put("published", claim.statement().published());
        row.put("expected", number(numbers.expected()));
        row.put("measured", number(numbers.measured()));
        row.put("tolerance", number(numbers.tolerance()));
        row.put("verdict", claim.verdict().word());
        row.put("note", claim.note());
        var checks = new ArrayList<Object>();
        for (var check : claim.checks()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("name", check.name());
            one.put("describe", check.describe());
            one.put("holds", check.holds());
            checks.add(one);
        }
        row.put("checks", checks);
        row.put("command", command());
        row.put("version", record.version());
        row.put("data", record.data());
        return row;
    }

    /// The numbers of a claim's tightest check that has any; NaN for none.
    private record Numbers(double expected, double measured, double tolerance) {
        static Numbers of(Claim claim) {
            return claim.checks().stream()
                    .filter(check -> check instanceof Check.Value || check instanceof Check.Estimate)
                    .max(java.util.Comparator.comparingDouble(Check::strain))
                    .map(check -> switch (check) {
                        case Check.Value value -> new Numbers(value.expected(), value.measured(), value.tolerance());
                        case Check.Estimate estimate ->
                            new Numbers(estimate.expected(), estimate.measured(), estimate.tolerance());
                        default -> throw new IllegalStateException("filtered above");
                    })
                    .orElse(new Numbers(Double.NaN, Double.NaN, Double.NaN));
        }
    }

    /// JSON has no NaN and no infinity.
    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
