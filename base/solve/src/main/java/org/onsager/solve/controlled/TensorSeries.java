package org.onsager.solve.controlled;

import java.util.Arrays;

/// An element of the truncated tensor algebra \(T^N(R^c) = \bigoplus_{k \le N} (R^c)^{\otimes k}\): signatures,
/// their logarithms, and what the algebra makes of them. Immutable.
///
/// The coefficient of the word \(w = i_1 \dots i_k\) is entry \(\sum_j i_j c^{k-j}\) of level \(k\). The product
/// is \((ab)^w = \sum_{uv = w} a^u b^v\); signatures of consecutive stretches multiply (Chen's identity).
///
/// Cost of a product: \(N c^N\) operations.
///
/// Source: K.-T. Chen, Ann. Math. 65 (1957); C. Reutenauer, *Free Lie Algebras* (1993).
public final class TensorSeries {
    private final int channels;
    private final double[][] levels;

    private TensorSeries(int channels, double[][] levels) {
        this.channels = channels;
        this.levels = levels;
    }

    private static double[][] empty(int channels, int depth) {
        if (channels < 1) throw new IllegalArgumentException("channels must be in [1, inf), not " + channels);
        if (depth < 1 || Math.pow(channels, depth) > 1 << 24)
            throw new IllegalArgumentException("depth must be in [1, %d] for %d channels, not %d"
                    .formatted((int) (24 * Math.log(2) / Math.log(Math.max(2, channels))), channels, depth));
        var levels = new double[depth + 1][];
        int size = 1;
        for (int k = 0; k <= depth; k++, size *= channels) levels[k] = new double[size];
        return levels;
    }

    /// The signature of a straight line with this increment, \(\exp(\Delta x)\).
    public static TensorSeries line(double[] increment, int depth) {
        double[][] levels = empty(increment.length, depth);
        levels[0][0] = 1;
        for (int k = 1; k <= depth; k++)
            for (int u = 0; u < levels[k - 1].length; u++)
                for (int i = 0; i < increment.length; i++)
                    levels[k][u * increment.length + i] = levels[k - 1][u] * increment[i] / k;
        return new TensorSeries(increment.length, levels);
    }

    /// The signature \(S^w = \int_{s < u_1 < \dots < u_k < t} dx^{i_1}_{u_1} \cdots dx^{i_k}_{u_k}\) of the
    /// straight lines through a path's grid points between two times.
    ///
    /// @param from  start, in the path's span
    /// @param to  end, not before `from`
    public static TensorSeries signature(ControlPath path, double from, double to, int depth) {
        int c = path.channels();
        double[][] levels = empty(c, depth);
        levels[0][0] = 1;
        var whole = new TensorSeries(c, levels);
        var last = new double[c];
        var next = new double[c];
        var step = new double[c];
        path.evaluate(from, last);
        double[] grid = path.gridPoints();
        for (int g = 0; g <= grid.length; g++) {
            double t = g == grid.length ? to : grid[g];
            if (t <= from || t > to || g < grid.length && t == to) continue;
            path.evaluate(t, next);
            for (int i = 0; i < c; i++) step[i] = next[i] - last[i];
            whole = whole.times(line(step, depth));
            System.arraycopy(next, 0, last, 0, c);
        }
        return whole;
    }

    /// A single word with coefficient 1.
    static TensorSeries word(int channels, int depth, int... word) {
        double[][] levels = empty(channels, depth);
        levels[word.length][index(channels, word)] = 1;
        return new TensorSeries(channels, levels);
    }

    static int index(int channels, int... word) {
        int index = 0;
        for (int letter : word) index = index * channels + letter;
        return index;
    }

    /// Number of channels \(c\).
    public int channels() {
        return channels;
    }

    /// The depth \(N\).
    public int depth() {
        return levels.length - 1;
    }

    /// The coefficient of a word.
    ///
    /// @param word  letters in \([0, c)\), at most \(N\) of them
    public double at(int... word) {
        return levels[word.length][index(channels, word)];
    }

    /// The coefficients of the words of a length, a copy.
    public double[] level(int length) {
        return levels[length].clone();
    }

    double[] raw(int length) {
        return levels[length];
    }

    /// The product, in this order.
    public TensorSeries times(TensorSeries right) {
        same(right);
        double[][] product = empty(channels, depth());
        for (int k = 0; k <= depth(); k++)
            for (int j = 0; j <= k; j++) {
                double[] a = levels[j], b = right.levels[k - j];
                for (int u = 0; u < a.length; u++) {
                    if (a[u] == 0) continue;
                    int at = u * b.length;
                    for (int v = 0; v < b.length; v++) product[k][at + v] += a[u] * b[v];
                }
            }
        return new TensorSeries(channels, product);
    }

    /// \(a + s\,b\).
    public TensorSeries plus(double s, TensorSeries b) {
        same(b);
        double[][] sum = empty(channels, depth());
        for (int k = 0; k <= depth(); k++)
            for (int u = 0; u < sum[k].length; u++) sum[k][u] = levels[k][u] + s * b.levels[k][u];
        return new TensorSeries(channels, sum);
    }

    private void same(TensorSeries other) {
        if (other.channels != channels || other.depth() != depth())
            throw new IllegalArgumentException("series must have %d channels and depth %d, not %d and %d"
                    .formatted(channels, depth(), other.channels, other.depth()));
    }

    /// The logarithm \(\sum_{k \ge 1} (-1)^{k+1} (a - 1)^k/k\) of a series that begins with 1; that of a
    /// signature is a Lie element, the log-signature.
    public TensorSeries log() {
        require(1);
        TensorSeries x = withConstant(0);
        // Horner: x (1 - x (1/2 - x (1/3 - ...)))
        TensorSeries sum = x.constant(1.0 / depth());
        for (int k = depth() - 1; k >= 1; k--) sum = x.constant(1.0 / k).plus(-1, x.times(sum));
        return x.times(sum);
    }

    /// The exponential of a series that begins with 0.
    public TensorSeries exp() {
        require(0);
        TensorSeries sum = constant(1);
        for (int k = depth(); k >= 1; k--) sum = constant(1).plus(1.0 / k, times(sum));
        return sum;
    }

    /// The inverse of a series that begins with 1; of a signature that of the path run backwards.
    public TensorSeries inverse() {
        require(1);
        TensorSeries x = withConstant(0), sum = constant(1);
        for (int k = 0; k < depth(); k++) sum = constant(1).plus(-1, x.times(sum));
        return sum;
    }

    private void require(double constant) {
        if (Math.abs(levels[0][0] - constant) > 1e-12)
            throw new IllegalArgumentException(
                    "the series must begin with %s, not %s".formatted(constant, levels[0][0]));
    }

    private TensorSeries withConstant(double value) {
        double[][] copy = Arrays.stream(levels).map(double[]::clone).toArray(double[][]::new);
        copy[0][0] = value;
        return new TensorSeries(channels, copy);
    }

    private TensorSeries constant(double value) {
        double[][] levels = empty(channels, depth());
        levels[0][0] = value;
        return new TensorSeries(channels, levels);
    }
}
