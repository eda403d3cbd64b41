package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;

/// \(N\) equal charges in a radial trap: \(P \propto \exp(-\beta E)\),
/// \(E = N \sum_i V(|x_i|) + \frac12 \sum_{i \ne j} U(x_i - x_j)\), with the Coulomb repulsion
/// \(U = -|x|\) (\(d = 1\)), \(-\ln |x|\) (\(d = 2\)), \(|x|^{2-d}/(d-2)\) (\(d \ge 3\)). Lengths are such that
/// the droplet has size \(O(1)\).
///
/// @param dimension  \(d \ge 1\)
/// @param beta  inverse temperature \(\beta > 0\)
/// @param particles  \(N \ge 1\)
/// @param trap  \(V\), even in \(r\) for a trap that is smooth in space
public record CoulombGas(int dimension, double beta, int particles, RadialFunction trap) {
    public CoulombGas {
        require(dimension >= 1, "dimension", dimension, "[1, inf)");
        require(beta > 0 && Double.isFinite(beta), "beta", beta, "(0, inf)");
        require(particles >= 1, "particles", particles, "[1, inf)");
    }

    /// The harmonic trap \(V = r^2/2\): a uniform ball of radius 1.
    public static CoulombGas harmonic(int dimension, double beta, int particles) {
        return new CoulombGas(dimension, beta, particles, Traps.harmonic());
    }

    /// A laboratory's gas in our units.
    ///
    /// @param gas  the harmonic gas
    /// @param length  \(\ell\): a position here is the laboratory's times \(\ell^{-1}\)
    public record Physical(CoulombGas gas, double length) {}

    /// From \(\exp(-b[\sum \frac k2 y_i^2 + \frac{q^2}{2}\sum_{i \ne j} U(y_i - y_j)])\): lengths in
    /// \(\ell = (N q^2/k)^{1/d}\), \(\beta = b q^2 \ell^{2-d}\).
    ///
    /// @param inverseTemperature  \(b > 0\)
    /// @param charge  \(q > 0\)
    /// @param stiffness  \(k > 0\)
    public static Physical fromPhysical(
            int dimension, double inverseTemperature, double charge, double stiffness, int particles) {
        require(inverseTemperature > 0, "inverseTemperature", inverseTemperature, "(0, inf)");
        require(charge > 0, "charge", charge, "(0, inf)");
        require(stiffness > 0, "stiffness", stiffness, "(0, inf)");
        double length = Math.pow(particles * charge * charge / stiffness, 1.0 / dimension);
        double beta = inverseTemperature * charge * charge * Math.pow(length, 2 - dimension);
        return new Physical(harmonic(dimension, beta, particles), length);
    }

    /// The droplet at \(N \to \infty\).
    ///
    /// @throws UnconfinedException if the trap is too weak to hold the gas
    public Droplet equilibrium() {
        return DropletSolver.solve(dimension, trap);
    }

    /// Cumulants \(1..orders\) of \(L_N = \sum_i f(|x_i|)\) by the large-N formula.
    ///
    /// @throws IllegalArgumentException if the droplet has several components and `orders` > 2
    public List<CumulantValue> asymptotic(RadialFunction f, int orders) {
        var formula = AsymptoticCumulants.of(this);
        var values = new ArrayList<CumulantValue>();
        for (int q = 1; q <= orders; q++) values.add(formula.cumulant(f, q));
        return values;
    }

    /// Cumulants at this \(N\) by the exact engine: the plane at \(\beta = 2\), and the line.
    ///
    /// @throws IllegalArgumentException if no exact engine knows this gas
    public List<CumulantValue> exact(RadialFunction f, int orders) {
        return dimension == 1
                ? LineEngine.of(this).cumulants(f, orders)
                : PlanarEngine.of(this).cumulants(f, orders);
    }

    /// Whether [#exact] knows this gas.
    public boolean solvable() {
        return dimension == 1 || dimension == 2 && beta == 2;
    }

    /// The variance of \(\sum_i f(x_i)\) for an observable that need not be radial, to leading order.
    ///
    /// @param formula  in `x`, `x, y` or `x, y, z`, by dimension
    /// @throws IllegalArgumentException in more than three dimensions, or if the droplet has several components
    public CumulantValue variance(String formula) {
        return NonRadialVariance.of(this, formula);
    }

    /// Large deviations of \(\sum_i f(|x_i|)\).
    public LargeDeviation largeDeviation(RadialFunction f) {
        return new LargeDeviation(dimension, trap, f);
    }

    /// The same gas with another number of particles.
    public CoulombGas withParticles(int count) {
        return new CoulombGas(dimension, beta, count, trap);
    }

    /// The same gas at another inverse temperature.
    public CoulombGas withBeta(double value) {
        return new CoulombGas(dimension, value, particles, trap);
    }

    /// \(E\) of a configuration; infinite if two points coincide.
    ///
    /// @param x  coordinate `a` of particle `i` at `x[a * N + i]`
    public double energy(double[] x) {
        return Energies.total(this, x);
    }
}
