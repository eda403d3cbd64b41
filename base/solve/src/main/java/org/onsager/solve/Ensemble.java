package org.onsager.solve;

import java.util.List;
import org.onsager.numerics.Parallel;

/// Many trajectories of one equation from different initial states (and parameters), all to the same end.
///
/// Rows are cut into blocks of fixed size that fit the first cache; each block is a batch with steps of its own,
/// blocks run in parallel. The same bits on any number of threads. Initial states and results are structures of
/// arrays: component \(j\) of row \(r\) of \(R\) is at \(j R + r\).
///
/// @param dimension  components of one row
/// @param rows  number of trajectories \(R\)
/// @param block  rows a block, at least 1; 1 gives every row its own adaptive steps
public record Ensemble(int dimension, int rows, int block) {

    public Ensemble {
        if (dimension < 1) throw new IllegalArgumentException("dimension must be in [1, inf), not " + dimension);
        if (rows < 1) throw new IllegalArgumentException("rows must be in [1, inf), not " + rows);
        if (block < 1) throw new IllegalArgumentException("block must be in [1, inf), not " + block);
    }

    /// Blocks that keep some fifteen arrays of the state in 32 kB.
    public static Ensemble of(int dimension, int rows) {
        return new Ensemble(dimension, rows, Math.clamp(256L / dimension, 1, rows));
    }

    /// A right-hand side for consecutive rows.
    @FunctionalInterface
    public interface Field {
        /// Writes the rates of `count` rows, of which the first is row `first` of the ensemble (for its
        /// parameters); component \(j\) of the block's row \(r\) is at `j * count + r`.
        void rate(double t, double[] y, double[] rate, int first, int count);
    }

    /// Solves each block.
    ///
    /// @param field  called from several threads
    /// @param y0  initial states, of length dimension x rows
    /// @param settings  gives a block's problem its solver, controller and span; must keep the final state
    /// @return the final states, laid out as `y0`
    public double[] solve(Field field, double[] y0, Settings settings) {
        return blocks(
                y0,
                (first, count, start) -> settings.apply(
                                Solve.of(ode(field, first, count)).y0(start))
                        .run()
                        .y1());
    }

    /// Solves each block, where every row jumps at times of its own; see [JumpBlock] for what that costs and when
    /// a row goes, to the bit, the way that it goes alone.
    ///
    /// @param field  called from several threads
    /// @param y0  initial states, of length dimension x rows
    /// @param settings  gives solver, controller and span; no events
    /// @param jumps  called once a row, from several threads
    /// @return the final states, laid out as `y0`
    public double[] solve(Field field, double[] y0, Settings settings, RowJumps jumps) {
        return blocks(
                y0,
                (first, count, start) -> new JumpBlock(
                                settings.apply(
                                        Solve.of(ode(field, first, count)).y0(start)),
                                row -> settings.apply(Solve.of(ode(field, row, 1))),
                                jumps,
                                first,
                                count)
                        .run());
    }

    /// Solves every row by itself and keeps all of its solution: with steps, events, jumps and saved values of
    /// its own, where [#solve] steps rows together for their final states.
    ///
    /// @param field  called from several threads for one row each
    /// @param y0  initial states, of length dimension x rows
    /// @param settings  called once a row, from several threads
    /// @return the solutions in the order of the rows
    public List<Solution<double[]>> solutions(Field field, double[] y0, RowSettings settings) {
        checkLength(y0);
        @SuppressWarnings({"unchecked", "rawtypes"})
        Solution<double[]>[] result = new Solution[rows];
        Parallel.range(rows, 8, (from, to) -> {
            for (int r = from; r < to; r++) {
                var start = new double[dimension];
                for (int j = 0; j < dimension; j++) start[j] = y0[j * rows + r];
                result[r] =
                        settings.apply(r, Solve.of(ode(field, r, 1)).y0(start)).run();
            }
        });
        return List.of(result);
    }

    private void checkLength(double[] y0) {
        if (y0.length != dimension * rows)
            throw new IllegalArgumentException("y0 must have length %d, not %d".formatted(dimension * rows, y0.length));
    }

    private Ode ode(Field field, int first, int count) {
        return Ode.of((t, y, dy) -> field.rate(t, y, dy, first, count)).on(new BatchSpace(dimension, count));
    }

    private double[] blocks(double[] y0, Block solve) {
        checkLength(y0);
        var result = new double[y0.length];
        Parallel.range(Math.ceilDiv(rows, block), 1, (from, to) -> {
            for (int b = from; b < to; b++) solveBlock(solve, y0, b * block, result);
        });
        return result;
    }

    private void solveBlock(Block solve, double[] y0, int first, double[] result) {
        int count = Math.min(block, rows - first);
        var start = new double[dimension * count];
        for (int j = 0; j < dimension; j++) System.arraycopy(y0, j * rows + first, start, j * count, count);
        double[] end = solve.end(first, count, start);
        for (int j = 0; j < dimension; j++) System.arraycopy(end, j * count, result, j * rows + first, count);
    }

    /// The settings of a row's problem.
    @FunctionalInterface
    public interface RowSettings {
        /// Adds solver, controller, span, events and what is to be kept.
        Solve<double[]> apply(int row, Solve<double[]> problem);
    }

    private interface Block {
        double[] end(int first, int count, double[] start);
    }

    /// The settings of a block's problem.
    @FunctionalInterface
    public interface Settings {
        /// Adds them.
        Solve<double[]> apply(Solve<double[]> problem);
    }
}
