package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.numerics.DivergedException;

/// The classical solvers that a Gaussian process is measured against: collocation with differentiation matrices
/// of finite differences, Chebyshev polynomials or trigonometric polynomials. The equation holds at every grid
/// point but those of the boundary, where the conditions stand; a nonlinear reaction is solved by Newton's method
/// from 0.
///
/// One axis: \(O(n^3)\). Two axes: a sum of operators of either axis with Dirichlet sides is solved by the
/// eigenvectors of one of them, \(O(n_1n_2^3)\); anything else as one dense system of at most 2,500 unknowns.
///
/// Sources: B. Fornberg, *Math. Comp.* 51, 699 (1988) (weights); L. N. Trefethen, *Spectral Methods in MATLAB*.
///
/// @param scheme  how derivatives are taken
public record MatrixCollocation(Scheme scheme) {
    private static final int MOST_UNKNOWNS = 2500;
    private static final int NEWTON = 30;

    /// A differentiation matrix.
    public enum Scheme {
        /// Second order on the given grid.
        FINITE_DIFFERENCES_2(3),
        /// Fourth order on the given grid.
        FINITE_DIFFERENCES_4(5),
        /// One polynomial through all points: for Chebyshev points, [MatrixCollocation#chebyshev].
        CHEBYSHEV(Integer.MAX_VALUE),
        /// One trigonometric polynomial on an equispaced grid whose ends are the same point.
        FOURIER(0);

        private final int stencil;

        Scheme(int stencil) {
            this.stencil = stencil;
        }

        int stencil() {
            return stencil;
        }
    }

    /// Chebyshev's points of a box side, ends included.
    public static GridAxis chebyshev(double low, double high, int n) {
        var points = new double[n];
        for (int i = 0; i < n; i++) points[i] = (low + high) / 2 - (high - low) / 2 * Math.cos(Math.PI * i / (n - 1));
        points[0] = low;
        points[n - 1] = high;
        return GridAxis.of(points);
    }

    /// The field at the grid points, row-major.
    ///
    /// @throws IllegalArgumentException for two axes with too many unknowns
    /// @throws DivergedException if the system is singular or Newton's method does not converge
    public double[] solve(PdeProblem problem) {
        var d = new DifferentiationMatrix[problem.dimensions()];
        for (int j = 0; j < d.length; j++)
            d[j] = new DifferentiationMatrix(scheme, problem.axes().get(j));
        if (isSeparable(problem)) return separable(problem, d);
        int n = problem.points();
        if (d.length == 2 && n > MOST_UNKNOWNS)
            throw new IllegalArgumentException(
                    "grid must have at most %d points for this operator, not %d".formatted(MOST_UNKNOWNS, n));
        return newton(problem, system(problem, d));
    }

    /// The solution between grid points: barycentric for Chebyshev, trigonometric for Fourier, local polynomials
    /// through six points for finite differences.
    public double[] interpolate(PdeProblem problem, double[] field, List<double[]> points) {
        int rows = problem.axes().getFirst().size(), columns = field.length / rows;
        double[] first =
                DifferentiationMatrix.interpolation(scheme, problem.axes().getFirst(), points.getFirst());
        double[] half = DifferentiationMatrix.multiply(first, points.getFirst().length, rows, field, columns);
        if (problem.dimensions() == 1) return half;
        double[] second =
                DifferentiationMatrix.interpolation(scheme, problem.axes().get(1), points.get(1));
        int m = points.get(1).length, k = points.getFirst().length;
        return Orientation.transposed(
                DifferentiationMatrix.multiply(second, m, columns, Orientation.transposed(half, k, columns), k), m, k);
    }

    /// One dense linear system: the operator at inner points, conditions at the sides.
    private record Dense(double[] matrix, double[] right, boolean[] isBoundary) {}

