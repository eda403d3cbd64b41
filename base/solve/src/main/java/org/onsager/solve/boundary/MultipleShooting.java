package org.onsager.solve.boundary;

import org.onsager.numerics.DivergedException;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;
import org.onsager.solve.implicit.SparseSystem;

/// Multiple shooting: initial value problems from every mesh point, joined by Newton's method on the jumps and
/// the boundary conditions; sensitivities by differences.
///
/// Source: U. M. Ascher, R. M. M. Mattheij and R. D. Russell, *Numerical Solution of Boundary Value Problems for
/// ODEs*, ch. 4.
///
/// @param solver  for the initial value problems
/// @param tolerance  of them; jumps are closed to its scale
public record MultipleShooting(Solver solver, Tolerance tolerance) {
    private static final int MAX_ITERATIONS = 30;

    /// Solves from a guess.
    ///
    /// @param mesh  strictly increasing shooting points, the ends included
    /// @param guess  states there, one row a point
    /// @throws DivergedException if Newton's method does not converge
    public BoundaryProblem.Solution solve(BoundaryProblem problem, double[] mesh, double[][] guess) {
        int n = problem.dimension(), m = mesh.length;
        double[][] y = java.util.Arrays.stream(guess).map(double[]::clone).toArray(double[][]::new);
        Ode ode = Ode.of(problem.field()::rate);
        var system = new SparseSystem(problem.chainPattern(m));
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            system.clear();
            var residual = new double[m * n];
            for (int i = 0; i < m - 1; i++) segment(ode, mesh, y, i, system, residual);
            System.arraycopy(problem.residual(y[0], y[m - 1]), 0, residual, (m - 1) * n, n);
            double[][] byStart = problem.conditionJacobian(y[0], y[m - 1], true);
            double[][] byEnd = problem.conditionJacobian(y[0], y[m - 1], false);
            for (int r = 0; r < n; r++)
                for (int c = 0; c < n; c++) {
                    system.add((m - 1) * n + r, c, byStart[r][c]);
                    system.add((m - 1) * n + r, (m - 1) * n + c, byEnd[r][c]);
                }
            if (!system.factor()) throw new DivergedException("multiple shooting: singular matrix; try another guess");
            double[] delta = residual.clone();
            system.solve(delta);
            double change = 0;
            for (int i = 0; i < m; i++)
                for (int j = 0; j < n; j++) {
                    y[i][j] -= delta[i * n + j];
                    change = Math.max(change, Math.abs(delta[i * n + j]) / (1 + Math.abs(y[i][j])));
                }
            if (!Double.isFinite(change)) break;
            if (change < 10 * (tolerance.rtol(0) + tolerance.atol(0))) {
                double worst = 0;
                for (double each : residual) worst = Math.max(worst, Math.abs(each));
                var rates = new double[m][];
                for (int i = 0; i < m; i++) rates[i] = problem.rate(mesh[i], y[i]);
                return new BoundaryProblem.Solution(mesh.clone(), y, rates, worst, iteration);
            }
        }
        throw new DivergedException(
                "multiple shooting: Newton's method did not converge; try another guess or more points");
    }

    /// The jump \(\Phi(y_i) - y_{i+1}\) and its derivative.
    private void segment(Ode ode, double[] mesh, double[][] y, int i, SparseSystem system, double[] residual) {
        int n = y[i].length;
        double[] end = shoot(ode, mesh[i], mesh[i + 1], y[i]);
        double[] moved = y[i].clone();
        for (int c = 0; c < n; c++) {
            double step = Math.sqrt(tolerance.rtol(0) + 1e-15) * (1 + Math.abs(moved[c]));
            moved[c] = y[i][c] + step;
            double[] there = shoot(ode, mesh[i], mesh[i + 1], moved);
            moved[c] = y[i][c];
            for (int r = 0; r < n; r++) system.add(i * n + r, i * n + c, (there[r] - end[r]) / step);
            system.add(i * n + c, (i + 1) * n + c, -1);
        }
        for (int r = 0; r < n; r++) residual[i * n + r] = end[r] - y[i + 1][r];
    }

    private double[] shoot(Ode ode, double from, double to, double[] y) {
        return Solve.of(ode)
                .span(from, to)
                .y0(y)
                .solver(solver)
                .controller(Pid.tol(tolerance))
                .run()
                .y1();
    }
}
