package org.onsager.solve.boundary;

/// A two-point boundary value problem \(y' = f(t, y)\) on \([a, b]\) with \(g(y(a), y(b)) = 0\).
///
/// @param dimension  components of \(y\), as many as boundary conditions
/// @param field  \(f\)
/// @param conditions  \(g\)
public record BoundaryProblem(int dimension, Field field, Conditions conditions) {

    public BoundaryProblem {
        if (dimension < 1) throw new IllegalArgumentException("dimension must be in [1, inf), not " + dimension);
    }

    /// A right-hand side.
    @FunctionalInterface
    public interface Field {
        /// Writes \(f(t, y)\) into `rate`.
        void rate(double t, double[] y, double[] rate);
    }

    /// Boundary conditions.
    @FunctionalInterface
    public interface Conditions {
        /// Writes \(g(y(a), y(b))\) into `residual`.
        void residual(double[] atStart, double[] atEnd, double[] residual);
    }

    /// A solution on a mesh.
    ///
    /// @param t  the mesh
    /// @param y  states, one row a mesh point
    /// @param rates  \(f\) there; the cubic Hermite interpolant of both is the solution
    /// @param residual  largest relative residual of an interval (collocation) or jump (shooting)
    /// @param iterations  Newton iterations
    public record Solution(double[] t, double[][] y, double[][] rates, double residual, int iterations) {
        /// The solution at a time of the interval, a new array.
        public double[] at(double time) {
            int i = java.util.Arrays.binarySearch(t, time);
            i = Math.clamp(i >= 0 ? i : -i - 2, 0, t.length - 2);
            double h = t[i + 1] - t[i];
            return org.onsager.solve.Hermite.cubic(
                    org.onsager.solve.ArraySpace.REAL,
                    (time - t[i]) / h,
                    h,
                    y[i],
                    rates[i],
                    y[i + 1],
                    rates[i + 1],
                    new double[y[i].length]);
        }
    }

    double[] rate(double t, double[] y) {
        var rate = new double[dimension];
        field.rate(t, y, rate);
        return rate;
    }

    double[][] jacobian(double t, double[] y, double[] rate) {
        var jacobian = new double[dimension][dimension];
        double[] moved = y.clone();
        for (int j = 0; j < dimension; j++) {
            double step = 1.5e-8 * (1 + Math.abs(y[j]));
            moved[j] = y[j] + step;
            double[] there = rate(t, moved);
            moved[j] = y[j];
            for (int i = 0; i < dimension; i++) jacobian[i][j] = (there[i] - rate[i]) / step;
        }
        return jacobian;
    }

    double[] residual(double[] start, double[] end) {
        var residual = new double[dimension];
        conditions.residual(start, end, residual);
        return residual;
    }

    /// The derivative of the conditions by the state at one end.
    double[][] conditionJacobian(double[] start, double[] end, boolean byStart) {
        double[] base = residual(start, end);
        var jacobian = new double[dimension][dimension];
        double[] moved = (byStart ? start : end).clone();
        for (int j = 0; j < dimension; j++) {
            double kept = moved[j];
            double step = 1.5e-8 * (1 + Math.abs(kept));
            moved[j] = kept + step;
            double[] there = byStart ? residual(moved, end) : residual(start, moved);
            moved[j] = kept;
            for (int i = 0; i < dimension; i++) jacobian[i][j] = (there[i] - base[i]) / step;
        }
        return jacobian;
    }

    /// For each equation of a chain of `points` states coupled neighbour to neighbour and end to end, its
    /// unknowns.
    int[][] chainPattern(int points) {
        int n = dimension;
        var columns = new int[points * n][];
        for (int i = 0; i < points - 1; i++)
            for (int r = 0; r < n; r++) {
                int first = i * n;
                columns[i * n + r] =
                        java.util.stream.IntStream.range(first, first + 2 * n).toArray();
            }
        for (int r = 0; r < n; r++)
            columns[(points - 1) * n + r] = java.util.stream.IntStream.concat(
                            java.util.stream.IntStream.range(0, n),
                            java.util.stream.IntStream.range((points - 1) * n, points * n))
                    .distinct()
                    .toArray();
        return columns;
    }
}
