package org.onsager.memory.multitasking;

import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.Parallel;

/// Which state wins over the plane of dilution and temperature.
///
/// Each cell starts from the pure, every symmetric and the hierarchical state, and keeps the state of the largest
/// pressure. Cost: some 0.1 ms a cell for \(K = 3\) stored patterns, 1 ms behind noise.
///
/// @param patterns  \(K\)
/// @param entropy  \(\rho\)
/// @param dilutions  columns, ascending
/// @param temperatures  rows, ascending
/// @param cells  `cells.get(t).get(d)`: the winner
public record RegimeDiagram(
        int patterns, double entropy, double[] dilutions, double[] temperatures, List<List<LowLoadState>> cells) {

    public RegimeDiagram {
        cells = cells.stream().map(List::copyOf).toList();
    }

    /// Solves every cell, rows in parallel.
    ///
    /// @param patterns  \(K \in [1, 10]\)
    /// @param entropy  \(\rho \ge 0\), Gaussian
    /// @param dilutions  each in \([0, 1)\)
    /// @param temperatures  each at least 0
    public static RegimeDiagram compute(int patterns, double entropy, double[] dilutions, double[] temperatures) {
        var theories = theories(patterns, entropy, dilutions);
        return new RegimeDiagram(
                patterns,
                entropy,
                dilutions.clone(),
                temperatures.clone(),
                Parallel.map(temperatures.length, t -> row(theories, temperatures[t])));
    }

    /// The theories of a row, to be shared by all rows.
    public static List<LowLoadTheory> theories(int patterns, double entropy, double[] dilutions) {
        return Arrays.stream(dilutions)
                .mapToObj(d -> LowLoadTheory.gaussian(patterns, d, entropy))
                .toList();
    }

    /// The winners along one row.
    public static List<LowLoadState> row(List<LowLoadTheory> theories, double temperature) {
        return theories.stream().map(theory -> theory.winner(temperature)).toList();
    }

    /// The region of a cell; empty where the winner did not converge.
    public java.util.Optional<Region> region(int t, int d) {
        return cells.get(t).get(d).regime().map(regime -> Region.of(regime, patterns));
    }

    /// Cells whose winner did not converge or is unstable, so that a better state must have been missed.
    public long doubtful() {
        return cells.stream()
                .flatMap(List::stream)
                .filter(state -> !state.converged() || !(state.smallestEigenvalue() > -1e-6))
                .count();
    }
}
