package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Efron's bootstrap: the spread of a statistic over samples drawn with replacement from the data.
///
/// Replicate number \(b\) draws from substream \(b\) of the stream, replicates run through [Parallel]: the same
/// stream gives the same bits on any number of threads. Cost: `replicates` evaluations of the statistic, and
/// \(n + 1\) more, on \(n - 1\) samples each, for BCa, whether or not it is asked for.
///
/// Source: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, ch. 6, 13, 14.
///
/// @param replicates  at least 2; some 200 for an error, 2000 for an interval
/// @param stream  the random numbers
public record Bootstrap(int replicates, RandomStream stream) {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    public Bootstrap {
        require(replicates >= 2, "replicates", replicates, "[2, inf)");
    }

    /// Resamples.
    ///
    /// @param samples  independent numbers, at least 2, left alone
    /// @param statistic  a number from a sample; called from several threads, must not keep its argument
    public Solution of(double[] samples, ToDoubleFunction<double[]> statistic) {
        return ofIndices(samples.length, indices -> {
            var drawn = new double[indices.length];
            for (int i = 0; i < drawn.length; i++) drawn[i] = samples[indices[i]];
            return statistic.applyAsDouble(drawn);
        });
    }

    /// Resamples things other than numbers (rows, pairs, trajectories) by their indices.
    ///
    /// @param size  \(n\), at least 2
    /// @param statistic  a number from \(n\) indices with repetitions (or \(n - 1\) without, for the jackknife in
    ///     BCa)
    public Solution ofIndices(int size, ToDoubleFunction<int[]> statistic) {
        require(size >= 2, "samples.length", size, "[2, inf)");
        var values = new double[replicates];
        int grain = Math.max(1, 4096 / size);
        Parallel.range(replicates, grain, (from, to) -> {
            var indices = new int[size];
            for (int b = from; b < to; b++) {
                RandomSource source = stream.at(b).generator();
                for (int i = 0; i < size; i++) indices[i] = index(source, size);
                values[b] = statistic.applyAsDouble(indices);
            }
        });
        var all = new int[size];
        for (int i = 0; i < size; i++) all[i] = i;
        double estimate = statistic.applyAsDouble(all);
        Arrays.sort(values);
        return new Solution(estimate, size, values, Jackknife.leaveOneOut(size, statistic));
    }

    /// A uniform index from the high bits; the bias of the multiplication is below \(n/2^{53}\).
    private static int index(RandomSource source, int size) {
        return Math.min(size - 1, (int) (source.nextDouble() * size));
    }

    /// The bootstrap's answer.
    ///
    /// @param value  the statistic of the data
    /// @param size  \(n\)
    /// @param replicates  the statistic of the resamples, ascending
    /// @param leaveOneOut  the statistic without sample \(i\)
    public record Solution(double value, int size, double[] replicates, double[] leaveOneOut) {

        /// The statistic with the standard deviation of the replicates as its error.
        public Estimate estimate() {
            var moments = new Moments();
            moments.addAll(replicates);
            return new Estimate(value, moments.standardDeviation(), size);
        }

        /// Mean of the replicates less the statistic.
        public double bias() {
            return CompensatedSum.of(replicates) / replicates.length - value;
        }

        /// The percentile interval.
        ///
        /// @param confidence  in \((0, 1)\)
        public Estimate.Interval percentile(double confidence) {
            require(confidence > 0 && confidence < 1, "confidence", confidence, "(0, 1)");
            return new Estimate.Interval(
                    Quantiles.ofSorted(replicates, (1 - confidence) / 2),
                    Quantiles.ofSorted(replicates, (1 + confidence) / 2));
        }

        /// The interval corrected for bias and acceleration, of second-order accuracy: percentiles at
        /// \(\Phi\bigl(z_0 + \frac{z_0 + z}{1 - a(z_0 + z)}\bigr)\), \(z_0\) from the share of replicates below
        /// the statistic, \(a\) from the skewness of the jackknife.
        ///
        /// @param confidence  in \((0, 1)\)
        public Estimate.Interval biasCorrected(double confidence) {
            require(confidence > 0 && confidence < 1, "confidence", confidence, "(0, 1)");
            double below = 0;
            for (double each : replicates) below += each < value ? 1 : each == value ? 0.5 : 0;
            double share = Math.clamp(below / replicates.length, 0.5 / replicates.length, 1 - 0.5 / replicates.length);
            double shift = NORMAL.inverseCumulativeProbability(share);
            double acceleration = acceleration();
            return new Estimate.Interval(
                    at((1 - confidence) / 2, shift, acceleration), at((1 + confidence) / 2, shift, acceleration));
        }

        private double acceleration() {
            double mean = CompensatedSum.of(leaveOneOut) / leaveOneOut.length;
            double squares = 0, cubes = 0;
            for (double each : leaveOneOut) {
                double d = mean - each;
                squares += d * d;
                cubes += d * d * d;
            }
            return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
        }

        private double at(double level, double shift, double acceleration) {
            double z = shift + NORMAL.inverseCumulativeProbability(level);
            return Quantiles.ofSorted(replicates, NORMAL.cumulativeProbability(shift + z / (1 - acceleration * z)));
        }
    }
}
