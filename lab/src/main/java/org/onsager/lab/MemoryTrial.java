package org.onsager.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onsager.lab.run.Codec;

/// A trial that keeps everything in memory: for tests of experiments and for programs that want numbers, not
/// runs.
///
/// ```java
/// try (var engine = new LocalEngine(2)) {
///     var trial = MemoryTrial.run(new DenseHebbian(), Scale.SMOKE, 1, engine);
///     assertThat(trial.measured("D1").verdict()).isEqualTo(Verdict.REPRODUCED);
/// }
/// ```
public final class MemoryTrial implements Trial {
    private final Scale scale;
    private final long seed;
    private final Engine engine;
    private final DataFolders data;
    private final Progress progress;
    private final Findings findings;
    private final StageNames names = new StageNames();

    private MemoryTrial(
            Scale scale, long seed, Engine engine, DataFolders data, Progress progress, List<Statement> statements) {
        this.scale = scale;
        this.seed = seed;
        this.engine = engine;
        this.data = data;
        this.progress = progress;
        this.findings = new Findings(statements);
    }

    /// A trial of an experiment, with the data of `$ONSAGER_TEST_DATA` and of the usual places.
    public static MemoryTrial of(Experiment<?> experiment, Scale scale, long seed, Engine engine) {
        return of(experiment, scale, seed, engine, DataFolders.ofEnvironment());
    }

    /// A trial of an experiment.
    public static MemoryTrial of(Experiment<?> experiment, Scale scale, long seed, Engine engine, DataFolders data) {
        return new MemoryTrial(scale, seed, engine, data, Progress.none(), experiment.statements());
    }

    /// A trial without claims, for tools.
    public static MemoryTrial ofTool(long seed, Engine engine) {
        return ofTool(seed, engine, DataFolders.ofEnvironment(), Progress.none());
    }

    static MemoryTrial ofTool(long seed, Engine engine, DataFolders data, Progress progress) {
        return new MemoryTrial(Scale.STANDARD, seed, engine, data, progress, List.of());
    }

    /// Runs an experiment with the scale's own settings.
    ///
    /// @throws IllegalStateException naming the claims that got no verdict
    public static <P extends Record> MemoryTrial run(Experiment<P> experiment, Scale scale, long seed, Engine engine) {
        return run(experiment, experiment.defaults(scale), scale, seed, engine);
    }

    /// Runs an experiment.
    ///
    /// @throws IllegalStateException naming the claims that got no verdict
    public static <P extends Record> MemoryTrial run(
            Experiment<P> experiment, P parameters, Scale scale, long seed, Engine engine) {
        var trial = of(experiment, scale, seed, engine);
        engine.run(() -> experiment.run(Parameters.of(parameters).with(parameters, Map.of()), trial));
        trial.findings.requireComplete();
        return trial;
    }

    /// The claims handed in, in the order of the statements.
    public List<Claim> claims() {
        return findings.claims();
    }

    /// The claim handed in as `id`.
    public Claim measured(String id) {
        return claims().stream()
                .filter(claim -> claim.statement().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict was given on claim " + id));
    }

    public Map<String, Double> metrics() {
        return findings.metrics();
    }

    public Map<String, Figure> figures() {
        return findings.figures();
    }

    public Map<String, Table> tables() {
        return findings.tables();
    }

    @Override
    public Scale scale() {
        return scale;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Optional<Path> data(String name) {
        return data.find(name);
    }

    @Override
    public <T> T stage(String name, Class<T> type, Supplier<T> work) {
        begin(name, type);
        return work.get();
    }

    @Override
    public <A, T> List<T> map(String name, List<A> tasks, Class<T> type, Function<A, T> work) {
        begin(name, type);
        return engine.map(tasks, work);
    }

    @Override
    public <S> S iterate(String name, Class<S> type, Supplier<S> start, long steps, Step<S> step) {
        begin(name, type);
        S state = start.get();
        for (long i = 0; i < steps; i++) state = step.apply(state, i);
        return state;
    }

    /// What a run on disk would refuse fails here too.
    private void begin(String name, Class<?> type) {
        names.take(name);
        Codec.of(type);
    }

    @Override
    public void metric(String name, double value) {
        findings.metric(name, value);
    }

    @Override
    public void table(String name, Table table) {
        findings.table(name, table);
    }

    @Override
    public void figure(String name, Figure figure) {
        findings.figure(name, figure);
    }

    @Override
    public Claim.Draft claim(String id) {
        return new Claim.Draft(findings.statement(id), findings::claim);
    }

    @Override
    public void untested(String id, String reason) {
        findings.claim(Claim.untested(findings.statement(id), reason));
    }

    @Override
    public void progress(double fraction, String what) {
        progress.update(fraction, what);
    }
}
