package org.onsager.examples;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;
import org.onsager.solve.Increment;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.stochastic.BrownianGrid;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.GeometricBrownian;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.stochastic.SRIW1;
import org.onsager.solve.stochastic.Sde;
import org.onsager.solve.stochastic.SdeEnsemble;

/// Geometric Brownian motion: one path with adaptive steps against its closed form, then the mean over an
/// ensemble.
public final class Example04_Sde {
    private Example04_Sde() {}

    /// Prints the value at time 1 by the solver and exactly, then the ensemble's mean with its standard error.
    public static void main(String[] arguments) {
        double mu = 0.1, sigma = 0.4;
        RandomStream stream = RandomStream.of(2026).split("motion");
        Sde motion = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = mu * y[i];
                })
                .diagonal((t, y, s) -> {
                    for (int i = 0; i < y.length; i++) s[i] = sigma * y[i];
                });

        var path = new BrownianInterval(stream, Layout.of(1), 0, 1, 1e-6);
        var one = Solve.of(motion.drivenBy(path))
                .span(0, 1)
                .y0(new double[] {1})
                .solver(new SRIW1())
                .controller(Pid.tol(1e-5, 1e-5).coefficients(0.1, 0.3, 0))
                .run();
        var w = new Increment(1);
        path.increment(0, 1, w);
        System.out.printf(
                "path: %.5f in %d steps (%d rejected), exactly %.5f%n",
                one.y1()[0],
                one.statistics().accepted(),
                one.statistics().rejected(),
                GeometricBrownian.at(1, mu, sigma, 1, w.value()[0]));

        int rows = 100_000;
        var start = new double[rows];
        Arrays.fill(start, 1);
        double[] ends = SdeEnsemble.of(1, rows)
                .solve(
                        1,
                        block -> motion.drivenBy(BrownianGrid.over(stream, block.with(new SRIW1().areas()), 0, 1, 20)),
                        start,
                        p -> p.span(0, 1).solver(new SRIW1()).fixedStep(0.05));
        var moments = new Moments();
        moments.addAll(ends);
        System.out.printf(
                "mean: %.4f +- %.4f, exactly %.4f%n",
                moments.mean(), moments.estimate().standardError(), Math.exp(mu));
    }
}
