package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onsager.lab.Figure;

/// Lays a figure out on a canvas: title, axes with ticks, traces, legend, colour bar; grids of images and film
/// strips of animations have their own layouts.
final class Painter {
    static final double WIDTH = 720;
    static final double HEIGHT = 480;
    private static final double TITLE = 15;
    private static final double LABEL = 12.5;
    private static final double TICK = 11;
    private static final int STRIP = 6;

    private final Figure figure;
    private final Palette palette;
    private final Optional<Shades> shades;
    private final Legend legend;

    Painter(Figure figure) {
        this.figure = figure;
        this.palette = Palette.of(figure.traces());
        this.shades = Shades.of(figure.traces());
        this.legend = Legend.of(figure.traces(), palette);
    }

    /// Height of the page that the figure needs at the common width.
    double height() {
        return grid().map(grid -> new ImageSheet(grid, WIDTH).height() + 50).orElse(HEIGHT);
    }

    private Optional<Figure.ImageGrid> grid() {
        return figure.traces().stream()
                .filter(Figure.ImageGrid.class::isInstance)
                .map(Figure.ImageGrid.class::cast)
                .findFirst();
    }

    void paint(Canvas canvas) {
        canvas.text(
                Tex.runs(figure.title()),
                WIDTH / 2,
                26,
                new Canvas.Font(TITLE, true, Palette.INK, Canvas.Anchor.MIDDLE, false));
        var grid = grid();
        var frames = frames();
        if (grid.isPresent()) {
            new ImageSheet(grid.get(), WIDTH).paint(canvas, 0, 44);
        } else if (frames.isPresent() && !frames.get().frames().isEmpty()) {
            strip(canvas, frames.get());
        } else {
            single(canvas);
        }
    }

    private Optional<Figure.Frames> frames() {
        return figure.traces().stream()
                .filter(Figure.Frames.class::isInstance)
                .map(Figure.Frames.class::cast)
                .findFirst();
    }

    private void single(Canvas canvas) {
        double right = shades.isPresent() ? WIDTH - 110 : WIDTH - 24;
        double top = 44;
        var trial = Plane.of(figure.x(), figure.y(), figure.traces(), 80, top, right - 80, HEIGHT - top - 62);
        boolean bare = isBare(figure.traces());
        double left = bare ? 24 : 40 + Math.max(34, tickWidth(trial));
        var plane = trial.at(left, top, right - left, trial.height() + (bare ? 38 : 0));
        var corner = legend.isEmpty() ? Optional.<double[]>empty() : legend.corner(plane, figure.traces());
        if (!legend.isEmpty() && corner.isEmpty()) {
            plane = plane.at(left, top, plane.width(), plane.height() - legend.rowsHeight(plane.width()));
        }
        panel(canvas, plane, figure.traces(), true, true);
        xLabel(canvas, plane, plane.bottom() + 42);
        yLabel(canvas, plane.top() + plane.height() / 2);
        if (corner.isPresent()) legend.paintBox(canvas, corner.get()[0], corner.get()[1]);
        else if (!legend.isEmpty()) legend.paintRows(canvas, plane.left(), plane.bottom() + 54, plane.width());
        if (shades.isPresent()) colourBar(canvas, shades.get(), plane.right() + 18, plane.top(), plane.height());
    }

    private double tickWidth(Plane plane) {
        return Ticks.of(plane.yLow(), plane.yHigh(), plane.yLog(), 7).labels().stream()
                .mapToDouble(label -> Tex.width(Tex.runs(label), TICK))
                .max()
                .orElse(0);
    }

    private void xLabel(Canvas canvas, Plane plane, double y) {
        canvas.text(
                Tex.runs(figure.x().label()),
                plane.left() + plane.width() / 2,
                y,
                new Canvas.Font(LABEL, false, Palette.INK, Canvas.Anchor.MIDDLE, false));
    }

    private void yLabel(Canvas canvas, double y) {
        canvas.text(
                Tex.runs(figure.y().label()),
                24,
                y,
                new Canvas.Font(LABEL, false, Palette.INK, Canvas.Anchor.MIDDLE, true));
    }

    /// Axes and traces of one plane.
    private void panel(Canvas canvas, Plane plane, List<Figure.Trace> traces, boolean xLabels, boolean yLabels) {
        boolean bare = isBare(traces);
        var xTicks = Ticks.of(plane.xLow(), plane.xHigh(), plane.xLog(), plane.width() > 300 ? 7 : 4);
        var yTicks = Ticks.of(plane.yLow(), plane.yHigh(), plane.yLog(), plane.height() > 250 ? 7 : 4);
        if (!bare) grid(canvas, plane, xTicks, yTicks);
        var painter = new TracePainter(
                canvas,
                plane,
                palette,
                shades.orElse(new Shades("", 0, 1, false)),
                traces.stream().anyMatch(Figure.HeatMap.class::isInstance));
        canvas.clipped(plane.left(), plane.top(), plane.width(), plane.height(), () -> traces.forEach(painter::paint));
        if (bare) return;
        marks(canvas, plane, xTicks, yTicks);
        if (xLabels) xTickLabels(canvas, plane, xTicks);
        if (yLabels) yTickLabels(canvas, plane, yTicks);
    }

    /// A network whose places mean nothing needs no axes.
    private boolean isBare(List<Figure.Trace> traces) {
        return figure.x().label().isEmpty()
                && figure.y().label().isEmpty()
                && traces.stream().allMatch(Figure.Graph.class::isInstance);
    }

