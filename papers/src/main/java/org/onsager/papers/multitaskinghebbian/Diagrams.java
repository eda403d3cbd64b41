package org.onsager.papers.multitaskinghebbian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.multitasking.LowLoadState;
import org.onsager.memory.multitasking.RegimeBoundaries;
import org.onsager.memory.multitasking.RegimeDiagram;
import org.onsager.memory.multitasking.Region;

/// Phase diagrams over dilution and temperature.
final class Diagrams {
    private static final double HIGHEST = 1.1;
    private static final double MOST_DILUTE = 0.98;

    private final Settings settings;
    private final Trial trial;

    Diagrams(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    /// One row of a diagram, stored.
    ///
    /// @param region  ordinal of [Region], not a number where the winner did not converge
    /// @param doubtful  cells not converged or unstable
    record Row(double[] region, double[] first, double[] last, double[] pressure, double[] smallest, double doubtful) {
        static Row of(List<LowLoadState> states, int patterns) {
            return new Row(
                    Lists.column(
                            states,
                            s -> s.regime()
                                    .map(regime ->
                                            (double) Region.of(regime, patterns).ordinal())
                                    .orElse(Double.NaN)),
                    Lists.column(states, s -> s.sortedAmplitudes()[0]),
                    Lists.column(states, s -> s.sortedAmplitudes()[patterns - 1]),
                    Lists.column(states, LowLoadState::pressure),
                    Lists.column(states, LowLoadState::smallestEigenvalue),
                    states.stream()
                            .filter(s -> !s.converged() || !(s.smallestEigenvalue() > -1e-6))
                            .count());
        }
    }

    void draw() {
        for (int patterns : settings.patterns()) for (double entropy : settings.entropies()) draw(patterns, entropy);
    }

    private void draw(int patterns, double entropy) {
        int points = settings.grid();
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> HIGHEST * i / points)
                .toArray();
        double[] dilutions = IntStream.range(0, points)
                .mapToDouble(i -> MOST_DILUTE * i / (points - 1))
                .toArray();
        String name = "phase-diagram-K%d-rho%s".formatted(patterns, entropy);
        var theories = RegimeDiagram.theories(patterns, entropy, dilutions);
        var rows = trial.map(
                name,
                Arrays.stream(temperatures).boxed().toList(),
                Row.class,
                t -> Row.of(RegimeDiagram.row(theories, t), patterns));
        double doubtful = rows.stream().mapToDouble(Row::doubtful).sum();
        trial.metric("doubtful_cells_K%d_rho%s".formatted(patterns, entropy), doubtful);
        trial.figure(name, figure(patterns, entropy, temperatures, dilutions, rows, doubtful));
        trial.table(name, table(temperatures, dilutions, rows));
    }

    private static Figure figure(
            int patterns, double entropy, double[] temperatures, double[] dilutions, List<Row> rows, double doubtful) {
        var figure = Figure.of("Regimes, K = %d, rho = %s".formatted(patterns, entropy), "dilution d", "temperature T")
                .caption(
                        ("State of the largest pressure in %d x %d cells, %.0f of them doubtful (not converged, or unstable)."
                                        + " Colour: 0 paramagnet, 1 pure, 2 hierarchical, 3 mixed, 4 parallel (all alike).")
                                .formatted(dilutions.length, temperatures.length, doubtful))
                .add(new Figure.HeatMap(
                        "regime",
                        dilutions,
                        temperatures,
                        rows.stream().map(row -> row.region().clone()).toArray(double[][]::new),
                        false));
        if (entropy == 0 && patterns > 1) {
            double[] t = IntStream.rangeClosed(1, 99).mapToDouble(i -> 0.01 * i).toArray();
            figure.line(
                    "pure state unstable to the right",
                    Arrays.stream(t).map(RegimeBoundaries::pureDilution).toArray(),
                    t);
        }
        return figure.line("T_c = 1", new double[] {0, MOST_DILUTE}, new double[] {
                    RegimeBoundaries.criticalTemperature(), RegimeBoundaries.criticalTemperature()
                })
                .build();
    }

    private static Table table(double[] temperatures, double[] dilutions, List<Row> rows) {
        int columns = dilutions.length;
        return Table.builder()
                .with("d", each(rows.size(), columns, (_, d) -> dilutions[d]))
                .with("T", each(rows.size(), columns, (t, _) -> temperatures[t]))
                .with("region", each(rows.size(), columns, (t, d) -> rows.get(t).region()[d]))
                .with(
                        "m_first",
                        each(rows.size(), columns, (t, d) -> rows.get(t).first()[d]))
                .with("m_last", each(rows.size(), columns, (t, d) -> rows.get(t).last()[d]))
                .with("A", each(rows.size(), columns, (t, d) -> rows.get(t).pressure()[d]))
                .with("eigmin", each(rows.size(), columns, (t, d) -> rows.get(t).smallest()[d]))
                .build();
    }

    @FunctionalInterface
    private interface Cell {
        double at(int t, int d);
    }

    private static double[] each(int rows, int columns, Cell value) {
        return IntStream.range(0, rows * columns)
                .mapToDouble(c -> value.at(c / columns, c % columns))
                .toArray();
    }
}
