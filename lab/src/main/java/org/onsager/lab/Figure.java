package org.onsager.lab;

import java.util.ArrayList;
import java.util.List;

/// A picture as data: axes and traces, drawn by Plotly in pages and by our own painter as SVG and PNG from this
/// one object.
///
/// Colours are not chosen here: traces take the colour-blind-safe palette in order, and a trace that belongs to
/// an earlier one (its error band, the theory behind its points) names it by `group` to share its colour.
///
/// @param title  one line
/// @param caption  what is seen, with n, interval and how it was got; may hold `\( \)` formulas
/// @param x  the horizontal axis
/// @param y  the vertical axis
/// @param traces  drawn in order
public record Figure(String title, String caption, Axis x, Axis y, List<Trace> traces) {
    public Figure {
        traces = List.copyOf(traces);
        if (traces.isEmpty())
            throw new IllegalArgumentException("figure %s must have at least one trace".formatted(title));
    }

    /// A figure with no traces yet.
    public static Builder of(String title, String xLabel, String yLabel) {
        return new Builder(title, Axis.linear(xLabel), Axis.linear(yLabel));
    }

    /// An axis.
    ///
    /// @param label  with the unit in parentheses
    /// @param log  whether its scale is logarithmic
    /// @param low  lower end, NaN to fit the data
    /// @param high  upper end, NaN to fit the data
    public record Axis(String label, boolean log, double low, double high) {
        public static Axis linear(String label) {
            return new Axis(label, false, Double.NaN, Double.NaN);
        }

        public static Axis log(String label) {
            return new Axis(label, true, Double.NaN, Double.NaN);
        }

        public Axis between(double low, double high) {
            return new Axis(label, log, low, high);
        }
    }

    /// How a line is dashed.
    public enum Dash {
        SOLID,
        DASHED,
        DOTTED
    }

    /// Something drawn on the axes. NaN breaks a line and leaves a cell or a point out.
    public sealed interface Trace {}

    /// A polyline through `(x[i], y[i])`.
    public record Line(String name, String group, double[] x, double[] y, Dash dash) implements Trace {}

    /// Markers at `(x[i], y[i])` with vertical error bars of `error[i]` either side; an empty `error` draws none.
    public record Points(String name, String group, double[] x, double[] y, double[] error) implements Trace {}

    /// The area between `low[i]` and `high[i]` over `x[i]`.
    public record Band(String name, String group, double[] x, double[] low, double[] high) implements Trace {}

    /// Bars between `edges[i]` and `edges[i + 1]` of height `heights[i]`.
    public record Histogram(String name, String group, double[] edges, double[] heights) implements Trace {}

    /// Cells coloured by `values[row][column]` at the cell centres `y[row]`, `x[column]` (both ascending).
    ///
    /// @param label  of the colour bar
    /// @param diverging  whether colours run both ways from zero
    public record HeatMap(String label, double[] x, double[] y, double[][] values, boolean diverging)
            implements Trace {}

    /// Level lines of `values[row][column]` at `y[row]`, `x[column]`.
    ///
    /// @param levels  the values at which lines are drawn
    public record Contour(String name, String group, double[] x, double[] y, double[][] values, double[] levels)
            implements Trace {}

    /// Arrows from `(x[i], y[i])` along `(u[i], v[i])`, scaled together to fit.
    public record VectorField(String name, double[] x, double[] y, double[] u, double[] v) implements Trace {}

    /// Nodes at `(x[i], y[i])`, edges between nodes `from[k]` and `to[k]`, nodes coloured by `value[i]`.
    public record Graph(String label, double[] x, double[] y, int[] from, int[] to, double[] value) implements Trace {}

    /// Grey images in a grid, each of `rows[k] x columns` pixels given row by row.
    ///
    /// @param captions  one an image
    /// @param images  `images[k][row * width + column]`
    /// @param width  pixels a row
    /// @param perRow  images a row of the grid
    public record ImageGrid(List<String> captions, double[][] images, int width, int perRow) implements Trace {}

    /// An animation: one list of traces a frame, on common axes.
    ///
    /// @param labels  one a frame, such as `t = 0.5`
    public record Frames(List<String> labels, List<List<Trace>> frames) implements Trace {}

    /// Collects traces.
    public static final class Builder {
        private final String title;
        private String caption = "";
        private Axis x;
        private Axis y;
        private final List<Trace> traces = new ArrayList<>();

        private Builder(String title, Axis x, Axis y) {
            this.title = title;
            this.x = x;
            this.y = y;
        }

        public Builder caption(String caption) {
            this.caption = caption;
            return this;
        }

        public Builder x(Axis axis) {
            this.x = axis;
            return this;
        }

        public Builder y(Axis axis) {
            this.y = axis;
            return this;
        }

        public Builder add(Trace trace) {
            traces.add(trace);
            return this;
        }

        public Builder line(String name, double[] x, double[] y) {
            return add(new Line(name, name, x, y, Dash.SOLID));
        }

        /// A dashed line in the colour of `group`.
        public Builder dashed(String name, String group, double[] x, double[] y) {
            return add(new Line(name, group, x, y, Dash.DASHED));
        }

        public Builder points(String name, double[] x, double[] y) {
            return add(new Points(name, name, x, y, new double[0]));
        }

        /// Markers with error bars in the colour of `group`.
        public Builder points(String name, String group, double[] x, double[] y, double[] error) {
            return add(new Points(name, group, x, y, error));
        }

        public Builder band(String name, String group, double[] x, double[] low, double[] high) {
            return add(new Band(name, group, x, low, high));
        }

        public Figure build() {
            return new Figure(title, caption, x, y, traces);
        }
    }
}
