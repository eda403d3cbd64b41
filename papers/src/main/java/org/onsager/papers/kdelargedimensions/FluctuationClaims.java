package org.onsager.papers.kdelargedimensions;

import static org.onsager.papers.kdelargedimensions.TheoryClaims.ISOTROPIC;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.onsager.inference.density.DistanceSampler;
import org.onsager.inference.density.KdeMoments;
import org.onsager.inference.density.KdeSimulation;
import org.onsager.inference.density.RadialKernel;
import org.onsager.inference.density.StableLaw;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.special.NormalLaw;
import org.onsager.numerics.statistics.Jackknife;
import org.onsager.numerics.statistics.Moments;

/// Claims on the law of the estimate at a fixed point: its moments, K9, and where it stops being normal, K10.
final class FluctuationClaims {
    private final Settings settings;
    private final Trial trial;

    FluctuationClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        if (settings.momentDatasets() == 0) trial.untested("K9", "needs 10,000 data sets: scale standard");
        else moments();
        if (settings.samples30() == 0 || settings.normalityDatasets() == 0)
            trial.untested("K10", "needs 400 data sets of 162,754 points: scale standard");
        else normality();
    }

    private void moments() {
        var claim = trial.claim("K9");
        for (int d : new int[] {2, 4, 6}) {
            int n = 100;
            double h = 0.8;
            var simulation = new KdeSimulation(n, RadialKernel.gaussian(), new double[] {h}, 1);
            var draws = Draws.of(
                    trial, "moments-d" + d, simulation, new DistanceSampler.Isotropic(d, d), settings.momentDatasets());
            double[] densities = Arrays.stream(draws.logDensity())
                    .mapToDouble(row -> Math.exp(row[0]))
                    .toArray();
            var exact = new KdeMoments(d, n, h, d);
            check(claim, "mean, d = " + d, exact.mean(), densities, Moments::mean);
            check(claim, "variance, d = " + d, exact.variance(), densities, Moments::variance);
            check(claim, "skewness, d = " + d, exact.skewness(), densities, Moments::skewness);
        }
        claim.done("n = 100, h = 0.8, |x|^2 = d, %d data sets; standard errors by a jackknife over 200 blocks"
                .formatted(settings.momentDatasets()));
    }

    private static void check(
            org.onsager.lab.Claim.Draft claim,
            String name,
            double expected,
            double[] samples,
            ToDoubleFunction<Moments> statistic) {
        var estimate = Jackknife.of(samples, 200, part -> {
            var moments = new Moments();
            moments.addAll(part);
            return statistic.applyAsDouble(moments);
        });
        claim.estimate(name, expected, estimate.mean(), estimate.standardError(), samples.length, 3);
    }

    private void normality() {
        int d = 30;
        int n = 162754;
        var phase = ISOTROPIC.at(0.4);
        double[] bandwidths = {1.5 * phase.hClt(), phase.hGlass(), 1.3 * phase.hGlass(), 0.6 * phase.hGlass()};
        var simulation = new KdeSimulation(n, RadialKernel.gaussian(), bandwidths, 1);
        var draws = Draws.of(
                trial, "normality", simulation, new DistanceSampler.Isotropic(d, d), settings.normalityDatasets());
        var wide = new KdeMoments(d, n, bandwidths[0], d);
        var glass = new KdeMoments(d, n, bandwidths[1], d);
        double accepted = normalityPValue(standardised(draws, 0, wide));
        double rejected = normalityPValue(standardised(draws, 1, glass));
        trial.metric("skewness_1.5_h_CLT", wide.skewness());
        trial.metric("skewness_h_G", glass.skewness());
        trial.claim("K10")
                .number("exact skewness at 1.5 h_CLT", 0.06, wide.skewness(), 0.01)
                .within("exact skewness at h_G", 100, Double.POSITIVE_INFINITY, glass.skewness())
                .within("p of normality at 1.5 h_CLT", 0.01, 1, accepted)
                .within("p of normality at h_G", 0, 1e-6, rejected)
                .done("Kolmogorov and Smirnov's test of %d data sets, standardised by the exact mean and deviation"
                        .formatted(draws.count()));
        histogram("histogram-clt", "1.5 h_CLT", standardised(draws, 0, wide));
        double[] stable = standardised(draws, 2, new KdeMoments(d, n, bandwidths[2], d));
        stableHistogram(stable, ISOTROPIC.stableIndex(0.4, bandwidths[2]));
        condensedHistogram(draws, 3);
    }

    private static double[] standardised(Draws draws, int b, KdeMoments moments) {
        return Arrays.stream(draws.logDensity())
                .mapToDouble(row -> Math.expm1(row[b] - moments.logMean()) / moments.relativeDeviation())
                .toArray();
    }

    /// The p-value of the largest distance of the samples' distribution function from the normal one, by
    /// Kolmogorov's series with Stephens's correction for finite samples.
    static double normalityPValue(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int size = sorted.length;
        double distance = 0;
        for (int i = 0; i < size; i++) {
            double normal = NormalLaw.cumulative(sorted[i]);
            distance = Math.max(distance, Math.max((i + 1.0) / size - normal, normal - (double) i / size));
        }
        double root = Math.sqrt(size);
        double x = (root + 0.12 + 0.11 / root) * distance;
        double sum = 0;
        for (int k = 1; k <= 100; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
        return x < 0.2 ? 1 : Math.clamp(sum, 0, 1);
    }

    private void histogram(String name, String at, double[] samples) {
        overlay(
                name,
                "Estimate at " + at,
                "(estimate - mean)/deviation",
                samples,
                -4,
                4,
                "normal",
                z -> Math.exp(NormalLaw.logDensity(z)),
                "Data sets of 162,754 points in 30 dimensions, density of the standardised estimate.");
    }

    private void stableHistogram(double[] samples, double index) {
        var fit = StableLaw.fit(samples);
        trial.metric("stable_fit_index_1.3_h_G", fit.rawIndex());
        trial.metric("stable_fit_skewness_1.3_h_G", fit.law().skewness());
        double scale = fit.law().scale();
        double[] scaled = Arrays.stream(samples)
                .map(z -> (z - fit.law().location()) / scale)
                .toArray();
        var unit = new StableLaw(fit.law().index(), fit.law().skewness(), 1, 0);
        overlay(
                "histogram-stable",
                "Estimate at 1.3 h_G",
                "(estimate - location)/scale",
                scaled,
                -4,
                8,
                "stable fit",
                unit::density,
                "Fitted index %.2f%s, skewness %.2f; the limit of many dimensions is %.2f."
                        .formatted(
                                fit.rawIndex(),
                                fit.inside() ? "" : " (outside (0, 2))",
                                fit.law().skewness(),
                                index));
    }

    private void condensedHistogram(Draws draws, int b) {
        double[] logs = Draws.column(draws.logDensity(), b);
        double[] sorted = logs.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        int bins = 30;
        double low = -8, high = 16;
        trial.figure(
                "histogram-condensed",
                Figure.of("Estimate at 0.6 h_G", "ln(estimate/median)", "probability density")
                        .caption(
                                "Condensed phase: the estimate itself has neither mean nor variance that a sample could show; its logarithm is drawn. %d data sets."
                                        .formatted(logs.length))
                        .add(bars(
                                "simulation",
                                Arrays.stream(logs).map(v -> v - median).toArray(),
                                low,
                                high,
                                bins))
                        .build());
    }

    private static Figure.Histogram bars(String name, double[] samples, double low, double high, int bins) {
        double width = (high - low) / bins;
        double[] edges =
                IntStream.rangeClosed(0, bins).mapToDouble(k -> low + k * width).toArray();
        var heights = new double[bins];
        for (double z : samples)
            if (z >= low && z < high) heights[(int) ((z - low) / width)] += 1 / (width * samples.length);
        return new Figure.Histogram(name, name, edges, heights);
    }

    private void overlay(
            String name,
            String title,
            String label,
            double[] samples,
            double low,
            double high,
            String law,
            DoubleUnaryOperator density,
            String caption) {
        double[] grid = IntStream.rangeClosed(0, 120)
                .mapToDouble(k -> low + (high - low) * k / 120)
                .toArray();
        trial.figure(
                name,
                Figure.of(title, label, "probability density")
                        .caption("%s %d data sets.".formatted(caption, samples.length))
                        .add(bars("simulation", samples, low, high, 32))
                        .line(law, grid, Arrays.stream(grid).map(density).toArray())
                        .build());
    }
}
