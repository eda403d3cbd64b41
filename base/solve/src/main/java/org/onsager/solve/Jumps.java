package org.onsager.solve;

import java.util.Optional;

/// Jumps of the state at times that do not depend on the solution, or are accepted by it: a run lands exactly on
/// each time, applies the jump and starts afresh, with both limits kept among its occurrences. See
/// [org.onsager.solve.stochastic.PoissonJumps].
///
/// @param <Y>  the state
public interface Jumps<Y> {

    /// The same reset at each of these times, of which those after the start count; doses, kicks, harvests.
    static <Y> Jumps<Y> at(double[] times, Event.Reset<Y> reset) {
        return new ScheduledJumps<>(times, reset);
    }

    /// A name for the solution's occurrences.
    String name();

    /// Source of the way that they are drawn, one line; empty where there is nothing to cite.
    default Optional<String> citation() {
        return Optional.empty();
    }

    /// The jumps of one run.
    ///
    /// @param t0  where it starts
    /// @param t1  where it ends
    /// @throws IllegalArgumentException if this direction or span is not possible
    Arrivals<Y> begin(double t0, double t1);

    /// The jumps of a run in progress.
    ///
    /// @param <Y>  the state
    interface Arrivals<Y> {
        /// The time at which a jump may happen next; infinite for none.
        double next();

        /// Passes that time.
        ///
        /// @param before  the state just before, left alone
        /// @return the state after the jump, a new value; empty if the state does not jump
        Optional<Y> strike(Y before);

        /// Writes down, or reads back, which jump comes next.
        void keep(Ledger ledger);
    }
}
