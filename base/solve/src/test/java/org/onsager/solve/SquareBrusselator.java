package org.onsager.solve;

import java.util.stream.IntStream;

/// A test problem with a sparse Jacobian that no order of the unknowns makes a narrow band.
public final class SquareBrusselator {
    private SquareBrusselator() {}

    /// Brusselator with diffusion on a periodic square; unknowns \(u, v\) point by point.
    public static Ode ode(int side, Jacobian jacobian) {
        double c = 0.02 * side * side;
        return Ode.of((t, y, d) -> {
                    for (int p = 0; p < side * side; p++) {
                        int x = p % side, row = p - x;
                        int west = row + (x + side - 1) % side, east = row + (x + 1) % side;
                        int north = (p + side) % (side * side), south = (p + side * (side - 1)) % (side * side);
                        double u = y[2 * p], v = y[2 * p + 1];
                        d[2 * p] = 1
                                + u * u * v
                                - 4.4 * u
                                + c * (y[2 * west] + y[2 * east] + y[2 * north] + y[2 * south] - 4 * u);
                        d[2 * p + 1] = 3.4 * u
                                - u * u * v
                                + c * (y[2 * west + 1] + y[2 * east + 1] + y[2 * north + 1] + y[2 * south + 1] - 4 * v);
                    }
                })
                .asAutonomous()
                .with(jacobian);
    }

    public static int[][] pattern(int side) {
        var columns = new int[2 * side * side][];
        for (int p = 0; p < side * side; p++) {
            int x = p % side, row = p - x;
            int west = row + (x + side - 1) % side, east = row + (x + 1) % side;
            int north = (p + side) % (side * side), south = (p + side * (side - 1)) % (side * side);
            for (int k = 0; k < 2; k++)
                columns[2 * p + k] = IntStream.of(
                                2 * west + k, 2 * east + k, 2 * north + k, 2 * south + k, 2 * p, 2 * p + 1)
                        .sorted()
                        .distinct()
                        .toArray();
        }
        return columns;
    }

    public static double[] start(int side) {
        var y = new double[2 * side * side];
        for (int p = 0; p < side * side; p++) {
            double x = (p % side) / (double) side, z = (p / side) / (double) side;
            y[2 * p] = 22 * z * Math.pow(1 - z, 1.5);
            y[2 * p + 1] = 27 * x * Math.pow(1 - x, 1.5);
        }
        return y;
    }
}
