package org.onsager.papers.kdelargedimensions;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.inference.density.Bandwidth;
import org.onsager.inference.density.FiniteSizeKde;
import org.onsager.inference.density.KernelDensity;
import org.onsager.inference.density.RegimeDiagnosis;
import org.onsager.inference.density.RegimeDiagnosis.PointDiagnosis;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.numerics.RandomStream;

/// K14: the local rule on a sample of Gaussian data.
final class DiagnosisClaim {
    private static final int D = 20;
    private static final int N = 20_000;

    private final Settings settings;
    private final Trial trial;

    DiagnosisClaim(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        if (settings.queries() == 0) {
            trial.untested("K14", "an estimate from 20,000 points takes longer than this scale has: scale standard");
            return;
        }
        var stream = trial.random().split("diagnosis");
        double glass = FiniteSizeKde.glassBandwidth(D, N, D);
        var estimate = KernelDensity.fit(normal(stream.split("data"), N), new Bandwidth.Fixed(glass));
        double[][] queries = normal(stream.split("queries"), settings.queries());
        var diagnosis = estimate.diagnose(queries, RegimeDiagnosis.Settings.standard(stream.split("bootstrap")));
        double median = diagnosis.median(PointDiagnosis::hGlass);
        trial.metric("h_G_diagnosed", median);
        trial.claim("K14")
                .number("median of r_NN/sqrt(LID) against h_G(n, d)", glass, median, 0.1 * glass)
                .done("%d queries, 20 neighbours each; at this bandwidth %.0f%% are labelled condensed, %.0f%% stable"
                        .formatted(
                                queries.length,
                                100 * diagnosis.share(org.onsager.inference.density.KdePhaseDiagram.Regime.CONDENSED),
                                100 * diagnosis.share(org.onsager.inference.density.KdePhaseDiagram.Regime.STABLE)));
        regimeMap(trial, diagnosis, "d = 20, n = 20,000 Gaussian data at h = h_G(n, d).");
        lorenz(estimate, queries[0], glass);
    }

    /// Each query's predicted index against its measured participation.
    static void regimeMap(Trial trial, RegimeDiagnosis diagnosis, String caption) {
        var figure = Figure.of("Regime of every query", "tail index mu, told from distances", "participation sum p^2")
                .x(Figure.Axis.log("tail index mu, told from distances"))
                .caption(caption + " Condensed below mu = 1, stable up to 2, normal above; dashed: 1 - mu.");
        for (var regime : org.onsager.inference.density.KdePhaseDiagram.Regime.values()) {
            var here = diagnosis.queries().stream()
                    .filter(q -> q.regime() == regime && q.stableIndex() > 0)
                    .toList();
            if (here.isEmpty()) continue;
            figure.points(
                    regime.name().toLowerCase(java.util.Locale.ROOT),
                    here.stream().mapToDouble(PointDiagnosis::stableIndex).toArray(),
                    here.stream().mapToDouble(q -> 1 / q.effectiveNumber()).toArray());
        }
        double least = Math.clamp(
                diagnosis.queries().stream()
                        .mapToDouble(PointDiagnosis::stableIndex)
                        .filter(m -> m > 0)
                        .min()
                        .orElse(0.1),
                0.01,
                0.9);
        double[] mu = IntStream.rangeClosed(0, 50)
                .mapToDouble(k -> Math.pow(least, 1 - k / 50.0))
                .toArray();
        figure.dashed("1 - mu", "1 - mu", mu, Arrays.stream(mu).map(m -> 1 - m).toArray());
        trial.figure("regime-map", figure.build());
    }

    private void lorenz(KernelDensity estimate, double[] x, double glass) {
        var figure = Figure.of(
                        "Lorenz curves of the weights",
                        "share of the points, largest weights first",
                        "share of the sum")
                .x(Figure.Axis.log("share of the points, largest weights first"))
                .caption("One query, d = 20, n = 20,000; h in units of the finite-size h_G(n, d).");
        for (double ratio : new double[] {0.5, 1, 1.5, 3}) {
            double[] weights = estimate.withBandwidth(ratio * glass).weights(x);
            Arrays.sort(weights);
            int points = 60;
            var share = new double[points];
            var sum = new double[points];
            for (int k = 0; k < points; k++) {
                int count = (int) Math.round(Math.pow(weights.length, (double) k / (points - 1)));
                share[k] = (double) count / weights.length;
                for (int i = 0; i < count; i++) sum[k] += weights[weights.length - 1 - i];
            }
            figure.line("h = %s h_G".formatted(ratio), share, sum);
        }
        trial.figure("lorenz", figure.build());
    }

    private static double[][] normal(RandomStream stream, int rows) {
        var points = new double[rows][D];
        for (int i = 0; i < rows; i++) stream.at(i).fillNormal(points[i]);
        return points;
    }
}
