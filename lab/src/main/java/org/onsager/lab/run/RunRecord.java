package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What `run.json` says of a run: everything that is needed to do it again, and how it went.
///
/// @param run  its id
/// @param paper  slug
/// @param scale  `smoke`, `standard` or `paper`
/// @param seed  root of its randomness
/// @param parameters  name to value: numbers, booleans, words, lists of numbers
/// @param changed  those that are not the scale's own settings, as `--set` would write them
/// @param version  of Onsager
/// @param code  hash of the classes that ran
/// @param machine  who ran it
/// @param data  name of each data set asked for to its content hash, or `absent`
/// @param status  as last written; a killed process leaves `running`
/// @param started  ISO 8601, UTC
/// @param seconds  of computing, over all resumptions
/// @param resumed  how often it was resumed
/// @param problem  the error of a failed run, else empty
/// @param metrics  its numbers, once it has finished
public record RunRecord(
        String run,
        String paper,
        String scale,
        long seed,
        Map<String, Object> parameters,
        Map<String, String> changed,
        String version,
        String code,
        Machine machine,
        Map<String, String> data,
        Status status,
        String started,
        double seconds,
        int resumed,
        String problem,
        Map<String, Double> metrics) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // an error message must never quote a whole damaged file
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /// The process and what it ran on.
    ///
    /// @param pid  of the process
    /// @param processStarted  when the process began, so that a reused pid is not taken for it
    public record Machine(
            String host, String system, String java, String engine, int threads, long pid, String processStarted) {
        public Machine {
            Objects.requireNonNull(host, "host");
        }

        /// This process.
        public static Machine here(String engine, int threads) {
            var process = ProcessHandle.current();
            return new Machine(
                    hostName(),
                    "%s %s %s"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.version"),
                                    System.getProperty("os.arch")),
                    "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
                    engine,
                    threads,
                    process.pid(),
                    process.info().startInstant().map(Object::toString).orElse(""));
        }

        /// Whether its process lives, as far as this machine can tell.
        boolean isAlive() {
            if (!host.equals(hostName())) return false;
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(Object::toString)
                    .filter(processStarted::equals)
                    .isPresent();
        }

        private static String hostName() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException e) {
                return Objects.requireNonNullElse(
                        System.getenv("COMPUTERNAME"),
                        Objects.requireNonNullElse(System.getenv("HOSTNAME"), "unknown"));
            }
        }
    }

    public RunRecord {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(paper, "paper");
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(problem, "problem");
        parameters = new LinkedHashMap<>(parameters);
        changed = new LinkedHashMap<>(changed);
        data = new LinkedHashMap<>(data);
        metrics = new LinkedHashMap<>(metrics);
    }

    /// The text of `run.json`.
    String toJson() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /// Reads `run.json`.
    ///
    /// @throws IllegalArgumentException saying in one line what is wrong with it
    static RunRecord parse(byte[] json) {
        try {
            return JSON.readValue(json, RunRecord.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    json.length == 0
                            ? "run.json is empty"
                            : "run.json is not whole or not a run's (%d bytes: %s)"
                                    .formatted(
                                            json.length,
                                            e.getOriginalMessage()
                                                    .lines()
                                                    .findFirst()
                                                    .orElse("")));
        }
    }

    /// The parameters as `--set` would write them.
    public Map<String, String> sets() {
        var sets = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> sets.put(
                name,
                value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : String.valueOf(value)));
        return sets;
    }

    /// Its line in the list of runs.
    public RunSummary summary() {
        return new RunSummary(run, paper, scale, seed, status, started, seconds, problem);
    }

    public RunRecord withStatus(Status status, double seconds, String problem) {
        return changed(edit -> {
            edit.status = status;
            edit.seconds = seconds;
            edit.problem = problem;
        });
    }

    public RunRecord withData(Map<String, String> data) {
        return changed(edit -> edit.data = data);
    }

    public RunRecord withMetrics(Map<String, Double> metrics) {
        return changed(edit -> edit.metrics = metrics);
    }

    /// The same run, taken up by another process.
    public RunRecord resumedBy(Machine machine, String version, String code) {
        return changed(edit -> {
            edit.machine = machine;
            edit.version = version;
            edit.code = code;
            edit.status = Status.RUNNING;
            edit.resumed = resumed + 1;
            edit.problem = "";
        });
    }

    RunRecord named(String run) {
        return changed(edit -> edit.run = run);
    }

    private RunRecord changed(Consumer<Edit> change) {
        var edit = new Edit();
        change.accept(edit);
        return new RunRecord(
                edit.run,
                paper,
                scale,
                seed,
                parameters,
                changed,
                edit.version,
                edit.code,
                edit.machine,
                edit.data,
                edit.status,
                started,
                edit.seconds,
                edit.resumed,
                edit.problem,
                edit.metrics);
    }

    /// What of a run changes as it goes on, at first as it is here.
    private final class Edit {
        private String run = RunRecord.this.run;
        private String version = RunRecord.this.version;
        private String code = RunRecord.this.code;
        private Machine machine = RunRecord.this.machine;
        private Map<String, String> data = RunRecord.this.data;
        private Status status = RunRecord.this.status;
        private double seconds = RunRecord.this.seconds;
        private int resumed = RunRecord.this.resumed;
        private String problem = RunRecord.this.problem;
        private Map<String, Double> metrics = RunRecord.this.metrics;
    }
}
