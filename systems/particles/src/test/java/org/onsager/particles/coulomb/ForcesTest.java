package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class ForcesTest {

    private static double[] points(int size, String name) {
        var x = new double[size];
        RandomStream.of(1).split(name).fillNormal(x);
        return x;
    }

    @Test
    void planar_forces_are_those_of_the_plain_double_loop() {
        for (int n : new int[] {1, 2, 3, 7, 8, 9, 17, 100, 1_500}) {
            double[] x = points(n, "x");
            double[] y = points(n, "y");
            var fx = new double[n];
            var fy = new double[n];
            new PlanarForces(n).compute(x, y, fx, fy);
            for (int i = 0; i < n; i++) {
                double sx = 0, sy = 0, size = 0;
                for (int j = 0; j < n; j++) {
                    if (j == i) continue;
                    double dx = x[i] - x[j], dy = y[i] - y[j], w = 1 / (dx * dx + dy * dy);
                    sx += dx * w;
                    sy += dy * w;
                    size += Math.sqrt(w);
                }
                assertThat(fx[i]).isCloseTo(sx, within(1e-13 * (1 + size)));
                assertThat(fy[i]).isCloseTo(sy, within(1e-13 * (1 + size)));
            }
        }
    }

    @Test
    void planar_forces_have_the_same_bits_without_the_vector_api_and_on_any_number_of_threads() throws Exception {
        int n = 1_531;
        double[] x = points(n, "x");
        double[] y = points(n, "y");
        var vector = new double[2][n];
        var plain = new double[2][n];
        var single = new double[2][n];
        new PlanarForces(n, new VectorPlanarKernel()).compute(x, y, vector[0], vector[1]);
        new PlanarForces(n, new PlainPlanarKernel()).compute(x, y, plain[0], plain[1]);
        try (var pool = new ForkJoinPool(1)) {
            pool.submit(() -> new PlanarForces(n).compute(x, y, single[0], single[1]))
                    .get();
        }
        assertThat(plain).isDeepEqualTo(vector);
        assertThat(single).isDeepEqualTo(vector);
    }

    @Test
    void spatial_forces_have_the_same_bits_without_the_vector_api() {
        int n = 45;
        double[] x = points(3 * n, "x");
        var vector = new double[3 * n];
        var plain = new double[3 * n];
        double energy = new SpatialForces(n, true).compute(x, vector);
        assertThat(new SpatialForces(n, false).compute(x, plain)).isEqualTo(energy);
        assertThat(plain).isEqualTo(vector);
    }

    @Test
    void forces_are_the_gradient_of_the_energy_in_every_dimension() {
        for (int d = 1; d <= 5; d++) {
            var gas = new CoulombGas(d, 1.3, 20, Traps.quartic(0.25, 0.125));
            double[] x = points(20 * d, "gradient");
            var force = new double[x.length];
            var forces = new Forces(gas);
            forces.force(x, force);
            assertThat(forces.energy(x) / gas.energy(x)).isCloseTo(1, within(1e-12));
            for (int k = 0; k < x.length; k += 3) {
                double h = 1e-6;
                double kept = x[k];
                x[k] = kept + h;
                double up = gas.energy(x);
                x[k] = kept - h;
                double down = gas.energy(x);
                x[k] = kept;
                double scale = 1 + Math.abs(force[k]);
                assertThat(force[k]).as("d = %d", d).isCloseTo(-1.3 * (up - down) / (2 * h), within(2e-4 * scale));
            }
        }
    }

    @Test
    void coincident_points_have_infinite_energy() {
        for (int d = 2; d <= 4; d++) {
            var gas = CoulombGas.harmonic(d, 1, 20);
            double[] x = points(20 * d, "coincident");
            for (int a = 0; a < d; a++) x[a * 20 + 12] = x[a * 20 + 1];
            assertThat(gas.energy(x)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(new Forces(gas).energy(x)).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }
}
