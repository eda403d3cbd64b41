package org.onsager.papers.monotonedbm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.Acceleration;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.MeanField;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.Variables;
import org.onsager.memory.boltzmann.WorkedMachines;

/// How many iterations every method takes to a residual of 1e-8, against the largest eigenvalue of \(I - \Phi\).
final class IterationFigure {
    private static final int PROBLEMS = 16;
    private static final int[] ROWS = {96, 24, 10, 4, 2};
    /// Eight lines are as many as there are colours.
    private static final String TABLE_ONLY = "Anderson of 10, a = 1/L";

    private static final Acceleration STANDARD = Acceleration.standard();

    private final Trial trial;

    IterationFigure(Trial trial) {
        this.trial = trial;
    }

    /// What one machine took.
    private record Row(String machine, double least, double largest, double[] iterations, double[] products) {}

    private static Map<String, MeanFieldSolver> methods(double a) {
        var methods = new LinkedHashMap<String, MeanFieldSolver>();
        methods.put("plain, a = 1/L", MeanFieldSolver.of(Method.FORWARD_BACKWARD));
        methods.put(
                "plain, a = 1.9/L", MeanFieldSolver.of(Method.FORWARD_BACKWARD).withStep(Math.min(1, 1.9 * a)));
        methods.put("FISTA, a = 1/L", MeanFieldSolver.of(Method.FISTA).withAcceleration(STANDARD.withGrowth(1)));
        methods.put("FISTA, growing steps", MeanFieldSolver.of(Method.FISTA));
        methods.put("Anderson of 5, a = 1/L", MeanFieldSolver.of(Method.ANDERSON));
        methods.put(TABLE_ONLY, MeanFieldSolver.of(Method.ANDERSON).withAcceleration(STANDARD.withMemory(10, 1e-10)));
        methods.put("Peaceman-Rachford, a = 1", MeanFieldSolver.of(Method.PEACEMAN_RACHFORD));
        methods.put(
                "Douglas-Rachford, a = 1",
                MeanFieldSolver.of(Method.PEACEMAN_RACHFORD).withAcceleration(STANDARD.withRelaxation(1)));
        methods.put("sequential", MeanFieldSolver.of(Method.BLOCK));
        methods.replaceAll(
                (name, solver) -> solver.withTolerance(1e-8).withCheckEvery(1).withMaxIterations(5000));
        return methods;
    }

    void draw() {
        var rows = new ArrayList<Row>();
        for (int factor : ROWS) {
            var random = trial.random().split("iterations").at(factor).generator();
            var machine = WorkedMachines.random(Variables.uniform(24, 4), factor, 0.1, random);
            rows.add(row("random, %d rows".formatted(factor), machine));
        }
        int family = rows.size();
        for (int count : new int[] {10, 30})
            rows.add(row("frustrated, %d variables".formatted(count), WorkedMachines.frustrated(count, 0.8)));
        plot(rows.subList(0, family));
        tabulate(rows);
        double[] savings = rows.stream()
                .mapToDouble(row -> row.iterations[0] / row.iterations[3])
                .toArray();
        trial.metric("fista_saving_least", Arrays.stream(savings).min().orElseThrow());
        trial.metric("fista_saving_most", Arrays.stream(savings).max().orElseThrow());
    }

    private Row row(String name, BoltzmannMachine machine) {
        var random = trial.random().split("masks").generator();
        var problems = new ArrayList<Evidence>();
        for (int n = 0; n < PROBLEMS; n++) problems.add(Evidence.random(machine.variables(), 0.4, random));
        double[] spectrum = Spectrum.eigenvalues(machine.couplings());
        var methods = List.copyOf(methods(machine.defaultStep()).values());
        double[] iterations = new double[methods.size()], products = iterations.clone();
        for (int k = 0; k < iterations.length; k++) {
            var solutions = methods.get(k).solve(machine, problems);
            boolean converged = solutions.stream().allMatch(MeanField::converged);
            iterations[k] = converged
                    ? solutions.stream().mapToInt(MeanField::iterations).max().orElseThrow()
                    : Double.NaN;
            products[k] = solutions.getFirst().products();
        }
        return new Row(name, spectrum[0], spectrum[spectrum.length - 1], iterations, products);
    }

    private void plot(List<Row> rows) {
        var figure = Figure.of("What a wide spectrum costs", "largest eigenvalue L of I - Phi", "iterations to 1e-8")
                .x(Figure.Axis.log("largest eigenvalue L of I - Phi"))
                .y(Figure.Axis.log("iterations to a residual of 1e-8"))
                .caption(
                        ("Random machines of 24 four-state variables, m = 0.1, factors of %s rows; most iterations over %d problems"
                                        + " with 40%% observed, one machine each. Sequential: sweeps.")
                                .formatted(Arrays.toString(ROWS), PROBLEMS));
        double[] x = rows.stream().mapToDouble(Row::largest).toArray();
        int k = 0;
        for (String name : methods(1).keySet()) {
            int column = k++;
            if (name.equals(TABLE_ONLY)) continue;
            figure.line(
                    name,
                    x,
                    rows.stream().mapToDouble(row -> row.iterations[column]).toArray());
        }
        trial.figure("iterations", figure.build());
    }

    private void tabulate(List<Row> rows) {
        var table = Table.builder()
                .with("machine", rows.stream().map(Row::machine).toList())
                .with("least_eigenvalue", rows.stream().mapToDouble(Row::least).toArray())
                .with(
                        "largest_eigenvalue",
                        rows.stream().mapToDouble(Row::largest).toArray());
        int k = 0;
        for (String name : methods(1).keySet()) {
            int column = k++;
            table.with(
                    name,
                    rows.stream().mapToDouble(row -> row.iterations[column]).toArray());
        }
        table.with(
                "products of FISTA, growing steps",
                rows.stream().mapToDouble(row -> row.products[3]).toArray());
        trial.table("iterations", table.build());
    }
}
