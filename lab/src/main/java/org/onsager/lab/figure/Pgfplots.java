package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onsager.lab.Figure;

/// A figure as a `tikzpicture` for LaTeX with pgfplots 1.18, to be set by `\input`.
///
/// Needs the package pgfplots with `compat=1.18`; the colours are defined inside. Labels keep their
/// `\( \)` formulas. An animation becomes up to six axes side by side.
final class Pgfplots {
    private static final int STRIP = 6;
    private static final List<String> MARKS = List.of("*", "square*", "triangle*", "diamond*");

    private final Figure figure;
    private final Palette palette;
    private final Shades shades;
    private final boolean coloured;
    private final StringBuilder tex = new StringBuilder();

    private Pgfplots(Figure figure) {
        this.figure = figure;
        this.palette = Palette.of(figure.traces());
        var found = Shades.of(figure.traces());
        this.coloured = found.isPresent();
        this.shades = found.orElse(new Shades("", 0, 1, false));
    }

    static String of(Figure figure) {
        return new Pgfplots(figure).text();
    }

    private String text() {
        tex.append("% ").append(figure.caption().replaceAll("\\s+", " ")).append("\n\\begin{tikzpicture}\n");
        for (int i = 0; i < Palette.SERIES; i++) {
            tex.append("\\definecolor{series%d}{HTML}{%s}%n"
                    .formatted(i, Palette.hex(Palette.series(i)).substring(1).toUpperCase(Locale.ROOT)));
        }
        var frames = figure.traces().stream()
                .filter(Figure.Frames.class::isInstance)
                .map(Figure.Frames.class::cast)
                .findFirst();
        if (frames.isPresent() && !frames.get().frames().isEmpty()) strip(frames.get());
        else axis(figure.title(), "", figure.traces());
        return tex.append("\\end{tikzpicture}\n").toString();
    }

    private void strip(Figure.Frames frames) {
        int count = Math.min(STRIP, frames.frames().size());
        for (int k = 0; k < count; k++) {
            int frame = count == 1 ? 0 : Math.round((float) k * (frames.frames().size() - 1) / (count - 1));
            var traces = new ArrayList<>(
                    figure.traces().stream().filter(trace -> trace != frames).toList());
            traces.addAll(frames.frames().get(frame));
            var place = "at={(%.1fcm,%.1fcm)}, width=6cm, height=5cm, ".formatted(6.5 * (k % 3), -5.5 * (k / 3));
            axis(frames.labels().get(frame), place, traces);
        }
    }

    private void axis(String title, String place, List<Figure.Trace> traces) {
        boolean sheet = traces.stream().anyMatch(Figure.ImageGrid.class::isInstance);
        tex.append("\\begin{axis}[")
                .append(place)
                .append("title={")
                .append(escape(title))
                .append("}");
        if (sheet) {
            tex.append(", hide axis, axis equal image, y dir=reverse, colormap={grey}{color=(black) color=(white)}");
        } else {
            end("x", figure.x());
            end("y", figure.y());
            tex.append(", legend cell align=left, legend pos=outer north east");
            if (coloured) map();
        }
        tex.append("]\n");
        traces.forEach(this::plot);
        tex.append("\\end{axis}\n");
    }

    private void end(String name, Figure.Axis axis) {
        tex.append(", ")
                .append(name)
                .append("label={")
                .append(escape(axis.label()))
                .append('}');
        if (axis.log()) tex.append(", ").append(name).append("mode=log");
        if (Double.isFinite(axis.low()))
            tex.append(", ").append(name).append("min=").append(axis.low());
        if (Double.isFinite(axis.high()))
            tex.append(", ").append(name).append("max=").append(axis.high());
    }

    private void map() {
        tex.append(", colorbar, colorbar style={ylabel={")
                .append(escape(shades.label()))
                .append("}}");
        tex.append(", point meta min=")
                .append(shades.low())
                .append(", point meta max=")
                .append(shades.high());
        tex.append(", colormap={onsager}{");
        for (int i = 0; i <= 10; i++) {
            int colour = Palette.map(i / 10.0, shades.diverging());
            tex.append("rgb255=(%d,%d,%d) ".formatted(colour >> 16, colour >> 8 & 0xff, colour & 0xff));
        }
        tex.append('}');
    }

    private void plot(Figure.Trace trace) {
        var colour = "series" + palette.index(trace) % Palette.SERIES;
        switch (trace) {
            case Figure.Line line -> {
                plus(colour + ", " + line.dash().name().toLowerCase(Locale.ROOT) + ", thick", line.name());
                coordinates(line.x(), line.y());
                close(line.name());
            }
            case Figure.Points points -> points(points, colour);
            case Figure.Band band -> band(band, colour);
            case Figure.Histogram bars -> {
                plus("ybar interval, draw=%s, fill=%s, fill opacity=0.35".formatted(colour, colour), bars.name());
                int n = bars.heights().length;
                var heights = java.util.Arrays.copyOf(bars.heights(), n + 1);
                coordinates(bars.edges(), heights);
                close(bars.name());
            }
            case Figure.HeatMap map -> matrix(map.x(), map.y(), map.values());
            case Figure.Contour contour -> contour(contour, colour);
            case Figure.VectorField field -> {
                var arrows = Arrows.of(field);
                plus(colour + ", unbounded coords=jump", field.name());
                coordinates(arrows.x(), arrows.y());
                close(field.name());
            }
            case Figure.Graph graph -> graph(graph, colour);
            case Figure.ImageGrid grid -> {
                var mosaic = Mosaic.of(grid);
                var rows = new double[mosaic.rows()][];
                for (int r = 0; r < rows.length; r++) rows[r] = mosaic.row(r);
                matrix(count(mosaic.columns()), count(rows.length), rows);
            }
            case Figure.Frames _ -> {}
        }
    }

