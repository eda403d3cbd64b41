package org.onsager.bench;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// A hundred thousand Ornstein-Uhlenbeck paths \(dX = -X\,dt + dW\), \(X_0 = 1\), by 200 Euler-Maruyama steps of
/// 0.01.
///
/// The noise of path \(p\) in step \(k\) is normal \(p\) of `stream.at(k)`, whatever block of paths it is
/// computed in. A block of paths and its noise stay in the first-level cache for all the steps.
public final class OrnsteinUhlenbeckRace implements Race {
    private static final int PATHS = 100_000;
    private static final int STEPS = 200;
    private static final int GRAIN = 1_024;
    private static final double STEP = 0.01;

    private final RandomStream noise = RandomStream.of(1).split("ornstein-uhlenbeck");
    private final double[] x = new double[PATHS];

    @Override
    public String name() {
        return "ou-em-100000x200";
    }

    @Override
    public String peer() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    @Override
    public void run() {
        Parallel.range(PATHS, GRAIN, (from, to) -> {
            var normals = new double[to - from];
            var paths = new double[to - from];
            Arrays.fill(paths, 1);
            for (int step = 0; step < STEPS; step++) {
                noise.at(step).fillNormal(normals, 0, normals.length, from);
                advance(paths, normals);
            }
            System.arraycopy(paths, 0, x, from, paths.length);
        });
    }

    private static void advance(double[] paths, double[] normals) {
        double deviation = Math.sqrt(STEP);
        for (int i = 0; i < paths.length; i++) paths[i] = paths[i] - STEP * paths[i] + deviation * normals[i];
    }

    /// Distance of the mean over the paths from the scheme's own mean \((1 - 0.01)^{200}\); its standard error is
    /// 0.0022.
    @Override
    public double error() {
        return Math.abs(Arrays.stream(x).average().orElseThrow() - Math.pow(1 - STEP, STEPS));
    }

    /// The end points of the paths after [#run()], in the order of their numbers.
    public double[] endPoints() {
        return x.clone();
    }
}
