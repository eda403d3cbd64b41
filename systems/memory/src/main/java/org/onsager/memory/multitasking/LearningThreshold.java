package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import java.util.List;
import org.onsager.memory.dense.ExampleLaw;

/// The fewest examples of each pattern that let the network retrieve them in a hierarchy, with or without a
/// teacher.
///
/// @param examples  \(M\)
/// @param entropy  \(\rho\) of so many
/// @param state  what theory expects with them, from the hierarchical start
public record LearningThreshold(int examples, double entropy, LowLoadState state) {
    private static final int MOST = 1 << 24;

    /// The smallest \(M\) at which the state is hierarchical (pure for \(K = 1\)) and \(m_1/(1-d)\) is at least
    /// `target`, by doubling and bisection on the law that [LowLoadTheory#examples] takes. Since an even \(M\)
    /// has ties that the odd one before it lacks, the three numbers below the bisection's answer are tried too.
    ///
    /// @param patterns  \(K \in [1, 10]\)
    /// @param temperature  \(T \ge 0\)
    /// @param quality  \(r \in (0, 1]\)
    /// @param target  in (0, 1), 0.9 is usual
    /// @throws IllegalArgumentException if not even the patterns themselves reach the target
    public static LearningThreshold find(
            int patterns, double dilution, double temperature, double quality, double target) {
        require(target > 0 && target < 1, "target", target, "(0, 1)");
        var stored = LowLoadTheory.storing(patterns, dilution).hierarchical(temperature);
        if (!reached(stored, patterns, target))
            throw new IllegalArgumentException(
                    "target must be below %.6g, what the stored patterns reach at T = %s (%s), not %s"
                            .formatted(stored.sortedAmplitudes()[0], temperature, stored.label(), target));
        int enough = 1;
        while (!reached(patterns, dilution, temperature, quality, enough, target)) {
            if (enough >= MOST)
                throw new IllegalArgumentException(
                        "r must be larger: %d examples of quality %s do not suffice".formatted(MOST, quality));
            enough *= 2;
        }
        int fewer = enough / 2;
        while (enough - fewer > 1) {
            int middle = (enough + fewer) >>> 1;
            if (reached(patterns, dilution, temperature, quality, middle, target)) enough = middle;
            else fewer = middle;
        }
        for (int below = enough - 1; below >= Math.max(1, enough - 3); below--)
            if (reached(patterns, dilution, temperature, quality, below, target)) enough = below;
        var theory = LowLoadTheory.examples(patterns, dilution, quality, enough);
        return new LearningThreshold(enough, ExampleLaw.entropy(quality, enough), theory.hierarchical(temperature));
    }

    private static boolean reached(int patterns, double d, double t, double r, int examples, double target) {
        return reached(LowLoadTheory.examples(patterns, d, r, examples).hierarchical(t), patterns, target);
    }

    private static boolean reached(LowLoadState state, int patterns, double target) {
        Regime wanted = patterns == 1 ? new Regime.Pure() : new Regime.Hierarchical(patterns);
        return state.regime().isPresent()
                && state.regime().get().equals(wanted)
                && state.sortedAmplitudes()[0] >= target;
    }

    /// A conservative estimate for the leading pattern alone: the smallest \(M\) with \((1 - \sum_{k>1}
    /// d^{k-1})/\sqrt\rho \ge \Theta\). It takes the worst site and the pattern's own noise only; use [#find] for
    /// decisions.
    ///
    /// @param margin  \(\Theta > 0\), 1 is usual
    /// @throws IllegalArgumentException if the others outvote the leading pattern, \(d \ge d_c(K)\)
    public static int conservative(int patterns, double dilution, double quality, double margin) {
        require(margin > 0, "Theta", margin, "(0, inf)");
        require(quality > 0 && quality <= 1, "r", quality, "(0, 1]");
        double critical = RegimeBoundaries.criticalDilution(patterns);
        require(dilution >= 0 && dilution < critical, "d", dilution, "[0, %.6f)".formatted(critical));
        double gap = 1;
        for (int k = 1; k < patterns; k++) gap -= Math.pow(dilution, k);
        double square = quality * quality;
        return (int) Math.max(1, Math.ceil((1 - square) / square * margin * margin / (gap * gap)));
    }

    /// What theory expects from the hierarchical start along a grid of \(M\).
    ///
    /// @param examples  numbers of examples, each at least 1
    public static List<LowLoadState> curve(
            int patterns, double dilution, double temperature, double quality, int[] examples) {
        return Arrays.stream(examples)
                .mapToObj(each -> LowLoadTheory.examples(patterns, dilution, quality, each)
                        .hierarchical(temperature))
                .toList();
    }
}
