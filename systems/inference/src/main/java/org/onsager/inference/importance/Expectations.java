package org.onsager.inference.importance;

import java.util.List;
import org.onsager.numerics.Parallel;

/// The problem: \(J\) expectations \(I_j = \mathbb E_{f_j}[\phi_j(X)]\) that share one sample of one model.
///
/// Either all integrands have one law, or one integrand has \(J\) laws, or there are \(J\) of both.
///
/// @param model  gives `outputs` integrands a point
/// @param outputs  1 or \(J\)
/// @param laws  the input laws \(f_j\): 1 or \(J\), on one space
public record Expectations(BatchModel model, int outputs, List<? extends Law> laws) {

    public Expectations {
        laws = List.copyOf(laws);
        if (outputs < 1) throw new IllegalArgumentException("outputs must be in [1, inf), not " + outputs);
        if (laws.isEmpty()) throw new IllegalArgumentException("laws must be at least one");
        if (outputs > 1 && laws.size() > 1 && outputs != laws.size())
            throw new IllegalArgumentException(
                    "laws must be 1 or as many as outputs (%d), not %d".formatted(outputs, laws.size()));
        for (var law : laws)
            if (law.dimension() != laws.getFirst().dimension())
                throw new IllegalArgumentException("every law must have dimension %d, not %d"
                        .formatted(laws.getFirst().dimension(), law.dimension()));
    }

    /// Several integrands under one law.
    public static Expectations of(int outputs, Integrand integrand, Law law) {
        return new Expectations(BatchModel.of(outputs, integrand), outputs, List.of(law));
    }

    /// One integrand under several laws.
    public static Expectations underLaws(Integrand integrand, List<? extends Law> laws) {
        return new Expectations(BatchModel.of(1, integrand), 1, laws);
    }

    /// \(J\).
    public int count() {
        return Math.max(outputs, laws.size());
    }

    /// \(d\).
    public int dimension() {
        return laws.getFirst().dimension();
    }

    /// The law of expectation `j`.
    public Law law(int j) {
        return laws.get(laws.size() == 1 ? 0 : j);
    }

    /// The common law, or the mixture of all laws with equal weights.
    public Law pooledLaw() {
        return laws.size() == 1 ? laws.getFirst() : LawMixture.equal(laws);
    }

    /// \(\ln f_l\) at every point, one array a law.
    double[][] logLaws(double[][] x) {
        return Parallel.map(laws.size(), l -> laws.get(l).logDensities(x)).toArray(double[][]::new);
    }

    /// The logarithm of [#pooledLaw()]'s density, from those of the laws.
    static double[] pooled(double[][] logLaws) {
        if (logLaws.length == 1) return logLaws[0];
        int n = logLaws[0].length;
        var out = new double[n];
        LawMixture.logSum(logLaws, 0, n, out);
        double shift = Math.log(logLaws.length);
        for (int i = 0; i < n; i++) out[i] -= shift;
        return out;
    }
}
