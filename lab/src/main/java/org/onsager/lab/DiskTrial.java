package org.onsager.lab;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onsager.lab.run.RunFolder;

/// A trial whose stages, figures, tables and claims are stored in the folder of a run as they come.
final class DiskTrial implements Trial {
    private final RunFolder folder;
    private final Scale scale;
    private final Engine engine;
    private final DataFolders data;
    private final Progress progress;
    private final Findings findings;
    private final Stages stages;
    private final TableFiles tableFiles;
    private volatile double fraction;
    private volatile boolean stopping;

    DiskTrial(
            RunFolder folder,
            List<Statement> statements,
            Engine engine,
            DataFolders data,
            Progress progress,
            TableFiles tableFiles) {
        var record = folder.record();
        this.folder = folder;
        this.scale = Scale.of(record.scale());
        this.engine = engine;
        this.data = data;
        this.progress = progress;
        this.findings = new Findings(statements);
        this.tableFiles = tableFiles;
        var about = new LinkedHashMap<String, String>();
        about.put("paper", record.paper());
        about.put("scale", record.scale());
        about.put("seed", Long.toString(record.seed()));
        record.sets().forEach((name, value) -> about.put("parameter " + name, value));
        this.stages = new Stages(folder, engine, about, record.code(), new StageProgress(), this::stopIfAsked);
    }

    /// Stages know what they do, but not how far the whole run is: that stays as the experiment last said.
    private final class StageProgress implements Progress {
        @Override
        public void update(double unknown, String what) {
            progress.update(fraction, what);
        }

        @Override
        public void say(String sentence) {
            progress.say(sentence);
        }
    }

    Findings findings() {
        return findings;
    }

    List<Stages.Account> accounts() {
        return stages.accounts();
    }

    /// Tells whoever watches a sentence that must not be lost.
    void say(String sentence) {
        progress.say(sentence);
    }

    /// Ends the run at its next stage, task or step, by a [CancellationException] in its thread.
    void stop() {
        stopping = true;
    }

    private void stopIfAsked() {
        if (stopping) {
            throw new CancellationException("run %s was stopped; go on with it by: ./onsager resume %s"
                    .formatted(folder.record().run(), folder.record().run()));
        }
    }

    @Override
    public Scale scale() {
        return scale;
    }

    @Override
    public long seed() {
        return folder.record().seed();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /// The set, its content hash put down in the run's record. A resumed run gets the content it began with or
    /// none at all: half a run on other data would be nobody's result.
    @Override
    public Optional<Path> data(String name) {
        var found = data.find(name);
        var hash = found.map(DataFolders::contentHash).orElse("absent");
        synchronized (folder) {
            var record = folder.record();
            var before = record.data().get(name);
            if (before != null && !before.equals(hash)) {
                throw new IllegalArgumentException(
                        "data set %s was %s when run %s began and is %s now; give the same by --data, or start a new run"
                                .formatted(name, named(before), record.run(), named(hash)));
            }
            if (before == null) {
                var all = new LinkedHashMap<>(record.data());
                all.put(name, hash);
                folder.update(record.withData(all));
            }
        }
        return found;
    }

    private static String named(String hash) {
        return hash.equals("absent") ? "absent" : "content " + hash.substring(0, 12);
    }

    @Override
    public <T> T stage(String name, Class<T> type, Supplier<T> work) {
        return stages.stage(name, type, work);
    }

    @Override
    public <A, T> List<T> map(String name, List<A> tasks, Class<T> type, Function<A, T> work) {
        return stages.map(name, tasks, type, work);
    }

    @Override
    public <S> S iterate(String name, Class<S> type, Supplier<S> start, long steps, Step<S> step) {
        return stages.iterate(name, type, start, steps, step);
    }

    @Override
    public void metric(String name, double value) {
        findings.metric(name, value);
    }

    @Override
    public void table(String name, Table table) {
        findings.table(name, table);
        for (var extension : TableFiles.FORMATS) {
            var file = folder.path().resolve("tables").resolve(name + "." + extension);
            folder.files().replace(file, beside -> tableFiles.write(table, beside));
        }
    }

    @Override
    public void figure(String name, Figure figure) {
        findings.figure(name, figure);
        folder.files().write(folder.path().resolve("figures").resolve(name + ".json"), LabJson.figure(figure));
    }

    @Override
    public Claim.Draft claim(String id) {
        return new Claim.Draft(findings.statement(id), this::record);
    }

    @Override
    public void untested(String id, String reason) {
        record(Claim.untested(findings.statement(id), reason));
    }

    private synchronized void record(Claim claim) {
        findings.claim(claim);
        folder.files().write(folder.path().resolve(Lab.CLAIMS), LabJson.claims(findings.claims()));
    }

    @Override
    public void progress(double fraction, String what) {
        stopIfAsked();
        this.fraction = fraction;
        progress.update(fraction, what);
    }

    /// Writes the metrics as a table of `name`, `value`.
    void writeMetrics(Map<String, Double> metrics) {
        var table = Table.builder()
                .with("name", List.copyOf(metrics.keySet()))
                .with(
                        "value",
                        metrics.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                .build();
        var file = folder.path().resolve("metrics.parquet");
        folder.files().replace(file, beside -> tableFiles.write(table, beside));
    }
}
