package org.onsager.papers.densehebbianrs;

import java.util.Arrays;

/// Independent measurements of one number.
///
/// @param values  one a sample
record Samples(double[] values) {

    double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /// Of the mean.
    double standardError() {
        double mean = mean();
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(square / (values.length - 1.0) / values.length);
    }

    int count() {
        return values.length;
    }

    /// The share of samples of at least `level`.
    double share(double level) {
        return Arrays.stream(values).filter(v -> v >= level).count() / (double) values.length;
    }

    String text() {
        return "%.4f +- %.4f (n = %d)".formatted(mean(), standardError(), count());
    }
}
