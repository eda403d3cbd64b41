package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import org.onsager.numerics.RandomStream;

/// Draws squared distances \(|x - y_i|^2\) from a fixed \(x\) to independent data, tile by tile; the numbers of a
/// tile depend on the stream and the tile alone.
public sealed interface DistanceSampler {

    /// Dimension of the data.
    int dimension();

    /// Fills `out` with the squared distances of points `tile * TILE, ...`.
    ///
    /// @param scratch  of [#scratchSize()] numbers
    void fill(RandomStream stream, long tile, double[] out, double[] scratch);

    /// Numbers of scratch that [#fill] needs.
    int scratchSize();

    /// \(y \sim N(0, 1_d)\): along \(x\) a normal, across it \(\chi^2_{d-1}\), so that a distance costs \(O(1)\)
    /// logarithms instead of \(d\) normals.
    ///
    /// \(\chi^2_{2m} = -2\ln\prod_{i \le m} U_i\); up to [#PRODUCT] dimensions the uniforms are drawn, above that
    /// a gamma variate.
    ///
    /// @param d  at least 1
    /// @param squaredNorm  \(|x|^2 \ge 0\)
    record Isotropic(int d, double squaredNorm) implements DistanceSampler {
        /// Products of half as many uniforms are far above the least double.
        private static final int PRODUCT = 81;

        public Isotropic {
            if (d < 1) throw new IllegalArgumentException("d must be in [1, inf), not " + d);
            if (!(squaredNorm >= 0 && squaredNorm < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("squaredNorm must be in [0, inf), not " + squaredNorm);
        }

        @Override
        public int dimension() {
            return d;
        }

        @Override
        public int scratchSize() {
            return 3 * TILE;
        }

        @Override
        public void fill(RandomStream stream, long tile, double[] out, double[] scratch) {
            var own = stream.at(tile);
            double norm = Math.sqrt(squaredNorm);
            boolean odd = d % 2 == 0;
            own.fillNormal(scratch, 0, odd ? 2 * TILE : TILE, 0);
            if (d <= PRODUCT) product(own, (d - 1) / 2, out, scratch);
            else gamma(stream.split("gamma").at(tile), (d - 1) / 2, out);
            for (int j = 0; j < TILE; j++) {
                double along = norm - scratch[j];
                double r = Math.fma(along, along, out[j]);
                if (odd) r = Math.fma(scratch[TILE + j], scratch[TILE + j], r);
                out[j] = r;
            }
        }

        private static void product(RandomStream stream, int pairs, double[] out, double[] scratch) {
            for (int j = 0; j < TILE; j++) out[j] = 1;
            for (int i = 0; i < pairs; i++) {
                stream.fillUniform(scratch, 2 * TILE, 3 * TILE, (long) i * TILE);
                for (int j = 0; j < TILE; j++) out[j] *= scratch[2 * TILE + j];
            }
            for (int j = 0; j < TILE; j++) out[j] = -2 * Math.log(out[j]);
        }

        private static void gamma(RandomStream stream, double shape, double[] out) {
            var source = stream.generator();
            for (int j = 0; j < TILE; j++) out[j] = 2 * source.nextGamma(shape);
        }
    }

    /// \(y \sim N(0, C)\), in the axes of \(C\): \(d\) normals a distance.
    ///
    /// @param eigenvalues  of \(C\), one a coordinate, at least 0
    /// @param x  the point in the same axes
    record Gaussian(double[] eigenvalues, double[] x) implements DistanceSampler {
        public Gaussian {
            if (eigenvalues.length == 0 || eigenvalues.length != x.length)
                throw new IllegalArgumentException("x must have %d coordinates, one an eigenvalue, not %d"
                        .formatted(eigenvalues.length, x.length));
            for (double each : eigenvalues) {
                if (!(each >= 0 && each < Double.POSITIVE_INFINITY))
                    throw new IllegalArgumentException("eigenvalues must be in [0, inf), not " + each);
            }
        }

        /// At a draw \(x \sim N(0, C)\).
        public static Gaussian atTypicalPoint(double[] eigenvalues, RandomStream stream) {
            var x = new double[eigenvalues.length];
            stream.fillNormal(x);
            for (int a = 0; a < x.length; a++) x[a] *= Math.sqrt(eigenvalues[a]);
            return new Gaussian(eigenvalues, x);
        }

        @Override
        public int dimension() {
            return x.length;
        }

        @Override
        public int scratchSize() {
            return TILE;
        }

        @Override
        public void fill(RandomStream stream, long tile, double[] out, double[] scratch) {
            var own = stream.at(tile);
            for (int j = 0; j < TILE; j++) out[j] = 0;
            for (int a = 0; a < x.length; a++) {
                own.fillNormal(scratch, 0, TILE, (long) a * TILE);
                double deviation = Math.sqrt(eigenvalues[a]);
                for (int j = 0; j < TILE; j++) {
                    double t = x[a] - deviation * scratch[j];
                    out[j] = Math.fma(t, t, out[j]);
                }
            }
        }
    }
}
