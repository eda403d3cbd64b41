package org.onsager.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.onsager.lab.run.RunFolder;
import org.onsager.lab.run.RunRecord;
import org.onsager.lab.run.RunStore;
import org.onsager.lab.run.RunSummary;
import org.onsager.lab.run.Status;
import org.onsager.lab.run.StoreException;

/// Runs experiments and keeps what they leave behind: the one door for the command line, the web page and
/// programs.
///
/// ```java
/// try (var engine = new LocalEngine(4);
///         var lab = Lab.open(Path.of("runs"), engine, DataFolders.ofEnvironment(), Progress.none())) {
///     var outcome = lab.run(experiment, experiment.defaults(Scale.SMOKE), Scale.SMOKE, 1);
/// }
/// ```
///
/// Wherever a run is named, its id or any unique start of it does; a path never does. What the disk refuses is a
/// [StoreException].
///
/// Notes and names hold numbers as the default locale writes them. The command line sets `Locale.ROOT`; a program
/// whose `claims.json` shall be the same bytes everywhere does too, or starts with `config/jvm.options`.
public final class Lab implements AutoCloseable {
    static final String CLAIMS = "claims.json";

    private final RunStore store;
    private final Engine engine;
    private final DataFolders data;
    private final Progress progress;
    private final Set<Execution> active = ConcurrentHashMap.newKeySet();

    private Lab(RunStore store, Engine engine, DataFolders data, Progress progress) {
        this.store = store;
        this.engine = engine;
        this.data = data;
        this.progress = progress;
    }

    /// A lab whose runs lie in `root`, which need not exist yet.
    ///
    /// @param engine  the workers; stays the caller's to close
    public static Lab open(Path root, Engine engine, DataFolders data, Progress progress) {
        return new Lab(RunStore.open(root), engine, data, progress);
    }

    /// The runs themselves.
    public RunStore store() {
        return store;
    }

    // --- running

    /// Runs an experiment to its end. Ctrl-C leaves a run that [#resume] takes up.
    ///
    /// @throws IllegalArgumentException if a parameter is out of range, before anything is written
    /// @throws IllegalStateException if the experiment gave no verdict on some claim, naming it
    /// @throws java.util.concurrent.CancellationException if the run was stopped
    public <P extends Record> Outcome run(Experiment<P> experiment, P parameters, Scale scale, long seed) {
        var reader = Parameters.of(parameters);
        var checked = reader.with(parameters, Map.of());
        var changed = new LinkedHashMap<>(reader.values(checked));
        var defaults = reader.values(experiment.defaults(scale));
        changed.entrySet().removeIf(set -> set.getValue().equals(defaults.get(set.getKey())));
        var code = CodeIdentity.of(experiment.getClass());
        var draft = new RunRecord(
                "",
                experiment.paper().slug(),
                scale.word(),
                seed,
                reader.plain(checked),
                changed,
                code.version(),
                code.hash(),
                RunRecord.Machine.here(engine.name(), engine.parallelism()),
                Map.of(),
                Status.RUNNING,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                0,
                0,
                "",
                Map.of());
        try (var folder = store.create(draft)) {
            return work(folder, experiment, checked);
        }
    }

    /// Goes on with a run that was interrupted or failed: stored results are taken, the others computed, and the
    /// outcome has the same bits as that of an undisturbed run. A finished run is answered as it is.
    ///
    /// @param experiments  where the run's experiment is looked for
    /// @throws IllegalArgumentException if there is no such run, it is damaged, somebody works on it, or a
    ///     stored result or a data set is not the one that it began with
    public Outcome resume(String run, Collection<? extends Experiment<?>> experiments) {
        var id = store.find(run);
        var record = store.read(id);
        if (record.status() == Status.FINISHED && isReadable(id)) return outcome(id);
        var experiment = experiments.stream()
                .filter(each -> each.paper().slug().equals(record.paper()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "run %s is of paper %s, which is not installed".formatted(id, record.paper())));
        return resume(id, experiment);
    }

    private <P extends Record> Outcome resume(String id, Experiment<P> experiment) {
        try (var folder = store.take(id)) {
            var record = folder.record();
            var defaults = experiment.defaults(Scale.of(record.scale()));
            var parameters = Parameters.of(defaults).with(defaults, record.sets());
            var code = CodeIdentity.of(experiment.getClass());
            var machine = RunRecord.Machine.here(engine.name(), engine.parallelism());
            folder.update(record.resumedBy(machine, code.version(), code.hash()));
            return work(folder, experiment, parameters);
        }
    }

