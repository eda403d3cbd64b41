package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;

/// First-order Sobol' indices from evaluations that are already there, points drawn independently from the law of
/// independent inputs: no design, no further model run.
///
/// Sorting the outputs by input \(i\) pairs each value with one of nearly the same \(x_i\) and fresh other
/// inputs, a pick-freeze pair for nothing: \(\hat S_i = (\frac1n\sum_k y_{(k)}y_{(k+1)} - \bar y^2)/\hat V\), the
/// last value paired with the first; equal values of an input are put in random order, so that a constant input
/// explains nothing whatever the order of the rows. Standard errors come of 100 half samples: for a linear
/// statistic the spread of half samples about the whole equals the whole's own error.
///
/// Source: F. Gamboa, P. Gremaud, T. Klein and A. Lagnoux, Bernoulli 28 (2022) 2345, after S. Chatterjee.
///
/// @param x  inputs, shape `d x n`, \(n \ge 20\)
/// @param y  outputs
public record GivenData(double[][] x, double[] y) {
    private static final int HALVES = 100;

    public GivenData {
        org.onsager.numerics.Arguments.require(y.length >= 20, "evaluations", y.length, "[20, inf)");
        for (double[] column : x)
            if (column.length != y.length)
                throw new IllegalArgumentException(
                        "every input must have %d values, not %d".formatted(y.length, column.length));
    }

    /// \(\hat S_i\) with its standard error.
    ///
    /// @throws IllegalArgumentException if the output does not vary
    public Estimate first(int input, RandomStream stream) {
        if (Arrays.stream(y).allMatch(value -> value == y[0]))
            throw new IllegalArgumentException("output must vary for indices, all its values are " + y[0]);
        var ties = new double[y.length];
        stream.split("ties").fillUniform(ties);
        int[] order = IntStream.range(0, y.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble((Integer i) -> x[input][i])
                        .thenComparingDouble(i -> ties[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double whole = index(order);
        var taken = new boolean[y.length];
        double square = 0;
        for (int h = 0; h < HALVES; h++) {
            RandomSource source = stream.at(h).generator();
            Arrays.fill(taken, false);
            for (int i : source.choose(y.length, y.length / 2)) taken[i] = true;
            double half = index(Arrays.stream(order).filter(i -> taken[i]).toArray());
            square += (half - whole) * (half - whole);
        }
        return new Estimate(whole, Math.sqrt(square / HALVES), y.length);
    }

    private double index(int[] order) {
        int n = order.length;
        double mean = 0, square = 0, product = 0;
        for (int k = 0; k < n; k++) mean += y[order[k]] / n;
        for (int k = 0; k < n; k++) {
            double here = y[order[k]] - mean;
            square += here * here / n;
            product += here * (y[order[(k + 1) % n]] - mean) / n;
        }
        // a half sample whose outputs are all equal shows no effect
        return square > 0 ? product / square : 0;
    }
}
