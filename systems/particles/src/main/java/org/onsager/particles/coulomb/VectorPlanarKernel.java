package org.onsager.particles.coulomb;

import static org.onsager.particles.coulomb.PlanarForces.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The planar kernel by the Vector API: eight virtual lanes, in one, two or four passes.
///
/// A pair's force is multiplied out once and added twice, to the particle and to its partner: two multiplications
/// and four additions use both kinds of arithmetic unit, where four fused operations would queue for one kind (a
/// fifth faster on Zen 4).
final class VectorPlanarKernel implements PlanarForces.Kernel {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();
    private static final double[] SELF = self();

    /// A 1 at place 8 between zeros: shifted, it marks a particle's own lane.
    private static double[] self() {
        var ones = new double[2 * LANES];
        ones[LANES] = 1;
        return ones;
    }

    @Override
    public void rows(double[] x, double[] y, double[] gx, double[] gy, int i, int from, int to, double[] lanes) {
        for (int lane = 0; lane < LANES; lane += WIDTH) quad(x, y, gx, gy, i, from + lane, to, lanes, lane);
        for (int row = 0; row < 4; row++) {
            gx[i + row] -= PlanarForces.fold(lanes, row * LANES);
            gy[i + row] -= PlanarForces.fold(lanes, (4 + row) * LANES);
        }
    }

    private static void quad(
            double[] x, double[] y, double[] gx, double[] gy, int i, int from, int to, double[] lanes, int lane) {
        var x0 = DoubleVector.broadcast(SPECIES, x[i]);
        var y0 = DoubleVector.broadcast(SPECIES, y[i]);
        var x1 = DoubleVector.broadcast(SPECIES, x[i + 1]);
        var y1 = DoubleVector.broadcast(SPECIES, y[i + 1]);
        var x2 = DoubleVector.broadcast(SPECIES, x[i + 2]);
        var y2 = DoubleVector.broadcast(SPECIES, y[i + 2]);
        var x3 = DoubleVector.broadcast(SPECIES, x[i + 3]);
        var y3 = DoubleVector.broadcast(SPECIES, y[i + 3]);
        var one = DoubleVector.broadcast(SPECIES, 1);
        var zero = DoubleVector.zero(SPECIES);
        DoubleVector ax0 = zero, ay0 = zero, ax1 = zero, ay1 = zero, ax2 = zero, ay2 = zero, ax3 = zero, ay3 = zero;
        for (int j = from; j < to; j += LANES) {
            var xj = DoubleVector.fromArray(SPECIES, x, j);
            var yj = DoubleVector.fromArray(SPECIES, y, j);
            var sx = DoubleVector.fromArray(SPECIES, gx, j);
            var sy = DoubleVector.fromArray(SPECIES, gy, j);
            var dx0 = x0.sub(xj);
            var dy0 = y0.sub(yj);
            var dx1 = x1.sub(xj);
            var dy1 = y1.sub(yj);
            var r0 = dy0.fma(dy0, dx0.mul(dx0));
            var r1 = dy1.fma(dy1, dx1.mul(dx1));
            var inverse = one.div(r0.mul(r1));
            var w0 = r1.mul(inverse);
            var w1 = r0.mul(inverse);
            var fx0 = dx0.mul(w0);
            var fy0 = dy0.mul(w0);
            var fx1 = dx1.mul(w1);
            var fy1 = dy1.mul(w1);
            ax0 = ax0.add(fx0);
            ay0 = ay0.add(fy0);
            ax1 = ax1.add(fx1);
            ay1 = ay1.add(fy1);
            sx = sx.add(fx0).add(fx1);
            sy = sy.add(fy0).add(fy1);
            var dx2 = x2.sub(xj);
            var dy2 = y2.sub(yj);
            var dx3 = x3.sub(xj);
            var dy3 = y3.sub(yj);
            var r2 = dy2.fma(dy2, dx2.mul(dx2));
            var r3 = dy3.fma(dy3, dx3.mul(dx3));
            var inverse2 = one.div(r2.mul(r3));
            var w2 = r3.mul(inverse2);
            var w3 = r2.mul(inverse2);
            var fx2 = dx2.mul(w2);
            var fy2 = dy2.mul(w2);
            var fx3 = dx3.mul(w3);
            var fy3 = dy3.mul(w3);
            ax2 = ax2.add(fx2);
            ay2 = ay2.add(fy2);
            ax3 = ax3.add(fx3);
            ay3 = ay3.add(fy3);
            sx.add(fx2).add(fx3).intoArray(gx, j);
            sy.add(fy2).add(fy3).intoArray(gy, j);
        }
        ax0.intoArray(lanes, lane);
        ax1.intoArray(lanes, LANES + lane);
        ax2.intoArray(lanes, 2 * LANES + lane);
        ax3.intoArray(lanes, 3 * LANES + lane);
        ay0.intoArray(lanes, 4 * LANES + lane);
        ay1.intoArray(lanes, 5 * LANES + lane);
        ay2.intoArray(lanes, 6 * LANES + lane);
        ay3.intoArray(lanes, 7 * LANES + lane);
    }

    @Override
    public void block(double[] x, double[] y, double[] gx, double[] gy, int i, double[] lanes) {
        for (int row = 0; row < LANES; row++) {
            for (int lane = 0; lane < LANES; lane += WIDTH) {
                var dx = DoubleVector.broadcast(SPECIES, x[i + row]).sub(DoubleVector.fromArray(SPECIES, x, i + lane));
                var dy = DoubleVector.broadcast(SPECIES, y[i + row]).sub(DoubleVector.fromArray(SPECIES, y, i + lane));
                var own = DoubleVector.fromArray(SPECIES, SELF, LANES - row + lane);
                var r = dy.fma(dy, dx.mul(dx)).add(own);
                dx.div(r).intoArray(lanes, lane);
                dy.div(r).intoArray(lanes, LANES + lane);
            }
            gx[i + row] -= PlanarForces.fold(lanes, 0);
            gy[i + row] -= PlanarForces.fold(lanes, LANES);
        }
    }
}
