package org.onsager.bench;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.stochastic.Areas;
import org.onsager.solve.stochastic.BrownianGrid;
import org.onsager.solve.stochastic.EulerMaruyama;
import org.onsager.solve.stochastic.Sde;
import org.onsager.solve.stochastic.SdeEnsemble;

/// The problem of [OrnsteinUhlenbeckRace] by the general solver: the equation is a lambda, the method is
/// exchangeable, the path can be refined.
public final class SdeEnsembleRace implements Race {
    private static final int PATHS = 100_000;
    private static final int STEPS = 200;
    private static final double STEP = 0.01;

    private final RandomStream noise = RandomStream.of(1).split("ornstein-uhlenbeck");
    private final Sde equation = Sde.ito((t, y, f) -> {
                for (int i = 0; i < y.length; i++) f[i] = -y[i];
            })
            .additive((t, y, s) -> Arrays.fill(s, 1));
    private double[] x = new double[PATHS];

    @Override
    public String name() {
        return "ou-em-100000x200";
    }

    @Override
    public String peer() {
        return "onsager solver " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    @Override
    public void run() {
        var start = new double[PATHS];
        Arrays.fill(start, 1);
        x = SdeEnsemble.of(1, PATHS)
                .solve(
                        1,
                        rows -> equation.drivenBy(new BrownianGrid(noise, rows.with(Areas.W), 0, STEP, STEPS)),
                        start,
                        problem -> problem.span(0, STEP * STEPS)
                                .solver(new EulerMaruyama())
                                .fixedStep(STEP));
    }

    /// Distance of the mean from the scheme's own mean, as in [OrnsteinUhlenbeckRace].
    @Override
    public double error() {
        return Math.abs(Arrays.stream(x).average().orElseThrow() - Math.pow(1 - STEP, STEPS));
    }
}
