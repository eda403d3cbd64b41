package org.onsager.solve.formula;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.SparseDerivative;
import org.onsager.numerics.expression.VectorFunction;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;

/// Ordinary equations of a system in the formula language, with exact Jacobians: every entry is differentiated
/// as a formula and compiled with the others, so that implicit methods spend no evaluations of the right-hand
/// side on them and their Newton iterations converge as with hand-written derivatives.
///
/// The Jacobian comes in the form that its non-zeros ask for: banded when they lie near the diagonal, sparse when
/// fewer than a fifth of many, else dense.
public final class FormulaOde {
    private static final int SMALL = 50;

    private FormulaOde() {}

    /// The system's drift as an equation, with the system's own parameters.
    public static Ode of(ExpressionSystem system) {
        return of(system, system.symbols().defaults());
    }

    /// The system's drift as an equation.
    ///
    /// @param parameters  one number a parameter, in the order of the system's symbols; copied
    /// @throws IllegalArgumentException if their number is not the system's
    public static Ode of(ExpressionSystem system, double[] parameters) {
        double[] p = parameters.clone();
        int needed = system.symbols().defaults().length;
        if (p.length != needed)
            throw new IllegalArgumentException("parameters must have length %d, not %d".formatted(needed, p.length));
        VectorFunction drift = system.drift();
        Ode ode = Ode.of((t, y, rate) -> drift.evaluate(t, y, p, rate)).with(jacobian(system, p));
        return system.isAutonomous() ? ode.asAutonomous() : ode;
    }

    /// The exact Jacobian of the drift.
    public static Jacobian jacobian(ExpressionSystem system, double[] parameters) {
        SparseDerivative derivative = system.jacobian();
        int n = system.dimension();
        int[] rows = derivative.rowOf(), columns = derivative.columnOf();
        int lower = 0, upper = 0;
        for (int e = 0; e < rows.length; e++) {
            lower = Math.max(lower, rows[e] - columns[e]);
            upper = Math.max(upper, columns[e] - rows[e]);
        }
        if (n <= SMALL || rows.length >= n * n / 5)
            return Jacobian.dense(filled(derivative, parameters, e -> rows[e] * n + columns[e]));
        int width = lower + upper + 1, below = lower;
        if (width <= n / 5 && rows.length > width * n / 4)
            return Jacobian.banded(
                    lower, upper, filled(derivative, parameters, e -> rows[e] * width + columns[e] - rows[e] + below));
        int[][] pattern = IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(0, rows.length)
                        .filter(e -> rows[e] == i)
                        .map(e -> columns[e])
                        .toArray())
                .toArray(int[][]::new);
        return Jacobian.sparse(pattern, (t, y, values) -> derivative.values().evaluate(t, y, parameters, values));
    }

    /// A matrix of which entry `e` of the derivative stands at `place(e)`.
    private static Jacobian.Matrix filled(SparseDerivative derivative, double[] parameters, IntUnaryOperator place) {
        int[] places = IntStream.range(0, derivative.rowOf().length).map(place).toArray();
        var entries = new double[places.length];
        return (t, y, matrix) -> {
            derivative.values().evaluate(t, y, parameters, entries);
            for (int e = 0; e < places.length; e++) matrix[places[e]] = entries[e];
        };
    }
}
