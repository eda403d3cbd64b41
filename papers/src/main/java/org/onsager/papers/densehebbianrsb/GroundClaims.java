package org.onsager.papers.densehebbianrsb;

import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.RsbSolver;
import org.onsager.memory.rsb.RsbSolver.Level;
import org.onsager.numerics.ScalarRoot;

/// Zero temperature: B5, B6, B7 and B13.
final class GroundClaims {
    private static final String REASON =
            "follows broken branches to their ends, some seconds each; from --scale standard on,"
                    + " or --set folds=true";

    private final Settings settings;
    private final Trial trial;

    GroundClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// What a fold is; stored.
    record End(double gamma, double m, double q1, double weight) {}

    void measure() {
        if (!settings.folds()) {
            for (var id : List.of("B5", "B7", "B13")) trial.untested(id, REASON);
            retrieval();
            return;
        }
        // order 2 stands for the Hopfield network
        var ends = trial.map("capacities", List.of(2, 4, 6, 8), End.class, order -> end(solver(order), Level.ONE_RSB));
        capacities(ends);
        retrieval();
        firstOrder();
        hopfield(ends.getFirst());
    }

    private static RsbSolver solver(int order) {
        return order == 2 ? RsbSolver.hopfield() : RsbSolver.of(order);
    }

    private static End end(RsbSolver solver, Level level) {
        var capacity = solver.capacity(level);
        var x = capacity.order();
        return new End(capacity.gamma(), x.m(), x.q1(), x.weight());
    }

    private void capacities(List<End> ends) {
        int[] orders = {4, 6, 8};
        double[] symmetric = {0.395720, 0.473039, 0.558801}, broken = {0.45834, 0.52771, 0.61345};
        var claim = trial.claim("B5");
        for (int k = 0; k < orders.length; k++) {
            var end = ends.get(k + 1);
            trial.metric("gamma_c_1RSB_P" + orders[k], end.gamma());
            claim.number(
                            "RS gamma_c(P = %d)".formatted(orders[k]),
                            symmetric[k],
                            end(solver(orders[k]), Level.RS).gamma(),
                            5e-4)
                    .number("1RSB gamma_c(P = %d)".formatted(orders[k]), broken[k], end.gamma(), 5e-4);
            if (k == 0)
                claim.number("m at the fold (P = 4)", 0.8185, end.m(), 5e-4)
                        .number("q1 at the fold (P = 4)", 0.838, end.q1(), 5e-4)
                        .number("D at the fold (P = 4)", 2.03, end.weight(), 5e-3);
        }
        claim.done("arc-length continuation in the load, then Newton's method on the fold");
    }

    private void retrieval() {
        var ground = RsbSolver.of(4).groundState(0.30, Branch.RETRIEVAL);
        trial.claim("B6")
                .number("m", 0.987162, ground.order().m(), 1e-5)
                .number("q1", 0.997941, ground.order().q1(), 1e-5)
                // published to four decimals
                .number("D", 17.4168, ground.order().weight(), 5e-5)
                .number("e", 0.5027612, ground.pressure(), 1e-5)
                .done("residual %.1e".formatted(ground.residual()));
    }

    private void firstOrder() {
        var four = RsbSolver.of(4);
        var claim = trial.claim("B7");
        double broken =
                crossing(gamma -> four.groundState(gamma, Branch.RETRIEVAL).pressure(), four, 0.375, 0.385);
        double symmetric = crossing(gamma -> symmetric(four, gamma), four, 0.375, 0.385);
        trial.metric("gamma_first_order_P4", broken);
        var twenty = RsbSolver.of(20);
        claim.number("broken retrieval (P = 4)", 0.379787, broken, 1e-4)
                .number("symmetric retrieval (P = 4)", 0.380573, symmetric, 1e-4)
                .number(
                        "symmetric retrieval (P = 20) against 1/(4 ln 2)",
                        0.25 / Math.log(2),
                        crossing(gamma -> symmetric(twenty, gamma), twenty, 0.35, 0.37),
                        1e-4);
        claim.done("equal ground-state pressures with the broken glass");
    }

    private static double symmetric(RsbSolver solver, double gamma) {
        return -solver.rs(Double.POSITIVE_INFINITY, gamma, Branch.RETRIEVAL).energy();
    }

    private static double crossing(
            java.util.function.DoubleUnaryOperator retrieval, RsbSolver solver, double low, double high) {
        return new ScalarRoot(1e-7, 60)
                .between(
                        gamma -> retrieval.applyAsDouble(gamma)
                                - solver.groundState(gamma, Branch.SPIN_GLASS).pressure(),
                        low,
                        high)
                .point();
    }

    private void hopfield(End end) {
        trial.metric("alpha_c_1RSB", end.gamma());
        trial.claim("B13")
                .number("RS", 0.1379, end(RsbSolver.hopfield(), Level.RS).gamma(), 2e-3)
                .number("one step", 0.1382, end.gamma(), 2e-3)
                .done("hard and soft noise; the fold of the broken branch lies at m = %.4f, q1 = %.5f"
                        .formatted(end.m(), end.q1()));
    }
}
