package org.onsager.papers.coulombgascumulants;

import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Histogram;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.GinibreMatrix;
import org.onsager.particles.coulomb.PlanarEngine;
import org.onsager.particles.coulomb.PlanarModuli;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Statistic;
import org.onsager.particles.coulomb.TypicalDensity;

/// A droplet with its density, and the law of a statistic from its centre to its tails.
final class GasFigures {
    private static final int PARTICLES = 200;
    private static final int HISTOGRAM_PARTICLES = 6;
    private static final int BATCH = 20_000;

    private final Trial trial;

    GasFigures(Trial trial) {
        this.trial = trial;
    }

    void draw(Settings settings) {
        droplet();
        histogram(settings.histogramDraws());
    }

    private void droplet() {
        var gas = CoulombGas.harmonic(2, 2, PARTICLES);
        double[] x = trial.stage(
                "droplet",
                double[].class,
                () -> new GinibreMatrix(gas)
                        .start(trial.random().split("droplet"))
                        .x());
        double[] angle =
                IntStream.rangeClosed(0, 180).mapToDouble(i -> Math.PI * i / 90).toArray();
        double radius = gas.equilibrium().outer();
        trial.figure(
                "droplet",
                Figure.of("A droplet of %d charges".formatted(PARTICLES), "x", "y")
                        .caption(
                                "Eigenvalues of a Ginibre matrix (d = 2, beta = 2, harmonic trap), one draw, and the edge of the"
                                        + " equilibrium droplet.")
                        .x(Figure.Axis.linear("x").between(-1.9, 1.9))
                        .y(Figure.Axis.linear("y").between(-1.15, 1.15))
                        .points(
                                "charges",
                                java.util.Arrays.copyOf(x, PARTICLES),
                                java.util.Arrays.copyOfRange(x, PARTICLES, 2 * PARTICLES))
                        .line(
                                "edge R = 1",
                                java.util.Arrays.stream(angle)
                                        .map(a -> radius * Math.cos(a))
                                        .toArray(),
                                java.util.Arrays.stream(angle)
                                        .map(a -> radius * Math.sin(a))
                                        .toArray())
                        .build());
        var histogram = new Histogram(0, 1.4, 28);
        int draws = 200;
        double[] radii = trial.stage("radii", double[].class, () -> radii(gas, draws));
        for (double r : radii) histogram.add(r);
        double[] centre = IntStream.range(0, histogram.bins())
                .mapToDouble(histogram::centre)
                .toArray();
        double[] density = IntStream.range(0, histogram.bins())
                .mapToDouble(i -> histogram.density(i).mean() / (2 * Math.PI * histogram.centre(i)))
                .toArray();
        double[] error = IntStream.range(0, histogram.bins())
                .mapToDouble(i -> histogram.density(i).standardError() / (2 * Math.PI * histogram.centre(i)))
                .toArray();
        double[] fine =
                IntStream.rangeClosed(0, 280).mapToDouble(i -> 0.005 * i).toArray();
        var equilibrium = gas.equilibrium();
        trial.figure(
                "density",
                Figure.of("Density of the droplet", "r", "density (1/area)")
                        .caption(
                                "N = %d, %d draws of independent moduli, one standard error; line: equilibrium measure."
                                        .formatted(PARTICLES, draws))
                        .points("sampled", "sampled", centre, density, error)
                        .line(
                                "equilibrium",
                                fine,
                                java.util.Arrays.stream(fine)
                                        .map(equilibrium::density)
                                        .toArray())
                        .build());
    }

    private double[] radii(CoulombGas gas, int draws) {
        var sampler = new PlanarModuli(gas);
        var radii = new double[draws * PARTICLES];
        for (int k = 0; k < draws; k++) {
            double[] x = sampler.start(trial.random().split("radii").at(k)).x();
            for (int i = 0; i < PARTICLES; i++) radii[k * PARTICLES + i] = Math.hypot(x[i], x[PARTICLES + i]);
        }
        return radii;
    }

    private void histogram(int draws) {
        var gas = CoulombGas.harmonic(2, 2, HISTOGRAM_PARTICLES);
        var f = RadialFunction.of("exp(-4*r^2)");
        var sampler = new PlanarModuli(gas);
        var statistic = Statistic.linear(gas, f);
        var batches = IntStream.range(0, Math.ceilDiv(draws, BATCH)).boxed().toList();
        var values = trial.map(
                "histogram",
                batches,
                double[].class,
                b -> sampler.sample(
                        statistic,
                        Math.min(BATCH, draws - b * BATCH),
                        trial.random().split("histogram").at(b)));
        var engine = PlanarEngine.of(gas);
        double[] kappa = engine.cumulants(f::value, 6);
        var typical = new TypicalDensity(kappa);
        var generator = engine.generator(f::value);
        double deviation = Math.sqrt(kappa[2]);
        double low = Math.max(0.01, kappa[1] - 3.5 * deviation);
        double high = kappa[1] + 4.5 * deviation;
        var histogram = new Histogram(low, high, 45);
        for (double[] batch : values) for (double value : batch) histogram.add(value);
        double[] centre = IntStream.range(0, 45).mapToDouble(histogram::centre).toArray();
        double[] grid = IntStream.range(0, 161)
                .mapToDouble(i -> low + (high - low) * i / 160)
                .toArray();
        double floor = 1e-6;
        trial.figure(
                "histogram",
                Figure.of(
                                "Law of L_N, f = exp(-4r^2), N = %d".formatted(HISTOGRAM_PARTICLES),
                                "L_N",
                                "probability density")
                        .caption(
                                ("d = 2, beta = 2, harmonic; %d independent draws, one standard error. Edgeworth to kappa_6;"
                                                + " saddlepoint from the exact generating function.")
                                        .formatted(draws))
                        .y(Figure.Axis.log("probability density").between(1e-5, 2))
                        .points(
                                "sampled",
                                "sampled",
                                centre,
                                IntStream.range(0, 45)
                                        .mapToDouble(i -> histogram.count(i) == 0
                                                ? Double.NaN
                                                : histogram.density(i).mean())
                                        .toArray(),
                                IntStream.range(0, 45)
                                        .mapToDouble(i -> histogram.density(i).standardError())
                                        .toArray())
                        .line("Gaussian", grid, map(grid, typical::gaussian, floor))
                        .line("Edgeworth", grid, map(grid, typical::edgeworth, floor))
                        .line("saddlepoint", grid, map(grid, l -> TypicalDensity.saddlepoint(generator, l, 0), floor))
                        .build());
    }

    private static double[] map(double[] grid, java.util.function.DoubleUnaryOperator density, double floor) {
        return java.util.Arrays.stream(grid)
                .map(l -> {
                    double value = density.applyAsDouble(l);
                    return value > floor ? value : Double.NaN;
                })
                .toArray();
    }
}
