package org.onsager.memory.boltzmann;

/// The pairwise couplings \(\Phi\) of a Boltzmann machine, a linear operator on stacked marginals with zero
/// diagonal blocks: [DenseCouplings] of a given matrix, [MonotoneCouplings] of the parameterisation with \(I -
/// \Phi \succeq mI\), [DirectedCouplings] \(K + K^\mathsf T\) without any bound.
public sealed interface Couplings permits DenseCouplings, ParameterisedCouplings {

    Variables variables();

    /// Whether \(\Phi = \Phi^\mathsf T\); only [Normalisation#ROW_SCALED_COMPAT] breaks it.
    boolean symmetric();

    /// A worker that applies \(\Phi\) to bundles of `width` vectors in double, with scratch space of its own: one
    /// a thread.
    default Applier applier(int width) {
        return applier(width, Precision.DOUBLE);
    }

    /// The same in a precision.
    Applier applier(int width, Precision precision);

    /// The fields \(\Phi x\) of a vector that changes one block at a time, for sequential updates and Gibbs
    /// sampling.
    ///
    /// @param x  of length \(D\), copied
    Fields fields(double[] x);

    /// \(\Phi\) as a matrix `[row][column]`, by \(D\) products.
    ///
    /// @throws IllegalArgumentException if \(D\) is above 8192
    default double[][] matrix() {
        int dimension = variables().dimension();
        Require.that(dimension <= 8192, "dimension of a dense matrix", dimension, "[2, 8192]");
        var matrix = new double[dimension][dimension];
        int width = Lanes.BUNDLE;
        var applier = applier(width);
        double[] in = new double[dimension * width], out = new double[dimension * width];
        for (int from = 0; from < dimension; from += width) {
            int count = Math.min(width, dimension - from);
            for (int l = 0; l < count; l++) in[(from + l) * width + l] = 1;
            applier.apply(in, out);
            for (int l = 0; l < count; l++) {
                in[(from + l) * width + l] = 0;
                for (int r = 0; r < dimension; r++) matrix[r][from + l] = out[r * width + l];
            }
        }
        return matrix;
    }

    /// Applies the operator; not for sharing between threads.
    interface Applier {
        /// \(out = \Phi q\), both of length \(D \cdot width\), coordinate \(c\) of vector \(l\) at `c * width +
        /// l`.
        void apply(double[] q, double[] out);

        /// \(out = \Phi^\mathsf T q\).
        void applyTransposed(double[] q, double[] out);
    }

    /// See [#fields(double[])]; not for sharing between threads.
    interface Fields {
        /// Block `variable` of \(\Phi x\) into `out[0 .. k)`.
        void get(int variable, double[] out);

        /// Adds `delta[0 .. k)` to block `variable` of \(x\).
        void change(int variable, double[] delta);
    }
}
