package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;

/// A Brownian path of independent cells of equal length: the fastest for steps of that length, each of which is
/// one draw. Queries that end within a cell refine it by bisection, so that finer steps see the same path.
///
/// With one channel and [Areas#W], the increment of row \(r\) over cell \(k\) is \(\sqrt h\) times normal \(r\)
/// of `stream.split("cell").at(k).at(0)`.
public final class BrownianGrid extends TreePath {
    private final double from;
    private final double step;
    private final int cells;
    private final double end;
    private final double resolution;
    private final RandomStream places;

    /// A path of `cells` cells of length `step` from `from` on, refined down to a 1024th of a cell.
    public BrownianGrid(RandomStream stream, Layout layout, double from, double step, int cells) {
        this(stream, layout, from, step, cells, step / 1024);
    }

    /// A path refined down to `resolution` in (0, step].
    public BrownianGrid(RandomStream stream, Layout layout, double from, double step, int cells, double resolution) {
        require(step > 0 && step < Double.POSITIVE_INFINITY, "step", step, "(0, inf)");
        require(cells >= 1, "cells", cells, "[1, inf)");
        super(stream, layout, levels(step, resolution), true);
        this.from = from;
        this.step = step;
        this.cells = cells;
        end = from + cells * step;
        this.resolution = resolution;
        places = stream.split("cell");
    }

    /// Cells of the length of `steps` equal steps over \([from, to]\).
    public static BrownianGrid over(RandomStream stream, Layout layout, double from, double to, int steps) {
        checkSpan(from, to);
        return new BrownianGrid(stream, layout, from, (to - from) / steps, steps);
    }

    @Override
    public double resolution() {
        return resolution;
    }

    @Override
    int cells() {
        return cells;
    }

    @Override
    double edge(int cell) {
        return cell == cells ? end : from + cell * step;
    }

    /// Steps computed in another way than the grid's edges differ from them by rounding.
    @Override
    double snap(double t) {
        double edge = edge(Math.clamp(Math.round((t - from) / step), 0, cells));
        return Math.abs(t - edge) <= 1e-9 * step ? edge : t;
    }

    @Override
    int near(double t) {
        return (int) Math.round((t - from) / step);
    }

    @Override
    void cell(int number, Piece into) {
        draw(places.at(number), step, into);
    }
}
