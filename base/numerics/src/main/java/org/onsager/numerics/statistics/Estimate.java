package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/// A number with its standard error.
///
/// @param mean  the estimate
/// @param standardError  its standard deviation, at least 0; NaN where one sample cannot tell
/// @param count  independent samples behind it, \(n \ge 1\): the interval has \(n - 1\) degrees of freedom
public record Estimate(double mean, double standardError, long count) {

    public Estimate {
        require(count >= 1, "count", count, "[1, inf)");
        require(!(standardError < 0), "standardError", standardError, "[0, inf)");
    }

    /// Mean and standard error \(s/\sqrt n\) of independent samples.
    ///
    /// @param samples  at least one
    public static Estimate of(double... samples) {
        var moments = new Moments();
        for (double each : samples) moments.add(each);
        return moments.estimate();
    }

    /// Student's interval \(\bar x \pm t_{n-1,(1+c)/2}\, s_{\bar x}\); for more than \(10^6\) samples the normal
    /// one.
    ///
    /// @param confidence  \(c\) in \((0, 1)\), such as 0.95
    public Interval interval(double confidence) {
        require(confidence > 0 && confidence < 1, "confidence", confidence, "(0, 1)");
        if (count == 1) return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        double level = (1 + confidence) / 2;
        double quantile = count > 1_000_000
                ? new NormalDistribution().inverseCumulativeProbability(level)
                : new TDistribution(count - 1).inverseCumulativeProbability(level);
        return new Interval(mean - quantile * standardError, mean + quantile * standardError);
    }

    /// How many standard errors the mean lies above `value`; infinite or NaN for an error of zero.
    public double deviation(double value) {
        return (mean - value) / standardError;
    }

    /// This estimate times a constant.
    public Estimate times(double factor) {
        return new Estimate(factor * mean, Math.abs(factor) * standardError, count);
    }

    /// A confidence interval.
    ///
    /// @param lower  lower end
    /// @param upper  upper end
    public record Interval(double lower, double upper) {
        /// Whether `value` lies in it, ends included.
        public boolean contains(double value) {
            return value >= lower && value <= upper;
        }
    }
}
