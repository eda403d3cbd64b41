package org.onsager.papers.multitaskinghebbian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.MultitaskingHebbian;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.multitasking.Simulation;

/// Simulated networks: M12, M13 and M15.
final class NetworkClaims {
    private static final String REASON =
            "needs networks of 4000 neurons without a teacher and of 10000 stored; from --scale standard on, or"
                    + " --set largest=10000";

    private final Settings settings;
    private final Trial trial;

    NetworkClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        identity();
        if (settings.largest() < 10_000) {
            for (var id : List.of("M12", "M15")) trial.untested(id, REASON);
            return;
        }
        protocols();
        visible();
    }

    private void identity() {
        var claim = trial.claim("M13");
        double worst = 0;
        for (double d : new double[] {0, 0.2, 0.5, 0.9}) {
            var stream = trial.random().split("identity").split("d" + d);
            var memory = MultitaskingHebbian.stored(TernaryPatterns.random(3, 500, d, stream.split("patterns")), d);
            for (int k = 0; k < 10; k++) {
                var spins = new byte[500];
                stream.split("state").at(k).fillRademacher(spins);
                double energy = memory.fullEnergy(spins), sum = 0;
                double[] loss = memory.loss(spins);
                for (int mu = 0; mu < 3; mu++) {
                    double half = 1 - 0.5 * memory.patterns().blankFraction(mu);
                    sum += loss[mu] - half * half;
                }
                double fromLoss = 500 / (2 * (1 - d)) * sum;
                worst = Math.max(worst, Math.abs(fromLoss - energy) / Math.max(1, Math.abs(energy)));
            }
        }
        claim.number("largest relative difference", 0, worst, 1e-10)
                .done("40 random states of 3 patterns on 500 neurons, d = 0, 0.2, 0.5, 0.9");
    }

    private void protocols() {
        double d = 0.3, quality = 0.5;
        double[] published = {0.985, 0.314};
        int samples = Math.max(10, settings.samples());
        var base = Simulation.storing(4_000, 2, d, 0);
        var with = Ensemble.run(trial, "teacher", base.learning(Protocol.SUPERVISED, quality, 30), samples);
        var without = Ensemble.run(trial, "no-teacher", base.learning(Protocol.UNSUPERVISED, quality, 30), samples);
        double[] theory = LowLoadTheory.gaussian(2, d, 0.1).hierarchical(0).sortedAmplitudes();
        var claim = trial.claim("M12");
        for (int k = 0; k < 2; k++)
            claim.number("m_%d, theory".formatted(k + 1), published[k], theory[k], 1e-3)
                    .number("m_%d, with a teacher".formatted(k + 1), published[k], with.amplitudes()[k], 0.02)
                    .number("m_%d, without".formatted(k + 1), published[k], without.amplitudes()[k], 0.02);
        trial.metric("example_asymmetry_M30", without.asymmetry());
        claim.done(
                ("%d samples, standard errors at most %.4f; no single example stands out: it leads by %.3f. The threshold is"
                                + " the same equation; the learning curves show both protocols.")
                        .formatted(
                                samples,
                                Math.max(Lists.largest(with.errors()), Lists.largest(without.errors())),
                                without.asymmetry()));
    }

    private record Visible(int neurons, double dilution, int published) {}

    private void visible() {
        int[] sizes = IntStream.of(300, 1_000, 3_000, 10_000, 20_000)
                .filter(n -> n <= settings.largest())
                .toArray();
        double[] dilutions = {0.3, 0.5};
        var measured = new double[dilutions.length][];
        for (int k = 0; k < dilutions.length; k++) {
            double d = dilutions[k];
            measured[k] = Arrays.stream(sizes).mapToDouble(n -> visible(n, d)).toArray();
        }
        var claim = trial.claim("M15");
        for (var each : List.of(new Visible(1_000, 0.3, 2), new Visible(10_000, 0.3, 3), new Visible(10_000, 0.5, 5))) {
            String where = "N = %d, d = %s".formatted(each.neurons(), each.dilution());
            double count = measured[each.dilution() == 0.3 ? 0 : 1][each.neurons() == 1_000 ? 1 : 3];
            claim.number(
                            "criterion, " + where,
                            each.published(),
                            RegimeBoundaries.maxPatterns(each.neurons(), each.dilution()),
                            0)
                    .number("networks, " + where, each.published(), count, 1);
        }
        claim.done(
                "mean number of the six patterns whose overlap stands 3/sqrt(N) above 0, from the hierarchical start at T = 0");
        draw(sizes, dilutions, measured);
    }

    private double visible(int neurons, double d) {
        var simulation = Simulation.storing(neurons, 6, d, 0);
        var stream = trial.random().split("visible").split("N" + neurons).split("d" + d);
        var counts = trial.stage(
                "visible-%d-%s".formatted(neurons, d),
                double[].class,
                () -> IntStream.range(0, Math.max(10, settings.samples()))
                        .mapToDouble(k -> Arrays.stream(
                                        simulation.sample(stream.at(k)).amplitudes())
                                .filter(m -> m * (1 - d) > 3 / Math.sqrt(neurons))
                                .count())
                        .toArray());
        return Arrays.stream(counts).average().orElse(Double.NaN);
    }

    private void draw(int[] sizes, double[] dilutions, double[][] measured) {
        double[] x = Lists.doubles(sizes);
        var fine = IntStream.rangeClosed(0, 400)
                .mapToDouble(i -> 300 * Math.pow(x[x.length - 1] / 300, i / 400.0))
                .toArray();
        var figure = Figure.of("Patterns retrieved together", "neurons N", "visible patterns")
                .x(Figure.Axis.log("neurons N"))
                .caption(
                        ("Points: mean number of six stored patterns with an overlap above 3/sqrt(N), %d networks each, from"
                                        + " the hierarchical start at T = 0. Lines: the largest k with d^(k-1)(1-d) > 3/sqrt(N), which"
                                        + " grows like the logarithm of N.")
                                .formatted(Math.max(10, settings.samples())));
        for (int k = 0; k < dilutions.length; k++) {
            double d = dilutions[k];
            double[] steps = Arrays.stream(fine)
                    .map(n -> RegimeBoundaries.maxPatterns((int) n, d))
                    .toArray();
            figure.line("theory, d = " + d, fine, steps)
                    .points("networks, d = " + d, "theory, d = " + d, x, measured[k], new double[0]);
        }
        trial.figure("visible-patterns", figure.build());
    }
}
