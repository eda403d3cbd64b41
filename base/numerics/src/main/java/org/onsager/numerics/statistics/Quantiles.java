package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;

/// Quantiles of samples by linear interpolation of the order statistics at \((n - 1) p\) (Hyndman and Fan's type
/// 7, NumPy's and R's default).
///
/// Source: R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361.
public final class Quantiles {
    private Quantiles() {}

    /// The quantiles at `levels`. Cost \(O(n \ln n)\).
    ///
    /// @param samples  at least one, no NaN, left alone
    /// @param levels  each in \([0, 1]\)
    public static double[] of(double[] samples, double... levels) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        var quantiles = new double[levels.length];
        for (int i = 0; i < levels.length; i++) quantiles[i] = ofSorted(sorted, levels[i]);
        return quantiles;
    }

    /// The median.
    public static double median(double... samples) {
        return of(samples, 0.5)[0];
    }

    /// The quantile of samples in ascending order.
    static double ofSorted(double[] sorted, double level) {
        require(sorted.length >= 1, "samples.length", sorted.length, "[1, inf)");
        require(level >= 0 && level <= 1, "level", level, "[0, 1]");
        if (Double.isNaN(sorted[sorted.length - 1])) throw new IllegalArgumentException("samples must not hold NaN");
        double place = (sorted.length - 1) * level;
        int below = (int) place;
        double share = place - below;
        double left = sorted[below];
        if (share == 0 || left == sorted[below + 1]) return left;
        double gap = sorted[below + 1] - left;
        // the difference of two large numbers may overflow
        return gap < Double.POSITIVE_INFINITY ? left + share * gap : (1 - share) * left + share * sorted[below + 1];
    }
}
