package org.onsager.particles.coulomb;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.onsager.numerics.vector.VectorSupport;

/// All-pairs forces and energy in three dimensions, \(\sum_j (x_i - x_j)/|x_i - x_j|^3\) and \(\sum_{i<j} 1/|x_i
/// - x_j|\).
///
/// Each pair once, a particle against vectors of eight partners; the pairs inside a block of eight one by one.
/// The same bits with the Vector API on or off.
final class SpatialForces {
    private static final int LANES = 8;
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > LANES ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;
    private static final double FAR = 1e150;

    private final int n;
    private final boolean vector;
    private final double[][] x;
    private final double[][] g;
    private final double[] lanes = new double[4 * LANES];

    SpatialForces(int particles) {
        this(particles, VectorSupport.ENABLED);
    }

    SpatialForces(int particles, boolean vector) {
        n = particles;
        this.vector = vector;
        int padded = Math.ceilDiv(n, LANES) * LANES;
        x = new double[3][padded];
        g = new double[3][padded];
        for (double[] axis : x) for (int i = n; i < padded; i++) axis[i] = FAR * (1 + i - n);
    }

    /// Forces into `force` (flat, as `position`).
    ///
    /// @return \(\sum_{i<j} 1/|x_i - x_j|\), infinite if two points coincide
    double compute(double[] position, double[] force) {
        for (int a = 0; a < 3; a++) {
            System.arraycopy(position, a * n, x[a], 0, n);
            Arrays.fill(g[a], 0);
        }
        double energy = 0;
        for (int i = 0; i < n; i++) {
            int block = i / LANES * LANES + LANES;
            energy += near(i, Math.min(block, n));
            if (block >= x[0].length) continue;
            Arrays.fill(lanes, 0);
            if (vector) for (int lane = 0; lane < LANES; lane += SPECIES.length()) far(i, block + lane, lane);
            else plainFar(i, block);
            for (int a = 0; a < 3; a++) g[a][i] -= PlanarForces.fold(lanes, a * LANES);
            energy += PlanarForces.fold(lanes, 3 * LANES);
        }
        for (int a = 0; a < 3; a++) for (int i = 0; i < n; i++) force[a * n + i] = -g[a][i];
        return energy;
    }

    private double near(int i, int end) {
        double energy = 0;
        for (int j = i + 1; j < end; j++) {
            double dx = x[0][i] - x[0][j], dy = x[1][i] - x[1][j], dz = x[2][i] - x[2][j];
            double inverse = 1 / Math.sqrt(Math.fma(dz, dz, Math.fma(dy, dy, dx * dx)));
            double w = inverse * inverse * inverse;
            g[0][i] -= dx * w;
            g[1][i] -= dy * w;
            g[2][i] -= dz * w;
            g[0][j] += dx * w;
            g[1][j] += dy * w;
            g[2][j] += dz * w;
            energy += inverse;
        }
        return energy;
    }

    private void far(int i, int from, int lane) {
        double[] px = x[0], py = x[1], pz = x[2], gx = g[0], gy = g[1], gz = g[2];
        var xi = DoubleVector.broadcast(SPECIES, px[i]);
        var yi = DoubleVector.broadcast(SPECIES, py[i]);
        var zi = DoubleVector.broadcast(SPECIES, pz[i]);
        var one = DoubleVector.broadcast(SPECIES, 1);
        var ax = DoubleVector.zero(SPECIES);
        var ay = ax;
        var az = ax;
        var energy = ax;
        for (int j = from; j < px.length; j += LANES) {
            var dx = xi.sub(DoubleVector.fromArray(SPECIES, px, j));
            var dy = yi.sub(DoubleVector.fromArray(SPECIES, py, j));
            var dz = zi.sub(DoubleVector.fromArray(SPECIES, pz, j));
            var inverse = one.div(dz.fma(dz, dy.fma(dy, dx.mul(dx))).sqrt());
            var w = inverse.mul(inverse).mul(inverse);
            ax = dx.fma(w, ax);
            ay = dy.fma(w, ay);
            az = dz.fma(w, az);
            energy = energy.add(inverse);
            dx.fma(w, DoubleVector.fromArray(SPECIES, gx, j)).intoArray(gx, j);
            dy.fma(w, DoubleVector.fromArray(SPECIES, gy, j)).intoArray(gy, j);
            dz.fma(w, DoubleVector.fromArray(SPECIES, gz, j)).intoArray(gz, j);
        }
        ax.intoArray(lanes, lane);
        ay.intoArray(lanes, LANES + lane);
        az.intoArray(lanes, 2 * LANES + lane);
        energy.intoArray(lanes, 3 * LANES + lane);
    }

    private void plainFar(int i, int from) {
        for (int j = from; j < x[0].length; j++) {
            int lane = (j - from) % LANES;
            double dx = x[0][i] - x[0][j], dy = x[1][i] - x[1][j], dz = x[2][i] - x[2][j];
            double inverse = 1 / Math.sqrt(Math.fma(dz, dz, Math.fma(dy, dy, dx * dx)));
            double w = inverse * inverse * inverse;
            lanes[lane] = Math.fma(dx, w, lanes[lane]);
            lanes[LANES + lane] = Math.fma(dy, w, lanes[LANES + lane]);
            lanes[2 * LANES + lane] = Math.fma(dz, w, lanes[2 * LANES + lane]);
            lanes[3 * LANES + lane] += inverse;
            g[0][j] = Math.fma(dx, w, g[0][j]);
            g[1][j] = Math.fma(dy, w, g[1][j]);
            g[2][j] = Math.fma(dz, w, g[2][j]);
        }
    }
}
