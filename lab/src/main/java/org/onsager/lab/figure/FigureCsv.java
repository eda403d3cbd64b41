package org.onsager.lab.figure;

import org.onsager.lab.Figure;

/// The numbers of a figure as one table in long form: a row a datum, with its frame, trace, kind and name.
///
/// Lines and points fill `x`, `y` (and `low`, `high` for error bars), bands and histogram bars `x`, `low`, `high`
/// (bars: `x` the left and `u` the right edge, `y` the height), maps `x`, `y`, `value`, contours `x`, `y` along
/// the drawn lines with the level as `value`, arrows and edges `x`, `y`, `u`, `v` (an edge leads to `(x + u, y +
/// v)`), pixels `x` (column), `y` (row), `value`.
final class FigureCsv {
    private final StringBuilder csv = new StringBuilder("frame,trace,kind,name,x,y,low,high,value,u,v\n");

    private FigureCsv() {}

    static String of(Figure figure) {
        var table = new FigureCsv();
        for (int t = 0; t < figure.traces().size(); t++)
            table.add("", String.valueOf(t), figure.traces().get(t));
        return table.csv.toString();
    }

    private void add(String frame, String index, Figure.Trace trace) {
        double none = Double.NaN;
        switch (trace) {
            case Figure.Line line -> {
                for (int i = 0; i < line.x().length; i++) {
                    row(frame, index, "line", line.name(), line.x()[i], line.y()[i], none, none, none, none, none);
                }
            }
            case Figure.Points points -> {
                for (int i = 0; i < points.x().length; i++) {
                    double y = points.y()[i];
                    double error = i < points.error().length ? points.error()[i] : none;
                    row(frame, index, "point", points.name(), points.x()[i], y, y - error, y + error, none, none, none);
                }
            }
            case Figure.Band band -> {
                for (int i = 0; i < band.x().length; i++) {
                    row(
                            frame,
                            index,
                            "band",
                            band.name(),
                            band.x()[i],
                            none,
                            band.low()[i],
                            band.high()[i],
                            none,
                            none,
                            none);
                }
            }
            case Figure.Histogram bars -> {
                for (int i = 0; i < bars.heights().length; i++) {
                    double right = bars.edges()[i + 1];
                    row(
                            frame,
                            index,
                            "bar",
                            bars.name(),
                            bars.edges()[i],
                            bars.heights()[i],
                            none,
                            none,
                            none,
                            right,
                            none);
                }
            }
            case Figure.HeatMap map -> {
                for (int r = 0; r < map.y().length; r++) {
                    for (int c = 0; c < map.x().length; c++) {
                        row(
                                frame,
                                index,
                                "cell",
                                map.label(),
                                map.x()[c],
                                map.y()[r],
                                none,
                                none,
                                map.values()[r][c],
                                none,
                                none);
                    }
                }
            }
            case Figure.Contour contour -> contour(frame, index, contour);
            case Figure.VectorField field -> {
                for (int i = 0; i < field.x().length; i++) {
                    row(
                            frame,
                            index,
                            "arrow",
                            field.name(),
                            field.x()[i],
                            field.y()[i],
                            none,
                            none,
                            none,
                            field.u()[i],
                            field.v()[i]);
                }
            }
            case Figure.Graph graph -> graph(frame, index, graph);
            case Figure.ImageGrid grid -> images(frame, index, grid);
            case Figure.Frames frames -> {
                for (int k = 0; k < frames.frames().size(); k++) {
                    var label = k < frames.labels().size() ? frames.labels().get(k) : String.valueOf(k);
                    for (int t = 0; t < frames.frames().get(k).size(); t++) {
                        add(label, index + "." + t, frames.frames().get(k).get(t));
                    }
                }
            }
        }
    }

    private void contour(String frame, String index, Figure.Contour contour) {
        double none = Double.NaN;
        for (double level : contour.levels()) {
            for (var curve : Isolines.of(contour.x(), contour.y(), contour.values(), level)) {
                for (int i = 0; i < curve.x().length; i++) {
                    row(
                            frame,
                            index,
                            "contour",
                            contour.name(),
                            curve.x()[i],
                            curve.y()[i],
                            none,
                            none,
                            level,
                            none,
                            none);
                }
            }
        }
    }

    private void graph(String frame, String index, Figure.Graph graph) {
        double none = Double.NaN;
        for (int i = 0; i < graph.x().length; i++) {
            double value = i < graph.value().length ? graph.value()[i] : none;
            row(frame, index, "node", graph.label(), graph.x()[i], graph.y()[i], none, none, value, none, none);
        }
        for (int e = 0; e < graph.from().length; e++) {
            double x = graph.x()[graph.from()[e]];
            double y = graph.y()[graph.from()[e]];
            double u = graph.x()[graph.to()[e]] - x;
            double v = graph.y()[graph.to()[e]] - y;
            row(frame, index, "edge", graph.label(), x, y, none, none, none, u, v);
        }
    }

    private void images(String frame, String index, Figure.ImageGrid grid) {
        double none = Double.NaN;
        for (int k = 0; k < grid.images().length; k++) {
            var caption = k < grid.captions().size() ? grid.captions().get(k) : "";
            for (int i = 0; i < grid.images()[k].length; i++) {
                double column = i % grid.width();
                double line = i / grid.width();
                row(
                        frame,
                        index + "." + k,
                        "pixel",
                        caption,
                        column,
                        line,
                        none,
                        none,
                        grid.images()[k][i],
                        none,
                        none);
            }
        }
    }

    private void row(String frame, String trace, String kind, String name, double... numbers) {
        csv.append(cell(frame))
                .append(',')
                .append(trace)
                .append(',')
                .append(kind)
                .append(',')
                .append(cell(name));
        for (double number : numbers) {
            csv.append(',');
            if (!Double.isNaN(number)) csv.append(number);
        }
        csv.append('\n');
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
