package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Figure;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A figure as Plotly's `{"data", "layout", "frames"}`.
///
/// Level lines and arrows are sent as lines that we computed, so that pages, SVG and PNG show the same. An
/// animation becomes frames with a slider and a button to play it.
public final class PlotlyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> AXES = List.of("xaxis", "yaxis");

    private final Figure figure;
    private final PlotlyTraces traces;

    private PlotlyJson(Figure figure) {
        this.figure = figure;
        var shades = Shades.of(figure.traces());
        this.traces = new PlotlyTraces(Palette.of(figure.traces()), shades.orElse(new Shades("", 0, 1, false)));
    }

    /// The JSON text, safe inside a `<script>` element.
    public static String of(Figure figure) {
        // "</script>" or "<!--" in a label must not end the element that the text stands in.
        return new PlotlyJson(figure).root().toString().replace("<", "\\u003c");
    }

    private ObjectNode root() {
        var root = JSON.objectNode();
        var data = root.putArray("data");
        var layout = root.putObject("layout");
        layout(layout);
        boolean overMap = figure.traces().stream().anyMatch(Figure.HeatMap.class::isInstance);
        for (var trace : figure.traces()) {
            switch (trace) {
                case Figure.Frames frames -> animate(root, data, layout, frames);
                case Figure.ImageGrid grid -> {
                    data.add(traces.mosaic(grid));
                    sheet(layout, grid);
                }
                default -> {
                    if (overMap) traces.halo(trace).forEach(data::add);
                    traces.of(trace).forEach(data::add);
                }
            }
        }
        return root;
    }

    private void layout(ObjectNode layout) {
        layout.putObject("title")
                .put("text", Labels.html(figure.title()))
                .putObject("font")
                .put("size", 16);
        axis(layout.putObject("xaxis"), figure.x());
        axis(layout.putObject("yaxis"), figure.y());
        if (isBare()) for (var name : AXES) ((ObjectNode) layout.get(name)).put("visible", false);
        layout.putObject("margin").put("l", 70).put("r", 20).put("t", 50).put("b", 60);
        layout.put("paper_bgcolor", "rgba(0,0,0,0)").put("plot_bgcolor", "rgba(0,0,0,0)");
        layout.putObject("modebar")
                .put("bgcolor", "rgba(0,0,0,0)")
                .put("color", "#999999")
                .put("activecolor", "#0072b2");
        layout.put("hovermode", "closest").put("bargap", 0).put("barmode", "overlay");
        layout.putObject("legend").put("orientation", "h").put("yanchor", "top").put("y", -0.2);
    }

    /// A network whose places mean nothing needs no axes.
    private boolean isBare() {
        return figure.x().label().isEmpty()
                && figure.y().label().isEmpty()
                && figure.traces().stream().allMatch(Figure.Graph.class::isInstance);
    }

    private static void axis(ObjectNode node, Figure.Axis axis) {
        node.putObject("title").put("text", Labels.html(axis.label())).put("standoff", 12);
        node.put("type", axis.log() ? "log" : "linear");
        node.put("showline", true).put("mirror", true).put("ticks", "inside").put("zeroline", false);
        // powers from 10^5 on, as on paper
        node.put("exponentformat", "power").put("minexponent", 4).put("automargin", true);
        boolean low = Double.isFinite(axis.low());
        boolean high = Double.isFinite(axis.high());
        if (low || high) {
            var range = node.putArray("range");
            end(range, axis.low(), axis.log());
            end(range, axis.high(), axis.log());
        }
    }

    private static void end(ArrayNode range, double value, boolean log) {
        double end = log ? Math.log10(value) : value;
        if (Double.isFinite(end)) range.add(end);
        else range.addNull();
    }

    private static void sheet(ObjectNode layout, Figure.ImageGrid grid) {
        for (var name : AXES) {
            var axis = layout.putObject(name);
            axis.put("visible", false);
            if (name.equals("yaxis")) axis.put("autorange", "reversed").put("scaleanchor", "x");
        }
        int width = grid.width() + 1;
        int height = grid.images().length == 0 ? 1 : grid.images()[0].length / grid.width();
        int pitch = Mosaic.of(grid).pitch();
        var notes = layout.putArray("annotations");
        int perRow = Math.max(1, grid.perRow());
        for (int k = 0; k < Math.min(grid.captions().size(), grid.images().length); k++) {
            notes.addObject()
                    .put("x", (k % perRow) * width + grid.width() / 2.0 - 0.5)
                    .put("y", (k / perRow) * pitch + height - 0.5)
                    .put("text", Labels.html(grid.captions().get(k)))
                    .put("showarrow", false)
                    .put("yanchor", "top")
                    .putObject("font")
                    .put("size", 10);
        }
    }

    private void animate(ObjectNode root, ArrayNode data, ObjectNode layout, Figure.Frames frames) {
        int first = data.size();
        var contents = new ArrayList<List<ObjectNode>>();
        for (var frame : frames.frames()) {
            contents.add(
                    frame.stream().flatMap(trace -> traces.of(trace).stream()).toList());
        }
        int most = contents.stream().mapToInt(List::size).max().orElse(0);
        var nodes = root.putArray("frames");
        var steps = JSON.arrayNode();
        for (int k = 0; k < contents.size(); k++) {
            var node = nodes.addObject().put("name", String.valueOf(k));
            var places = node.putArray("traces");
            var content = node.putArray("data");
            for (int t = 0; t < most; t++) {
                places.add(first + t);
                content.add(t < contents.get(k).size() ? contents.get(k).get(t) : PlotlyTraces.nothing());
            }
            var label = k < frames.labels().size() ? frames.labels().get(k) : String.valueOf(k);
            var step = steps.addObject().put("label", Tex.plain(label)).put("method", "animate");
            var arguments = step.putArray("args");
            arguments.addArray().add(String.valueOf(k));
            atOnce(arguments.addObject());
        }
        if (!contents.isEmpty()) {
            for (int t = 0; t < most; t++) {
                data.add(
                        t < contents.getFirst().size()
                                ? contents.getFirst().get(t).deepCopy()
                                : PlotlyTraces.nothing());
            }
        }
        freeze(layout);
        var slider = layout.putArray("sliders").addObject();
        slider.putObject("pad").put("t", 60);
        slider.set("steps", steps);
        play(layout);
    }

    /// Fixes the axes to the range of all frames, so that they stand still.
    private void freeze(ObjectNode layout) {
        var plane = Plane.of(figure.x(), figure.y(), figure.traces(), 0, 0, 1, 1);
        var x = ((ObjectNode) layout.get("xaxis")).putArray("range");
        end(x, plane.xLow(), plane.xLog());
        end(x, plane.xHigh(), plane.xLog());
        var y = ((ObjectNode) layout.get("yaxis")).putArray("range");
        end(y, plane.yLow(), plane.yLog());
        end(y, plane.yHigh(), plane.yLog());
        layout.putObject("legend")
                .put("orientation", "h")
                .put("yanchor", "bottom")
                .put("y", 1);
        // the slider leaves the legend no place but above the axes: room for two rows under the title
        ((ObjectNode) layout.get("margin")).put("t", 90);
        ((ObjectNode) layout.get("title")).put("y", 0.98).put("yanchor", "top");
    }

    private static void play(ObjectNode layout) {
        var menu = layout.putArray("updatemenus").addObject();
        menu.put("type", "buttons")
                .put("direction", "left")
                .put("x", 0)
                .put("y", 0)
                .put("xanchor", "right");
        menu.put("yanchor", "top")
                .put("showactive", false)
                .putObject("pad")
                .put("t", 80)
                .put("r", 10);
        var buttons = menu.putArray("buttons");
        var start = buttons.addObject()
                .put("label", "Play")
                .put("method", "animate")
                .putArray("args");
        start.addNull();
        var options = start.addObject().put("fromcurrent", true);
        options.putObject("frame").put("duration", 250).put("redraw", true);
        options.putObject("transition").put("duration", 0);
        var stop = buttons.addObject()
                .put("label", "Pause")
                .put("method", "animate")
                .putArray("args");
        stop.addArray().addNull();
        atOnce(stop.addObject());
    }

    private static void atOnce(ObjectNode options) {
        options.put("mode", "immediate");
        options.putObject("frame").put("duration", 0).put("redraw", true);
        options.putObject("transition").put("duration", 0);
    }
}