    private static void grid(Canvas canvas, Plane plane, Ticks xTicks, Ticks yTicks) {
        var stroke = Canvas.Stroke.of(Palette.GRID, 0.8);
        for (double x : xTicks.at()) canvas.line(plane.px(x), plane.top(), plane.px(x), plane.bottom(), stroke);
        for (double y : yTicks.at()) canvas.line(plane.left(), plane.py(y), plane.right(), plane.py(y), stroke);
    }

    private static void marks(Canvas canvas, Plane plane, Ticks xTicks, Ticks yTicks) {
        var stroke = Canvas.Stroke.of(Palette.INK, 1);
        double bottom = plane.bottom();
        double left = plane.left();
        for (double x : xTicks.at()) canvas.line(plane.px(x), bottom, plane.px(x), bottom - 5, stroke);
        for (double x : xTicks.minor()) canvas.line(plane.px(x), bottom, plane.px(x), bottom - 2.5, stroke);
        for (double y : yTicks.at()) canvas.line(left, plane.py(y), left + 5, plane.py(y), stroke);
        for (double y : yTicks.minor()) canvas.line(left, plane.py(y), left + 2.5, plane.py(y), stroke);
        double right = plane.right();
        double top = plane.top();
        canvas.polyline(
                new double[] {left, right, right, left, left}, new double[] {top, top, bottom, bottom, top}, stroke);
    }

    private static void xTickLabels(Canvas canvas, Plane plane, Ticks ticks) {
        var font = new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.MIDDLE, false);
        for (int i = 0; i < ticks.at().length; i++) {
            canvas.text(Tex.runs(ticks.labels().get(i)), plane.px(ticks.at()[i]), plane.bottom() + 17, font);
        }
        if (ticks.exponent() != 0) {
            var right = new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.END, false);
            canvas.text(power(ticks), plane.right(), plane.bottom() + 32, right);
        }
    }

    private static void yTickLabels(Canvas canvas, Plane plane, Ticks ticks) {
        var font = new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.END, false);
        for (int i = 0; i < ticks.at().length; i++) {
            canvas.text(Tex.runs(ticks.labels().get(i)), plane.left() - 6, plane.py(ticks.at()[i]) + 3.8, font);
        }
        if (ticks.exponent() != 0) {
            var left = new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.START, false);
            canvas.text(power(ticks), plane.left(), plane.top() - 5, left);
        }
    }

    private static List<Tex.Run> power(Ticks ticks) {
        return Tex.runs("\\(\\times 10^{%d}\\)".formatted(ticks.exponent()));
    }

    private static void colourBar(Canvas canvas, Shades shades, double left, double top, double height) {
        var pixels = new int[256];
        for (int i = 0; i < 256; i++) pixels[i] = Palette.map(1 - i / 255.0, shades.diverging());
        canvas.image(left, top, 14, height, pixels, 1);
        var stroke = Canvas.Stroke.of(Palette.INK, 0.8);
        canvas.polyline(
                new double[] {left, left + 14, left + 14, left, left},
                new double[] {top, top, top + height, top + height, top},
                stroke);
        var ticks = Ticks.of(shades.low(), shades.high(), false, 6);
        var font = new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.START, false);
        for (int i = 0; i < ticks.at().length; i++) {
            double y = top + height * (1 - (ticks.at()[i] - shades.low()) / (shades.high() - shades.low()));
            canvas.line(left + 14, y, left + 18, y, stroke);
            canvas.text(Tex.runs(ticks.labels().get(i)), left + 21, y + 3.8, font);
        }
        if (ticks.exponent() != 0) canvas.text(power(ticks), left, top - 5, font);
        var upward = new Canvas.Font(LABEL, false, Palette.INK, Canvas.Anchor.MIDDLE, true);
        canvas.text(Tex.runs(shades.label()), left + 74, top + height / 2, upward);
    }

    /// Up to six frames, evenly chosen with the first and the last, on common axes.
    private void strip(Canvas canvas, Figure.Frames frames) {
        int count = Math.min(STRIP, frames.frames().size());
        int columns = count == 4 ? 2 : Math.min(3, count);
        int rows = (count + columns - 1) / columns;
        double right = shades.isPresent() ? WIDTH - 110 : WIDTH - 20;
        double below = 62 + (legend.isEmpty() ? 0 : legend.rowsHeight(right - 80));
        double cellWidth = (right - 80) / columns;
        double cellHeight = (HEIGHT - 48 - below) / rows;
        var common = Plane.of(figure.x(), figure.y(), figure.traces(), 0, 0, 1, 1);
        for (int k = 0; k < count; k++) {
            int frame = count == 1 ? 0 : Math.round((float) k * (frames.frames().size() - 1) / (count - 1));
            double left = 80 + cellWidth * (k % columns);
            double top = 48 + cellHeight * (k / columns);
            var plane = common.at(left, top + 18, cellWidth - 14, cellHeight - 26);
            var traces = new ArrayList<>(
                    figure.traces().stream().filter(trace -> trace != frames).toList());
            traces.addAll(frames.frames().get(frame));
            panel(canvas, plane, traces, k / columns == rows - 1, k % columns == 0);
            canvas.text(
                    Tex.runs(frames.labels().get(frame)),
                    left + plane.width() / 2,
                    top + 12,
                    new Canvas.Font(TICK, false, Palette.INK, Canvas.Anchor.MIDDLE, false));
        }
        var whole = new Plane(80, 48, right - 94, HEIGHT - 48 - below, 0, 1, false, 0, 1, false);
        xLabel(canvas, whole, whole.bottom() + 36);
        yLabel(canvas, whole.top() + whole.height() / 2);
        if (!legend.isEmpty()) legend.paintRows(canvas, 80, whole.bottom() + 50, right - 80);
        shades.ifPresent(bar -> colourBar(canvas, bar, right + 4, 66, whole.height() - 26));
    }
}
