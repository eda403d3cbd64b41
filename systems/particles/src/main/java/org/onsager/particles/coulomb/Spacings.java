package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;

/// Nearest-neighbour spacings of a planar point pattern, unfolded: each distance to the nearest neighbour is
/// divided by the mean of those of the points around it, so that a density that varies slowly drops out. Points
/// nearer to the convex hull than one mean spacing are left out, because neighbours of theirs may be missing.
public final class Spacings {
    private static final int NEIGHBOURS = 24;
    private static final double MARGIN = 1;

    private Spacings() {}

    /// The spacings in the order of the points.
    ///
    /// @param x  coordinate `a` of point `i` at `x[a * n + i]`, \(2n\) numbers
    /// @return in units of the local mean; empty if no point is far enough inside
    /// @throws IllegalArgumentException if there are fewer than ten points or two of them coincide
    public static double[] of(double[] x) {
        int n = x.length / 2;
        require(n >= 10, "points", n, "[10, inf)");
        var nearest = new double[n];
        for (int i = 0; i < n; i++) {
            nearest[i] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++)
                if (j != i) nearest[i] = Math.min(nearest[i], Energies.distance2(x, i, j, n, 2));
            if (nearest[i] == 0)
                throw new IllegalArgumentException("points must be distinct, point %d is not".formatted(i));
            nearest[i] = Math.sqrt(nearest[i]);
        }
        double margin = MARGIN * Arrays.stream(nearest).average().orElseThrow();
        int[] hull = hull(x, n);
        var spacings = new double[n];
        int kept = 0;
        for (int i = 0; i < n; i++)
            if (depth(x, n, i, hull) >= margin) spacings[kept++] = nearest[i] / localMean(x, n, i, nearest);
        return Arrays.copyOf(spacings, kept);
    }

    private static double localMean(double[] x, int n, int i, double[] nearest) {
        int count = Math.min(n, NEIGHBOURS);
        var order = new long[n];
        for (int j = 0; j < n; j++) {
            long bits = Float.floatToIntBits((float) Energies.distance2(x, i, j, n, 2));
            order[j] = bits << 32 | j;
        }
        Arrays.sort(order);
        double sum = 0;
        for (int k = 0; k < count; k++) sum += nearest[(int) order[k]];
        return sum / count;
    }

    /// Distance to the nearest edge of the hull.
    private static double depth(double[] x, int n, int i, int[] hull) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < hull.length; k++) {
            int a = hull[k];
            int b = hull[(k + 1) % hull.length];
            double dx = x[b] - x[a], dy = x[n + b] - x[n + a];
            double area = dx * (x[n + i] - x[n + a]) - dy * (x[i] - x[a]);
            least = Math.min(least, area / Math.hypot(dx, dy));
        }
        return least;
    }

    /// The convex hull, anticlockwise, by Andrew's monotone chain.
    private static int[] hull(double[] x, int n) {
        var sorted = new Integer[n];
        for (int i = 0; i < n; i++) sorted[i] = i;
        Arrays.sort(sorted, (a, b) -> x[a] != x[b] ? Double.compare(x[a], x[b]) : Double.compare(x[n + a], x[n + b]));
        var chain = new int[2 * n];
        int size = 0;
        for (int pass = 0; pass < 2; pass++) {
            int start = size;
            for (int k = 0; k < n; k++) {
                int p = sorted[pass == 0 ? k : n - 1 - k];
                while (size >= start + 2 && turn(x, n, chain[size - 2], chain[size - 1], p) <= 0) size--;
                chain[size++] = p;
            }
            size--;
        }
        return Arrays.copyOf(chain, size);
    }

    private static double turn(double[] x, int n, int a, int b, int c) {
        return (x[b] - x[a]) * (x[n + c] - x[n + a]) - (x[n + b] - x[n + a]) * (x[c] - x[a]);
    }
}
