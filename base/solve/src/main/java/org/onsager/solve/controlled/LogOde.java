package org.onsager.solve.controlled;

import org.onsager.numerics.DivergedException;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;

/// The log-ODE method of depth 2 for autonomous fields: over each window the path is replaced by its
/// log-signature, and \(z' = F(z)\Delta x + \sum_{i<j} a^{ij} [F_i, F_j](z)\) is solved for \(s \in [0, 1]\),
/// with the area \(a^{ij} = \frac12 \int (x^i dx^j - x^j dx^i)\) of the linear path and the bracket \([U, V] =
/// (DV)U - (DU)V\) by central differences.
///
/// Source: J. Morrill, C. Salvi, P. Kidger and J. Foster, *Neural rough differential equations*, arXiv
/// 2009.08295.
///
/// @param solver  for the windows
/// @param rtol  its relative tolerance
/// @param atol  its absolute tolerance
public record LogOde(Solver solver, double rtol, double atol) {

    /// Solves over consecutive windows.
    ///
    /// @param term  with a field that does not depend on time
    /// @param y0  initial state
    /// @param windows  ends of the windows, increasing, the first is where the solution starts
    /// @return the state at the last end
    public double[] solve(ControlledTerm term, double[] y0, double... windows) {
        double[] y = y0.clone();
        for (int w = 1; w < windows.length; w++) y = window(term, y, windows[w - 1], windows[w]);
        return y;
    }

    private double[] window(ControlledTerm term, double[] y0, double from, double to) {
        ControlPath path = term.path();
        int c = path.channels(), n = term.dimension();
        double[][] logSignature = logSignature(path, from, to);
        var field = new double[n * c];
        var plus = new double[n * c];
        var minus = new double[n * c];
        var moved = new double[n];
        Ode ode = Ode.of((_, z, rate) -> {
            term.field().at(from, z, field);
            for (int i = 0; i < n; i++) {
                rate[i] = 0;
                for (int j = 0; j < c; j++) rate[i] += field[i * c + j] * logSignature[0][j];
            }
            // sum over i<j of a^ij [F_i, F_j] = sum over all pairs of a^ij (D F_j) F_i
            for (int i = 0; i < c; i++) {
                double size = 1e-30;
                for (int m = 0; m < n; m++) size = Math.max(size, Math.abs(field[m * c + i]));
                double step = 6e-6 * (1 + max(z)) / size;
                for (int m = 0; m < n; m++) moved[m] = z[m] + step * field[m * c + i];
                term.field().at(from, moved, plus);
                for (int m = 0; m < n; m++) moved[m] = z[m] - step * field[m * c + i];
                term.field().at(from, moved, minus);
                for (int j = 0; j < c; j++)
                    for (int m = 0; m < n; m++)
                        rate[m] += logSignature[1][i * c + j] * (plus[m * c + j] - minus[m * c + j]) / (2 * step);
            }
        });
        var solution = Solve.of(ode)
                .span(0, 1)
                .y0(y0)
                .solver(solver)
                .controller(Pid.tol(rtol, atol))
                .run();
        if (!solution.status().successful()) throw new DivergedException(solution.message());
        return solution.y1();
    }

    private static double max(double[] z) {
        double max = 0;
        for (double each : z) max = Math.max(max, Math.abs(each));
        return max;
    }

    /// The increment and the areas \(a^{ij}\) (row-major, antisymmetric) of the piecewise linear path through the
    /// grid points of a window, by Chen's identity.
    static double[][] logSignature(ControlPath path, double from, double to) {
        int c = path.channels();
        var increment = new double[c];
        var area = new double[c * c];
        var last = new double[c];
        var next = new double[c];
        path.evaluate(from, last);
        double[] grid = path.gridPoints();
        for (int g = 0; g <= grid.length; g++) {
            double t = g == grid.length ? to : grid[g];
            if (t <= from || t > to || g < grid.length && t == to) continue;
            path.evaluate(t, next);
            for (int i = 0; i < c; i++)
                for (int j = 0; j < c; j++)
                    area[i * c + j] += 0.5 * (increment[i] * (next[j] - last[j]) - increment[j] * (next[i] - last[i]));
            for (int i = 0; i < c; i++) {
                increment[i] += next[i] - last[i];
                last[i] = next[i];
            }
        }
        return new double[][] {increment, area};
    }
}
