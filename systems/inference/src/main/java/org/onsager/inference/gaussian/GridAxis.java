package org.onsager.inference.gaussian;

import org.onsager.inference.gaussian.SpectralMixture.Distances;

/// The grid points along one dimension, and the distances between them at which a covariance is wanted: \(n\) on
/// an equispaced grid, all \(n(n+1)/2\) pairs else.
public final class GridAxis {
    private final double[] points;
    private final boolean equispaced;
    private final Distances distances;

    private GridAxis(double[] points, boolean equispaced, Distances distances) {
        this.points = points;
        this.equispaced = equispaced;
        this.distances = distances;
    }

    /// \(n\) points from `low` to `high`, both included.
    public static GridAxis equispaced(double low, double high, int n) {
        if (n < 2) throw new IllegalArgumentException("n must be in [2, inf), not " + n);
        if (!(low < high && Double.isFinite(low) && Double.isFinite(high)))
            throw new IllegalArgumentException("low must be in (-inf, high), not %s of %s".formatted(low, high));
        var points = new double[n];
        for (int i = 0; i < n; i++) points[i] = i == n - 1 ? high : low + (high - low) * i / (n - 1);
        return new GridAxis(points, true, Distances.equispaced(n, (high - low) / (n - 1)));
    }

    /// Any increasing points; equispaced ones are noticed.
    ///
    /// @throws IllegalArgumentException with the index of a point that is not above its predecessor
    public static GridAxis of(double... points) {
        if (points.length < 2) throw new IllegalArgumentException("points must be at least 2, not " + points.length);
        int n = points.length;
        for (int i = 0; i < n; i++)
            if (!Double.isFinite(points[i]) || i > 0 && !(points[i] > points[i - 1]))
                throw new IllegalArgumentException("points must increase: points[%d] is %s%s"
                        .formatted(i, points[i], i > 0 ? ", after " + points[i - 1] : ""));
        double step = (points[n - 1] - points[0]) / (n - 1);
        boolean even = true;
        for (int i = 1; i < n; i++) even &= Math.abs(points[i] - points[0] - i * step) <= 1e-9 * step;
        if (even) return equispaced(points[0], points[n - 1], n);
        return new GridAxis(points.clone(), false, Distances.of(0)).unstructured();
    }

    /// The same points without the knowledge that they are equispaced: every covariance is dense.
    public GridAxis unstructured() {
        int n = points.length;
        var pairs = new double[n * (n + 1) / 2];
        for (int i = 0, at = 0; i < n; i++) for (int j = 0; j <= i; j++) pairs[at++] = points[i] - points[j];
        return new GridAxis(points, false, Distances.of(pairs));
    }

    /// Number of points.
    public int size() {
        return points.length;
    }

    /// The points, a copy.
    public double[] points() {
        return points.clone();
    }

    /// The `i`-th point.
    public double point(int i) {
        return points[i];
    }

    public double low() {
        return points[0];
    }

    public double high() {
        return points[points.length - 1];
    }

    /// The widest gap between neighbours.
    public double widestGap() {
        double widest = 0;
        for (int i = 1; i < points.length; i++) widest = Math.max(widest, points[i] - points[i - 1]);
        return widest;
    }

    public boolean isEquispaced() {
        return equispaced;
    }

    Distances distances() {
        return distances;
    }

    /// Where the distance of points `i` and `j` stands among [#distances()].
    int pair(int i, int j) {
        if (equispaced) return Math.abs(i - j);
        int high = Math.max(i, j);
        return high * (high + 1) / 2 + Math.min(i, j);
    }
}
