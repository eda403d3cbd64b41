package org.onsager.memory.boltzmann;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Gibbs sampling of the hidden variables, one categorical block after another from its exact conditional.
///
/// @param chains  independent chains, at least 2; each draws from a stream of its own
/// @param burnIn  sweeps before anything is counted, at least 0
/// @param sweeps  sweeps that are counted, at least 1
public record BlockGibbs(int chains, int burnIn, int sweeps) {

    public BlockGibbs {
        Require.that(chains >= 2, "chains", chains, "[2, inf)");
        Require.that(burnIn >= 0, "burnIn", burnIn, "[0, inf)");
        Require.that(sweeps >= 1, "sweeps", sweeps, "[1, inf)");
    }

    /// Estimated marginals.
    ///
    /// @param marginals  means of the blocks' conditional probabilities (Rao-Blackwell), observed blocks as given
    /// @param standardErrors  of each, from the spread between chains
    /// @param chains  independent samples behind each
    public record Estimate(double[] marginals, double[] standardErrors, int chains) {}

    /// The marginals of the posterior.
    ///
    public Estimate marginals(BoltzmannMachine machine, Evidence evidence, RandomStream stream) {
        var means = Parallel.map(chains, chain -> {
            var state = new Chain(machine, evidence, stream.at(chain).generator());
            for (int sweep = 0; sweep < burnIn; sweep++) state.sweep(1);
            var sum = new double[machine.variables().dimension()];
            for (int sweep = 0; sweep < sweeps; sweep++) {
                state.sweep(1);
                for (int c = 0; c < sum.length; c++) sum[c] += state.conditional[c];
            }
            for (int c = 0; c < sum.length; c++) sum[c] /= sweeps;
            return sum;
        });
        int dimension = machine.variables().dimension();
        double[] mean = new double[dimension], error = new double[dimension];
        for (int c = 0; c < dimension; c++) {
            double sum = 0, squares = 0;
            for (var each : means) sum += each[c];
            mean[c] = sum / chains;
            for (var each : means) squares += (each[c] - mean[c]) * (each[c] - mean[c]);
            error[c] = Math.sqrt(squares / (chains - 1) / chains);
        }
        return new Estimate(mean, error, chains);
    }

    /// One joint state a chain after all its sweeps.
    public int[][] samples(BoltzmannMachine machine, Evidence evidence, RandomStream stream) {
        return Parallel.map(chains, chain -> {
                    var state = new Chain(machine, evidence, stream.at(chain).generator());
                    for (int sweep = 0; sweep < burnIn + sweeps; sweep++) state.sweep(1);
                    return state.states.clone();
                })
                .toArray(int[][]::new);
    }

    /// A chain: one joint state with its fields.
    static final class Chain {
        final int[] states;
        final double[] conditional;
        private final BoltzmannMachine machine;
        private final Evidence evidence;
        private final RandomSource random;
        private final Couplings.Fields fields;
        private final double[] field;
        private final double[] delta;
        private double coupling;

        Chain(BoltzmannMachine machine, Evidence evidence, RandomSource random) {
            this(machine, evidence, random, new int[0]);
        }

        /// @param start  one state a variable; empty to draw them uniformly
        Chain(BoltzmannMachine machine, Evidence evidence, RandomSource random, int[] start) {
            this.machine = machine;
            this.evidence = evidence;
            this.random = random;
            var variables = machine.variables();
            states = new int[variables.count()];
            conditional = new double[variables.dimension()];
            field = new double[variables.mostStates()];
            delta = new double[variables.mostStates()];
            for (int i = 0; i < states.length; i++) {
                int base = variables.offset(i);
                if (evidence.observes(i)) {
                    for (int s = 0; s < variables.states(i); s++) {
                        conditional[base + s] = evidence.value(base + s);
                        if (evidence.value(base + s) > evidence.value(base + states[i])) states[i] = s;
                    }
                } else {
                    states[i] = start.length > 0 ? start[i] : random.nextInt(variables.states(i));
                    conditional[base + states[i]] = 1;
                }
            }
            double[] x = conditional.clone();
            fields = machine.couplings().fields(x);
            coupling = machine.score(x);
            double[] bias = machine.rawBias();
            for (int c = 0; c < x.length; c++) coupling -= bias[c] * x[c];
        }

        /// \(\tfrac12 x^\mathsf T \Phi x\) of the current state.
        double coupling() {
            return coupling;
        }

        /// Updates every hidden variable once at couplings scaled by `beta`.
        void sweep(double beta) {
            var variables = machine.variables();
            double[] bias = machine.rawBias();
            for (int i = 0; i < states.length; i++) {
                if (evidence.observes(i)) continue;
                int base = variables.offset(i), k = variables.states(i), old = states[i];
                fields.get(i, field);
                double before = field[old];
                double[] p = Arrays.copyOf(field, k);
                for (int s = 0; s < k; s++) p[s] = beta * p[s] + bias[base + s];
                BlockIteration.softmax(p, k);
                System.arraycopy(p, 0, conditional, base, k);
                int next = random.nextCategorical(p);
                if (next == old) continue;
                coupling += field[next] - before;
                Arrays.fill(delta, 0);
                delta[old] = -1;
                delta[next] = 1;
                fields.change(i, delta);
                states[i] = next;
            }
        }
    }
}
