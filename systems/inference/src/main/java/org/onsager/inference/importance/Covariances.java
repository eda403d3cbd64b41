package org.onsager.inference.importance;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.VectorKernels;

/// Covariances of means of jointly observed terms.
final class Covariances {
    private Covariances() {}

    /// \(\mathrm{Cov}(\bar Z_i, \bar Z_j)\) from `terms[j][n]`, \(N \ge 2\) independent columns.
    static double[][] ofMeans(double[][] terms) {
        int count = terms.length, n = terms[0].length;
        var centred = new double[count][];
        for (int j = 0; j < count; j++) {
            double mean = VectorKernels.sum(terms[j]) / n;
            centred[j] = Arrays.stream(terms[j]).map(term -> term - mean).toArray();
        }
        var covariance = new double[count][count];
        Parallel.range(count, 2, (from, to) -> {
            for (int i = from; i < to; i++)
                for (int j = 0; j <= i; j++)
                    covariance[i][j] = VectorKernels.dot(centred[i], centred[j]) / (n - 1.0) / n;
        });
        for (int i = 0; i < count; i++) for (int j = 0; j < i; j++) covariance[j][i] = covariance[i][j];
        return covariance;
    }

    /// The unbiased variance.
    static double variance(double[] terms) {
        double mean = VectorKernels.sum(terms) / terms.length, sum = 0;
        for (double term : terms) sum += (term - mean) * (term - mean);
        return sum / (terms.length - 1);
    }
}
