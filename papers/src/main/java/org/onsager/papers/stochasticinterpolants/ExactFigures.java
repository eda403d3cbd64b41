package org.onsager.papers.stochasticinterpolants;

import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.mixture.MixtureTruth;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.SdeSampler;

/// Pictures of the one-dimensional example with exact fields: how the law moves, and how particles do.
final class ExactFigures {
    private static final int TIMES = 101;
    private static final int PLACES = 161;
    private static final int STEPS = 200;
    private static final int PATHS = 40;

    private final Trial trial;

    ExactFigures(Trial trial) {
        this.trial = trial;
    }

    void draw() {
        ribbon("density-gamma-0", "no noise", Curve.zero());
        ribbon("density-gamma-brownian", "\\(\\gamma = \\sqrt{t(1-t)}\\)", Curve.brownian(1));
        ribbon("density-gamma-sine", "\\(\\gamma = \\sin^2 \\pi t\\)", Curve.sineSquared());
        var truth = ExactClaims.example(Curve.brownian(1));
        for (double epsilon : new double[] {0, 0.5, 5}) trajectories(truth, epsilon);
    }

    private void ribbon(String name, String noise, Curve gamma) {
        var truth = ExactClaims.example(gamma);
        var times = new double[TIMES];
        var places = new double[PLACES];
        for (int j = 0; j < PLACES; j++) places[j] = -9 + 18.0 * j / (PLACES - 1);
        var density = new double[PLACES][TIMES];
        for (int k = 0; k < TIMES; k++) {
            times[k] = k / (TIMES - 1.0);
            double[] log = truth.logDensity(times[k], places);
            for (int j = 0; j < PLACES; j++) density[j][k] = Math.exp(log[j]);
        }
        trial.figure(
                name,
                Figure.of("The law between its ends, " + noise, "time t", "x")
                        .caption("Exact density of the linear interpolant from two to three normal laws.")
                        .add(new Figure.HeatMap("density", times, places, density, false))
                        .build());
    }

    private void trajectories(MixtureTruth truth, double epsilon) {
        int all = 2_500;
        var stream = trial.random().split("trajectories");
        var start = PointCloud.draw(truth.start(), stream.split("start"), all);
        var states = DiffusionClaims.paths(
                SdeSampler.of(Epsilon.constant(epsilon)).withSteps(STEPS),
                truth.fields(),
                start,
                stream.split("noise"));
        var times = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) times[k] = (double) k / STEPS;
        var figure = Figure.of(
                        epsilon == 0
                                ? "Paths of the flow"
                                : "Paths of the diffusion, \\(\\epsilon = %s\\)".formatted(epsilon),
                        "time t",
                        "x")
                .caption(
                        "%d of %d particles with exact fields, linear interpolant, \\(\\gamma = \\sqrt{t(1-t)}\\), %d steps of Heun's method."
                                .formatted(PATHS, all, STEPS));
        for (int i = 0; i < PATHS; i++) {
            var path = new double[STEPS + 1];
            for (int k = 0; k <= STEPS; k++) path[k] = states.get(k)[i];
            String group = start.values()[i] < 0 ? "from the left" : "from the right";
            figure.add(new Figure.Line("", group, times, path, Figure.Dash.SOLID));
        }
        String suffix = epsilon == 0 ? "flow" : "eps-" + epsilon;
        trial.figure("paths-" + suffix, figure.build());
        histogram("end-" + suffix, epsilon, truth, states.getLast());
    }

    private void histogram(String name, double epsilon, MixtureTruth truth, double[] end) {
        int bins = 60;
        var edges = new double[bins + 1];
        for (int k = 0; k <= bins; k++) edges[k] = -9 + 18.0 * k / bins;
        var heights = new double[bins];
        for (double x : end) {
            int bin = (int) Math.floor((x + 9) / 18 * bins);
            if (bin >= 0 && bin < bins) heights[bin] += bins / 18.0 / end.length;
        }
        var places = new double[PLACES];
        for (int j = 0; j < PLACES; j++) places[j] = -9 + 18.0 * j / (PLACES - 1);
        double[] log = truth.end().logDensity(places);
        var density = new double[PLACES];
        for (int j = 0; j < PLACES; j++) density[j] = Math.exp(log[j]);
        trial.figure(
                name,
                Figure.of("End of the paths, \\(\\epsilon = %s\\)".formatted(epsilon), "x", "density")
                        .caption("%d particles and the exact law.".formatted(end.length))
                        .add(new Figure.Histogram("particles", "particles", edges, heights))
                        .line("exact", places, density)
                        .build());
    }
}
