package org.onsager.papers.multiexpectationis;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What one independent run estimated.
///
/// @param iscv  by adaptive importance sampling with control variates
/// @param plain  by Monte Carlo at the same budget
/// @param mixture  by Monte Carlo from the mixture of laws; empty where there is one law
/// @param expectations  raw expectations behind `iscv`; empty where they are the same
/// @param plainExpectations  those behind `plain`
/// @param squaredErrors  sums of the squared standard errors that the run itself gives `iscv` and `plain`; may be
///     empty
record Replica(
        double[] iscv,
        double[] plain,
        double[] mixture,
        double[] expectations,
        double[] plainExpectations,
        double[] squaredErrors) {

    /// `[run][j]`.
    static double[][] rows(List<Replica> replicas, Function<Replica, double[]> which) {
        return replicas.stream().map(which).toArray(double[][]::new);
    }

    static double[] means(double[][] rows) {
        var means = new double[rows[0].length];
        for (double[] row : rows) for (int j = 0; j < means.length; j++) means[j] += row[j] / rows.length;
        return means;
    }

    /// Unbiased variance of every column.
    static double[] variances(double[][] rows) {
        double[] means = means(rows);
        var variances = new double[means.length];
        for (double[] row : rows)
            for (int j = 0; j < means.length; j++)
                variances[j] += (row[j] - means[j]) * (row[j] - means[j]) / (rows.length - 1);
        return variances;
    }

    static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
