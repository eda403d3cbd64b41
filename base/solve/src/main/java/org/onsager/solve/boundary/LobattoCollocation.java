package org.onsager.solve.boundary;

import java.util.ArrayList;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.implicit.SparseSystem;

/// Collocation of order 4 with the three-point Lobatto IIIA formula on a mesh that is refined until the residual
/// \(S'(t) - f(t, S(t))\) of the cubic solution meets the tolerance in every interval.
///
/// Newton's method with a damped step on the sparse system of all mesh points. Cost of an iteration: \(O(m
/// n^3)\).
///
/// Source: J. Kierzenka and L. F. Shampine, *A BVP solver based on residual control and the MATLAB PSE*, ACM TOMS
/// 27 (2001).
///
/// @param tolerance  on the relative residual, positive
/// @param maxPoints  the most mesh points
public record LobattoCollocation(double tolerance, int maxPoints) {
    private static final int MAX_ITERATIONS = 40;

    public LobattoCollocation {
        if (!(tolerance > 0)) throw new IllegalArgumentException("tolerance must be in (0, inf), not " + tolerance);
        if (maxPoints < 3) throw new IllegalArgumentException("maxPoints must be in [3, inf), not " + maxPoints);
    }

    /// Solves from a guess.
    ///
    /// @param mesh  strictly increasing, at least 2 points
    /// @param guess  states on it, one row a point
    /// @throws DivergedException if Newton's method fails or the mesh grows too large
    public BoundaryProblem.Solution solve(BoundaryProblem problem, double[] mesh, double[][] guess) {
        double[] t = mesh.clone();
        double[][] y = java.util.Arrays.stream(guess).map(double[]::clone).toArray(double[][]::new);
        int iterations = 0;
        while (true) {
            iterations += newton(problem, t, y);
            var rates = new double[t.length][];
            for (int i = 0; i < t.length; i++) rates[i] = problem.rate(t[i], y[i]);
            var now = new BoundaryProblem.Solution(t, y, rates, 0, iterations);
            double[] residuals = residuals(problem, now);
            double worst = java.util.Arrays.stream(residuals).max().orElse(0);
            if (worst < tolerance) return new BoundaryProblem.Solution(t, y, rates, worst, iterations);
            double[] finer = refine(t, residuals);
            if (finer.length > maxPoints)
                throw new DivergedException(
                        "boundary value problem: %d mesh points are not enough (residual %.3g of %.3g)"
                                .formatted(maxPoints, worst, tolerance));
            var next = new double[finer.length][];
            for (int i = 0; i < finer.length; i++) next[i] = now.at(finer[i]);
            t = finer;
            y = next;
        }
    }

