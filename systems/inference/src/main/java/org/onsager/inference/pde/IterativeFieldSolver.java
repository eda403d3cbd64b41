package org.onsager.inference.pde;

import static org.onsager.numerics.vector.VectorKernels.dot;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.DenseProduct;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.numerics.DivergedException;

/// Two axes: conjugate gradients on \(H\) in the coordinates \(u = (L_1Q_1 \otimes L_2Q_2)z\), where \(Q_j\)
/// holds the eigenvectors of \(L_j^{-1}K_j''L_j^{-\top}\), the generalised eigenvectors of \((K_j'', K_j)\): in
/// them the prior and the second derivatives of the prior are diagonal, and the diagonal of \(H\) is a good
/// preconditioner. Four matrix products a direction for a Laplacian and its transpose.
final class IterativeFieldSolver implements FieldSolver {
    private static final double TOLERANCE = 1e-8;
    private static final int MOST = 200;

    private final PdeProblem problem;
    private final int rows;
    private final int columns;

    IterativeFieldSolver(PdeProblem problem) {
        this.problem = problem;
        this.rows = problem.axes().get(0).size();
        this.columns = problem.axes().get(1).size();
    }

    @Override
    public Solved solve(
            AxisCovariance[] k,
            double boundaryPrecision,
            double equationPrecision,
            double[] field,
            double[] start,
            int steps) {
        var system = new NormalEquations(new Basis(k[0]), new Basis(k[1]), boundaryPrecision, equationPrecision);
        boolean linear = problem.operator().isLinear();
        double[] u = field, z = system.coordinates(field);
        for (int step = 0; step < (linear ? 1 : steps); step++) {
            system.linearise(u);
            z = system.conjugateGradients(system.rightSide(u), z);
            u = system.field(z);
        }
        return new Solved(u, system.weights(z), z, system);
    }

    /// \(Q^\top L^{-1} K^{(p)\top}\) of one axis, coordinate by grid point.
    private static final class Basis {
        private final AxisCovariance k;
        private final int n;
        /// \(Q^\top L^{-1}\) and \(Q^\top\).
        private final double[] whitener;
        private final double[] turn;
        private final double[][] known = new double[4][];

        Basis(AxisCovariance k) {
            this.k = k;
            this.n = k.size();
            double[] x = k.matrix(2).clone();
            k.factor().solveLower(x, n);
            double[] s = Orientation.transposed(x, n, n).clone();
            k.factor().solveLower(s, n);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++) s[i * n + j] = s[j * n + i] = (s[i * n + j] + s[j * n + i]) / 2;
            var eigen = DecompositionFactory_DDRM.eig(n, true, true);
            if (!eigen.decompose(DMatrixRMaj.wrap(n, n, s)))
                throw new DivergedException("eigenvectors of the second derivative did not converge");
            this.turn = new double[n * n];
            for (int i = 0; i < n; i++) System.arraycopy(eigen.getEigenVector(i).data, 0, turn, i * n, n);
            var inverse = new double[n * n];
            for (int i = 0; i < n; i++) inverse[i * n + i] = 1;
            k.factor().solveLower(inverse, n);
            this.whitener = DenseProduct.of(n, n, n, View.of(turn, n), View.of(inverse, n));
        }

        double[] of(int order) {
            if (known[order] == null) {
                double[] x;
                if (order == 0) x = Orientation.transposed(k.factor().data(), n, n);
                else {
                    x = k.matrix(order).clone();
                    if (order % 2 == 1) for (int i = 0; i < x.length; i++) x[i] = -x[i];
                    k.factor().solveLower(x, n);
                }
                known[order] = DenseProduct.of(n, n, n, View.of(turn, n), View.of(x, n));
            }
            return known[order];
        }

        /// \(\sum_x p_{ix} q_{ix}\) for every coordinate \(i\).
        double[] diagonal(int p, int q) {
            double[] a = of(p), b = of(q);
            var sums = new double[n];
            for (int i = 0; i < n; i++) for (int x = 0; x < n; x++) sums[i] += a[i * n + x] * b[i * n + x];
            return sums;
        }

