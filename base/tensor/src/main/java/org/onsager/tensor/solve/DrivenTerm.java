package org.onsager.tensor.solve;

import java.util.Arrays;
import org.onsager.solve.Increment;
import org.onsager.solve.StateSpace;
import org.onsager.solve.Term;
import org.onsager.solve.controlled.ControlPath;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.Tensors;

/// An equation of tensors driven by a path: \(dy = f(t, y)\,dt + g(t, y)\,dx(t)\), controlled or (with Brownian
/// increments, in the sense of Stratonovich) stochastic, for explicit Runge-Kutta and reversible methods.
/// [TensorSde] is for stochastic methods and knows its sense and noise.
///
/// @param channels  channels of the path
/// @param driver  fills in the path's increments, the same for the same interval, and opposite backwards
/// @param field  the increment of the state
/// @param jumps  kinks of the path
/// @param slope  the path's derivative, for derivatives by times; NaN where it has none
public record DrivenTerm(int channels, Driver driver, Field field, double[] jumps, Slope slope)
        implements Term<Tensor> {

    /// Driven by a path that has no derivative by time.
    public DrivenTerm(int channels, Driver driver, Field field, double[] jumps) {
        this(channels, driver, field, jumps, (_, into) -> Arrays.fill(into, Double.NaN));
    }

    /// The derivative of a path.
    @FunctionalInterface
    public interface Slope {
        /// Writes \(\dot x(t)\), one number a channel.
        void at(double t, double[] into);
    }

    /// Fills in increments.
    @FunctionalInterface
    public interface Driver {
        /// Writes the increments over \([t_0, t_1]\), `t1` before `t0` on the way back.
        void increment(double t0, double t1, Increment into);
    }

    /// The field with its increment.
    @FunctionalInterface
    public interface Field {
        /// \(f(t, y)\,\Delta t + g(t, y)\,\Delta x\).
        ///
        /// @param dt  \(\Delta t\)
        /// @param dx  \(\Delta x\), `[channels]`, a constant of the type of `y`
        Tensor at(double t, Tensor y, double dt, Tensor dx);
    }

    /// The controlled equation \(dy = F(t, y)\,dx(t)\), where the field gives \(F\,\Delta x\).
    public static DrivenTerm of(ControlPath path, Field field) {
        Driver driver = (t0, t1, into) -> {
            double[] end = new double[path.channels()];
            path.evaluate(t1, end);
            path.evaluate(t0, into.value());
            for (int j = 0; j < end.length; j++) into.value()[j] = end[j] - into.value()[j];
        };
        return new DrivenTerm(
                path.channels(), driver, field, path.kinks(), (t, into) -> path.derivative(t, true, into));
    }

    /// \(f(t, y) + g(t, y)\,\dot x(t)\); NaN where the path has no derivative.
    Tensor rate(double t, Tensor y) {
        var increment = new double[channels];
        slope.at(t, increment);
        return field.at(t, y, 1, Tensors.of(y.dtype(), increment, channels).to(y.device()));
    }

    @Override
    public StateSpace<Tensor> space() {
        return TensorSpace.REAL;
    }

    @Override
    public Tensor apply(double t, Tensor y, Increment increment, Tensor into) {
        return field.at(
                t,
                y,
                increment.dt(),
                Tensors.of(y.dtype(), increment.value(), channels).to(y.device()));
    }

    @Override
    public void increment(double t0, double t1, Increment into) {
        driver.increment(t0, t1, into.over(t0, t1));
    }
}
