package org.onsager.papers.densehebbianrsb;

import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.Load;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.rsb.OverlapSampling;
import org.onsager.memory.rsb.RsbSolver;

/// \(P(|q|)\) of finite networks by replica exchange over the two bars of the theory, \(P = 4\), \(\gamma = 1\),
/// \(T' = 0.4\).
final class OverlapFigure {
    private static final double BETA = 2.5;
    private static final int BINS = 20;

    private final Settings settings;
    private final Trial trial;

    OverlapFigure(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void draw() {
        if (settings.overlapSizes().length == 0) return;
        var order = RsbSolver.of(4).oneRsb(BETA, 1, Branch.SPIN_GLASS).order();
        var edges = IntStream.rangeClosed(0, BINS)
                .mapToDouble(k -> (double) k / BINS)
                .toArray();
        var figure = Figure.of(
                        "Overlap of two replicas, P = 4, gamma = 1, T' = 0.4", "overlap |q|", "probability a bin")
                .caption(("Bars: replica exchange on %d samples of the patterns a size, %d rounds of five sweeps on ten"
                                + " temperatures, two ladders. Points: the theory's two weights, theta = %.3f at q1 = 0 and"
                                + " 1 - theta at q2 = %.3f. Finite networks smear the peak at 0 over |q| of order N^(-1/2).")
                        .formatted(settings.overlapSamples(), settings.rounds(), order.theta(), order.q2()));
        var table = Table.builder()
                .with(
                        "overlap",
                        IntStream.range(0, BINS)
                                .mapToDouble(k -> (k + 0.5) / BINS)
                                .toArray());
        for (int neurons : settings.overlapSizes()) {
            double[] mean = histogram(neurons);
            figure.add(new Figure.Histogram("N = " + neurons, "N = " + neurons, edges, mean));
            table.with("N" + neurons, mean);
        }
        figure.points("theory", new double[] {0, order.q2()}, new double[] {order.theta(), 1 - order.theta()});
        trial.figure("overlaps", figure.build());
        trial.table("overlaps", table.build());
    }

    private double[] histogram(int neurons) {
        var samples = trial.map(
                "overlaps-" + neurons,
                IntStream.range(0, settings.overlapSamples()).boxed().toList(),
                OverlapSampling.Histogram.class,
                k -> sample(neurons, k));
        var mean = new double[BINS];
        for (var sample : samples)
            for (int k = 0; k <= neurons; k++) {
                int bin = Math.min(BINS - 1, (int) (BINS * Math.abs(sample.overlaps()[k])));
                mean[bin] += sample.probability()[k] / samples.size();
            }
        trial.metric("swap_acceptance_N" + neurons, least(samples));
        return mean;
    }

    private static double least(List<OverlapSampling.Histogram> samples) {
        return samples.stream()
                .mapToDouble(OverlapSampling.Histogram::leastAcceptance)
                .min()
                .orElse(Double.NaN);
    }

    private OverlapSampling.Histogram sample(int neurons, int k) {
        var stream = trial.random().split("overlaps").split("N" + neurons).at(k);
        var patterns = BitPatterns.random(Load.patterns(1, neurons, 4), neurons, stream.split("patterns"));
        return OverlapSampling.ladder(0.8, BETA, 10, settings.rounds())
                .sample(DenseHebbian.storing(patterns, 4), stream.split("exchange"));
    }
}
