package org.onsager.examples;

import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Cumulants;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.HybridMonteCarlo;
import org.onsager.particles.coulomb.PlanarModuli;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Statistic;

/// Fluctuations of a sum over 300 charges in the plane: formula, exact engine, samples; then a hole under a tilt.
public final class Example30_CoulombGas {
    private Example30_CoulombGas() {}

    public static void main(String[] arguments) {
        var trap = RadialFunction.of("r^2/4 + r^4/8");
        var f = RadialFunction.of("cos(2*r)");
        var gas = new CoulombGas(2, 2, 300, trap);
        System.out.printf("droplet radius %.6f%n", gas.equilibrium().outer());

        var formula = gas.asymptotic(f, 4);
        var exact = gas.exact(f, 4);
        double[] sums = new PlanarModuli(gas).sample(Statistic.linear(gas, f), 5_000, RandomStream.of(1));
        var sampled = Cumulants.estimate(sums, 4, 50);
        for (int q = 1; q <= 4; q++)
            System.out.printf(
                    "kappa_%d: formula %11.4e %s, exact %11.4e, sampled %11.4e +- %.1e%n",
                    q,
                    formula.get(q - 1).value(),
                    formula.get(q - 1).neglected(),
                    exact.get(q - 1).value(),
                    sampled[q - 1].mean(),
                    sampled[q - 1].standardError());

        // any other temperature or dimension: Hamiltonian Monte Carlo
        var warm = CoulombGas.harmonic(3, 1, 30);
        double[] square = HybridMonteCarlo.standard(warm)
                .sample(Statistic.linear(warm, RadialFunction.of("r^2")), 2_000, RandomStream.of(1));
        var variance = Cumulants.estimate(square, 2, 50)[1];
        System.out.printf("in space: variance %.3f +- %.3f, formula 0.8%n", variance.mean(), variance.standardError());

        // how improbable is an empty centre, and when does a hole open?
        var deviation = CoulombGas.harmonic(2, 2, 300).largeDeviation(RadialFunction.of("exp(-4*r^2)"));
        var hole = deviation.transitions(0, 0.5, 20).getFirst();
        System.out.printf("a %s opens at s = %.6f, l = %.4f%n", hole.type(), hole.s(), hole.l());
        System.out.printf(
                "-ln P(L_N/N = 0.1) = %.0f%n",
                2 * 300.0 * 300 * deviation.rate(0.1).psi());
    }
}
