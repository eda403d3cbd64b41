package org.onsager.inference.importance;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// A probability law on \(\mathbb R^d\) with a density that can be evaluated and drawn from.
///
/// Points are stored one array a coordinate: `x[k][i]` is coordinate `k` of point `i`. Densities are given by
/// their logarithms; outside the support the logarithm is minus infinity.
public interface Law {

    /// \(d \ge 1\).
    int dimension();

    /// Sets `out[i]` to the logarithm of the density at point `i` for `i` in `[from, to)`.
    ///
    /// @param x  of shape `d x n`, left alone
    void logDensity(double[][] x, int from, int to, double[] out);

    /// Independent points, a function of `count` and `stream` alone.
    ///
    /// @return of shape `d x count`
    double[][] draw(int count, RandomStream stream);

    /// The logarithm of the density at every point, in parallel.
    default double[] logDensities(double[][] x) {
        var out = new double[x[0].length];
        Parallel.range(out.length, 1024, (from, to) -> logDensity(x, from, to, out));
        return out;
    }
}
