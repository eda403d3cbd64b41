package org.onsager.papers.densehebbianrsb;

import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.RsbSolver;

/// The glass without retrieval: B1 to B4 and B8.
final class GlassClaims {
    private final Trial trial;

    GlassClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        temperatures();
        groundStates();
        interior();
        entropy();
    }

    private void temperatures() {
        var three = RsbSolver.of(3).temperatures().orElseThrow();
        trial.metric("T_d_P3", three.dynamical());
        trial.metric("T_K_P3", three.statical());
        trial.claim("B1")
                .number("T'_d", 0.681598, three.dynamical(), 1e-5)
                .number("T'_K", 0.651385, three.statical(), 1e-5)
                .number("q_K", 0.81352, three.overlap(), 1e-5)
                .done("minimum of B(v) and root of dA/dtheta at theta = 1");
        var four = RsbSolver.of(4).temperatures().orElseThrow();
        var six = RsbSolver.of(6).temperatures().orElseThrow();
        var twenty = RsbSolver.of(20).temperatures().orElseThrow();
        trial.claim("B2")
                .number("T'_d(P = 4)", 0.678411, four.dynamical(), 1e-5)
                .number("T'_K(P = 4)", 0.616883, four.statical(), 1e-5)
                .number("q_K(P = 4)", 0.948088, four.overlap(), 1e-5)
                .number("T'_d(P = 6)", 0.727476, six.dynamical(), 1e-5)
                .number("T'_K(P = 6)", 0.603296, six.statical(), 1e-5)
                .number("T'_K(P = 20) against 1/(2 sqrt(ln 2))", 0.5 / Math.sqrt(Math.log(2)), twenty.statical(), 1e-5)
                .done("as B1");
    }

    private void groundStates() {
        int[] orders = {2, 3, 4, 6};
        double[] expected = {0.765259, 0.813535, 0.825471, 0.831276};
        var claim = trial.claim("B3");
        for (int k = 0; k < orders.length; k++) {
            var ground = RsbSolver.of(orders[k]).groundState(1, Branch.SPIN_GLASS);
            trial.metric("e_glass_P" + orders[k], ground.pressure());
            claim.number("e(P = %d)".formatted(orders[k]), expected[k], ground.pressure(), 1e-6);
            if (orders[k] == 2)
                claim.number("q1(P = 2)", 0.47678, ground.order().q1(), 1e-5)
                        .number("D(P = 2)", 1.36082, ground.order().weight(), 1e-5);
            if (orders[k] == 4) claim.number("D(P = 4)", 1.54607, ground.order().weight(), 1e-5);
        }
        for (int order : new int[] {2, 4})
            claim.number(
                    "RS e(P = %d)".formatted(order),
                    Math.sqrt(order / Math.PI),
                    -RsbSolver.of(order)
                            .rs(Double.POSITIVE_INFINITY, 1, Branch.SPIN_GLASS)
                            .energy(),
                    1e-6);
        claim.done("Newton's method on the zero-temperature equations");
    }

    private void interior() {
        var solver = RsbSolver.of(4);
        var glass = solver.oneRsb(2.5, 1, Branch.SPIN_GLASS);
        trial.claim("B4")
                .number("theta", 0.624939, glass.order().theta(), 1e-5)
                .number("q2", 0.977719, glass.order().q2(), 1e-5)
                .number("A", 2.068856, glass.pressure(), 1e-5)
                .number(
                        "A of the paramagnet",
                        2.255647,
                        solver.rs(2.5, 1, Branch.PARAMAGNET).pressure(),
                        1e-5)
                .done("residual %.1e; halving the quadrature's step moves A by %.1e"
                        .formatted(glass.residual(), solver.quadratureError(2.5, 1, glass.order())));
    }

    private void entropy() {
        var claim = trial.claim("B8");
        for (int order : new int[] {2, 4}) {
            var cold = RsbSolver.of(order).rs(2_000, 1, Branch.SPIN_GLASS);
            claim.number("s(P = %d)".formatted(order), -(order - 1) / (2 * Math.PI), cold.entropy(), 1e-3);
        }
        claim.done("A + beta' u of the replica-symmetric glass at T' = 0.0005");
    }
}
