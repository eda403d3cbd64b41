package org.onsager.papers.multitaskinghebbian;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.multitasking.EntryLaw;
import org.onsager.memory.multitasking.LearningThreshold;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.multitasking.RegimeDiagram;
import org.onsager.memory.multitasking.Region;
import org.onsager.memory.multitasking.StateCatalogue;

/// The network of the user's own sparse patterns, and the theory at their size, dilution and quality.
final class MultitaskingTool implements Tool<ToolSettings> {
    private static final int DRAWS = 200_000;

    @Override
    public String summary() {
        return "which of your sparse patterns one network state retrieves together, and what theory expects of them";
    }

    @Override
    public String usage() {
        return """
            --in PATTERNS [LABELS]
              PATTERNS  one pattern of -1, 0 (blank) and 1 a row: CSV, .npy, Parquet, JSON; or grey images with ink=0.5
              LABELS    the class of each row, from 0: the rows are then examples, and each class is a pattern
            --out FILE  the answer of `task`: mc, solve, states, phase or learn; what was read goes beside it

              ./onsager use multitasking-hebbian --in patterns.csv --set temperature=0.1 --out retrieved.csv
              ./onsager use multitasking-hebbian --in patterns.csv --set task=states --out states.csv
              ./onsager use multitasking-hebbian --in examples.csv labels.csv --set task=learn --out curve.csv
            """;
    }

    @Override
    public ToolSettings defaults() {
        return ToolSettings.standard();
    }

    @Override
    public List<NamedTable> run(ToolSettings settings, List<Path> inputs, Trial trial) {
        var own = OwnPatterns.read(inputs, settings.ink(), trial.random().split("masks"));
        if (own.patterns().count() > 64)
            throw new IllegalArgumentException("patterns must be at most 64, not %d: the theory is that of few patterns"
                    .formatted(own.patterns().count()));
        var read = new NamedTable("read", read(own));
        return List.of(
                switch (settings.task()) {
                    case MC -> new NamedTable("mc", new OwnNetwork(settings, own, trial).retrieve());
                    case SOLVE ->
                        new NamedTable(
                                "solve", StateTables.of(theory(own, trial).standardStates(settings.temperature())));
                    case STATES ->
                        new NamedTable(
                                "states",
                                StateTables.of(StateCatalogue.of(
                                        theory(own, trial),
                                        settings.temperature(),
                                        20,
                                        trial.random().split("states"))));
                    case PHASE -> new NamedTable("phase", phase(settings, own));
                    case LEARN -> new NamedTable("learn", learn(settings, own));
                },
                read);
    }

    /// Enumerated up to ten patterns, sampled above.
    static LowLoadTheory theory(OwnPatterns own, Trial trial) {
        int patterns = own.patterns().count();
        double d = own.dilution();
        if (patterns <= 10) return LowLoadTheory.examples(patterns, d, own.quality(), own.perPattern());
        var law = new ExampleLaw.Gaussian(ExampleLaw.entropy(own.quality(), own.perPattern()));
        return LowLoadTheory.sampled(
                patterns, EntryLaw.diluted(d), law, DRAWS, trial.random().split("theory"));
    }

    private static Table read(OwnPatterns own) {
        var patterns = own.patterns();
        double d = own.dilution();
        var names = new ArrayList<>(List.of(
                "neurons N",
                "patterns K",
                "dilution d",
                "examples M of each",
                "quality r",
                "dataset entropy rho",
                "largest overlap of two patterns (theory takes about %.3f)".formatted(1 / Math.sqrt(patterns.sites())),
                "patterns blank throughout (their overlap is 0)",
                "critical dilution of the hierarchy at T = 0",
                "patterns visible at once at T = 0"));
        var values = new ArrayList<>(List.of(
                (double) patterns.sites(),
                (double) patterns.count(),
                d,
                (double) own.perPattern(),
                own.quality(),
                ExampleLaw.entropy(own.quality(), own.perPattern()),
                own.largestOverlap(),
                (double) own.blank(),
                RegimeBoundaries.criticalDilution(patterns.count()),
                (double) RegimeBoundaries.maxPatterns(patterns.sites(), d)));
        for (int mu = 0; mu < patterns.count(); mu++) {
            names.add("blank share of pattern " + mu);
            values.add(patterns.blankFraction(mu));
        }
        return Table.builder()
                .with("quantity", names)
                .with("value", Lists.column(values, Double::doubleValue))
                .build();
    }

    private static Table phase(ToolSettings settings, OwnPatterns own) {
        int points = settings.grid(), patterns = own.patterns().count();
        double[] dilutions = IntStream.range(0, points)
                .mapToDouble(i -> 0.98 * i / (points - 1))
                .toArray();
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> 1.1 * i / points)
                .toArray();
        var diagram = RegimeDiagram.compute(
                patterns, ExampleLaw.entropy(own.quality(), own.perPattern()), dilutions, temperatures);
        var states = diagram.cells().stream().flatMap(List::stream).toList();
        var table = Table.builder()
                .with(
                        "d",
                        IntStream.range(0, states.size())
                                .mapToDouble(c -> dilutions[c % points])
                                .toArray())
                .with(
                        "region",
                        states.stream()
                                .map(state -> state.regime()
                                        .map(regime ->
                                                Region.of(regime, patterns).name())
                                        .orElse("UNCONVERGED"))
                                .toList());
        StateTables.fill(table, states);
        return table.build();
    }

    private static Table learn(ToolSettings settings, OwnPatterns own) {
        double quality = settings.quality() > 0 ? settings.quality() : own.quality();
        if (quality == 1)
            throw new IllegalArgumentException(
                    "quality must be in (0, 1) for task = learn, not 1.0: give labels to estimate it, or --set quality=0.5");
        int patterns = own.patterns().count();
        double d = own.dilution(), t = settings.temperature();
        var threshold = LearningThreshold.find(patterns, d, t, quality, settings.target());
        int last = Math.max(4 * threshold.examples(), own.perPattern());
        int[] grid = IntStream.concat(
                        IntStream.range(0, settings.grid()).map(i ->
                                (int) Math.round(Math.pow(last, (double) i / (settings.grid() - 1)))),
                        IntStream.of(threshold.examples(), own.perPattern()))
                .sorted()
                .distinct()
                .toArray();
        var states = LearningThreshold.curve(patterns, d, t, quality, grid);
        var table = Table.builder()
                .with("M", grid)
                .with("r", Arrays.stream(grid).mapToDouble(_ -> quality).toArray())
                .with(
                        "learnt",
                        Arrays.stream(grid)
                                .mapToObj(m -> m >= threshold.examples() ? "yes" : "no")
                                .toList());
        StateTables.fill(table, states);
        return table.build();
    }
}
