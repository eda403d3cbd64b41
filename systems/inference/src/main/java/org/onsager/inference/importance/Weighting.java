package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

/// The weights \(w_j\) of the criterion \(\sum_j w_j \mathrm{Var}(\hat I_j)\).
public sealed interface Weighting {

    /// \(w_j = 1\): absolute errors.
    record Absolute() implements Weighting {}

    /// \(w_j = 1/\hat I_j^2\), estimated from all points so far: relative errors.
    record Relative() implements Weighting {}

    /// Given weights.
    ///
    /// @param weights  positive, one an expectation
    record Given(double[] weights) implements Weighting {
        public Given {
            for (int j = 0; j < weights.length; j++)
                require(weights[j] > 0, "weight of expectation " + j, weights[j], "(0, inf)");
        }
    }
}
