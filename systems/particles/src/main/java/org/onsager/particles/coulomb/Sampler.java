package org.onsager.particles.coulomb;

import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Draws configurations of a gas. Independent samplers give independent ones; Markov chains start from
/// independent points of the equilibrium density, are tuned and burnt in, and give correlated ones.
public sealed interface Sampler
        permits HybridMonteCarlo, Metropolis, LineGibbs, GinibreMatrix, PlanarModuli, IndependentPoints {

    /// The gas that is sampled.
    CoulombGas gas();

    /// A first state, after tuning and burn-in.
    State start(RandomStream stream);

    /// The state one draw later; `state` is left alone.
    State next(State state, RandomSource source);

    /// Where a chain is. A record of arrays and numbers, so that it can be stored.
    ///
    /// @param x  coordinate `a` of particle `i` at `x[a * N + i]`
    /// @param energy  \(E\), or NaN for samplers that do not need it
    /// @param step  the tuned step, 0 for samplers without one
    /// @param accepted  accepted proposals (shares of them for single-particle moves)
    /// @param proposals  proposals so far
    record State(double[] x, double energy, double step, double accepted, long proposals) {
        /// The share of accepted proposals, NaN before the first.
        public double acceptance() {
            return accepted / proposals;
        }
    }

    /// A statistic over successive draws, and how the chain ended.
    record Series(double[] values, State last) {}

    /// `draws` values of a statistic, draw `k` made with `stream.split("draws").at(k)`, so that a chain can be
    /// cut and continued anywhere.
    default double[] sample(Statistic statistic, int draws, RandomStream stream) {
        return continued(start(stream), statistic, 0, draws, stream).values();
    }

    /// Draws `from .. from + draws - 1` of the same chain.
    default Series continued(State state, Statistic statistic, int from, int draws, RandomStream stream) {
        var values = new double[draws];
        var tape = stream.split("draws");
        for (int k = 0; k < draws; k++) {
            state = next(state, tape.at(from + k).generator());
            values[k] = statistic.of(state.x());
        }
        return new Series(values, state);
    }

    /// Draws needed to know \(\kappa_q\) to a relative error: \(\mathrm{Var}(k_q) \approx q!\,\kappa_2^q/n\), so
    /// \(n \approx q!\,\kappa_2^q/(\kappa_q \varepsilon)^2\).
    static double drawsNeeded(double kappa2, double kappaQ, int q, double relativeError) {
        double factorial = 1;
        for (int k = 2; k <= q; k++) factorial *= k;
        return factorial * Math.pow(kappa2, q) / Math.pow(kappaQ * relativeError, 2);
    }
}
