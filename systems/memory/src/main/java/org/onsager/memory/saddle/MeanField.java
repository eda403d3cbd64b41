package org.onsager.memory.saddle;

/// A mean-field theory at one point of its control parameters: order parameters \(x\), the self-consistency map
/// \(F\) whose fixed points \(x = F(x)\) are the saddle points, and the quenched pressure \(A(x)\) by which they
/// are ranked.
///
/// `X` is a record of the order parameters in the field's own names; [#coordinates] and [#at] translate between
/// it and the numbers that the solvers move.
///
/// @param <X> the order parameters
public interface MeanField<X> {
    /// The self-consistency map \(F\).
    X next(X x);

    /// The pressure \(A = -\beta f\) in nats per degree of freedom at `x`, stationary at saddle points; the
    /// larger of two phases wins.
    double pressure(X x);

    /// The order parameters as numbers, always the same count and order.
    double[] coordinates(X x);

    /// The order parameters with these coordinates; the inverse of [#coordinates].
    X at(double[] coordinates);

    /// Whether the coordinates lie where the map is defined; solvers never step outside.
    default boolean admits(double[] coordinates) {
        for (double each : coordinates) if (!Double.isFinite(each)) return false;
        return true;
    }

    /// \(J_{ij} = \partial F_i / \partial x_j\), row by row. By central differences with step \(10^{-6}\) unless
    /// a theory knows better; one-sided where a neighbour is not admitted.
    default double[][] jacobian(X x) {
        double[] centre = coordinates(x);
        int size = centre.length;
        var jacobian = new double[size][size];
        for (int j = 0; j < size; j++) {
            double step = 1e-6 * Math.max(1, Math.abs(centre[j]));
            double[] up = neighbour(centre, j, step);
            double[] down = neighbour(centre, j, -step);
            double[] above = coordinates(next(at(up)));
            double[] below = coordinates(next(at(down)));
            for (int i = 0; i < size; i++) jacobian[i][j] = (above[i] - below[i]) / (up[j] - down[j]);
        }
        return jacobian;
    }

    private double[] neighbour(double[] centre, int component, double step) {
        double[] moved = centre.clone();
        moved[component] += step;
        return admits(moved) ? moved : centre;
    }
}
