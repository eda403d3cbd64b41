package org.onsager.bench;

import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Dynamics;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.SiteOrder;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Ten Metropolis sweeps of random single flips of a dense memory, \(P = 4\), \(N = 1000\), \(K = 100\), full
/// powers, from a stored pattern. The peer's energy is twice ours and its inverse temperature 2, so that \(\beta'
/// = 4\) here.
public final class DenseHebbianRace implements Race {
    private static final int NEURONS = 1_000;
    private static final int PATTERNS = 100;

    private final RandomStream stream = RandomStream.of(1).split("dense-hebbian");
    private final BitPatterns patterns = BitPatterns.random(PATTERNS, NEURONS, stream.split("patterns"));
    private final DenseHebbian memory = DenseHebbian.storing(patterns, 4).with(IndexConvention.POWER);
    private final SpinSystem network = memory.network(patterns.pattern(0));
    private final RandomSource source = stream.split("moves").generator();
    private final Sampler sampler = new Sampler(new Dynamics.Metropolis(4, SiteOrder.RANDOM), 10);

    @Override
    public String name() {
        return "dense-hebbian-p4-N1000-K100-10sweeps";
    }

    @Override
    public String peer() {
        return "onsager 1 thread";
    }

    @Override
    public void run() {
        sampler.run(network, source);
    }

    /// How far the energy that the flips have carried along is from that of the state recomputed, relative.
    @Override
    public double error() {
        double fresh = memory.energy(network.spins());
        return Math.abs(network.energy() / fresh - 1);
    }
}
