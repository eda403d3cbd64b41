package org.onsager.solve.adjoint;

/// What a [DiscreteAdjoint] or a [ContinuousAdjoint] found.
///
/// The derivatives by times are those of the continuous problem, \(\partial L/\partial t_i = \langle
/// \partial L/\partial y(t_i), f(t_i, y(t_i))\rangle\) and \(\partial L/\partial t_0 = -\langle dL/dy(t_0),
/// f(t_0, y_0)\rangle\), with \(f\) the rate: step sizes count as constants. For a controlled equation the rate
/// is that along the path; a stochastic one has none.
///
/// @param loss  the value of the loss
/// @param states  the states at the given times, one row a time
/// @param byInitial  \(dL/dy_0\)
/// @param byParameters  \(dL/d\theta\)
/// @param byStart  \(dL/dt_0\); NaN for a stochastic equation
/// @param byTimes  \(dL/dt_i\), one a time; NaN likewise
/// @param steps  accepted steps of the solution
/// @param repeated  steps made again on the way back
/// @param backward  accepted steps of an equation that was solved backwards in time
/// @param stored  the most states held at once (steps, for a dense solution)
public record Gradient(
        double loss,
        double[][] states,
        double[] byInitial,
        double[] byParameters,
        double byStart,
        double[] byTimes,
        long steps,
        long repeated,
        long backward,
        int stored) {}
