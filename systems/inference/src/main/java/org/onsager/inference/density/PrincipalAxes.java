package org.onsager.inference.density;

import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/// The leading principal axes of a table: a linear projection to fewer columns.
public final class PrincipalAxes {
    private PrincipalAxes() {}

    /// The coordinates of every row along the `count` directions of greatest variance, from the mean.
    ///
    /// @param data  at least 2 rows
    /// @param count  in [1, columns]
    /// @param rows  what to project, of as many columns
    public static double[][] project(double[][] data, int count, double[][] rows) {
        int d = KernelDensity.requireTable(data, "data");
        if (count < 1 || count > d)
            throw new IllegalArgumentException("count must be in [1, %d], not %d".formatted(d, count));
        double[] mean = DataScale.mean(data);
        // eigenvalues come in descending order
        var axes = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(DataScale.covariance(data, mean), false));
        double[][] directions = IntStream.range(0, count)
                .mapToObj(k -> axes.getEigenvector(k).toArray())
                .toArray(double[][]::new);
        var projected = new double[rows.length][count];
        for (int i = 0; i < rows.length; i++)
            for (int k = 0; k < count; k++)
                for (int a = 0; a < d; a++) projected[i][k] += (rows[i][a] - mean[a]) * directions[k][a];
        return projected;
    }
}
