package org.onsager.papers.densehebbianrs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.Load;
import org.onsager.memory.dense.NoisyCouplings;
import org.onsager.memory.dense.PhaseBoundaries;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.numerics.RandomStream;

/// D13: how much can be stored, and how much tensor noise a stored pattern survives.
///
/// A sample retrieves if, started at an archetype, it keeps the overlap \(m_c\) that theory has at the spinodal;
/// the threshold of a size is where half of the samples do.
final class ThresholdClaims {
    private static final int ORDER = 4;
    private static final int SWEEPS = 60;
    private static final double[] FRACTIONS = {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5};

    private final Settings settings;
    private final Trial trial;
    private final double betaPrime;

    ThresholdClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
        this.betaPrime = 1 / settings.temperature();
    }

    record Task(int sites, double fraction) {}

    void measure() {
        if (settings.sizes().length == 0) {
            trial.untested("D13", "needs networks of up to 100 neurons and 100,000 patterns: scale standard");
            return;
        }
        var theory = RsTheory.of(ORDER, 0);
        double capacity = new PhaseBoundaries(theory)
                .retrievalSpinodal(settings.temperature())
                .orElseThrow(() -> new IllegalArgumentException(
                        "temperature must be below 0.99, where retrieval exists at zero load, not "
                                + settings.temperature()));
        double edge =
                theory.solve(betaPrime, capacity * (1 - 1e-9), Branch.RETRIEVAL).m();
        var claim = trial.claim("D13");
        double[] storage = thresholds("storage", settings.sizes(), edge, task -> storage(task, capacity));
        for (int s = 0; s < storage.length; s++) {
            trial.metric("storage_threshold_N" + settings.sizes()[s], storage[s]);
            claim.number("storage threshold over gamma_c(T'), N = " + settings.sizes()[s], 1, storage[s], 0.25);
        }
        double[] detection =
                thresholds("detection", settings.detectionSizes(), edge, task -> detection(task, capacity));
        for (int s = 0; s < detection.length; s++)
            claim.number(
                    "noise threshold over omega_max, N = K = " + settings.detectionSizes()[s], 1, detection[s], 0.25);
        double slope = slope(settings.detectionSizes(), detection, capacity);
        trial.metric("detection_exponent", slope);
        claim.number("exponent of omega in N at b = 1", (ORDER - 1 - 1) / 2.0, slope, 0.25)
                .done(("gamma_c(%s) = %.5f, m_c = %.4f; half of %d samples keep m_c over %d sweeps; a share of so few"
                                + " samples is uncertain by 0.1, a threshold by about as much")
                        .formatted(settings.temperature(), capacity, edge, settings.thresholdSamples(), SWEEPS));
    }

    /// Runs all sizes and fractions, draws them, and finds the fraction at which half of the samples retrieve.
    private double[] thresholds(
            String name, int[] sizes, double edge, java.util.function.Function<Task, Samples> work) {
        var tasks = new ArrayList<Task>();
        for (int sites : sizes) for (double fraction : FRACTIONS) tasks.add(new Task(sites, fraction));
        var results = trial.map(name, tasks, Samples.class, work);
        var figure = Figure.of(
                        name.equals("storage") ? "Ultra-storage" : "Ultra-detection",
                        name.equals("storage") ? "load over gamma_c(T')" : "tensor noise over omega_max",
                        "overlap m")
                .caption(
                        ("P = 4, T' = %s, %d samples a point, %d sweeps from an archetype, one standard error; the dashed"
                                        + " line is m_c, the overlap at the spinodal of the theory.")
                                .formatted(settings.temperature(), settings.thresholdSamples(), SWEEPS));
        var thresholds = new double[sizes.length];
        for (int s = 0; s < sizes.length; s++) {
            List<Samples> here = results.subList(s * FRACTIONS.length, (s + 1) * FRACTIONS.length);
            String label = "N = " + sizes[s];
            figure.points(
                    label,
                    label,
                    FRACTIONS,
                    here.stream().mapToDouble(Samples::mean).toArray(),
                    here.stream().mapToDouble(Samples::standardError).toArray());
            thresholds[s] =
                    halfway(here.stream().mapToDouble(v -> v.share(edge)).toArray());
        }
        figure.dashed(
                "m_c", "m_c", new double[] {FRACTIONS[0], FRACTIONS[FRACTIONS.length - 1]}, new double[] {edge, edge});
        trial.figure(name, figure.build());
        return thresholds;
    }

    /// Where the share of retrieving samples last falls through a half, by linear interpolation; NaN if it does
    /// not.
    private static double halfway(double[] shares) {
        for (int k = shares.length - 1; k > 0; k--)
            if (shares[k - 1] >= 0.5 && shares[k] < 0.5) {
                double part = (shares[k - 1] - 0.5) / (shares[k - 1] - shares[k]);
                return FRACTIONS[k - 1] + part * (FRACTIONS[k] - FRACTIONS[k - 1]);
            }
        return Double.NaN;
    }

    private Samples storage(Task task, double capacity) {
        return samples("storage", task, stream -> {
            var archetypes = BitPatterns.random(
                    Load.patterns(task.fraction() * capacity, task.sites(), ORDER),
                    task.sites(),
                    stream.split("archetypes"));
            byte[] start = archetypes.pattern(0);
            return DenseHebbian.storing(archetypes, ORDER)
                    .recall(start, sampler(), start, stream.split("dynamics").generator())
                    .overlap();
        });
    }

    private Samples detection(Task task, double capacity) {
        double omega = task.fraction() * noiseLimit(task.sites(), capacity);
        return samples("detection", task, stream -> {
            var archetypes = BitPatterns.random(task.sites(), task.sites(), stream.split("archetypes"));
            byte[] start = archetypes.pattern(0);
            var network = NoisyCouplings.of(
                    DenseHebbian.storing(archetypes, ORDER),
                    omega,
                    start,
                    stream.split("noise").generator());
            sampler().run(network, stream.split("dynamics").generator());
            return DenseHebbian.overlap(network.spins(), start);
        });
    }

    private Samples samples(String name, Task task, java.util.function.ToDoubleFunction<RandomStream> overlap) {
        var root = trial.random().split(name).split("N " + task.sites()).split("fraction " + task.fraction());
        return new Samples(IntStream.range(0, settings.thresholdSamples())
                .mapToDouble(k -> overlap.applyAsDouble(root.split("sample " + k)))
                .toArray());
    }

    private Sampler sampler() {
        return new Sampler(new Dynamics.Glauber(betaPrime), SWEEPS);
    }

    /// \(\omega_{\max} = \sqrt{\gamma_c/\gamma_K - 1}\) at \(K = N\).
    private static double noiseLimit(int sites, double capacity) {
        return Math.sqrt(Math.max(0, capacity / Load.gamma(sites, sites, ORDER) - 1));
    }

    /// Least-squares slope of \(\ln\omega\) at the threshold in \(\ln N\).
    private static double slope(int[] sizes, double[] thresholds, double capacity) {
        double[] x = Arrays.stream(sizes).mapToDouble(Math::log).toArray();
        double[] y = IntStream.range(0, sizes.length)
                .mapToDouble(s -> Math.log(thresholds[s] * noiseLimit(sizes[s], capacity)))
                .toArray();
        double meanX = Arrays.stream(x).average().orElse(0),
                meanY = Arrays.stream(y).average().orElse(0);
        double covariance = 0, variance = 0;
        for (int s = 0; s < x.length; s++) {
            covariance += (x[s] - meanX) * (y[s] - meanY);
            variance += (x[s] - meanX) * (x[s] - meanX);
        }
        return covariance / variance;
    }
}
