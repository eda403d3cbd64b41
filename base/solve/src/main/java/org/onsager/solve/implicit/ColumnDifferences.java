package org.onsager.solve.implicit;

import org.onsager.solve.ArraySpace;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Tally;

/// The Jacobian's entries by one-sided differences, one evaluation for a group of columns without a common row.
final class ColumnDifferences {
    private final Pattern pattern;
    private final double[] displaced;
    private final double[] rate;
    private final double[] steps;

    ColumnDifferences(Pattern pattern) {
        this.pattern = pattern;
        int n = pattern.rows().length;
        displaced = new double[n];
        rate = new double[n];
        steps = new double[n];
    }

    /// @param f  \(f(t, y)\)
    /// @param h  the step at hand, which scales the displacements
    /// @param into  told every entry of the pattern, column by column within a group
    void evaluate(OdeTerm<double[]> term, double t, double[] y, double[] f, double h, Tally tally, Entries into) {
        System.arraycopy(y, 0, displaced, 0, y.length);
        double floor = 1e-5 * Math.max(ArraySpace.REAL.rms(y), Double.MIN_NORMAL);
        for (int[] group : pattern.groups()) {
            for (int j : group) {
                steps[j] = IterationMatrix.displacement(y, f, h, j, floor);
                displaced[j] = y[j] + steps[j];
            }
            term.rate(t, displaced, rate);
            for (int j : group) {
                displaced[j] = y[j];
                int[] rows = pattern.rows()[j];
                for (int m = 0; m < rows.length; m++) into.set(rows[m], j, m, (rate[rows[m]] - f[rows[m]]) / steps[j]);
            }
        }
        tally.rates(pattern.groups().length);
    }

    /// Where entries go.
    @FunctionalInterface
    interface Entries {
        /// @param m  the entry's number in its column
        void set(int i, int j, int m, double value);
    }
}
