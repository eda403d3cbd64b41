package org.onsager.solve.implicit;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;

/// Initial states that satisfy the algebraic equations of an index-1 equation \(M y' = f(t, y)\).
///
/// With \(U\) and \(V\) bases of the null spaces of \(M^T\) and \(M\), the algebraic equations are \(U^T f = 0\)
/// and leave \(M y\), what the equation differentiates, as it is when \(y\) moves along \(V\). So \(U^T f(t, y_0
/// + Vc) = 0\) is solved for \(c\) by Newton's method with finite differences, at one evaluation an algebraic
/// equation and iteration. For a diagonal \(M\) the components with an entry of 0 change and the others are kept;
/// the bases of a dense one come from its singular values, those below \(8n\epsilon\) of the largest being 0. A
/// matrix that depends on time is taken at \(t\): the derivatives of its bases do not enter, since \(U^T M = 0\)
/// at every time.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, VI.1.
public final class ConsistentStart {
    private static final int MAX_ITERATIONS = 30;

    private final Ode ode;
    private final double t;
    private final int n;
    private final int m;
    private final double[][] directions;
    private final double[][] equations;

    private ConsistentStart(Ode ode, double t, int n, double[][] directions, double[][] equations) {
        this.ode = ode;
        this.t = t;
        this.n = n;
        m = directions.length;
        this.directions = directions;
        this.equations = equations;
    }

    /// The state nearest to a guess in this sense.
    ///
    /// @param guess  differential components as they shall be, a guess of the others; left alone
    /// @return a new array
    /// @throws IllegalArgumentException if the mass matrix is of another size or not finite
    /// @throws DivergedException if the algebraic equations have no regular solution near the guess
    public static double[] of(Ode ode, double t, double[] guess) {
        int n = guess.length;
        return switch (ode.mass()) {
            case Mass.Identity _ -> guess.clone();
            case Mass _ -> {
                var mass = new MassAt(ode.mass(), n, t);
                yield (mass.dense() ? dense(ode, t, n, mass.entries()) : diagonal(ode, t, n, mass.entries()))
                        .solve(guess);
            }
        };
    }

    private static ConsistentStart diagonal(Ode ode, double t, int n, double[] entries) {
        double[][] units = IntStream.range(0, n)
                .filter(i -> entries[i] == 0)
                .mapToObj(i -> unit(n, i))
                .toArray(double[][]::new);
        return new ConsistentStart(ode, t, n, units, units);
    }

    private static double[] unit(int n, int i) {
        var unit = new double[n];
        unit[i] = 1;
        return unit;
    }

    private static ConsistentStart dense(Ode ode, double t, int n, double[] entries) {
        var svd = DecompositionFactory_DDRM.svd(n, n, true, true, false);
        if (!svd.decompose(new DMatrixRMaj(n, n, true, entries.clone())))
            throw new DivergedException("consistent start: the mass matrix has no singular value decomposition");
        double[] values = svd.getSingularValues();
        double largest = 0;
        for (double each : values) largest = Math.max(largest, each);
        double zero = 8 * n * Math.ulp(1.0) * largest;
        int[] algebraic = IntStream.range(0, n).filter(i -> values[i] <= zero).toArray();
        return new ConsistentStart(
                ode, t, n, columns(svd.getV(null, false), algebraic), columns(svd.getU(null, false), algebraic));
    }

    private static double[][] columns(DMatrixRMaj matrix, int[] which) {
        var columns = new double[which.length][matrix.numRows];
        for (int c = 0; c < which.length; c++)
            for (int i = 0; i < matrix.numRows; i++) columns[c][i] = matrix.get(i, which[c]);
        return columns;
    }

    private double[] solve(double[] guess) {
        double[] y = guess.clone(), f = new double[n], moved = new double[n], there = new double[n];
        var delta = new double[m];
        if (m == 0) return y;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            ode.rate(t, y, f);
            var lu = new BandLu(m, m - 1, m - 1, false);
            for (int c = 0; c < m; c++) {
                double step = 1.5e-8 * (1 + Math.abs(dot(directions[c], y)));
                for (int i = 0; i < n; i++) there[i] = y[i] + step * directions[c][i];
                ode.rate(t, there, moved);
                for (int r = 0; r < m; r++)
                    lu.real()[lu.at(r, c)] = (dot(equations[r], moved) - dot(equations[r], f)) / step;
            }
            for (int r = 0; r < m; r++) delta[r] = dot(equations[r], f);
            int singular = lu.factor();
            if (singular >= 0)
                throw new DivergedException(
                        "consistent start: the algebraic equations do not determine component %d at t = %s"
                                .formatted(largest(directions[singular]), t));
            lu.solve(delta);
            double change = 0;
            for (int c = 0; c < m; c++) {
                for (int i = 0; i < n; i++) y[i] -= delta[c] * directions[c][i];
                change = Math.max(change, Math.abs(delta[c]) / (1 + Math.abs(dot(directions[c], y))));
            }
            if (ArraySpace.REAL.firstNonFinite(y) >= 0) break;
            if (change < 1e-12) return y;
        }
        throw new DivergedException(
                "consistent start: Newton's method did not converge at t = " + t + "; give a better guess");
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum = Math.fma(a[i], b[i], sum);
        return sum;
    }

    private static int largest(double[] v) {
        int at = 0;
        for (int i = 1; i < v.length; i++) if (Math.abs(v[i]) > Math.abs(v[at])) at = i;
        return at;
    }
}
