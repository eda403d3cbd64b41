package org.onsager.papers.kdelargedimensions;

import static org.onsager.papers.kdelargedimensions.TheoryClaims.ISOTROPIC;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;

/// Pictures of the limit of many dimensions.
final class TheoryFigures {
    private TheoryFigures() {}

    static void draw(Trial trial) {
        trial.figure("phase-diagram", phaseDiagram().build());
        trial.figure("log-density", logDensity());
        double[] alphas = alphas();
        trial.table(
                "phase-diagram",
                Table.builder()
                        .with("alpha", alphas)
                        .with(
                                "h_G",
                                Arrays.stream(alphas)
                                        .map(a -> ISOTROPIC.at(a).hGlass())
                                        .toArray())
                        .with(
                                "h_CLT",
                                Arrays.stream(alphas)
                                        .map(a -> ISOTROPIC.at(a).hClt())
                                        .toArray())
                        .with(
                                "h_opt",
                                Arrays.stream(alphas)
                                        .map(a -> ISOTROPIC.at(a).hOptimal())
                                        .toArray())
                        .with(
                                "scott",
                                Arrays.stream(alphas).map(a -> Math.exp(-a)).toArray())
                        .build());
    }

    private static double[] alphas() {
        return IntStream.rangeClosed(0, 60)
                .mapToDouble(k -> 0.02 + 1.48 * k / 60)
                .toArray();
    }

    /// The three regions; the caller may add points.
    static Figure.Builder phaseDiagram() {
        double[] alphas = alphas();
        double[] glass =
                Arrays.stream(alphas).map(a -> ISOTROPIC.at(a).hGlass()).toArray();
        double[] clt = Arrays.stream(alphas).map(a -> ISOTROPIC.at(a).hClt()).toArray();
        double[] optimal =
                Arrays.stream(alphas).map(a -> ISOTROPIC.at(a).hOptimal()).toArray();
        double[] scott = Arrays.stream(alphas).map(a -> Math.exp(-a)).toArray();
        return Figure.of("Phases of kernel density estimation", "alpha = ln(n)/d", "bandwidth h (standard deviations)")
                .y(Figure.Axis.linear("bandwidth h (standard deviations)").between(0, 2.5))
                .caption(
                        "Isotropic Gaussian data and kernel, typical point. Above h_CLT fluctuations are normal, between"
                                + " h_G and h_CLT stable, below h_G the estimate is condensed on the nearest points. The optimum"
                                + " and Scott's rule lie in the condensed phase.")
                .band("condensed", "h_G", alphas, new double[alphas.length], glass)
                .band("stable", "h_CLT", alphas, glass, clt)
                .line("h_G", alphas, glass)
                .line("h_CLT", alphas, clt)
                .line("h_opt", alphas, optimal)
                .dashed("Scott, exp(-alpha)", "Scott, exp(-alpha)", alphas, scott);
    }

    private static Figure logDensity() {
        double glass = ISOTROPIC.at(0.5).hGlass();
        double[] h = IntStream.rangeClosed(0, 100)
                .mapToDouble(k -> 0.35 + 0.9 * k / 100)
                .toArray();
        double[] annealed = Arrays.stream(h).map(ISOTROPIC::annealedLogDensity).toArray();
        double delta = ISOTROPIC.at(0.5).nearestSquaredDistance();
        double[] frozen = Arrays.stream(h)
                .map(x -> -0.5 - 0.5 * Math.log(2 * Math.PI * x * x) - delta / (2 * x * x))
                .toArray();
        double[] truth = new double[h.length];
        Arrays.fill(truth, -0.5 * Math.log(2 * Math.PI * Math.E));
        return Figure.of(
                        "Typical log density, alpha = 1/2",
                        "bandwidth h (standard deviations)",
                        "log density per dimension (nats)")
                .y(Figure.Axis.linear("log density per dimension (nats)").between(-2.2, -1.3))
                .caption(
                        "The estimate follows the frozen branch below h_G = %.4f and the annealed one above; they touch there. The least divergence is where the frozen branch is highest."
                                .formatted(glass))
                .line("annealed branch", h, annealed)
                .line("frozen branch", h, frozen)
                .dashed("true log density", "true log density", h, truth)
                .points("h_G", new double[] {glass}, new double[] {ISOTROPIC.annealedLogDensity(glass)})
                .build();
    }
}
