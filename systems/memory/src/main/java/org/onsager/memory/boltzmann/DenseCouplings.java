package org.onsager.memory.boltzmann;

import java.util.concurrent.atomic.AtomicReference;
import org.onsager.numerics.vector.MatrixVector;

/// Couplings given as a matrix.
///
/// Cost of a product: \(D^2\) multiply-adds.
public final class DenseCouplings implements Couplings {
    private static final double ROUNDING = 1e-9;

    private final Variables variables;
    private final double[] matrix;
    private final AtomicReference<float[]> single = new AtomicReference<>();

    private DenseCouplings(Variables variables, double[] matrix) {
        this.variables = variables;
        this.matrix = matrix;
    }

    /// The couplings of a matrix. Nothing is said about its eigenvalues: see [Admissible].
    ///
    /// @param matrix  \(\Phi\) as `[row][column]`, \(D \times D\), symmetric and zero within the block of a
    ///     variable, both to \(10^{-9}\) of its largest entry
    /// @throws IllegalArgumentException naming the entry that breaks this
    public static DenseCouplings of(Variables variables, double[][] matrix) {
        int dimension = variables.dimension();
        Require.length("matrix", matrix.length, dimension);
        var flat = new double[Math.multiplyExact(dimension, dimension)];
        double largest = 0;
        for (int r = 0; r < dimension; r++) {
            Require.length("row %d of the matrix".formatted(r), matrix[r].length, dimension);
            Require.finite("row %d of the matrix".formatted(r), matrix[r]);
            System.arraycopy(matrix[r], 0, flat, r * dimension, dimension);
            for (double entry : matrix[r]) largest = Math.max(largest, Math.abs(entry));
        }
        for (int r = 0; r < dimension; r++)
            for (int c = 0; c <= r; c++) {
                check(variables, matrix, r, c, largest);
                if (variables.variableOf(r) == variables.variableOf(c))
                    flat[r * dimension + c] = flat[c * dimension + r] = 0;
            }
        return new DenseCouplings(variables, flat);
    }

    private static void check(Variables variables, double[][] matrix, int r, int c, double largest) {
        if (Math.abs(matrix[r][c] - matrix[c][r]) > ROUNDING * largest)
            throw new IllegalArgumentException("matrix must be symmetric, not %s at (%d, %d) and %s at (%d, %d)"
                    .formatted(matrix[r][c], r, c, matrix[c][r], c, r));
        if (Math.abs(matrix[r][c]) > ROUNDING * largest && variables.variableOf(r) == variables.variableOf(c))
            throw new IllegalArgumentException("matrix must be zero within the block of variable %d, not %s at (%d, %d)"
                    .formatted(variables.variableOf(r), matrix[r][c], r, c));
    }

    @Override
    public Variables variables() {
        return variables;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Applier applier(int width, Precision precision) {
        if (precision == Precision.SINGLE && width == Lanes.BUNDLE) return new Single();
        return new Applier() {
            @Override
            public void apply(double[] q, double[] out) {
                if (width == 1) MatrixVector.multiply(matrix, q, out);
                else Lanes.dense(matrix, variables.dimension(), q, out, width);
            }

            @Override
            public void applyTransposed(double[] q, double[] out) {
                apply(q, out);
            }
        };
    }

    private float[] rounded() {
        float[] known = single.get();
        if (known == null) {
            known = FloatLanes.of(matrix);
            single.set(known);
        }
        return known;
    }

    private final class Single implements Applier {
        private final float[] a = rounded();
        private final float[] in = new float[variables.dimension() * Lanes.BUNDLE];
        private final float[] product = new float[in.length];

        @Override
        public void apply(double[] q, double[] out) {
            FloatLanes.round(q, in);
            FloatLanes.dense(a, variables.dimension(), in, product);
            FloatLanes.widen(product, out);
        }

        @Override
        public void applyTransposed(double[] q, double[] out) {
            apply(q, out);
        }
    }

    @Override
    public Fields fields(double[] x) {
        int dimension = variables.dimension();
        var field = new double[dimension];
        applier(1).apply(x, field);
        return new Fields() {
            @Override
            public void get(int variable, double[] out) {
                System.arraycopy(field, variables.offset(variable), out, 0, variables.states(variable));
            }

            @Override
            public void change(int variable, double[] delta) {
                for (int s = 0; s < variables.states(variable); s++) {
                    if (delta[s] == 0) continue;
                    int row = (variables.offset(variable) + s) * dimension;
                    for (int c = 0; c < dimension; c++) field[c] = Math.fma(delta[s], matrix[row + c], field[c]);
                }
            }
        };
    }
}
