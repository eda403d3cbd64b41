package org.onsager.numerics;

/// A computation left the finite numbers: an iterate, a state or a field became infinite or not a number.
///
/// Thrown at the step that noticed, so that no NaN leaves a solver silently; the command line turns it into one
/// line and exit code 3. The message says where the computation was and, where the thrower knows one, what to
/// try.
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A component of an iterate stopped being finite.
    ///
    /// @param what  the computation in the field's words, such as "fixed point"
    /// @param iteration  the iteration, step or sweep at which it happened, from 1
    /// @param component  index of the component that is not finite
    /// @param value  its value
    public DivergedException(String what, long iteration, int component, double value) {
        super("%s diverged: component %d is %s at iteration %d".formatted(what, component, value, iteration));
    }

    /// A trajectory stopped being finite.
    ///
    /// @param what  the solver
    /// @param time  the time reached, in the problem's unit
    /// @param stepSize  the step size in use, same unit
    /// @param stateNorm  the state's norm before the step
    /// @param remedy  what to try, one clause
    public DivergedException(String what, double time, double stepSize, double stateNorm, String remedy) {
        super("%s diverged at t = %s with step %s (state norm %s); %s"
                .formatted(what, time, stepSize, stateNorm, remedy));
    }

    /// Any other numerical failure.
    ///
    /// @param message  what failed, where, and what to try, in one line
    public DivergedException(String message) {
        super(message);
    }
}
