package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.GraggBulirschStoer;

/// Error and work of six solvers on the problems of DETEST, \(t \in [0, 20]\).
///
/// Source: T. E. Hull, W. H. Enright, B. M. Fellen and A. E. Sedgwick, SIAM J. Numer. Anal. 9, 603 (1972).
final class Detest {
    private final Trial trial;

    Detest(Trial trial) {
        this.trial = trial;
    }

    void tabulate() {
        var names = new ArrayList<String>();
        var methods = new ArrayList<String>();
        var numbers = new ArrayList<double[]>();
        for (var each : problems().entrySet()) {
            var problem = each.getValue();
            double[] exact = Errors.reference(problem.ode(), 20, problem.y0());
            for (Solver solver : List.of(
                    new Tsit5(), new Dopri5(), new Vern7(), new Dop853(), new Adams(), new GraggBulirschStoer()))
                for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
                    var solution = Solve.of(problem.ode())
                            .span(0, 20)
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

    private record Problem(Ode ode, double[] y0) {}

    private static Map<String, Problem> problems() {
        var all = new LinkedHashMap<String, Problem>();
        all.put("A1", scalar((t, y) -> -y, 1));
        all.put("A2", scalar((t, y) -> -y * y * y / 2, 1));
        all.put("A3", scalar((t, y) -> y * Math.cos(t), 1));
        all.put("A4", scalar((t, y) -> y / 4 * (1 - y / 20), 1));
        all.put("A5", scalar((t, y) -> (y - t) / (y + t), 4));
        all.put(
                "B1",
                of(
                        (t, y, d) -> {
                            d[0] = 2 * (y[0] - y[0] * y[1]);
                            d[1] = -(y[1] - y[0] * y[1]);
                        },
                        1,
                        3));
        all.put(
                "B2",
                of(
                        (t, y, d) -> {
                            d[0] = -y[0] + y[1];
                            d[1] = y[0] - 2 * y[1] + y[2];
                            d[2] = y[1] - y[2];
                        },
                        2,
                        0,
                        1));
        all.put(
                "B3",
                of(
                        (t, y, d) -> {
                            d[0] = -y[0];
                            d[1] = y[0] - y[1] * y[1];
                            d[2] = y[1] * y[1];
                        },
                        1,
                        0,
                        0));
        all.put(
                "B4",
                of(
                        (t, y, d) -> {
                            double r = Math.hypot(y[0], y[1]);
                            d[0] = -y[1] - y[0] * y[2] / r;
                            d[1] = y[0] - y[1] * y[2] / r;
                            d[2] = y[0] / r;
                        },
                        3,
                        0,
                        0));
        all.put(
                "B5",
                of(
                        (t, y, d) -> {
                            d[0] = y[1] * y[2];
                            d[1] = -y[0] * y[2];
                            d[2] = -.51 * y[0] * y[1];
                        },
                        0,
                        1,
                        1));
        all.put("C1", chain(10, i -> 1));
        all.put("C2", chain(10, i -> i));
        all.put("C3", heat(10));
        all.put("C4", heat(51));
        // the fifth of class C, the outer planets, is left out: its constants are not among the problems listed
        for (int k = 1; k <= 5; k++) all.put("D" + k, kepler(.1 + .2 * (k - 1)));
        all.put(
                "E1",
                second(
                        (t, y, v) -> -(v / (t + 1) + (1 - .25 / ((t + 1) * (t + 1))) * y),
                        .671396707141803,
                        .0954005144474744));
        all.put("E2", second((t, y, v) -> (1 - y * y) * v - y, 2, 0));
        all.put("E3", second((t, y, v) -> y * y * y / 6 - y + 2 * Math.sin(2.78535 * t), 0, 0));
        all.put("E4", second((t, y, v) -> .032 - .4 * v * v, 30, 0));
        all.put("E5", second((t, y, v) -> Math.sqrt(1 + v * v) / (25 - t), 0, 0));
        return all;
    }

    private interface Scalar {
        double at(double t, double y);
    }

    private interface Second {
        double at(double t, double y, double v);
    }

    private static Problem of(Ode.Field field, double... y0) {
        return new Problem(Ode.of(field), y0);
    }

    private static Problem scalar(Scalar f, double y0) {
        return of((t, y, d) -> d[0] = f.at(t, y[0]), y0);
    }

    private static Problem second(Second f, double y, double v) {
        return of(
                (t, x, d) -> {
                    d[0] = x[1];
                    d[1] = f.at(t, x[0], x[1]);
                },
                y,
                v);
    }

    private static Problem chain(int n, java.util.function.IntToDoubleFunction rate) {
        var y0 = new double[n];
        y0[0] = 1;
        return of(
                (t, y, d) -> {
                    d[0] = -rate.applyAsDouble(1) * y[0];
                    for (int i = 1; i < n - 1; i++)
                        d[i] = rate.applyAsDouble(i) * y[i - 1] - rate.applyAsDouble(i + 1) * y[i];
                    d[n - 1] = rate.applyAsDouble(n - 1) * y[n - 2];
                },
                y0);
    }

    private static Problem heat(int n) {
        var y0 = new double[n];
        y0[0] = 1;
        return of(
                (t, y, d) -> {
                    for (int i = 0; i < n; i++) d[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0);
                },
                y0);
    }

    private static Problem kepler(double e) {
        return new Problem(Problems.kepler(), Problems.keplerStart(e));
    }
}
