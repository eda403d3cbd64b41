package org.onsager.papers.stochasticinterpolants;

import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;

/// The uniform law on the eight dark squares, of side 2, of a checkerboard on \([-4, 4]^2\).
record Checkerboard() implements Law {
    /// Number of dark squares.
    static final int SQUARES = 8;

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public void fill(RandomStream stream, int count, double[] out) {
        var u = new double[3 * count];
        stream.fillUniform(u);
        for (int i = 0; i < count; i++) {
            double x = 4 * u[3 * i] - 2;
            double y = u[3 * i + 1] - (u[3 * i + 2] < 0.5 ? 2 : 0) + Math.floorMod((long) Math.floor(x), 2);
            out[2 * i] = 2 * x;
            out[2 * i + 1] = 2 * y;
        }
    }

    /// The dark square of a point, from 0, or -1 on light squares and outside.
    static int square(double x, double y) {
        int column = (int) Math.floor(x / 2), row = (int) Math.floor(y / 2);
        if (column < -2 || column > 1 || row < -2 || row > 1) return -1;
        return Math.floorMod(column + row, 2) == 0 ? 2 * (column + 2) + (row + 2) / 2 : -1;
    }

    /// The share of points on no dark square.
    static double outside(PointCloud cloud) {
        int out = 0;
        for (int i = 0; i < cloud.size(); i++) if (square(cloud.values()[2 * i], cloud.values()[2 * i + 1]) < 0) out++;
        return (double) out / cloud.size();
    }

    /// The share of points on each dark square.
    static double[] shares(PointCloud cloud) {
        var shares = new double[SQUARES];
        for (int i = 0; i < cloud.size(); i++) {
            int square = square(cloud.values()[2 * i], cloud.values()[2 * i + 1]);
            if (square >= 0) shares[square] += 1.0 / cloud.size();
        }
        return shares;
    }
}
