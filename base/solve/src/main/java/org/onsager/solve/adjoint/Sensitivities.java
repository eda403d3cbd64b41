package org.onsager.solve.adjoint;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Integrator;
import org.onsager.solve.Solver;

/// Derivatives of the states themselves, \(\partial y(t_i)/\partial y_0\) and \(\partial y(t_i)/\partial\theta\),
/// carried forwards: after each accepted step of the state the sensitivities \(S\) are taken over the same step,
/// for implicit methods by one direct solution with the matrix of its stages (staggered direct).
///
/// With the stages \(Y_i\) of the step, \(J_i = F'(Y_i)\) and \(G_i = \partial_\theta F(Y_i)\): \(\dot Y_i = S +
/// h\sum_j a_{ij} (J_j \dot Y_j + G_j)\), \(S_1 = S + h\sum_i b_i (J_i \dot Y_i + G_i)\). This is the derivative
/// of the computed solution, of implicit methods as it would be without an iteration error; it is not in the
/// error control. For few numbers: a step costs \(n\) products of [Pull] a stage and \(n^2 (n + p)\) operations
/// more.
///
/// Explicit Runge-Kutta methods on every equation that they solve; diagonally implicit and collocation methods on
/// ordinary equations.
///
/// Source: M. Caracotsios and W. E. Stewart, *Sensitivity analysis of initial value problems with mixed ODEs and
/// algebraic equations*, Comput. Chem. Eng. 9, 359 (1985).
///
/// @param problem  the equation and the way to solve it; what it holds on the way back is of no matter
public record Sensitivities(DiscreteAdjoint problem) {

    /// What was found.
    ///
    /// @param states  at the problem's times
    /// @param byInitial  \(\partial y_i(t)/\partial y_{0j}\), `[time][i][j]`
    /// @param byParameters  \(\partial y_i(t)/\partial\theta_p\), `[time][i][p]`
    /// @param steps  accepted steps
    public record Found(double[][] states, double[][][] byInitial, double[][][] byParameters, long steps) {}

    /// Solves.
    ///
    /// @throws IllegalArgumentException if the method is not a Runge-Kutta method or does not fit
    /// @throws DivergedException if the solution fails
    public Found of(double[] y0) {
        int n = y0.length, p = problem.parameters();
        Solver solver = problem.solver();
        var system = StageSystem.of(solver, problem.term(), problem.pull(), n, p)
                .orElseThrow(() -> new IllegalArgumentException(
                        "solver %s has no sensitivities of its steps; use a Runge-Kutta method (explicit, diagonally implicit or collocation) without a mass matrix"
                                .formatted(solver.name())));
        var tangents = new double[n][n + p];
        for (int i = 0; i < n; i++) tangents[i][i] = 1;
        double[] times = problem.times();
        var found = new Found(
                new double[times.length][], new double[times.length][n][n], new double[times.length][n][p], 0);
        Integrator<double[]> run = problem.solve(y0).start();
        double[] before = y0.clone();
        long steps = 0;
        int seen = 0;
        boolean more = true;
        while (more) {
            double at = run.time();
            more = run.step();
            if (run.time() == at) break;
            steps++;
            step(system, run.lastFrom(), run.lastTo(), before, tangents);
            System.arraycopy(run.state(), 0, before, 0, n);
            if (seen == times.length || run.time() != times[seen] && run.lastTo() != times[seen]) continue;
            found.states()[seen] = before.clone();
            for (int i = 0; i < n; i++) {
                found.byInitial()[seen][i] = Arrays.copyOf(tangents[i], n);
                found.byParameters()[seen][i] = Arrays.copyOfRange(tangents[i], n, n + p);
            }
            seen++;
        }
        var solution = run.solution();
        if (!solution.status().successful()) throw new DivergedException(solution.message());
        return new Found(found.states(), found.byInitial(), found.byParameters(), steps);
    }

    private static void step(StageSystem system, double from, double to, double[] before, double[][] tangents) {
        int n = tangents.length, columns = tangents[0].length;
        system.solve(from, to, before);
        double h = system.scale();
        var rate = new double[system.stages][n][columns];
        for (int start = 0; start < system.stages; start = system.end(start)) {
            int end = system.end(start), size = (end - start) * n;
            var right = new DMatrixRMaj(size, columns);
            for (int i = start; i < end; i++)
                for (int q = 0; q < n; q++)
                    for (int d = 0; d < columns; d++) {
                        double sum = tangents[q][d];
                        for (int j = 0; j < start; j++) sum += h * system.a[i][j] * rate[j][q][d];
                        if (d >= n)
                            for (int j = start; j < end; j++)
                                sum += h * system.a[i][j] * system.byParameter[j][q][d - n];
                        right.set((i - start) * n + q, d, sum);
                    }
            if (end > start + 1 || system.a[start][start] != 0)
                system.factored(start, end, false)
                        .orElseThrow(() -> new DivergedException("the matrix of an implicit step is singular"))
                        .solve(right, right);
            for (int i = start; i < end; i++)
                for (int q = 0; q < n; q++)
                    for (int d = 0; d < columns; d++) {
                        double sum = d < n ? 0 : system.byParameter[i][q][d - n];
                        for (int r = 0; r < n; r++) sum += system.byState[i][q][r] * right.get((i - start) * n + r, d);
                        rate[i][q][d] = sum;
                    }
        }
        for (int i = 0; i < system.stages; i++)
            for (int q = 0; q < n; q++)
                for (int d = 0; d < columns; d++) tangents[q][d] += h * system.b[i] * rate[i][q][d];
    }
}
