package org.onsager.transport.metric;

import org.onsager.numerics.Parallel;
import org.onsager.transport.PointCloud;

/// The energy distance \(2E|x-y| - E|x-x'| - E|y-y'|\) between two laws, zero only if they are equal (G. J.
/// Székely and M. L. Rizzo).
public final class EnergyDistance {
    private static final int GRAIN = 64;

    private EnergyDistance() {}

    /// The unbiased estimate from two clouds, which may come out slightly negative; \(O((n+m)^2 d)\).
    ///
    /// @throws IllegalArgumentException if the dimensions differ or a cloud has fewer than two points
    public static double of(PointCloud a, PointCloud b) {
        if (a.dimension() != b.dimension())
            throw new IllegalArgumentException(
                    "both clouds must have the same dimension, not %d and %d".formatted(a.dimension(), b.dimension()));
        if (a.size() < 2 || b.size() < 2)
            throw new IllegalArgumentException(
                    "both clouds must have at least 2 points, not %d and %d".formatted(a.size(), b.size()));
        double n = a.size(), m = b.size();
        return 2 * sum(a, b) / (n * m) - sum(a, a) / (n * (n - 1)) - sum(b, b) / (m * (m - 1));
    }

    private static double sum(PointCloud a, PointCloud b) {
        return Parallel.sum(a.size(), GRAIN, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++)
                for (int j = 0; j < b.size(); j++)
                    sum += Math.sqrt(Assignment.squaredDistance(a.values(), i, b.values(), j, a.dimension()));
            return sum;
        });
    }
}
