package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.Parallel;
import org.onsager.solve.JumpBlock;
import org.onsager.solve.RowJumps;
import org.onsager.solve.Solve;
import org.onsager.solve.Term;

/// Many trajectories of one stochastic equation, each on a path of its own, all to the same end.
///
/// Rows are cut into blocks of fixed size whose states fit the first cache; a block is a batch that shares its
/// steps, blocks run in parallel. Row \(r\) is driven by the path of row \(r\) of the stream, so that with fixed
/// steps its trajectory depends neither on the block size nor on the number of threads, and is the one that a
/// single run on that row's path gives; with adaptive steps it depends on the block.
///
/// @param dimension  components of one row, \(d\)
/// @param rows  number of trajectories \(R\)
/// @param block  rows a block, at least 1
public record SdeEnsemble(int dimension, int rows, int block) {

    public SdeEnsemble {
        require(dimension >= 1, "dimension", dimension, "[1, inf)");
        require(rows >= 1, "rows", rows, "[1, inf)");
        require(block >= 1, "block", block, "[1, inf)");
    }

    /// Blocks that keep the handful of arrays of a low-order method in the first cache.
    public static SdeEnsemble of(int dimension, int rows) {
        return new SdeEnsemble(dimension, rows, Math.clamp(1024L / dimension, 1, rows));
    }

    /// The equation of one block.
    @FunctionalInterface
    public interface Equation {
        /// The equation driven by the paths of some rows.
        ///
        /// @param layout  the rows of the block; add channels' areas with [Layout#with]
        /// @return a new term, which no other block uses
        Term<double[]> of(Layout layout);
    }

    /// The settings of a block's problem.
    @FunctionalInterface
    public interface Settings {
        /// Adds solver, span and controller; the final state is to be kept.
        Solve<double[]> apply(Solve<double[]> problem);
    }

    /// Solves each block.
    ///
    /// @param channels  Brownian motions a row
    /// @param equation  called once a block, from several threads
    /// @param y0  initial states: component \(i\) of row \(r\) at \(i R + r\)
    /// @return the final states, laid out as `y0`
    public double[] solve(int channels, Equation equation, double[] y0, Settings settings) {
        return blocks(
                y0,
                (first, count, start) -> settings.apply(Solve.of(equation.of(layout(channels, first, count)))
                                .y0(start))
                        .run()
                        .y1());
    }

    /// Solves each block of a jump diffusion, where every row jumps at times of its own; see [JumpBlock] for what
    /// that costs and when a row goes, to the bit, the way that it goes alone.
    ///
    /// @param channels  Brownian motions a row
    /// @param equation  called once a block and once a row that jumps, from several threads
    /// @param y0  initial states: component \(i\) of row \(r\) at \(i R + r\)
    /// @param settings  gives solver, controller and span; no events
    /// @param jumps  called once a row, from several threads
    /// @return the final states, laid out as `y0`
    public double[] solve(int channels, Equation equation, double[] y0, Settings settings, RowJumps jumps) {
        return blocks(
                y0,
                (first, count, start) -> new JumpBlock(
                                settings.apply(Solve.of(equation.of(layout(channels, first, count)))
                                        .y0(start)),
                                row -> settings.apply(Solve.of(equation.of(layout(channels, row, 1)))),
                                jumps,
                                first,
                                count)
                        .run());
    }

    private static Layout layout(int channels, int first, int count) {
        return Layout.of(channels).with(Areas.W).rows(first, count);
    }

    private double[] blocks(double[] y0, Block solve) {
        if (y0.length != dimension * rows)
            throw new IllegalArgumentException("y0 must have length %d, not %d".formatted(dimension * rows, y0.length));
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

    private interface Block {
        double[] end(int first, int count, double[] start);
    }
}
