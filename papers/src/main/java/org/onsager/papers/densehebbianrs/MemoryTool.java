package org.onsager.papers.densehebbianrs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.dense.ExampleMeans;
import org.onsager.memory.dense.GroundState;
import org.onsager.memory.dense.ImageMemory;
import org.onsager.memory.dense.Load;
import org.onsager.memory.dense.OneStepTheory;
import org.onsager.memory.dense.PhaseDiagram;
import org.onsager.memory.dense.RsSolution;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;

/// A dense memory of the user's own patterns: stores them, recalls them from noise, and says how many patterns
/// and how much noise a network of this size would bear if they were random.
final class MemoryTool implements Tool<ToolSettings> {

    @Override
    public String summary() {
        return "stores your patterns or labelled examples in a dense memory, recalls them, predicts capacity and tolerance";
    }

    @Override
    public String usage() {
        return """
            --in PATTERNS [LABELS]
              PATTERNS  one pattern (or image) a row: IDX images, CSV, .npy, Parquet, JSON; numbers above `threshold`
                        become +1, all others -1
              LABELS    optional, one whole number a pattern: the patterns are then examples of classes
                        (IDX labels, or a file of one column)
            --out FILE  the answers; the predictions for random patterns of this size go beside it

              ./onsager use dense-hebbian-rs --in patterns.csv --set noise=0.2 --out recalled.csv
              ./onsager use dense-hebbian-rs --in t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz \\
                  --set task=images --set centred=true --set order=6 --out recalled.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        var patterns = OwnPatterns.read(inputs, settings.threshold());
        if (settings.order() > patterns.sites())
            throw new IllegalArgumentException("order must be in [2, %d] for patterns of %d entries, not %d"
                    .formatted(patterns.sites(), patterns.sites(), settings.order()));
        var predictions = new NamedTable("predictions", predictions(settings, patterns));
        return switch (settings.task()) {
            case CAPACITY -> List.of(predictions);
            case RS -> List.of(new NamedTable("rs", branches(settings, patterns)), predictions);
            case PHASE -> List.of(new NamedTable("phase", phaseDiagram(settings, patterns)), predictions);
            case MC -> List.of(new NamedTable("mc", randomPatterns(settings, patterns, trial)), predictions);
            case RECALL, IMAGES -> List.of(new NamedTable("recalled", recall(settings, patterns, trial)), predictions);
        };
    }

    private static Dynamics dynamics(ToolSettings settings) {
        double betaPrime = 1 / settings.temperature();
        return switch (settings.dynamics()) {
            case GLAUBER -> new Dynamics.Glauber(betaPrime);
            case METROPOLIS -> new Dynamics.Metropolis(betaPrime);
            case PARALLEL -> new Dynamics.Parallel(betaPrime);
        };
    }

    private static Table recall(ToolSettings settings, OwnPatterns own, Trial trial) {
        if (settings.task() == ToolSettings.Task.IMAGES && own.labels().length == 0)
            throw new IllegalArgumentException("task = images needs a second input file with the labels");
        if (settings.centred() && own.labels().length == 0)
            throw new IllegalArgumentException("centred = true needs a second input file with the labels");
        int count = Math.min(settings.recalls(), own.rows().length);
        var recalled = own.labels().length == 0
                ? fromPatterns(settings, own, trial, count)
                : fromClasses(settings, own, trial, count);
        return Table.builder()
                .with("row", IntStream.range(0, count).toArray())
                .with("class", recalled.stream().mapToInt(Row::own).toArray())
                .with("overlap_start", recalled.stream().mapToDouble(Row::start).toArray())
                .with("overlap_end", recalled.stream().mapToDouble(Row::end).toArray())
                .with("recalled", recalled.stream().mapToInt(Row::recalled).toArray())
                .with(
                        "sweeps",
                        recalled.stream().mapToInt(row -> row.run().sweeps()).toArray())
                .with(
                        "ties",
                        recalled.stream().mapToLong(row -> row.run().ties()).toArray())
                .with(
                        "two_cycle",
                        recalled.stream()
                                .map(row -> row.run().twoCycle() ? "yes" : "no")
                                .toList())
                .with("state", recalled.stream().map(row -> text(row.spins())).toList())
                .build();
    }

    private record Row(int own, double start, double end, int recalled, Sampler.Run run, byte[] spins) {}

    private static List<Row> fromPatterns(ToolSettings settings, OwnPatterns own, Trial trial, int count) {
        var memory = new DenseHebbian(settings.order(), settings.convention(), BitPatterns.of(own.rows()), 1);
        var sampler = new Sampler(dynamics(settings), settings.sweeps());
        var rows = new ArrayList<Row>();
        for (int k = 0; k < count; k++) {
            var stream = trial.random().split("recall").at(k);
            byte[] start = DenseHebbian.corrupt(
                    own.rows()[k], settings.noise(), stream.split("noise").generator());
            var recall = memory.recall(
                    start, sampler, own.rows()[k], stream.split("dynamics").generator());
            double[] overlaps = memory.overlaps(recall.spins());
            int best = 0;
            for (int mu = 1; mu < overlaps.length; mu++)
                if (Math.abs(overlaps[mu]) > Math.abs(overlaps[best])) best = mu;
            rows.add(new Row(k, recall.overlaps()[0], recall.overlap(), best, recall.run(), recall.spins()));
        }
        return rows;
    }

    private static List<Row> fromClasses(ToolSettings settings, OwnPatterns own, Trial trial, int count) {
        var memory = ImageMemory.learn(
                own.rows(), own.labels(), own.classes(), settings.examples(), settings.order(), settings.centred());
        var rows = new ArrayList<Row>();
        for (int k = 0; k < count; k++) {
            var stream = trial.random().split("recall").at(k);
            int label = own.labels()[k];
            byte[] start = DenseHebbian.corrupt(
                    own.rows()[k], settings.noise(), stream.split("noise").generator());
            var recalled = memory.recall(
                    start,
                    label,
                    dynamics(settings),
                    settings.sweeps(),
                    stream.split("dynamics").generator());
            rows.add(new Row(
                    label,
                    DenseHebbian.overlap(start, memory.prototypes().get(label)),
                    recalled.overlap(),
                    recalled.recalledClass(),
                    recalled.run(),
                    recalled.spins()));
        }
        return rows;
    }

    private static String text(byte[] spins) {
        var text = new StringBuilder(spins.length);
        for (byte spin : spins) text.append(spin > 0 ? '+' : '-');
        return text.toString();
    }

    /// Examples as their exact law where there are labels, archetypes otherwise.
    private static ExampleLaw law(OwnPatterns own, int most) {
        if (own.labels().length == 0) return ExampleLaw.archetypes();
        var examples = ExampleMeans.of(own.rows(), own.labels(), own.classes());
        return new ExampleLaw.Binomial(examples.quality(), Math.min(most, examples.examples()));
    }

    private static RsTheory theory(ToolSettings settings, OwnPatterns own) {
        return new RsTheory(settings.order(), settings.convention(), law(own, settings.examples()));
    }

    private static Table predictions(ToolSettings settings, OwnPatterns own) {
        var names = new ArrayList<String>();
        var values = new ArrayList<Double>();
        int stored = own.classes();
        double gamma = Load.gamma(stored, own.sites(), settings.order());
        var law = law(own, settings.examples());
        put(names, values, "neurons N", own.sites());
        put(names, values, "stored patterns K", stored);
        put(names, values, "load gamma", gamma);
        put(names, values, "dataset entropy rho", law.entropy());
        put(names, values, "mean of the entries", own.bias());
        put(names, values, "largest overlap of two patterns", own.largestOverlap(law, stored));
        put(names, values, "finite-size error of an overlap", 1 / Math.sqrt(own.sites()));
        if (settings.order() >= 3) {
            var theory = theory(settings, own);
            var capacity = new GroundState(theory).capacity();
            put(names, values, "capacity gamma_c of random patterns", capacity.gamma());
            put(names, values, "most random patterns", Load.maxPatterns(own.sites(), theory));
            put(names, values, "tensor noise tolerated (std)", Load.noiseTolerance(own.sites(), stored, theory));
            put(
                    names,
                    values,
                    "one-step overlap",
                    OneStepTheory.overlap(settings.order(), gamma, law.entropy(), settings.convention()));
            if (law instanceof ExampleLaw.Binomial binomial)
                put(
                        names,
                        values,
                        "examples needed per class",
                        Load.minExamples(binomial.quality(), settings.order(), gamma, Math.sqrt(0.5))
                                .orElse(-1));
        }
        return Table.builder()
                .with("quantity", names)
                .with("value", values.stream().mapToDouble(Double::doubleValue).toArray())
                .build();
    }

    private static void put(List<String> names, List<Double> values, String name, double value) {
        names.add(name);
        values.add(value);
    }

    private static Table branches(ToolSettings settings, OwnPatterns own) {
        double gamma = Load.gamma(own.classes(), own.sites(), settings.order());
        var theory = theory(settings, own);
        var solutions = java.util.Arrays.stream(Branch.values())
                .map(branch -> theory.solve(1 / settings.temperature(), gamma, branch))
                .toList();
        return Table.builder()
                .with("branch", solutions.stream().map(s -> s.branch().name()).toList())
                .with("m", solutions.stream().mapToDouble(RsSolution::m).toArray())
                .with("n", solutions.stream().mapToDouble(RsSolution::n).toArray())
                .with("q", solutions.stream().mapToDouble(RsSolution::q).toArray())
                .with(
                        "pressure",
                        solutions.stream().mapToDouble(RsSolution::pressure).toArray())
                .with(
                        "energy",
                        solutions.stream().mapToDouble(RsSolution::energy).toArray())
                .with(
                        "entropy",
                        solutions.stream().mapToDouble(RsSolution::entropy).toArray())
                .with(
                        "AT",
                        solutions.stream()
                                .mapToDouble(RsSolution::almeidaThouless)
                                .toArray())
                .with(
                        "residual",
                        solutions.stream().mapToDouble(RsSolution::residual).toArray())
                .with("status", solutions.stream().map(s -> s.status().name()).toList())
                .build();
    }

    private static Table phaseDiagram(ToolSettings settings, OwnPatterns own) {
        var theory = theory(settings, own);
        double widest = 1.5 * new GroundState(theory).capacity().gamma();
        int points = settings.grid();
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> 1.1 * i / points)
                .toArray();
        double[] loads = IntStream.range(0, points)
                .mapToDouble(i -> widest * i / (points - 1))
                .toArray();
        var cells = PhaseDiagram.compute(theory, temperatures, loads).cells().stream()
                .flatMap(List::stream)
                .toList();
        return Table.builder()
                .with(
                        "T",
                        IntStream.range(0, cells.size())
                                .mapToDouble(c -> temperatures[c / points])
                                .toArray())
                .with(
                        "gamma",
                        IntStream.range(0, cells.size())
                                .mapToDouble(c -> loads[c % points])
                                .toArray())
                .with("phase", cells.stream().map(c -> c.phase().name()).toList())
                .with("m", cells.stream().mapToDouble(c -> c.retrieval().m()).toArray())
                .with(
                        "AT",
                        cells.stream()
                                .mapToDouble(c -> c.retrieval().almeidaThouless())
                                .toArray())
                .with(
                        "status",
                        cells.stream()
                                .map(c -> c.converged() ? "OK" : "NOT_CONVERGED")
                                .toList())
                .build();
    }

    private static Table randomPatterns(ToolSettings settings, OwnPatterns own, Trial trial) {
        int samples = 20;
        var overlaps = new double[samples];
        for (int k = 0; k < samples; k++) {
            var stream = trial.random().split("mc").split("sample " + k);
            var random = BitPatterns.random(own.classes(), own.sites(), stream.split("patterns"));
            var memory = new DenseHebbian(settings.order(), settings.convention(), random, 1);
            byte[] target = random.pattern(0);
            overlaps[k] = memory.recall(
                            DenseHebbian.corrupt(
                                    target,
                                    settings.noise(),
                                    stream.split("noise").generator()),
                            new Sampler(dynamics(settings), settings.sweeps()),
                            target,
                            stream.split("dynamics").generator())
                    .overlap();
        }
        return Table.builder()
                .with("sample", IntStream.range(0, samples).toArray())
                .with("overlap", overlaps)
                .build();
    }
}
