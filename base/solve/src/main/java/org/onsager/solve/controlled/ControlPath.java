package org.onsager.solve.controlled;

import java.util.Arrays;

/// A control path made from data \((t_i, x_i)\): a cubic in each channel on each interval, of the kind that the
/// factory chose.
///
/// Missing values (NaN) are filled in channel by channel: linearly between neighbours, the last after the last,
/// and before the first by the first, or by given values ([#startingAt]). A solution of a controlled equation
/// does not change when the path is run through at another speed, so time has to be a channel if it matters: see
/// [#timeSeries]; so have the times at which a channel was observed: see [#withIntensity].
///
/// Source: P. Kidger, *On Neural Differential Equations*, arXiv 2202.02435, ch. 3; J. Morrill et al., arXiv
/// 2106.11028.
public final class ControlPath {
    private final int channels;
    private final double[] times;
    private final double[][] a;
    private final double[][] b;
    private final double[][] c;
    private final double[][] d;
    private final boolean kinked;

    private ControlPath(double[] times, double[][] a, double[][] b, double[][] c, double[][] d, boolean kinked) {
        this.times = times;
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
        this.kinked = kinked;
        channels = a[0].length;
    }

    /// Straight lines between the data; the derivative jumps at them.
    ///
    /// @param t  strictly increasing, at least 2
    /// @param x  one row a time, one column a channel; NaN for missing
    /// @throws IllegalArgumentException for duplicate or unsorted times, fewer than two, rows of different
    ///     lengths, infinite numbers, or a channel without data
    public static ControlPath linear(double[] t, double[][] x) {
        double[][] filled = filled(t, x);
        int n = t.length - 1, m = filled[0].length;
        var slope = new double[n][m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) slope[i][j] = (filled[i + 1][j] - filled[i][j]) / (t[i + 1] - t[i]);
        return new ControlPath(t.clone(), filled, slope, new double[n][m], new double[n][m], true);
    }

