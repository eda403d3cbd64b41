package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.RandomStream;

/// The joint law of the inputs of a model: marginals tied by a Gaussian copula. With normal scores \(z_k =
/// \Phi^{-1}(F_k(x_k))\) and correlation matrix \(R\),
///
/// \[ \ln f(x) = \sum_k \ln f_k(x_k) - \tfrac12 z^T(R^{-1} - I)z - \tfrac12\ln\det R. \]
public final class InputLaw implements Law {
    private final List<Marginal> marginals;
    private final double[][] lower;
    private final boolean independent;

    private InputLaw(List<Marginal> marginals, double[][] lower, boolean independent) {
        this.marginals = List.copyOf(marginals);
        this.lower = lower;
        this.independent = independent;
    }

    /// Independent inputs.
    public static InputLaw independent(List<Marginal> marginals) {
        var identity = new double[marginals.size()][marginals.size()];
        for (int k = 0; k < identity.length; k++) identity[k][k] = 1;
        return of(marginals, identity);
    }

    /// Inputs whose normal scores have these correlations.
    ///
    /// @param correlations  \(R\), symmetric, ones on the diagonal
    /// @throws IllegalArgumentException if \(R\) is no correlation matrix, naming the entry or the first leading
    ///     minor that is not positive
    public static InputLaw of(List<Marginal> marginals, double[][] correlations) {
        int d = marginals.size();
        if (d == 0 || correlations.length != d)
            throw new IllegalArgumentException("correlations must be %d x %d with at least one input, not %d rows"
                    .formatted(d, d, correlations.length));
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++) {
                double entry = correlations[i][j];
                boolean valid = i == j ? entry == 1 : Math.abs(entry) < 1 && entry == correlations[j][i];
                if (!valid)
                    throw new IllegalArgumentException(
                            "correlation of inputs %d and %d must be in (-1, 1), symmetric and 1 on the diagonal, not %s"
                                    .formatted(i, j, entry));
            }
        for (int size = 1; size <= d; size++) {
            var minor = new double[size][];
            for (int i = 0; i < size; i++) minor[i] = Arrays.copyOf(correlations[i], size);
            if (Gaussian.cholesky(minor).isEmpty())
                throw new IllegalArgumentException(
                        "correlations must be positive definite; the leading minor of order %d is not positive"
                                .formatted(size));
        }
        var lower = Gaussian.cholesky(correlations).orElseThrow();
        boolean independent = true;
        for (int i = 0; i < d; i++) for (int j = 0; j < i; j++) independent &= correlations[i][j] == 0;
        return new InputLaw(marginals, lower, independent);
    }

    public List<Marginal> marginals() {
        return marginals;
    }

    /// Whether no two inputs are correlated.
    public boolean isIndependent() {
        return independent;
    }

    @Override
    public int dimension() {
        return marginals.size();
    }

    /// Maps one point of standard normal space, \(x_k = F_k^{-1}(\Phi((Lz)_k))\), \(R = LL^T\).
    ///
    /// @param z  independent standard normals, left alone
    /// @param x  receives the inputs
    public void fromNormal(double[] z, double[] x) {
        for (int k = 0; k < x.length; k++) {
            double score = 0;
            for (int l = 0; l <= k; l++) score += lower[k][l] * z[l];
            x[k] = marginals.get(k).fromNormal(score);
        }
    }

    @Override
    public void logDensity(double[][] x, int from, int to, double[] out) {
        int d = marginals.size();
        Arrays.fill(out, from, to, 0);
        var scores = independent ? new double[0][] : new double[d][to - from];
        for (int k = 0; k < d; k++) {
            double[] column = x[k];
            switch (marginals.get(k)) {
                case Marginal.LogNormal(double mu, double sigma) -> {
                    double constant = -Math.log(2 * Math.PI) / 2 - Math.log(sigma), inverse = 1 / sigma;
                    for (int i = from; i < to; i++) {
                        if (column[i] > 0) {
                            double log = Math.log(column[i]), z = (log - mu) * inverse;
                            out[i] += constant - log - z * z / 2;
                            if (!independent) scores[k][i - from] = z;
                        } else out[i] = Double.NEGATIVE_INFINITY;
                    }
                }
                case Marginal.Normal(double mean, double deviation) -> {
                    double constant = -Math.log(2 * Math.PI) / 2 - Math.log(deviation), inverse = 1 / deviation;
                    for (int i = from; i < to; i++) {
                        double z = (column[i] - mean) * inverse;
                        out[i] += constant - z * z / 2;
                        if (!independent) scores[k][i - from] = z;
                    }
                }
                case Marginal other -> {
                    for (int i = from; i < to; i++) {
                        out[i] += other.logDensity(column[i]);
                        if (!independent) scores[k][i - from] = other.toNormal(column[i]);
                    }
                }
            }
        }
        if (!independent) copula(scores, from, to, out);
    }

    private void copula(double[][] scores, int from, int to, double[] out) {
        int d = scores.length;
        double logDeterminant = 0;
        for (int k = 0; k < d; k++) logDeterminant += Math.log(lower[k][k]);
        var solved = new double[d];
        for (int i = from; i < to; i++) {
            if (out[i] == Double.NEGATIVE_INFINITY) continue;
            double excess = 0;
            for (int k = 0; k < d; k++) {
                double[] row = lower[k];
                double score = scores[k][i - from], y = score;
                for (int l = 0; l < k; l++) y -= row[l] * solved[l];
                y /= row[k];
                solved[k] = y;
                excess += y * y - score * score;
            }
            out[i] = Double.isNaN(excess) ? Double.NEGATIVE_INFINITY : out[i] - excess / 2 - logDeterminant;
        }
    }

    @Override
    public double[][] draw(int count, RandomStream stream) {
        double[][] points = Gaussian.standard(dimension()).draw(count, stream);
        var z = new double[dimension()];
        var x = new double[dimension()];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < z.length; k++) z[k] = points[k][i];
            fromNormal(z, x);
            for (int k = 0; k < z.length; k++) points[k][i] = x[k];
        }
        return points;
    }
}
