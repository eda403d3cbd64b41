package org.onsager.papers.kdelargedimensions;

import static org.onsager.papers.kdelargedimensions.TheoryClaims.ISOTROPIC;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.inference.density.DistanceSampler;
import org.onsager.inference.density.FiniteSizeKde;
import org.onsager.inference.density.HillEstimator;
import org.onsager.inference.density.KdeSimulation;
import org.onsager.inference.density.RadialKernel;
import org.onsager.lab.Claim;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;

/// Claims of finite size, exact and simulated: K4 to K8 and K11.
final class ParticipationClaims {
    private static final String STANDARD = "takes longer than this scale has: scale standard";
    /// Bandwidths of the simulations in units of the limit h_G: those of the claims, then up to 2 for the curves.
    private static final double[] FINE = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2};
    private static final double[] COARSE = {0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.8};
    private static final double[] CLAIMED = {0.4, 0.6, 0.8, 1, 1.2};
    private static final int TOP = 11;
    /// Weights behind one Hill estimate: the index changes with the distance, so few.
    private static final int HILL = 5;

    private final Settings settings;
    private final Trial trial;
    private final double[] ratios;

    ParticipationClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
        this.ratios = settings.convergence() ? FINE : COARSE;
    }

    /// Simulation and exact curve at one size.
    private record Size(int d, int n, double alpha, Draws draws, Curve curve) {
        double glass() {
            return ISOTROPIC.at(alpha).hGlass();
        }
    }

    /// Exact averages at every ratio.
    record Curve(double[] participation, double[] logDensity) {
        static Curve of(int d, int n, double glass, double[] ratios) {
            var curve = new Curve(new double[ratios.length], new double[ratios.length]);
            for (int b = 0; b < ratios.length; b++) {
                var exact = new FiniteSizeKde(d, n, ratios[b] * glass, d);
                curve.participation[b] = exact.participation(2);
                curve.logDensity[b] = exact.meanLogDensity();
            }
            return curve;
        }
    }

    void measure() {
        var small = size(20, 22026, 0.5, settings.samples20());
        var claim = trial.claim("K5");
        participation(claim, small, new double[] {0.879891, 0.731851, 0.535204, 0.319345, 0.140878});
        claim.done("quadrature to 1e-5; %d data sets within 3 standard errors".formatted(small.draws.count()));
        optimum(small);
        logDensity(small);
        participationFigure(small);
        divergenceFigure(small);
        table(small);
        if (settings.samples30() == 0) {
            trial.untested("K6", "simulation of 162,754 points in 30 dimensions " + STANDARD);
            trial.untested("K11", "pooling 100 data sets of both sizes " + STANDARD);
        } else {
            var large = size(30, 162754, 0.4, settings.samples30());
            var sixth = trial.claim("K6");
            participation(sixth, large, new double[] {0.871948, 0.713893, 0.503452, 0.274302, 0.097233});
            sixth.done("quadrature to 1e-5; %d data sets within 3 standard errors".formatted(large.draws.count()));
            hill(small, large);
            table(large);
        }
        convergence();
    }

    private Size size(int d, int n, double alpha, int samples) {
        double glass = ISOTROPIC.at(alpha).hGlass();
        double[] bandwidths = Arrays.stream(ratios).map(r -> r * glass).toArray();
        var simulation = new KdeSimulation(n, RadialKernel.gaussian(), bandwidths, TOP);
        var draws = Draws.of(trial, "participation-d" + d, simulation, new DistanceSampler.Isotropic(d, d), samples);
        return new Size(
                d, n, alpha, draws, trial.stage("exact-d" + d, Curve.class, () -> Curve.of(d, n, glass, ratios)));
    }

    private int place(double ratio) {
        return IntStream.range(0, ratios.length)
                .filter(b -> ratios[b] == ratio)
                .findFirst()
                .orElseThrow();
    }

    private void participation(Claim.Draft claim, Size size, double[] expected) {
        for (int k = 0; k < CLAIMED.length; k++) {
            int b = place(CLAIMED[k]);
            double exact = size.curve.participation[b];
            var simulated = Draws.mean(size.draws.squares(), b);
            trial.metric("participation_d%d_%s".formatted(size.d, CLAIMED[k]), exact);
            claim.number("exact, h/h_G = " + CLAIMED[k], expected[k], exact, 1e-5)
                    .estimate(
                            "simulated, h/h_G = " + CLAIMED[k],
                            exact,
                            simulated.mean(),
                            simulated.standardError(),
                            simulated.count(),
                            3);
        }
    }

    private void optimum(Size size) {
        var claim = trial.claim("K4");
        for (double alpha : new double[] {0.1, 0.5, 1, 2}) {
            var phase = ISOTROPIC.at(alpha);
            double g = phase.hGlass() * phase.hGlass();
            double ratio = phase.hOptimal() / phase.hGlass();
            claim.number("h_opt/h_G, alpha = " + alpha, Math.sqrt(1 + 2 * g) / (1 + g), ratio, 1e-9)
                    .within("h_opt/h_G below 1, alpha = " + alpha, 0, Math.nextDown(1.0), ratio);
        }
        double[] simulated = IntStream.range(0, ratios.length)
                .mapToDouble(b -> Draws.mean(size.draws.logDensity(), b).mean() / size.d)
                .toArray();
        int found = best(simulated);
        int exact = best(size.curve.logDensity);
        double finite = FiniteSizeKde.glassBandwidth(size.d, size.n, size.d);
        claim.within(
                        "grid steps between the least simulated and the least exact divergence, (20, 22026)",
                        -1,
                        1,
                        (double) found - exact)
                .done(
                        ("least divergence at h = %.2f h_G (exact), %.2f h_G (simulated) for h_G of the limit, %.4f; the finite-size"
                                        + " h_G(n, d) is %.4f, so that at this size the optimum is at mu = %.2f")
                                .formatted(
                                        ratios[exact],
                                        ratios[found],
                                        size.glass(),
                                        finite,
                                        Math.pow(ratios[exact] * size.glass() / finite, 2)));
    }

    private static int best(double[] values) {
        int best = 0;
        for (int b = 1; b < values.length; b++) if (values[b] > values[best]) best = b;
        return best;
    }

    private void logDensity(Size size) {
        double[] claimed = {0.8, 1, 1.2};
        double[] expected = {-1.5818, -1.4845, -1.4758};
        var claim = trial.claim("K8");
        for (int k = 0; k < claimed.length; k++) {
            int b = place(claimed[k]);
            double exact = size.curve.logDensity[b];
            var simulated = Draws.mean(size.draws.logDensity(), b).times(1.0 / size.d);
            claim.number("exact, h/h_G = " + claimed[k], expected[k], exact, 1e-3)
                    .estimate(
                            "simulated, h/h_G = " + claimed[k],
                            exact,
                            simulated.mean(),
                            simulated.standardError(),
                            simulated.count(),
                            3);
            trial.metric("log_density_d20_" + claimed[k], exact);
        }
        claim.done("limits of many dimensions: -1.4800, -1.4469, -1.4679");
    }

    private void convergence() {
        if (!settings.convergence()) {
            trial.untested("K7", "twelve exact integrals in up to 80 dimensions " + STANDARD);
            return;
        }
        double glass = ISOTROPIC.at(0.5).hGlass();
        double[] claimed = {0.4, 0.6, 0.8};
        double[][] expected = {{0.8644, 0.8543}, {0.6965, 0.6732}, {0.4711, 0.4271}};
        var claim = trial.claim("K7");
        for (int k = 0; k < claimed.length; k++) {
            var values = new double[4];
            for (int s = 0; s < 4; s++) {
                int d = 20 << s;
                double h = claimed[k] * glass;
                values[s] = new FiniteSizeKde(d, Math.exp(0.5 * d), h, d).participation(2);
                if (s == 1 || s == 2)
                    claim.number("h/h_G = %s, d = %d".formatted(claimed[k], d), expected[k][s - 1], values[s], 1e-3);
            }
            double limit = 1 - claimed[k] * claimed[k];
            claim.increasing(
                    "distance from the limit %.2f falls along d = 160, 80, 40, 20, h/h_G = %s"
                            .formatted(limit, claimed[k]),
                    new double[] {values[3] - limit, values[2] - limit, values[1] - limit, values[0] - limit},
                    0);
        }
        claim.done("n = e^(d/2) as a double; the distance at d = 160 is about half of that at d = 80");
    }

    private void hill(Size small, Size large) {
        var claim = trial.claim("K11");
        for (var size : new Size[] {small, large}) {
            double h = size.glass();
            int sets = Math.min(100, size.draws.count());
            double[][] energies = Arrays.stream(size.draws.nearest())
                    .limit(sets)
                    .map(r -> Arrays.stream(r).map(each -> each / (2 * h * h)).toArray())
                    .toArray(double[][]::new);
            double mu = new FiniteSizeKde(size.d, size.n, h, size.d).stableIndex();
            var found = HillEstimator.pooled(energies, HILL);
            trial.metric("hill_d" + size.d, found.mean());
            claim.within(
                    "Hill's index over mu(h) = %.4f at h_G, d = %d".formatted(mu, size.d),
                    0.85,
                    1.15,
                    found.mean() / mu);
            hillFigure(size, energies, mu);
        }
        claim.done("%d weights of each of 100 data sets; both sides grow as h^2, so that one bandwidth shows all"
                .formatted(HILL));
    }

    private void hillFigure(Size size, double[][] energies, double mu) {
        double[] k = IntStream.range(1, TOP).asDoubleStream().toArray();
        var estimates = IntStream.range(1, TOP)
                .mapToObj(each -> HillEstimator.pooled(energies, each))
                .toList();
        trial.figure(
                "hill-d" + size.d,
                Figure.of("Hill plot, d = " + size.d, "number of largest weights k", "tail index mu")
                        .caption(
                                "h = h_G of the limit, n = %d; %d data sets pooled, one standard error. Dashed: finite-size index at the nearest distance."
                                        .formatted(size.n, energies.length))
                        .points("Hill", "Hill", k, Draws.means(estimates), Draws.standardErrors(estimates))
                        .dashed("mu(h)", "mu(h)", new double[] {1, TOP - 1}, new double[] {mu, mu})
                        .build());
    }

    private void participationFigure(Size size) {
        var simulated = Draws.means(size.draws.squares(), 1);
        double[] limit = Arrays.stream(ratios).map(r -> Math.max(0, 1 - r * r)).toArray();
        trial.figure(
                "participation",
                Figure.of("Participation of the weights", "h/h_G", "E sum p^2")
                        .caption("d = %d, n = %d, |x|^2 = d; %d data sets, one standard error."
                                .formatted(size.d, size.n, size.draws.count()))
                        .line("exact at this size", ratios, size.curve.participation)
                        .dashed("limit 1 - mu", "limit 1 - mu", ratios, limit)
                        .points(
                                "simulation",
                                "simulation",
                                ratios,
                                Draws.means(simulated),
                                Draws.standardErrors(simulated))
                        .build());
    }

    private void divergenceFigure(Size size) {
        double truth = -0.5 * Math.log(2 * Math.PI * Math.E);
        var simulated = Draws.means(size.draws.logDensity(), 1.0 / size.d);
        double[] limit = Arrays.stream(ratios)
                .map(r -> ISOTROPIC.kullbackLeibler(size.alpha, r * size.glass()))
                .toArray();
        trial.figure(
                "divergence",
                Figure.of("Kullback-Leibler divergence", "h/h_G", "divergence per dimension (nats)")
                        .y(Figure.Axis.linear("divergence per dimension (nats)").between(0, 0.8))
                        .caption("d = %d, n = %d, |x|^2 = d; %d data sets, one standard error."
                                .formatted(size.d, size.n, size.draws.count()))
                        .line(
                                "exact at this size",
                                ratios,
                                Arrays.stream(size.curve.logDensity)
                                        .map(f -> truth - f)
                                        .toArray())
                        .dashed("limit of many dimensions", "limit of many dimensions", ratios, limit)
                        .points(
                                "simulation",
                                "simulation",
                                ratios,
                                simulated.stream()
                                        .mapToDouble(e -> truth - e.mean())
                                        .toArray(),
                                Draws.standardErrors(simulated))
                        .build());
    }

    private void table(Size size) {
        var squares = Draws.means(size.draws.squares(), 1);
        var logs = Draws.means(size.draws.logDensity(), 1.0 / size.d);
        trial.table(
                "finite-size-d" + size.d,
                Table.builder()
                        .with("h_over_h_G", ratios)
                        .with("participation_exact", size.curve.participation)
                        .with("participation_mean", Draws.means(squares))
                        .with("participation_error", Draws.standardErrors(squares))
                        .with("log_density_exact", size.curve.logDensity)
                        .with("log_density_mean", Draws.means(logs))
                        .with("log_density_error", Draws.standardErrors(logs))
                        .build());
    }
}
