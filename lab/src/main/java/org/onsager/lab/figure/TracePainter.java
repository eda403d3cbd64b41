package org.onsager.lab.figure;

import java.util.Arrays;
import org.onsager.lab.Figure;
import org.onsager.lab.Figure.Dash;

/// Draws one trace inside a plane.
///
/// @param shades  the range of values that colours run over
/// @param overMap  whether a map lies below, so that lines need a white rim to be seen
record TracePainter(Canvas canvas, Plane plane, Palette palette, Shades shades, boolean overMap) {
    private static final double LINE = 1.8;

    void paint(Figure.Trace trace) {
        int colour = palette.colour(trace);
        switch (trace) {
            case Figure.Line line -> line(line.x(), line.y(), new Canvas.Stroke(colour, LINE, line.dash(), 1));
            case Figure.Points points -> points(points, colour);
            case Figure.Band band -> band(band, colour);
            case Figure.Histogram histogram -> histogram(histogram, colour);
            case Figure.HeatMap map -> heatMap(map);
            case Figure.Contour contour -> contour(contour, colour);
            case Figure.VectorField field -> arrows(field, colour);
            case Figure.Graph graph -> graph(graph);
            case Figure.ImageGrid _, Figure.Frames _ -> {}
        }
    }

    /// A polyline broken where a coordinate is not finite.
    private void line(double[] x, double[] y, Canvas.Stroke stroke) {
        if (overMap) path(x, y, Canvas.Stroke.of(0xffffff, stroke.width() + 2));
        path(x, y, stroke);
    }

    private void path(double[] x, double[] y, Canvas.Stroke stroke) {
        int n = Math.min(x.length, y.length);
        var px = new double[n];
        var py = new double[n];
        int count = 0;
        for (int i = 0; i <= n; i++) {
            double u = i < n ? plane.px(x[i]) : Double.NaN;
            double v = i < n ? plane.py(y[i]) : Double.NaN;
            if (Double.isFinite(u) && Double.isFinite(v)) {
                px[count] = u;
                py[count++] = v;
            } else if (count > 0) {
                if (count == 1)
                    canvas.circle(px[0], py[0], stroke.width() / 2, stroke.colour(), Canvas.Stroke.of(0, 0));
                canvas.polyline(Arrays.copyOf(px, count), Arrays.copyOf(py, count), stroke);
                count = 0;
            }
        }
    }

    private void points(Figure.Points points, int colour) {
        int shape = palette.index(points);
        boolean many = points.x().length > 400;
        for (int i = 0; i < points.x().length; i++) {
            double u = plane.px(points.x()[i]);
            double v = plane.py(points.y()[i]);
            if (!Double.isFinite(u) || !Double.isFinite(v)) continue;
            if (i < points.error().length) bar(u, points.y()[i], points.error()[i], colour);
            marker(u, v, many ? 1.6 : 3.6, shape, colour);
        }
    }

    private void bar(double u, double value, double error, int colour) {
        if (!(error > 0)) return;
        double top = plane.py(value + error);
        double bottom = plane.py(value - error);
        // On a logarithmic axis a bar that reaches zero leaves the plane.
        if (!Double.isFinite(bottom)) bottom = plane.bottom() + 10;
        var stroke = Canvas.Stroke.of(colour, 1.2);
        canvas.line(u, top, u, bottom, stroke);
        canvas.line(u - 3, top, u + 3, top, stroke);
        canvas.line(u - 3, bottom, u + 3, bottom, stroke);
    }

    /// Circle, square, triangle, diamond in turn, so that groups stay apart without colour.
    void marker(double u, double v, double r, int shape, int colour) {
        switch (shape % 4) {
            case 0 -> canvas.circle(u, v, r, colour, Canvas.Stroke.of(0xffffff, 0.6));
            case 1 -> canvas.rect(u - 0.9 * r, v - 0.9 * r, 1.8 * r, 1.8 * r, colour, 1);
            case 2 ->
                canvas.polygon(
                        new double[] {u - 1.1 * r, u + 1.1 * r, u},
                        new double[] {v + 0.8 * r, v + 0.8 * r, v - 1.2 * r},
                        colour,
                        1);
            default ->
                canvas.polygon(
                        new double[] {u - 1.25 * r, u, u + 1.25 * r, u},
                        new double[] {v, v - 1.25 * r, v, v + 1.25 * r},
                        colour,
                        1);
        }
    }

