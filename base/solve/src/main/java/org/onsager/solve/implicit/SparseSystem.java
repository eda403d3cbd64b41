package org.onsager.solve.implicit;

import java.util.Optional;
import org.onsager.solve.Jacobian;

/// A sparse system of linear equations of fixed pattern, reordered to a band and solved by elimination with
/// pivoting.
public final class SparseSystem {
    private final Pattern pattern;
    private final BandLu lu;
    private final double[] ordered;

    /// @param columns  for each row, the ascending indices of its non-zero columns
    public SparseSystem(int[][] columns) {
        pattern = Pattern.sparse(columns.length, new Jacobian.Sparse(columns, Optional.empty()));
        lu = new BandLu(columns.length, pattern.lower(), pattern.upper(), false);
        ordered = new double[columns.length];
    }

    /// Sets every entry to zero.
    public void clear() {
        lu.clear();
    }

    /// Adds to an entry of the pattern.
    public void add(int row, int column, double value) {
        lu.real()[lu.at(pattern.place()[row], pattern.place()[column])] += value;
    }

    /// Factors the matrix in place.
    ///
    /// @return whether it is regular
    public boolean factor() {
        return lu.factor() < 0;
    }

    /// Solves with the factors, in place.
    public void solve(double[] x) {
        int[] place = pattern.place();
        for (int i = 0; i < x.length; i++) ordered[place[i]] = x[i];
        lu.solve(ordered);
        for (int i = 0; i < x.length; i++) x[i] = ordered[place[i]];
    }
}
