package org.onsager.memory.boltzmann;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.vector.Elementary;

/// \(\ln Z\) of a machine under evidence.
///
/// @param value  in nats
/// @param standardError  0 for exact values and for the bound
/// @param kind  how it was got
public record LogPartition(double value, double standardError, Kind kind) {

    /// How \(\ln Z\) is got.
    public enum Kind {
        /// Sum over all states of at most \(2^{20}\).
        EXACT,
        /// The bound \(-F \le \ln Z\).
        MEAN_FIELD,
        /// Annealed importance sampling.
        AIS
    }

    /// The sum over all joint states.
    public static LogPartition exact(BoltzmannMachine machine, Evidence evidence) {
        return new LogPartition(Enumeration.of(machine, evidence).logPartition(), 0, Kind.EXACT);
    }

    /// The mean-field lower bound.
    public static LogPartition bound(BoltzmannMachine machine, Evidence evidence) {
        var solver =
                machine.guarantee() == Guarantee.NONE ? MeanFieldSolver.of(Method.BLOCK) : MeanFieldSolver.standard();
        return new LogPartition(-solver.solve(machine, evidence).freeEnergy(), 0, Kind.MEAN_FIELD);
    }

    /// Annealed importance sampling from independent variables (\(\Phi = 0\)) to the machine, one Gibbs sweep a
    /// temperature; the mean weight over chains is unbiased for \(Z\).
    ///
    /// Source: R. M. Neal, Statistics and Computing 11 (2001) 125.
    ///
    /// @param temperatures  evenly spaced, at least 1; 1000 serves
    /// @param chains  at least 2; 100 serves
    public static LogPartition annealed(
            BoltzmannMachine machine, Evidence evidence, int temperatures, int chains, RandomStream stream) {
        Require.that(temperatures >= 1, "temperatures", temperatures, "[1, inf)");
        Require.that(chains >= 2, "chains", chains, "[2, inf)");
        var free = independent(machine, evidence);
        double[] logWeights = Parallel.map(chains, chain -> {
                    var random = stream.at(chain).generator();
                    int[] start = free.draw(random);
                    var state = new BlockGibbs.Chain(machine, evidence, random, start);
                    double weight = 0;
                    for (int t = 1; t <= temperatures; t++) {
                        weight += state.coupling() / temperatures;
                        if (t < temperatures) state.sweep((double) t / temperatures);
                    }
                    return weight;
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double top = Double.NEGATIVE_INFINITY, sum = 0, squares = 0;
        for (double weight : logWeights) top = Math.max(top, weight);
        for (double weight : logWeights) sum += Elementary.exp(weight - top);
        double mean = sum / chains;
        for (double weight : logWeights) squares += Math.pow(Elementary.exp(weight - top) / mean - 1, 2);
        double error = Math.sqrt(squares / (chains - 1) / chains);
        return new LogPartition(free.logPartition + top + Math.log(mean), error, Kind.AIS);
    }

    /// The machine without couplings.
    private record Independent(Variables variables, Evidence evidence, double[] probabilities, double logPartition) {
        int[] draw(org.onsager.numerics.RandomSource random) {
            var states = new int[variables.count()];
            for (int i = 0; i < states.length; i++)
                if (!evidence.observes(i))
                    states[i] = random.nextCategorical(
                            java.util.Arrays.copyOfRange(probabilities, variables.offset(i), variables.offset(i + 1)));
            return states;
        }
    }

    private static Independent independent(BoltzmannMachine machine, Evidence evidence) {
        var variables = machine.variables();
        double[] p = machine.bias();
        double total = 0;
        for (int i = 0; i < variables.count(); i++) {
            int from = variables.offset(i), to = variables.offset(i + 1);
            if (evidence.observes(i)) {
                for (int c = from; c < to; c++) total += p[c] * evidence.value(c);
                continue;
            }
            double top = Double.NEGATIVE_INFINITY, sum = 0;
            for (int c = from; c < to; c++) top = Math.max(top, p[c]);
            for (int c = from; c < to; c++) sum += p[c] = Elementary.exp(p[c] - top);
            for (int c = from; c < to; c++) p[c] /= sum;
            total += top + Math.log(sum);
        }
        return new Independent(variables, evidence, p, total);
    }
}
