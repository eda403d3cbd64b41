package org.onsager.solve;

/// The solution on one step, \([t_0, t_1]\), as an immutable value.
///
/// @param <Y>  the state
public interface Segment<Y> {
    /// Start of the step.
    double from();

    /// End of the step.
    double to();

    /// The solution at `t`, as a new value.
    Y at(double t);

    /// Its time derivative at `t`, as a new value.
    Y derivativeAt(double t);
}
