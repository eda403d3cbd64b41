package org.onsager.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Figure;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Setting;
import org.onsager.lab.Statement;
import org.onsager.lab.Table;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.lab.data.Tables;
import org.onsager.numerics.DivergedException;

/// A third party's experiment: tosses a coin and claims that it is fair.
public final class CoinExperiment implements Experiment<CoinExperiment.Settings> {
    /// The parameters.
    public record Settings(
            @Setting(value = "tosses", min = 1) int tosses,

            @Setting(value = "probability of heads", min = 0, max = 1)
            double bias,

            @Setting(
                    value = "what goes wrong",
                    choices = {"nothing", "numbers", "memory", "forgets"})
            String trouble) {}

    @Override
    public Paper paper() {
        return new Paper("coin-tosses", "On coins", List.of("A. Tosser"), 1713, "Ars conjectandi", "inference");
    }

    @Override
    public List<Statement> statements() {
        return List.of(
                new Statement("C1", "a coin is fair", "0.5", "by symmetry"),
                new Statement("C2", "a coin lands on its edge", "", "rumour"));
    }

    @Override
    public Settings defaults(Scale scale) {
        return new Settings(10_000, 0.5, "nothing");
    }

    @Override
    public void run(Settings settings, Trial trial) {
        switch (settings.trouble()) {
            case "numbers" -> throw new DivergedException("coin diverged at toss 3; use fewer tosses");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "forgets" -> {
                return;
            }
            default -> {}
        }
        var source = trial.random().split("tosses").generator();
        int heads = 0;
        for (int i = 0; i < settings.tosses(); i++) if (source.nextDouble() < settings.bias()) heads++;
        double share = (double) heads / settings.tosses();
        trial.metric("share", share);
        trial.table("tosses", Table.builder().with("heads", share).build());
        trial.figure(
                "share",
                Figure.of("Share of heads", "toss", "share")
                        .points("heads", new double[] {1}, new double[] {share})
                        .build());
        trial.claim("C1")
                .estimate("share of heads", 0.5, share, 0.5 / Math.sqrt(settings.tosses()), settings.tosses(), 4)
                .done("mean of independent tosses");
        trial.untested("C2", "no edge in this model");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new CountTool());
    }

    /// What the tool can be told.
    public record CountSettings(
            @Setting(value = "factor", min = 0) double factor) {}

    private record CountTool() implements Tool<CountSettings> {
        @Override
        public String summary() {
            return "Counts heads.";
        }

        @Override
        public String usage() {
            return "--in: a table with a column heads of 0 and 1. --out: one row, the share.";
        }

        @Override
        public CountSettings defaults() {
            return new CountSettings(1);
        }

        @Override
        public List<NamedTable> run(CountSettings settings, List<Path> inputs, Trial trial) {
            if (inputs.isEmpty()) throw new IllegalArgumentException("--in must name a table with a column heads");
            double sum = 0;
            double[] heads = Tables.read(inputs.getFirst()).reals("heads");
            for (double each : heads) sum += each;
            return List.of(new NamedTable(
                    "share",
                    Table.builder()
                            .with("share", settings.factor() * sum / heads.length)
                            .build()));
        }
    }
}
