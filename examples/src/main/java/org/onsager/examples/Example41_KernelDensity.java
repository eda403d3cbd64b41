package org.onsager.examples;

import org.onsager.inference.density.Bandwidth;
import org.onsager.inference.density.FiniteSizeKde;
import org.onsager.inference.density.KdePhaseDiagram;
import org.onsager.inference.density.KernelDensity;
import org.onsager.inference.density.RegimeDiagnosis;
import org.onsager.inference.density.RegimeDiagnosis.PointDiagnosis;
import org.onsager.inference.density.Spectrum;
import org.onsager.numerics.RandomStream;

/// The density of 5000 points in 20 dimensions, and how many of them really make the estimate.
public final class Example41_KernelDensity {
    private Example41_KernelDensity() {}

    public static void main(String[] arguments) {
        int n = 5_000, d = 20;
        var stream = RandomStream.of(1);
        var data = normal(stream.split("data"), n, d);
        var queries = normal(stream.split("queries"), 100, d);

        double alpha = KdePhaseDiagram.alpha(n, d);
        var phase = KdePhaseDiagram.gaussian(Spectrum.isotropic()).at(alpha);
        System.out.printf(
                "theory:   h_G = %.4f, h_CLT = %.4f, h_opt = %.4f; at this size h_G = %.4f%n",
                phase.hGlass(), phase.hClt(), phase.hOptimal(), FiniteSizeKde.glassBandwidth(d, n, d));

        for (var rule : new Bandwidth[] {new Bandwidth.Scott(), new Bandwidth.HighDimensionalOptimum()}) {
            var estimate = KernelDensity.fit(data, rule);
            var diagnosis = estimate.diagnose(queries, RegimeDiagnosis.Settings.standard(stream.split("bootstrap")));
            System.out.printf(
                    "%s: h = %.4f, ln density of the first query %.4f, a median of %.1f points count, %.0f%% condensed%n",
                    rule.getClass().getSimpleName(),
                    estimate.bandwidth().h(),
                    estimate.logDensity(queries[0]),
                    diagnosis.median(PointDiagnosis::effectiveNumber),
                    100 * diagnosis.share(KdePhaseDiagram.Regime.CONDENSED));
        }
    }

    private static double[][] normal(RandomStream stream, int rows, int d) {
        var points = new double[rows][d];
        for (int i = 0; i < rows; i++) stream.at(i).fillNormal(points[i]);
        return points;
    }
}
