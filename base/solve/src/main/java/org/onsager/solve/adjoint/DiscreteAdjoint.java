package org.onsager.solve.adjoint;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Integrator;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.Stepper;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;
import org.onsager.solve.controlled.ControlledTerm;
import org.onsager.solve.symplectic.ReversibleStepper;

/// The gradient of a loss of a solution on arrays by its initial state, parameters and times: discretise, then
/// optimise. It is the gradient of the computed solution to rounding, step sizes counted as constants.
///
/// ```java
/// var decay = Ode.of((t, y, f) -> f[0] = -theta[0] * y[0]);
/// var pull = Pull.of((t, y, v, byState, byParameter) -> {
///     byState[0] -= theta[0] * v[0];
///     byParameter[0] -= y[0] * v[0];
/// });
/// var g = DiscreteAdjoint.of(decay, 1, pull, new Tsit5(), 0, 1).with(Pid.tol(1e-8, 1e-10))
///         .gradient(new double[] {1}, DiscreteAdjoint.Loss.ofEnd((y, by) -> { by[0] = 1; return y[0]; }));
/// ```
///
/// Explicit Runge-Kutta methods, [org.onsager.solve.symplectic.ReversibleHeun] and
/// [org.onsager.solve.symplectic.AsynchronousLeapfrog] on ordinary, controlled and stochastic equations, as far
/// as they solve these; diagonally implicit and collocation methods on ordinary equations of some hundred
/// unknowns at most, as their stages are solved again with a dense matrix made of products. States on the way
/// back are stored, remade from a few that are stored (see [Checkpoints]), or rebuilt by undoing the steps of a
/// reversible method. A step back of an explicit method costs a step and one product of [Pull] a stage.
///
/// [Sensitivities] of the same problem go forwards, [ContinuousAdjoint] by the adjoint equation and with any
/// solver.
///
/// Sources: P. Kidger, *On Neural Differential Equations*, arXiv 2202.02435, ch. 5; the methods' own with
/// [StepAdjoint].
///
/// @param term  the equation
/// @param parameters  number of parameters that `pull` differentiates by; may be 0
/// @param pull  products with the derivatives of what the term gives
/// @param solver  the method
/// @param controller  the choice of steps
/// @param t0  initial time
/// @param times  times at which the loss sees the state, strictly monotonic away from `t0`; the last ends the
///     span
/// @param maxSteps  the most steps
/// @param states  states held at once, at least 1, or [Checkpoints#ALL], [Checkpoints#AUTO] or [#UNDO]
public record DiscreteAdjoint(
        Term<double[]> term,
        int parameters,
        Pull pull,
        Solver solver,
        StepController controller,
        double t0,
        double[] times,
        long maxSteps,
        int states) {
    /// In place of a number of states: none, steps of a reversible method are undone.
    public static final int UNDO = -2;

    public DiscreteAdjoint {
        times = times.clone();
        require(parameters >= 0, "parameters", parameters, "[0, inf)");
        require(
                states >= 1 || states == UNDO || states == Checkpoints.AUTO,
                "states",
                states,
                "[1, inf), or be Checkpoints.AUTO, Checkpoints.ALL or UNDO");
        if (times.length == 0) throw new IllegalArgumentException("times must have at least one entry");
        double sign = Math.signum(times[0] - t0), last = t0;
        for (double t : times) {
            if (!((t - last) * sign > 0) || Double.isInfinite(t))
                throw new IllegalArgumentException(
                        "times must go strictly one way from t0 = %s, but %s follows %s".formatted(t0, t, last));
            last = t;
        }
    }

    /// From `t0` to `t1` in 100 steps, of which the loss sees the end; all states are stored.
    public static DiscreteAdjoint of(
            Term<double[]> term, int parameters, Pull pull, Solver solver, double t0, double t1) {
        var step = new FixedStep(Math.abs(t1 - t0) / 100);
        return new DiscreteAdjoint(
                term, parameters, pull, solver, step, t0, new double[] {t1}, 1 << 20, Checkpoints.ALL);
    }

    /// With another choice of steps.
    public DiscreteAdjoint with(StepController other) {
        return new DiscreteAdjoint(term, parameters, pull, solver, other, t0, times, maxSteps, states);
    }

    /// In steps of this size.
    public DiscreteAdjoint fixedStep(double size) {
        return with(new FixedStep(size));
    }

    /// With a loss that sees the state at these times.
    public DiscreteAdjoint at(double... other) {
        return new DiscreteAdjoint(term, parameters, pull, solver, controller, t0, other, maxSteps, states);
    }

    /// With so many states held at once.
    public DiscreteAdjoint holding(int other) {
        return new DiscreteAdjoint(term, parameters, pull, solver, controller, t0, times, maxSteps, other);
    }

    /// A number computed from the states at the times.
    @FunctionalInterface
    public interface Loss {
        /// Its value; writes its derivatives by the states.
        ///
        /// @param states  one row a time, left alone
        /// @param byState  of the same shape, zero at first
        double of(double[][] states, double[][] byState);

        /// A loss that sees the last state only.
        static Loss ofEnd(AtEnd loss) {
            return (states, byState) -> loss.of(states[states.length - 1], byState[states.length - 1]);
        }
    }

    /// A number computed from one state.
    @FunctionalInterface
    public interface AtEnd {
        /// Its value; writes its derivative.
        double of(double[] y, double[] by);
    }

    /// Solves and differentiates.
    ///
    /// @throws IllegalArgumentException if the method does not fit
    /// @throws DivergedException if the solution fails
    public Gradient gradient(double[] y0, Loss loss) {
        return new Run(this, y0).gradient(loss);
    }

    /// One solution and the way back over it.
    private static final class Run implements Checkpoints.Steps<double[][]> {
        private final DiscreteAdjoint how;
        private final double[] y0;
        private final int n;
        private final StepAdjoint step;
        private final Checkpoints<double[][]> kept;
        private final Stepper<double[]> again;
        private final int[] index;
        private final double[][] states;
        private final double[][] byState;
        private final double[][] lambda;
        private final double[] byParameter;
        private double[] from = new double[64];
        private double[] to = new double[64];
        private int steps;

        Run(DiscreteAdjoint how, double[] y0) {
            this.how = how;
            this.y0 = y0.clone();
            n = y0.length;
            step = StepAdjoint.of(how.solver, how.term, how.pull, n, how.parameters);
            int held = how.states == UNDO ? 1 : how.states;
            kept = new Checkpoints<>(held, Run::copied, Run::assign);
            index = new int[how.times.length];
            states = new double[how.times.length][];
            byState = new double[how.times.length][n];
            lambda = new double[1 + step.companions()][n];
            byParameter = new double[how.parameters];
            again = how.solver.start(
                    how.term, new Solver.Start<>(how.t0, how.end(), this.y0, how.controller.tolerance(), new Tally()));
            if (how.states == UNDO && !(again instanceof ReversibleStepper<double[]>))
                throw new IllegalArgumentException(
                        "states must not be UNDO with solver %s, which is not reversible; use ReversibleHeun or AsynchronousLeapfrog, or hold states"
                                .formatted(how.solver.name()));
        }

        Gradient gradient(Loss loss) {
            Stepper<double[]> end = forward();
            double value = loss.of(states, byState);
            inject(steps);
            if (how.states == UNDO) undo(end);
            else kept.reverse(steps, this);
            step.begin(how.t0, y0, lambda, byParameter);
            var byTimes = new double[states.length];
            for (int i = 0; i < byTimes.length; i++) byTimes[i] = along(how.times[i], states[i], byState[i]);
            return new Gradient(
                    value,
                    states,
                    lambda[0],
                    byParameter,
                    -along(how.t0, y0, lambda[0]),
                    byTimes,
                    steps,
                    how.states == UNDO ? steps : kept.repeated(),
                    0,
                    kept.most());
        }

        /// Solves, with the steps and some states kept.
        private Stepper<double[]> forward() {
            Integrator<double[]> run = how.solve(y0).start();
            kept.offer(0, whole(run.stepper()));
            int seen = 0;
            boolean more = true;
            while (more) {
                double before = run.time();
                more = run.step();
                if (run.time() == before) break;
                note(run.lastFrom(), run.lastTo());
                if (run.time() != run.lastTo() && step.companions() > 0)
                    throw new IllegalArgumentException(
                            "the equation jumps, and solver %s starts its companions afresh there; use an explicit Runge-Kutta method"
                                    .formatted(how.solver.name()));
                if (seen < index.length && (run.time() == how.times[seen] || run.lastTo() == how.times[seen])) {
                    index[seen] = steps;
                    states[seen++] = run.state().clone();
                }
                if (more) kept.offer(steps, whole(run.stepper()));
            }
            var solution = run.solution();
            if (!solution.status().successful()) throw new DivergedException(solution.message());
            return run.stepper();
        }

        private void note(double begin, double end) {
            if (steps == from.length) {
                from = Arrays.copyOf(from, 2 * steps);
                to = Arrays.copyOf(to, 2 * steps);
            }
            from[steps] = begin;
            to[steps++] = end;
        }

        private void undo(Stepper<double[]> end) {
            if (!(end instanceof ReversibleStepper<double[]> reversible))
                throw new IllegalStateException("checked before");
            for (int i = steps - 1; i >= 0; i--) {
                reversible.back(from[i], to[i]);
                back(i, whole(reversible));
            }
        }

        @Override
        public void back(int number, double[][] before) {
            step.back(from[number], to[number], before, lambda, byParameter);
            inject(number);
        }

        @Override
        public double[][] advance(double[][] start, int first, int last) {
            if (again instanceof ReversibleStepper<double[]> reversible)
                reversible.resume(from[first], Arrays.asList(start));
            else again.restart(from[first], start[0]);
            for (int i = first; i < last; i++) {
                if (i > first && from[i] != to[i - 1]) again.restart(from[i], again.state());
                again.step(from[i], to[i]);
                again.accept();
            }
            return whole(again);
        }

        /// Adds the derivatives of the loss by the states seen after `count` steps.
        private void inject(int count) {
            for (int k = 0; k < index.length; k++) if (index[k] == count) StepAdjoint.add(1, byState[k], lambda[0]);
        }

        /// The derivative of \(\langle a, y\rangle\) along the flow.
        private double along(double t, double[] y, double[] a) {
            double[] rate = switch (how.term) {
                case OdeTerm<double[]> ode -> ode.rate(t, y, new double[n]);
                case ControlledTerm controlled -> controlled.toOde().rate(t, y, new double[n]);
                default -> new double[] {};
            };
            if (rate.length == 0) return Double.NaN;
            double sum = 0;
            for (int i = 0; i < n; i++) sum += a[i] * rate[i];
            return sum;
        }

        private static double[][] whole(Stepper<double[]> stepper) {
            if (stepper instanceof ReversibleStepper<double[]> reversible)
                return reversible.whole().toArray(double[][]::new);
            return new double[][] {stepper.state()};
        }

        private static double[][] copied(double[][] state) {
            return Arrays.stream(state).map(double[]::clone).toArray(double[][]::new);
        }

        private static void assign(double[][] state, double[][] into) {
            for (int i = 0; i < state.length; i++) System.arraycopy(state[i], 0, into[i], 0, state[i].length);
        }
    }

    Solve<double[]> solve(double[] y0) {
        return Solve.of(term)
                .span(t0, end())
                .y0(y0)
                .solver(solver)
                .controller(controller)
                .stepTs(Arrays.copyOf(times, times.length - 1))
                .maxSteps(maxSteps);
    }

    private double end() {
        return times[times.length - 1];
    }
}