    private void plus(String options, String name) {
        tex.append("\\addplot[").append(options);
        if (name.isEmpty()) tex.append(", forget plot");
        tex.append("] ");
    }

    private void close(String name) {
        tex.append(";\n");
        if (!name.isEmpty())
            tex.append("\\addlegendentry{").append(escape(name)).append("}\n");
    }

    private void coordinates(double[] x, double[] y) {
        tex.append("coordinates {");
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            tex.append('(')
                    .append(number(x[i]))
                    .append(',')
                    .append(number(y[i]))
                    .append(") ");
        }
        tex.append('}');
    }

    private void points(Figure.Points points, String colour) {
        var mark = MARKS.get(palette.index(points) % MARKS.size());
        boolean bars = points.error().length > 0;
        plus(
                "only marks, mark=%s, mark size=1.6pt, %s%s"
                        .formatted(mark, colour, bars ? ", error bars/.cd, y dir=both, y explicit" : ""),
                points.name());
        if (bars) {
            tex.append("coordinates {");
            for (int i = 0; i < points.x().length; i++) {
                double error = i < points.error().length ? points.error()[i] : 0;
                tex.append("(%s,%s) +- (0,%s) ".formatted(number(points.x()[i]), number(points.y()[i]), number(error)));
            }
            tex.append('}');
        } else {
            coordinates(points.x(), points.y());
        }
        close(points.name());
    }

    private void band(Figure.Band band, String colour) {
        int n = band.x().length;
        var x = new double[2 * n];
        var y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = x[2 * n - 1 - i] = band.x()[i];
            y[i] = band.high()[i];
            y[2 * n - 1 - i] = band.low()[i];
        }
        plus("draw=none, fill=%s, fill opacity=0.22, area legend".formatted(colour), band.name());
        coordinates(x, y);
        tex.append(" -- cycle");
        close(band.name());
    }

    private void matrix(double[] x, double[] y, double[][] values) {
        plus("matrix plot*, mesh/cols=%d, point meta=explicit".formatted(x.length), "");
        tex.append("coordinates {\n");
        for (int r = 0; r < y.length; r++) {
            for (int c = 0; c < x.length; c++) {
                tex.append("(%s,%s) [%s] ".formatted(number(x[c]), number(y[r]), number(values[r][c])));
            }
            tex.append('\n');
        }
        tex.append("};\n");
    }

    private void contour(Figure.Contour contour, String colour) {
        var name = contour.name();
        for (double level : contour.levels()) {
            for (var curve : Isolines.of(contour.x(), contour.y(), contour.values(), level)) {
                plus(colour, name);
                coordinates(curve.x(), curve.y());
                close(name);
                name = "";
            }
        }
    }

    private void graph(Figure.Graph graph, String colour) {
        for (int e = 0; e < graph.from().length; e++) {
            int a = graph.from()[e];
            int b = graph.to()[e];
            plus("gray, very thin", "");
            coordinates(new double[] {graph.x()[a], graph.x()[b]}, new double[] {graph.y()[a], graph.y()[b]});
            tex.append(";\n");
        }
        boolean valued = graph.value().length == graph.x().length;
        plus("only marks, " + (valued ? "scatter, point meta=explicit" : colour), "");
        tex.append("coordinates {");
        for (int i = 0; i < graph.x().length; i++) {
            tex.append("(%s,%s) ".formatted(number(graph.x()[i]), number(graph.y()[i])));
            if (valued) tex.append('[').append(number(graph.value()[i])).append("] ");
        }
        tex.append("};\n");
    }

    private static double[] count(int n) {
        return java.util.stream.IntStream.range(0, n).asDoubleStream().toArray();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "nan";
    }

    /// Text with TeX's own characters escaped outside of `\( \)`.
    static String escape(String label) {
        var safe = new StringBuilder();
        int at = 0;
        while (at < label.length()) {
            int open = label.indexOf("\\(", at);
            int close = open < 0 ? -1 : label.indexOf("\\)", open);
            int end = close < 0 ? label.length() : open;
            for (char c : label.substring(at, end).toCharArray()) {
                switch (c) {
                    case '\\' -> safe.append("\\textbackslash{}");
                    case '~' -> safe.append("\\textasciitilde{}");
                    case '^' -> safe.append("\\textasciicircum{}");
                    case '&', '%', '$', '#', '_', '{', '}' -> safe.append('\\').append(c);
                    default -> safe.append(c);
                }
            }
            at = end;
            if (close >= 0) {
                safe.append(label, open, close + 2);
                at = close + 2;
            }
        }
        return safe.toString();
    }
}
