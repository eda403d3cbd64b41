package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.RandomSource;

/// What is observed: each variable is hidden or clamped to a state. Conditioning clamps marginals to the one-hot
/// vectors and minimises the same free energy over the rest, whose couplings are a principal submatrix: unique
/// for every mask.
public final class Evidence {
    /// The state of a variable that is not observed.
    public static final int HIDDEN = -1;

    private final Variables variables;
    private final boolean[] observed;
    private final double[] values;

    private Evidence(Variables variables, boolean[] observed, double[] values) {
        this.variables = variables;
        this.observed = observed;
        this.values = values;
    }

    /// Nothing observed: inference gives the model's prior marginals.
    public static Evidence none(Variables variables) {
        return new Evidence(variables, new boolean[variables.count()], new double[variables.dimension()]);
    }

    /// Variables in given states.
    ///
    /// @param states  one a variable, [#HIDDEN] where nothing is observed
    public static Evidence of(Variables variables, int[] states) {
        Require.length("states", states.length, variables.count());
        var observed = new boolean[states.length];
        var values = new double[variables.dimension()];
        for (int i = 0; i < states.length; i++) {
            if (states[i] == HIDDEN) continue;
            Require.that(
                    states[i] >= 0 && states[i] < variables.states(i),
                    "state of variable " + i,
                    states[i],
                    "[0, %d) or -1 where hidden".formatted(variables.states(i)));
            observed[i] = true;
            values[variables.offset(i) + states[i]] = 1;
        }
        return new Evidence(variables, observed, values);
    }

    /// Each variable observed with a probability, in a state drawn uniformly.
    ///
    /// @param fraction  the probability, in [0, 1]
    public static Evidence random(Variables variables, double fraction, RandomSource random) {
        Require.that(fraction >= 0 && fraction <= 1, "fraction", fraction, "[0, 1]");
        var states = new int[variables.count()];
        for (int i = 0; i < states.length; i++)
            states[i] = random.nextDouble() < fraction ? random.nextInt(variables.states(i)) : HIDDEN;
        return of(variables, states);
    }

    /// One-hot vectors with a mask.
    ///
    /// @param values  stacked one-hot vectors, length \(D\); blocks that are not observed are not looked at
    /// @param observed  one a variable
    /// @throws IllegalArgumentException naming the variable whose observed block is not one-hot
    public static Evidence of(Variables variables, double[] values, boolean[] observed) {
        return of(variables, values, observed, false);
    }

    /// Probabilities with a mask: clamps marginals to any point of the simplex.
    public static Evidence soft(Variables variables, double[] values, boolean[] observed) {
        return of(variables, values, observed, true);
    }

    private static Evidence of(Variables variables, double[] values, boolean[] observed, boolean soft) {
        Require.length("mask", observed.length, variables.count());
        Require.length("values", values.length, variables.dimension());
        var kept = new double[values.length];
        for (int i = 0; i < observed.length; i++) {
            if (!observed[i]) continue;
            double sum = 0;
            int ones = 0;
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) {
                if (!(values[c] >= 0 && values[c] <= 1))
                    throw new IllegalArgumentException(
                            "values of observed variable %d must be in [0, 1], not %s".formatted(i, values[c]));
                sum += values[c];
                if (values[c] == 1) ones++;
                kept[c] = values[c];
            }
            boolean holds = soft ? Math.abs(sum - 1) <= 1e-9 : ones == 1 && sum == 1;
            if (!holds)
                throw new IllegalArgumentException(
                        soft
                                ? "values of observed variable %d must sum to 1, not %s".formatted(i, sum)
                                : "values of observed variable %d must be one-hot; soft evidence takes Evidence.soft"
                                        .formatted(i));
        }
        return new Evidence(variables, observed.clone(), kept);
    }

    public Variables variables() {
        return variables;
    }

    public boolean observes(int variable) {
        return observed[variable];
    }

    /// Clamped value of a coordinate, 0 where hidden.
    public double value(int coordinate) {
        return values[coordinate];
    }

    /// Number of hidden variables.
    public int hidden() {
        int hidden = 0;
        for (boolean o : observed) if (!o) hidden++;
        return hidden;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence evidence
                && variables.equals(evidence.variables)
                && Arrays.equals(observed, evidence.observed)
                && Arrays.equals(values, evidence.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(observed) + Arrays.hashCode(values);
    }
}
