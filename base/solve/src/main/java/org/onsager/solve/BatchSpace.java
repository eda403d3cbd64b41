package org.onsager.solve;

/// Many trajectories of one equation as a structure of arrays: component \(j\) of row \(r\) is at \(j\,R + r\).
///
/// The right-hand side is evaluated for all rows at once, in loops over contiguous rows that the compiler turns
/// into SIMD code. All rows share the steps; the error of a step is the largest of the rows' errors. For steps of
/// their own, solve the rows one by one.
///
/// @param dimension  components of one row, at least 1
/// @param rows  number of trajectories \(R\), at least 1
public record BatchSpace(int dimension, int rows) implements StateSpace<double[]> {

    public BatchSpace {
        if (dimension < 1) throw new IllegalArgumentException("dimension must be in [1, inf), not " + dimension);
        if (rows < 1) throw new IllegalArgumentException("rows must be in [1, inf), not " + rows);
    }

    @Override
    public double[] zero(double[] like) {
        return new double[like.length];
    }

    @Override
    public double[] copy(double[] from, double[] into) {
        return ArraySpace.REAL.copy(from, into);
    }

    @Override
    public double[][] storage(int n, double[] like) {
        if (like.length != dimension * rows)
            throw new IllegalArgumentException("a batch of %d rows of %d components has length %d, not %d"
                    .formatted(rows, dimension, dimension * rows, like.length));
        return ArraySpace.REAL.storage(n, like);
    }

    @Override
    public double[] axpy(double[] b, double a, double[] x, double[] into) {
        return ArraySpace.REAL.axpy(b, a, x, into);
    }

    @Override
    public double[] combine(double[] b, double s, Weights w, double[][] k, double[] into) {
        return ArraySpace.REAL.combine(b, s, w, k, into);
    }

    @Override
    public double[] combine(double s, Weights w, double[][] k, double[] into) {
        return ArraySpace.REAL.combine(s, w, k, into);
    }

    /// The largest norm of a row; tolerances are one for all or one a component of the batch.
    @Override
    public double scaledNorm(double[] v, double[] y, double[] z, Tolerance tolerance) {
        double worst = 0;
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int j = 0; j < dimension; j++) {
                int i = j * rows + r;
                double scaled =
                        v[i] / (tolerance.atol(i) + tolerance.rtol(i) * Math.max(Math.abs(y[i]), Math.abs(z[i])));
                sum += scaled * scaled;
            }
            worst = Math.max(worst, sum);
        }
        return Math.sqrt(worst / dimension);
    }

    @Override
    public int firstNonFinite(double[] y) {
        return ArraySpace.REAL.firstNonFinite(y);
    }

    @Override
    public int size(double[] y) {
        return y.length;
    }

    @Override
    public double component(double[] y, int i) {
        return y[i];
    }
}
