package org.onsager.solve;

import java.util.Optional;

/// Chooses step sizes: fixed ones or from the error estimate.
public interface StepController {

    /// The scale of errors.
    Tolerance tolerance();

    /// Whether it needs an error estimate.
    boolean adaptive();

    /// The first step, positive; NaN to let the run estimate it from the derivatives.
    double firstStep();

    /// Smallest step allowed, at least 0.
    double minStep();

    /// Largest step allowed.
    double maxStep();

    /// Source of the way that step sizes are chosen, one line; empty where there is nothing to cite.
    default Optional<String> citation() {
        return Optional.empty();
    }

    /// Starts a run's control.
    ///
    /// @param errorOrder  \(\hat p\), the order of the solution that the estimate compares with
    History begin(double errorOrder);

    /// Control of one run: remembers the errors of the last accepted steps.
    interface History {
        /// Whether a step with this scaled error is taken.
        boolean accepts(double error);

        /// The factor on the step size after an accepted step; updates the memory.
        double growth(double error);

        /// The factor on the step size after a rejected step, below 1.
        double shrink(double error);

        /// Forgets the past, after an event or a jump.
        void reset();

        /// Writes down, or reads back, the memory; nothing by default.
        default void keep(Ledger ledger) {}
    }
}
