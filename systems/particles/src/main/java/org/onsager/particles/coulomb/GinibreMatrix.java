package org.onsager.particles.coulomb;

import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.decompose.hessenberg.HessenbergSimilarDecomposition_ZDRM;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Independent draws of the whole point pattern of the harmonic plane at \(\beta = 2\): eigenvalues of an \(N
/// \times N\) matrix of independent complex normal entries of variance \(1/N\).
///
/// The matrix is brought to Hessenberg form by EJML; the eigenvalues follow by the shifted QR iteration for
/// complex Hessenberg matrices, which EJML lacks. Cost \(O(N^3)\) a draw: for radial statistics [PlanarModuli]
/// gives the same law in \(O(N)\).
///
/// Source: J. Ginibre, J. Math. Phys. 6 (1965) 440; G. H. Golub, C. F. Van Loan, *Matrix Computations*, 7.5.
public record GinibreMatrix(CoulombGas gas) implements Sampler {
    private static final int ITERATIONS_PER_EIGENVALUE = 60;

    public GinibreMatrix {
        if (gas.dimension() != 2
                || gas.beta() != 2
                || !gas.trap().text().equals(Traps.harmonic().text()))
            throw new IllegalArgumentException(
                    "the Ginibre matrix needs dimension 2, beta 2 and trap r^2/2, not %d, %s and %s"
                            .formatted(gas.dimension(), gas.beta(), gas.trap().text()));
    }

    @Override
    public State start(RandomStream stream) {
        return draw(stream.split("start").generator());
    }

    @Override
    public State next(State state, RandomSource source) {
        return draw(source);
    }

    private State draw(RandomSource source) {
        int n = gas.particles();
        var matrix = new ZMatrixRMaj(n, n);
        source.fillNormal(matrix.data);
        double scale = Math.sqrt(0.5 / n);
        for (int k = 0; k < matrix.data.length; k++) matrix.data[k] *= scale;
        return new State(eigenvalues(matrix), Double.NaN, 0, 1, 1);
    }

    /// The eigenvalues of a complex matrix, real parts first.
    static double[] eigenvalues(ZMatrixRMaj matrix) {
        int n = matrix.numRows;
        if (n == 1) return new double[] {matrix.data[0], matrix.data[1]};
        var hessenberg = new HessenbergSimilarDecomposition_ZDRM();
        if (!hessenberg.decompose(matrix)) throw new DivergedException("the Hessenberg form was not found");
        return new HessenbergIteration(hessenberg.getH(null).data, n).eigenvalues(ITERATIONS_PER_EIGENVALUE);
    }
}
