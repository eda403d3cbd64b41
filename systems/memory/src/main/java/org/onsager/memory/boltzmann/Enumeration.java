package org.onsager.memory.boltzmann;

import org.onsager.numerics.vector.Elementary;

/// All joint states of the hidden variables of a small machine: the exact posterior that mean field approximates.
///
/// Cost: one block of fields a state, some \(D k\) multiply-adds for dense couplings.
///
/// @param logPartition  \(\ln Z\) of the clamped model, in nats
/// @param marginals  exact marginals, observed blocks as given
/// @param states  number of joint states that were summed
public record Enumeration(double logPartition, double[] marginals, int states) {
    /// Most joint states of the hidden variables, \(2^{20}\).
    public static final int MOST_STATES = 1 << 20;

    /// Enumerates.
    ///
    /// @throws IllegalArgumentException if the hidden variables have more than \(2^{20}\) joint states
    public static Enumeration of(BoltzmannMachine machine, Evidence evidence) {
        var variables = machine.variables();
        long count = 1;
        for (int i = 0; i < variables.count(); i++)
            if (!evidence.observes(i)) {
                count *= variables.states(i);
                Require.that(count <= MOST_STATES, "joint states of the hidden variables", count, "[1, 2^20]");
            }
        var scores = new double[(int) count];
        visit(machine, evidence, (index, state, score) -> scores[index] = score);
        double top = Double.NEGATIVE_INFINITY, sum = 0;
        for (double score : scores) top = Math.max(top, score);
        for (double score : scores) sum += Elementary.exp(score - top);
        double logPartition = top + Math.log(sum);
        var marginals = new double[variables.dimension()];
        visit(machine, evidence, (index, state, score) -> {
            double p = Elementary.exp(scores[index] - logPartition);
            for (int i = 0; i < state.length; i++) marginals[variables.offset(i) + state[i]] += p;
        });
        for (int i = 0; i < variables.count(); i++)
            if (evidence.observes(i))
                for (int c = variables.offset(i); c < variables.offset(i + 1); c++) marginals[c] = evidence.value(c);
        return new Enumeration(logPartition, marginals, (int) count);
    }

    /// The gap \(F + \ln Z = KL(q \| p) \ge 0\) of mean-field marginals, in nats.
    public double gap(MeanField solution) {
        return solution.freeEnergy() + logPartition;
    }

    private interface Visit {
        void at(int index, int[] state, double score);
    }

    /// Counts through the hidden variables' states, keeping score and fields up. Soft evidence enters by its
    /// means.
    private static void visit(BoltzmannMachine machine, Evidence evidence, Visit visit) {
        var variables = machine.variables();
        int n = variables.count();
        var state = new int[n];
        var x = new double[variables.dimension()];
        for (int i = 0; i < n; i++) {
            if (!evidence.observes(i)) x[variables.offset(i)] = 1;
            else
                for (int c = variables.offset(i); c < variables.offset(i + 1); c++) {
                    x[c] = evidence.value(c);
                    if (x[c] > x[variables.offset(i) + state[i]]) state[i] = c - variables.offset(i);
                }
        }
        var fields = machine.couplings().fields(x);
        double score = machine.score(x);
        double[] bias = machine.rawBias(), field = new double[variables.mostStates()];
        for (int index = 0; ; index++) {
            visit.at(index, state, score);
            int i = 0;
            for (; i < n; i++) {
                if (evidence.observes(i)) continue;
                int from = state[i], to = (from + 1) % variables.states(i);
                fields.get(i, field);
                int base = variables.offset(i);
                score += field[to] + bias[base + to] - field[from] - bias[base + from];
                var delta = new double[variables.states(i)];
                delta[from] = -1;
                delta[to] = 1;
                fields.change(i, delta);
                state[i] = to;
                if (to != 0) break;
            }
            if (i == n) return;
        }
    }
}
