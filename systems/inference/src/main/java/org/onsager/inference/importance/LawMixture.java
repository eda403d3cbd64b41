package org.onsager.inference.importance;

import java.util.Arrays;
import java.util.List;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.Elementary;

/// The mixture \(\sum_l \alpha_l g_l\) of laws on the same space. Components of weight zero cost nothing.
///
/// @param weights  \(\alpha\), at least 0, summing to 1
/// @param laws  \(g_l\), as many
public record LawMixture(double[] weights, List<? extends Law> laws) implements Law {
    private static final int BLOCK = 512;

    public LawMixture {
        laws = List.copyOf(laws);
        if (laws.isEmpty() || weights.length != laws.size())
            throw new IllegalArgumentException(
                    "weights must have length %d, at least 1, not %d".formatted(laws.size(), weights.length));
        double total = Arrays.stream(weights).sum();
        if (!(Math.abs(total - 1) < 1e-9) || Arrays.stream(weights).anyMatch(w -> !(w >= 0)))
            throw new IllegalArgumentException("weights must be at least 0 and sum to 1, not to " + total);
    }

    /// All laws with equal weights.
    public static LawMixture equal(List<? extends Law> laws) {
        var weights = new double[laws.size()];
        Arrays.fill(weights, 1.0 / laws.size());
        return new LawMixture(weights, laws);
    }

    @Override
    public int dimension() {
        return laws.getFirst().dimension();
    }

    @Override
    public void logDensity(double[][] x, int from, int to, double[] out) {
        int[] used = used();
        if (used.length == 1 && weights[used[0]] == 1) {
            laws.get(used[0]).logDensity(x, from, to, out);
            return;
        }
        var logs = new double[used.length][BLOCK];
        var block = new double[x.length][];
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(to, start + BLOCK);
            for (int k = 0; k < x.length; k++) block[k] = Arrays.copyOfRange(x[k], start, end);
            for (int c = 0; c < used.length; c++) {
                laws.get(used[c]).logDensity(block, 0, end - start, logs[c]);
                double shift = Math.log(weights[used[c]]);
                for (int b = 0; b < end - start; b++) logs[c][b] += shift;
            }
            var sum = new double[end - start];
            logSum(logs, 0, end - start, sum);
            System.arraycopy(sum, 0, out, start, sum.length);
        }
    }

    /// Sets `out[i]` to \(\ln \sum_c e^{\mathrm{logs}_{ci}}\).
    static void logSum(double[][] logs, int from, int to, double[] out) {
        var largest = new double[BLOCK];
        var sum = new double[BLOCK];
        var term = new double[BLOCK];
        for (int start = from; start < to; start += BLOCK) {
            int size = Math.min(BLOCK, to - start);
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
            Arrays.fill(sum, 0);
            for (double[] row : logs) for (int b = 0; b < size; b++) largest[b] = Math.max(largest[b], row[start + b]);
            for (double[] row : logs) {
                for (int b = 0; b < size; b++) term[b] = row[start + b] - largest[b];
                Elementary.exp(term, term);
                for (int b = 0; b < size; b++) sum[b] += term[b];
            }
            for (int b = 0; b < size; b++)
                out[start + b] = Double.isInfinite(largest[b]) ? largest[b] : largest[b] + Math.log(sum[b]);
        }
    }

    private int[] used() {
        int count = 0;
        for (double each : weights) if (each > 0) count++;
        var used = new int[count];
        for (int l = 0, c = 0; l < weights.length; l++) if (weights[l] > 0) used[c++] = l;
        return used;
    }

    @Override
    public double[][] draw(int count, RandomStream stream) {
        var uniforms = new double[count];
        stream.split("component").fillUniform(uniforms);
        int[] used = used();
        var cumulative = new double[used.length];
        double total = 0;
        for (int c = 0; c < used.length; c++) cumulative[c] = total += weights[used[c]];
        var component = new int[count];
        var sizes = new int[used.length];
        for (int i = 0; i < count; i++) {
            int found = Arrays.binarySearch(cumulative, uniforms[i] * total);
            component[i] = Math.min(used.length - 1, found < 0 ? -found - 1 : found + 1);
            sizes[component[i]]++;
        }
        var drawn = Parallel.map(
                used.length,
                c -> laws.get(used[c]).draw(sizes[c], stream.split("points").at(used[c])));
        var points = new double[dimension()][count];
        var next = new int[used.length];
        for (int i = 0; i < count; i++) {
            int c = component[i], place = next[c]++;
            for (int k = 0; k < points.length; k++) points[k][i] = drawn.get(c)[k][place];
        }
        return points;
    }
}
