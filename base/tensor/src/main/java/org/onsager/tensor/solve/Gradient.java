package org.onsager.tensor.solve;

import java.util.List;
import org.onsager.tensor.Tensor;

/// What an [Adjoint] found.
///
/// The derivatives by times are those of the continuous problem, \(\partial L/\partial t_i = \langle
/// \partial L/\partial y(t_i), f(t_i, y(t_i))\rangle\) and \(\partial L/\partial t_0 = -\langle dL/dy(t_0),
/// f(t_0, y_0)\rangle\), with \(f\) the rate: step sizes count as constants. For a controlled equation the rate
/// is that along the path, \(f + g\,\dot x\); a stochastic one has none.
///
/// @param loss  the value of the loss
/// @param states  the states at the flow's times
/// @param byInitial  \(dL/dy_0\)
/// @param byParameters  \(dL/d\theta\), one a parameter
/// @param byStart  \(dL/dt_0\); NaN for a stochastic equation
/// @param byTimes  \(dL/dt_i\), one a time; NaN likewise
/// @param work  what it took
public record Gradient(
        double loss,
        List<Tensor> states,
        Tensor byInitial,
        List<Tensor> byParameters,
        double byStart,
        double[] byTimes,
        Work work) {

    /// The work of a gradient.
    ///
    /// @param steps  accepted steps of the solution
    /// @param repeated  steps made again on the way back, recorded ones not counted
    /// @param backward  accepted steps of an equation that was solved backwards in time
    /// @param stored  the most states held at once besides those at the flow's times
    public record Work(long steps, long repeated, long backward, int stored) {}
}