    private double[] refine(double[] t, double[] residuals) {
        var points = new ArrayList<Double>();
        for (int i = 0; i < residuals.length; i++) {
            points.add(t[i]);
            int added = residuals[i] < tolerance ? 0 : residuals[i] < 100 * tolerance ? 1 : 2;
            for (int k = 1; k <= added; k++) points.add(t[i] + (t[i + 1] - t[i]) * k / (added + 1));
        }
        points.add(t[t.length - 1]);
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private int newton(BoundaryProblem problem, double[] t, double[][] y) {
        int n = problem.dimension(), m = t.length;
        var system = new SparseSystem(problem.chainPattern(m));
        double[] residual = equations(problem, t, y);
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            assemble(problem, t, y, system);
            if (!system.factor())
                throw new DivergedException(
                        "boundary value problem: the collocation matrix is singular; try another guess");
            double[] delta = residual.clone();
            system.solve(delta);
            double before = norm(residual), damping = 1;
            while (true) {
                var trial = new double[m][n];
                for (int i = 0; i < m; i++)
                    for (int j = 0; j < n; j++) trial[i][j] = y[i][j] - damping * delta[i * n + j];
                double[] there = equations(problem, t, trial);
                double after = norm(there);
                if (after <= (1 - 0.1 * damping) * before || damping < 1e-2 && after < before || before < 1e-13) {
                    for (int i = 0; i < m; i++) y[i] = trial[i];
                    residual = there;
                    break;
                }
                damping /= 2;
                if (damping < 1e-6) {
                    if (before < 1e-8) return iteration;
                    throw new DivergedException(
                            "boundary value problem: Newton's method stalls at residual %.3g; try another guess"
                                    .formatted(before));
                }
            }
            double change = 0;
            for (int i = 0; i < delta.length; i++)
                change = Math.max(change, Math.abs(delta[i]) / (1 + Math.abs(y[i / n][i % n])));
            if (damping == 1 && change < 1e-3 * Math.min(tolerance, 1e-4)) return iteration;
        }
        throw new DivergedException("boundary value problem: Newton's method did not converge; try another guess");
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double each : v) sum += each * each;
        return Math.sqrt(sum / v.length);
    }

    private static double[] equations(BoundaryProblem problem, double[] t, double[][] y) {
        int n = problem.dimension(), m = t.length;
        var residual = new double[m * n];
        double[] left = problem.rate(t[0], y[0]);
        for (int i = 0; i < m - 1; i++) {
            double h = t[i + 1] - t[i];
            double[] right = problem.rate(t[i + 1], y[i + 1]);
            double[] middle = problem.rate(t[i] + h / 2, middle(y[i], left, y[i + 1], right, h));
            for (int j = 0; j < n; j++)
                residual[i * n + j] = y[i + 1][j] - y[i][j] - h / 6 * (left[j] + right[j] + 4 * middle[j]);
            left = right;
        }
        System.arraycopy(problem.residual(y[0], y[m - 1]), 0, residual, (m - 1) * n, n);
        return residual;
    }

    private static double[] middle(double[] y0, double[] f0, double[] y1, double[] f1, double h) {
        var middle = new double[y0.length];
        for (int j = 0; j < middle.length; j++) middle[j] = 0.5 * (y0[j] + y1[j]) - h / 8 * (f1[j] - f0[j]);
        return middle;
    }

    private static void assemble(BoundaryProblem problem, double[] t, double[][] y, SparseSystem system) {
        int n = problem.dimension(), m = t.length;
        system.clear();
        double[] left = problem.rate(t[0], y[0]);
        double[][] leftJ = problem.jacobian(t[0], y[0], left);
        for (int i = 0; i < m - 1; i++) {
            double h = t[i + 1] - t[i];
            double[] right = problem.rate(t[i + 1], y[i + 1]);
            double[][] rightJ = problem.jacobian(t[i + 1], y[i + 1], right);
            double[] middle = middle(y[i], left, y[i + 1], right, h);
            double[][] middleJ = problem.jacobian(t[i] + h / 2, middle, problem.rate(t[i] + h / 2, middle));
            for (int r = 0; r < n; r++)
                for (int c = 0; c < n; c++) {
                    double onLeft = 0, onRight = 0;
                    for (int k = 0; k < n; k++) {
                        onLeft += middleJ[r][k] * leftJ[k][c];
                        onRight += middleJ[r][k] * rightJ[k][c];
                    }
                    double one = r == c ? 1 : 0;
                    system.add(
                            i * n + r,
                            i * n + c,
                            -one - h / 6 * (leftJ[r][c] + 2 * middleJ[r][c]) - h * h / 12 * onLeft);
                    system.add(
                            i * n + r,
                            (i + 1) * n + c,
                            one - h / 6 * (rightJ[r][c] + 2 * middleJ[r][c]) + h * h / 12 * onRight);
                }
            left = right;
            leftJ = rightJ;
        }
        double[][] byStart = problem.conditionJacobian(y[0], y[m - 1], true);
        double[][] byEnd = problem.conditionJacobian(y[0], y[m - 1], false);
        for (int r = 0; r < n; r++)
            for (int c = 0; c < n; c++) {
                system.add((m - 1) * n + r, c, byStart[r][c]);
                system.add((m - 1) * n + r, (m - 1) * n + c, byEnd[r][c]);
            }
    }

    /// Root mean square of the relative residual in each interval by the five-point Lobatto rule, of which the
    /// ends and the middle vanish by construction.
    private static double[] residuals(BoundaryProblem problem, BoundaryProblem.Solution now) {
        double[] t = now.t();
        var worst = new double[t.length - 1];
        double offset = 0.5 * Math.sqrt(3.0 / 7);
        for (int i = 0; i < worst.length; i++) {
            double h = t[i + 1] - t[i], sum = 0;
            for (double theta : new double[] {0.5 - offset, 0.5, 0.5 + offset}) {
                double at = t[i] + theta * h;
                double[] y = now.at(at);
                double[] f = problem.rate(at, y);
                double[] slope = org.onsager.solve.Hermite.cubicRate(
                        org.onsager.solve.ArraySpace.REAL,
                        theta,
                        h,
                        now.y()[i],
                        now.rates()[i],
                        now.y()[i + 1],
                        now.rates()[i + 1],
                        new double[y.length]);
                double square = 0;
                for (int j = 0; j < y.length; j++) {
                    double r = (slope[j] - f[j]) / (1 + Math.abs(f[j]));
                    square += r * r;
                }
                sum += square * (theta == 0.5 ? 32.0 / 45 : 49.0 / 90);
            }
            worst[i] = Math.sqrt(0.5 * sum);
        }
        return worst;
    }
}
