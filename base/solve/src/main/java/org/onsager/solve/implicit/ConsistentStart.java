package org.onsager.solve.implicit;

import org.onsager.numerics.DivergedException;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;

/// Initial states that satisfy the algebraic equations of an index-1 equation \(M y' = f(t, y)\) with diagonal
/// \(M\): the components with a differential equation are kept, the others are solved for by Newton's method with
/// finite differences.
public final class ConsistentStart {
    private static final int MAX_ITERATIONS = 30;

    private ConsistentStart() {}

    /// The state nearest to a guess in this sense.
    ///
    /// @param guess  differential components as they shall be, a guess of the others; left alone
    /// @throws IllegalArgumentException if the mass matrix is not diagonal
    /// @throws DivergedException if the algebraic equations have no regular solution near the guess
    public static double[] of(Ode ode, double t, double[] guess) {
        if (!(ode.mass() instanceof Mass.Diagonal diagonal))
            throw new IllegalArgumentException("a consistent start needs a diagonal mass matrix; use Mass.diagonal");
        int n = guess.length;
        if (diagonal.entries().length != n)
            throw new IllegalArgumentException(
                    "the mass matrix must be of size %d, not %d".formatted(n, diagonal.entries().length));
        int[] algebraic = java.util.stream.IntStream.range(0, n)
                .filter(i -> diagonal.entries()[i] == 0)
                .toArray();
        int m = algebraic.length;
        double[] y = guess.clone();
        var f = new double[n];
        var moved = new double[n];
        double[] delta = new double[m];
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            ode.rate(t, y, f);
            var lu = new BandLu(m, Math.max(0, m - 1), Math.max(0, m - 1), false);
            for (int c = 0; c < m; c++) {
                int j = algebraic[c];
                double kept = y[j], step = 1.5e-8 * (1 + Math.abs(kept));
                y[j] = kept + step;
                ode.rate(t, y, moved);
                y[j] = kept;
                for (int r = 0; r < m; r++) lu.real()[lu.at(r, c)] = (moved[algebraic[r]] - f[algebraic[r]]) / step;
            }
            for (int r = 0; r < m; r++) delta[r] = f[algebraic[r]];
            int singular = m == 0 ? -1 : lu.factor();
            if (singular >= 0)
                throw new DivergedException(
                        "consistent start: the algebraic equations do not determine component %d at t = %s"
                                .formatted(algebraic[singular], t));
            if (m > 0) lu.solve(delta);
            double change = 0;
            for (int r = 0; r < m; r++) {
                y[algebraic[r]] -= delta[r];
                change = Math.max(change, Math.abs(delta[r]) / (1 + Math.abs(y[algebraic[r]])));
            }
            if (ArraySpace.REAL.firstNonFinite(y) >= 0) break;
            if (change < 1e-12) return y;
        }
        throw new DivergedException(
                "consistent start: Newton's method did not converge at t = " + t + "; give a better guess");
    }
}
