package org.onsager.memory.multitasking;

import org.onsager.memory.dense.ExampleLaw;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// The law of a site: what all \(K\) patterns are there. Rows of weight \(w_r\) hold, pattern by pattern, the
/// value \(c\), the mean entry \(e\) and the noise \(q\) of [PatternStates].
///
/// Exact rows are the product of the patterns' states; where \(\xi\) and \(-\xi\) have the same law only one row
/// of each mirrored pair is kept, with twice the weight. Sampled rows are independent draws of equal weight.
///
/// @param c  `c[mu][r]`
/// @param e  `e[mu][r]`, the same array as `c` where they agree
/// @param q  `q[mu][r]`; empty without Gaussian noise
/// @param weight  \(w_r\), sum 1
/// @param sampled  whether the rows are draws
record SiteLaw(double[][] c, double[][] e, double[][] q, double[] weight, boolean sampled) {
    /// Rows above which an exact law is refused.
    static final int MOST_ROWS = 2_000_000;

    static final int MOST_PATTERNS = 10;

    static SiteLaw exact(int patterns, EntryLaw entries, ExampleLaw examples) {
        if (patterns > MOST_PATTERNS)
            throw new IllegalArgumentException(
                    "K must be in [1, 10] for exact enumeration, not %d; above 10 use LowLoadTheory.sampled"
                            .formatted(patterns));
        var states = PatternStates.of(entries, examples);
        double all = Math.pow(states.size(), patterns);
        if (all > 2.0 * MOST_ROWS)
            throw new IllegalArgumentException(
                    ("K must be smaller: %d states to the power K = %d are %.3g rows, more than"
                                    + " %d; use the Gaussian law of examples or LowLoadTheory.sampled")
                            .formatted(states.size(), patterns, all, 2 * MOST_ROWS));
        boolean halve = entries.symmetric();
        int count = 0;
        var digits = new int[patterns];
        do if (!halve || sign(digits, states) >= 0) count++;
        while (advance(digits, states.size()));
        var index = new int[patterns][count];
        var weight = new double[count];
        int row = 0;
        do {
            int sign = halve ? sign(digits, states) : 0;
            if (sign < 0) continue;
            double p = sign > 0 ? 2 : 1;
            for (int mu = 0; mu < patterns; mu++) {
                index[mu][row] = digits[mu];
                p *= states.p()[digits[mu]];
            }
            weight[row++] = p;
        } while (advance(digits, states.size()));
        return of(index, states, weight, false);
    }

    static SiteLaw drawn(int patterns, EntryLaw entries, ExampleLaw examples, int draws, RandomStream stream) {
        var states = PatternStates.of(entries, examples);
        var index = new int[patterns][draws];
        Parallel.range(patterns, 1, (from, to) -> {
            for (int mu = from; mu < to; mu++) {
                RandomSource source = stream.at(mu).generator();
                for (int r = 0; r < draws; r++) index[mu][r] = source.nextCategorical(states.p());
            }
        });
        var weight = new double[draws];
        java.util.Arrays.fill(weight, 1.0 / draws);
        return of(index, states, weight, true);
    }

    private static SiteLaw of(int[][] index, PatternStates states, double[] weight, boolean sampled) {
        double[][] c = look(index, states.c());
        double[][] e = java.util.Arrays.equals(states.c(), states.e()) ? c : look(index, states.e());
        boolean noisy = java.util.Arrays.stream(states.q()).anyMatch(each -> each > 0);
        return new SiteLaw(c, e, noisy ? look(index, states.q()) : new double[0][], weight, sampled);
    }

    private static double[][] look(int[][] index, double[] table) {
        var values = new double[index.length][];
        for (int mu = 0; mu < index.length; mu++) {
            values[mu] = new double[index[mu].length];
            for (int r = 0; r < values[mu].length; r++) values[mu][r] = table[index[mu][r]];
        }
        return values;
    }

    /// The sign of the first value that is not 0; 0 if none is.
    private static int sign(int[] digits, PatternStates states) {
        for (int digit : digits) if (states.c()[digit] != 0) return states.c()[digit] > 0 ? 1 : -1;
        return 0;
    }

    private static boolean advance(int[] digits, int base) {
        for (int mu = digits.length - 1; mu >= 0; mu--) {
            if (++digits[mu] < base) return true;
            digits[mu] = 0;
        }
        return false;
    }

    int rows() {
        return weight.length;
    }

    int patterns() {
        return c.length;
    }

    boolean noisy() {
        return q.length > 0;
    }
}
