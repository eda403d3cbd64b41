package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.onsager.numerics.vector.MatrixVector;

/// \(R = (I + a(I - \Phi))^{-1}\), the implicit step of [Method#PEACEMAN_RACHFORD]: stored as a matrix up to
/// [#DENSE] coordinates (\(O(D^3)\) once, \(D^2\) multiply-adds a product), above by conjugate gradients from the
/// last solution. (The Fourier transform that inverts periodic convolutions does not invert ours, which end at
/// the border.)
final class Resolvent {
    static final int DENSE = 2048;
    private static final int MOST = 200;
    /// of the splitting's own gap that conjugate gradients may leave
    private static final double SHARE = 0.01;

    private final double a;
    /// row-major, empty where it is not stored
    private final double[] inverse;

    private Resolvent(double a, double[] inverse) {
        this.a = a;
        this.inverse = inverse;
    }

    /// @throws IllegalArgumentException if the couplings are too large to invert and not symmetric
    static Resolvent of(Couplings couplings, double a) {
        Proximal.checkStep(a);
        int dimension = couplings.variables().dimension();
        if (dimension > DENSE) {
            if (!couplings.symmetric())
                throw new IllegalArgumentException(
                        "couplings of over %d coordinates must be symmetric for PEACEMAN_RACHFORD, these have %d"
                                .formatted(DENSE, dimension));
            return new Resolvent(a, new double[0]);
        }
        var matrix = new DMatrixRMaj(couplings.matrix());
        CommonOps_DDRM.scale(-a, matrix);
        for (int i = 0; i < dimension; i++) matrix.add(i, i, 1 + a);
        var solver = couplings.symmetric()
                ? LinearSolverFactory_DDRM.symmPosDef(dimension)
                : LinearSolverFactory_DDRM.general(dimension, dimension);
        var inverse = new DMatrixRMaj(dimension, dimension);
        if (!solver.setA(matrix)) throw new IllegalArgumentException("I + a (I - Phi) has no inverse at a = " + a);
        solver.invert(inverse);
        return new Resolvent(a, inverse.data);
    }

    double step() {
        return a;
    }

    Worker worker(Bundle bundle) {
        return inverse.length > 0 ? new Stored(bundle) : new Iterated(bundle);
    }

    /// Applies the resolvent; not for sharing between threads.
    interface Worker {
        /// \(z = R\,right\).
        ///
        /// @param z  on entry a guess
        void solve(double[] right, double[] z);

        /// Told how far the two implicit steps are apart, which is how exact the next one must be.
        default void gap(double[] z, double[] q) {}
    }

    private final class Stored implements Worker {
        private final Bundle bundle;

        Stored(Bundle bundle) {
            this.bundle = bundle;
        }

        @Override
        public void solve(double[] right, double[] z) {
            bundle.products++;
            if (bundle.width == 1) MatrixVector.multiply(inverse, right, z);
            else Lanes.dense(inverse, bundle.variables.dimension(), right, z, bundle.width);
        }
    }

    /// Conjugate gradients, each lane with its own steps.
    private final class Iterated implements Worker {
        private final Bundle bundle;
        private final int width;
        private final double[] target;
        private final double[] r;
        private final double[] p;
        private final double[] image;

        Iterated(Bundle bundle) {
            this.bundle = bundle;
            width = bundle.width;
            target = new double[width];
            Arrays.fill(target, Double.NaN);
            r = new double[bundle.q.length];
            p = new double[r.length];
            image = new double[r.length];
        }

        @Override
        public void gap(double[] z, double[] q) {
            Arrays.fill(target, 0);
            for (int e = 0; e < z.length; e += width)
                for (int l = 0; l < width; l++) {
                    double d = SHARE * (z[e + l] - q[e + l]);
                    target[l] = Math.fma(d, d, target[l]);
                }
        }

        @Override
        public void solve(double[] right, double[] z) {
            operate(z, image);
            for (int e = 0; e < r.length; e++) r[e] = right[e] - image[e];
            System.arraycopy(r, 0, p, 0, r.length);
            double[] rho = Adjoint.dot(r, r, width), size = Adjoint.dot(right, right, width), bound = new double[width];
            for (int l = 0; l < width; l++)
                bound[l] = Math.max(1e-30 * size[l], Double.isNaN(target[l]) ? 1e-6 * size[l] : target[l]);
            for (int iteration = 0; iteration < MOST && !Adjoint.within(rho, bound); iteration++) {
                operate(p, image);
                double[] curvature = Adjoint.dot(p, image, width), step = new double[width], beta = new double[width];
                for (int l = 0; l < width; l++) step[l] = curvature[l] > 0 ? rho[l] / curvature[l] : 0;
                for (int e = 0; e < r.length; e += width)
                    for (int l = 0; l < width; l++) {
                        z[e + l] = Math.fma(step[l], p[e + l], z[e + l]);
                        r[e + l] = Math.fma(-step[l], image[e + l], r[e + l]);
                    }
                double[] following = Adjoint.dot(r, r, width);
                for (int l = 0; l < width; l++) beta[l] = rho[l] > 0 ? following[l] / rho[l] : 0;
                for (int e = 0; e < r.length; e += width)
                    for (int l = 0; l < width; l++) p[e + l] = Math.fma(beta[l], p[e + l], r[e + l]);
                rho = following;
            }
        }

        /// \((1+a) x - a \Phi x\).
        private void operate(double[] x, double[] out) {
            bundle.apply(x, out);
            for (int e = 0; e < x.length; e++) out[e] = (1 + a) * x[e] - a * out[e];
        }
    }
}
