package org.onsager.tensor.solve;

import java.util.Arrays;
import java.util.List;
import org.onsager.solve.FixedStep;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;
import org.onsager.tensor.Tensor;

/// A differential equation of tensors with the way to solve it, to be differentiated by an [Adjoint].
///
/// Steps end on each of `times`, so that a loss sees the method's own states and not interpolated ones.
///
/// @param term  the equation, on [TensorSpace#REAL]
/// @param parameters  the tracked tensors that its right-hand side depends on; may be none
/// @param solver  a method that works on any state space
/// @param controller  the choice of steps
/// @param t0  initial time
/// @param times  times at which the loss sees the state, strictly monotonic away from `t0`; the last ends the
///     span
/// @param maxSteps  the most steps
public record Flow(
        Term<Tensor> term,
        List<Tensor> parameters,
        Solver solver,
        StepController controller,
        double t0,
        double[] times,
        long maxSteps) {

    public Flow {
        parameters = List.copyOf(parameters);
        times = times.clone();
        if (times.length == 0) throw new IllegalArgumentException("times must have at least one entry");
        double sign = Math.signum(times[0] - t0);
        double last = t0;
        for (double t : times) {
            if (!((t - last) * sign > 0) || Double.isInfinite(t))
                throw new IllegalArgumentException(
                        "times must go strictly one way from t0 = %s, but %s follows %s".formatted(t0, t, last));
            last = t;
        }
        for (var each : parameters)
            if (!each.isTracked())
                throw new IllegalArgumentException(
                        "parameters must be tracked, but one is not: " + each.describe() + "; call requiresGrad()");
    }

    /// An ordinary equation from `t0` to `t1` in steps of one size, of which the loss sees the end.
    public static Flow of(OdeTerm.Rate<Tensor> rate, List<Tensor> parameters, Solver solver, double t0, double t1) {
        return new Flow(
                OdeTerm.of(TensorSpace.REAL, rate),
                parameters,
                solver,
                new FixedStep(Math.abs(t1 - t0) / 100),
                t0,
                new double[] {t1},
                1 << 20);
    }

    /// With another choice of steps.
    public Flow with(StepController other) {
        return new Flow(term, parameters, solver, other, t0, times, maxSteps);
    }

    /// With another method.
    public Flow with(Solver other) {
        return new Flow(term, parameters, other, controller, t0, times, maxSteps);
    }

    /// In steps of this size.
    public Flow fixedStep(double size) {
        return with(new FixedStep(size));
    }

    /// With a loss that sees the state at these times.
    public Flow at(double... other) {
        return new Flow(term, parameters, solver, controller, t0, other, maxSteps);
    }

    /// The end of the span.
    public double t1() {
        return times[times.length - 1];
    }

    Solve<Tensor> problem(Term<Tensor> on, Tensor y0) {
        return Solve.of(on)
                .span(t0, t1())
                .y0(y0)
                .solver(solver)
                .controller(controller)
                .stepTs(Arrays.copyOf(times, times.length - 1))
                .maxSteps(maxSteps);
    }

    /// A number computed from the states at the flow's times.
    @FunctionalInterface
    public interface Loss {
        /// The loss, a tensor of one element; may depend on the flow's parameters besides.
        Tensor of(List<Tensor> states);

        /// A loss that sees the last state only.
        static Loss ofEnd(java.util.function.UnaryOperator<Tensor> loss) {
            return states -> loss.apply(states.getLast());
        }
    }
}
