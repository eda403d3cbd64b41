package org.onsager.transport;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;

/// Points of \(R^d\), such as a data set or an ensemble of particles.
///
/// @param dimension  \(d \ge 1\)
/// @param values  \(n \ge 1\) points one after the other, `values[i * dimension + k]`; finite
public record PointCloud(int dimension, double[] values) implements Law {

    public PointCloud {
        require(dimension >= 1, "dimension", dimension, "[1, inf)");
        if (values.length == 0) throw new IllegalArgumentException("a point cloud must hold at least one point");
        if (values.length % dimension != 0)
            throw new IllegalArgumentException("values must be whole points of %d coordinates, not %d numbers"
                    .formatted(dimension, values.length));
        for (int i = 0; i < values.length; i++)
            if (!Double.isFinite(values[i]))
                throw new IllegalArgumentException("point %d must be finite, but coordinate %d is %s"
                        .formatted(i / dimension, i % dimension, values[i]));
    }

    /// A cloud from one row a point.
    ///
    /// @throws IllegalArgumentException if there is no row or they differ in length
    public static PointCloud of(double[]... rows) {
        if (rows.length == 0) throw new IllegalArgumentException("a point cloud must hold at least one point");
        int d = rows[0].length;
        var values = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d)
                throw new IllegalArgumentException(
                        "point %d must have %d coordinates as point 0 has, not %d".formatted(i, d, rows[i].length));
            System.arraycopy(rows[i], 0, values, i * d, d);
        }
        return new PointCloud(d, values);
    }

    /// `count` independent draws of a law.
    public static PointCloud draw(Law law, RandomStream stream, int count) {
        var values = new double[count * law.dimension()];
        law.fill(stream, count, values);
        return new PointCloud(law.dimension(), values);
    }

    /// Number of points.
    public int size() {
        return values.length / dimension;
    }

    /// Coordinate `k` of every point, a new array.
    public double[] coordinate(int k) {
        var column = new double[size()];
        for (int i = 0; i < column.length; i++) column[i] = values[i * dimension + k];
        return column;
    }

    /// The first `count` points, or all of them if there are fewer.
    public PointCloud first(int count) {
        if (count >= size()) return this;
        return new PointCloud(dimension, java.util.Arrays.copyOf(values, count * dimension));
    }

    /// Draws points with replacement: a cloud stands for its empirical law.
    @Override
    public void fill(RandomStream stream, int count, double[] out) {
        var source = stream.generator();
        int n = size();
        for (int i = 0; i < count; i++)
            System.arraycopy(values, source.nextInt(n) * dimension, out, i * dimension, dimension);
    }
}
