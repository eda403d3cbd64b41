package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.TernaryPatterns;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// \(M\) noisy examples of each of \(K\) patterns, \(\eta^{\mu,a}_i = \chi^{\mu,a}_i\xi^\mu_i\): every sign wrong
/// with probability \((1-r)/2\), blanks blank.
///
/// @param all  the examples; number `mu M + a` is example \(a\) of pattern \(\mu\)
/// @param perPattern  \(M\)
/// @param quality  \(r \in (0, 1]\), known or estimated
public record DilutedExamples(TernaryPatterns all, int perPattern, double quality) {

    public DilutedExamples {
        require(perPattern >= 1, "M", perPattern, "[1, inf)");
        require(quality > 0 && quality <= 1, "r", quality, "(0, 1]");
        if (all.count() % perPattern != 0)
            throw new IllegalArgumentException(
                    "examples must be a multiple of M = %d, not %d".formatted(perPattern, all.count()));
    }

    /// Draws examples; example \(a\) of pattern \(\mu\) from `stream.at(mu M + a)`.
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param perPattern  \(M \ge 1\)
    public static DilutedExamples draw(TernaryPatterns patterns, double quality, int perPattern, RandomStream stream) {
        require(perPattern >= 1, "M", perPattern, "[1, inf)");
        require(quality > 0 && quality <= 1, "r", quality, "(0, 1]");
        var sources = new RandomSource[patterns.count() * perPattern];
        for (int k = 0; k < sources.length; k++) sources[k] = stream.at(k).generator();
        double wrong = 0.5 * (1 - quality);
        var all = TernaryPatterns.of(sources.length, patterns.sites(), (k, site) -> {
            int entry = patterns.value(k / perPattern, site);
            return sources[k].nextDouble() < wrong ? -entry : entry;
        });
        return new DilutedExamples(all, perPattern, quality);
    }

    /// Labelled examples, with the quality that is in them. Of classes of different size the first examples
    /// count, as many as the smallest has.
    ///
    /// The quality is estimated by pairs of examples of a class, \(\hat r^2 = \sum_i[(\sum_a\eta_i^a)^2 -
    /// \sum_a(\eta_i^a)^2] / (M-1)\sum_{i,a}(\eta_i^a)^2\), which the wrong signs lower but the blanks do not; 1
    /// for single examples.
    ///
    /// @param rows  of -1, 0 and 1, all of one length
    /// @param labels  class of each row, from 0 to `classes - 1`
    /// @throws IllegalArgumentException naming the class without an example, or the row that does not fit
    public static DilutedExamples of(byte[][] rows, int[] labels, int classes) {
        require(classes >= 1, "K", classes, "[1, inf)");
        if (rows.length != labels.length || rows.length == 0)
            throw new IllegalArgumentException(
                    "labels must be as many as examples, %d, not %d".formatted(rows.length, labels.length));
        var counts = new int[classes];
        for (int row = 0; row < rows.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes)
                throw new IllegalArgumentException(
                        "label %d must be in [0, %d), not %d".formatted(row, classes, labels[row]));
            counts[labels[row]]++;
        }
        int fewest = Integer.MAX_VALUE;
        for (int c = 0; c < classes; c++) {
            if (counts[c] == 0) throw new IllegalArgumentException("class %d has no example".formatted(c));
            fewest = Math.min(fewest, counts[c]);
        }
        var chosen = new byte[classes * fewest][];
        var taken = new int[classes];
        for (int row = 0; row < rows.length; row++)
            if (taken[labels[row]] < fewest) chosen[labels[row] * fewest + taken[labels[row]]++] = rows[row];
        var all = TernaryPatterns.of(chosen);
        return new DilutedExamples(all, fewest, estimatedQuality(all, fewest));
    }

    private static double estimatedQuality(TernaryPatterns all, int perPattern) {
        if (perPattern == 1) return 1;
        double pairs = 0, squares = 0;
        for (int site = 0; site < all.sites(); site++)
            for (int first = 0; first < all.count(); first += perPattern) {
                int sum = 0, square = 0;
                for (int a = first; a < first + perPattern; a++) {
                    sum += all.value(a, site);
                    square += Math.abs(all.value(a, site));
                }
                pairs += (double) sum * sum - square;
                squares += square;
            }
        double estimate = squares == 0 ? 1 : pairs / ((perPattern - 1) * squares);
        return Math.sqrt(Math.min(1, Math.max(1e-6, estimate)));
    }

    /// \(K\).
    public int patterns() {
        return all.count() / perPattern;
    }

    /// \(\rho = (1-r^2)/(Mr^2)\).
    public double entropy() {
        return ExampleLaw.entropy(quality, perPattern);
    }

    /// \(\bar X^\mu_i = \frac1{rM}\sum_a\eta^{\mu,a}_i\).
    public RealPatterns means() {
        return RealPatterns.of(patterns(), all.sites(), (pattern, site) -> sum(pattern, site) / (quality * perPattern));
    }

    /// The sign of the mean at each site, 0 at ties: the best guess at the patterns.
    public TernaryPatterns majority() {
        return TernaryPatterns.of(patterns(), all.sites(), (pattern, site) -> Integer.signum(sum(pattern, site)));
    }

    private int sum(int pattern, int site) {
        int sum = 0;
        for (int a = 0; a < perPattern; a++) sum += all.value(pattern * perPattern + a, site);
        return sum;
    }
}
