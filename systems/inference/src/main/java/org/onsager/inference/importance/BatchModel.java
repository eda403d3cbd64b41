package org.onsager.inference.importance;

import org.onsager.numerics.Parallel;

/// Evaluates a whole batch of points: where checkpoints, external simulators and tables of precomputed values
/// plug in.
@FunctionalInterface
public interface BatchModel {

    /// @param batch  the number of the batch, from 0: the same number always brings the same points
    /// @param x  the points, shape `d x n`, left alone
    /// @return the integrands, one array of length `n` each
    double[][] evaluate(int batch, double[][] x);

    /// Every point through `integrand`, in parallel, with the same bits on any number of threads.
    ///
    /// @param outputs  values that `integrand` gives a point
    static BatchModel of(int outputs, Integrand integrand) {
        return (batch, x) -> {
            int n = x[0].length;
            var values = new double[outputs][n];
            Parallel.range(n, 256, (from, to) -> {
                var point = new double[x.length];
                var value = new double[outputs];
                for (int i = from; i < to; i++) {
                    for (int k = 0; k < point.length; k++) point[k] = x[k][i];
                    integrand.evaluate(point, value);
                    for (int j = 0; j < outputs; j++) values[j][i] = value[j];
                }
            });
            return values;
        };
    }
}