    private boolean isReadable(String id) {
        try {
            return outcome(id).record().status() == Status.FINISHED;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private <P extends Record> Outcome work(RunFolder folder, Experiment<P> experiment, P parameters) {
        var trial = new DiskTrial(folder, experiment.statements(), engine, data, progress, TableFiles.standard());
        var execution = new Execution(folder, trial);
        active.add(execution);
        try {
            return execution.complete(() -> engine.run(() -> experiment.run(parameters, trial)));
        } finally {
            active.remove(execution);
            progress.end();
        }
    }

    /// Applies a paper's method to the user's files: the first table goes to `out`, the others beside it with
    /// their names appended (`results.csv`, `results-overlaps.csv`).
    ///
    /// @param out  its extension decides the format of the tables
    /// @throws IllegalArgumentException if a file is missing or not what the tool takes, or a setting is out of
    ///     range
    public <Q extends Record> Use use(Tool<Q> tool, Q settings, List<Path> inputs, Path out, long seed) {
        try {
            var trial = MemoryTrial.ofTool(seed, engine, data, progress);
            return Use.of(tool, settings, inputs, out, trial, TableFiles.standard());
        } finally {
            progress.end();
        }
    }

    /// The tables that a tool makes of the user's files, written nowhere.
    ///
    /// @throws IllegalArgumentException as [#use] does
    public <Q extends Record> List<Tool.NamedTable> compute(Tool<Q> tool, Q settings, List<Path> inputs, long seed) {
        try {
            return Use.compute(tool, settings, inputs, MemoryTrial.ofTool(seed, engine, data, progress));
        } finally {
            progress.end();
        }
    }

    /// The same with seed 1.
    public <Q extends Record> Use use(Tool<Q> tool, Q settings, List<Path> inputs, Path out) {
        return use(tool, settings, inputs, out, 1);
    }

    /// Asks every run in progress here to stop at its next stage, task or step; they can be resumed.
    public void stop() {
        active.forEach(Execution::stop);
    }

    // --- looking

    /// Every run, newest first. Runs whose process died are `interrupted`.
    public List<RunSummary> list() {
        return store.list();
    }

    /// One line about a run.
    ///
    /// @throws IllegalArgumentException if there is none or it is damaged
    public RunSummary find(String run) {
        return store.read(store.find(run)).summary();
    }

    /// What a run gave; of one that has not finished what it has given so far.
    ///
    /// @throws IllegalArgumentException if there is none or it is damaged
    public Outcome outcome(String run) {
        var id = store.find(run);
        var record = store.read(id);
        try {
            return new Outcome(
                    record, LabJson.claims(Files.readAllBytes(store.folder(id).resolve(CLAIMS))));
        } catch (NoSuchFileException e) {
            if (record.status() != Status.FINISHED) return new Outcome(record, List.of());
            throw new IllegalArgumentException("run %s is damaged: it has no claims.json".formatted(id), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("run %s is damaged: %s".formatted(id, e.getMessage()), e);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot read claims.json of run %s: %s".formatted(id, StoreException.reason(e)), e);
        }
    }

    /// The figures of a run by name, sorted.
    ///
    /// @throws IllegalArgumentException if there is no such run or a figure is damaged
    public Map<String, Figure> figures(String run) {
        var id = store.find(run);
        var folder = store.folder(id).resolve("figures");
        var figures = new java.util.TreeMap<String, Figure>();
        if (!Files.isDirectory(folder)) return figures;
        try (var files = Files.list(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = file.getFileName().toString();
                if (name.startsWith(".") || !name.endsWith(".json")) continue;
                figures.put(name.substring(0, name.length() - 5), LabJson.figure(Files.readAllBytes(file)));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a figure of run %s is damaged: %s".formatted(id, e.getMessage()), e);
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(folder, StoreException.reason(e)), e);
        }
        return figures;
    }

    /// What ran, with which code, data, parameters and seed, and why stored results were or were not used.
    ///
    /// @throws IllegalArgumentException if there is no such run or it is damaged
    public Explanation explain(String run) {
        var id = store.find(run);
        return Explanation.of(store.read(id), store.folder(id));
    }

    /// In what two runs differ: settings, code, data, numbers and verdicts.
    ///
    /// @throws IllegalArgumentException if one of them does not exist or is damaged
    public Difference diff(String before, String after) {
        return Difference.of(outcome(before), outcome(after));
    }

    // --- housekeeping

    /// Moves runs to the trash, all or, if one of the names is wrong or running, none.
    ///
    /// @return their ids
    public List<String> delete(Collection<String> runs) {
        var ids = runs.stream().map(store::find).distinct().toList();
        store.delete(ids);
        return ids;
    }

    /// Moves runs out of the list into the archive, all or, if one of the names is wrong or running, none.
    ///
    /// @return their ids
    public List<String> archive(Collection<String> runs) {
        var ids = runs.stream().map(store::find).distinct().toList();
        store.archive(ids);
        return ids;
    }

    /// Takes back the last batch of runs that were deleted or archived.
    ///
    /// @return their ids, none if there is nothing to take back
    public List<String> undo() {
        return store.undo();
    }

    /// Makes the index anew from the folders.
    ///
    /// @return how many runs there are
    public int reindex() {
        return store.reindex();
    }

    @Override
    public void close() {
        stop();
        store.close();
    }

    static String message(Throwable failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "");
        return message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
