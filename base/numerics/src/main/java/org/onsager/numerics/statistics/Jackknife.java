package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import java.util.function.ToDoubleFunction;
import org.onsager.numerics.Parallel;

/// The jackknife: bias and error of a statistic from leaving out one sample, or one block of successive samples,
/// at a time. Blocks longer than the correlation time give right errors for correlated series.
///
/// \(\mathrm{Var} = \frac{b-1}{b} \sum (\theta_{(i)} - \bar\theta)^2\), bias \((b - 1)(\bar\theta - \theta)\).
/// Cost: \(b + 1\) evaluations, through [Parallel].
///
/// Source: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, ch. 11.
public final class Jackknife {
    private Jackknife() {}

    /// The statistic, corrected for its jackknife bias, with the jackknife error.
    ///
    /// @param samples  at least `blocks`, left alone
    /// @param blocks  \(b\), in \([2, n]\)
    /// @param statistic  a number from a sample; called from several threads
    public static Estimate of(double[] samples, int blocks, ToDoubleFunction<double[]> statistic) {
        int n = samples.length;
        require(blocks >= 2 && blocks <= n, "blocks", blocks, "[2, samples.length]");
        var values = new double[blocks];
        Parallel.range(blocks, 1, (from, to) -> {
            for (int b = from; b < to; b++) {
                int start = (int) ((long) n * b / blocks), end = (int) ((long) n * (b + 1) / blocks);
                var rest = new double[n - (end - start)];
                System.arraycopy(samples, 0, rest, 0, start);
                System.arraycopy(samples, end, rest, start, n - end);
                values[b] = statistic.applyAsDouble(rest);
            }
        });
        var moments = new Moments();
        moments.addAll(values);
        double value = statistic.applyAsDouble(samples);
        double error = Math.sqrt(moments.variance() / blocks) * (blocks - 1);
        return new Estimate(value - (blocks - 1) * (moments.mean() - value), error, blocks);
    }

    /// The statistic of all the indices but one.
    static double[] leaveOneOut(int size, ToDoubleFunction<int[]> statistic) {
        var values = new double[size];
        int grain = Math.max(1, 4096 / size);
        Parallel.range(size, grain, (from, to) -> {
            var rest = new int[size - 1];
            for (int left = from; left < to; left++) {
                for (int i = 0; i < size - 1; i++) rest[i] = i < left ? i : i + 1;
                values[left] = statistic.applyAsDouble(rest);
            }
        });
        return values;
    }
}
