package org.onsager.papers.coulombgascumulants;

import java.util.ArrayList;
import java.util.stream.DoubleStream;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Cumulants;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.HybridMonteCarlo;
import org.onsager.particles.coulomb.Statistic;

/// C7: the centre of mass, by Hamiltonian Monte Carlo.
final class CentreClaim {
    private static final int PARTICLES = 10;
    private static final double BETA = 1.5;
    private static final int BURN_IN = 1_000;

    private final Settings settings;
    private final Trial trial;

    CentreClaim(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    record Task(int dimension, int chain, int draws) {}

    void measure() {
        if (settings.centreDraws() < 100 * settings.chains()) {
            trial.untested("C7", "needs simulation: --scale standard, or --set centreDraws=100000");
            return;
        }
        var tasks = new ArrayList<Task>();
        for (int d = 1; d <= 3; d++)
            for (int c = 0; c < settings.chains(); c++)
                tasks.add(new Task(d, c, settings.centreDraws() / settings.chains()));
        var series = trial.map("centre", tasks, double[].class, this::chain);
        var draft = trial.claim("C7");
        for (int d = 1; d <= 3; d++) {
            int dimension = d;
            double[] all = java.util.stream.IntStream.range(0, tasks.size())
                    .filter(k -> tasks.get(k).dimension() == dimension)
                    .mapToObj(series::get)
                    .flatMapToDouble(DoubleStream::of)
                    .toArray();
            Estimate variance = Cumulants.estimate(all, 2, 50)[1];
            draft.estimate(
                    "beta Var(sum x_i), d = " + d,
                    1,
                    BETA * variance.mean(),
                    BETA * variance.standardError(),
                    all.length,
                    3);
            trial.metric("centre_variance_d" + d, BETA * variance.mean());
        }
        draft.done("HMC, N = 10, beta = 1.5, %d chains, jackknife over 50 blocks".formatted(settings.chains()));
    }

    private double[] chain(Task task) {
        var gas = CoulombGas.harmonic(task.dimension(), BETA, PARTICLES);
        var stream = trial.random().split("centre " + task.dimension()).at(task.chain());
        return new HybridMonteCarlo(gas, settings.leapfrog(), 0.8, BURN_IN)
                .sample(Statistic.centreOfMass(gas, task.dimension() - 1), task.draws(), stream);
    }
}
