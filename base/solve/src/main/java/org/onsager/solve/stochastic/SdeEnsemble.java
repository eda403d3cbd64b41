package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.Parallel;
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
        if (y0.length != dimension * rows)
            throw new IllegalArgumentException("y0 must have length %d, not %d".formatted(dimension * rows, y0.length));
        var result = new double[y0.length];
        Parallel.range(Math.ceilDiv(rows, block), 1, (from, to) -> {
            for (int b = from; b < to; b++) solveBlock(channels, equation, y0, settings, b * block, result);
        });
        return result;
    }

    private void solveBlock(
            int channels, Equation equation, double[] y0, Settings settings, int first, double[] result) {
        int count = Math.min(block, rows - first);
        var start = new double[dimension * count];
        for (int j = 0; j < dimension; j++) System.arraycopy(y0, j * rows + first, start, j * count, count);
        Term<double[]> term = equation.of(Layout.of(channels).with(Areas.W).rows(first, count));
        double[] end = settings.apply(Solve.of(term).y0(start)).run().y1();
        for (int j = 0; j < dimension; j++) System.arraycopy(end, j * count, result, j * rows + first, count);
    }
}
