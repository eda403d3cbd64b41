package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ledger;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// An iteration matrix with a stored Jacobian: dense, banded, or sparse in band order.
final class StoredMatrix extends IterationMatrix {
    private final Pattern pattern;
    private final Jacobian source;
    private final boolean ordered;
    private final int width;
    private final boolean full;
    private final double[] jacobian;
    private final double[] userValues;
    private final ColumnDifferences differences;
    private final ColumnDifferences.Entries entries;
    private final double[] inOrder;
    private final double[] inOrderImaginary;
    private final BandLu real;
    private BandLu complex;

    StoredMatrix(
            OdeTerm<double[]> term,
            MassAt mass,
            int n,
            Tally tally,
            Pattern pattern,
            Jacobian source,
            double[] shared) {
        super(term, mass, n, tally);
        this.pattern = pattern;
        this.source = source;
        ordered = source instanceof Jacobian.Sparse;
        full = source instanceof Jacobian.Dense || mass.dense();
        width = full ? n : pattern.lower() + pattern.upper() + 1;
        jacobian = shared.length == n * width ? shared : new double[n * width];
        userValues = ordered
                ? new double
                        [Arrays.stream(pattern.rows()).mapToInt(r -> r.length).sum()]
                : jacobian;
        differences = new ColumnDifferences(pattern);
        entries = (i, j, _, value) -> jacobian[index(i, j)] = value;
        inOrder = new double[ordered ? n : 0];
        inOrderImaginary = new double[ordered ? n : 0];
        real = new BandLu(n, full ? n - 1 : pattern.lower(), full ? n - 1 : pattern.upper(), false);
        complex = real;
    }

    @Override
    IterationMatrix sharing() {
        return new StoredMatrix(term, mass, n, tally, pattern, source, jacobian);
    }

    @Override
    public void jacobian(double t, double[] y, double[] f, double h) {
        tally.jacobian();
        mass.linearise(t);
        switch (source) {
            case Jacobian.Dense dense
            when dense.analytic().isPresent() -> {
                Arrays.fill(jacobian, 0);
                dense.analytic().get().at(t, y, jacobian);
            }
            case Jacobian.Banded banded
            when banded.analytic().isPresent() -> {
                Arrays.fill(jacobian, 0);
                banded.analytic().get().at(t, y, jacobian);
            }
            case Jacobian.Sparse sparse
            when sparse.analytic().isPresent() -> {
                Arrays.fill(userValues, 0);
                sparse.analytic().get().at(t, y, userValues);
                int at = 0;
                for (int i = 0; i < n; i++) for (int j : sparse.columns()[i]) jacobian[index(i, j)] = userValues[at++];
            }
            default -> differences.evaluate(term, t, y, f, h, tally, entries);
        }
    }

    /// The place of an entry, given in the user's order.
    private int index(int i, int j) {
        if (full) return i * n + j;
        int[] place = pattern.place();
        return place[i] * width + place[j] - place[i] + pattern.lower();
    }

    @Override
    public boolean factor(double alpha) {
        tally.factorization();
        fill(real, alpha);
        return regular(columnAt(real.factor()));
    }

    /// The unknown at a place of the band order; -1 stays.
    private int columnAt(int place) {
        if (!ordered || place < 0) return place;
        int column = 0;
        while (pattern.place()[column] != place) column++;
        return column;
    }

    private void fill(BandLu lu, double alpha) {
        double[] a = lu.real();
        if (full) {
            for (int i = 0; i < n * n; i++) a[i] = -jacobian[i];
            addMass(lu, a, alpha);
            return;
        }
        lu.clear();
        for (int i = 0; i < n; i++) {
            int from = Math.max(0, i - pattern.lower()), to = Math.min(n - 1, i + pattern.upper());
            int source = i * width + pattern.lower() - i, target = lu.at(i, 0);
            for (int j = from; j <= to; j++) a[target + j] = -jacobian[source + j];
        }
        addMass(lu, a, alpha);
    }

    private void addMass(BandLu lu, double[] a, double alpha) {
        if (mass.dense()) {
            double[] entries = mass.linearisedEntries();
            for (int i = 0; i < n * n; i++) a[i] += alpha * entries[i];
            return;
        }
        for (int i = 0; i < n; i++) {
            int place = pattern.place()[i];
            a[lu.at(place, place)] += alpha * mass.entry(i, i);
        }
    }

    @Override
    public boolean solve(double[] x) {
        if (!ordered) {
            real.solve(x);
            return true;
        }
        int[] place = pattern.place();
        for (int i = 0; i < n; i++) inOrder[place[i]] = x[i];
        real.solve(inOrder);
        for (int i = 0; i < n; i++) x[i] = inOrder[place[i]];
        return true;
    }

    @Override
    boolean factorComplex(double alpha, double beta) {
        prepareComplex();
        tally.factorization();
        fill(complex, alpha);
        double[] b = complex.imaginary();
        if (full) Arrays.fill(b, 0);
        addMass(complex, b, beta);
        return regular(columnAt(complex.factorComplex()));
    }

    @Override
    void solveComplex(double[] x, double[] y) {
        if (!ordered) {
            complex.solveComplex(x, y);
            return;
        }
        int[] place = pattern.place();
        for (int i = 0; i < n; i++) {
            inOrder[place[i]] = x[i];
            inOrderImaginary[place[i]] = y[i];
        }
        complex.solveComplex(inOrder, inOrderImaginary);
        for (int i = 0; i < n; i++) {
            x[i] = inOrder[place[i]];
            y[i] = inOrderImaginary[place[i]];
        }
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
        if (complex == real)
            complex = new BandLu(n, full ? n - 1 : pattern.lower(), full ? n - 1 : pattern.upper(), true);
    }
}
