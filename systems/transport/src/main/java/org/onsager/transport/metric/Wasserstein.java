package org.onsager.transport.metric;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.PointCloud;

/// The distance \(W_2(a, b) = \left(\min_\pi E|x-y|^2\right)^{1/2}\) between two clouds of equal weights.
public final class Wasserstein {
    private Wasserstein() {}

    /// Exact: by sorting in one dimension for any sizes, else by assignment for equal sizes up to some 2,000
    /// (\(O(n^3)\)).
    ///
    /// @throws IllegalArgumentException if the dimensions differ, or the sizes do in more than one dimension
    public static double exact(PointCloud a, PointCloud b) {
        requireSame(a, b);
        if (a.dimension() == 1) return oneDimension(a.values(), b.values());
        if (a.size() != b.size())
            throw new IllegalArgumentException(
                    "both clouds must have as many points, not %d and %d".formatted(a.size(), b.size()));
        int[] match = Assignment.squaredDistances(a.values(), b.values(), a.dimension());
        double sum = 0;
        for (int i = 0; i < match.length; i++)
            sum += Assignment.squaredDistance(a.values(), i, b.values(), match[i], a.dimension());
        return Math.sqrt(sum / match.length);
    }

    /// Sliced: \(\left(E_\theta W_2^2(\theta^\top a, \theta^\top b)\right)^{1/2}\) over random directions;
    /// \(O(n\log n)\) a direction, any sizes.
    ///
    /// @param directions  at least 1
    public static double sliced(PointCloud a, PointCloud b, int directions, RandomStream stream) {
        requireSame(a, b);
        require(directions >= 1, "directions", directions, "[1, inf)");
        int d = a.dimension();
        double sum = 0;
        for (int k = 0; k < directions; k++) {
            var theta = new double[d];
            stream.at(k).fillNormal(theta);
            double norm = 0;
            for (double each : theta) norm += each * each;
            double w = oneDimension(projected(a, theta, Math.sqrt(norm)), projected(b, theta, Math.sqrt(norm)));
            sum += w * w;
        }
        return Math.sqrt(sum / directions);
    }

    private static double[] projected(PointCloud cloud, double[] theta, double norm) {
        var line = new double[cloud.size()];
        int d = cloud.dimension();
        for (int i = 0; i < line.length; i++)
            for (int k = 0; k < d; k++) line[i] += cloud.values()[i * d + k] * theta[k] / norm;
        return line;
    }

    /// \(\int_0^1 (F_a^{-1} - F_b^{-1})^2\), the quantile functions being steps.
    private static double oneDimension(double[] a, double[] b) {
        var x = a.clone();
        var y = b.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        long n = x.length, m = y.length;
        double sum = 0;
        long done = 0; // in units of 1 / (n m)
        int i = 0, j = 0;
        while (i < n && j < m) {
            long end = Math.min((i + 1) * m, (j + 1) * n);
            double difference = x[i] - y[j];
            sum += (end - done) * difference * difference;
            done = end;
            if ((i + 1) * m == end) i++;
            if ((j + 1) * n == end) j++;
        }
        return Math.sqrt(sum / ((double) n * m));
    }

    private static void requireSame(PointCloud a, PointCloud b) {
        if (a.dimension() != b.dimension())
            throw new IllegalArgumentException(
                    "both clouds must have the same dimension, not %d and %d".formatted(a.dimension(), b.dimension()));
    }
}
