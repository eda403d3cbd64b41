package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.DenseProduct;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.inference.gaussian.LowerTriangle;

/// One axis: \(H = I + \tau_2 A^\top A + \lambda_b\tau_1 B^\top B\) is formed and factored. Cost: \(n^3\) a
/// derivative that occurs for \(L^{-1}K^{(p)\top}\), \(n^3\) for the lower half of \(H\), \(n^3/3\) to factor.
final class DenseFieldSolver implements FieldSolver {
    private final PdeProblem problem;

    DenseFieldSolver(PdeProblem problem) {
        this.problem = problem;
    }

    @Override
    public Solved solve(
            AxisCovariance[] k,
            double boundaryPrecision,
            double equationPrecision,
            double[] field,
            double[] start,
            int steps) {
        int n = problem.points();
        var basis = new Basis(k[0]);
        double[] linear = linear(basis, n);
        var rows = boundaryRows(basis, n);
        int count = problem.operator().isLinear() ? 1 : steps;
        var solved = step(k[0], basis, linear, rows, boundaryPrecision, equationPrecision, field);
        for (int step = 1; step < count; step++)
            solved = step(k[0], basis, linear, rows, boundaryPrecision, equationPrecision, solved.field());
        return solved;
    }

    /// \(L^{-1}K^{(p)\top}\), whitened coordinate by grid point; \(L^\top\) for \(p = 0\).
    private static final class Basis {
        private final AxisCovariance k;
        private final double[][] known = new double[4][];

        Basis(AxisCovariance k) {
            this.k = k;
        }

        double[] of(int order) {
            if (known[order] == null) {
                int n = k.size();
                if (order == 0) {
                    known[0] = Orientation.transposed(k.factor().data(), n, n);
                } else {
                    double[] x = k.matrix(order).clone();
                    if (order % 2 == 1) for (int i = 0; i < x.length; i++) x[i] = -x[i];
                    k.factor().solveLower(x, n);
                    known[order] = x;
                }
            }
            return known[order];
        }
    }

    /// The linear part's \(A^\top\).
    private double[] linear(Basis basis, int n) {
        var a = new double[n * n];
        for (var term : problem.operator().terms()) {
            double[] x = basis.of(term.orders()[0]);
            for (int i = 0; i < n; i++)
                for (int p = 0; p < n; p++)
                    a[i * n + p] = Math.fma(term.coefficient(p), x[i * n + p], a[i * n + p]);
        }
        return a;
    }

    private List<double[]> boundaryRows(Basis basis, int n) {
        var rows = new ArrayList<double[]>();
        for (var condition : problem.boundary()) {
            var row = new double[n];
            for (var part : condition.parts()) {
                double[] x = basis.of(part.order());
                int at = part.upper() ? n - 1 : 0;
                for (int i = 0; i < n; i++) row[i] += part.weight() * x[i * n + at];
            }
            rows.add(row);
        }
        return rows;
    }

    private Solved step(
            AxisCovariance k,
            Basis basis,
            double[] linear,
            List<double[]> rows,
            double boundaryPrecision,
            double equationPrecision,
            double[] field) {
        int n = problem.points();
        var reaction = problem.operator().reaction();
        double[] a = linear;
        double[] target = problem.source().clone();
        if (!problem.operator().isLinear()) {
            a = linear.clone();
            double[] values = basis.of(0);
            for (int p = 0; p < n; p++) {
                double slope = reaction.slope().applyAsDouble(field[p]);
                target[p] += slope * field[p] - reaction.value().applyAsDouble(field[p]);
                for (int i = 0; i < n; i++) a[i * n + p] = Math.fma(slope, values[i * n + p], a[i * n + p]);
            }
        }
        var h = new double[n * n];
        for (int i = 0; i < n; i += 96) { // the lower half by strips
            int height = Math.min(96, n - i);
            var left = View.of(a, n).from(i, 0);
            DenseProduct.add(
                    height, i + height, n, equationPrecision, left, View.of(a, n).transposed(), View.of(h, n).from(i, 0));
        }
        double[] right = DenseProduct.of(n, 1, n, View.of(a, n), View.of(target, 1));
        for (int i = 0; i < n; i++) right[i] *= equationPrecision;
        for (int b = 0; b < rows.size(); b++) {
            double[] row = rows.get(b);
            double value = problem.boundary().get(b).values()[0];
            for (int i = 0; i < n; i++) {
                right[i] += boundaryPrecision * value * row[i];
                for (int j = 0; j <= i; j++) h[i * n + j] += boundaryPrecision * row[i] * row[j];
            }
        }
        for (int i = 0; i < n; i++) h[i * n + i] += 1;
        var factor = LowerTriangle.factor(h, n);
        double[] z = factor.solve(right, 1);
        double[] u = DenseProduct.of(n, 1, n, View.of(k.factor().data(), n), View.of(z, 1));
        double[] weights = z.clone();
        k.factor().solveUpper(weights, 1);
        return new Solved(u, weights, z, new Posterior(k.factor(), factor));
    }

    private record Posterior(LowerTriangle prior, LowerTriangle posterior) implements PosteriorCovariance {
        @Override
        public double[] apply(double[] s) {
            return posterior.solve(s, 1);
        }

        @Override
        public double[] whiten(int axis, double[] x, int columns) {
            prior.solveLower(x, columns);
            return x;
        }
    }
}
