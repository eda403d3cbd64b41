package org.onsager.solve.implicit;

import java.util.Arrays;
import java.util.Optional;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// The preconditioner ILU(0) of \(\alpha M - J\): Gaussian elimination that keeps only the entries of the
/// pattern, row by row. A pivot below a thousandth of its row is replaced by that.
///
/// Source: J. A. Meijerink and H. A. van der Vorst, Math. Comp. 31 (1977). Cost of a solution: one multiplication
/// an entry.
final class IncompleteLu {
    private final int n;
    private final Jacobian.Sparse source;
    private final Optional<ColumnDifferences> differences;
    private final int[] start;
    private final int[] column;
    private final int[] diagonal;
    private final int[] place;
    private final double[] jacobian;
    private final double[] user;
    private final double[] factors;
    private final ColumnDifferences.Entries entries;

    IncompleteLu(int n, Jacobian.Sparse source) {
        this.n = n;
        this.source = source;
        Pattern pattern = Pattern.sparse(n, source);
        differences = source.analytic().isPresent() ? Optional.empty() : Optional.of(new ColumnDifferences(pattern));
        start = new int[n + 1];
        diagonal = new int[n];
        place = new int[n];
        int[][] rows = new int[n][];
        for (int i = 0; i < n; i++) {
            int row = i;
            int[] given = source.columns()[i];
            rows[i] = Arrays.stream(given).anyMatch(j -> j == row)
                    ? given
                    : java.util.stream.IntStream.concat(java.util.stream.IntStream.of(row), Arrays.stream(given))
                            .sorted()
                            .toArray();
            start[i + 1] = start[i] + rows[i].length;
            diagonal[i] = start[i] + Arrays.binarySearch(rows[i], i);
        }
        column = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
        jacobian = new double[column.length];
        factors = new double[column.length];
        entries = (i, j, _, value) -> jacobian[at(i, j)] = value;
        user = new double
                [Arrays.stream(source.columns()).mapToInt(each -> each.length).sum()];
    }

    /// Evaluates the approximation of the Jacobian.
    void jacobian(OdeTerm<double[]> term, double t, double[] y, double[] f, double h, Tally tally) {
        if (differences.isPresent()) {
            differences.get().evaluate(term, t, y, f, h, tally, entries);
            return;
        }
        Arrays.fill(user, 0);
        source.analytic().orElseThrow().at(t, y, user);
        int m = 0;
        for (int i = 0; i < n; i++) for (int j : source.columns()[i]) jacobian[at(i, j)] = user[m++];
    }

    private int at(int i, int j) {
        return Arrays.binarySearch(column, start[i], start[i + 1], j);
    }

    /// Factors for this \(\alpha\).
    void factor(double alpha, MassAt mass) {
        for (int m = 0; m < column.length; m++) factors[m] = -jacobian[m];
        for (int i = 0; i < n; i++) factors[diagonal[i]] += alpha * mass.entry(i, i);
        Arrays.fill(place, -1);
        for (int i = 0; i < n; i++) {
            double size = 0;
            for (int m = start[i]; m < start[i + 1]; m++) {
                place[column[m]] = m;
                size = Math.max(size, Math.abs(factors[m]));
            }
            for (int m = start[i]; m < diagonal[i]; m++) {
                int k = column[m];
                double multiplier = factors[m] /= factors[diagonal[k]];
                for (int l = diagonal[k] + 1; l < start[k + 1]; l++)
                    if (place[column[l]] >= 0) factors[place[column[l]]] -= multiplier * factors[l];
            }
            for (int m = start[i]; m < start[i + 1]; m++) place[column[m]] = -1;
            double pivot = factors[diagonal[i]], least = 1e-3 * Math.max(size, Double.MIN_NORMAL);
            if (!(Math.abs(pivot) >= least)) factors[diagonal[i]] = Math.copySign(least, pivot);
        }
    }

    /// Solves with the incomplete factors, in place.
    void solve(double[] x) {
        for (int i = 0; i < n; i++) {
            double sum = x[i];
            for (int m = start[i]; m < diagonal[i]; m++) sum = Math.fma(-factors[m], x[column[m]], sum);
            x[i] = sum;
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int m = diagonal[i] + 1; m < start[i + 1]; m++) sum = Math.fma(-factors[m], x[column[m]], sum);
            x[i] = sum / factors[diagonal[i]];
        }
    }

    void keep(Ledger ledger) {
        ledger.array(jacobian);
        ledger.array(factors);
    }
}
