package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern9;
import org.onsager.solve.multistep.Adams;

/// The 25 problems of DETEST. Source: T. E. Hull, W. H. Enright, B. M. Fellen and A. E. Sedgwick, SIAM J. Numer.
/// Anal. 9 (1972).
class DetestTest {
    record Problem(Ode ode, double[] y0) {}

    static final Map<String, Problem> PROBLEMS = problems();

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
        // the specification gives C1 to C4; the fifth of the class is the five-body problem of the outer planets
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

    static Stream<String> names() {
        return PROBLEMS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_solver_reaches_the_end_within_a_small_multiple_of_its_tolerance(String name) {
        Problem problem = java.util.Objects.requireNonNull(PROBLEMS.get(name));
        var run = Solve.of(problem.ode()).span(0, 20).y0(problem.y0());
        double[] reference =
                run.solver(new Dop853()).controller(Pid.tol(1e-13, 1e-14)).run().y1();
        double[] check =
                run.solver(new Vern9()).controller(Pid.tol(1e-13, 1e-14)).run().y1();
        assertThat(distance(reference, check)).isLessThan(1e-9);
        for (Solver solver : new Solver[] {new Tsit5(), new Dopri5(), new Vern7(), new Dop853(), new Adams()}) {
            double previous = Double.POSITIVE_INFINITY;
            for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
                double[] y = run.solver(solver)
                        .controller(Pid.tol(tolerance, tolerance))
                        .run()
                        .y1();
                double error = distance(reference, y);
                // orbits and the growing problem A5, E5 amplify local errors; 5000 tolerances bound all 24
                // problems
                assertThat(error).as("%s %s", solver.name(), tolerance).isLessThan(5000 * tolerance + 1e-9);
                assertThat(error).isLessThan(Math.max(previous, 1e-9));
                previous = error;
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double worst = 0;
        for (int i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]) / (1 + Math.abs(a[i])));
        return worst;
    }

    interface Scalar {
        double at(double t, double y);
    }

    interface Second {
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
        double[] y0 = {1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e))};
        return of(
                (t, y, d) -> {
                    double r = Math.hypot(y[0], y[1]), r3 = r * r * r;
                    d[0] = y[2];
                    d[1] = y[3];
                    d[2] = -y[0] / r3;
                    d[3] = -y[1] / r3;
                },
                Arrays.copyOf(y0, 4));
    }
}
