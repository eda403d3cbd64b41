package org.onsager.lab.figure;

import java.util.Arrays;
import org.onsager.lab.Figure;

/// A vector field as polylines in data coordinates, broken by NaN: shafts with two barbs each.
///
/// @param x  of the points
/// @param y  of the points
record Arrows(double[] x, double[] y) {
    private static final int POINTS = 6;

    /// Arrows centred at their places, the longest as long as the mean distance between neighbours on linear axes
    /// of ratio 3 : 2.
    static Arrows of(Figure.VectorField field) {
        double[] xs = field.x();
        double[] ys = field.y();
        double spanX = span(xs);
        double spanY = span(ys);
        double longest = 0;
        for (int i = 0; i < xs.length; i++) {
            longest = Math.max(longest, Math.hypot(field.u()[i], field.v()[i]));
        }
        double unit = longest == 0 ? 0 : 0.95 * Math.sqrt(6.0 / Math.max(1, xs.length)) / longest;
        double scaleX = spanX / 3;
        double scaleY = spanY / 2;
        var px = new double[POINTS * xs.length];
        var py = new double[POINTS * xs.length];
        for (int i = 0; i < xs.length; i++) {
            double dx = unit * field.u()[i];
            double dy = unit * field.v()[i];
            double[] alongs = {-0.5, 0.5, 0.2, 0.5, 0.2};
            double[] asides = {0, 0, 0.15, 0, -0.15};
            for (int k = 0; k < alongs.length; k++) {
                px[POINTS * i + k] = xs[i] + scaleX * (alongs[k] * dx - asides[k] * dy);
                py[POINTS * i + k] = ys[i] + scaleY * (alongs[k] * dy + asides[k] * dx);
            }
            px[POINTS * i + 5] = py[POINTS * i + 5] = Double.NaN;
        }
        return new Arrows(px, py);
    }

    private static double span(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        return high > low ? high - low : 1;
    }
}
