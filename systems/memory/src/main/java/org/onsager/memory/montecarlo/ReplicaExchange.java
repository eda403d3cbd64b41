package org.onsager.memory.montecarlo;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Replica exchange (parallel tempering): one heat-bath chain a temperature, and now and then a swap of the
/// states of neighbouring temperatures with probability \(\min(1, e^{(\beta_a - \beta_b)(E_a - E_b)})\), which
/// keeps the product of the Gibbs measures.
///
/// The chains of a round run in parallel, each on a stream of its own, so that the bits do not depend on the
/// number of threads. Even and odd pairs of neighbours take turns.
///
/// Source: K. Hukushima and K. Nemoto, J. Phys. Soc. Jpn. 65 (1996) 1604. Immutable.
///
/// @param betas  inverse temperatures, ascending, finite and positive, at least 2
/// @param sweepsPerRound  sweeps between attempts to swap, at least 1
/// @param rounds  at least 1
public record ReplicaExchange(double[] betas, int sweepsPerRound, int rounds) {

    public ReplicaExchange {
        betas = betas.clone();
        if (betas.length < 2)
            throw new IllegalArgumentException("betas must have at least 2 values, not " + betas.length);
        for (int k = 0; k < betas.length; k++)
            if (!(betas[k] > (k == 0 ? 0 : betas[k - 1])) || Double.isInfinite(betas[k]))
                throw new IllegalArgumentException(
                        "betas must ascend from above 0, not %s at place %d".formatted(betas[k], k));
        if (sweepsPerRound < 1)
            throw new IllegalArgumentException("sweepsPerRound must be in [1, inf), not " + sweepsPerRound);
        if (rounds < 1) throw new IllegalArgumentException("rounds must be in [1, inf), not " + rounds);
    }

    /// Looks at the ladder after every round.
    @FunctionalInterface
    public interface Observer {
        /// @param round  rounds done, from 1
        /// @param systems  `systems.get(k)` is at `betas[k]`
        void after(int round, List<SpinSystem> systems);
    }

    /// What a run did.
    ///
    /// @param acceptance  share of accepted swaps between temperatures \(k\) and \(k + 1\)
    /// @param systems  the chains at the end, by ascending inverse temperature
    public record Run(double[] acceptance, List<SpinSystem> systems) {}

    /// Runs the ladder.
    ///
    /// @param systems  one a temperature, in the states to start from; moved
    public Run run(List<? extends SpinSystem> systems, RandomStream stream, Observer observer) {
        if (systems.size() != betas.length)
            throw new IllegalArgumentException(
                    "systems must have %d members, not %d".formatted(betas.length, systems.size()));
        var ladder = new ArrayList<SpinSystem>(systems);
        var sources = new ArrayList<RandomSource>();
        for (int k = 0; k < betas.length; k++)
            sources.add(stream.split("chain").at(k).generator());
        var swaps = stream.split("swap").generator();
        var accepted = new long[betas.length - 1];
        var tried = new long[betas.length - 1];
        for (int round = 1; round <= rounds; round++) {
            Parallel.range(betas.length, 1, (from, to) -> {
                for (int k = from; k < to; k++)
                    new Sampler(new Dynamics.Glauber(betas[k]), sweepsPerRound).run(ladder.get(k), sources.get(k));
            });
            for (int k = round % 2; k + 1 < betas.length; k += 2) {
                tried[k]++;
                double exponent = (betas[k + 1] - betas[k])
                        * (ladder.get(k + 1).energy() - ladder.get(k).energy());
                if (StrictMath.log(swaps.nextDouble()) < exponent) {
                    accepted[k]++;
                    var colder = ladder.get(k + 1);
                    ladder.set(k + 1, ladder.get(k));
                    ladder.set(k, colder);
                }
            }
            observer.after(round, ladder);
        }
        var acceptance = new double[accepted.length];
        for (int k = 0; k < acceptance.length; k++) acceptance[k] = tried[k] == 0 ? 0 : (double) accepted[k] / tried[k];
        return new Run(acceptance, List.copyOf(ladder));
    }
}
