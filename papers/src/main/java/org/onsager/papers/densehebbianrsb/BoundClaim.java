package org.onsager.papers.densehebbianrsb;

import java.util.Arrays;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.ExactPressure;
import org.onsager.memory.rsb.RsbSolver;

/// B10: exact pressures of finite networks against Guerra's bounds.
final class BoundClaim {
    private static final double BETA = 2.5;

    private final Settings settings;
    private final Trial trial;

    BoundClaim(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        var solver = RsbSolver.of(4);
        double broken = solver.oneRsb(BETA, 1, Branch.SPIN_GLASS).pressure();
        double symmetric = solver.rs(BETA, 1, Branch.SPIN_GLASS).pressure();
        int[] sizes = settings.sizes();
        var means = new ExactPressure.Mean[sizes.length];
        var claim = trial.claim("B10");
        claim.fact("A_1RSB <= A_RS", broken <= symmetric, "%.6f <= %.6f".formatted(broken, symmetric));
        for (int k = 0; k < sizes.length; k++) {
            int spins = sizes[k];
            means[k] = trial.stage(
                    "exact-" + spins,
                    ExactPressure.Mean.class,
                    () -> solver.exactPressure(spins)
                            .mean(
                                    BETA,
                                    1,
                                    settings.samples(),
                                    trial.random().split("exact").split("N" + spins)));
            var mean = means[k];
            trial.metric("A_N" + spins, mean.mean());
            claim.fact(
                    "E A_N <= A_1RSB + 3 s.e. (N = %d)".formatted(spins),
                    mean.mean() <= broken + 3 * mean.standardError(),
                    "%.4f +- %.4f (n = %d) against %.6f"
                            .formatted(mean.mean(), mean.standardError(), mean.samples(), broken));
            published(claim, spins, mean);
        }
        claim.done("all 2^N states, Gaussian couplings on all ordered tuples");
        draw(sizes, means, broken, symmetric);
    }

    /// Two independent means agree within four standard errors of their difference.
    private static void published(org.onsager.lab.Claim.Draft claim, int spins, ExactPressure.Mean mean) {
        int[] sizes = {6, 8, 10};
        double[] values = {1.664, 1.729, 1.775}, errors = {0.019, 0.015, 0.012};
        for (int k = 0; k < sizes.length; k++)
            if (sizes[k] == spins)
                claim.number(
                        "A_N(N = %d)".formatted(spins),
                        values[k],
                        mean.mean(),
                        4 * Math.hypot(errors[k], mean.standardError()));
    }

    private void draw(int[] sizes, ExactPressure.Mean[] means, double broken, double symmetric) {
        double[] x = Arrays.stream(sizes).asDoubleStream().toArray();
        double[] mean =
                Arrays.stream(means).mapToDouble(ExactPressure.Mean::mean).toArray();
        double[] error = Arrays.stream(means)
                .mapToDouble(ExactPressure.Mean::standardError)
                .toArray();
        double[] ends = {Math.min(4, x[0]), x[x.length - 1] + 1};
        trial.figure(
                "bounds",
                Figure.of(
                                "Exact pressure of finite networks, P = 4, beta' sqrt(gamma) = 2.5",
                                "spins N",
                                "pressure A_N")
                        .caption(
                                "Points: mean over %d samples of the disorder with one standard error, all 2^N states"
                                                .formatted(settings.samples())
                                        + " enumerated. Lines: upper bounds for every N, with one step of breaking and without.")
                        .points("E A_N", "E A_N", x, mean, error)
                        .line("A with one step of breaking", ends, new double[] {broken, broken})
                        .line("A replica-symmetric", ends, new double[] {symmetric, symmetric})
                        .build());
        trial.table(
                "bounds",
                Table.builder()
                        .with("N", sizes)
                        .with("A_N", mean)
                        .with("standard_error", error)
                        .build());
    }
}
