package org.onsager.memory.rsb;

import java.util.ArrayList;
import java.util.List;
import org.onsager.memory.dense.DenseHebbian;
import org.onsager.memory.montecarlo.ReplicaExchange;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.RandomStream;

/// The distribution \(P(q)\) of the overlap of two replicas of one network, by two independent ladders of replica
/// exchange: two peaks, at \(q_1\) and \(q_2\) with weights \(\theta\) and \(1-\theta\), are the sign of one step
/// of breaking. The first third of the rounds is left out.
///
/// @param exchange  temperatures, in units of \(T'\), the coldest last, and rounds
public record OverlapSampling(ReplicaExchange exchange) {

    /// A ladder of `rungs` inverse temperatures in geometric progression from `hottest` to `coldest`, five sweeps
    /// a round.
    public static OverlapSampling ladder(double hottest, double coldest, int rungs, int rounds) {
        if (rungs < 2) throw new IllegalArgumentException("rungs must be in [2, inf), not " + rungs);
        var betas = new double[rungs];
        for (int k = 0; k < rungs; k++) betas[k] = hottest * Math.pow(coldest / hottest, k / (rungs - 1.0));
        return new OverlapSampling(new ReplicaExchange(betas, 5, rounds));
    }

    /// What two ladders saw at the coldest temperature.
    ///
    /// @param overlaps  the \(N + 1\) possible values \(-1, -1 + 2/N, \ldots, 1\)
    /// @param probability  of each
    /// @param energy  mean energy per spin, in units of \(T'\)
    /// @param leastAcceptance  smallest share of accepted swaps between neighbouring temperatures
    public record Histogram(double[] overlaps, double[] probability, double energy, double leastAcceptance) {}

    /// Samples one network.
    ///
    /// @param memory  even \(P\)
    public Histogram sample(DenseHebbian memory, RandomStream stream) {
        int spins = memory.neurons(), skip = exchange.rounds() / 3;
        var states = new ArrayList<byte[]>();
        var overlaps = new long[spins + 1];
        double[] energy = {0};
        var first = exchange.run(start(memory, stream.split("start a")), stream.split("a"), (round, systems) -> {
            if (round > skip) states.add(systems.getLast().spins());
        });
        var second = exchange.run(start(memory, stream.split("start b")), stream.split("b"), (round, systems) -> {
            if (round <= skip) return;
            var system = systems.getLast();
            energy[0] += system.energy() / spins;
            overlaps[agreeing(states.get(round - skip - 1), system)]++;
        });
        int seen = exchange.rounds() - skip;
        var values = new double[spins + 1];
        var probability = new double[spins + 1];
        for (int k = 0; k <= spins; k++) {
            values[k] = 2.0 * k / spins - 1;
            probability[k] = (double) overlaps[k] / seen;
        }
        double least = 1;
        for (double each : first.acceptance()) least = Math.min(least, each);
        for (double each : second.acceptance()) least = Math.min(least, each);
        return new Histogram(values, probability, energy[0] / seen, least);
    }

    private List<SpinSystem> start(DenseHebbian memory, RandomStream stream) {
        var systems = new ArrayList<SpinSystem>();
        for (int k = 0; k < exchange.betas().length; k++) {
            var spins = new byte[memory.neurons()];
            var source = stream.at(k).generator();
            for (int i = 0; i < spins.length; i++) spins[i] = (byte) (source.nextLong() < 0 ? -1 : 1);
            systems.add(memory.network(spins));
        }
        return systems;
    }

    private static int agreeing(byte[] state, SpinSystem system) {
        int count = 0;
        for (int i = 0; i < state.length; i++) if (state[i] == system.spin(i)) count++;
        return count;
    }
}
