package org.onsager.papers.densehebbianrsb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.GroundState;
import org.onsager.memory.dense.PhaseBoundaries;
import org.onsager.memory.dense.RsTheory;
import org.onsager.memory.rsb.RsbDiagram;
import org.onsager.memory.rsb.RsbSolver;

/// Phase diagrams with broken and symmetric lines.
final class Diagrams {
    private static final double HIGHEST = 1.1;

    private final Settings settings;
    private final Trial trial;

    Diagrams(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// One row of a diagram, stored.
    record Row(
            double[] phase,
            double[] symmetricPhase,
            double[] m,
            double[] q1,
            double[] q2,
            double[] theta,
            double[] pressure,
            double[] energy,
            double[] entropy,
            double[] stability,
            double[] glassTheta,
            double[] residual,
            double[] unconverged) {

        static Row of(List<RsbDiagram.Cell> cells) {
            return new Row(
                    cells.stream().mapToDouble(c -> c.phase().order()).toArray(),
                    cells.stream().mapToDouble(c -> c.symmetricPhase().order()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).order().m()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).order().q1()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).order().q2()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).order().theta()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).pressure()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).energy()).toArray(),
                    cells.stream().mapToDouble(c -> winner(c).entropy()).toArray(),
                    cells.stream()
                            .mapToDouble(c -> c.retrieval().symmetric().retrieves()
                                    ? c.retrieval().symmetric().almeidaThouless()
                                    : Double.NaN)
                            .toArray(),
                    cells.stream()
                            .mapToDouble(
                                    c -> c.glass().broken() ? c.glass().order().theta() : 1)
                            .toArray(),
                    cells.stream().mapToDouble(c -> winner(c).residual()).toArray(),
                    cells.stream().mapToDouble(c -> c.converged() ? 0 : 1).toArray());
        }

        private static org.onsager.memory.rsb.RsbSolution winner(RsbDiagram.Cell cell) {
            return cell.phase() == org.onsager.memory.dense.Phase.RETRIEVAL ? cell.retrieval() : cell.glass();
        }
    }

    void draw() {
        for (int order : settings.orders()) draw(order);
    }

    private void draw(int order) {
        var solver = RsbSolver.of(order);
        int points = settings.grid();
        double widest = 1.6 * new GroundState(RsTheory.of(order, 0)).capacity().gamma();
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> HIGHEST * i / points)
                .toArray();
        double[] loads = IntStream.range(0, points)
                .mapToDouble(i -> widest * i / (points - 1))
                .toArray();
        String name = "phase-diagram-P" + order;
        var rows = trial.map(
                name,
                Arrays.stream(temperatures).boxed().toList(),
                Row.class,
                t -> Row.of(RsbDiagram.row(solver, t, loads, settings.breakRetrieval())));
        double unconverged = rows.stream()
                .flatMapToDouble(row -> Arrays.stream(row.unconverged()))
                .sum();
        trial.metric("unconverged_cells_P" + order, unconverged);
        trial.figure(name, figure(order, solver, temperatures, loads, rows, unconverged));
        trial.figure(
                "weight-P" + order,
                Figure.of("Weight theta of the glass, P = " + order, "load gamma", "scaled temperature T'")
                        .caption("1 where the glass has no weight (no breaking). Depends on T'/sqrt(gamma) alone.")
                        .add(new Figure.HeatMap("theta", loads, temperatures, matrix(rows, Row::glassTheta), false))
                        .build());
        trial.table(name, table(temperatures, loads, rows));
    }

    private Figure figure(
            int order, RsbSolver solver, double[] temperatures, double[] loads, List<Row> rows, double unconverged) {
        double widest = loads[loads.length - 1];
        var glass = solver.temperatures().orElseThrow();
        var boundaries = new PhaseBoundaries(RsTheory.of(order, 0));
        double[] spinodal = Arrays.stream(temperatures)
                .map(t -> inside(boundaries.retrievalSpinodal(t).orElse(Double.NaN), widest))
                .toArray();
        double symmetricGlass = boundaries.glassTransition(1);
        double[][] phase = matrix(rows, Row::phase);
        double[][] unsolved = matrix(rows, Row::unconverged);
        for (int t = 0; t < phase.length; t++)
            for (int g = 0; g < phase[t].length; g++) if (unsolved[t][g] > 0) phase[t][g] = Double.NaN;
        return Figure.of("Phase diagram, P = " + order, "load gamma", "scaled temperature T'")
                .caption(
                        ("Colour: 0 paramagnet, 1 spin glass, 2 metastable retrieval, 3 retrieval wins; %d x %d cells, %.0f"
                                        + " not converged (left blank). Glass with one step of breaking, retrieval %s. Lines: static"
                                        + " and dynamical glass temperature of one step, the glass of the replica-symmetric theory,"
                                        + " end of symmetric retrieval, symmetric first-order line, AT line of retrieval (symmetry"
                                        + " is unstable below).")
                                .formatted(
                                        loads.length,
                                        temperatures.length,
                                        unconverged,
                                        settings.breakRetrieval() ? "too" : "symmetric"))
                .add(new Figure.HeatMap("phase", loads, temperatures, phase, false))
                .line("static glass, 1RSB", parabola(temperatures, glass.statical(), widest), temperatures)
                .line("dynamical glass, 1RSB", parabola(temperatures, glass.dynamical(), widest), temperatures)
                .line("glass, RS", parabola(temperatures, 1 / Math.sqrt(symmetricGlass), widest), temperatures)
                .line("retrieval exists, RS", spinodal, temperatures)
                .add(new Figure.Contour(
                        "retrieval wins, RS",
                        "retrieval wins, RS",
                        loads,
                        temperatures,
                        matrix(rows, Row::symmetricPhase),
                        new double[] {2.5}))
                .add(new Figure.Contour(
                        "AT line", "AT line", loads, temperatures, matrix(rows, Row::stability), new double[] {0}))
                .build();
    }

    /// \(\gamma = (T'/T'_1)^2\).
    private static double[] parabola(double[] temperatures, double atUnitLoad, double widest) {
        return Arrays.stream(temperatures)
                .map(t -> inside(t * t / (atUnitLoad * atUnitLoad), widest))
                .toArray();
    }

    private static double inside(double gamma, double widest) {
        return gamma <= widest ? gamma : Double.NaN;
    }

    private static double[][] matrix(List<Row> rows, java.util.function.Function<Row, double[]> column) {
        return rows.stream().map(row -> column.apply(row).clone()).toArray(double[][]::new);
    }

    private static Table table(double[] temperatures, double[] loads, List<Row> rows) {
        int columns = loads.length;
        var builder = Table.builder()
                .with("gamma", each(rows.size(), columns, (_, g) -> loads[g]))
                .with("T", each(rows.size(), columns, (t, _) -> temperatures[t]))
                .with("phase", each(rows.size(), columns, (t, g) -> rows.get(t).phase()[g]))
                .with(
                        "phase_RS",
                        each(rows.size(), columns, (t, g) -> rows.get(t).symmetricPhase()[g]))
                .with("m", each(rows.size(), columns, (t, g) -> rows.get(t).m()[g]))
                .with("q1", each(rows.size(), columns, (t, g) -> rows.get(t).q1()[g]))
                .with("q2", each(rows.size(), columns, (t, g) -> rows.get(t).q2()[g]))
                .with("theta", each(rows.size(), columns, (t, g) -> rows.get(t).theta()[g]));
        return builder.with(
                        "A", each(rows.size(), columns, (t, g) -> rows.get(t).pressure()[g]))
                .with("u", each(rows.size(), columns, (t, g) -> rows.get(t).energy()[g]))
                .with("s", each(rows.size(), columns, (t, g) -> rows.get(t).entropy()[g]))
                .with(
                        "AT_retrieval",
                        each(rows.size(), columns, (t, g) -> rows.get(t).stability()[g]))
                .with(
                        "residual",
                        each(rows.size(), columns, (t, g) -> rows.get(t).residual()[g]))
                .with(
                        "unconverged",
                        each(rows.size(), columns, (t, g) -> rows.get(t).unconverged()[g]))
                .build();
    }

    @FunctionalInterface
    private interface CellValue {
        double at(int t, int g);
    }

    private static double[] each(int rows, int columns, CellValue value) {
        return IntStream.range(0, rows * columns)
                .mapToDouble(c -> value.at(c / columns, c % columns))
                .toArray();
    }
}
