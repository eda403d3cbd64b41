package org.onsager.solve.stochastic;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Newton's iteration for \(z = b + c\,\mu(t, z)\) in every row of a batch, with Jacobians from one-sided
/// differences: \(d + 1\) evaluations of the drift an iteration serve all rows.
final class RowNewton {
    private static final int MAX_ITERATIONS = 25;
    private static final double TOLERANCE = 1e-12;

    private final SdeTerm<double[]> term;
    private final int rows;
    private final boolean[] solved;
    private final int d;
    private final double[] rate;
    private final double[] moved;
    private final double[][] columns;
    private final double[] steps;
    private final DMatrixRMaj matrix;
    private final DMatrixRMaj right;
    private final DMatrixRMaj delta;
    private final LinearSolverDense<DMatrixRMaj> lu;

    RowNewton(SdeTerm<double[]> term, int size, int rows) {
        this.term = term;
        this.rows = rows;
        d = size / rows;
        solved = new boolean[rows];
        rate = new double[size];
        moved = new double[size];
        columns = new double[d][size];
        steps = new double[size];
        matrix = new DMatrixRMaj(d, d);
        right = new DMatrixRMaj(d, 1);
        delta = new DMatrixRMaj(d, 1);
        lu = LinearSolverFactory_DDRM.lu(d);
    }

    /// Solves from the guess in `z`, which becomes the solution.
    ///
    /// @return iterations used, or -1 if the iteration did not converge
    int solve(double t, double[] b, double c, double[] z) {
        Arrays.fill(solved, false);
        int left = rows;
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            term.drift(t, z, rate);
            for (int j = 0; j < d; j++) column(t, z, j);
            for (int r = 0; r < rows; r++) {
                // a row is left alone once it is solved, so that its bits do not depend on the others
                if (solved[r]) continue;
                double change = correct(r, b, c, z);
                if (!Double.isFinite(change)) return -1;
                solved[r] = change <= TOLERANCE;
                if (solved[r]) left--;
            }
            if (left == 0) return iteration;
        }
        return -1;
    }

    private void column(double t, double[] z, int j) {
        System.arraycopy(z, 0, moved, 0, z.length);
        for (int i = j * rows; i < (j + 1) * rows; i++) {
            moved[i] += 1.5e-8 * Math.max(1e-3, Math.abs(z[i]));
            steps[i] = moved[i] - z[i];
        }
        term.drift(t, moved, columns[j]);
    }

    /// Corrects one row; returns the change relative to the row's size.
    private double correct(int r, double[] b, double c, double[] z) {
        for (int i = 0; i < d; i++) {
            int at = i * rows + r;
            right.set(i, 0, b[at] + c * rate[at] - z[at]);
            for (int j = 0; j < d; j++)
                matrix.set(i, j, (i == j ? 1 : 0) - c * (columns[j][at] - rate[at]) / steps[j * rows + r]);
        }
        if (!lu.setA(matrix)) return Double.NaN;
        lu.solve(right, delta);
        double size = 0, change = 0;
        for (int i = 0; i < d; i++) {
            int at = i * rows + r;
            z[at] += delta.get(i, 0);
            size = Math.max(size, Math.abs(z[at]));
            change = Math.max(change, Math.abs(delta.get(i, 0)));
        }
        return Double.isFinite(change) ? change / Math.max(1e-8, size) : Double.NaN;
    }
}
