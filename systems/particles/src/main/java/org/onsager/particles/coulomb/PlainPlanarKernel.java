package org.onsager.particles.coulomb;

import static org.onsager.particles.coulomb.PlanarForces.LANES;

import java.util.Arrays;

/// The planar kernel in plain loops, for virtual machines without the Vector API: the same operations in the same
/// order.
final class PlainPlanarKernel implements PlanarForces.Kernel {

    @Override
    public void rows(double[] x, double[] y, double[] gx, double[] gy, int i, int from, int to, double[] lanes) {
        Arrays.fill(lanes, 0);
        for (int j = from; j < to; j++) {
            int lane = (j - from) % LANES;
            pair(x, y, gx, gy, i, j, lanes, 0, lane);
            pair(x, y, gx, gy, i + 2, j, lanes, 2, lane);
        }
        for (int row = 0; row < 4; row++) {
            gx[i + row] -= PlanarForces.fold(lanes, row * LANES);
            gy[i + row] -= PlanarForces.fold(lanes, (4 + row) * LANES);
        }
    }

    private static void pair(
            double[] x, double[] y, double[] gx, double[] gy, int i, int j, double[] lanes, int row, int lane) {
        double dx0 = x[i] - x[j];
        double dy0 = y[i] - y[j];
        double dx1 = x[i + 1] - x[j];
        double dy1 = y[i + 1] - y[j];
        double r0 = Math.fma(dy0, dy0, dx0 * dx0);
        double r1 = Math.fma(dy1, dy1, dx1 * dx1);
        double inverse = 1 / (r0 * r1);
        double w0 = r1 * inverse;
        double w1 = r0 * inverse;
        int ax = row * LANES + lane;
        int ay = (4 + row) * LANES + lane;
        double fx0 = dx0 * w0;
        double fy0 = dy0 * w0;
        double fx1 = dx1 * w1;
        double fy1 = dy1 * w1;
        lanes[ax] += fx0;
        lanes[ay] += fy0;
        lanes[ax + LANES] += fx1;
        lanes[ay + LANES] += fy1;
        gx[j] = (gx[j] + fx0) + fx1;
        gy[j] = (gy[j] + fy0) + fy1;
    }

    @Override
    public void block(double[] x, double[] y, double[] gx, double[] gy, int i, double[] lanes) {
        for (int row = 0; row < LANES; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                double dx = x[i + row] - x[i + lane];
                double dy = y[i + row] - y[i + lane];
                double r = Math.fma(dy, dy, dx * dx) + (row == lane ? 1 : 0);
                lanes[lane] = dx / r;
                lanes[LANES + lane] = dy / r;
            }
            gx[i + row] -= PlanarForces.fold(lanes, 0);
            gy[i + row] -= PlanarForces.fold(lanes, LANES);
        }
    }
}
