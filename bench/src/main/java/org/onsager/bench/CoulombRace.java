package org.onsager.bench;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.onsager.numerics.RandomStream;
import org.onsager.particles.coulomb.CoulombGas;
import org.onsager.particles.coulomb.HybridMonteCarlo;
import org.onsager.particles.coulomb.PlanarEngine;
import org.onsager.particles.coulomb.PlanarForces;
import org.onsager.particles.coulomb.PlanarModuli;
import org.onsager.particles.coulomb.RadialFunction;
import org.onsager.particles.coulomb.Sampler;
import org.onsager.particles.coulomb.Statistic;
import org.onsager.particles.coulomb.Traps;

/// The races of Coulomb gases.
///
/// - `coulomb2d-allpairs-4096`: forces between 4096 points of the unit square, against C with OpenMP;
/// - `coulomb2d-hmc-n500-200leapfrog`: 200 leapfrog steps of a plane gas of 500, against NumPy;
/// - `ginibre-radial-n1000`: one draw of the moduli of a thousand eigenvalues, against the eigenvalues themselves
///   by LAPACK (same law of every radial statistic);
/// - `coulomb2d-exact-n1000`: six exact cumulants of a thousand charges; no peer computes them.
public final class CoulombRace implements Race {
    private static final int PAIRS = 4_096;
    private static final int CHAIN = 500;
    private static final int PROPOSALS = 20;
    private static final int LEAPFROG = 10;

    private final String name;
    private final Runnable work;

    private CoulombRace(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /// All of them.
    public static List<Race> all() {
        return List.of(
                new CoulombRace("coulomb2d-allpairs-4096", allPairs()),
                new CoulombRace("coulomb2d-hmc-n500-200leapfrog", hybrid()),
                new CoulombRace("ginibre-radial-n1000", moduli()),
                new CoulombRace("coulomb2d-exact-n1000", exact()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String peer() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    @Override
    public void run() {
        work.run();
    }

    private static Runnable allPairs() {
        var points = new double[2][PAIRS];
        var out = new double[2][PAIRS];
        for (int a = 0; a < 2; a++) RandomStream.of(1).split("pairs").at(a).fillUniform(points[a]);
        var forces = new PlanarForces(PAIRS);
        return () -> forces.compute(points[0], points[1], out[0], out[1]);
    }

    /// Twenty proposals of ten leapfrog steps each.
    private static Runnable hybrid() {
        var gas = CoulombGas.harmonic(2, 2, CHAIN);
        var sampler = new HybridMonteCarlo(gas, LEAPFROG, 0.8, 100);
        var stream = RandomStream.of(1);
        Sampler.State start = sampler.start(stream);
        var statistic = Statistic.linear(gas, RadialFunction.of("r^2"));
        return () -> sampler.fixed().continued(start, statistic, 0, PROPOSALS, stream);
    }

    private static Runnable moduli() {
        var sampler = new PlanarModuli(CoulombGas.harmonic(2, 2, 1_000));
        var stream = RandomStream.of(1);
        return () -> sampler.start(stream);
    }

    private static Runnable exact() {
        var gas = new CoulombGas(2, 2, 1_000, Traps.quartic(0.25, 0.125));
        var f = RadialFunction.of("cos(2*r)");
        return () -> PlanarEngine.of(gas).cumulants(f::value, 6);
    }
}
