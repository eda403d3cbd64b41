package org.onsager.papers.multitaskinghebbian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.multitasking.LearningThreshold;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.Simulation;

/// Learning curves: amplitudes against the number of examples, theory and both protocols; amplitudes against the
/// quality.
final class LearningFigures {
    private static final int PATTERNS = 2;
    private static final double DILUTION = 0.3;
    private static final double QUALITY = 0.5;
    private static final double COLD = 0.05;

    private final Settings settings;
    private final Trial trial;

    LearningFigures(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void draw() {
        var threshold = LearningThreshold.find(PATTERNS, DILUTION, COLD, QUALITY, 0.9);
        trial.metric("threshold_M_r0.5", threshold.examples());
        trial.metric("threshold_rho_r0.5", threshold.entropy());
        alongExamples(threshold);
        alongQuality();
    }

    private void alongExamples(LearningThreshold threshold) {
        int[] grid = settings.examples();
        int[] fine = IntStream.rangeClosed(1, grid[grid.length - 1])
                .filter(m -> m <= 40 || m % 10 == 0)
                .toArray();
        var theory = LearningThreshold.curve(PATTERNS, DILUTION, COLD, QUALITY, fine);
        var base = Simulation.storing(settings.neurons(), PATTERNS, DILUTION, COLD);
        var with = networks(base, Protocol.SUPERVISED, grid);
        var without = networks(base, Protocol.UNSUPERVISED, grid);
        var figure = Figure.of(
                        "Learning from examples, K = 2, d = 0.3, r = 0.5, T = 0.05", "examples M", "amplitude m/(1-d)")
                .x(Figure.Axis.log("examples M of each pattern"))
                .caption(
                        ("Lines: theory, exact law of the examples up to M = 40, Gaussian above. Points: %d networks of N = %d"
                                        + " with a teacher (class means) and without (single examples), from the hierarchical start, one"
                                        + " standard error. The first pattern reaches 0.9 at M = %d.")
                                .formatted(settings.samples(), settings.neurons(), threshold.examples()));
        double[] x = Lists.doubles(fine), points = Lists.doubles(grid);
        for (int k = 0; k < PATTERNS; k++) {
            int rank = k;
            String name = "m_%d, theory".formatted(k + 1);
            figure.line(name, x, Lists.column(theory, s -> s.sortedAmplitudes()[rank]));
            figure.points("m_%d, teacher".formatted(k + 1), name, points, amplitude(with, k), error(with, k));
        }
        for (int k = 0; k < PATTERNS; k++)
            figure.points(
                    "m_%d, no teacher".formatted(k + 1),
                    "no teacher " + k,
                    Arrays.stream(points).map(m -> 1.06 * m).toArray(),
                    amplitude(without, k),
                    error(without, k));
        trial.figure("learning-curve", figure.build());
        trial.figure(
                "example-asymmetry",
                Figure.of("Does a single example stand out?", "examples M", "lead of the best example")
                        .x(Figure.Axis.log("examples M of each pattern"))
                        .caption(
                                "max_a n_a - mean_a n_a of the networks without a teacher, K = 2, d = 0.3, r = 0.5, T = 0.05;"
                                        + " theory assumes that it is small.")
                        .points("without a teacher", points, Lists.column(without, Simulation.Average::asymmetry))
                        .build());
        trial.table("learning-curve", table(grid, with, without));
    }

    private List<Simulation.Average> networks(Simulation base, Protocol protocol, int[] grid) {
        return Arrays.stream(grid)
                .mapToObj(m -> Ensemble.run(
                        trial,
                        "learning-%s-%d".formatted(protocol, m),
                        base.learning(protocol, QUALITY, m),
                        settings.samples()))
                .toList();
    }

    private static double[] amplitude(List<Simulation.Average> averages, int rank) {
        return Lists.column(averages, a -> a.amplitudes()[rank]);
    }

    private static double[] error(List<Simulation.Average> averages, int rank) {
        return Lists.column(averages, a -> a.errors()[rank]);
    }

    private Table table(int[] grid, List<Simulation.Average> with, List<Simulation.Average> without) {
        var theory = LearningThreshold.curve(PATTERNS, DILUTION, COLD, QUALITY, grid);
        var table = Table.builder().with("M", grid);
        for (int k = 0; k < PATTERNS; k++) {
            int rank = k;
            String m = "m_" + (k + 1);
            table.with(m, Lists.column(theory, s -> s.sortedAmplitudes()[rank]))
                    .with(m + "_teacher", amplitude(with, k))
                    .with(m + "_teacher_sem", error(with, k))
                    .with(m + "_no_teacher", amplitude(without, k))
                    .with(m + "_no_teacher_sem", error(without, k));
        }
        return table.with("ties_teacher", Lists.column(with, Simulation.Average::ties))
                .with("rank_swaps_teacher", Lists.column(with, Simulation.Average::rankSwaps))
                .with("rank_swaps_no_teacher", Lists.column(without, Simulation.Average::rankSwaps))
                .with("unsettled_teacher", Lists.column(with, Simulation.Average::unsettled))
                .with("unsettled_no_teacher", Lists.column(without, Simulation.Average::unsettled))
                .with("asymmetry", Lists.column(without, Simulation.Average::asymmetry))
                .build();
    }

    private void alongQuality() {
        int[] examples = {5, 15, 60};
        double[] qualities =
                IntStream.rangeClosed(1, 45).mapToDouble(i -> 0.1 + 0.02 * i).toArray();
        var figure = Figure.of("Quality against quantity, K = 2, d = 0.3, T = 0.05", "quality r", "amplitude m/(1-d)")
                .caption("Theory from the hierarchical start; solid the first pattern, dashed the second.");
        for (int m : examples) {
            var states = Arrays.stream(qualities)
                    .mapToObj(r -> LearningThreshold.curve(PATTERNS, DILUTION, COLD, r, new int[] {m})
                            .getFirst())
                    .toList();
            figure.line("m_1, M = " + m, qualities, Lists.column(states, s -> s.sortedAmplitudes()[0]))
                    .dashed(
                            "m_2, M = " + m,
                            "m_1, M = " + m,
                            qualities,
                            Lists.column(states, s -> s.sortedAmplitudes()[1]));
        }
        trial.figure("quality", figure.build());
    }
}
