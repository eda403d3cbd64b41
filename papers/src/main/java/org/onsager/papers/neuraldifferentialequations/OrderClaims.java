package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.solve.Solver;
import org.onsager.solve.testset.MeasuredOrder;
import org.onsager.solve.testset.OrderProblem;

/// Claim N2: orders of convergence, by the rule of [MeasuredOrder].
final class OrderClaims {
    private final Settings settings;
    private final Trial trial;

    OrderClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        var problems = List.of(OrderProblem.oscillator(8), OrderProblem.pendulum(8), OrderProblem.drivenPendulum(8));
        var solvers = Stream.concat(Solvers.oneStep().stream(), Solvers.symplectic().stream())
                .toList();
        int most = Math.max(1024, 64 << settings.halvings());
        List<List<MeasuredOrder>> rows = trial.engine()
                .map(
                        IntStream.range(0, solvers.size()).boxed().toList(),
                        i -> problems.stream()
                                .filter(each -> each.termFor(solvers.get(i)).isPresent())
                                .map(each -> MeasuredOrder.of(solvers.get(i), each, settings.halvings(), most))
                                .toList());
        tables(rows);
        var claim = trial.claim("N2");
        var missed = new ArrayList<String>();
        for (var row : rows) {
            Solver solver = row.getFirst().solver();
            double least = least(row);
            claim.number("order of " + label(solver), solver.order(), least, 0.15);
            if (!(Math.abs(least - solver.order()) <= .15)) missed.add(label(solver));
        }
        claim.done("the least slope of log error over log step on y'' = -y, the pendulum and a driven pendulum, over %d"
                        .formatted(settings.halvings())
                + " halvings or as many as lie between ten times the bound on rounding and steps in which the next"
                + " power of h may be an eighth of the leading one"
                + (missed.isEmpty() ? "" : "; missed by %s: %s".formatted(String.join(", ", missed), WHY)));
    }

    private static final String WHY = "no step of double precision is both short enough and above rounding. The leading"
            + " error coefficients of Tsit5, Vern6 and Vern8 were designed to 1/15, 1/198 and 1/12 of the next order's,"
            + " whose slope shows; of Radau9's two halvings the first is too long";

    private static double least(List<MeasuredOrder> row) {
        double least = Double.POSITIVE_INFINITY;
        for (var each : row) if (!(each.slope() >= least)) least = each.slope();
        return least;
    }

    /// The name, with the order where several bear it.
    private static String label(Solver solver) {
        return solver.name().equals("GBS") ? "GBS" + (int) solver.order() : solver.name();
    }

    private void tables(List<List<MeasuredOrder>> rows) {
        trial.table(
                "orders",
                Table.builder()
                        .with("method", names(rows.stream().map(List::getFirst).toList()))
                        .with(
                                "order",
                                column(rows, row -> row.getFirst().solver().order()))
                        .with("oscillator", column(rows, row -> row.get(0).slope()))
                        .with("pendulum", column(rows, row -> row.get(1).slope()))
                        .with(
                                "driven",
                                column(rows, row -> row.size() > 2 ? row.get(2).slope() : Double.NaN))
                        .build());
        var all = rows.stream().flatMap(List::stream).toList();
        var points = all.stream()
                .flatMap(each -> IntStream.range(0, each.steps().length).mapToObj(k ->
                        new double[] {each.steps()[k], each.errors()[k], k >= each.from() && k < each.to() ? 1 : 0}))
                .toList();
        trial.table(
                "order-errors",
                Table.builder()
                        .with("method", repeated(names(all), all))
                        .with(
                                "problem",
                                repeated(
                                        all.stream()
                                                .map(m -> m.problem().name())
                                                .toList(),
                                        all))
                        .with("steps", points.stream().mapToDouble(p -> p[0]).toArray())
                        .with("error", points.stream().mapToDouble(p -> p[1]).toArray())
                        .with("in_range", points.stream().mapToDouble(p -> p[2]).toArray())
                        .build());
    }

    private static List<String> names(List<MeasuredOrder> orders) {
        return orders.stream().map(each -> label(each.solver())).toList();
    }

    /// Each word once for every step count of its measurement.
    private static List<String> repeated(List<String> words, List<MeasuredOrder> orders) {
        return IntStream.range(0, words.size())
                .boxed()
                .flatMap(i -> Arrays.stream(orders.get(i).steps()).mapToObj(_ -> words.get(i)))
                .toList();
    }

    private static double[] column(
            List<List<MeasuredOrder>> rows, java.util.function.ToDoubleFunction<List<MeasuredOrder>> value) {
        return rows.stream().mapToDouble(value).toArray();
    }
}
