package org.onsager.transport.mixture;

import java.util.Arrays;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;

/// A mixture \(\sum_i p_i N(m_i, C_i)\) on \(R^d\).
public final class GaussianMixture implements Law {
    private final double[] weights;
    private final double[][] means;
    private final double[][] covariances;
    private final double[][] factors;

    private GaussianMixture(double[] weights, double[][] means, double[][] covariances) {
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
        this.factors = new double[weights.length][];
        for (int i = 0; i < weights.length; i++)
            factors[i] = Spd.cholesky(covariances[i], dimension(), "covariance " + i);
    }

    /// A mixture.
    ///
    /// @param weights  \(p_i \ge 0\) that sum to 1 within \(10^{-9}\)
    /// @param means  \(m_i\), one row a component
    /// @param covariances  \(C_i\), row-major \(d^2\) numbers each, symmetric and positive definite
    /// @throws IllegalArgumentException naming the component that does not fit
    public static GaussianMixture of(double[] weights, double[][] means, double[][] covariances) {
        if (weights.length == 0 || means.length != weights.length || covariances.length != weights.length)
            throw new IllegalArgumentException(
                    "a mixture must have as many weights, means and covariances, not %d, %d, %d"
                            .formatted(weights.length, means.length, covariances.length));
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) throw new IllegalArgumentException("weights must be in [0, 1], not " + weight);
            sum += weight;
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) throw new IllegalArgumentException("weights must sum to 1, not " + sum);
        int d = means[0].length;
        for (int i = 0; i < means.length; i++) {
            if (means[i].length != d || covariances[i].length != d * d)
                throw new IllegalArgumentException(
                        "component %d must have a mean of %d and a covariance of %d numbers, not %d and %d"
                                .formatted(i, d, d * d, means[i].length, covariances[i].length));
            for (double each : means[i])
                if (!Double.isFinite(each))
                    throw new IllegalArgumentException("mean %d must be finite, not %s".formatted(i, each));
        }
        return new GaussianMixture(weights.clone(), deep(means), deep(covariances));
    }

    /// A mixture on the line.
    ///
    /// @param variances  positive
    public static GaussianMixture line(double[] weights, double[] means, double[] variances) {
        return of(
                weights,
                Arrays.stream(means).mapToObj(m -> new double[] {m}).toArray(double[][]::new),
                Arrays.stream(variances).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    /// One normal law with independent coordinates.
    ///
    /// @param variances  positive, one a coordinate
    public static GaussianMixture normal(double[] mean, double[] variances) {
        int d = mean.length;
        var covariance = new double[d * d];
        for (int k = 0; k < d; k++) covariance[k * d + k] = variances[k];
        return of(new double[] {1}, new double[][] {mean}, new double[][] {covariance});
    }

    /// \(N(0, I_d)\).
    public static GaussianMixture standardNormal(int dimension) {
        var ones = new double[dimension];
        Arrays.fill(ones, 1);
        return normal(new double[dimension], ones);
    }

    /// A random mixture of equal weights: means \(N(0, r^2 I)\), covariances \(A^\top A/d + I/2\) with standard
    /// normal \(A\).
    ///
    /// @param spread  \(r\)
    public static GaussianMixture random(int components, int dimension, double spread, RandomStream stream) {
        var weights = new double[components];
        Arrays.fill(weights, 1.0 / components);
        var means = new double[components][dimension];
        var covariances = new double[components][dimension * dimension];
        for (int i = 0; i < components; i++) {
            stream.split("mean").at(i).fillNormal(means[i]);
            for (int k = 0; k < dimension; k++) means[i][k] *= spread;
            var a = new double[dimension * dimension];
            stream.split("covariance").at(i).fillNormal(a);
            for (int r = 0; r < dimension; r++)
                for (int c = 0; c < dimension; c++) {
                    double sum = r == c ? 0.5 : 0;
                    for (int k = 0; k < dimension; k++) sum += a[k * dimension + r] * a[k * dimension + c] / dimension;
                    covariances[i][r * dimension + c] = sum;
                }
        }
        return of(weights, means, covariances);
    }

    @Override
    public int dimension() {
        return means[0].length;
    }

    /// Number of components.
    public int components() {
        return weights.length;
    }

    double weight(int i) {
        return weights[i];
    }

    double[] meanOf(int i) {
        return means[i];
    }

    double[] covarianceOf(int i) {
        return covariances[i];
    }

    /// Whether this is \(N(0, I)\).
    public boolean isStandardNormal() {
        if (weights.length != 1) return false;
        int d = dimension();
        for (int k = 0; k < d; k++) {
            if (means[0][k] != 0) return false;
            for (int l = 0; l < d; l++) if (covariances[0][k * d + l] != (k == l ? 1 : 0)) return false;
        }
        return true;
    }

    @Override
    public void fill(RandomStream stream, int count, double[] out) {
        int d = dimension();
        var which = stream.split("component").generator();
        var noise = new double[count * d];
        stream.split("noise").fillNormal(noise);
        for (int i = 0; i < count; i++) {
            int c = weights.length == 1 ? 0 : which.nextCategorical(weights);
            double[] factor = factors[c];
            for (int r = 0; r < d; r++) {
                double sum = means[c][r];
                for (int k = 0; k <= r; k++) sum += factor[r * d + k] * noise[i * d + k];
                out[i * d + r] = sum;
            }
        }
    }

    /// \(\log\rho\) of each point.
    ///
    /// @param x  points row by row
    public double[] logDensity(double[] x) {
        int n = x.length / dimension();
        var logs = new double[n];
        Moment.of(this).logDensity(x, n, logs);
        return logs;
    }

    /// The mean \(\sum_i p_i m_i\).
    public double[] mean() {
        var mean = new double[dimension()];
        for (int i = 0; i < weights.length; i++)
            for (int k = 0; k < mean.length; k++) mean[k] += weights[i] * means[i][k];
        return mean;
    }

    private static double[][] deep(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
