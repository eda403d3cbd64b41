package org.onsager.memory.boltzmann;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Matrices whose mean-field problem is strongly convex: \(I - \Phi \succeq mI\), symmetric, zero diagonal
/// blocks.
public final class Admissible {
    private Admissible() {}

    /// A factor \(A\) that the monotone parameterisation turns into exactly \(\Phi\): \(A^\mathsf T A = (1-m)I -
    /// \Phi\) by Cholesky, or by eigenvectors where that matrix is singular; all blocks then have \(\|A_i\|^2 =
    /// 1-m\).
    ///
    /// @throws IllegalArgumentException with the violating eigenvalue if \(I - \Phi \succeq mI\) does not hold
    public static double[][] factor(DenseCouplings couplings, double m) {
        Require.that(m > 0 && m < 1, "m", m, "(0, 1)");
        double[][] phi = couplings.matrix();
        int dimension = phi.length;
        var gram = new DMatrixRMaj(phi);
        CommonOps_DDRM.changeSign(gram);
        for (int i = 0; i < dimension; i++) gram.add(i, i, 1 - m);
        var cholesky = DecompositionFactory_DDRM.chol(dimension, false);
        if (cholesky.decompose(gram.copy())) return rows(cholesky.getT(null));
        var eigen = DecompositionFactory_DDRM.eig(dimension, true, true);
        if (!eigen.decompose(gram)) throw new IllegalArgumentException("the matrix has no eigenvalues");
        var a = new double[dimension][dimension];
        for (int k = 0; k < dimension; k++) {
            double value = eigen.getEigenvalue(k).real;
            if (value < -1e-10)
                throw new IllegalArgumentException(
                        "the smallest eigenvalue of I - Phi must be at least m = %s, not %s".formatted(m, value + m));
            double root = Math.sqrt(Math.max(0, value));
            double[] vector = eigen.getEigenVector(k).getData();
            for (int c = 0; c < dimension; c++) a[k][c] = root * vector[c];
        }
        return a;
    }

    private static double[][] rows(DMatrixRMaj matrix) {
        var rows = new double[matrix.numRows][matrix.numCols];
        for (int r = 0; r < rows.length; r++) for (int c = 0; c < rows[r].length; c++) rows[r][c] = matrix.get(r, c);
        return rows;
    }

    /// The nearest admissible matrix in the Frobenius norm, by Dykstra's alternating projections onto the
    /// matrices with \(\Phi \preceq (1-m)I\) (eigenvalues clipped) and those with zero diagonal blocks, and a
    /// last shrinking by the factor that makes the bound hold exactly.
    ///
    /// @param phi  finite `[row][column]`; its symmetric part with the diagonal blocks left out is what is
    ///     projected
    /// @return admissible couplings; `phi` itself where it is admissible
    public static DenseCouplings project(Variables variables, double[][] phi, double m) {
        Require.that(m > 0 && m < 1, "m", m, "(0, 1)");
        int dimension = variables.dimension();
        Require.length("phi", phi.length, dimension);
        var x = new DMatrixRMaj(dimension, dimension);
        for (int r = 0; r < dimension; r++) {
            Require.length("row %d of phi".formatted(r), phi[r].length, dimension);
            Require.finite("row %d of phi".formatted(r), phi[r]);
            for (int c = 0; c < dimension; c++) x.set(r, c, (phi[r][c] + phi[c][r]) / 2);
        }
        clearBlocks(variables, x);
        var correction = new DMatrixRMaj(dimension, dimension);
        double excess = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < 500 && excess > 1e-12; iteration++) {
            var y = x.copy();
            CommonOps_DDRM.addEquals(y, correction);
            var clipped = clip(y, 1 - m);
            CommonOps_DDRM.subtract(y, clipped, correction);
            excess = CommonOps_DDRM.elementMaxAbs(correction) == 0 ? 0 : blockNorm(variables, clipped);
            x = clipped;
            clearBlocks(variables, x);
        }
        double largest = 1 - Spectrum.eigenvalues(identityMinus(x), true)[0];
        if (largest > 1 - m) CommonOps_DDRM.scale((1 - m) / largest, x);
        return DenseCouplings.of(variables, rows(x));
    }

    private static DMatrixRMaj identityMinus(DMatrixRMaj x) {
        var matrix = x.copy();
        CommonOps_DDRM.changeSign(matrix);
        for (int i = 0; i < matrix.numRows; i++) matrix.add(i, i, 1);
        return matrix;
    }

    private static DMatrixRMaj clip(DMatrixRMaj y, double most) {
        var eigen = DecompositionFactory_DDRM.eig(y.numRows, true, true);
        if (!eigen.decompose(y.copy())) throw new IllegalArgumentException("the matrix has no eigenvalues");
        var clipped = y.copy();
        for (int k = 0; k < y.numRows; k++) {
            double value = eigen.getEigenvalue(k).real;
            if (value <= most) continue;
            double[] v = eigen.getEigenVector(k).getData();
            for (int r = 0; r < y.numRows; r++)
                for (int c = 0; c < y.numRows; c++) clipped.add(r, c, (most - value) * v[r] * v[c]);
        }
        return clipped;
    }

    private static void clearBlocks(Variables variables, DMatrixRMaj x) {
        for (int i = 0; i < variables.count(); i++)
            for (int s = 0; s < variables.states(i); s++)
                for (int t = 0; t < variables.states(i); t++)
                    x.set(variables.offset(i) + s, variables.offset(i) + t, 0);
    }

    private static double blockNorm(Variables variables, DMatrixRMaj x) {
        double largest = 0;
        for (int i = 0; i < variables.count(); i++)
            for (int s = 0; s < variables.states(i); s++)
                for (int t = 0; t < variables.states(i); t++)
                    largest = Math.max(largest, Math.abs(x.get(variables.offset(i) + s, variables.offset(i) + t)));
        return largest;
    }
}
