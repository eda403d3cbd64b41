package org.onsager.numerics.statistics;

/// Mean, variance, skewness and kurtosis of a stream of numbers in one pass and constant memory, without the
/// cancellation of power sums.
///
/// Updates the central sums \(M_p = \sum (x_i - \bar x)^p\), \(p = 2, 3, 4\). Two accumulators merge exactly as
/// if the second stream had followed the first, up to rounding; merge in task order for the same bits on any
/// number of threads. Not for sharing between threads.
///
/// Source: B. P. Welford, Technometrics 4 (1962) 419; P. Pébay, Sandia report SAND2008-6212.
public final class Moments {
    private long count;
    private double mean;
    private double m2;
    private double m3;
    private double m4;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /// Takes one number in.
    public void add(double x) {
        double before = count++;
        min = Math.min(min, x);
        max = Math.max(max, x);
        if (before == 0) { // the products below would overflow for a large first number
            mean = x;
            return;
        }
        double n = count;
        double delta = x - mean;
        double step = delta / n;
        double square = step * step;
        double term = delta * step * before;
        m4 += term * square * (n * n - 3 * n + 3) + 6 * square * m2 - 4 * step * m3;
        m3 += term * step * (n - 2) - 3 * step * m2;
        m2 += term;
        mean += step;
    }

    /// Takes a whole array in, from its first element to its last.
    public void addAll(double... values) {
        for (double each : values) add(each);
    }

    /// Takes in what `other` has seen, as if it had followed.
    public void merge(Moments other) {
        if (other.count == 0) return;
        if (count == 0) {
            copy(other);
            return;
        }
        double a = count, b = other.count, n = a + b;
        double delta = other.mean - mean;
        double d2 = delta * delta;
        m4 += other.m4
                + d2 * d2 * a * b * (a * a - a * b + b * b) / (n * n * n)
                + 6 * d2 * (a * a * other.m2 + b * b * m2) / (n * n)
                + 4 * delta * (a * other.m3 - b * m3) / n;
        m3 += other.m3 + d2 * delta * a * b * (a - b) / (n * n) + 3 * delta * (a * other.m2 - b * m2) / n;
        m2 += other.m2 + d2 * a * b / n;
        mean += delta * b / n;
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    private void copy(Moments other) {
        count = other.count;
        mean = other.mean;
        m2 = other.m2;
        m3 = other.m3;
        m4 = other.m4;
        min = other.min;
        max = other.max;
    }

    public long count() {
        return count;
    }

    /// The mean; NaN of nothing.
    public double mean() {
        return count == 0 ? Double.NaN : mean;
    }

    /// The unbiased variance \(M_2/(n - 1)\); NaN below two numbers.
    public double variance() {
        return count < 2 ? Double.NaN : m2 / (count - 1);
    }

    /// The square root of [#variance].
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /// The skewness \(g_1 = \sqrt n\, M_3 / M_2^{3/2}\) of the sample; see [Cumulants] for unbiased third
    /// cumulants.
    public double skewness() {
        return Math.sqrt(count) * m3 / Math.pow(m2, 1.5);
    }

    /// The excess kurtosis \(g_2 = n M_4 / M_2^2 - 3\) of the sample.
    public double excessKurtosis() {
        return count * m4 / (m2 * m2) - 3;
    }

    /// The smallest number seen; infinite of nothing.
    public double min() {
        return min;
    }

    /// The largest number seen; minus infinite of nothing.
    public double max() {
        return max;
    }

    /// The mean with its standard error, if the numbers were independent; for a correlated series see
    /// [Autocorrelation].
    ///
    /// @throws IllegalStateException of nothing
    public Estimate estimate() {
        if (count == 0) throw new IllegalStateException("no numbers have been added");
        return new Estimate(mean, Math.sqrt(variance() / count), count);
    }
}
