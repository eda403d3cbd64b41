package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Statistics;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.implicit.Kvaerno5;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas4;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Bdf;

/// Claims N4, N5 and N30: stiff reference problems, and the work against SciPy's.
final class StiffClaims {
    private final Settings settings;
    private final Trial trial;

    StiffClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        if (!settings.stiff()) {
            for (var id : List.of("N4", "N5", "N30"))
                trial.untested(id, "the long stiff problems run at --scale standard (or --set stiff=true)");
            return;
        }
        robertson();
        testSet();
        work();
    }

    private void robertson() {
        double[] at40 = {.71582706872, 9.1855347646e-6, .28416374575};
        double[] at1e11 = {2.0833401497e-8, 8.3333607703e-14, .99999997916651};
        var claim = trial.claim("N4");
        for (Solver solver : new Solver[] {new Radau(3), new Bdf(), new Kvaerno5(), new Rodas4(), new Rodas5P()}) {
            var s = Solve.of(Problems.ROBERTSON)
                    .span(0, 1e11)
                    .y0(new double[] {1, 0, 0})
                    .solver(solver)
                    .controller(Pid.tol(1e-10, 1e-16))
                    .stepTs(40)
                    .saveAt(SaveAt.ts(40).withEnd())
                    .run();
            double[] early = s.ys().getFirst(), late = s.y1();
            claim.number(solver.name() + ": relative error at t = 40", 0, Errors.relative(early, at40), 1e-6);
            claim.number(solver.name() + ": relative error at t = 1e11", 0, Errors.relative(late, at1e11), 1e-6);
            claim.number(solver.name() + ": sum at t = 40", 1, early[0] + early[1] + early[2], 1e-12);
            claim.number(solver.name() + ": sum at t = 1e11", 1, late[0] + late[1] + late[2], 1e-12);
        }
        claim.done("rtol 1e-10, atol 1e-16, analytic Jacobian");
    }

    private void testSet() {
        var claim = trial.claim("N5");
        for (Solver solver : new Solver[] {new Radau(3), new Bdf(), new Kvaerno5(), new Rodas4(), new Rodas5P()}) {
            double[] h = end(Problems.HIRES, 321.8122, Problems.HIRES_START, solver, Pid.tol(1e-10, 1e-14));
            claim.number(
                    solver.name() + ": relative error of HIRES y1, y8",
                    0,
                    Errors.relative(new double[] {h[0], h[7]}, new double[] {7.371312573e-4, 2.850001605e-3}),
                    1e-6);
            double[] v = end(Problems.VAN_DER_POL, 2000, new double[] {2, 0}, solver, Pid.tol(1e-10, 1e-12));
            claim.number(
                    solver.name() + ": relative error of Van der Pol",
                    0,
                    Errors.relative(v, new double[] {1.706167732, -8.928097010e-4}),
                    1e-6);
        }
        claim.done("rtol 1e-10, atol 1e-14 and 1e-12");
    }

    private static double[] end(Ode ode, double t1, double[] y0, Solver solver, Pid pid) {
        return Solve.of(ode)
                .span(0, t1)
                .y0(y0)
                .solver(solver)
                .controller(pid)
                .maxSteps(1 << 20)
                .run()
                .y1();
    }

    private void work() {
        Solver[] solvers = {new Dopri5(), new Dop853(), new Radau(3), new Bdf()};
        int[] scipy = {620, 662, 2285, 937};
        var claim = trial.claim("N30");
        for (int k = 0; k < solvers.length; k++) {
            Statistics work = Solve.of(Problems.LOTKA_VOLTERRA)
                    .span(0, 10)
                    .y0(new double[] {1, 1})
                    .solver(solvers[k])
                    .controller(Pid.tol(1e-6, 1e-9))
                    .run()
                    .statistics();
            trial.metric("evaluations_" + solvers[k].name(), work.rates());
            claim.within(
                    "evaluations of %s over SciPy's %d".formatted(solvers[k].name(), scipy[k]),
                    0,
                    k < 2 ? 1.2 : 1.5,
                    work.rates() / (double) scipy[k]);
        }
        claim.done("Lotka-Volterra on [0, 10], rtol 1e-6, atol 1e-9, analytic Jacobian (SciPy does not count those by"
                + " differences either); fewer evaluations count as within");
    }
}
