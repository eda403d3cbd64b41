package org.onsager.papers.multiexpectationis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.inference.importance.Baselines;
import org.onsager.inference.importance.Gaussian;
import org.onsager.inference.importance.LawSensitivity;
import org.onsager.inference.importance.MultiExpectation;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Quantiles;

/// Claims on the beam under many input laws: M9 and M11.
final class LawClaims {
    private static final double[] MIDDLE = {550, 450, 200, 0.065, 0.095, 4.5, -0.3, 0.25, 0.25};

    private final Settings settings;
    private final Trial trial;
    private final Unbiasedness unbiased;
    private final double[][] designs;
    private final LawSensitivity sensitivity;

    LawClaims(Settings settings, Trial trial, Unbiasedness unbiased) {
        this.settings = settings;
        this.trial = trial;
        this.unbiased = unbiased;
        designs = Beam.designs(settings.laws(), trial.random().split("designs"));
        sensitivity = new LawSensitivity(
                Beam::displacement, Arrays.stream(designs).map(Beam::law).toList());
    }

    void measure() {
        trial.claim("M11")
                .number("E[D]", 0.04427245394, Beam.mean(MIDDLE, 20), 1e-8)
                .done("Gauss-Hermite with 20 nodes for each of w, t, L and 10 for each force");
        boolean published = settings.lawRuns() >= 20 && settings.budget() == 20_000 && settings.laws() == 100;
        if (!published)
            trial.untested("M9", "needs at least 20 runs with 100 laws at a budget of 20000, as standard has");
        if (settings.lawRuns() < 2) return;
        var runs = IntStream.range(0, settings.lawRuns()).boxed().toList();
        var replicas = trial.map("beam-laws", runs, Replica.class, this::replica);
        double[] truth = trial.stage("beam-laws-truth", double[].class, this::truth);
        double[][] iscv = Replica.rows(replicas, Replica::iscv);
        if (published) {
            unbiased.add("beam under many laws", iscv, truth);
            gains(replicas, truth);
        }
        draw(truth);
    }

    private MultiExpectation sampler() {
        return sensitivity.sampler(settings.budget()).schedule(settings.schedule(settings.budget()));
    }

    private Replica replica(int run) {
        var stream = trial.random().split("beam-laws").at(run);
        var iscv = sampler().run(stream.split("iscv"));
        var baselines = new Baselines(sensitivity.expectations(), settings.budget());
        return new Replica(
                iscv.estimates(),
                baselines.monteCarlo(stream.split("plain")).estimates(),
                baselines.mixture(stream.split("mixture")).estimates(),
                new double[0],
                new double[0],
                new double[0]);
    }

    private double[] truth() {
        return org.onsager.numerics.Parallel.map(designs.length, j -> Beam.mean(designs[j], 12)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double medianDeviation(double[][] rows, double[] truth) {
        double[] variances = Replica.variances(rows);
        for (int j = 0; j < variances.length; j++) variances[j] = Math.sqrt(variances[j]) / truth[j];
        return Quantiles.median(variances);
    }

    private void gains(List<Replica> replicas, double[] truth) {
        double[][] iscv = Replica.rows(replicas, Replica::iscv),
                plain = Replica.rows(replicas, Replica::plain),
                mixture = Replica.rows(replicas, Replica::mixture);
        double own = Replica.sum(Replica.variances(iscv));
        double perLaw = Replica.sum(Replica.variances(plain)), pooled = Replica.sum(Replica.variances(mixture));
        trial.metric("beam_laws_iscv_variance", own);
        trial.metric("beam_laws_mc_variance", perLaw);
        trial.metric("beam_laws_mixture_variance", pooled);
        trial.claim("M9")
                .within("Monte Carlo per law over ISCV", 20, 45, perLaw / own)
                .within("mixture over ISCV", 9, 20, pooled / own)
                .done(
                        "sums of variances %.3e, %.3e, %.3e; median relative deviations %.2f %%, %.2f %%, %.2f %%; %d runs"
                                .formatted(
                                        perLaw,
                                        pooled,
                                        own,
                                        100 * medianDeviation(plain, truth),
                                        100 * medianDeviation(mixture, truth),
                                        100 * medianDeviation(iscv, truth),
                                        replicas.size()));
    }

    private void draw(double[] truth) {
        var run = sampler().run(trial.random().split("beam-laws").at(0).split("iscv"));
        var table = Table.builder();
        for (int p = 0; p < Beam.PARAMETERS.size(); p++) table.with(Beam.PARAMETERS.get(p), column(p));
        trial.table(
                "laws",
                table.with("E[D] (m)", run.estimates())
                        .with("standard error (m)", run.standardErrors())
                        .with("quadrature (m)", truth)
                        .build());
        for (int p = 0; p < Beam.PARAMETERS.size(); p++) {
            double[] parameter = column(p);
            trial.figure(
                    "laws-" + (p + 1),
                    Figure.of("Mean displacement against " + Beam.PARAMETERS.get(p), Beam.PARAMETERS.get(p), "E[D] (m)")
                            .caption("%d input laws from one sample of %d evaluations, with 95 %% intervals; the other"
                                            .formatted(truth.length, settings.budget())
                                    + " parameters vary too.")
                            .points(
                                    "ISCV",
                                    "ISCV",
                                    parameter,
                                    run.estimates(),
                                    Arrays.stream(run.standardErrors())
                                            .map(error -> 1.96 * error)
                                            .toArray())
                            .points("quadrature", parameter, truth)
                            .build());
        }
        drawSample(run);
    }

    private double[] column(int parameter) {
        return Arrays.stream(designs).mapToDouble(law -> law[parameter]).toArray();
    }

    private void drawSample(MultiExpectation.Solution run) {
        int shown = Math.min(1500, run.sample().size());
        var figure = Figure.of("The final sample over the components", "width w (m)", "length L (m)")
                .caption(
                        "%d points of the final sample, and the one-sigma ellipses of the components that carry at least"
                                        .formatted(shown)
                                + " 2 % of the mixture, in the plane of two inputs.")
                .points(
                        "sample",
                        Arrays.copyOf(run.sample().x()[3], shown),
                        Arrays.copyOf(run.sample().x()[5], shown));
        double[] x = new double[0], y = new double[0];
        for (int l = 0; l < run.components().size(); l++) {
            if (run.alpha()[l] < 0.02 || !(run.components().get(l) instanceof Gaussian component)) continue;
            double[][] covariance = component.covariance();
            double a = Math.sqrt(covariance[3][3]), b = covariance[5][3] / a;
            double c = Math.sqrt(covariance[5][5] - b * b);
            int from = x.length;
            x = Arrays.copyOf(x, from + 62);
            y = Arrays.copyOf(y, from + 62);
            for (int i = 0; i < 61; i++) {
                double angle = 2 * Math.PI * i / 60;
                x[from + i] = component.mean()[3] + a * Math.cos(angle);
                y[from + i] = component.mean()[5] + b * Math.cos(angle) + c * Math.sin(angle);
            }
            x[from + 61] = Double.NaN;
            y[from + 61] = Double.NaN;
        }
        if (x.length > 0) figure.line("components", x, y);
        trial.figure("sample", figure.build());
    }
}
