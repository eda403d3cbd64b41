package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Hamiltonian Monte Carlo for any dimension, temperature and trap.
///
/// Momenta are refreshed from \(N(0, 1)\), then `leapfrog/2 .. leapfrog` leapfrog steps (their number drawn,
/// which breaks resonances) under \(-\beta\nabla E\) propose a configuration that is accepted with \(\min(1,
/// e^{-\Delta H})\): exact for any step. The step starts from \((\beta N)^{-1/2}\), the time in which a charge
/// crosses the distance to its neighbour, and is tuned to the wanted acceptance by dual averaging during burn-in.
/// Coincident points have infinite energy and are rejected; nothing is softened. Cost of a draw: `leapfrog`
/// all-pairs forces.
///
/// Sources: D. Chafai, G. Ferre, J. Stat. Phys. 174 (2019) 692; M. D. Hoffman, A. Gelman, JMLR 15 (2014) 1593 for
/// the tuning.
///
/// @param gas  what is sampled
/// @param leapfrog  most leapfrog steps of a proposal, at least 1; 1 is the Metropolis-adjusted Langevin
///     algorithm
/// @param acceptance  wanted acceptance, in (0, 1)
/// @param burnIn  proposals before the first draw, at least 0
/// @param jitter  whether the number of leapfrog steps is drawn; else it is always `leapfrog`
public record HybridMonteCarlo(CoulombGas gas, int leapfrog, double acceptance, int burnIn, boolean jitter)
        implements Sampler {
    public HybridMonteCarlo {
        require(leapfrog >= 1, "leapfrog", leapfrog, "[1, inf)");
        require(acceptance > 0 && acceptance < 1, "acceptance", acceptance, "(0, 1)");
        require(burnIn >= 0, "burnIn", burnIn, "[0, inf)");
    }

    /// With the number of leapfrog steps drawn.
    public HybridMonteCarlo(CoulombGas gas, int leapfrog, double acceptance, int burnIn) {
        this(gas, leapfrog, acceptance, burnIn, true);
    }

    /// The same with exactly `leapfrog` steps a proposal: for timings.
    public HybridMonteCarlo fixed() {
        return new HybridMonteCarlo(gas, leapfrog, acceptance, burnIn, false);
    }

    /// Up to 20 leapfrog steps, acceptance 0.8, a thousand proposals of burn-in.
    public static HybridMonteCarlo standard(CoulombGas gas) {
        return new HybridMonteCarlo(gas, 20, 0.8, 1_000);
    }

    /// The Metropolis-adjusted Langevin algorithm: one leapfrog step, acceptance 0.57.
    public static HybridMonteCarlo langevin(CoulombGas gas) {
        return new HybridMonteCarlo(gas, 1, 0.574, 5_000);
    }

    @Override
    public State start(RandomStream stream) {
        double[] x = new IndependentPoints(gas).start(stream).x();
        double step = 0.5 / Math.sqrt(gas.beta() * gas.particles());
        var forces = new Forces(gas);
        var state = new State(x, forces.energy(x), step, 0, 0);
        var tape = stream.split("burn-in");
        double drift = 0;
        double logAverage = Math.log(step);
        double anchor = Math.log(4 * step);
        for (int k = 1; k <= burnIn; k++) {
            var moved = move(state, tape.at(k).generator(), forces);
            double share = Math.min(1, Math.exp(-moved.excess()));
            drift += (acceptance - share - drift) / (k + 10);
            double logStep = anchor - Math.sqrt(k) / 0.05 * drift;
            double weight = Math.pow(k, -0.75);
            logAverage += weight * (logStep - logAverage);
            double next = k == burnIn ? Math.exp(logAverage) : Math.exp(logStep);
            state = new State(moved.state().x(), moved.state().energy(), next, 0, 0);
        }
        return state;
    }

    @Override
    public State next(State state, RandomSource source) {
        return move(state, source, new Forces(gas)).state();
    }

    /// As the default, with one set of work arrays for all draws.
    @Override
    public Series continued(State state, Statistic statistic, int from, int draws, RandomStream stream) {
        var values = new double[draws];
        var tape = stream.split("draws");
        var forces = new Forces(gas);
        for (int k = 0; k < draws; k++) {
            state = move(state, tape.at(from + k).generator(), forces).state();
            values[k] = statistic.of(state.x());
        }
        return new Series(values, state);
    }

    /// A state and \(\Delta H\) of the proposal that led to it.
    private record Moved(State state, double excess) {}

    private Moved move(State state, RandomSource source, Forces forces) {
        int size = state.x().length;
        var x = state.x().clone();
        var p = new double[size];
        var force = new double[size];
        source.fillNormal(p);
        int steps = jitter ? leapfrog / 2 + 1 + source.nextInt(leapfrog - leapfrog / 2) : leapfrog;
        double h = state.step();
        double before = gas.beta() * state.energy() + kinetic(p);
        forces.force(x, force);
        for (int k = 0; k < size; k++) p[k] += 0.5 * h * force[k];
        for (int s = 1; s <= steps; s++) {
            for (int k = 0; k < size; k++) x[k] += h * p[k];
            forces.force(x, force);
            double kick = s == steps ? 0.5 * h : h;
            for (int k = 0; k < size; k++) p[k] += kick * force[k];
        }
        double energy = forces.energy(x);
        double excess = gas.beta() * energy + kinetic(p) - before;
        if (Double.isNaN(excess)) excess = Double.POSITIVE_INFINITY;
        boolean accept = Math.log(source.nextDouble()) < -excess;
        var next = accept
                ? new State(x, energy, h, state.accepted() + 1, state.proposals() + 1)
                : new State(state.x(), state.energy(), h, state.accepted(), state.proposals() + 1);
        return new Moved(next, excess);
    }

    private static double kinetic(double[] p) {
        double sum = 0;
        for (double each : p) sum += each * each;
        return 0.5 * sum;
    }
}
