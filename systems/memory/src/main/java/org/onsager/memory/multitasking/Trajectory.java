package org.onsager.memory.multitasking;

import java.util.Arrays;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.RandomSource;

/// A run of a [MultitaskingHebbian], one row a sweep, row 0 the start.
///
/// @param spins  the state at the end
/// @param overlaps  `overlaps[sweep][mu]`: \(m_\mu\)
/// @param losses  `losses[sweep][mu]`: \(\mathcal L_\mu\)
/// @param energies  per spin, terms \(i = j\) left out
/// @param run  sweeps, flips, ties, and whether the end was a fixed point or a cycle of two states
public record Trajectory(byte[] spins, double[][] overlaps, double[][] losses, double[] energies, Sampler.Run run) {
    private static final double SETTLED = 0.01;

    static Trajectory of(MultitaskingHebbian memory, byte[] start, Sampler sampler, RandomSource source) {
        SpinSystem network = memory.network(start);
        int rows = sampler.sweeps() + 1;
        var overlaps = new double[rows][];
        var losses = new double[rows][];
        var energies = new double[rows];
        look(memory, network, 0, overlaps, losses, energies);
        var run = sampler.run(
                network, source, (sweep, system) -> look(memory, system, sweep, overlaps, losses, energies));
        int done = run.sweeps() + 1;
        return new Trajectory(
                network.spins(),
                Arrays.copyOf(overlaps, done),
                Arrays.copyOf(losses, done),
                Arrays.copyOf(energies, done),
                run);
    }

    private static void look(
            MultitaskingHebbian memory,
            SpinSystem network,
            int sweep,
            double[][] overlaps,
            double[][] losses,
            double[] energies) {
        byte[] spins = network.spins();
        overlaps[sweep] = memory.overlaps(spins);
        losses[sweep] = memory.losses(overlaps[sweep]);
        energies[sweep] = network.energy() / spins.length;
    }

    /// \(m_\mu\) at the end.
    public double[] finalOverlaps() {
        return overlaps[overlaps.length - 1].clone();
    }

    /// Whether no overlap moved by more than 0.01 in the last fifth of the sweeps, or the state is a fixed point
    /// of zero-temperature dynamics; one that alternates between two states has not settled.
    public boolean settled() {
        if (run.settled()) return true;
        if (run.twoCycle()) return false;
        int last = overlaps.length - 1;
        for (int sweep = last - Math.max(1, last / 5); sweep < last; sweep++)
            for (int mu = 0; sweep >= 0 && mu < overlaps[last].length; mu++)
                if (Math.abs(overlaps[sweep][mu] - overlaps[last][mu]) > SETTLED) return false;
        return true;
    }
}
