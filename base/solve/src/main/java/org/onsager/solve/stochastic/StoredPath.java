package org.onsager.solve.stochastic;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;

/// A path with given values at given times, refined by Brownian bridges between them: measured or recorded noise,
/// or the increments of another simulation.
///
/// Areas of the cells are given too, or drawn from the stream as independent of the increments, as they are in
/// law.
public final class StoredPath extends TreePath {
    private final double[] times;
    private final double[][][] values;
    private final double resolution;
    private final RandomStream places;
    private final Piece scratch;

    /// A path through given increments.
    ///
    /// @param times  \(n + 1\) ascending times
    /// @param values  one array a functional that is given (\(W\); \(W, H\); or \(W, H, K\)), each of \(n\) rows
    ///     of layout.size() numbers; functionals of the layout that are missing are drawn
    /// @param resolution  length down to which cells are refined, in (0, longest cell]
    public StoredPath(RandomStream stream, Layout layout, double[] times, double[][][] values, double resolution) {
        check(layout, times, values);
        super(stream, layout, levels(longest(times), resolution), true);
        this.times = times.clone();
        this.values = Arrays.stream(values)
                .map(rows -> Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new))
                .toArray(double[][][]::new);
        this.resolution = resolution;
        places = stream.split("cell");
        scratch = Piece.of(layout);
    }

    /// A path of one channel through given increments, refined to a 1024th of the longest cell.
    public static StoredPath of(RandomStream stream, Areas areas, double[] times, double[][] values) {
        var rows = Arrays.stream(values)
                .map(kind -> Arrays.stream(kind).mapToObj(x -> new double[] {x}).toArray(double[][]::new))
                .toArray(double[][][]::new);
        return new StoredPath(stream, Layout.of(1).with(areas), times, rows, longest(times) / 1024);
    }

    private static double longest(double[] times) {
        double longest = 0;
        for (int i = 1; i < times.length; i++) longest = Math.max(longest, times[i] - times[i - 1]);
        return longest;
    }

    private static void check(Layout layout, double[] times, double[][][] values) {
        if (times.length < 2)
            throw new IllegalArgumentException("times must hold at least 2 times, not " + times.length);
        for (int i = 1; i < times.length; i++)
            if (!(times[i] > times[i - 1]))
                throw new IllegalArgumentException(
                        "times must ascend, but %s follows %s".formatted(times[i], times[i - 1]));
        if (values.length < 1 || values.length > layout.areas().kinds())
            throw new IllegalArgumentException("values must hold 1 to %d functionals, not %d"
                    .formatted(layout.areas().kinds(), values.length));
        for (double[][] kind : values) {
            if (kind.length != times.length - 1)
                throw new IllegalArgumentException("values must have %d rows, one between two times, not %d"
                        .formatted(times.length - 1, kind.length));
            for (double[] row : kind)
                if (row.length != layout.size())
                    throw new IllegalArgumentException(
                            "a row of values must have length %d, not %d".formatted(layout.size(), row.length));
        }
    }

    @Override
    public double resolution() {
        return resolution;
    }

    @Override
    int cells() {
        return times.length - 1;
    }

    @Override
    double edge(int cell) {
        return times[cell];
    }

    @Override
    int near(double t) {
        int i = Arrays.binarySearch(times, t);
        return i >= 0 ? i : -i - 2;
    }

    @Override
    void cell(int number, Piece into) {
        if (values.length < layout().areas().kinds()) {
            draw(places.at(number), times[number + 1] - times[number], scratch);
            into.set(scratch);
        }
        into.length = times[number + 1] - times[number];
        for (int kind = 0; kind < values.length; kind++) {
            double[] row = values[kind][number];
            System.arraycopy(row, 0, kind == 0 ? into.w : kind == 1 ? into.h : into.k, 0, row.length);
        }
    }
}