        /// The functional of a boundary condition in coordinates.
        double[] row(BoundaryCondition condition) {
            var row = new double[n];
            for (var part : condition.parts()) {
                double[] x = of(part.order());
                int at = part.upper() ? n - 1 : 0;
                for (int i = 0; i < n; i++) row[i] += part.weight() * x[i * n + at];
            }
            return row;
        }
    }

    private final class NormalEquations implements PosteriorCovariance {
        private final Basis[] basis;
        private final double boundaryPrecision;
        private final double equationPrecision;
        private double[] slope = new double[0];
        private double[] diagonal = new double[0];

        NormalEquations(Basis first, Basis second, double boundaryPrecision, double equationPrecision) {
            this.basis = new Basis[] {first, second};
            this.boundaryPrecision = boundaryPrecision;
            this.equationPrecision = equationPrecision;
        }

        double[] coordinates(double[] u) {
            return sandwich(
                    View.of(basis[0].whitener, rows),
                    u,
                    View.of(basis[1].whitener, columns).transposed());
        }

        double[] field(double[] z) {
            return forward(0, 0, z);
        }

        double[] weights(double[] z) {
            return sandwich(View.of(basis[0].whitener, rows).transposed(), z, View.of(basis[1].whitener, columns));
        }

        private double[] sandwich(View left, double[] x, View right) {
            double[] inner = DenseProduct.of(rows, columns, rows, left, View.of(x, columns));
            return DenseProduct.of(rows, columns, columns, View.of(inner, columns), right);
        }

        /// \(P_1^{(p)} Z P_2^{(q)\top}\).
        private double[] forward(int p, int q, double[] z) {
            return sandwich(View.of(basis[0].of(p), rows).transposed(), z, View.of(basis[1].of(q), columns));
        }

        private double[] transposed(int p, int q, double[] field) {
            return sandwich(
                    View.of(basis[0].of(p), rows),
                    field,
                    View.of(basis[1].of(q), columns).transposed());
        }

        void linearise(double[] u) {
            if (!problem.operator().isLinear()) {
                slope = new double[u.length];
                for (int i = 0; i < u.length; i++)
                    slope[i] = problem.operator().reaction().slope().applyAsDouble(u[i]);
            }
            diagonal = diagonal();
        }

        private double[] diagonal() {
            var sum = new double[rows * columns];
            var terms = problem.operator().terms();
            for (var s : terms)
                for (var t : terms) {
                    double factor = mean(s) * mean(t);
                    double[] first = basis[0].diagonal(s.orders()[0], t.orders()[0]);
                    double[] second = basis[1].diagonal(s.orders()[1], t.orders()[1]);
                    for (int i = 0; i < rows; i++)
                        for (int j = 0; j < columns; j++) sum[i * columns + j] += factor * first[i] * second[j];
                }
            for (int i = 0; i < sum.length; i++) sum[i] = 1 + equationPrecision * Math.max(0, sum[i]);
            for (var condition : problem.boundary()) {
                int axis = condition.axis();
                double[] row = basis[axis].row(condition), other = basis[1 - axis].diagonal(0, 0);
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j < columns; j++) {
                        double r = row[axis == 0 ? i : j];
                        sum[i * columns + j] += boundaryPrecision * r * r * other[axis == 0 ? j : i];
                    }
            }
            return sum;
        }

        private double mean(PdeOperator.Term term) {
            double sum = 0;
            for (double c : term.coefficients()) sum += c;
            return sum / term.coefficients().length;
        }

        /// \(A z\) on the grid.
        private double[] equation(double[] z) {
            var value = new double[z.length];
            for (var term : problem.operator().terms()) {
                double[] part = forward(term.orders()[0], term.orders()[1], z);
                for (int i = 0; i < value.length; i++) value[i] = Math.fma(term.coefficient(i), part[i], value[i]);
            }
            if (slope.length > 0) {
                double[] u = field(z);
                for (int i = 0; i < value.length; i++) value[i] = Math.fma(slope[i], u[i], value[i]);
            }
            return value;
        }

        private double[] equationTransposed(double[] field) {
            var value = new double[field.length];
            for (var term : problem.operator().terms()) {
                var scaled = new double[field.length];
                for (int i = 0; i < scaled.length; i++) scaled[i] = term.coefficient(i) * field[i];
                Orientation.add(value, 1, transposed(term.orders()[0], term.orders()[1], scaled));
            }
            if (slope.length > 0) {
                var scaled = new double[field.length];
                for (int i = 0; i < scaled.length; i++) scaled[i] = slope[i] * field[i];
                Orientation.add(value, 1, transposed(0, 0, scaled));
            }
            return value;
        }

        /// The condition's row times `z`, at the grid points of the other axis.
        private double[] boundary(BoundaryCondition condition, double[] z) {
            int axis = condition.axis(), n = axis == 0 ? rows : columns, m = axis == 0 ? columns : rows;
            double[] row = basis[axis].row(condition), turned = Orientation.first(axis, z, rows, columns);
            double[] along = DenseProduct.of(1, m, n, View.of(row, n), View.of(turned, m));
            return DenseProduct.of(1, m, m, View.of(along, m), View.of(basis[1 - axis].of(0), m));
        }

        private void addBoundaryTransposed(BoundaryCondition condition, double factor, double[] values, double[] into) {
            int axis = condition.axis(), m = values.length;
            double[] row = basis[axis].row(condition);
            double[] along = DenseProduct.of(m, 1, m, View.of(basis[1 - axis].of(0), m), View.of(values, 1));
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    into[i * columns + j] += factor * row[axis == 0 ? i : j] * along[axis == 0 ? j : i];
        }

        private double[] product(double[] z) {
            double[] h = equationTransposed(equation(z));
            for (int i = 0; i < h.length; i++) h[i] = Math.fma(equationPrecision, h[i], z[i]);
            for (var condition : problem.boundary())
                addBoundaryTransposed(condition, boundaryPrecision, boundary(condition, z), h);
            return h;
        }

        double[] rightSide(double[] u) {
            double[] target = problem.source().clone();
            if (slope.length > 0)
                for (int i = 0; i < target.length; i++)
                    target[i] += slope[i] * u[i]
                            - problem.operator().reaction().value().applyAsDouble(u[i]);
            double[] right = equationTransposed(target);
            for (int i = 0; i < right.length; i++) right[i] *= equationPrecision;
            for (var condition : problem.boundary())
                addBoundaryTransposed(condition, boundaryPrecision, condition.values(), right);
            return right;
        }

        @Override
        public double[] apply(double[] s) {
            return conjugateGradients(s, new double[s.length]);
        }

        @Override
        public double[] whiten(int axis, double[] x, int count) {
            int n = basis[axis].n;
            return DenseProduct.of(n, count, n, View.of(basis[axis].whitener, n), View.of(x, count));
        }

        double[] conjugateGradients(double[] right, double[] start) {
            double[] x = start.clone(), r = right.clone();
            Orientation.add(r, -1, product(x));
            double target = TOLERANCE * Math.sqrt(dot(right, right));
            double[] preconditioned = divided(r), p = preconditioned.clone();
            double rho = dot(r, preconditioned);
            for (int it = 0; it < MOST && Math.sqrt(dot(r, r)) > target; it++) {
                double[] h = product(p);
                double alpha = rho / dot(p, h);
                if (!Double.isFinite(alpha)) break;
                Orientation.add(x, alpha, p);
                Orientation.add(r, -alpha, h);
                preconditioned = divided(r);
                double next = dot(r, preconditioned), beta = next / rho;
                rho = next;
                for (int i = 0; i < p.length; i++) p[i] = Math.fma(beta, p[i], preconditioned[i]);
            }
            return x;
        }

        private double[] divided(double[] r) {
            var result = new double[r.length];
            for (int i = 0; i < r.length; i++) result[i] = r[i] / diagonal[i];
            return result;
        }
    }
}
