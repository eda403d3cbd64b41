package org.onsager.lab.figure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Level lines of numbers on a grid by marching squares, joined into as few polylines as possible.
///
/// Crossings are placed by linear interpolation along the edges of cells; a saddle cell is decided by the mean of
/// its corners; cells with a corner that is not finite are left out.
///
/// Source: W. E. Lorensen and H. E. Cline, *Marching Cubes*, SIGGRAPH 1987, in two dimensions.
final class Isolines {
    private final double[] x;
    private final double[] y;
    private final double[][] values;
    private final double level;
    private final Map<Long, ArrayDeque<Long>> neighbours = new HashMap<>();
    private final List<Long> order = new ArrayList<>();

    /// One polyline; closed if its last point is its first.
    record Curve(double[] x, double[] y) {}

    private Isolines(double[] x, double[] y, double[][] values, double level) {
        this.x = x;
        this.y = y;
        this.values = values;
        this.level = level;
    }

    /// The lines where `values[row][column]` at `(x[column], y[row])` passes through `level`.
    static List<Curve> of(double[] x, double[] y, double[][] values, double level) {
        var lines = new Isolines(x, y, values, level);
        for (int r = 0; r + 1 < y.length; r++) for (int c = 0; c + 1 < x.length; c++) lines.cell(r, c);
        return lines.join();
    }

    private boolean above(int r, int c) {
        return values[r][c] >= level;
    }

    private void cell(int r, int c) {
        double sum = values[r][c] + values[r][c + 1] + values[r + 1][c + 1] + values[r + 1][c];
        if (!Double.isFinite(sum)) return;
        int kind = (above(r, c) ? 1 : 0)
                | (above(r, c + 1) ? 2 : 0)
                | (above(r + 1, c + 1) ? 4 : 0)
                | (above(r + 1, c) ? 8 : 0);
        long south = edge(r, c, false);
        long north = edge(r + 1, c, false);
        long west = edge(r, c, true);
        long east = edge(r, c + 1, true);
        boolean high = sum / 4 >= level;
        switch (kind) {
            case 1, 14 -> join(west, south);
            case 2, 13 -> join(south, east);
            case 3, 12 -> join(west, east);
            case 4, 11 -> join(east, north);
            case 6, 9 -> join(south, north);
            case 7, 8 -> join(west, north);
            case 5 -> {
                join(west, high ? north : south);
                join(east, high ? south : north);
            }
            case 10 -> {
                join(west, high ? south : north);
                join(east, high ? north : south);
            }
            default -> {}
        }
    }

    /// An edge of the grid as one number: from node `(r, c)` up (to the next row) or right.
    private long edge(int r, int c, boolean up) {
        return ((long) r * x.length + c) * 2 + (up ? 1 : 0);
    }

    private void join(long a, long b) {
        for (long end : new long[] {a, b}) {
            if (!neighbours.containsKey(end)) {
                neighbours.put(end, new ArrayDeque<>(2));
                order.add(end);
            }
        }
        neighbours.getOrDefault(a, new ArrayDeque<>()).add(b);
        neighbours.getOrDefault(b, new ArrayDeque<>()).add(a);
    }

    private List<Curve> join() {
        var curves = new ArrayList<Curve>();
        // Open lines from their ends first; what remains are loops.
        for (long end : order) if (free(end) == 1) curves.add(follow(end));
        for (long end : order) if (free(end) > 0) curves.add(follow(end));
        return curves;
    }

    private int free(long edge) {
        return neighbours.getOrDefault(edge, new ArrayDeque<>()).size();
    }

    private Curve follow(long start) {
        var path = new ArrayList<Long>(List.of(start));
        long at = start;
        while (free(at) > 0) {
            long next = neighbours.getOrDefault(at, new ArrayDeque<>()).removeFirst();
            neighbours.getOrDefault(next, new ArrayDeque<>()).removeFirstOccurrence(at);
            path.add(next);
            at = next;
        }
        var px = new double[path.size()];
        var py = new double[path.size()];
        for (int i = 0; i < px.length; i++) place(path.get(i), i, px, py);
        return new Curve(px, py);
    }

    private void place(long edge, int i, double[] px, double[] py) {
        int node = (int) (edge / 2);
        int r = node / x.length;
        int c = node % x.length;
        int r2 = edge % 2 == 1 ? r + 1 : r;
        int c2 = edge % 2 == 1 ? c : c + 1;
        double t = (level - values[r][c]) / (values[r2][c2] - values[r][c]);
        px[i] = x[c] + t * (x[c2] - x[c]);
        py[i] = y[r] + t * (y[r2] - y[r]);
    }
}
