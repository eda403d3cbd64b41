package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

/// Which Brownian motions a path object holds: channel \(j\) of row \(r\) of \(R\) is at \(j R + r\).
///
/// Rows are the trajectories of an ensemble. The path of a row depends on the stream, the channel and the number
/// of the row only, not on how the ensemble is cut into blocks.
///
/// @param channels  Brownian motions a trajectory, \(m \ge 1\)
/// @param firstRow  number of the first row, at least 0
/// @param rows  number of rows \(R \ge 1\)
/// @param areas  what is known beside the increments
public record Layout(int channels, int firstRow, int rows, Areas areas) {

    public Layout {
        require(channels >= 1, "channels", channels, "[1, inf)");
        require(firstRow >= 0, "firstRow", firstRow, "[0, inf)");
        require(rows >= 1, "rows", rows, "[1, inf)");
    }

    /// One trajectory with space-time areas.
    public static Layout of(int channels) {
        return new Layout(channels, 0, 1, Areas.WH);
    }

    /// Other areas.
    public Layout with(Areas other) {
        return new Layout(channels, firstRow, rows, other);
    }

    /// The rows `first, ..., first + count - 1` of an ensemble.
    public Layout rows(int first, int count) {
        return new Layout(channels, first, count, areas);
    }

    /// Number of Brownian motions, channels x rows.
    public int size() {
        return channels * rows;
    }
}
