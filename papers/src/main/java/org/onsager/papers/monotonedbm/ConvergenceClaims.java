package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.WorkedMachines;

/// Where the iterations go and how fast: N6, N8, N9.
final class ConvergenceClaims {
    private final Settings settings;
    private final Trial trial;

    ConvergenceClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        uniqueness();
        cycle();
        rate();
        new IterationFigure(trial).draw();
    }

    private void uniqueness() {
        var random = trial.random().split("uniqueness").generator();
        double spread = 0;
        boolean converged = true;
        int models = 5;
        for (int n = 0; n < models; n++) {
            var machine = WorkedMachines.random(6, 20, 0.05, random);
            var evidence = Evidence.random(machine.variables(), 0.5, random);
            double[] reference = new double[0];
            for (int start = 0; start < Math.max(1, settings.starts() / models); start++)
                for (var method : SolutionClaims.PROVED) {
                    var solution = MeanFieldSolver.of(method)
                            .withTolerance(1e-11)
                            .solve(machine, evidence, machine.variables().randomMarginals(random));
                    converged &= solution.converged();
                    if (reference.length == 0) reference = solution.marginals();
                    spread = Math.max(spread, Vectors.largestGap(solution.marginals(), reference));
                }
        }
        trial.claim("N6")
                .fact("all converged", converged, "residual 1e-11")
                .number("largest spread", 0, spread, 1e-8)
                .done("%d random starts over %d models and masks, each by five methods"
                        .formatted(settings.starts(), models));
    }

    private void cycle() {
        var machine = WorkedMachines.frustrated(10, 0.8);
        var none = Evidence.none(machine.variables());
        double[] values = Spectrum.eigenvalues(machine.couplings()), start = new double[20];
        for (int c = 0; c < 20; c++) start[c] = c % 2 == 0 ? 0.6 : 0.4;
        var claim = trial.claim("N8")
                .number("least eigenvalue", 0.2, values[0], 1e-5)
                .number("largest eigenvalue", 8.2, values[19], 1e-5);
        var parallel = MeanFieldSolver.of(Method.PARALLEL);
        double even =
                parallel.withMaxIterations(1000).solve(machine, none, start).marginals()[0];
        double odd =
                parallel.withMaxIterations(1001).solve(machine, none, start).marginals()[0];
        claim.number("upper point of the cycle, a = 1", 0.999246, Math.max(even, odd), 1e-5)
                .number("lower point of the cycle, a = 1", 0.000754, Math.min(even, odd), 1e-5);
        for (double a : new double[] {0.1, 0.2, 0.24, 0.3}) {
            var solution =
                    MeanFieldSolver.of(Method.FORWARD_BACKWARD).withStep(a).solve(machine, none, start);
            claim.fact(
                    a < 0.3 ? "a = %s converges".formatted(a) : "a = 0.3 does not",
                    solution.converged() == a < 0.3,
                    "residual %.2g after %d iterations".formatted(solution.residual(), solution.iterations()));
            if (a < 0.3) claim.number("q at a = " + a, 0.5, solution.marginals()[0], 1e-5);
        }
        for (var method : List.of(Method.BLOCK, Method.FISTA)) {
            var solution = MeanFieldSolver.of(method).solve(machine, none, start);
            claim.fact(method + " converges", solution.converged(), "residual %.2g".formatted(solution.residual()))
                    .number("q, " + method, 0.5, solution.marginals()[0], 1e-5);
        }
        claim.done("ten binary variables, all pairs of -0.8, from (.6, .4)");
        draw(start);
    }

    private void draw(double[] start) {
        var machine = WorkedMachines.frustrated(10, 0.8);
        var none = Evidence.none(machine.variables());
        var figure = Figure.of("Damping and convergence on an admissible, frustrated machine", "iteration", "residual")
                .y(Figure.Axis.log("residual max |q - softmax(Phi q + b)|"))
                .caption(
                        "Ten binary variables, every pair antiferromagnetic of strength 0.8, from (.6, .4). eig(I - Phi) = .2"
                                + " .. 8.2, so 2/L = .244. No randomness.");
        double[] steps = {1, 0.3, 0.24, 0.2, 0.1};
        for (double a : steps)
            add(figure, "a = " + a, MeanFieldSolver.of(Method.FORWARD_BACKWARD).withStep(a), machine, none, start);
        add(figure, "FISTA", MeanFieldSolver.standard(), machine, none, start);
        add(figure, "Peaceman-Rachford, a = 1", MeanFieldSolver.of(Method.PEACEMAN_RACHFORD), machine, none, start);
        trial.figure("damping", figure.build());
    }

    private static void add(
            Figure.Builder figure,
            String name,
            MeanFieldSolver solver,
            BoltzmannMachine machine,
            Evidence none,
            double[] start) {
        var solution = solver.withCheckEvery(1)
                .withMaxIterations(60)
                .withTolerance(1e-11)
                .solve(machine, none, start);
        figure.line(name, iterations(solution.trace().length), floor(solution.trace()));
    }

    static double[] iterations(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    /// Zeros have no logarithm.
    static double[] floor(double[] residuals) {
        return Arrays.stream(residuals).map(r -> r > 1e-13 ? r : Double.NaN).toArray();
    }

    private void rate() {
        var random = trial.random().split("rate").generator();
        double rise = Double.NEGATIVE_INFINITY, excess = Double.NEGATIVE_INFINITY;
        double slowest = 0;
        for (int n = 0; n < 10; n++) {
            var machine = WorkedMachines.random(8, 30, 0.2, random);
            var none = Evidence.none(machine.variables());
            double[] values = Spectrum.eigenvalues(machine.couplings());
            double a = Math.min(1, 1 / values[values.length - 1]), bound = 1 - a * 0.2;
            double[] solution = MeanFieldSolver.standard()
                    .withTolerance(1e-13)
                    .solve(machine, none)
                    .marginals();
            var one = MeanFieldSolver.of(Method.FORWARD_BACKWARD)
                    .withStep(a)
                    .withTolerance(Double.MIN_VALUE)
                    .withMaxIterations(1);
            double[] q = machine.variables().randomMarginals(random);
            for (int step = 0; step < 40 && Vectors.distance(q, solution) > 1e-7; step++) {
                double[] next = one.solve(machine, none, q).marginals();
                rise = Math.max(rise, machine.freeEnergy(next) - machine.freeEnergy(q));
                double factor = Vectors.distance(next, solution) / Vectors.distance(q, solution);
                excess = Math.max(excess, factor - bound);
                slowest = Math.max(slowest, factor);
                q = next;
            }
        }
        trial.metric("slowest_contraction", slowest);
        trial.claim("N9")
                .within("largest rise of F in a step", Double.NEGATIVE_INFINITY, 1e-12, rise)
                .within("largest contraction - (1 - a m)", Double.NEGATIVE_INFINITY, 1e-6, excess)
                .done(
                        ("ten random models of m = 0.2 at a = 1/L, until within 1e-7 of the solution; the slowest step measured"
                                        + " contracts by %.3f")
                                .formatted(slowest));
    }
}
