package org.onsager.solve.controlled;

/// The linear field \(F_i(y) = A_i y\), one square matrix a channel; the log-ODE method solves it by matrix
/// exponentials without differences.
///
/// @param matrices  \(A_i\), row-major \(d \times d\)
public record LinearField(double[][]... matrices) implements ControlledTerm.Field {

    public LinearField {
        if (matrices.length == 0) throw new IllegalArgumentException("a linear field needs at least one matrix");
        int d = matrices[0].length;
        for (double[][] a : matrices) {
            if (a.length != d)
                throw new IllegalArgumentException("matrices must have %d rows, not %d".formatted(d, a.length));
            for (double[] row : a)
                if (row.length != d)
                    throw new IllegalArgumentException("rows must have length %d, not %d".formatted(d, row.length));
        }
    }

    @Override
    public void at(double t, double[] y, double[] matrix) {
        int d = matrices[0].length, c = matrices.length;
        for (int k = 0; k < c; k++)
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) sum += matrices[k][i][j] * y[j];
                matrix[i * c + k] = sum;
            }
    }
}
