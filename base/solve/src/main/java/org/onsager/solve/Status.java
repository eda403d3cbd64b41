package org.onsager.solve;

/// Why a run stopped.
public enum Status {
    /// It reached the end of its span.
    SUCCESS,
    /// A terminal event.
    EVENT,
    /// The number of steps ran out; the solution is partial.
    MAX_STEPS,
    /// The step size fell below its minimum or below the resolution of time.
    DT_MIN,
    /// The state or the right-hand side was not finite, even after ten halvings of the step.
    NONFINITE,
    /// Newton's iteration failed, even after reductions of the step.
    NONLINEAR_DIVERGED,
    /// A streaming sink or callback asked to stop.
    CALLBACK_STOP;

    /// Whether the run did what was asked of it.
    public boolean successful() {
        return this == SUCCESS || this == EVENT || this == CALLBACK_STOP;
    }
}
