package org.onsager.papers.densehebbianrsb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.GroundSolution;
import org.onsager.memory.rsb.RsbOrder;
import org.onsager.memory.rsb.RsbSolution;
import org.onsager.memory.rsb.RsbSolver;

/// Pictures of the theory: order parameters against temperature and load, ground-state pressures, complexity.
final class Curves {
    private final Settings settings;
    private final Trial trial;

    Curves(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void draw() {
        glassAgainstTemperature();
        pressureAgainstWeight();
        complexity();
        if (settings.folds()) groundStates();
    }

    private void glassAgainstTemperature() {
        var solver = RsbSolver.of(4);
        double top = solver.temperatures().orElseThrow().statical();
        double[] temperatures =
                IntStream.rangeClosed(1, 60).mapToDouble(i -> top * i / 60.5).toArray();
        var solutions = Arrays.stream(temperatures)
                .mapToObj(t -> solver.oneRsb(1 / t, 1, Branch.SPIN_GLASS))
                .toList();
        var two = RsbSolver.of(2);
        double[] warm = IntStream.rangeClosed(3, 18).mapToDouble(i -> 0.05 * i).toArray();
        var hard = new ArrayList<RsbSolution>();
        for (double t : warm)
            hard.add(
                    hard.isEmpty() || !hard.getLast().broken()
                            ? two.oneRsb(1 / t, 1, Branch.SPIN_GLASS)
                            : two.oneRsb(
                                    1 / t, 1, Branch.SPIN_GLASS, hard.getLast().order()));
        trial.figure(
                "glass",
                Figure.of("Order parameters of the glass, gamma = 1", "scaled temperature T'", "q1, q2, theta")
                        .caption("One step of breaking. P = 4: states are orthogonal (q1 = 0), q2 jumps at the static"
                                + " temperature, where theta = 1. P = 2 (Sherrington-Kirkpatrick, dashed): all is continuous at"
                                + " T' = 1.")
                        .line("q2, P = 4", temperatures, of(solutions, RsbOrder::q2))
                        .line("theta, P = 4", temperatures, of(solutions, RsbOrder::theta))
                        .dashed("q2, P = 2", "q2, P = 4", warm, of(hard, RsbOrder::q2))
                        .dashed("theta, P = 2", "theta, P = 4", warm, of(hard, RsbOrder::theta))
                        .dashed("q1, P = 2", "q1, P = 2", warm, of(hard, RsbOrder::q1))
                        .build());
    }

    private static double[] of(List<RsbSolution> solutions, ToDoubleFunction<RsbOrder> value) {
        return solutions.stream()
                .mapToDouble(s -> s.broken() ? value.applyAsDouble(s.order()) : Double.NaN)
                .toArray();
    }

    private void pressureAgainstWeight() {
        var solver = RsbSolver.of(4);
        double[] theta =
                IntStream.rangeClosed(20, 100).mapToDouble(i -> i / 100.0).toArray();
        var figure = Figure.of("Pressure against the weight theta, P = 4, gamma = 1", "theta", "A(theta) - A(theta*)")
                .caption(
                        "The overlap q2 is stationary at each theta. Points: the minimum theta*, the equilibrium state.");
        for (double t : new double[] {0.3, 0.4, 0.5}) {
            var best = solver.oneRsb(1 / t, 1, Branch.SPIN_GLASS);
            var at = solver.complexity(1 / t, 1, theta);
            double[] pressure = IntStream.range(0, theta.length)
                    .mapToDouble(k -> at.overlap()[k] > 0.1
                            // A = a - theta dA/dtheta = a + Sigma/theta
                            ? at.pressure()[k] + at.complexity()[k] / theta[k] - best.pressure()
                            : Double.NaN)
                    .toArray();
            figure.line("T' = " + t, theta, pressure)
                    .points(
                            "theta*, T' = " + t,
                            "T' = " + t,
                            new double[] {best.order().theta()},
                            new double[] {0},
                            new double[0]);
        }
        trial.figure("pressure-against-weight", figure.build());
    }

    private void complexity() {
        var figure = Figure.of(
                        "Complexity of the glass states, gamma = 1",
                        "internal pressure a",
                        "complexity Sigma (nats per spin)")
                .caption(
                        "exp(N Sigma) states of internal pressure a, theta from 1 (left end) down; only Sigma >= 0 is drawn."
                                + " P = 3, T' = 0.66 lies between the static and the dynamical temperature.");
        for (double[] point : new double[][] {{3, 0.66}, {3, 0.6}, {4, 0.6}, {4, 0.5}}) {
            double[] theta =
                    DoubleStream.iterate(1, x -> x > 0.3, x -> x - 0.005).toArray();
            var at = RsbSolver.of((int) point[0]).complexity(1 / point[1], 1, theta);
            double[] sigma = IntStream.range(0, theta.length)
                    .mapToDouble(
                            k -> at.overlap()[k] > 0.1 && at.complexity()[k] >= 0 ? at.complexity()[k] : Double.NaN)
                    .toArray();
            double[] pressure = IntStream.range(0, theta.length)
                    .mapToDouble(k -> Double.isNaN(sigma[k]) ? Double.NaN : at.pressure()[k])
                    .toArray();
            figure.line("P = %d, T' = %s".formatted((int) point[0], point[1]), pressure, sigma);
        }
        trial.figure("complexity", figure.build());
    }

    /// The broken branch at zero temperature, stored.
    record Branches(double[] gamma, double[] m, double[] q1, double[] weight, double[] pressure) {
        static Branches of(List<GroundSolution> points) {
            return new Branches(
                    points.stream().mapToDouble(GroundSolution::gamma).toArray(),
                    points.stream().mapToDouble(p -> p.order().m()).toArray(),
                    points.stream().mapToDouble(p -> p.order().q1()).toArray(),
                    points.stream().mapToDouble(p -> p.order().weight()).toArray(),
                    points.stream().mapToDouble(GroundSolution::pressure).toArray());
        }
    }

    private void groundStates() {
        var solver = RsbSolver.of(4);
        var broken = trial.stage("ground-branch", Branches.class, () -> Branches.of(solver.retrievalCurve(0.3)));
        double end = solver.capacity(RsbSolver.Level.RS).gamma();
        double[] loads = IntStream.rangeClosed(0, 80)
                .mapToDouble(i -> 0.3 + (end - 0.3) * i / 80.001)
                .toArray();
        var symmetric = Arrays.stream(loads)
                .mapToObj(gamma -> solver.rs(Double.POSITIVE_INFINITY, gamma, Branch.RETRIEVAL))
                .toList();
        trial.figure(
                "ground-states",
                Figure.of("Retrieval at T = 0, P = 4", "load gamma", "m, q1")
                        .caption(
                                "One step of breaking (solid) continues beyond the end of the symmetric branch (dashed) and"
                                        + " turns at its fold, the capacity; the lower part is unstable.")
                        .line("m, 1RSB", broken.gamma(), broken.m())
                        .dashed(
                                "m, RS",
                                "m, 1RSB",
                                loads,
                                symmetric.stream().mapToDouble(s -> s.m()).toArray())
                        .line("q1, 1RSB", broken.gamma(), broken.q1())
                        .build());
        trial.figure(
                "ground-weight",
                Figure.of("Weight D = lim beta' theta at T = 0, P = 4", "load gamma", "D")
                        .caption("Along the broken retrieval branch.")
                        .line("D", broken.gamma(), broken.weight())
                        .build());
        double glass = solver.groundState(1, Branch.SPIN_GLASS).pressure();
        double symmetricGlass =
                -solver.rs(Double.POSITIVE_INFINITY, 1, Branch.SPIN_GLASS).energy();
        trial.figure(
                "ground-pressure",
                Figure.of("Pressure of the phases at T = 0, P = 4", "load gamma", "e = lim A/beta'")
                        .caption(
                                "Minus the energy per spin. Retrieval wins left of the crossing with the glass. The symmetric"
                                        + " glass (dashed) overestimates e by a third.")
                        .y(Figure.Axis.linear("e = lim A/beta'").between(0.4, 0.75))
                        .line("retrieval, 1RSB", broken.gamma(), broken.pressure())
                        .dashed(
                                "retrieval, RS",
                                "retrieval, 1RSB",
                                loads,
                                symmetric.stream().mapToDouble(s -> -s.energy()).toArray())
                        .line("glass, 1RSB", loads, scaled(loads, glass))
                        .dashed("glass, RS", "glass, 1RSB", loads, scaled(loads, symmetricGlass))
                        .build());
    }

    private static double[] scaled(double[] loads, double atUnitLoad) {
        return Arrays.stream(loads).map(gamma -> atUnitLoad * Math.sqrt(gamma)).toArray();
    }
}
