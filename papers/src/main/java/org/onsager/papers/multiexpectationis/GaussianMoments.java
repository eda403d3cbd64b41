package org.onsager.papers.multiexpectationis;

import org.onsager.inference.importance.Expectations;
import org.onsager.inference.importance.Gaussian;

/// The first test case: \(\phi_j(x) = x^{2j}\), \(f = N(0, 1)\), \(I_j = (2j - 1)!!\), \(w_j = 1/I_j^2\).
final class GaussianMoments {
    static final int COUNT = 10;

    private GaussianMoments() {}

    /// \(n!! = n (n - 2) \cdots 1\) for odd \(n\).
    static double doubleFactorial(int n) {
        double product = 1;
        for (int k = n; k > 1; k -= 2) product *= k;
        return product;
    }

    static double[] truth() {
        var truth = new double[COUNT];
        for (int j = 1; j <= COUNT; j++) truth[j - 1] = doubleFactorial(2 * j - 1);
        return truth;
    }

    static double[] weights() {
        double[] weights = truth();
        for (int j = 0; j < COUNT; j++) weights[j] = 1 / (weights[j] * weights[j]);
        return weights;
    }

    static Expectations problem() {
        return Expectations.of(
                COUNT,
                (x, values) -> {
                    double square = x[0] * x[0], power = 1;
                    for (int j = 0; j < COUNT; j++) values[j] = power *= square;
                },
                Gaussian.standard(1));
    }
}
