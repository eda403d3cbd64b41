package org.onsager.numerics;

import java.util.Arrays;

/// A discrete distribution prepared for many draws: each costs one word and two look-ups, whatever the number of
/// outcomes.
///
/// The unit square is cut into one column an outcome, and each column between its own outcome and one other, its
/// alias. Preparing costs time and memory proportional to the number of outcomes.
///
/// Source: A. J. Walker, ACM TOMS 3 (1977) 253; M. D. Vose, IEEE Trans. Software Eng. 17 (1991) 972.
public final class AliasTable {
    private final double[] cut;
    private final int[] alias;

    private AliasTable(double[] cut, int[] alias) {
        this.cut = cut;
        this.alias = alias;
    }

    /// Prepares outcome \(i\) with probability proportional to `weights[i]`.
    ///
    /// @param weights  at least 0 and finite, with a positive finite sum; left alone
    public static AliasTable of(double... weights) {
        int size = weights.length;
        double scale = size / sum(weights);
        if (scale == Double.POSITIVE_INFINITY) return of(enlarged(weights));
        var cut = new double[size];
        var alias = new int[size];
        // columns that lack height are stacked from the left, those with too much from the right
        var stack = new int[size];
        int small = 0, large = size;
        for (int i = 0; i < size; i++) {
            alias[i] = i;
            cut[i] = weights[i] * scale;
            if (cut[i] < 1) stack[small++] = i;
            else stack[--large] = i;
        }
        while (small > 0 && large < size) {
            int poor = stack[--small], rich = stack[large];
            alias[poor] = rich;
            cut[rich] -= 1 - cut[poor];
            if (cut[rich] < 1) {
                large++;
                stack[small++] = rich;
            }
        }
        settleRounding(weights, cut, alias, stack, small);
        return new AliasTable(cut, alias);
    }

    /// Subnormal weights in the same proportions.
    private static double[] enlarged(double[] weights) {
        var enlarged = weights.clone();
        for (int i = 0; i < enlarged.length; i++) enlarged[i] *= 0x1p200;
        return enlarged;
    }

    /// Whatever rounding left over would be a full column, except that an impossible outcome must stay
    /// impossible.
    private static void settleRounding(double[] weights, double[] cut, int[] alias, int[] stack, int small) {
        int possible = 0;
        while (weights[possible] == 0) possible++;
        for (int left = 0; left < small; left++) {
            int column = stack[left];
            cut[column] = weights[column] == 0 ? 0 : 1;
            alias[column] = weights[column] == 0 ? possible : column;
        }
    }

    /// Number of outcomes.
    public int size() {
        return cut.length;
    }

    /// One outcome, by one word of `source`.
    public int draw(RandomSource source) {
        long word = source.nextLong();
        int column = (int) Math.unsignedMultiplyHigh(word, cut.length);
        double height = NormalPair.uniform(word * cut.length);
        return height < cut[column] ? column : alias[column];
    }

    /// The sum of valid weights.
    ///
    /// @throws IllegalArgumentException if there are none, one is negative or not finite, or all are 0
    static double sum(double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0))
                throw new IllegalArgumentException("weights[%d] must be in [0, inf), not %s".formatted(i, weights[i]));
            sum += weights[i];
        }
        if (!(sum > 0 && sum <= Double.MAX_VALUE))
            throw new IllegalArgumentException("the sum of weights must be in (0, inf), not %s for %d weights %s"
                    .formatted(
                            sum, weights.length, Arrays.toString(Arrays.copyOf(weights, Math.min(4, weights.length)))));
        return sum;
    }
}
