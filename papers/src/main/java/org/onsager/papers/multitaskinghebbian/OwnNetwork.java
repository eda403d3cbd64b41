package org.onsager.papers.multitaskinghebbian;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.multitasking.DilutedExamples;
import org.onsager.memory.multitasking.MultitaskingHebbian;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.Regime;
import org.onsager.memory.multitasking.Simulation;
import org.onsager.memory.multitasking.Start;
import org.onsager.memory.multitasking.Trajectory;

/// The network of the user's patterns, run from its starts.
final class OwnNetwork {
    private final ToolSettings settings;
    private final OwnPatterns own;
    private final Trial trial;

    OwnNetwork(ToolSettings settings, OwnPatterns own, Trial trial) {
        this.settings = settings;
        this.own = own;
        this.trial = trial;
    }

    /// One row a start and a pattern.
    Table retrieve() {
        var network = network();
        int patterns = own.patterns().count();
        double[] theory = MultitaskingTool.theory(own, trial)
                .hierarchical(settings.temperature())
                .sortedAmplitudes();
        int starts = settings.start() == Start.PATTERN ? patterns : 1;
        var rows = new ArrayList<Row>();
        for (int from = 0; from < starts; from++) {
            var stream = trial.random().split("own").at(from);
            byte[] begin =
                    network.start(settings.start(), from, stream.split("start").generator());
            var run = network.run(
                    begin,
                    new Sampler(dynamics(), settings.sweeps()),
                    stream.split("moves").generator());
            double[] ranked = Regime.sorted(run.finalOverlaps());
            double[] leads = network.exampleAsymmetry(run.spins());
            for (int mu = 0; mu < patterns; mu++) {
                int rank = 0;
                while (ranked[rank] != Math.abs(run.finalOverlaps()[mu])) rank++;
                rows.add(new Row(from, mu, run, rank, theory[rank], leads[mu]));
            }
        }
        return table(rows);
    }

    private MultitaskingHebbian network() {
        double d = own.dilution();
        if (own.examples().isEmpty()) return MultitaskingHebbian.stored(own.patterns(), d);
        DilutedExamples examples = own.examples().get();
        return settings.protocol() == Protocol.UNSUPERVISED
                ? MultitaskingHebbian.unsupervised(own.patterns(), examples, d)
                : MultitaskingHebbian.supervised(own.patterns(), examples, d);
    }

    private Dynamics dynamics() {
        double beta = Simulation.beta(settings.temperature());
        return switch (settings.dynamics()) {
            case GLAUBER -> new Dynamics.Glauber(beta);
            case PARALLEL -> new Dynamics.Parallel(beta);
        };
    }

    private record Row(int from, int pattern, Trajectory run, int rank, double theory, double lead) {
        double amplitude(int sweep, double ink) {
            return run.overlaps()[sweep][pattern] / ink;
        }
    }

    private Table table(List<Row> rows) {
        double ink = 1 - own.dilution();
        String start = settings.start().name();
        return Table.builder()
                .with(
                        "start",
                        rows.stream()
                                .map(row -> settings.start() == Start.PATTERN ? start + " " + row.from() : start)
                                .toList())
                .with("pattern", rows.stream().mapToInt(Row::pattern).toArray())
                .with("rank", rows.stream().mapToInt(row -> row.rank() + 1).toArray())
                .with("amplitude_start", Lists.column(rows, row -> row.amplitude(0, ink)))
                .with(
                        "amplitude_end",
                        Lists.column(rows, row -> row.amplitude(row.run().overlaps().length - 1, ink)))
                .with("amplitude_theory", Lists.column(rows, Row::theory))
                .with(
                        "loss",
                        Lists.column(rows, row -> row.run().losses()[row.run().losses().length - 1][row.pattern()]))
                .with(
                        "energy",
                        Lists.column(rows, row -> row.run().energies()[row.run().energies().length - 1]))
                .with("example_lead", Lists.column(rows, Row::lead))
                .with(
                        "sweeps",
                        rows.stream().mapToInt(row -> row.run().run().sweeps()).toArray())
                .with(
                        "ties",
                        rows.stream().mapToLong(row -> row.run().run().ties()).toArray())
                .with(
                        "settled",
                        rows.stream()
                                .map(row -> row.run().settled() ? "yes" : "no")
                                .toList())
                .with(
                        "two_cycle",
                        rows.stream()
                                .map(row -> row.run().run().twoCycle() ? "yes" : "no")
                                .toList())
                .with("state", rows.stream().map(row -> text(row.run().spins())).toList())
                .build();
    }

    private static String text(byte[] spins) {
        var text = new StringBuilder(spins.length);
        for (byte spin : spins) text.append(spin > 0 ? '+' : '-');
        return text.toString();
    }
}