    /// Cubic Hermite pieces whose slope at each datum is the backward difference, so that the path up to a time
    /// depends on the data up to the end of that time's interval only; once continuously differentiable.
    public static ControlPath hermite(double[] t, double[][] x) {
        ControlPath line = linear(t, x);
        int n = t.length - 1, m = line.channels;
        var b = new double[n][m];
        var c = new double[n][m];
        var d = new double[n][m];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++) {
                double h = t[i + 1] - t[i], right = line.b[i][j];
                double left = i == 0 ? right : line.b[i - 1][j];
                b[i][j] = left;
                c[i][j] = 2 * (right - left) / h;
                d[i][j] = (left - right) / (h * h);
            }
        return new ControlPath(t.clone(), line.a, b, c, d, false);
    }

    /// The natural cubic spline, twice continuously differentiable; depends on all the data.
    public static ControlPath natural(double[] t, double[][] x) {
        double[][] y = filled(t, x);
        int n = t.length - 1, m = y[0].length;
        var b = new double[n][m];
        var c = new double[n][m];
        var d = new double[n][m];
        for (int j = 0; j < m; j++) {
            double[] second = secondDerivatives(t, y, j);
            for (int i = 0; i < n; i++) {
                double h = t[i + 1] - t[i];
                b[i][j] = (y[i + 1][j] - y[i][j]) / h - h * (2 * second[i] + second[i + 1]) / 6;
                c[i][j] = second[i] / 2;
                d[i][j] = (second[i + 1] - second[i]) / (6 * h);
            }
        }
        return new ControlPath(t.clone(), y, b, c, d, false);
    }

    /// The causal path for missing data: its parameter runs over \([0, 2n-2]\), in odd pieces time moves and the
    /// data are held, in even ones the data move and time is held. Channel 0 is time; missing values are filled
    /// forwards.
    public static ControlPath rectilinear(double[] t, double[][] x) {
        double[][] y = filledForwards(t, x);
        int n = t.length, m = y[0].length;
        var parameter = new double[2 * n - 1];
        var points = new double[2 * n - 1][m + 1];
        for (int i = 0; i < 2 * n - 1; i++) {
            parameter[i] = i;
            points[i][0] = t[(i + 1) / 2];
            System.arraycopy(y[i / 2], 0, points[i], 1, m);
        }
        return linear(parameter, points);
    }

    /// The data with time as channel 0 in front of the others.
    public static double[][] timeSeries(double[] t, double[][] x) {
        var with = new double[t.length][];
        for (int i = 0; i < t.length; i++) {
            with[i] = new double[x[i].length + 1];
            with[i][0] = t[i];
            System.arraycopy(x[i], 0, with[i], 1, x[i].length);
        }
        return with;
    }

    /// The data with given values where nothing was observed yet: of each channel the missing ones before its
    /// first.
    ///
    /// @param values  one a channel
    public static double[][] startingAt(double[] values, double[][] x) {
        var with = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != values.length)
                throw new IllegalArgumentException("values must have one entry a channel, %d of row %d, not %d"
                        .formatted(x[i].length, i, values.length));
            with[i] = x[i].clone();
        }
        for (int j = 0; j < values.length; j++)
            for (int i = 0; i < x.length && Double.isNaN(x[i][j]); i++) with[i][j] = values[j];
        return with;
    }

    /// The data with the observational intensity behind them: for each channel one more that counts how often it
    /// was observed so far, so that a solution feels when it was.
    public static double[][] withIntensity(double[][] x) {
        checkRows(x);
        var with = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            int m = x[i].length;
            with[i] = Arrays.copyOf(x[i], 2 * m);
            for (int j = 0; j < m; j++)
                with[i][m + j] = (i == 0 ? 0 : with[i - 1][m + j]) + (Double.isNaN(x[i][j]) ? 0 : 1);
        }
        return with;
    }

    private static double[] secondDerivatives(double[] t, double[][] y, int j) {
        int n = t.length;
        var second = new double[n];
        var upper = new double[n];
        for (int i = 1; i < n - 1; i++) {
            double left = t[i] - t[i - 1], right = t[i + 1] - t[i];
            double slope = (y[i + 1][j] - y[i][j]) / right - (y[i][j] - y[i - 1][j]) / left;
            double pivot = 2 * (left + right) - left * upper[i - 1];
            upper[i] = right / pivot;
            second[i] = (6 * slope - left * second[i - 1]) / pivot;
        }
        for (int i = n - 2; i > 0; i--) second[i] -= upper[i] * second[i + 1];
        return second;
    }

    private static void check(double[] t, double[][] x) {
        if (t.length < 2 || x.length != t.length)
            throw new IllegalArgumentException("a path needs at least 2 times and as many rows of data, not %d and %d"
                    .formatted(t.length, x.length));
        for (double each : t)
            if (!Double.isFinite(each)) throw new IllegalArgumentException("times must be finite, not " + each);
        for (int i = 1; i < t.length; i++)
            if (!(t[i] > t[i - 1]))
                throw new IllegalArgumentException(
                        "times must be strictly increasing, but %s follows %s".formatted(t[i], t[i - 1]));
    }

    private static void checkRows(double[][] x) {
        if (x.length == 0 || x[0].length == 0)
            throw new IllegalArgumentException("a path needs at least 1 row of at least 1 channel");
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != x[0].length)
                throw new IllegalArgumentException(
                        "every row of data must have %d channels as the first, but row %d has %d"
                                .formatted(x[0].length, i, x[i].length));
            for (int j = 0; j < x[i].length; j++)
                if (Double.isInfinite(x[i][j]))
                    throw new IllegalArgumentException(
                            "data must be finite or missing (NaN), but channel %d of row %d is %s"
                                    .formatted(j, i, x[i][j]));
        }
    }

    private static double[][] filled(double[] t, double[][] x) {
        check(t, x);
        checkRows(x);
        double[][] y = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
        for (int j = 0; j < y[0].length; j++) {
            int known = -1;
            for (int i = 0; i < t.length; i++) {
                if (Double.isNaN(y[i][j])) continue;
                for (int k = known + 1; k < i; k++)
                    y[k][j] = known < 0
                            ? y[i][j]
                            : y[known][j] + (y[i][j] - y[known][j]) * (t[k] - t[known]) / (t[i] - t[known]);
                known = i;
            }
            if (known < 0) throw new IllegalArgumentException("channel " + j + " has no data");
            for (int k = known + 1; k < t.length; k++) y[k][j] = y[known][j];
        }
        return y;
    }

    private static double[][] filledForwards(double[] t, double[][] x) {
        double[][] y = filled(t, x);
        for (int j = 0; j < y[0].length; j++)
            for (int i = 1; i < t.length; i++) if (Double.isNaN(x[i][j])) y[i][j] = y[i - 1][j];
        return y;
    }

    /// Number of channels.
    public int channels() {
        return channels;
    }

    /// Start of the path.
    public double from() {
        return times[0];
    }

    /// End of the path.
    public double to() {
        return times[times.length - 1];
    }

    /// The times of the data.
    public double[] gridPoints() {
        return times.clone();
    }

    /// The times at which the derivative jumps.
    public double[] kinks() {
        return kinked ? times.clone() : new double[0];
    }

    /// \(x(t)\); beyond its ends the path is continued by its first and last piece.
    public void evaluate(double t, double[] into) {
        int i = piece(t, true);
        double s = t - times[i];
        for (int j = 0; j < channels; j++) into[j] = a[i][j] + s * (b[i][j] + s * (c[i][j] + s * d[i][j]));
    }

    /// \(\dot x(t)\), from the right or from the left where it jumps.
    public void derivative(double t, boolean fromRight, double[] into) {
        int i = piece(t, fromRight);
        double s = t - times[i];
        for (int j = 0; j < channels; j++) into[j] = b[i][j] + s * (2 * c[i][j] + 3 * s * d[i][j]);
    }

    private int piece(double t, boolean right) {
        int at = Arrays.binarySearch(times, t);
        int i = at >= 0 ? right ? at : at - 1 : -at - 2;
        return Math.clamp(i, 0, times.length - 2);
    }
}
