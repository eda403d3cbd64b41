package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Figure;

/// Names of traces beside a sample of each; stands in the corner of the plane that holds no data, or else below
/// the plane.
final class Legend {
    private static final double SIZE = 11;
    private static final double ROW = 17;
    private static final double SWATCH = 26;
    private static final double PAD = 7;

    private final List<Entry> entries = new ArrayList<>();
    private final Palette palette;

    /// One name; traces of one name and group share it.
    private record Entry(String name, List<Figure.Trace> traces) {}

    private Legend(Palette palette) {
        this.palette = palette;
    }

    static Legend of(List<Figure.Trace> traces, Palette palette) {
        var legend = new Legend(palette);
        for (var trace : traces) legend.meet(trace);
        return legend;
    }

    private void meet(Figure.Trace trace) {
        if (trace instanceof Figure.Frames frames) {
            frames.frames().forEach(frame -> frame.forEach(this::meet));
            return;
        }
        var name = name(trace);
        if (name.isEmpty()) return;
        for (var entry : entries) {
            boolean same = entry.name.equals(name) && palette.index(entry.traces.getFirst()) == palette.index(trace);
            if (!same) continue;
            if (entry.traces.stream().noneMatch(trace.getClass()::isInstance)) entry.traces.add(trace);
            return;
        }
        entries.add(new Entry(name, new ArrayList<>(List.of(trace))));
    }

    private static String name(Figure.Trace trace) {
        return switch (trace) {
            case Figure.Line line -> line.name();
            case Figure.Points points -> points.name();
            case Figure.Band band -> band.name();
            case Figure.Histogram histogram -> histogram.name();
            case Figure.Contour contour -> contour.name();
            case Figure.VectorField field -> field.name();
            default -> "";
        };
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    private double width(Entry entry) {
        return SWATCH + 6 + Tex.width(Tex.runs(entry.name), SIZE);
    }

    private double boxWidth() {
        return 2 * PAD + entries.stream().mapToDouble(this::width).max().orElse(0);
    }

    private double boxHeight() {
        return 2 * PAD + ROW * entries.size() - 3;
    }

    /// The upper left corner of a box inside `plane` that covers no data, if there is one.
    java.util.Optional<double[]> corner(Plane plane, List<Figure.Trace> traces) {
        double width = boxWidth();
        double height = boxHeight();
        if (width > 0.6 * plane.width() || height > 0.6 * plane.height()) return java.util.Optional.empty();
        double[] lefts = {plane.right() - width - 8, plane.left() + 8};
        double[] tops = {plane.top() + 8, plane.bottom() - height - 8};
        for (double top : tops) {
            for (double left : lefts) {
                if (Ink.isFree(plane, traces, left - 4, top - 4, width + 8, height + 8)) {
                    return java.util.Optional.of(new double[] {left, top});
                }
            }
        }
        return java.util.Optional.empty();
    }

    /// Paints as a column in a box.
    void paintBox(Canvas canvas, double left, double top) {
        canvas.rect(left, top, boxWidth(), boxHeight(), 0xffffff, 0.85);
        double y = top + PAD;
        for (var entry : entries) {
            paint(canvas, entry, left + PAD, y);
            y += ROW;
        }
    }

    /// Height of the rows that [#paintRows] takes.
    double rowsHeight(double width) {
        return rows(width).size() * ROW + 4;
    }

    /// Paints as rows centred in the width.
    void paintRows(Canvas canvas, double left, double top, double width) {
        double y = top;
        for (var row : rows(width)) {
            double total = row.stream().mapToDouble(entry -> width(entry) + 18).sum() - 18;
            double x = left + Math.max(0, (width - total) / 2);
            for (var entry : row) {
                paint(canvas, entry, x, y);
                x += width(entry) + 18;
            }
            y += ROW;
        }
    }

    private List<List<Entry>> rows(double width) {
        var rows = new ArrayList<List<Entry>>();
        double used = Double.POSITIVE_INFINITY;
        for (var entry : entries) {
            if (used + width(entry) > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(entry);
            used += width(entry) + 18;
        }
        return rows;
    }

    private void paint(Canvas canvas, Entry entry, double x, double y) {
        double middle = y + 6;
        for (var trace : entry.traces) sample(canvas, trace, x, middle);
        canvas.text(
                Tex.runs(entry.name),
                x + SWATCH + 6,
                y + 10,
                new Canvas.Font(SIZE, false, Palette.INK, Canvas.Anchor.START, false));
    }

    private void sample(Canvas canvas, Figure.Trace trace, double x, double middle) {
        int colour = palette.colour(trace);
        switch (trace) {
            case Figure.Line line ->
                canvas.line(x, middle, x + SWATCH, middle, new Canvas.Stroke(colour, 1.8, line.dash(), 1));
            case Figure.Points points -> {
                if (points.error().length > 0) {
                    canvas.line(x + 13, middle - 6, x + 13, middle + 6, Canvas.Stroke.of(colour, 1.2));
                }
                var unused = new Plane(0, 0, 1, 1, 0, 1, false, 0, 1, false);
                new TracePainter(canvas, unused, palette, new Shades("", 0, 1, false), false)
                        .marker(x + SWATCH / 2, middle, 3.6, palette.index(trace), colour);
            }
            case Figure.Band _ -> canvas.rect(x, middle - 5, SWATCH, 10, colour, 0.25);
            case Figure.Histogram _ -> {
                canvas.rect(x + 3, middle - 5, SWATCH - 6, 10, colour, 0.35);
                canvas.polyline(
                        new double[] {x + 3, x + 3, x + SWATCH - 3, x + SWATCH - 3},
                        new double[] {middle + 5, middle - 5, middle - 5, middle + 5},
                        Canvas.Stroke.of(colour, 1.2));
            }
            case Figure.VectorField _ -> {
                canvas.line(x + 2, middle, x + SWATCH - 7, middle, Canvas.Stroke.of(colour, 1.1));
                canvas.polygon(
                        new double[] {x + SWATCH - 2, x + SWATCH - 8, x + SWATCH - 8},
                        new double[] {middle, middle - 3, middle + 3},
                        colour,
                        1);
            }
            default -> canvas.line(x, middle, x + SWATCH, middle, Canvas.Stroke.of(colour, 1.4));
        }
    }
}
