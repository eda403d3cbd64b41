package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Vern9;

/// Claim N2: orders of convergence.
final class OrderClaims {
    private final Settings settings;
    private final Trial trial;
    private final Map<Reference, List<double[]>> references = new ConcurrentHashMap<>();

    private record Reference(Term<double[]> term, double end) {}

    OrderClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// @param slopes  on the oscillator, the pendulum and the driven equation; NaN where a method does not apply
    private record Row(String name, double order, double[] slopes) {
        /// What it reaches on every problem, the least; above order 5, where the few halvings before rounding
        /// make any one problem unreliable, the middle one.
        double reached() {
            double[] sorted = java.util.Arrays.stream(slopes)
                    .filter(slope -> !Double.isNaN(slope))
                    .sorted()
                    .toArray();
            return sorted[order > 5 && sorted.length > 2 ? 1 : 0];
        }
    }

    void measure() {
        var solvers = new ArrayList<>(Solvers.oneStep());
        solvers.addAll(Solvers.symplectic());
        var indices = IntStream.range(0, solvers.size()).boxed().toList();
        var rows = trial.engine()
                .map(indices, i -> row(solvers.get(i), i < Solvers.oneStep().size()));
        trial.table(
                "orders",
                Table.builder()
                        .with("method", rows.stream().map(Row::name).toList())
                        .with("order", rows.stream().mapToDouble(Row::order).toArray())
                        .with("oscillator", column(rows, 0))
                        .with("pendulum", column(rows, 1))
                        .with("driven", column(rows, 2))
                        .build());
        var claim = trial.claim("N2");
        for (Row row : rows)
            if (row.order() <= 5) claim.number("order of " + row.name(), row.order(), row.reached(), 0.15);
        rows.stream()
                .filter(row -> row.order() > 5)
                .min(Comparator.comparingDouble(row -> row.reached() - row.order()))
                .ifPresent(row -> claim.within(
                        "least excess over the order among those above 5 (%s)".formatted(row.name()),
                        -0.15,
                        Double.POSITIVE_INFINITY,
                        row.reached() - row.order()));
        claim.done("the least slope over y'' = -y, the pendulum and a driven linear equation of the largest error at"
                + " eight times, nearest the order among %d halvings; above order 5, where the error soon meets"
                        .formatted(settings.halvings())
                + " rounding, the middle slope over steps that shrink evenly, and only the lower side is checked");
    }

    private static double[] column(List<Row> rows, int problem) {
        return rows.stream().mapToDouble(row -> row.slopes()[problem]).toArray();
    }

    private Row row(Solver solver, boolean anyEquation) {
        // long steps where few halvings lie before rounding
        double p = solver.order();
        return new Row(solver.name(), p, new double[] {
            slope(solver, Problems.OSCILLATOR, new double[] {1, .4}, p > 5 ? 16 : 4, p > 6 ? 8 : p > 5 ? 24 : 40),
            slope(
                    solver,
                    Problems.PENDULUM,
                    new double[] {1.2, .3},
                    p > 5 && p <= 6 ? 16 : 4,
                    p > 6 ? 8 : p > 5 ? 24 : 40),
            anyEquation ? slope(solver, Problems.DRIVEN, new double[] {1}, 2, p > 5 ? 16 : 40) : Double.NaN
        });
    }

    private double slope(Solver solver, Term<double[]> term, double[] y0, double end, int first) {
        double[] times =
                IntStream.rangeClosed(1, 8).mapToDouble(i -> end * i / 8).toArray();
        var problem = Solve.of(term).span(0, end).y0(y0).saveAt(SaveAt.ts(times));
        var exact = references.computeIfAbsent(
                new Reference(term, end),
                _ -> problem.solver(new Vern9())
                        .controller(Pid.tol(1e-14, 1e-15))
                        .stepTs(times)
                        .run()
                        .ys());
        boolean high = solver.order() > 5;
        var h = new ArrayList<Double>();
        var errors = new ArrayList<Double>();
        for (int k = 0; k <= (high ? 2 : 1) * settings.halvings(); k++) {
            // always a multiple of eight, so that steps end at the times looked at
            int steps = high ? first * (k + 1) : first << k;
            var found = problem.solver(solver)
                    .controller(new FixedStep(end / steps, Tolerance.of(1e-12, 1e-12)))
                    .run()
                    .ys();
            double error = 0;
            for (int m = 0; m < 8; m++) error = Math.max(error, Errors.largest(found.get(m), exact.get(m)));
            if (error < 2e-13) break;
            h.add(end / steps);
            errors.add(error);
        }
        return nearest(solver.order(), h, errors);
    }

    private static double nearest(double order, List<Double> h, List<Double> errors) {
        double best = Double.NaN;
        for (int k = 1; k < h.size(); k++) {
            double slope = Math.log(errors.get(k - 1) / errors.get(k)) / Math.log(h.get(k - 1) / h.get(k));
            if (Double.isNaN(best) || Math.abs(slope - order) < Math.abs(best - order)) best = slope;
        }
        return best;
    }
}