    private void band(Figure.Band band, int colour) {
        int n = band.x().length;
        int start = 0;
        for (int i = 0; i <= n; i++) {
            boolean whole = i < n
                    && Double.isFinite(plane.px(band.x()[i]))
                    && Double.isFinite(band.low()[i])
                    && Double.isFinite(plane.py(band.high()[i]));
            if (whole) continue;
            if (i > start) band(band, start, i, colour);
            start = i + 1;
        }
    }

    private void band(Figure.Band band, int from, int to, int colour) {
        int n = to - from;
        var px = new double[2 * n];
        var py = new double[2 * n];
        for (int i = 0; i < n; i++) {
            px[i] = px[2 * n - 1 - i] = plane.px(band.x()[from + i]);
            py[i] = plane.py(band.high()[from + i]);
            double low = plane.py(band.low()[from + i]);
            py[2 * n - 1 - i] = Double.isFinite(low) ? low : plane.bottom() + 10;
        }
        canvas.polygon(px, py, colour, 0.22);
    }

    private void histogram(Figure.Histogram histogram, int colour) {
        double floor = plane.yLog() ? plane.bottom() : plane.py(0);
        int n = histogram.heights().length;
        var px = new double[2 * n + 2];
        var py = new double[2 * n + 2];
        px[0] = plane.px(histogram.edges()[0]);
        py[0] = floor;
        for (int i = 0; i < n; i++) {
            double top = plane.py(histogram.heights()[i]);
            double left = plane.px(histogram.edges()[i]);
            double right = plane.px(histogram.edges()[i + 1]);
            if (!Double.isFinite(top)) top = floor;
            if (top != floor)
                canvas.rect(left, Math.min(top, floor), right - left, Math.abs(floor - top), colour, 0.35);
            px[2 * i + 1] = left;
            px[2 * i + 2] = right;
            py[2 * i + 1] = py[2 * i + 2] = top;
        }
        px[2 * n + 1] = px[2 * n];
        py[2 * n + 1] = floor;
        canvas.polyline(px, py, Canvas.Stroke.of(colour, 1.2));
    }

    private void heatMap(Figure.HeatMap map) {
        double[] xs = pixels(Plane.edges(map.x(), plane.xLog()), true);
        double[] ys = pixels(Plane.edges(map.y(), plane.yLog()), false);
        double left = xs[0];
        double top = ys[ys.length - 1];
        double width = xs[xs.length - 1] - left;
        double height = ys[0] - top;
        boolean even = isEven(xs) && isEven(ys);
        int columns = even ? map.x().length : (int) Math.ceil(width);
        int rows = even ? map.y().length : (int) Math.ceil(height);
        var pixels = new int[rows * columns];
        for (int r = 0; r < rows; r++) {
            int row = cell(ys, top + height * (r + 0.5) / rows);
            for (int c = 0; c < columns; c++) {
                int column = cell(xs, left + width * (c + 0.5) / columns);
                double value = map.values()[row][column];
                pixels[r * columns + c] = Double.isNaN(value) ? -1 : shades.colour(value);
            }
        }
        canvas.image(left, top, width, height, pixels, columns);
    }

    private double[] pixels(double[] edges, boolean horizontal) {
        return Arrays.stream(edges).map(horizontal ? plane::px : plane::py).toArray();
    }

    private static boolean isEven(double[] edges) {
        double step = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
        for (int i = 1; i < edges.length; i++) {
            if (Math.abs(edges[i] - edges[i - 1] - step) > 1e-3 * Math.abs(step)) return false;
        }
        return true;
    }

