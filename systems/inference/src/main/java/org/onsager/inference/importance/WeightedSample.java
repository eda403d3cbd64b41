package org.onsager.inference.importance;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.statistics.Estimate;

/// Evaluated points with what their importance weights are made of. The final sample of a run can be used again
/// for any further integrand or input law, for nothing but the evaluation of its density.
///
/// @param x  points, shape `d x n`
/// @param phi  integrands, one array of length `n` each
/// @param logLaws  \(\ln f_l\) at the points, one array a law
/// @param logProposal  \(\ln g\) of the law that the points were drawn from; empty while learning
public record WeightedSample(double[][] x, double[][] phi, double[][] logLaws, double[] logProposal) {

    /// Number of points.
    public int size() {
        return x[0].length;
    }

    /// Point `i`.
    public double[] point(int i) {
        var point = new double[x.length];
        for (int k = 0; k < point.length; k++) point[k] = x[k][i];
        return point;
    }

    /// \(\mathbb E_f[\psi(X)]\) of values already known at the points, by \(\frac1n\sum \psi f/g\), with its
    /// standard error.
    ///
    /// @param values  \(\psi\) at the points
    /// @param law  \(f\)
    public Estimate expectation(double[] values, Law law) {
        if (values.length != size())
            throw new IllegalArgumentException("values must have length %d, not %d".formatted(size(), values.length));
        double[] terms = AdaptiveRun.over(law.logDensities(x), logProposal);
        for (int i = 0; i < terms.length; i++) terms[i] *= values[i];
        return Estimate.of(terms);
    }

    /// As [#expectation(double[], Law)] for one of the integrands of the run, under another law.
    public Estimate expectation(int integrand, Law law) {
        return expectation(phi[integrand], law);
    }

    WeightedSample with(Law proposal) {
        return new WeightedSample(x, phi, logLaws, proposal.logDensities(x));
    }

    double[] pooledLog() {
        return Expectations.pooled(logLaws);
    }

    /// \(f_j\phi_j/g\) at every point, one array an expectation.
    double[][] contributions(double[] logDensity) {
        double[][] ratios = Parallel.map(logLaws.length, l -> AdaptiveRun.over(logLaws[l].clone(), logDensity))
                .toArray(double[][]::new);
        int count = Math.max(phi.length, ratios.length);
        return Parallel.map(count, j -> {
                    double[] ratio = ratios[ratios.length == 1 ? 0 : j], values = phi[phi.length == 1 ? 0 : j];
                    var out = new double[values.length];
                    for (int i = 0; i < out.length; i++) out[i] = ratio[i] * values[i];
                    return out;
                })
                .toArray(double[][]::new);
    }

    WeightedSample and(WeightedSample other) {
        return new WeightedSample(
                joined(x, other.x), joined(phi, other.phi), joined(logLaws, other.logLaws), new double[0]);
    }

    private static double[][] joined(double[][] first, double[][] second) {
        var both = new double[first.length][];
        for (int k = 0; k < both.length; k++) both[k] = AdaptiveRun.concatenated(first[k], second[k]);
        return both;
    }
}
