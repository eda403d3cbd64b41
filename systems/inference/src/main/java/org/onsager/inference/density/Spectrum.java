package org.onsager.inference.density;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// The eigenvalues of a covariance matrix as a probability law: value \(\lambda_a\) with weight \(w_a\), and the
/// average \(\langle g(\lambda) \rangle = \sum_a w_a\, g(\lambda_a)\).
///
/// @param eigenvalues  variances along the principal axes, each positive, in the squared unit of the data
/// @param weights  positive, summing to 1
public record Spectrum(double[] eigenvalues, double[] weights) {
    public Spectrum {
        if (eigenvalues.length == 0 || eigenvalues.length != weights.length) {
            throw new IllegalArgumentException(
                    "a spectrum must have as many weights as eigenvalues and at least one, not %d and %d"
                            .formatted(weights.length, eigenvalues.length));
        }
        for (double each : eigenvalues) {
            if (!(each > 0 && each < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("eigenvalues must be in (0, inf), not " + each);
            }
        }
        double total = Arrays.stream(weights).sum();
        if (!(Math.abs(total - 1) < 1e-9) || Arrays.stream(weights).anyMatch(weight -> !(weight > 0))) {
            throw new IllegalArgumentException("weights must be positive and sum to 1, not to " + total);
        }
    }

    /// All eigenvalues equal to 1: \(C = 1\).
    public static Spectrum isotropic() {
        return new Spectrum(new double[] {1}, new double[] {1});
    }

    /// The spectrum of a matrix, each eigenvalue with the same weight. Zero eigenvalues are left out: the theory
    /// then speaks of the support, whose dimension is the number of positive eigenvalues.
    ///
    /// @param eigenvalues  at least one positive, none negative beyond rounding (\(-10^{-12}\) of the largest)
    public static Spectrum of(double... eigenvalues) {
        double largest = Arrays.stream(eigenvalues).max().orElse(0);
        for (double each : eigenvalues) {
            if (!(each >= -1e-12 * largest)) {
                throw new IllegalArgumentException("eigenvalues must be in [0, inf), not " + each);
            }
        }
        double[] positive = Arrays.stream(eigenvalues)
                .filter(each -> each > 1e-12 * largest)
                .toArray();
        var weights = new double[positive.length];
        Arrays.fill(weights, 1.0 / Math.max(1, positive.length));
        return new Spectrum(positive, weights);
    }

    /// \(\lambda_a = a^{-s}\) for \(a = 1 \ldots size\), scaled to mean 1.
    ///
    /// @param exponent  \(s \ge 0\)
    /// @param size  number of eigenvalues, at least 1
    public static Spectrum powerLaw(double exponent, int size) {
        if (!(exponent >= 0)) throw new IllegalArgumentException("exponent must be in [0, inf), not " + exponent);
        if (size < 1) throw new IllegalArgumentException("size must be in [1, inf), not " + size);
        var values = new double[size];
        for (int a = 0; a < size; a++) values[a] = Math.pow(a + 1, -exponent);
        double mean = Arrays.stream(values).average().orElseThrow();
        for (int a = 0; a < size; a++) values[a] /= mean;
        return of(values);
    }

    /// The Marchenko-Pastur law of sample covariances of white data, as `size` points of a Gauss-Chebyshev rule.
    ///
    /// With \(\lambda = 1 + q + 2 \sqrt q \cos\vartheta\) its weights are \(\propto \sin^2\vartheta / \lambda\);
    /// exact for the averages of smooth functions at a few tens of points.
    ///
    /// @param ratio  \(q\) = dimension / samples, in (0, 1)
    /// @param size  number of points, at least 2
    public static Spectrum marchenkoPastur(double ratio, int size) {
        if (!(ratio > 0 && ratio < 1)) throw new IllegalArgumentException("ratio must be in (0, 1), not " + ratio);
        if (size < 2) throw new IllegalArgumentException("size must be in [2, inf), not " + size);
        var values = new double[size];
        var weights = new double[size];
        double total = 0;
        for (int a = 0; a < size; a++) {
            double angle = Math.PI * (a + 1) / (size + 1);
            values[a] = 1 + ratio + 2 * Math.sqrt(ratio) * Math.cos(angle);
            weights[a] = Math.pow(Math.sin(angle), 2) / values[a];
            total += weights[a];
        }
        for (int a = 0; a < size; a++) weights[a] /= total;
        return new Spectrum(values, weights);
    }

    /// \(\langle g(\lambda) \rangle\).
    public double average(DoubleUnaryOperator g) {
        double sum = 0;
        for (int a = 0; a < eigenvalues.length; a++) sum += weights[a] * g.applyAsDouble(eigenvalues[a]);
        return sum;
    }
}
