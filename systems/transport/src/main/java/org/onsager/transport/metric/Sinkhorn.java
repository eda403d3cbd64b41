package org.onsager.transport.metric;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;
import org.onsager.transport.PointCloud;

/// Entropic optimal transport between two clouds of equal weights: least \(\langle \pi, c\rangle + \lambda\,
/// \mathrm{KL}(\pi \,\|\, a \otimes b)\) for the cost \(c = |x-y|^2/2\), by Sinkhorn's iteration of the dual
/// potentials in the logarithmic domain, which no regularisation can underflow.
///
/// Cost: \(2nm\) exponentials an iteration, on all threads.
///
/// Source: M. Cuturi, *Sinkhorn distances*, 2013; G. Peyré and M. Cuturi, *Computational Optimal Transport*, ch.
/// 4.
///
/// @param regularisation  \(\lambda\), positive, in the unit of the cost
/// @param tolerance  largest error of a marginal weight, relative to it
/// @param maxIterations  at least 1
public record Sinkhorn(double regularisation, double tolerance, int maxIterations) {
    private static final int GRAIN = 64;

    public Sinkhorn {
        require(regularisation > 0, "regularisation", regularisation, "(0, inf)");
        require(tolerance > 0, "tolerance", tolerance, "(0, inf)");
        require(maxIterations >= 1, "maxIterations", maxIterations, "[1, inf)");
    }

    /// Marginals to \(10^{-6}\), at most 5,000 iterations.
    public static Sinkhorn of(double regularisation) {
        return new Sinkhorn(regularisation, 1e-6, 5_000);
    }

    /// Solves.
    ///
    /// @throws IllegalArgumentException if the dimensions differ
    public Plan solve(PointCloud a, PointCloud b) {
        if (a.dimension() != b.dimension())
            throw new IllegalArgumentException(
                    "both clouds must have the same dimension, not %d and %d".formatted(a.dimension(), b.dimension()));
        int n = a.size(), m = b.size();
        var f = new double[n];
        var g = new double[m];
        var next = new double[m];
        double error = Double.POSITIVE_INFINITY;
        int iteration = 0;
        while (iteration < maxIterations && error > tolerance) {
            update(a, b, g, f);
            update(b, a, f, next);
            // g / lambda changes by the logarithm of the marginal's relative error
            error = 0;
            for (int j = 0; j < m; j++) error = Math.max(error, Math.abs(next[j] - g[j]) / regularisation);
            if (Double.isNaN(error)) throw new DivergedException("Sinkhorn", iteration + 1, 0, error);
            System.arraycopy(next, 0, g, 0, m);
            iteration++;
        }
        return new Plan(a, b, f, g, regularisation, error, iteration, error <= tolerance);
    }

    /// \(f_i \leftarrow -\lambda \log \frac1m \sum_j e^{(g_j - c_{ij})/\lambda}\).
    private void update(PointCloud a, PointCloud b, double[] g, double[] f) {
        int d = a.dimension(), m = b.size();
        Parallel.range(a.size(), GRAIN, (from, to) -> {
            var exponent = new double[m];
            for (int i = from; i < to; i++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < m; j++) {
                    double c = 0.5 * Assignment.squaredDistance(a.values(), i, b.values(), j, d);
                    exponent[j] = (g[j] - c) / regularisation;
                    most = Math.max(most, exponent[j]);
                }
                for (int j = 0; j < m; j++) exponent[j] -= most;
                org.onsager.numerics.vector.Elementary.exp(exponent, exponent);
                double sum = 0;
                for (int j = 0; j < m; j++) sum += exponent[j];
                f[i] = -regularisation * (most + Math.log(sum / m));
            }
        });
    }

    /// An entropic plan \(\pi_{ij} = \frac1{nm} e^{(f_i + g_j - c_{ij})/\lambda}\).
    ///
    /// @param a  the first cloud
    /// @param b  the second
    /// @param f  potential of the first
    /// @param g  potential of the second
    /// @param regularisation  \(\lambda\)
    /// @param error  largest relative error of a marginal weight
    /// @param iterations  done
    /// @param converged  whether `error` met the tolerance
    public record Plan(
            PointCloud a,
            PointCloud b,
            double[] f,
            double[] g,
            double regularisation,
            double error,
            int iterations,
            boolean converged) {

        /// The dual value \(\frac1n\sum f_i + \frac1m\sum g_j\): the least cost with its entropy term.
        public double cost() {
            double sum = 0;
            for (double each : f) sum += each / f.length;
            for (double each : g) sum += each / g.length;
            return sum;
        }

        /// Writes row `i`, the weights of its partners, which sum to \(1/n\) up to `error`.
        public void row(int i, double[] into) {
            int m = g.length;
            for (int j = 0; j < m; j++) {
                double c = 0.5 * Assignment.squaredDistance(a.values(), i, b.values(), j, a.dimension());
                into[j] = Math.exp((f[i] + g[j] - c) / regularisation) / ((double) f.length * m);
            }
        }
    }
}
