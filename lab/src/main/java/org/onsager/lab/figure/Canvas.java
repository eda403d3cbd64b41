package org.onsager.lab.figure;

import java.util.List;
import org.onsager.lab.Figure.Dash;

/// What the painter needs of a drawing surface. Lengths are in pixels of a 96 dpi page, the origin is the upper
/// left corner, colours are `0xRRGGBB`.
interface Canvas {

    /// How a line is drawn.
    ///
    /// @param opacity  0 to 1
    record Stroke(int colour, double width, Dash dash, double opacity) {
        static Stroke of(int colour, double width) {
            return new Stroke(colour, width, Dash.SOLID, 1);
        }
    }

    /// Where a text stands relative to its point along its own direction.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// A look of text.
    ///
    /// @param upward  whether it runs from bottom to top instead of left to right
    record Font(double size, boolean bold, int colour, Anchor anchor, boolean upward) {}

    /// An open line through the points.
    void polyline(double[] x, double[] y, Stroke stroke);

    /// A closed filled shape.
    void polygon(double[] x, double[] y, int colour, double opacity);

    /// A filled rectangle.
    void rect(double x, double y, double width, double height, int colour, double opacity);

    /// A filled circle with a rim; a rim of width 0 is none.
    void circle(double x, double y, double radius, int colour, Stroke rim);

    /// A line of text with its baseline at the point.
    void text(List<Tex.Run> runs, double x, double y, Font font);

    /// A raster of `0xRRGGBB`, -1 for a transparent cell, stretched to the rectangle with hard edges.
    void image(double x, double y, double width, double height, int[] pixels, int columns);

    /// Runs `inside` with everything outside the rectangle cut off.
    void clipped(double x, double y, double width, double height, Runnable inside);

    default void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        polyline(new double[] {x1, x2}, new double[] {y1, y2}, stroke);
    }
}
