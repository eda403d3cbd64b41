package org.onsager.memory.multitasking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.onsager.memory.dense.ExampleLaw;

/// What one pattern can be at a site: the value \(c = \xi x\) with which it acts (an entry times a normalised
/// example mean), the mean entry \(e = E[\xi | c]\) and the variance \(q\) of Gaussian noise on \(c\). Equal
/// values of \(c\) are one state.
///
/// @param c  value
/// @param e  mean entry
/// @param q  \(\rho\xi^2\) under the Gaussian law of example means, else 0
/// @param p  probability
record PatternStates(double[] c, double[] e, double[] q, double[] p) {

    static PatternStates of(EntryLaw entries, ExampleLaw examples) {
        double[] v = entries.values(), w = entries.probabilities();
        return switch (examples) {
            case ExampleLaw.Gaussian gaussian ->
                new PatternStates(
                        v,
                        v,
                        Arrays.stream(v)
                                .map(value -> gaussian.entropy() * value * value)
                                .toArray(),
                        w);
            case ExampleLaw.Binomial binomial -> merged(v, w, binomial.values(), binomial.probabilities());
        };
    }

    private static PatternStates merged(double[] v, double[] w, double[] x, double[] px) {
        int[] order = IntStream.range(0, v.length * x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> v[k / x.length] * x[k % x.length]))
                .mapToInt(Integer::intValue)
                .toArray();
        var c = new double[order.length];
        var e = new double[order.length];
        var p = new double[order.length];
        int states = 0;
        for (int k : order) {
            double value = v[k / x.length] * x[k % x.length], weight = w[k / x.length] * px[k % x.length];
            if (weight == 0) continue;
            // + 0.0 makes one zero of the two
            if (states == 0 || value - c[states - 1] > 1e-12) c[states++] = value + 0.0;
            e[states - 1] += weight * v[k / x.length];
            p[states - 1] += weight;
        }
        for (int k = 0; k < states; k++) e[k] /= p[k];
        return new PatternStates(
                Arrays.copyOf(c, states), Arrays.copyOf(e, states), new double[states], Arrays.copyOf(p, states));
    }

    int size() {
        return c.length;
    }
}
