package org.onsager.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.run.RunRecord;

/// What ran, with what, and what became of each stage: why a stored result was or was not used.
///
/// @param record  paper, parameters, seed, code, machine, data
/// @param stages  one line a stage, in order of use; empty if the process was killed before it could tell
/// @param log  the run's log
public record Explanation(RunRecord record, List<String> stages, String log) {
    static final String STAGES = "stages.json";

    public Explanation {
        stages = List.copyOf(stages);
    }

    static String stages(List<Stages.Account> accounts) {
        return LabJson.document(accounts) + "\n";
    }

    static Explanation of(RunRecord record, Path folder) {
        return new Explanation(record, stages(folder), log(folder));
    }

    private static List<String> stages(Path folder) {
        try {
            return LabJson.accounts(Files.readAllBytes(folder.resolve(STAGES))).stream()
                    .map(account -> account.results() == 1
                            ? "%s: %s: %s"
                                    .formatted(
                                            account.stage(),
                                            account.stored() == 1 ? "taken from disk" : "computed",
                                            account.reason())
                            : "%s: %d of %d results taken from disk: %s"
                                    .formatted(account.stage(), account.stored(), account.results(), account.reason()))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException e) {
            return "";
        }
    }

    /// As lines to read.
    public String toText() {
        var machine = record.machine();
        var text = new StringBuilder();
        line(text, "run", record.run());
        line(text, "paper", record.paper());
        line(text, "status", record.status().word() + (record.problem().isEmpty() ? "" : ": " + record.problem()));
        line(
                text,
                "started",
                "%s, %.1f s of computing, resumed %d times"
                        .formatted(record.started(), record.seconds(), record.resumed()));
        line(text, "scale", record.scale());
        line(text, "seed", Long.toString(record.seed()));
        record.sets()
                .forEach((name, value) -> line(
                        text, "set", name + "=" + value + (record.changed().containsKey(name) ? "" : "  (default)")));
        line(text, "code", "version %s, classes %s".formatted(record.version(), record.code()));
        line(text, "machine", "%s, %s, %s".formatted(machine.host(), machine.system(), machine.java()));
        line(
                text,
                "engine",
                "%s, %d at once (does not change the bits)".formatted(machine.engine(), machine.threads()));
        if (record.data().isEmpty()) line(text, "data", "none asked for");
        record.data()
                .forEach((name, hash) ->
                        line(text, "data", hash.equals("absent") ? name + " absent" : name + " sha256 " + hash));
        for (var stage : stages) line(text, "stage", stage);
        line(text, "again", new Outcome(record, List.of()).command());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-8s %s%n".formatted(name, value));
    }
}
