package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.testset.Detest;

/// Error and work of six solvers on the 25 problems of DETEST.
final class DetestTable {
    private final Trial trial;

    DetestTable(Trial trial) {
        this.trial = trial;
    }

    void tabulate() {
        var names = new ArrayList<String>();
        var methods = new ArrayList<String>();
        var numbers = new ArrayList<double[]>();
        for (var each : Detest.problems().entrySet()) {
            var problem = each.getValue();
            double[] exact = Errors.reference(problem.ode(), Detest.END, problem.y0());
            for (Solver solver : List.of(
                    new Tsit5(), new Dopri5(), new Vern7(), new Dop853(), new Adams(), new GraggBulirschStoer()))
                for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
                    var solution = Solve.of(problem.ode())
                            .span(0, Detest.END)
                            .y0(problem.y0())
                            .solver(solver)
                            .controller(Pid.tol(tolerance, tolerance))
                            .run();
                    names.add(each.getKey());
                    methods.add(solver.name());
                    numbers.add(new double[] {
                        tolerance,
                        Errors.largest(solution.y1(), exact),
                        solution.statistics().rates(),
                        solution.statistics().rejected()
                    });
                }
        }
        trial.table(
                "detest",
                Table.builder()
                        .with("problem", names)
                        .with("method", methods)
                        .with("tolerance", column(numbers, 0))
                        .with("error", column(numbers, 1))
                        .with("evaluations", column(numbers, 2))
                        .with("rejected", column(numbers, 3))
                        .build());
    }

    private static double[] column(List<double[]> rows, int c) {
        return rows.stream().mapToDouble(row -> row[c]).toArray();
    }
}
