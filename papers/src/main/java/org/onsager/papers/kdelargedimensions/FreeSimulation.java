package org.onsager.papers.kdelargedimensions;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.inference.density.DistanceLaw;
import org.onsager.inference.density.DistanceSampler;
import org.onsager.inference.density.FiniteSizeKde;
import org.onsager.inference.density.KdePhaseDiagram;
import org.onsager.inference.density.KdeSimulation;
import org.onsager.inference.density.RadialKernel;
import org.onsager.inference.density.Spectrum;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;

/// A simulation of whatever dimension, size, spectrum and kernel the settings ask, beside its limits.
final class FreeSimulation {
    private final Settings settings;
    private final Trial trial;

    FreeSimulation(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void run() {
        if (settings.datasets() == 0) return;
        int d = settings.dimension();
        var spectrum = settings.spectrum() == 0 ? Spectrum.isotropic() : Spectrum.powerLaw(settings.spectrum(), d);
        var kernel = settings.kernelPower() == 2
                ? RadialKernel.gaussian()
                : new RadialKernel.Power(settings.kernelPower(), 0.5);
        var diagram = new KdePhaseDiagram(new DistanceLaw(spectrum, 1), kernel);
        double alpha = KdePhaseDiagram.alpha(settings.points(), d);
        double glass = diagram.at(alpha).hGlass();
        double[] bandwidths =
                Arrays.stream(settings.ratios()).map(r -> r * glass).toArray();
        double[] axes = spectrum.eigenvalues();
        DistanceSampler sampler = settings.spectrum() == 0
                ? new DistanceSampler.Isotropic(d, d)
                : new DistanceSampler.Gaussian(
                        axes, Arrays.stream(axes).map(Math::sqrt).toArray());
        var simulation = new KdeSimulation(settings.points(), kernel, bandwidths, 10);
        var draws = Draws.of(trial, "free", simulation, sampler, settings.datasets());
        rows(draws, bandwidths);
        summary(draws, diagram, alpha, bandwidths);
        trial.metric("free_h_G", glass);
    }

    private void rows(Draws draws, double[] bandwidths) {
        int size = draws.count() * bandwidths.length;
        int columns = bandwidths.length;
        trial.table(
                "simulation",
                Table.builder()
                        .with(
                                "data_set",
                                IntStream.range(0, size).map(i -> i / columns).toArray())
                        .with("h", flat(size, i -> bandwidths[i % columns]))
                        .with(
                                "log_density_per_dimension",
                                flat(size, i -> draws.logDensity()[i / columns][i % columns] / settings.dimension()))
                        .with("sum_p2", flat(size, i -> draws.squares()[i / columns][i % columns]))
                        .with("sum_p3", flat(size, i -> draws.cubes()[i / columns][i % columns]))
                        .with("entropy", flat(size, i -> draws.entropy()[i / columns][i % columns]))
                        .with("largest_share", flat(size, i -> draws.largest()[i / columns][i % columns]))
                        .with("nearest_distance", flat(size, i -> Math.sqrt(draws.nearest()[i / columns][0])))
                        .build());
    }

    private static double[] flat(int size, java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, size).mapToDouble(value).toArray();
    }

    private void summary(Draws draws, KdePhaseDiagram diagram, double alpha, double[] bandwidths) {
        int size = bandwidths.length;
        // the exact averages are those of isotropic data and the Gaussian kernel
        boolean exact = settings.spectrum() == 0 && settings.kernelPower() == 2;
        var finite = IntStream.range(0, size)
                .mapToDouble(b -> exact
                        ? new FiniteSizeKde(
                                        settings.dimension(), settings.points(), bandwidths[b], settings.dimension())
                                .participation(2)
                        : Double.NaN)
                .toArray();
        var squares = Draws.means(draws.squares(), 1);
        var logs = Draws.means(draws.logDensity(), 1.0 / settings.dimension());
        trial.table(
                "simulation-summary",
                Table.builder()
                        .with("h_over_h_G", settings.ratios())
                        .with("h", bandwidths)
                        .with("mu_limit", flat(size, b -> diagram.stableIndex(alpha, bandwidths[b])))
                        .with(
                                "sum_p2_limit",
                                flat(size, b -> Math.max(0, 1 - diagram.stableIndex(alpha, bandwidths[b]))))
                        .with("sum_p2_finite_size", finite)
                        .with("sum_p2_mean", Draws.means(squares))
                        .with("sum_p2_error", Draws.standardErrors(squares))
                        .with("sum_p2_z", flat(size, b -> squares.get(b).deviation(finite[b])))
                        .with("log_density_limit", flat(size, b -> diagram.logDensity(alpha, bandwidths[b])))
                        .with("log_density_mean", Draws.means(logs))
                        .with("log_density_error", Draws.standardErrors(logs))
                        .build());
    }
}
