package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/// Test accuracies of several trainings of one kind of machine on the same images and masks.
///
/// @param accuracy  one a training
/// @param images  test images
record Repeated(double[] accuracy, int images) {

    double mean() {
        return Arrays.stream(accuracy).average().orElseThrow();
    }

    /// The mean difference to another kind.
    double lead(Repeated other) {
        return mean() - other.mean();
    }

    /// Half the 95% interval of the mean difference over trainings (Student's, equal deviations), not a number
    /// for one training. The test images are the same for all machines.
    double halfWidth(Repeated other) {
        int n = accuracy.length + other.accuracy.length - 2;
        if (n == 0) return Double.NaN;
        double error =
                Math.sqrt((squares() + other.squares()) / n * (1.0 / accuracy.length + 1.0 / other.accuracy.length));
        return new TDistribution(n).inverseCumulativeProbability(0.975) * error;
    }

    private double squares() {
        double mean = mean();
        return Arrays.stream(accuracy).map(a -> (a - mean) * (a - mean)).sum();
    }

    String describe() {
        double half = 100 * Evaluation.halfWidth(mean(), images);
        if (accuracy.length == 1) return "%.1f%% +- %.1f (n = %d)".formatted(100 * mean(), half, images);
        var each =
                Arrays.stream(accuracy).mapToObj(a -> "%.1f".formatted(100 * a)).toList();
        return "%.1f%% (trainings: %s; +- %.1f by %d images)"
                .formatted(100 * mean(), String.join(", ", each), half, images);
    }

    String describeLead(Repeated other) {
        double half = halfWidth(other);
        return Double.isNaN(half)
                ? "%+.1f points".formatted(100 * lead(other))
                : "%+.1f +- %.1f points".formatted(100 * lead(other), 100 * half);
    }
}
