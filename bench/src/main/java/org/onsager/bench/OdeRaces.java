package org.onsager.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.solve.Ensemble;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern8;
import org.onsager.solve.explicit.Vern9;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;

/// Our side of the races of differential equations, each solver at several tolerances so that times can be
/// compared at equal error. Errors are relative, at the end of the span, against the tightest solution that we
/// have.
final class OdeRaces {
    private OdeRaces() {}

    static List<Race> all() {
        var races = new ArrayList<Race>();
        var lorenz = new Problem("lorenz63-t10", OdeProblems.LORENZ63, new double[] {1, 1, 1}, 10, false);
        var pleiades = new Problem("pleiades-t3", OdeProblems.PLEIADES, OdeProblems.PLEIADES_START, 3, false);
        var lorenz96 = new Problem("lorenz96-n1000-t2", OdeProblems.LORENZ96, OdeProblems.lorenz96Start(), 2, false);
        add(races, lorenz, new Vern8(), 1e-5, 1e-6, 1e-8, 1e-9);
        add(races, lorenz, new Vern9(), 1e-5, 1e-6, 1e-8, 1e-9);
        add(races, pleiades, new Vern7(), 1e-5, 1e-7, 1e-8, 1e-9);
        add(races, pleiades, new Vern8(), 1e-5, 1e-7, 1e-9, 1e-10);
        add(races, lorenz96, new Vern8(), 1e-7, 1e-9, 1e-11, 1e-12);
        var robertson = new Problem("robertson-t1e5", OdeProblems.ROBERTSON, new double[] {1, 0, 0}, 1e5, true);
        var brusselator = new Problem(
                "brusselator1d-n500-t10", OdeProblems.BRUSSELATOR, OdeProblems.brusselatorStart(), 10, true);
        add(races, robertson, new Rodas5P(), 1e-4, 1e-6, 1e-8);
        add(races, robertson, new Radau(7), 1e-6, 1e-8, 1e-10);
        add(races, brusselator, new Rodas5P(), 1e-4, 1e-6, 1e-7, 1e-9);
        add(races, brusselator, new Radau(5), 1e-6, 1e-8, 1e-10);
        races.add(new EnsembleRace());
        return races;
    }

    private static void add(List<Race> races, Problem problem, Solver solver, double... tolerances) {
        for (double tolerance : tolerances) races.add(new TrajectoryRace(problem, solver, tolerance));
    }

    /// One trajectory.
    ///
    /// @param stiff  whether the absolute tolerance is 1e-4 of the relative one, as the peers have it
    record Problem(String name, Ode ode, double[] y0, double t1, boolean stiff) {
        Solve<double[]> solve() {
            return Solve.of(ode).span(0, t1).y0(y0).maxSteps(10_000_000);
        }

        double[] reference() {
            return stiff
                    ? solve().solver(new Radau(7))
                            .controller(Pid.tol(1e-12, 1e-16))
                            .run()
                            .y1()
                    : solve().solver(new Vern9())
                            .controller(Pid.tol(1e-14, 1e-15))
                            .run()
                            .y1();
        }
    }

    private static final class TrajectoryRace implements Race {
        private final Problem problem;
        private final Solver solver;
        private final double tolerance;
        private final Solve<double[]> settings;
        private double[] end = {};

        TrajectoryRace(Problem problem, Solver solver, double tolerance) {
            this.problem = problem;
            this.solver = solver;
            this.tolerance = tolerance;
            settings = problem.solve()
                    .solver(solver)
                    .controller(problem.stiff() ? Pid.tol(tolerance, tolerance * 1e-4) : careful(tolerance));
        }

        /// Accepted steps may shrink, as in Hairer's codes, which spares rejections where orbits turn fast.
        private static Pid careful(double tolerance) {
            return Pid.tol(tolerance, tolerance).factors(0.2, 10).safety(0.8);
        }

        @Override
        public String name() {
            return problem.name();
        }

        @Override
        public String peer() {
            return "onsager " + solver.name();
        }

        @Override
        public double tolerance() {
            return tolerance;
        }

        @Override
        public void run() {
            end = settings.run().y1();
        }

        @Override
        public double error() {
            double[] reference = problem.reference();
            double difference = 0, size = 0;
            for (int i = 0; i < end.length; i++) {
                difference += (end[i] - reference[i]) * (end[i] - reference[i]);
                size += reference[i] * reference[i];
            }
            return Math.sqrt(difference / size);
        }
    }

    /// Ten thousand trajectories of Lorenz 1963, a thousand Runge-Kutta steps each.
    private static final class EnsembleRace implements Race {
        private static final int ROWS = 10_000;
        private final double[] y0 = new double[3 * ROWS];

        EnsembleRace() {
            for (int r = 0; r < ROWS; r++) y0[r] = 1 + 1e-3 * r;
            Arrays.fill(y0, ROWS, 3 * ROWS, 1);
        }

        @Override
        public String name() {
            return "lorenz63-ensemble-10000x1000";
        }

        @Override
        public String peer() {
            return "onsager RK4, all threads";
        }

        @Override
        public void run() {
            Ensemble.of(3, ROWS)
                    .solve(
                            EnsembleRace::lorenz,
                            y0,
                            problem -> problem.solver(new RK4()).span(0, 10).fixedStep(0.01));
        }

        private static void lorenz(double t, double[] y, double[] d, int first, int n) {
            for (int r = 0; r < n; r++) {
                double a = y[r], b = y[n + r], c = y[2 * n + r];
                d[r] = 10.0 * (b - a);
                d[n + r] = a * (28.0 - c) - b;
                d[2 * n + r] = a * b - 8.0 / 3.0 * c;
            }
        }
    }
}
