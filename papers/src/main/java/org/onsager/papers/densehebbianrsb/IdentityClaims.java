package org.onsager.papers.densehebbianrsb;

import org.onsager.lab.Claim;
import org.onsager.lab.Scale;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.RsbOrder;
import org.onsager.memory.rsb.RsbSolver;
import org.onsager.memory.rsb.RsbStatus;

/// What holds exactly: B9, B11 and B12.
final class IdentityClaims {
    private static final double STEP = 1e-5;

    private final Trial trial;

    IdentityClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        hardNoise();
        stationarity();
        nishimori();
    }

    private void hardNoise() {
        var claim = trial.claim("B9");
        for (int order : new int[] {3, 4, 6}) {
            var solver = RsbSolver.of(order);
            double[] differences = {0, 0};
            for (double factor : new double[] {0.5, 1.7, 4}) {
                double betaPrime = 5 * factor, gamma = 1 / (factor * factor);
                differences[0] = Math.max(
                        differences[0],
                        Math.abs(solver.rs(betaPrime, gamma, Branch.SPIN_GLASS).pressure()
                                - solver.rs(5, 1, Branch.SPIN_GLASS).pressure()));
                differences[1] = Math.max(
                        differences[1],
                        Math.abs(solver.oneRsb(betaPrime, gamma, Branch.SPIN_GLASS)
                                        .pressure()
                                - solver.oneRsb(5, 1, Branch.SPIN_GLASS).pressure()));
            }
            claim.number("RS difference (P = %d)".formatted(order), 0, differences[0], 1e-10)
                    .number("1RSB difference (P = %d)".formatted(order), 0, differences[1], 1e-10);
        }
        var hopfield = RsbSolver.hopfield();
        double difference = hopfield.rs(3, 0.25, Branch.SPIN_GLASS).pressure()
                - hopfield.rs(1.5, 1, Branch.SPIN_GLASS).pressure();
        claim.fact(
                "P = 2 differs",
                Math.abs(difference) > 0.01,
                "A(3, 0.25) - A(1.5, 1) = %.4f at the same beta' sqrt(gamma)".formatted(difference));
        claim.done("largest difference of A at m = 0 under (beta' c, gamma / c^2), c = 0.5, 1.7, 4");
    }

    private void stationarity() {
        var claim = trial.claim("B11");
        for (int order : new int[] {3, 4}) {
            var solver = RsbSolver.of(order);
            derivatives(claim, "glass, P = " + order, solver, 2.5, 1, Branch.SPIN_GLASS);
        }
        derivatives(claim, "glass, P = 2", RsbSolver.of(2), 2, 1, Branch.SPIN_GLASS);
        derivatives(claim, "retrieval, P = 4", RsbSolver.of(4), 10, 0.38, Branch.RETRIEVAL);
        if (trial.scale() != Scale.SMOKE)
            derivatives(claim, "glass, Hopfield", RsbSolver.hopfield(), 3, 0.2, Branch.SPIN_GLASS);
        claim.done("central differences of A, step 1e-5; at m = q1 = 0 of the glass the pressure is even in m and flat"
                + " in q1, so q2 and theta remain");
    }

    private static void derivatives(
            Claim.Draft claim, String name, RsbSolver solver, double betaPrime, double gamma, Branch branch) {
        var solution = solver.oneRsb(betaPrime, gamma, branch);
        claim.fact("broken: " + name, solution.broken(), "status " + solution.status());
        var x = solution.order();
        double[] at = {x.m(), x.q1(), x.q2(), x.theta()};
        String[] names = {"m", "q1", "q2", "theta"};
        for (int k = 0; k < 4; k++) {
            if (k < 2 && at[k] == 0) continue;
            double derivative =
                    (pressure(solver, betaPrime, gamma, at, k, STEP) - pressure(solver, betaPrime, gamma, at, k, -STEP))
                            / (2 * STEP);
            claim.number("dA/d%s, %s".formatted(names[k], name), 0, derivative, 1e-6);
        }
    }

    private static double pressure(
            RsbSolver solver, double betaPrime, double gamma, double[] at, int component, double step) {
        double[] x = at.clone();
        x[component] += step;
        return solver.pressure(betaPrime, gamma, new RsbOrder(x[0], x[1], x[2], x[3]));
    }

    private void nishimori() {
        var claim = trial.claim("B12");
        for (int order : new int[] {2, 3, 4, 6}) {
            double gamma = 0.3, betaPrime = 1 / gamma;
            var solver = RsbSolver.of(order);
            var symmetric = solver.rs(betaPrime, gamma, Branch.RETRIEVAL);
            String at = "(P = %d, gamma = 0.3)".formatted(order);
            claim.number("m - q " + at, 0, symmetric.m() - symmetric.q(), 1e-8)
                    .number("u + 1/2 " + at, 0, symmetric.energy() + 0.5, 1e-8);
            double q = symmetric.q();
            var split = new RsbOrder(symmetric.m(), q - 0.3 * (1 - q), q + 0.3 * (1 - q), 0.5);
            var merged = solver.atWeight(betaPrime, gamma, split);
            claim.number(
                    "q2 - q1 from a split start " + at,
                    0,
                    merged.state().q2() - merged.state().q1(),
                    1e-8);
            var status = solver.oneRsb(betaPrime, gamma, Branch.RETRIEVAL).status();
            claim.fact("unbroken " + at, status == RsbStatus.RS_ONLY, "status " + status);
        }
        claim.done("T' = gamma; the iteration at theta = 1/2 merges the states");
    }
}
