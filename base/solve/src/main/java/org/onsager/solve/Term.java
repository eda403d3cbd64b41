package org.onsager.solve;

import java.util.List;

/// What drives a state: a vector field together with the control that it is applied to.
///
/// The differential equation is \(dy = f(t, y)\,dx(t)\), where the control \(x\) is time (an [OdeTerm]), a path
/// (a controlled equation) or time and a Brownian path (a stochastic one). A Runge-Kutta method written on terms
/// computes \(k_i = f(t_i, y_i)\,\Delta x\) and so serves all three: Heun's method on \((dt, dW)\) is the
/// Stratonovich Heun scheme. For time the factor \(\Delta t\) is kept out of \(k_i\), because stages of one step
/// then serve the next.
///
/// @param <Y>  the state
public interface Term<Y> {

    /// The space that the state lives in.
    StateSpace<Y> space();

    /// The vector field at \((t, y)\) applied to a control increment (the bare rate for an [OdeTerm]).
    ///
    /// @param y  left alone
    /// @param increment  the control's increment over the step
    /// @param into  storage that may be overwritten
    Y apply(double t, Y y, Increment increment, Y into);

    /// Number of channels of the control; 0 for an [OdeTerm].
    int channels();

    /// Fills in the control's increment over \([t_0, t_1]\); the same arguments always give the same increment,
    /// so that a rejected step is retried on the same path.
    void increment(double t0, double t1, Increment into);

    /// Times at which the field or the control's derivative jumps; steps end just before and start again at them.
    default double[] jumps() {
        return new double[0];
    }

    /// Sources of what the term itself is made of, such as a Brownian path.
    default List<Citation> citations() {
        return List.of();
    }

    /// Checks, before the first step, that a method and a choice of steps suit this term; terms with needs of
    /// their own (stochastic ones) override it.
    ///
    /// @throws IllegalArgumentException if they do not, with the remedy
    default void check(Solver solver, StepController controller, double t0, double t1, Y y0) {}
}
