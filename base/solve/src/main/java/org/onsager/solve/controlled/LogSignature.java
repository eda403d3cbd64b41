package org.onsager.solve.controlled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Log-signatures in the Lyndon basis of the free Lie algebra: the fewest numbers that say what a signature says.
///
/// A word is a Lyndon word when it is smaller than all its proper suffixes; with the longest proper Lyndon suffix
/// \(v\) of \(w = uv\) its bracket is \(P_w = [P_u, P_v] = P_u P_v - P_v P_u\), \(P_i = i\). In \(P_w\) the word
/// \(w\) has coefficient 1 and the other words of its length are larger, so that coefficients are read off in
/// ascending order. Their number is Witt's, \(\sum_{k \le N} \frac1k \sum_{d | k} \mu(d) c^{k/d}\).
///
/// Sources: M. Lothaire, *Combinatorics on Words* (1983), 5; J. P. Duval, J. Algorithms 4 (1983); C. Reutenauer,
/// *Free Lie Algebras* (1993), 5.1.
public final class LogSignature {
    private final int channels;
    private final int depth;
    private final List<int[]> words;
    private final double[][] brackets;

    /// The basis for a number of channels and a depth.
    public LogSignature(int channels, int depth) {
        this.channels = channels;
        this.depth = depth;
        words = lyndonWords(channels, depth);
        var known = new ArrayList<TensorSeries>();
        brackets = new double[words.size()][];
        for (int w = 0; w < words.size(); w++) {
            int[] word = words.get(w);
            known.add(bracket(word, known));
            brackets[w] = known.get(w).raw(word.length);
        }
    }

    /// By length and, within a length, in ascending order.
    private static List<int[]> lyndonWords(int channels, int depth) {
        var found = new ArrayList<int[]>();
        int[] word = {-1};
        while (word.length > 0) {
            word[word.length - 1]++;
            found.add(word.clone());
            int[] next = new int[depth];
            for (int i = 0; i < depth; i++) next[i] = word[i % word.length];
            int length = depth;
            while (length > 0 && next[length - 1] == channels - 1) length--;
            word = Arrays.copyOf(next, length);
        }
        found.sort((a, b) -> a.length != b.length ? Integer.compare(a.length, b.length) : Arrays.compare(a, b));
        return found;
    }

    private TensorSeries bracket(int[] word, List<TensorSeries> known) {
        if (word.length == 1) return TensorSeries.word(channels, depth, word);
        for (int cut = 1; cut < word.length; cut++) {
            int suffix = find(Arrays.copyOfRange(word, cut, word.length));
            if (suffix < 0) continue;
            // the first cut that leaves a Lyndon word leaves the longest
            TensorSeries u = known.get(find(Arrays.copyOf(word, cut))), v = known.get(suffix);
            return u.times(v).plus(-1, v.times(u));
        }
        throw new AssertionError("a word of one letter is a Lyndon word");
    }

    private int find(int[] word) {
        for (int w = 0; w < words.size(); w++) if (Arrays.equals(words.get(w), word)) return w;
        return -1;
    }

    /// Number of coefficients.
    public int dimension() {
        return words.size();
    }

    /// The Lyndon word of each coefficient, letters from 0; shorter ones first.
    public List<int[]> words() {
        return words.stream().map(int[]::clone).toList();
    }

    /// The coefficients \(\lambda_w\) of a Lie element, \(\sum_w \lambda_w P_w\).
    ///
    /// @param lie  a log-signature of this basis's channels and depth
    /// @throws IllegalArgumentException if it has others
    public double[] coefficients(TensorSeries lie) {
        if (lie.channels() != channels || lie.depth() != depth)
            throw new IllegalArgumentException("the series must have %d channels and depth %d, not %d and %d"
                    .formatted(channels, depth, lie.channels(), lie.depth()));
        var rest = new double[depth + 1][];
        for (int k = 0; k <= depth; k++) rest[k] = lie.level(k);
        var lambda = new double[words.size()];
        for (int w = 0; w < lambda.length; w++) {
            int[] word = words.get(w);
            lambda[w] = rest[word.length][TensorSeries.index(channels, word)];
            for (int u = 0; u < brackets[w].length; u++) rest[word.length][u] -= lambda[w] * brackets[w][u];
        }
        return lambda;
    }

    /// The Lie element with these coefficients, level by level from 0.
    double[][] expand(double[] lambda) {
        var levels = new double[depth + 1][];
        int size = 1;
        for (int k = 0; k <= depth; k++, size *= channels) levels[k] = new double[size];
        for (int w = 0; w < lambda.length; w++) {
            double[] level = levels[words.get(w).length];
            for (int u = 0; u < level.length; u++) level[u] += lambda[w] * brackets[w][u];
        }
        return levels;
    }

    /// The log-signature of a path between two times.
    public double[] of(ControlPath path, double from, double to) {
        return coefficients(TensorSeries.signature(path, from, to, depth).log());
    }

    /// The log-signatures of a path over consecutive windows, one row a window: the channels that a neural rough
    /// differential equation is driven by.
    ///
    /// @param ends  of the windows, increasing
    public double[][] windows(ControlPath path, double... ends) {
        var rows = new double[Math.max(0, ends.length - 1)][];
        for (int w = 0; w < rows.length; w++) rows[w] = of(path, ends[w], ends[w + 1]);
        return rows;
    }
}
