package org.onsager.solve.controlled;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.Increment;
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.StepController;
import org.onsager.solve.Term;

/// A controlled differential equation \(dy = F(t, y)\,dx(t)\) with \(F \in R^{d \times c}\). Solved directly with
/// increments of the path by [org.onsager.solve.explicit.Euler], Heun and reversible Heun, or as an ordinary
/// equation by [#toOde].
///
/// @param path  the control \(x\)
/// @param dimension  components \(d\) of the state
/// @param field  \(F\)
public record ControlledTerm(ControlPath path, int dimension, Field field) implements Term<double[]> {

    @Override
    public StateSpace<double[]> space() {
        return ArraySpace.REAL;
    }

    @Override
    public double[] apply(double t, double[] y, Increment increment, double[] into) {
        return product(t, y, increment.value(), new double[dimension * path.channels()], into);
    }

    private double[] product(double t, double[] y, double[] x, double[] matrix, double[] into) {
        if (y.length != dimension)
            throw new IllegalArgumentException("the state must have length %d, not %d".formatted(dimension, y.length));
        field.at(t, y, matrix);
        int c = path.channels();
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            for (int j = 0; j < c; j++) sum += matrix[i * c + j] * x[j];
            into[i] = sum;
        }
        return into;
    }

    @Override
    public int channels() {
        return path.channels();
    }

    @Override
    public void increment(double t0, double t1, Increment into) {
        double[] end = new double[path.channels()];
        into.over(t0, t1);
        path.evaluate(t1, end);
        path.evaluate(t0, into.value());
        for (int j = 0; j < end.length; j++) into.value()[j] = end[j] - into.value()[j];
    }

    @Override
    public void check(Solver solver, StepController controller, double t0, double t1, double[] y0) {
        double low = Math.min(t0, t1), high = Math.max(t0, t1), slack = 1e-9 * (high - low);
        if (low < path.from() - slack || high > path.to() + slack)
            throw new IllegalArgumentException(
                    "span must be in [%s, %s], where the control path is defined, not [%s, %s]"
                            .formatted(path.from(), path.to(), low, high));
        if (y0.length != dimension)
            throw new IllegalArgumentException("y0 must have length %d, not %d".formatted(dimension, y0.length));
    }

    @Override
    public double[] jumps() {
        return path.kinks();
    }

    /// The ordinary equation \(y' = F(t, y)\,\dot x(t)\), with the kinks of the path as jumps; it
    /// holds storage of its own, so make one for each run.
    public Ode toOde() {
        var matrix = new double[dimension * path.channels()];
        var slope = new double[path.channels()];
        return Ode.of((t, y, rate) -> {
                    path.derivative(t, true, slope);
                    product(t, y, slope, matrix, rate);
                })
                .jumpingAt(path.kinks());
    }

    /// A matrix field.
    @FunctionalInterface
    public interface Field {
        /// Writes \(F(t, y)\), row-major with one row a component of the state and one column a channel.
        void at(double t, double[] y, double[] matrix);
    }
}
