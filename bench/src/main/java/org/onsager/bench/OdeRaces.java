package org.onsager.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.onsager.solve.Ensemble;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern8;
import org.onsager.solve.explicit.Vern9;

/// Our side of the races of differential equations: one JSON line per race, solver and tolerance, with the
/// seconds (median of 5 blocks after warm-up) and the relative error at the end against a tight reference.
public final class OdeRaces {
    private static final double[] TOLERANCES = {1e-4, 1e-6, 1e-8, 1e-10, 1e-12};

    private OdeRaces() {}

    /// Runs the races whose names contain an argument; all without arguments.
    public static void main(String[] arguments) {
        nonstiff("lorenz63-t10", OdeProblems.LORENZ63, new double[] {1, 1, 1}, 10, arguments);
        nonstiff("pleiades-t3", OdeProblems.PLEIADES, OdeProblems.PLEIADES_START, 3, arguments);
        nonstiff("lorenz96-n1000-t2", OdeProblems.LORENZ96, OdeProblems.lorenz96Start(), 2, arguments);
        if (wanted("lorenz63-ensemble-10000x1000", arguments)) ensemble();
    }

    private static void nonstiff(String race, Ode ode, double[] y0, double t1, String[] arguments) {
        if (!wanted(race, arguments)) return;
        var problem = Solve.of(ode).span(0, t1).y0(y0).maxSteps(10_000_000);
        double[] reference = problem.solver(new Vern9())
                .controller(Pid.tol(1e-14, 1e-15))
                .run()
                .y1();
        for (Solver solver : List.of(new Tsit5(), new Vern7(), new Dop853(), new Vern8(), new Vern9()))
            for (double tolerance : TOLERANCES) {
                var run = problem.solver(solver).controller(Pid.tol(tolerance, tolerance));
                report(
                        race,
                        "onsager " + solver.name(),
                        tolerance,
                        () -> run.run().y1(),
                        reference);
            }
    }

    /// 10 000 trajectories of Lorenz 1963, 1000 Runge-Kutta steps each.
    private static void ensemble() {
        int rows = 10_000;
        var y0 = new double[3 * rows];
        for (int r = 0; r < rows; r++) y0[r] = 1 + 1e-3 * r;
        Arrays.fill(y0, rows, 3 * rows, 1);
        Ensemble.Field field = (t, y, d, first, n) -> {
            for (int r = 0; r < n; r++) {
                double a = y[r], b = y[n + r], c = y[2 * n + r];
                d[r] = 10.0 * (b - a);
                d[n + r] = a * (28.0 - c) - b;
                d[2 * n + r] = a * b - 8.0 / 3.0 * c;
            }
        };
        Supplier<double[]> run = () -> Ensemble.of(3, rows)
                .solve(
                        field,
                        y0,
                        problem -> problem.solver(new RK4()).span(0, 10).fixedStep(0.01));
        double seconds = median(run);
        double sum = 0;
        double[] end = run.get();
        for (int r = 0; r < rows; r++) sum += end[r];
        System.out.printf(
                Locale.ROOT,
                "{\"race\":\"lorenz63-ensemble-10000x1000\",\"peer\":\"onsager RK4\",\"seconds\":%.4g,\"checksum\":%.6g}%n",
                seconds,
                sum);
    }

    static boolean wanted(String race, String[] arguments) {
        return arguments.length == 0 || Arrays.stream(arguments).anyMatch(race::contains);
    }

    static void report(String race, String peer, double tolerance, Supplier<double[]> run, double[] reference) {
        double seconds = median(run);
        double[] end = run.get();
        double difference = 0, size = 0;
        for (int i = 0; i < end.length; i++) {
            difference += (end[i] - reference[i]) * (end[i] - reference[i]);
            size += reference[i] * reference[i];
        }
        System.out.printf(
                Locale.ROOT,
                "{\"race\":\"%s\",\"peer\":\"%s\",\"tol\":%g,\"seconds\":%.6g,\"error\":%.3g}%n",
                race,
                peer,
                tolerance,
                seconds,
                Math.sqrt(difference / size));
    }

    /// Seconds of one run: warmed up for at least 0.3 s, then the median of 5 blocks of at least 10 ms.
    private static double median(Supplier<double[]> run) {
        long begin = System.nanoTime();
        int warm = 0;
        while (System.nanoTime() - begin < 300_000_000L || warm < 3) {
            run.get();
            warm++;
        }
        int repeats = Math.max(1, (int) (warm * 10_000_000.0 / (System.nanoTime() - begin)));
        var seconds = new double[5];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < repeats; j++) run.get();
            seconds[i] = (System.nanoTime() - start) * 1e-9 / repeats;
        }
        Arrays.sort(seconds);
        return seconds[2];
    }
}
