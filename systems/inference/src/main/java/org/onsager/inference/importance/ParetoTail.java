package org.onsager.inference.importance;

import java.util.Arrays;

/// The shape \(k\) of the generalised Pareto law fitted to the largest of positive numbers: moments of order
/// below \(1/k\) exist.
///
/// Uses the \(M = \min(n/5, 3\sqrt n)\) largest numbers and the empirical-Bayes estimate of Zhang and Stephens,
/// shrunk towards 1/2 by ten prior observations.
///
/// Source: J. Zhang and M. A. Stephens, Technometrics 51 (2009) 316; A. Vehtari et al., arXiv:1507.02646.
final class ParetoTail {
    private static final int LEAST = 5;

    private ParetoTail() {}

    /// \(\hat k\) of the numbers that are positive; NaN where fewer than five are in their tail or it does not
    /// vary.
    static double index(double[] sizes) {
        double[] sorted = Arrays.stream(sizes).filter(size -> size > 0).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        int tail = (int) Math.min(n / 5.0, 3 * Math.sqrt(n));
        if (tail < LEAST) return Double.NaN;
        double threshold = sorted[n - tail - 1];
        var excess = new double[tail];
        for (int i = 0; i < tail; i++) excess[i] = sorted[n - tail + i] - threshold;
        double largest = excess[tail - 1];
        double quartile = excess[(int) Math.floor(tail / 4.0 + 0.5) - 1];
        if (!(quartile > 0) || largest - excess[0] <= 1e-12 * largest) return Double.NaN;
        int grid = 30 + (int) Math.floor(Math.sqrt(tail));
        var theta = new double[grid];
        var likelihood = new double[grid];
        for (int g = 0; g < grid; g++) {
            theta[g] = 1 / largest + (1 - Math.sqrt(grid / (g + 0.5))) / (3 * quartile);
            double k = shape(excess, theta[g]);
            likelihood[g] = tail * (Math.log(-theta[g] / k) - k - 1);
        }
        double mean = 0;
        for (int g = 0; g < grid; g++) {
            double sum = 0;
            for (double other : likelihood) sum += Math.exp(other - likelihood[g]);
            mean += theta[g] / sum;
        }
        double k = shape(excess, mean);
        return (tail * k + 10 * 0.5) / (tail + 10);
    }

    private static double shape(double[] excess, double theta) {
        double sum = 0;
        for (double each : excess) sum += Math.log1p(-theta * each);
        return sum / excess.length;
    }
}