    private static Dense system(PdeProblem problem, DifferentiationMatrix[] d) {
        int total = problem.points(), rows = d[0].n, columns = total / rows;
        var matrix = new double[total * total];
        double[] right = problem.source().clone();
        for (var term : problem.operator().terms()) {
            double[] first = d[0].of(term.orders()[0]);
            double[] second = d.length == 1 ? new double[] {1} : d[1].of(term.orders()[1]);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int p = 0; p < rows; p++) {
                        double factor = term.coefficient(i * columns + j) * first[i * rows + p];
                        if (factor == 0) continue;
                        for (int q = 0; q < columns; q++)
                            matrix[(i * columns + j) * total + p * columns + q] += factor * second[j * columns + q];
                    }
        }
        var taken = new boolean[total];
        for (var condition : problem.boundary()) {
            int n = condition.axis() == 0 ? rows : columns, m = total / n;
            for (int c = 0; c < m; c++) {
                int row = freeRow(condition, n, c, columns, taken);
                if (row < 0) continue; // a corner that another side has set
                taken[row] = true;
                Arrays.fill(matrix, row * total, (row + 1) * total, 0);
                right[row] = condition.values()[c];
                for (var part : condition.parts()) {
                    double[] weights = d[condition.axis()].of(part.order());
                    int at = part.upper() ? n - 1 : 0;
                    for (int p = 0; p < n; p++)
                        matrix[row * total + index(condition.axis(), p, c, columns)] +=
                                part.weight() * weights[at * n + p];
                }
            }
        }
        return new Dense(matrix, right, taken);
    }

    private static int index(int axis, int along, int across, int columns) {
        return axis == 0 ? along * columns + across : across * columns + along;
    }

    /// The row of the end that the condition names first, or the next one inwards if that is taken and is no
    /// corner.
    private static int freeRow(BoundaryCondition condition, int n, int across, int columns, boolean[] taken) {
        boolean upper = condition.parts().getFirst().upper();
        int at = index(condition.axis(), upper ? n - 1 : 0, across, columns);
        if (!taken[at]) return at;
        if (condition.isDirichlet()) return -1;
        int inner = index(condition.axis(), upper ? n - 2 : 1, across, columns);
        return taken[inner] ? -1 : inner;
    }

    private static double[] newton(PdeProblem problem, Dense system) {
        int n = problem.points();
        var reaction = problem.operator().reaction();
        var u = new double[n];
        for (int step = 0; step < NEWTON; step++) {
            double[] matrix = problem.operator().isLinear() ? system.matrix : system.matrix.clone();
            double[] right = system.right.clone();
            if (!problem.operator().isLinear())
                for (int i = 0; i < n; i++) {
                    if (system.isBoundary[i]) continue;
                    double slope = reaction.slope().applyAsDouble(u[i]);
                    matrix[i * n + i] += slope;
                    right[i] += slope * u[i] - reaction.value().applyAsDouble(u[i]);
                }
            double[] next = linear(matrix, right, n, 1);
            double change = 0, size = 0;
            for (int i = 0; i < n; i++) {
                change = Math.max(change, Math.abs(next[i] - u[i]));
                size = Math.max(size, Math.abs(next[i]));
            }
            u = next;
            if (problem.operator().isLinear() || change <= 1e-10 * Math.max(1, size)) return u;
            if (!Double.isFinite(change)) break;
        }
        throw new DivergedException("Newton's method for %s did not converge in %d steps: take a finer grid"
                .formatted(problem.operator(), NEWTON));
    }

    private static double[] linear(double[] matrix, double[] right, int n, int columns) {
        var solver = LinearSolverFactory_DDRM.lu(n);
        var x = new DMatrixRMaj(n, columns);
        if (!solver.setA(DMatrixRMaj.wrap(n, n, matrix.clone())))
            throw new DivergedException("collocation system of %d unknowns is singular".formatted(n));
        solver.solve(DMatrixRMaj.wrap(n, columns, right.clone()), x);
        return x.data;
    }

    private static boolean isSeparable(PdeProblem problem) {
        if (problem.dimensions() != 2
                || !problem.operator().isLinear()
                || !problem.operator().isConstant()) return false;
        for (var term : problem.operator().terms())
            if (term.axis() == 2 || Arrays.stream(term.orders()).anyMatch(order -> order % 2 == 1)) return false;
        return problem.boundary().size() == 4 && problem.boundary().stream().allMatch(BoundaryCondition::isDirichlet);
    }

    /// \(A_1 U + U A_2^\top = F\) at inner points: eigenvectors of \(A_1\), then one system of the second axis
    /// each.
    private static double[] separable(PdeProblem problem, DifferentiationMatrix[] d) {
        int rows = d[0].n, columns = d[1].n;
        var u = new double[rows * columns];
        for (var condition : problem.boundary()) {
            int n = condition.axis() == 0 ? rows : columns,
                    at = condition.parts().getFirst().upper() ? n - 1 : 0;
            for (int c = 0; c < condition.values().length; c++)
                u[index(condition.axis(), at, c, columns)] = condition.values()[c];
        }
        var operators = new ArrayList<double[]>();
        for (int j = 0; j < 2; j++) {
            var sum = new double[d[j].n * d[j].n];
            for (var term : problem.operator().terms())
                if (term.axis() == j) Orientation.add(sum, term.coefficients()[0], d[j].of(term.orders()[j]));
            operators.add(sum);
        }
        double constant = 0;
        for (var term : problem.operator().terms()) if (term.axis() < 0) constant += term.coefficients()[0];
        double[] first = operators.get(0), second = operators.get(1);
        double[] known = DifferentiationMatrix.multiply(first, rows, rows, u, columns);
        double[] other = Orientation.transposed(
                DifferentiationMatrix.multiply(
                        second, columns, columns, Orientation.transposed(u, rows, columns), rows),
                columns,
                rows);
        int n = rows - 2, m = columns - 2;
        var right = new double[n * m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) {
                int at = (i + 1) * columns + j + 1;
                right[i * m + j] = problem.source()[at] - known[at] - other[at];
            }
        double[] inner = sylvester(inner(first, rows), n, inner(second, columns), m, constant, right);
        for (int i = 0; i < n; i++) System.arraycopy(inner, i * m, u, (i + 1) * columns + 1, m);
        return u;
    }

    private static double[] inner(double[] matrix, int n) {
        var part = new double[(n - 2) * (n - 2)];
        for (int i = 0; i < n - 2; i++) System.arraycopy(matrix, (i + 1) * n + 1, part, i * (n - 2), n - 2);
        return part;
    }

    private static double[] sylvester(double[] a, int n, double[] b, int m, double constant, double[] right) {
        var eigen = DecompositionFactory_DDRM.eig(n, true, false);
        if (!eigen.decompose(DMatrixRMaj.wrap(n, n, a.clone())))
            throw new DivergedException("eigenvalues of a differentiation matrix did not converge");
        var vectors = new double[n * n];
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            var value = eigen.getEigenvalue(i);
            if (!value.isReal())
                throw new DivergedException(
                        "differentiation matrix has complex eigenvalues: take one axis fewer points");
            values[i] = value.real + constant;
            double[] vector = eigen.getEigenVector(i).data;
            for (int p = 0; p < n; p++) vectors[p * n + i] = vector[p];
        }
        double[] turned = linear(vectors, right, n, m);
        for (int i = 0; i < n; i++) {
            double[] shifted = b.clone();
            for (int j = 0; j < m; j++) shifted[j * m + j] += values[i];
            double[] row = linear(shifted, Arrays.copyOfRange(turned, i * m, (i + 1) * m), m, 1);
            System.arraycopy(row, 0, turned, i * m, m);
        }
        return DifferentiationMatrix.multiply(vectors, n, n, turned, m);
    }
}
