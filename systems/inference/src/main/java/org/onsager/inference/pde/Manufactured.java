package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.numerics.expression.Expression;
import org.onsager.numerics.expression.Formula;

/// Problems with a known solution: source and boundary data follow from it by symbolic differentiation.
///
/// @param solution  a formula of one variable an axis
public record Manufactured(Formula solution) {

    /// @param text  such as `sin(6*x)*cos(100*x)`
    /// @param variables  one an axis, in order
    public static Manufactured of(String text, String... variables) {
        return new Manufactured(Formula.of(text, variables));
    }

    /// \(\partial^{\alpha} u\).
    public Formula derivative(int... orders) {
        var formula = solution;
        var variables = solution.symbols().variables();
        for (int j = 0; j < orders.length; j++)
            for (int p = 0; p < orders[j]; p++)
                formula = formula.derivative(variables.get(j).name());
        return formula;
    }

    /// The problem with this solution and its values on all sides of the box.
    public PdeProblem problem(PdeOperator operator, GridAxis... axes) {
        var conditions = new ArrayList<BoundaryCondition>();
        for (int j = 0; j < axes.length; j++)
            for (boolean upper : new boolean[] {false, true})
                conditions.add(BoundaryCondition.dirichlet(j, upper, side(j, upper, axes)));
        return new PdeProblem(List.of(axes), operator, source(operator, axes), conditions);
    }

    /// \(Lu\) at the grid points.
    public double[] source(PdeOperator operator, GridAxis... axes) {
        List<double[]> points = Arrays.stream(axes).map(GridAxis::points).toList();
        double[] u = values(points);
        var source = new double[u.length];
        for (int i = 0; i < u.length; i++)
            source[i] = operator.reaction().value().applyAsDouble(u[i]);
        for (var term : operator.terms()) {
            double[] value = values(derivative(term.orders()), points);
            for (int i = 0; i < u.length; i++) source[i] += term.coefficient(i) * value[i];
        }
        return source;
    }

    /// The values at one end of an axis, one a grid point of the other axis.
    public double[] side(int axis, boolean upper, GridAxis... axes) {
        var points = new ArrayList<double[]>();
        for (int j = 0; j < axes.length; j++)
            points.add(j == axis ? new double[] {upper ? axes[j].high() : axes[j].low()} : axes[j].points());
        return values(points);
    }

    /// The solution on a product of points.
    public double[] values(List<double[]> points) {
        return values(solution, points);
    }

    /// The solution on `count` equispaced points an axis.
    public Reference reference(int count, GridAxis... axes) {
        List<double[]> points = Arrays.stream(axes)
                .map(axis -> GridAxis.equispaced(axis.low(), axis.high(), count).points())
                .toList();
        return new Reference(points, values(points));
    }

    private static double[] values(Formula formula, List<double[]> points) {
        var scalar = formula.scalar();
        double[] parameters = formula.symbols().defaults();
        double[] first = points.getFirst(), second = points.size() == 1 ? new double[1] : points.get(1);
        var values = new double[first.length * second.length];
        var state = new double[points.size()];
        for (int i = 0; i < first.length; i++)
            for (int j = 0; j < second.length; j++) {
                state[0] = first[i];
                if (state.length == 2) state[1] = second[j];
                values[i * second.length + j] = scalar.value(0, state, parameters);
            }
        return values;
    }

    /// The expression, for messages.
    public Expression expression() {
        return solution.expression();
    }
}
