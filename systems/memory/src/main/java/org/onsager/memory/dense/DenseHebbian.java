package org.onsager.memory.dense;

import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.Sampler;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.RandomSource;

/// A dense Hebbian memory: what is stored and how its neurons are coupled.
///
/// \[ H(\sigma) = -N^{-(P-1)}R^{-P/2}\sum_\mu e_P(X^\mu_1\sigma_1, \ldots, X^\mu_N\sigma_N) \]
/// with \(e_P\) the elementary symmetric polynomial (`DISTINCT`), or \((\sum_iX^\mu_i\sigma_i)^P/P!\) in its
/// place (`POWER`). Energies and fields are given in units of \(T'\): they are \(\frac{P!}{2}\) times those of
/// \(H\), so that the Gibbs weight is \(e^{-\beta'E}\) and a retrieved archetype has \(E/N =
/// -\frac12(1+\rho)^{P/2}n^P\). \(P = 2\) is the Hopfield network.
///
/// Immutable; [#network] makes the state that moves. An energy or a field costs \(O(KP)\) a site once the pattern
/// sums are known.
///
/// @param order  \(P\), from 2 to \(N\)
/// @param convention  whether repeated indices are left out
/// @param patterns  archetypes as bits, or means of examples
/// @param secondMoment  \(R = E[X^2]\), positive; 1 for archetypes
public record DenseHebbian(int order, IndexConvention convention, Patterns patterns, double secondMoment) {

    public DenseHebbian {
        if (order < 2 || order > patterns.sites())
            throw new IllegalArgumentException(
                    "P must be in [2, N] with N = %d, not %d".formatted(patterns.sites(), order));
        if (!(secondMoment > 0)) throw new IllegalArgumentException("R must be in (0, inf), not " + secondMoment);
    }

    /// The archetypes themselves, distinct indices.
    public static DenseHebbian storing(BitPatterns archetypes, int order) {
        return new DenseHebbian(order, IndexConvention.DISTINCT, archetypes, 1);
    }

    /// Supervised learning: the class means of examples, distinct indices.
    public static DenseHebbian taught(ExampleMeans examples, int order) {
        return new DenseHebbian(order, IndexConvention.DISTINCT, examples.means(), examples.secondMoment());
    }

    /// This memory under another convention.
    public DenseHebbian with(IndexConvention convention) {
        return new DenseHebbian(order, convention, patterns, secondMoment);
    }

    /// \(N\).
    public int neurons() {
        return patterns.sites();
    }

    /// Load \(\gamma = P!\,K/(2N^{P-1})\).
    public double load() {
        return Load.gamma(patterns.count(), neurons(), order);
    }

    /// The network in a state, to be moved by a [Sampler]; its energy is in units of \(T'\).
    ///
    /// @param spins  \(N\) values of -1 or +1; copied
    public SpinSystem network(byte[] spins) {
        return switch (patterns) {
            case BitPatterns bits -> new BitNetwork(bits, DenseTables.of(order, convention, neurons()), spins);
            case RealPatterns real -> new RealNetwork(real, order, convention, secondMoment, spins);
        };
    }

    /// Energy of a state, in units of \(T'\).
    public double energy(byte[] spins) {
        return network(spins).energy();
    }

    /// Fields on all neurons in a state, in units of \(T'\).
    public double[] localFields(byte[] spins) {
        var fields = new double[neurons()];
        network(spins).localFields(fields);
        return fields;
    }

    /// \(\frac1N\sum_iX^\mu_i\sigma_i\) of every stored pattern.
    public double[] overlaps(byte[] spins) {
        return patterns.overlaps(spins);
    }

    /// Runs the dynamics from a state.
    ///
    /// @param start  \(N\) values of -1 or +1
    /// @param sampler  how and how long; inverse temperatures are \(\beta'\)
    /// @param target  the state whose overlap is followed, such as an archetype
    public Recall recall(byte[] start, Sampler sampler, byte[] target, RandomSource source) {
        Patterns.requireSpins(target, neurons());
        SpinSystem network = network(start);
        var overlaps = new double[sampler.sweeps() + 1];
        var energies = new double[sampler.sweeps() + 1];
        overlaps[0] = overlap(network, target);
        energies[0] = network.energy();
        var run = sampler.run(network, source, (sweep, system) -> {
            overlaps[sweep] = overlap(system, target);
            energies[sweep] = system.energy();
        });
        return new Recall(
                network.spins(),
                java.util.Arrays.copyOf(overlaps, run.sweeps() + 1),
                java.util.Arrays.copyOf(energies, run.sweeps() + 1),
                run);
    }

    /// A start whose entries differ from `spins` with probability `noise`, independently.
    public static byte[] corrupt(byte[] spins, double noise, RandomSource source) {
        if (!(noise >= 0 && noise <= 1)) throw new IllegalArgumentException("noise must be in [0, 1], not " + noise);
        byte[] corrupted = spins.clone();
        for (int i = 0; i < corrupted.length; i++) if (source.nextDouble() < noise) corrupted[i] = (byte) -corrupted[i];
        return corrupted;
    }

    /// \(\frac1N\sum_i a_i b_i\).
    public static double overlap(byte[] a, byte[] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return (double) sum / a.length;
    }

    private static double overlap(SpinSystem system, byte[] target) {
        int sum = 0;
        for (int i = 0; i < target.length; i++) sum += system.spin(i) * target[i];
        return (double) sum / target.length;
    }

    /// A recall and how it went.
    ///
    /// @param spins  the state at its end
    /// @param overlaps  with the target, from the start to the end, one a sweep
    /// @param energies  in units of \(T'\), one a sweep
    /// @param run  sweeps, flips, ties, and whether the end was a fixed point or a cycle of two states
    public record Recall(byte[] spins, double[] overlaps, double[] energies, Sampler.Run run) {
        /// The overlap with the target at the end.
        public double overlap() {
            return overlaps[overlaps.length - 1];
        }
    }
}
