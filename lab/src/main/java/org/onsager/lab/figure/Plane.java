package org.onsager.lab.figure;

import java.util.List;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Axis;

/// The rectangle of the page in which data are drawn, and the map from data to pixels.
record Plane(
        double left,
        double top,
        double width,
        double height,
        double xLow,
        double xHigh,
        boolean xLog,
        double yLow,
        double yHigh,
        boolean yLog) {

    /// A plane that holds all data of `traces` where an axis does not say otherwise.
    static Plane of(Axis x, Axis y, List<Figure.Trace> traces, double left, double top, double width, double height) {
        var xs = new Range(x.log());
        var ys = new Range(y.log());
        for (var trace : traces) extend(trace, xs, ys);
        double[] xEnds = xs.ends(x);
        double[] yEnds = ys.ends(y);
        return new Plane(left, top, width, height, xEnds[0], xEnds[1], x.log(), yEnds[0], yEnds[1], y.log());
    }

    /// The same data range in another rectangle.
    Plane at(double left, double top, double width, double height) {
        return new Plane(left, top, width, height, xLow, xHigh, xLog, yLow, yHigh, yLog);
    }

    private static void extend(Figure.Trace trace, Range xs, Range ys) {
        switch (trace) {
            case Figure.Line line -> {
                xs.add(line.x());
                ys.add(line.y());
            }
            case Figure.Points points -> {
                xs.add(points.x());
                ys.add(points.y());
                for (int i = 0; i < points.error().length; i++) {
                    ys.add(points.y()[i] - points.error()[i]);
                    ys.add(points.y()[i] + points.error()[i]);
                }
            }
            case Figure.Band band -> {
                xs.add(band.x());
                ys.add(band.low());
                ys.add(band.high());
            }
            case Figure.Histogram histogram -> {
                xs.tight();
                xs.add(histogram.edges());
                ys.add(histogram.heights());
                ys.floor();
            }
            case Figure.HeatMap map -> {
                xs.tight();
                ys.tight();
                xs.add(edges(map.x(), xs.log));
                ys.add(edges(map.y(), ys.log));
            }
            case Figure.Contour contour -> {
                xs.tight();
                ys.tight();
                xs.add(contour.x());
                ys.add(contour.y());
            }
            case Figure.VectorField field -> {
                xs.add(field.x());
                ys.add(field.y());
            }
            case Figure.Graph graph -> {
                xs.add(graph.x());
                ys.add(graph.y());
            }
            case Figure.ImageGrid _ -> {}
            case Figure.Frames frames ->
                frames.frames().forEach(frame -> frame.forEach(inner -> extend(inner, xs, ys)));
        }
    }

    /// The edges of cells around ascending centres: half way between them, and as far beyond the ends.
    static double[] edges(double[] centres, boolean log) {
        int n = centres.length;
        var edges = new double[n + 1];
        if (n == 1)
            return log
                    ? new double[] {centres[0] / 1.5, centres[0] * 1.5}
                    : new double[] {centres[0] - 0.5, centres[0] + 0.5};
        for (int i = 1; i < n; i++) {
            edges[i] = log ? Math.sqrt(centres[i - 1] * centres[i]) : (centres[i - 1] + centres[i]) / 2;
        }
        edges[0] = log ? centres[0] * centres[0] / edges[1] : 2 * centres[0] - edges[1];
        edges[n] = log ? centres[n - 1] * centres[n - 1] / edges[n - 1] : 2 * centres[n - 1] - edges[n - 1];
        return edges;
    }

    /// The horizontal pixel of a value; NaN if a logarithmic axis has no place for it.
    double px(double x) {
        return left + width * fraction(x, xLow, xHigh, xLog);
    }

    /// The vertical pixel of a value, downwards.
    double py(double y) {
        return top + height * (1 - fraction(y, yLow, yHigh, yLog));
    }

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    private static double fraction(double value, double low, double high, boolean log) {
        if (!log) return (value - low) / (high - low);
        return value > 0 ? Math.log(value / low) / Math.log(high / low) : Double.NaN;
    }

    /// Least and greatest of the values that an axis can show.
    static final class Range {
        private final boolean log;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private boolean tight;
        private boolean floor;

        Range(boolean log) {
            this.log = log;
        }

        void add(double... values) {
            for (double value : values) {
                if (!Double.isFinite(value) || log && value <= 0) continue;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }

        /// Leaves no room beyond the data.
        void tight() {
            tight = true;
        }

        /// Starts a linear axis at zero.
        void floor() {
            if (log) return;
            add(0);
            floor = true;
        }

        double[] ends(Axis axis) {
            boolean fixedLow = Double.isFinite(axis.low()) && (!log || axis.low() > 0);
            boolean fixedHigh = Double.isFinite(axis.high()) && (!log || axis.high() > 0);
            double from = fixedLow ? axis.low() : low;
            double to = fixedHigh ? axis.high() : high;
            if (!(from < to)) {
                double middle = Double.isFinite(from) ? from : Double.isFinite(to) ? to : log ? 1 : 0;
                double around = middle == 0 ? 1 : Math.abs(middle) / 2;
                return log ? new double[] {middle / 3, middle * 3} : new double[] {middle - around, middle + around};
            }
            double room = tight ? 0 : 0.04;
            double pad = log ? Math.pow(to / from, room) : room * (to - from);
            if (!fixedLow && !(floor && from == 0)) from = log ? from / pad : from - pad;
            if (!fixedHigh) to = log ? to * pad : to + (floor ? 0.05 * (to - from) : pad);
            return new double[] {from, to};
        }
    }
}
