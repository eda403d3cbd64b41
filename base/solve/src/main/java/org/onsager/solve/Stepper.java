package org.onsager.solve;

/// A solver at work on one trajectory: the state, the storage and the last step.
///
/// The cycle is [#step], then either [#accept] or another attempt with a nearer end. Dense output
/// ([#interpolate]) is valid from a successful `step` until the next call of `step` or `restart`.
///
/// @param <Y>  the state
public interface Stepper<Y> {

    /// Tries a step from the current state at `t` to `tNext`.
    ///
    /// @return the error estimate scaled by the tolerances (0 for methods without one); NaN when the step failed,
    ///     for the reason that [#trouble] gives
    double step(double t, double tNext);

    /// The state before the step.
    Y state();

    /// The state that the step arrived at; owned by the stepper.
    Y candidate();

    /// Takes the step: the candidate is the next step's start.
    void accept();

    /// Starts afresh from a state, after an event or a jump: nothing of the past is used any more.
    ///
    /// @param y  copied
    void restart(double t, Y y);

    /// The rate \(f(t, y)\) at the start of the next step, for the choice of the initial step.
    Y initialRate();

    /// The solution inside the step.
    ///
    /// @param t  a time between the step's ends
    /// @param into  storage that may be overwritten
    Y interpolate(double t, Y into);

    /// The time derivative of the interpolated solution.
    Y interpolateRate(double t, Y into);

    /// The last step's interpolant as an immutable value.
    Segment<Y> segment();

    /// Why the last step returned NaN.
    default Trouble trouble() {
        return Trouble.NONFINITE;
    }

    /// The column at which the last iteration matrix was found singular, in the order of the state; -1 for none.
    default int singularColumn() {
        return -1;
    }

    /// The next step size that a method with step control of its own (multistep methods) wants, else NaN.
    default double proposedStep() {
        return Double.NaN;
    }

    /// An estimate of the largest eigenvalue magnitude of the Jacobian from the stages, or NaN.
    default double stiffness() {
        return Double.NaN;
    }

    /// The time from which a parasitic solution of a weakly stable method covers the true one, else NaN.
    default double parasite() {
        return Double.NaN;
    }

    /// Writes down, or reads back, what the next steps depend on.
    ///
    /// @throws IllegalArgumentException if this method's runs cannot be saved
    default void keep(Ledger ledger) {
        throw new IllegalArgumentException("runs of this solver cannot be saved and resumed");
    }

    /// Reasons for a failed step.
    enum Trouble {
        /// The right-hand side or the state was not finite.
        NONFINITE,
        /// Newton's iteration did not converge.
        NONLINEAR,
        /// The iteration matrix was singular.
        SINGULAR,
        /// The mass matrix was not finite at the end of the step.
        MASS_NONFINITE,
        /// The mass matrix changed its rank within the step.
        MASS_RANK,
        /// The step is beyond the region of stability that the method may spend stages on.
        TOO_LONG
    }
}
