package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;
import org.onsager.solve.OrderConditions;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.ErkTableau;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.implicit.Collocation;
import org.onsager.solve.implicit.DiagonallyImplicit;
import org.onsager.solve.implicit.DirkTableau;
import org.onsager.solve.implicit.Kvaerno3;
import org.onsager.solve.implicit.Kvaerno5;
import org.onsager.solve.implicit.Radau;

/// Claims N1 and N3: coefficients.
final class TableauClaims {
    private final Trial trial;

    TableauClaims(Trial trial) {
        this.trial = trial;
    }

    void measure() {
        conditions();
        stability();
    }

    private record Row(String name, int order, double residual) {}

    private void conditions() {
        var rows = new ArrayList<Row>();
        for (Solver solver : Solvers.all()) {
            switch (solver) {
                case ExplicitRungeKutta explicit -> rows.add(explicit(explicit));
                case DiagonallyImplicit implicit -> rows.addAll(diagonal(implicit));
                case Collocation collocation ->
                    rows.add(row(
                            collocation.name(),
                            collocation.tableau().a(),
                            collocation.tableau().b(),
                            collocation.tableau().order()));
                default -> {}
            }
        }
        trial.table(
                "order-conditions",
                Table.builder()
                        .with("method", rows.stream().map(Row::name).toList())
                        .with("order", rows.stream().mapToInt(Row::order).toArray())
                        .with(
                                "residual",
                                rows.stream().mapToDouble(Row::residual).toArray())
                        .build());
        var worst = rows.stream().max(Comparator.comparingDouble(Row::residual)).orElseThrow();
        trial.claim("N1")
                .number(
                        "largest residual of %d tableaux (%s)".formatted(rows.size(), worst.name()),
                        0,
                        worst.residual(),
                        1e-12)
                .done("conditions of all rooted trees up to the order (to 9 nodes), by the coefficients as stored,"
                        + " evaluated in 40 digits");
    }

    private static Row explicit(ExplicitRungeKutta solver) {
        ErkTableau tableau = solver.tableau();
        int n = tableau.stages();
        var a = new double[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) a[i][j] = tableau.a(i, j);
        return row(
                solver.name(), a, IntStream.range(0, n).mapToDouble(tableau::b).toArray(), tableau.order());
    }

    private static List<Row> diagonal(DiagonallyImplicit solver) {
        DirkTableau tableau = solver.tableau();
        int n = tableau.stages();
        var a = new double[n][n];
        var explicit = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                a[i][j] = tableau.a(i, j);
                explicit[i][j] = tableau.explicit(i, j);
            }
        double[] b = IntStream.range(0, n).mapToDouble(tableau::b).toArray();
        var rows = new ArrayList<Row>();
        rows.add(row(solver.name(), a, b, tableau.order()));
        double[] explicitB =
                IntStream.range(0, n).mapToDouble(tableau::explicitB).toArray();
        if (tableau.hasExplicit())
            rows.add(row(solver.name() + " (explicit part)", explicit, explicitB, tableau.order()));
        return rows;
    }

    private static Row row(String name, double[][] a, double[] b, int order) {
        return new Row(name, order, OrderConditions.residual(a, b, Math.min(order, 9)));
    }

    private void stability() {
        var claim = trial.claim("N3");
        Solver[] solvers = {new Kvaerno3(), new Kvaerno5(), new Radau(3)};
        double[] expected = {.36142380843, .36800049188, .36792452830};
        for (int k = 0; k < solvers.length; k++) {
            claim.number("R(-1) of " + solvers[k].name(), expected[k], oneStep(solvers[k], 1), 1e-9);
            claim.number("R(-1e6) of " + solvers[k].name(), 0, oneStep(solvers[k], 1e6), 1e-5);
        }
        claim.done("one step of y' = -lambda y with h = 1");
    }

    private static double oneStep(Solver solver, double lambda) {
        Ode linear = Ode.of((t, y, d) -> d[0] = -lambda * y[0]).with(Jacobian.dense((t, y, j) -> j[0] = -lambda));
        return Solve.of(linear)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(1)
                .run()
                .y1()[0];
    }
}
