package org.onsager.lab.figure;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Figure;

/// The values that the colours of a map run over.
///
/// @param label  of the colour bar
/// @param diverging  whether white stands at zero and the two ends are as far from it
record Shades(String label, double low, double high, boolean diverging) {

    /// The shades of the first trace that is coloured by value.
    static Optional<Shades> of(List<Figure.Trace> traces) {
        for (var trace : traces) {
            switch (trace) {
                case Figure.HeatMap map -> {
                    return Optional.of(of(map.label(), map.diverging(), all(traces)));
                }
                case Figure.Graph graph
                when graph.value().length > 0 -> {
                    return Optional.of(of(graph.label(), false, all(traces)));
                }
                case Figure.Frames frames -> {
                    var inner =
                            of(frames.frames().stream().flatMap(List::stream).toList());
                    if (inner.isPresent()) return inner;
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private static Plane.Range all(List<Figure.Trace> traces) {
        var range = new Plane.Range(false);
        for (var trace : traces) {
            if (trace instanceof Figure.HeatMap map) for (double[] row : map.values()) range.add(row);
            if (trace instanceof Figure.Graph graph) range.add(graph.value());
        }
        range.tight();
        return range;
    }

    private static Shades of(String label, boolean diverging, Plane.Range range) {
        double[] ends = range.ends(Figure.Axis.linear(label));
        if (!diverging) return new Shades(label, ends[0], ends[1], false);
        double reach = Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
        return new Shades(label, -reach, reach, true);
    }

    int colour(double value) {
        return Palette.map((value - low) / (high - low), diverging);
    }
}
