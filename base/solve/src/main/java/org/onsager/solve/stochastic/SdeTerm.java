package org.onsager.solve.stochastic;

import java.util.List;
import org.onsager.solve.Citation;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Increment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.ExplicitRungeKutta;
import org.onsager.solve.symplectic.ReversibleHeun;

/// A stochastic differential equation \(dy = \mu(t, y)\,dt + \sigma(t, y)\,dW\) or \(\ldots \circ dW\) on any
/// state space. For `double[]` states see [Sde].
///
/// @param <Y>  the state
public interface SdeTerm<Y> extends Term<Y> {

    /// How the integral is meant.
    Interpretation interpretation();

    /// The class of the noise, as declared; checked by finite differences before the first step where the state
    /// is an array.
    Noise noise();

    /// The path that drives it.
    ///
    /// @throws IllegalArgumentException if there is none yet
    Brownian path();

    /// \(\mu(t, y)\).
    ///
    /// @param into  storage that may be overwritten
    Y drift(double t, Y y, Y into);

    /// \(\sigma(t, y)\,w\).
    ///
    /// @param w  one number a Brownian motion, laid out as the path's
    /// @param into  storage that may be overwritten
    Y diffusion(double t, Y y, double[] w, Y into);

    /// \(\frac{d}{d\epsilon} \sigma(t, y + \epsilon v)\,w\) at 0; by default from central differences, with an
    /// error of some \(10^{-10}\) of its size.
    ///
    /// @param v  the direction, left alone
    /// @param into  storage that may be overwritten
    /// @param scratch  the same
    default Y derivative(double t, Y y, Y v, double[] w, Y into, Y scratch) {
        return NoiseCheck.differences(this, t, y, v, w, into, scratch, space().zero(y));
    }

    /// \(\mu\,h + \sigma\,W\), what a Runge-Kutta method for any control applies.
    @Override
    default Y apply(double t, Y y, Increment increment, Y into) {
        StateSpace<Y> space = space();
        Y noise = diffusion(t, y, increment.value(), space.zero(y));
        Y rate = drift(t, y, into);
        return space.axpy(noise, increment.dt(), rate, rate);
    }

    @Override
    default List<Citation> citations() {
        return path().citation()
                .map(source -> List.of(new Citation("Brownian path", source)))
                .orElse(List.of());
    }

    @Override
    default int channels() {
        return path().layout().size();
    }

    @Override
    default void increment(double t0, double t1, Increment into) {
        path().increment(t0, t1, into);
    }

    @Override
    default void check(Solver solver, StepController controller, double t0, double t1, Y y0) {
        Brownian path = path();
        double low = Math.min(t0, t1), high = Math.max(t0, t1), slack = 1e-9 * (high - low);
        if (low < path.from() - slack || high > path.to() + slack)
            throw new IllegalArgumentException(
                    "span must be in [%s, %s], where the Brownian path is defined, not [%s, %s]"
                            .formatted(path.from(), path.to(), low, high));
        double step = controller instanceof FixedStep fixed ? fixed.size() : controller.firstStep();
        if (step < path.resolution())
            throw new IllegalArgumentException(
                    "resolution of the Brownian path must be in (0, step = %s], not %s; give the path a finer one"
                            .formatted(step, path.resolution()));
        if (solver instanceof StochasticSolver stochastic) stochastic.check(this);
        else if (solver instanceof ExplicitRungeKutta explicit)
            require(solver, explicit.order() < 2 ? Interpretation.ITO : Interpretation.STRATONOVICH);
        else if (solver instanceof ReversibleHeun) require(solver, Interpretation.STRATONOVICH);
        else
            throw new IllegalArgumentException(
                    "solver %s does not solve stochastic equations; use a StochasticSolver such as EulerMaruyama, SRIW1 or SPaRK"
                            .formatted(solver.name()));
        NoiseCheck.declared(this, t0, y0);
    }

    private void require(Solver solver, Interpretation needed) {
        if (noise() != Noise.ADDITIVE && interpretation() != needed)
            throw new IllegalArgumentException(
                    "solver %s converges to the %s solution, but the equation is meant as %s; "
                                    .formatted(solver.name(), needed, interpretation())
                            + "convert it with to%s() or choose another solver"
                                    .formatted(needed == Interpretation.ITO ? "Ito" : "Stratonovich"));
    }
}
