package org.onsager.solve;

/// Many trajectories of one equation as a structure of arrays: component \(j\) of row \(r\) is at \(j\,R + r\).
///
/// The right-hand side is evaluated for all rows at once, in loops over contiguous rows that the compiler turns
/// into SIMD code. All rows share the steps; the error of a step is the largest of the rows' errors. For steps of
/// their own, solve the rows one by one.
///
/// @param dimension  components of one row, at least 1
/// @param rows  number of trajectories \(R\), at least 1
public record BatchSpace(int dimension, int rows) implements ArrayStates {

    private static final double[] NONE = new double[0];

    public BatchSpace {
        if (dimension < 1) throw new IllegalArgumentException("dimension must be in [1, inf), not " + dimension);
        if (rows < 1) throw new IllegalArgumentException("rows must be in [1, inf), not " + rows);
    }

    @Override
    public double[][] storage(int n, double[] like) {
        if (like.length != dimension * rows)
            throw new IllegalArgumentException("a batch of %d rows of %d components has length %d, not %d"
                    .formatted(rows, dimension, dimension * rows, like.length));
        return ArraySpace.REAL.storage(n, like);
    }

    /// The largest norm of a row, each by the tolerance's norm; tolerances are one for all or one a component of
    /// the batch ([Solve] spreads those of one row).
    @Override
    public double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        double worst = 0;
        double[] row = tolerance.norm() == Norm.RMS ? NONE : new double[dimension];
        for (int r = 0; r < rows; r++) {
            double size = row == NONE ? meanSquare(v, y, z, tolerance, r) : norm(row, v, y, z, tolerance, r);
            worst = Math.max(worst, size);
        }
        return row == NONE ? Math.sqrt(worst) : worst;
    }

    private double meanSquare(double[] v, double[] y, double[] z, Tolerance tolerance, int r) {
        double sum = 0;
        for (int i = r; i < v.length; i += rows) {
            double scaled = scaled(i, v, y, z, tolerance);
            sum += scaled * scaled;
        }
        return sum / dimension;
    }

    private double norm(double[] row, double[] v, double[] y, double[] z, Tolerance tolerance, int r) {
        for (int j = 0; j < dimension; j++) row[j] = scaled(j * rows + r, v, y, z, tolerance);
        return tolerance.norm().of(row);
    }

    private static double scaled(int i, double[] v, double[] y, double[] z, Tolerance tolerance) {
        return v[i] / (tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(y[i]), Math.abs(z[i])));
    }

    /// Tolerances given one each for the components of a row, for all rows; others as they are.
    Tolerance spread(Tolerance tolerance) {
        return new Tolerance(spread(tolerance.rtol()), spread(tolerance.atol()), tolerance.norm());
    }

    private double[] spread(double[] values) {
        if (rows == 1 || values.length == 1 || values.length != dimension) return values;
        var all = new double[dimension * rows];
        for (int i = 0; i < all.length; i++) all[i] = values[i / rows];
        return all;
    }
}
