package org.onsager.particles.coulomb;

import java.util.Arrays;

/// Energies and forces of whole configurations of one gas, with work arrays of its own.
///
/// Coordinates are flat: coordinate `a` of particle `i` at `x[a * N + i]`. On the line the pair force is a rank,
/// got by sorting; in the plane [PlanarForces]; in space one pass over the pairs gives energy and force together.
final class Forces {
    /// Squared distances that are multiplied before their logarithm is taken: \(10^{-38}\) to \(10^{38}\) each.
    private static final int PRODUCT = 8;

    private final CoulombGas gas;
    private final int n;
    private final int d;
    private final PlanarForces planar;
    private final double[] pair;
    private final SpatialForces spatial;

    Forces(CoulombGas gas) {
        this.gas = gas;
        n = gas.particles();
        d = gas.dimension();
        planar = new PlanarForces(n);
        pair = new double[n * d];
        spatial = new SpatialForces(n);
    }

    /// \(-\beta \nabla E\) into `force`.
    void force(double[] x, double[] force) {
        Arrays.fill(pair, 0);
        switch (d) {
            case 1 -> ranks(x);
            case 2 -> planar.compute(x, x, 0, n, pair, pair, 0, n);
            case 3 -> spatial.compute(x, pair);
            default -> space(x);
        }
        for (int i = 0; i < n; i++) {
            double r = Energies.radius(x, i, n, d);
            double pull = r == 0 ? 0 : n * gas.trap().slope(r) / r;
            for (int a = 0; a < d; a++) {
                int at = a * n + i;
                force[at] = gas.beta() * (pair[at] - pull * x[at]);
            }
        }
    }

    /// On the line: \(\sum_j \mathrm{sign}(x_i - x_j) = 2\,\mathrm{rank} - N - 1\).
    private void ranks(double[] x) {
        var sorted = x.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) pair[i] = 2.0 * Arrays.binarySearch(sorted, x[i]) - n + 1;
    }

    private void space(double[] x) {
        var dx = new double[d];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) {
                double r2 = 0;
                for (int a = 0; a < d; a++) {
                    dx[a] = x[a * n + i] - x[a * n + j];
                    r2 += dx[a] * dx[a];
                }
                double weight = Math.pow(r2, -0.5 * d);
                for (int a = 0; a < d; a++) {
                    pair[a * n + i] += weight * dx[a];
                    pair[a * n + j] -= weight * dx[a];
                }
            }
    }

    /// \(E\); infinite if two points coincide.
    double energy(double[] x) {
        double energy = 0;
        for (int i = 0; i < n; i++) energy += n * gas.trap().value(Energies.radius(x, i, n, d));
        return energy
                + switch (d) {
                    case 1 -> lineEnergy(x);
                    case 2 -> -0.5 * logDistances(x);
                    case 3 -> spatial.compute(x, pair);
                    default -> spaceEnergy(x);
                };
    }

    private double lineEnergy(double[] x) {
        var sorted = x.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < n; i++) sum -= (2.0 * i - n + 1) * sorted[i];
        return sum;
    }

    /// \(\sum_{i<j} \ln |x_i - x_j|^2\), eight factors a logarithm.
    private double logDistances(double[] x) {
        double sum = 0;
        for (int i = 1; i < n; i++) {
            double xi = x[i], yi = x[n + i];
            int j = 0;
            double mantissa = 1;
            long exponent = 0;
            for (; j + PRODUCT <= i; j += PRODUCT) {
                double p = distance2(x, xi, yi, j) * distance2(x, xi, yi, j + 1);
                double q = distance2(x, xi, yi, j + 2) * distance2(x, xi, yi, j + 3);
                double s = distance2(x, xi, yi, j + 4) * distance2(x, xi, yi, j + 5);
                double t = distance2(x, xi, yi, j + 6) * distance2(x, xi, yi, j + 7);
                double product = (p * q) * (s * t);
                if (!(product > 1e-300 && product < 1e300)) return plainLogDistances(x);
                mantissa *= product;
                int shift = Math.getExponent(mantissa);
                mantissa = Math.scalb(mantissa, -shift);
                exponent += shift;
            }
            for (; j < i; j++) sum += Math.log(distance2(x, xi, yi, j));
            sum += Math.log(mantissa) + exponent * Math.log(2);
        }
        return sum;
    }

    private double plainLogDistances(double[] x) {
        double sum = 0;
        for (int i = 1; i < n; i++) for (int j = 0; j < i; j++) sum += Math.log(distance2(x, x[i], x[n + i], j));
        return sum;
    }

    private double distance2(double[] x, double xi, double yi, int j) {
        double dx = xi - x[j];
        double dy = yi - x[n + j];
        return dx * dx + dy * dy;
    }

    private double spaceEnergy(double[] x) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) sum += Energies.pair(Energies.distance2(x, i, j, n, d), d);
        return sum;
    }
}
