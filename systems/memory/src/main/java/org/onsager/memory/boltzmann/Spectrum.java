package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.VectorKernels;

/// Eigenvalues of \(I - \Phi\).
public final class Spectrum {
    private static final int DENSE = 400;
    private static final int STEPS = 150;

    private Spectrum() {}

    /// Certifies couplings: monotone ones by their construction, others up to 400 coordinates by all eigenvalues,
    /// larger ones by 150 Lanczos steps.
    ///
    /// @throws IllegalArgumentException if the couplings are neither symmetric nor monotone
    public static Certificate certify(Couplings couplings) {
        int dimension = couplings.variables().dimension();
        if (couplings instanceof MonotoneCouplings monotone) {
            double lower = 1 - monotone.largestBlock();
            double upper = couplings.symmetric() && dimension > DENSE
                    ? lanczos(couplings)[1]
                    : dimension <= DENSE ? last(eigenvalues(couplings)) : powerBound(couplings);
            return new Certificate(lower, upper, Certificate.of(lower), "lower bound by construction");
        }
        if (dimension <= DENSE) {
            double[] all = eigenvalues(couplings);
            return new Certificate(all[0], last(all), Certificate.of(all[0]), "all eigenvalues");
        }
        double[] ends = lanczos(couplings);
        return new Certificate(ends[0], ends[1], Certificate.of(ends[0]), "Lanczos, %d steps".formatted(STEPS));
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    /// All eigenvalues of \(I - \Phi\), ascending, by a dense decomposition; \(O(D^3)\).
    public static double[] eigenvalues(Couplings couplings) {
        double[][] phi = couplings.matrix();
        int dimension = phi.length;
        var matrix = new DMatrixRMaj(phi);
        for (int e = 0; e < matrix.data.length; e++) matrix.data[e] = -matrix.data[e];
        for (int i = 0; i < dimension; i++) matrix.add(i, i, 1);
        return eigenvalues(matrix, couplings.symmetric());
    }

    static double[] eigenvalues(DMatrixRMaj matrix, boolean symmetric) {
        if (symmetric) symmetrise(matrix);
        var eigen = symmetric
                ? DecompositionFactory_DDRM.eig(matrix.numRows, false, true)
                : DecompositionFactory_DDRM.eig(matrix.numRows, false);
        if (!eigen.decompose(matrix)) throw new IllegalArgumentException("the matrix has no eigenvalues");
        var values = new double[matrix.numRows];
        for (int i = 0; i < values.length; i++) values[i] = eigen.getEigenvalue(i).real;
        Arrays.sort(values);
        return values;
    }

    private static void symmetrise(DMatrixRMaj matrix) {
        for (int r = 0; r < matrix.numRows; r++)
            for (int c = 0; c < r; c++) {
                double mean = (matrix.get(r, c) + matrix.get(c, r)) / 2;
                matrix.set(r, c, mean);
                matrix.set(c, r, mean);
            }
    }

    /// An estimate of the largest eigenvalue of \(I - \Phi\) from above: twenty power iterations times 1.05.
    public static double powerBound(Couplings couplings) {
        int dimension = couplings.variables().dimension();
        double[] v = new double[dimension], image = new double[dimension];
        RandomStream.of(1).split("power").fillNormal(v);
        var applier = couplings.applier(1);
        double value = 0;
        for (int step = 0; step < 20; step++) {
            double norm = VectorKernels.norm(v);
            for (int i = 0; i < dimension; i++) v[i] /= norm;
            applier.apply(v, image);
            for (int i = 0; i < dimension; i++) image[i] = v[i] - image[i];
            value = VectorKernels.norm(image);
            System.arraycopy(image, 0, v, 0, dimension);
        }
        return 1.05 * value;
    }

    /// The least and the largest eigenvalue of \(I - \Phi\) by Lanczos's iteration with full reorthogonalisation:
    /// from inside, relative accuracy about \(10^{-8}\) for spectra without clustered ends.
    public static double[] lanczos(Couplings couplings) {
        int dimension = couplings.variables().dimension(), steps = Math.min(STEPS, dimension);
        var basis = new double[steps][];
        double[] alpha = new double[steps], beta = new double[steps];
        var v = new double[dimension];
        RandomStream.of(1).split("lanczos").fillNormal(v);
        VectorKernels.scale(1 / VectorKernels.norm(v), v);
        var applier = couplings.applier(1);
        int done = 0;
        for (int k = 0; k < steps; k++) {
            basis[k] = v;
            var w = new double[dimension];
            applier.apply(v, w);
            for (int i = 0; i < dimension; i++) w[i] = v[i] - w[i];
            alpha[k] = VectorKernels.dot(w, v);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j <= k; j++) VectorKernels.axpy(-VectorKernels.dot(w, basis[j]), basis[j], w);
            done = k + 1;
            beta[k] = VectorKernels.norm(w);
            if (beta[k] < 1e-12) break;
            VectorKernels.scale(1 / beta[k], w);
            v = w;
        }
        var tridiagonal = new DMatrixRMaj(done, done);
        for (int k = 0; k < done; k++) {
            tridiagonal.set(k, k, alpha[k]);
            if (k + 1 < done) {
                tridiagonal.set(k, k + 1, beta[k]);
                tridiagonal.set(k + 1, k, beta[k]);
            }
        }
        double[] values = eigenvalues(tridiagonal, true);
        return new double[] {values[0], last(values)};
    }
}
