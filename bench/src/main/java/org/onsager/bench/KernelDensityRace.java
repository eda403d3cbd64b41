package org.onsager.bench;

import java.util.concurrent.ForkJoinPool;
import org.onsager.inference.density.Bandwidth;
import org.onsager.inference.density.KernelDensity;
import org.onsager.numerics.RandomStream;

/// The density of 20,000 normal points in 8 dimensions at 2,000 points, Gaussian kernel; the estimate is built
/// beforehand, as the peers' are.
public final class KernelDensityRace implements Race {
    private static final int POINTS = 20_000;
    private static final int QUERIES = 2_000;
    private static final int DIMENSION = 8;

    private final String rule;
    private final double[][] data = normal("data", POINTS);
    private final double[][] queries = normal("queries", QUERIES);
    private final KernelDensity estimate;
    private double[] logDensity = new double[0];

    private KernelDensityRace(String rule, Bandwidth bandwidth) {
        this.rule = rule;
        this.estimate = KernelDensity.fit(data, bandwidth);
    }

    /// Scott's bandwidth in units of the covariance: the peer is SciPy's `gaussian_kde`.
    public static KernelDensityRace scott() {
        return new KernelDensityRace("Scott's bandwidth", new Bandwidth.Scott());
    }

    /// Bandwidth 0.5: the peer is scikit-learn's `KernelDensity`.
    public static KernelDensityRace half() {
        return new KernelDensityRace("bandwidth 0.5", new Bandwidth.Fixed(0.5));
    }

    private static double[][] normal(String name, int rows) {
        var stream = RandomStream.of(1).split(name);
        var points = new double[rows][DIMENSION];
        for (int i = 0; i < rows; i++) stream.at(i).fillNormal(points[i]);
        return points;
    }

    @Override
    public String name() {
        return "kde-n20000-d8-m2000";
    }

    @Override
    public String peer() {
        return "onsager %d+1 threads, %s".formatted(ForkJoinPool.getCommonPoolParallelism(), rule);
    }

    @Override
    public void run() {
        logDensity = estimate.logDensity(queries);
    }

    /// Greatest distance of the log density from that of the plain sum over all weights, over 20 queries.
    @Override
    public double error() {
        double worst = 0;
        for (int q = 0; q < 20; q++) {
            double[] weights = estimate.weights(queries[q]);
            double total = 0;
            for (double each : weights) total += each;
            // the weights are relative to the sum: they add up to 1 where the sum left nothing out
            worst = Math.max(worst, Math.abs(Math.log(total)));
        }
        return worst;
    }

    /// The log densities of the last [#run()].
    public double[] logDensity() {
        return logDensity.clone();
    }
}
