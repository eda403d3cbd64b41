package org.onsager.particles.coulomb;

/// The energy of a configuration, pair by pair: the plain form that samplers are held to.
final class Energies {
    private Energies() {}

    static double total(CoulombGas gas, double[] x) {
        int n = gas.particles();
        int d = gas.dimension();
        if (x.length != n * d)
            throw new IllegalArgumentException("x must hold %d numbers, not %d".formatted(n * d, x.length));
        double energy = 0;
        for (int i = 0; i < n; i++) {
            energy += n * gas.trap().value(radius(x, i, n, d));
            for (int j = 0; j < i; j++) energy += pair(distance2(x, i, j, n, d), d);
        }
        return energy;
    }

    static double radius(double[] x, int i, int n, int d) {
        if (d == 2) return Math.sqrt(x[i] * x[i] + x[n + i] * x[n + i]);
        double sum = 0;
        for (int a = 0; a < d; a++) sum += x[a * n + i] * x[a * n + i];
        return Math.sqrt(sum);
    }

    static double distance2(double[] x, int i, int j, int n, int d) {
        double sum = 0;
        for (int a = 0; a < d; a++) {
            double dx = x[a * n + i] - x[a * n + j];
            sum += dx * dx;
        }
        return sum;
    }

    /// \(U\) of a squared distance; infinite at 0 from two dimensions on.
    static double pair(double distance2, int d) {
        return switch (d) {
            case 1 -> -Math.sqrt(distance2);
            case 2 -> -0.5 * Math.log(distance2);
            case 3 -> 1 / Math.sqrt(distance2);
            default -> Math.pow(distance2, 1 - d / 2.0) / (d - 2);
        };
    }
}
