package org.onsager.inference.pde;

import static org.onsager.numerics.vector.VectorKernels.dot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.DenseProduct;
import org.onsager.inference.gaussian.DenseProduct.View;
import org.onsager.inference.gaussian.LowerTriangle;
import org.onsager.numerics.DivergedException;

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
                for (int p = 0; p < n; p++) a[i * n + p] = Math.fma(term.coefficient(p), x[i * n + p], a[i * n + p]);
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
                    height,
                    i + height,
                    n,
                    equationPrecision,
                    left,
                    View.of(a, n).transposed(),
                    View.of(h, n).from(i, 0));
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
        var posterior = new Posterior(k.factor(), a, rows, boundaryPrecision, equationPrecision, h, n);
        double[] z = posterior.apply(right);
        double[] u = DenseProduct.of(n, 1, n, View.of(k.factor().data(), n), View.of(z, 1));
        double[] weights = z.clone();
        k.factor().solveUpper(weights, 1);
        return new Solved(u, weights, z, posterior);
    }

    /// \(H\) factored. Where rounding makes it indefinite (frequencies so high that \(\tau_2\|A\|^2\) nears
    /// \(10^{16}\)) a ridge as small as will do is added, and the factor preconditions conjugate gradients on the
    /// true \(H\), whose products with \(A\) and \(A^\top\) lose half as many digits.
    private static final class Posterior implements PosteriorCovariance {
        private static final int MOST = 30;
        private static final double TOLERANCE = 1e-12;

        private final LowerTriangle prior;
        private final double[] a;
        private final List<double[]> rows;
        private final double boundaryPrecision;
        private final double equationPrecision;
        private final int n;
        private final LowerTriangle factor;
        private final boolean ridged;

        Posterior(
                LowerTriangle prior,
                double[] a,
                List<double[]> rows,
                double boundaryPrecision,
                double equationPrecision,
                double[] h,
                int n) {
            this.prior = prior;
            this.a = a;
            this.rows = rows;
            this.boundaryPrecision = boundaryPrecision;
            this.equationPrecision = equationPrecision;
            this.n = n;
            double most = 0;
            for (int i = 0; i < n; i++) most = Math.max(most, h[i * n + i]);
            double ridge = 0;
            var found = tried(h, n);
            while (found.isEmpty() && ridge < 1e-6 * most) {
                double more = ridge == 0 ? Math.ulp(most) * n : 9 * ridge;
                for (int i = 0; i < n; i++) h[i * n + i] += more;
                ridge += more;
                found = tried(h, n);
            }
            this.factor = found.orElseThrow(() -> new DivergedException(
                    "normal equations of the field are not positive definite (largest diagonal %.1e): a coarser kernel or fewer iterations"
                            .formatted(h[0])));
            this.ridged = ridge > 0;
        }

        private static Optional<LowerTriangle> tried(double[] h, int n) {
            try {
                return Optional.of(LowerTriangle.factor(h, n));
            } catch (LowerTriangle.NotPositiveDefinite rounding) {
                return Optional.empty();
            }
        }

        @Override
        public double[] apply(double[] s) {
            double[] x = factor.solve(s, 1);
            return ridged ? refined(s, x) : x;
        }

        private double[] refined(double[] s, double[] x) {
            double[] r = s.clone();
            Orientation.add(r, -1, product(x));
            double target = TOLERANCE * Math.sqrt(dot(s, s));
            double[] y = factor.solve(r, 1), p = y.clone();
            double rho = dot(r, y);
            for (int it = 0; it < MOST && Math.sqrt(dot(r, r)) > target; it++) {
                double[] h = product(p);
                double alpha = rho / dot(p, h);
                if (!(alpha > 0) || !Double.isFinite(alpha)) break;
                Orientation.add(x, alpha, p);
                Orientation.add(r, -alpha, h);
                y = factor.solve(r, 1);
                double next = dot(r, y), beta = next / rho;
                rho = next;
                for (int i = 0; i < n; i++) p[i] = Math.fma(beta, p[i], y[i]);
            }
            return x;
        }

        private double[] product(double[] z) {
            double[] value = DenseProduct.of(n, 1, n, View.of(a, n).transposed(), View.of(z, 1));
            double[] h = DenseProduct.of(n, 1, n, View.of(a, n), View.of(value, 1));
            for (int i = 0; i < n; i++) h[i] = Math.fma(equationPrecision, h[i], z[i]);
            for (double[] row : rows) Orientation.add(h, boundaryPrecision * dot(row, z), row);
            return h;
        }

        @Override
        public double[] whiten(int axis, double[] x, int columns) {
            prior.solveLower(x, columns);
            return x;
        }
    }
}
