package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// An iteration matrix with a sparse Jacobian, factored by [SparseLu].
final class SparseMatrix extends IterationMatrix {
    private static final double[] NONE = {};

    private final Pattern pattern;
    private final Jacobian.Sparse source;
    private final int[][] rows;
    private final int[] sequence;
    private final ColumnDifferences differences;
    private final ColumnDifferences.Entries entries;
    /// Where each column begins among the values.
    private final int[] start;
    private final int[] diagonal;
    /// For the user's entries, row by row: their places among the values.
    private final int[] placeOfUser;
    private final double[] jacobian;
    private final double[] user;
    private final double[] values;
    private double[] imaginary = NONE;
    private final SparseLu real;
    private SparseLu complex;

    SparseMatrix(
            OdeTerm<double[]> term,
            MassAt mass,
            int n,
            Tally tally,
            Pattern pattern,
            Jacobian.Sparse source,
            int[] sequence,
            double[] shared) {
        super(term, mass, n, tally);
        this.pattern = pattern;
        this.source = source;
        this.sequence = sequence;
        rows = withDiagonal(pattern.rows());
        differences = new ColumnDifferences(pattern);
        start = new int[n + 1];
        diagonal = new int[n];
        for (int j = 0; j < n; j++) {
            start[j + 1] = start[j] + rows[j].length;
            diagonal[j] = start[j] + Arrays.binarySearch(rows[j], j);
        }
        placeOfUser = placesByRow();
        jacobian = shared.length > 0 ? shared : new double[start[n]];
        entries = (i, j, _, value) -> jacobian[start[j] + Arrays.binarySearch(rows[j], i)] = value;
        user = new double[source.analytic().isPresent() ? placeOfUser.length : 0];
        values = new double[start[n]];
        real = new SparseLu(rows, sequence, false);
        complex = real;
    }

    private static int[][] withDiagonal(int[][] rows) {
        var with = new int[rows.length][];
        for (int j = 0; j < with.length; j++) {
            int[] sorted = rows[j].clone();
            Arrays.sort(sorted);
            int at = Arrays.binarySearch(sorted, j);
            if (at < 0) {
                sorted = Arrays.copyOf(sorted, sorted.length + 1);
                sorted[sorted.length - 1] = j;
                Arrays.sort(sorted);
            }
            with[j] = sorted;
        }
        return with;
    }

    private int[] placesByRow() {
        int[][] columns = source.columns();
        var places = new int[Arrays.stream(columns).mapToInt(r -> r.length).sum()];
        int at = 0;
        for (int i = 0; i < n; i++) for (int j : columns[i]) places[at++] = start[j] + Arrays.binarySearch(rows[j], i);
        return places;
    }

    @Override
    IterationMatrix sharing() {
        return new SparseMatrix(term, mass, n, tally, pattern, source, sequence, jacobian);
    }

    @Override
    public void jacobian(double t, double[] y, double[] f, double h) {
        tally.jacobian();
        mass.linearise(t);
        if (source.analytic().isPresent()) {
            Arrays.fill(user, 0);
            source.analytic().get().at(t, y, user);
            for (int m = 0; m < user.length; m++) jacobian[placeOfUser[m]] = user[m];
            return;
        }
        differences.evaluate(term, t, y, f, h, tally, entries);
    }

    private void fill(double alpha) {
        for (int m = 0; m < values.length; m++) values[m] = -jacobian[m];
        for (int i = 0; i < n; i++) values[diagonal[i]] += alpha * mass.entry(i, i);
    }

    @Override
    public boolean factor(double alpha) {
        tally.factorization();
        fill(alpha);
        return regular(real.factor(values, NONE));
    }

    @Override
    public boolean solve(double[] x) {
        real.solve(x);
        return true;
    }

    @Override
    boolean factorComplex(double alpha, double beta) {
        prepareComplex();
        tally.factorization();
        fill(alpha);
        for (int i = 0; i < n; i++) imaginary[diagonal[i]] = beta * mass.entry(i, i);
        return regular(complex.factor(values, imaginary));
    }

    @Override
    void solveComplex(double[] x, double[] y) {
        complex.solve(x, y);
    }

    @Override
    public void keep(Ledger ledger) {
        mass.keep(ledger);
        ledger.array(jacobian);
        real.keep(ledger);
        if (!ledger.flag(complex != real)) return;
        prepareComplex();
        complex.keep(ledger);
    }

    private void prepareComplex() {
        if (complex != real) return;
        complex = new SparseLu(rows, sequence, true);
        imaginary = new double[values.length];
    }
}
