package org.onsager.inference.pde;

import java.util.List;

/// A known solution at the points of a test grid, to measure an error by while solving.
///
/// @param points  one list of coordinates an axis
/// @param values  row-major over the product of `points`
public record Reference(List<double[]> points, double[] values) {
    public Reference {
        points = List.copyOf(points);
        int size = 1;
        for (double[] each : points) size *= each.length;
        if (size != values.length)
            throw new IllegalArgumentException("values must be %d, not %d".formatted(size, values.length));
    }

    /// Whether the reference vanishes, so that only an absolute error has a meaning.
    public boolean isZero() {
        for (double value : values) if (value != 0) return false;
        return true;
    }

    /// \(\|p - u\|_2 / \|u\|_2\); \(\|p - u\|_2/\sqrt n\) against a zero reference.
    public double error(double[] prediction) {
        double gap = 0, norm = 0;
        for (int i = 0; i < values.length; i++) {
            gap += (prediction[i] - values[i]) * (prediction[i] - values[i]);
            norm += values[i] * values[i];
        }
        return Math.sqrt(norm == 0 ? gap / values.length : gap / norm);
    }
}
