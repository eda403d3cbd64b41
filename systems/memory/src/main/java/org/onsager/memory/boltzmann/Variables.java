package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.RandomSource;

/// Categorical variables \(x_1, \dots, x_n\), variable \(i\) with \(k_i\) states, stacked as one-hot blocks into
/// vectors of dimension \(D = \sum_i k_i\): coordinate `offset(i) + s` says how far variable \(i\) is in state
/// \(s\).
public final class Variables {
    private final int[] offsets;

    private Variables(int[] offsets) {
        this.offsets = offsets;
    }

    /// Variables of `states[i]` states each.
    ///
    /// @param states  \(k_i \ge 2\), at least one
    public static Variables of(int... states) {
        Require.that(states.length >= 1, "number of variables", states.length, "[1, inf)");
        var offsets = new int[states.length + 1];
        for (int i = 0; i < states.length; i++) {
            Require.that(states[i] >= 2, "states of variable " + i, states[i], "[2, inf)");
            offsets[i + 1] = Math.addExact(offsets[i], states[i]);
        }
        return new Variables(offsets);
    }

    /// `count` variables of `states` states each.
    public static Variables uniform(int count, int states) {
        Require.that(count >= 1, "number of variables", count, "[1, inf)");
        var all = new int[count];
        Arrays.fill(all, states);
        return of(all);
    }

    /// \(n\).
    public int count() {
        return offsets.length - 1;
    }

    /// \(D\).
    public int dimension() {
        return offsets[count()];
    }

    /// \(k_i\).
    public int states(int variable) {
        return offsets[variable + 1] - offsets[variable];
    }

    /// First coordinate of a variable.
    public int offset(int variable) {
        return offsets[variable];
    }

    /// The variable that a coordinate belongs to.
    public int variableOf(int coordinate) {
        int at = Arrays.binarySearch(offsets, coordinate);
        return at >= 0 ? at : -at - 2;
    }

    /// The largest \(k_i\).
    public int mostStates() {
        int most = 0;
        for (int i = 0; i < count(); i++) most = Math.max(most, states(i));
        return most;
    }

    /// \(\log_2\) of the number of joint states.
    public double logJointStates() {
        double bits = 0;
        for (int i = 0; i < count(); i++) bits += Math.log(states(i)) / Math.log(2);
        return bits;
    }

    /// The uniform marginals \(1/k_i\).
    public double[] uniformMarginals() {
        var q = new double[dimension()];
        for (int i = 0; i < count(); i++) Arrays.fill(q, offsets[i], offsets[i + 1], 1.0 / states(i));
        return q;
    }

    /// Marginals drawn uniformly from every simplex.
    public double[] randomMarginals(RandomSource random) {
        var q = new double[dimension()];
        for (int i = 0; i < count(); i++) {
            double sum = 0;
            for (int c = offsets[i]; c < offsets[i + 1]; c++) sum += q[c] = random.nextExponential();
            for (int c = offsets[i]; c < offsets[i + 1]; c++) q[c] /= sum;
        }
        return q;
    }

    /// The state of each variable that `q` holds most likely, the first of equals.
    public int[] modes(double[] q) {
        Require.length("q", q.length, dimension());
        var modes = new int[count()];
        for (int i = 0; i < modes.length; i++)
            for (int s = 1; s < states(i); s++) if (q[offsets[i] + s] > q[offsets[i] + modes[i]]) modes[i] = s;
        return modes;
    }

    /// The stacked one-hot vector of a joint state.
    public double[] oneHot(int[] states) {
        Require.length("states", states.length, count());
        var x = new double[dimension()];
        for (int i = 0; i < states.length; i++) {
            Require.that(
                    states[i] >= 0 && states[i] < states(i),
                    "state of variable " + i,
                    states[i],
                    "[0, %d)".formatted(states(i)));
            x[offsets[i] + states[i]] = 1;
        }
        return x;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variables variables && Arrays.equals(offsets, variables.offsets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(offsets);
    }

    @Override
    public String toString() {
        return "%d variables of %d coordinates".formatted(count(), dimension());
    }
}
