package org.onsager.papers.multitaskinghebbian;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.onsager.lab.Check;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.multitasking.LowLoadTheory;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.Simulation;

/// Patterns behind examples: M10, M11, M14 and M16.
final class DatasetClaims {
    private static final double COLD = 0.05;

    private final Settings settings;
    private final Trial trial;

    DatasetClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        entropy("M10", 2, 0.3, new double[][] {
            {0.1, 0.9845, 0.3134}, {0.2, 0.9115, 0.3682}, {0.3, 0.7934, 0.4547}, {0.4, 0.6059, 0.6059}
        });
        entropy("M11", 3, 0.4, new double[][] {
            {0.05, 0.9887, 0.4074, 0.1713},
            {0.1, 0.9398, 0.4369, 0.2152},
            {0.2, 0.6488, 0.6488, 0.3459},
            {0.3, 0.5395, 0.5395, 0.5395}
        });
        majority();
        smallData();
    }

    private void entropy(String id, int patterns, double d, double[][] published) {
        var claim = trial.claim(id);
        for (double[] row : published)
            TheoryClaims.winner(claim, LowLoadTheory.gaussian(patterns, d, row[0]), COLD, row, "rho = " + row[0], 5e-4);
        claim.done("Gaussian law, state of the largest pressure");
    }

    private void majority() {
        double quality = 0.3;
        int examples = 7, neurons = 4_000;
        var right = new BinomialDistribution(examples, 0.5 * (1 + quality));
        double vote = 0;
        for (int k = 0; k <= examples; k++) vote += Integer.signum(2 * k - examples) * right.probability(k);
        double theory = LowLoadTheory.examples(1, 0.3, quality, examples)
                .hierarchical(0)
                .sortedAmplitudes()[0];
        var network = Ensemble.run(
                trial,
                "majority",
                Simulation.storing(neurons, 1, 0.3, 0).learning(Protocol.SUPERVISED, quality, examples),
                Math.max(10, settings.samples()));
        trial.claim("M14")
                .number("the vote against the published digits", 0.600309, vote, 5e-7)
                .number("theory against the vote", vote, theory, 1e-10)
                .estimate(
                        "networks of N = 4000",
                        vote,
                        network.amplitudes()[0],
                        network.errors()[0],
                        network.samples(),
                        3)
                .done("exact law of 7 examples of quality 0.3");
    }

    private record Case(
            int patterns, double dilution, double quality, int examples, double[] exact, double[] gaussian) {
        String where() {
            return "K = %d, r = %s, M = %d".formatted(patterns, quality, examples);
        }
    }

    private void smallData() {
        var cases = new Case[] {
            new Case(2, 0.3, 0.7, 5, new double[] {0.88283, 0.37352}, new double[] {0.90353, 0.37392}),
            new Case(2, 0.3, 0.5, 9, new double[] {0.80290, 0.41574}, new double[] {0.73705, 0.49952}),
            new Case(3, 0.4, 0.6, 9, new double[] {0.78707, 0.50555, 0.31618}, new double[] {0.65028, 0.65028, 0.34348})
        };
        var claim = trial.claim("M16");
        for (int c = 0; c < cases.length; c++) {
            var each = cases[c];
            double[] exact = LowLoadTheory.examples(each.patterns(), each.dilution(), each.quality(), each.examples())
                    .hierarchical(COLD)
                    .sortedAmplitudes();
            double rho = ExampleLaw.entropy(each.quality(), each.examples());
            double[] gaussian = LowLoadTheory.gaussian(each.patterns(), each.dilution(), rho)
                    .hierarchical(COLD)
                    .sortedAmplitudes();
            var small = network(each, 4_000, Math.max(10, settings.samples()), "small-data-" + c);
            var large = network(each, 40_000, Math.max(5, settings.samples()), "small-data-large-" + c);
            for (int k = 0; k < exact.length; k++)
                claim.number("m_%d, exact law, %s".formatted(k + 1, each.where()), each.exact()[k], exact[k], 1e-4)
                        .number(
                                "m_%d, Gaussian law, %s".formatted(k + 1, each.where()),
                                each.gaussian()[k],
                                gaussian[k],
                                1e-4)
                        .check(new Check.Estimate(
                                "m_%d, networks of N = 4000, %s".formatted(k + 1, each.where()),
                                exact[k],
                                small.amplitudes()[k],
                                small.errors()[k],
                                small.samples(),
                                3,
                                0.03));
            double toExact = distance(large.amplitudes(), exact), toGaussian = distance(large.amplitudes(), gaussian);
            claim.fact(
                    "networks of N = 40000 side with the exact law, " + each.where(),
                    toExact < toGaussian,
                    "distance %.4f to the exact law, %.4f to the Gaussian one".formatted(toExact, toGaussian));
        }
        claim.done(
                "the side is taken by larger networks, since the disorder of N = 4000 moves m_1 by about -0.03 where M = 9"
                        + " and r = 0.5, half the distance of the laws");
    }

    private Simulation.Average network(Case each, int neurons, int samples, String name) {
        return Ensemble.run(
                trial,
                name,
                Simulation.storing(neurons, each.patterns(), each.dilution(), COLD)
                        .learning(Protocol.SUPERVISED, each.quality(), each.examples()),
                samples);
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int k = 0; k < a.length; k++) largest = Math.max(largest, Math.abs(a[k] - b[k]));
        return largest;
    }
}
