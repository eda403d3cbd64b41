package org.onsager.transport.mixture;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Small symmetric positive definite matrices, row-major.
final class Spd {
    private Spd() {}

    /// The lower Cholesky factor.
    ///
    /// @throws IllegalArgumentException if the matrix is not symmetric or not positive definite
    static double[] cholesky(double[] matrix, int d, String name) {
        for (int r = 0; r < d; r++)
            for (int c = 0; c < r; c++)
                if (!(Math.abs(matrix[r * d + c] - matrix[c * d + r])
                        <= 1e-10 * Math.max(1, Math.abs(matrix[r * d + c]))))
                    throw new IllegalArgumentException("%s must be symmetric, but entries (%d, %d) are %s and %s"
                            .formatted(name, r, c, matrix[r * d + c], matrix[c * d + r]));
        var decomposition = DecompositionFactory_DDRM.chol(d, true);
        if (!decomposition.decompose(new DMatrixRMaj(d, d, true, matrix.clone())))
            throw new IllegalArgumentException(name + " must be symmetric positive definite");
        return decomposition.getT(null).data;
    }

    /// The inverse and the logarithm of the determinant.
    record Inverse(double[] matrix, double logDeterminant) {}

    static Inverse inverse(double[] matrix, int d, String name) {
        double[] factor = cholesky(matrix, d, name);
        double log = 0;
        for (int k = 0; k < d; k++) log += 2 * Math.log(factor[k * d + k]);
        var inverse = new DMatrixRMaj(d, d);
        if (!CommonOps_DDRM.invert(new DMatrixRMaj(d, d, true, matrix.clone()), inverse))
            throw new IllegalArgumentException(name + " must be invertible");
        return new Inverse(inverse.data, log);
    }
}
