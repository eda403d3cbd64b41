package org.onsager.particles.coulomb;

/// A number that is measured on a configuration.
@FunctionalInterface
public interface Statistic {

    /// @param x  coordinate `a` of particle `i` at `x[a * N + i]`
    double of(double[] x);

    /// \(\sum_i f(|x_i|)\).
    static Statistic linear(CoulombGas gas, RadialFunction f) {
        int n = gas.particles();
        int d = gas.dimension();
        return x -> {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += f.value(Energies.radius(x, i, n, d));
            return sum;
        };
    }

    /// The sum of one coordinate over the particles: \(N\) times that of the centre of mass.
    static Statistic centreOfMass(CoulombGas gas, int axis) {
        int n = gas.particles();
        return x -> {
            double sum = 0;
            for (int i = 0; i < n; i++) sum += x[axis * n + i];
            return sum;
        };
    }
}
