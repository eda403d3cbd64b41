package org.onsager.lab.figure;

import java.util.List;
import org.onsager.lab.Figure;

/// Where data are on the page.
final class Ink {
    private Ink() {}

    /// Whether no data is drawn inside a rectangle of the page.
    static boolean isFree(
            Plane plane, List<Figure.Trace> traces, double left, double top, double width, double height) {
        var box = new double[] {left, top, left + width, top + height};
        return traces.stream().noneMatch(trace -> touches(plane, trace, box));
    }

    private static boolean touches(Plane plane, Figure.Trace trace, double[] box) {
        return switch (trace) {
            case Figure.Line line -> path(plane, line.x(), line.y(), box);
            case Figure.Points points -> points(plane, points, box);
            case Figure.Band band -> band(plane, band, box);
            case Figure.Histogram histogram -> histogram(plane, histogram, box);
            case Figure.Frames frames ->
                frames.frames().stream().flatMap(List::stream).anyMatch(inner -> touches(plane, inner, box));
            default -> true;
        };
    }

    private static boolean path(Plane plane, double[] x, double[] y, double[] box) {
        for (int i = 0; i + 1 < Math.min(x.length, y.length); i++) {
            if (segment(plane.px(x[i]), plane.py(y[i]), plane.px(x[i + 1]), plane.py(y[i + 1]), box)) return true;
        }
        return false;
    }

    private static boolean points(Plane plane, Figure.Points points, double[] box) {
        for (int i = 0; i < points.x().length; i++) {
            double u = plane.px(points.x()[i]);
            double error = i < points.error().length ? points.error()[i] : 0;
            double low = plane.py(points.y()[i] - error);
            if (!Double.isFinite(low)) low = plane.bottom();
            if (segment(u, plane.py(points.y()[i] + error) - 4, u, low + 4, box)) return true;
        }
        return false;
    }

    private static boolean band(Plane plane, Figure.Band band, double[] box) {
        if (path(plane, band.x(), band.low(), box) || path(plane, band.x(), band.high(), box)) return true;
        for (int i = 0; i < band.x().length; i++) {
            double u = plane.px(band.x()[i]);
            if (segment(u, plane.py(band.low()[i]), u, plane.py(band.high()[i]), box)) return true;
        }
        return false;
    }

    private static boolean histogram(Plane plane, Figure.Histogram histogram, double[] box) {
        for (int i = 0; i < histogram.heights().length; i++) {
            double left = plane.px(histogram.edges()[i]);
            double right = plane.px(histogram.edges()[i + 1]);
            double top = plane.py(histogram.heights()[i]);
            if (right >= box[0] && left <= box[2] && top <= box[3] && plane.bottom() >= box[1]) return true;
        }
        return false;
    }

    /// Whether a segment meets a box: clipped by each side in turn (Liang and Barsky).
    private static boolean segment(double x1, double y1, double x2, double y2, double[] box) {
        if (!Double.isFinite(x1 + y1 + x2 + y2)) return false;
        double enter = 0;
        double leave = 1;
        double[] slopes = {x1 - x2, x2 - x1, y1 - y2, y2 - y1};
        double[] rooms = {x1 - box[0], box[2] - x1, y1 - box[1], box[3] - y1};
        for (int side = 0; side < 4; side++) {
            if (slopes[side] == 0) {
                if (rooms[side] < 0) return false;
            } else if (slopes[side] < 0) {
                enter = Math.max(enter, rooms[side] / slopes[side]);
            } else {
                leave = Math.min(leave, rooms[side] / slopes[side]);
            }
        }
        return enter <= leave;
    }
}
