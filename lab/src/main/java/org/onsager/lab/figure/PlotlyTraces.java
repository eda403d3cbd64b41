package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Figure;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Each kind of trace in Plotly's words.
record PlotlyTraces(Palette palette, Shades shades) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> SYMBOLS = List.of("circle", "square", "triangle-up", "diamond");

    /// One or more Plotly traces that show a trace.
    List<ObjectNode> of(Figure.Trace trace) {
        var colour = Palette.hex(palette.colour(trace));
        return switch (trace) {
            case Figure.Line line -> List.of(line(line, colour));
            case Figure.Points points -> List.of(points(points, colour));
            case Figure.Band band -> List.of(band(band, colour));
            case Figure.Histogram histogram -> List.of(histogram(histogram, colour));
            case Figure.HeatMap map -> List.of(heatMap(map));
            case Figure.Contour contour -> List.of(contour(contour, colour));
            case Figure.VectorField field -> {
                var arrows = Arrows.of(field);
                yield List.of(lines(field.name(), field.name(), arrows.x(), arrows.y(), colour, 1.1));
            }
            case Figure.Graph graph -> List.of(edges(graph), nodes(graph));
            case Figure.ImageGrid grid -> List.of(mosaic(grid));
            case Figure.Frames frames ->
                frames.frames().isEmpty()
                        ? List.of()
                        : frames.frames().getFirst().stream()
                                .flatMap(inner -> of(inner).stream())
                                .toList();
        };
    }

    /// The white rim of a line that runs over a map; nothing for other traces.
    List<ObjectNode> halo(Figure.Trace trace) {
        if (!(trace instanceof Figure.Line) && !(trace instanceof Figure.Contour)) return List.of();
        var halo = of(trace).getFirst().put("showlegend", false).put("hoverinfo", "skip");
        halo.putObject("line").put("color", "#ffffff").put("width", 4);
        return List.of(halo);
    }

    /// A trace that shows nothing, where a frame has fewer than another.
    static ObjectNode nothing() {
        var node = JSON.objectNode().put("type", "scatter").put("showlegend", false);
        node.putArray("x");
        node.putArray("y");
        return node;
    }

    private static ObjectNode scatter(String name, String group, String mode, double[] x, double[] y) {
        var node = JSON.objectNode().put("type", "scatter").put("mode", mode);
        node.put("name", Labels.html(name)).put("legendgroup", group).put("showlegend", !name.isEmpty());
        node.set("x", numbers(x));
        node.set("y", numbers(y));
        return node;
    }

    private static ObjectNode lines(String name, String group, double[] x, double[] y, String colour, double width) {
        var node = scatter(name, group, "lines", x, y);
        node.putObject("line").put("color", colour).put("width", width);
        return node;
    }

    private static ObjectNode line(Figure.Line line, String colour) {
        var node = lines(line.name(), line.group(), line.x(), line.y(), colour, 2);
        var dash = switch (line.dash()) {
            case SOLID -> "solid";
            case DASHED -> "dash";
            case DOTTED -> "dot";
        };
        ((ObjectNode) node.get("line")).put("dash", dash);
        return node;
    }

    private ObjectNode points(Figure.Points points, String colour) {
        var node = scatter(points.name(), points.group(), "markers", points.x(), points.y());
        var symbol = SYMBOLS.get(palette.index(points) % SYMBOLS.size());
        node.putObject("marker")
                .put("color", colour)
                .put("size", points.x().length > 400 ? 4 : 8)
                .put("symbol", symbol);
        if (points.error().length > 0) {
            var error = node.putObject("error_y")
                    .put("type", "data")
                    .put("color", colour)
                    .put("thickness", 1.2);
            error.set("array", numbers(points.error()));
        }
        return node;
    }

    private static ObjectNode band(Figure.Band band, String colour) {
        int n = band.x().length;
        var x = new double[2 * n];
        var y = new double[2 * n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(band.x()[i] + band.low()[i] + band.high()[i])) continue;
            x[count] = band.x()[i];
            y[count++] = band.high()[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            if (!Double.isFinite(band.x()[i] + band.low()[i] + band.high()[i])) continue;
            x[count] = band.x()[i];
            y[count++] = band.low()[i];
        }
        var node = scatter(band.name(), band.group(), "lines", Arrays.copyOf(x, count), Arrays.copyOf(y, count));
        node.put("fill", "toself").put("fillcolor", colour + "38").put("hoverinfo", "skip");
        node.putObject("line").put("width", 0).put("color", colour);
        return node;
    }

    private static ObjectNode histogram(Figure.Histogram histogram, String colour) {
        int n = histogram.heights().length;
        var centres = new double[n];
        var widths = new double[n];
        for (int i = 0; i < n; i++) {
            centres[i] = (histogram.edges()[i] + histogram.edges()[i + 1]) / 2;
            widths[i] = histogram.edges()[i + 1] - histogram.edges()[i];
        }
        var node = JSON.objectNode().put("type", "bar").put("name", Labels.html(histogram.name()));
        node.put("legendgroup", histogram.group())
                .put("showlegend", !histogram.name().isEmpty());
        node.set("x", numbers(centres));
        node.set("width", numbers(widths));
        node.set("y", numbers(histogram.heights()));
        node.put("opacity", 0.6).putObject("marker").put("color", colour);
        return node;
    }

    private ObjectNode heatMap(Figure.HeatMap map) {
        var node = JSON.objectNode().put("type", "heatmap");
        node.set("x", numbers(map.x()));
        node.set("y", numbers(map.y()));
        var z = node.putArray("z");
        for (double[] row : map.values()) z.add(numbers(row));
        node.set("colorscale", colours(shades.diverging()));
        node.put("zmin", shades.low()).put("zmax", shades.high());
        bar(node.putObject("colorbar"));
        return node;
    }

    private void bar(ObjectNode bar) {
        bar.put("exponentformat", "power").put("thickness", 16);
        bar.putObject("title").put("text", Labels.html(shades.label())).put("side", "right");
    }

    private static ArrayNode colours(boolean diverging) {
        var scale = JSON.arrayNode();
        for (int i = 0; i <= 10; i++) scale.addArray().add(i / 10.0).add(Palette.hex(Palette.map(i / 10.0, diverging)));
        return scale;
    }

    private static ObjectNode contour(Figure.Contour contour, String colour) {
        var xs = new ArrayList<Double>();
        var ys = new ArrayList<Double>();
        for (double level : contour.levels()) {
            for (var curve : Isolines.of(contour.x(), contour.y(), contour.values(), level)) {
                for (int i = 0; i < curve.x().length; i++) {
                    xs.add(curve.x()[i]);
                    ys.add(curve.y()[i]);
                }
                xs.add(Double.NaN);
                ys.add(Double.NaN);
            }
        }
        var x = xs.stream().mapToDouble(Double::doubleValue).toArray();
        var y = ys.stream().mapToDouble(Double::doubleValue).toArray();
        return lines(contour.name(), contour.group(), x, y, colour, 1.5);
    }

    private static ObjectNode edges(Figure.Graph graph) {
        int n = graph.from().length;
        var x = new double[3 * n];
        var y = new double[3 * n];
        for (int e = 0; e < n; e++) {
            x[3 * e] = graph.x()[graph.from()[e]];
            x[3 * e + 1] = graph.x()[graph.to()[e]];
            y[3 * e] = graph.y()[graph.from()[e]];
            y[3 * e + 1] = graph.y()[graph.to()[e]];
            x[3 * e + 2] = y[3 * e + 2] = Double.NaN;
        }
        return lines("", "", x, y, "#767676", 0.8).put("opacity", 0.6).put("hoverinfo", "skip");
    }

    private ObjectNode nodes(Figure.Graph graph) {
        var node = scatter("", "", "markers", graph.x(), graph.y());
        var marker = node.putObject("marker").put("size", 9);
        if (graph.value().length > 0) {
            marker.set("color", numbers(graph.value()));
            marker.set("colorscale", colours(shades.diverging()));
            marker.put("cmin", shades.low()).put("cmax", shades.high()).put("showscale", true);
            bar(marker.putObject("colorbar"));
        }
        return node;
    }

    /// All images of a grid as one grey map.
    ObjectNode mosaic(Figure.ImageGrid grid) {
        var mosaic = Mosaic.of(grid);
        var node =
                JSON.objectNode().put("type", "heatmap").put("showscale", false).put("hoverinfo", "z");
        var z = node.putArray("z");
        for (int r = 0; r < mosaic.rows(); r++) z.add(numbers(mosaic.row(r)));
        node.put("zmin", mosaic.low()).put("zmax", mosaic.high());
        var scale = node.putArray("colorscale");
        scale.addArray().add(0).add("#000000");
        scale.addArray().add(1).add("#ffffff");
        return node;
    }

    /// Numbers with `null` for what is not finite: a gap.
    private static ArrayNode numbers(double[] values) {
        var array = JSON.arrayNode(values.length);
        for (double value : values) {
            if (!Double.isFinite(value)) array.addNull();
            else if (value == Math.rint(value) && Math.abs(value) < 1e9) array.add((long) value);
            else array.add(value);
        }
        return array;
    }
}