    /// The cell of ascending or descending edges that holds a pixel.
    private static int cell(double[] edges, double pixel) {
        boolean ascending = edges[edges.length - 1] > edges[0];
        int low = 0;
        int high = edges.length - 2;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (ascending ? pixel >= edges[middle] : pixel <= edges[middle]) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private void contour(Figure.Contour contour, int colour) {
        for (double level : contour.levels()) {
            for (var curve : Isolines.of(contour.x(), contour.y(), contour.values(), level)) {
                line(curve.x(), curve.y(), Canvas.Stroke.of(colour, 1.4));
                label(curve, level, contour.levels().length, colour);
            }
        }
    }

    /// Writes the level at the middle of a long curve, on a patch of white.
    private void label(Isolines.Curve curve, double level, int levels, int colour) {
        if (levels < 2 || curve.x().length < 24) return;
        int middle = curve.x().length / 2;
        var text = Tex.runs(Ticks.shortLabel(level));
        double u = plane.px(curve.x()[middle]);
        double v = plane.py(curve.y()[middle]);
        double width = Tex.width(text, 9.5);
        if (u - width < plane.left() || u + width > plane.right() || v < plane.top() + 8 || v > plane.bottom() - 8)
            return;
        canvas.rect(u - width / 2 - 1, v - 6, width + 2, 12, 0xffffff, 0.8);
        canvas.text(text, u, v + 3.4, new Canvas.Font(9.5, false, colour, Canvas.Anchor.MIDDLE, false));
    }

    private void arrows(Figure.VectorField field, int colour) {
        double longest = 0;
        int n = field.x().length;
        for (int i = 0; i < n; i++) longest = Math.max(longest, Math.hypot(field.u()[i], field.v()[i]));
        if (longest == 0) return;
        // The longest arrow spans half as much again as the mean distance between neighbours.
        double unit = 0.95 * Math.sqrt(plane.width() * plane.height() / n) / longest;
        unit = Math.min(1.5 * unit, 70 / longest);
        for (int i = 0; i < n; i++) {
            double dx = unit * field.u()[i];
            double dy = -unit * field.v()[i];
            double u = plane.px(field.x()[i]);
            double v = plane.py(field.y()[i]);
            if (Double.isFinite(u + v + dx + dy)) arrow(u - dx / 2, v - dy / 2, dx, dy, colour);
        }
    }

    private void arrow(double u, double v, double dx, double dy, int colour) {
        double length = Math.hypot(dx, dy);
        if (length < 0.5) {
            canvas.circle(u + dx / 2, v + dy / 2, 0.8, colour, Canvas.Stroke.of(0, 0));
            return;
        }
        double head = Math.min(6, 0.4 * length);
        double ex = dx / length;
        double ey = dy / length;
        canvas.line(u, v, u + dx - ex * 0.8 * head, v + dy - ey * 0.8 * head, Canvas.Stroke.of(colour, 1.1));
        double bx = u + dx - ex * head;
        double by = v + dy - ey * head;
        canvas.polygon(
                new double[] {u + dx, bx - ey * 0.45 * head, bx + ey * 0.45 * head},
                new double[] {v + dy, by + ex * 0.45 * head, by - ex * 0.45 * head},
                colour,
                1);
    }

    private void graph(Figure.Graph graph) {
        int n = graph.x().length;
        double opacity = graph.from().length > 2000 ? 0.15 : 0.5;
        for (int e = 0; e < graph.from().length; e++) {
            int a = graph.from()[e];
            int b = graph.to()[e];
            canvas.line(
                    plane.px(graph.x()[a]),
                    plane.py(graph.y()[a]),
                    plane.px(graph.x()[b]),
                    plane.py(graph.y()[b]),
                    new Canvas.Stroke(Palette.GREY, 0.8, Dash.SOLID, opacity));
        }
        double radius = Math.clamp(40 / Math.sqrt(Math.max(1, n)), 1.5, 7);
        for (int i = 0; i < n; i++) {
            int colour = i < graph.value().length ? shades.colour(graph.value()[i]) : palette.colour(graph);
            canvas.circle(
                    plane.px(graph.x()[i]), plane.py(graph.y()[i]), radius, colour, Canvas.Stroke.of(0xffffff, 0.8));
        }
    }
}
