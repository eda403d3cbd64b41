package org.onsager.inference.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Expectation-maximisation for a Gaussian mixture on weighted points.
///
/// Starts from random centres, drawn by weight, with every point given to the nearest; then alternates
/// responsibilities in log space and weighted moments with a ridge. A component that no weight is left on is
/// removed. Stops when the mean log-likelihood \(L\) changes by less than \(10^{-5}|L|\), or after 500 rounds; of
/// several starts the most likely one is kept. Cost a round: \(n\) times components times \(d^2\).
///
/// @param family  how many components, starts, and how much wider to make them
/// @param scales  variance of each coordinate, for distances and the ridge
record WeightedEm(Family.GaussianMixture family, double[] scales) {
    private static final int ROUNDS = 500;
    private static final double TOLERANCE = 1e-5;

    private record Mixture(double[] weights, List<Gaussian> laws, double likelihood, String note) {}

    Family.Fit fit(double[][] points, double[] weights, RandomStream stream) {
        int[] kept =
                IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
        var x = new double[points.length][kept.length];
        var omega = new double[kept.length];
        double total = Arrays.stream(weights).sum();
        for (int i = 0; i < kept.length; i++) {
            omega[i] = weights[kept[i]] / total;
            for (int k = 0; k < x.length; k++) x[k][i] = points[k][kept[i]];
        }
        Mixture best = climb(x, omega, stream.at(0).generator());
        for (int start = 1; start < family.restarts(); start++) {
            var other = climb(x, omega, stream.at(start).generator());
            if (other.likelihood > best.likelihood) best = other;
        }
        var wide = new ArrayList<Gaussian>();
        for (var law : best.laws) wide.add(inflated(law));
        Law law = wide.size() == 1 ? wide.getFirst() : new LawMixture(best.weights, wide);
        return new Family.Fit(law, best.note);
    }

    private Gaussian inflated(Gaussian law) {
        double factor = Math.sqrt(family.inflation());
        var lower = new double[law.dimension()][];
        for (int k = 0; k < lower.length; k++)
            lower[k] =
                    Arrays.stream(law.lower()[k]).map(entry -> entry * factor).toArray();
        return new Gaussian(law.mean(), lower);
    }

    private Mixture climb(double[][] x, double[] omega, RandomSource source) {
        double[][] shares = nearest(x, omega, source);
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 1; ; round++) {
            var mixture = maximise(x, omega, shares);
            shares = new double[mixture.laws.size()][omega.length];
            double likelihood = expect(x, omega, mixture, shares);
            if (Math.abs(likelihood - before) < TOLERANCE * Math.abs(likelihood) || round == ROUNDS)
                return new Mixture(mixture.weights, mixture.laws, likelihood, mixture.note);
            before = likelihood;
        }
    }

    private double[][] nearest(double[][] x, double[] omega, RandomSource source) {
        int count = family.components(), n = omega.length;
        var centres = new int[count];
        for (int c = 0; c < count; c++) centres[c] = source.nextCategorical(omega);
        var shares = new double[count][n];
        for (int i = 0; i < n; i++) {
            int closest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < count; c++) {
                double distance = 0;
                for (int k = 0; k < x.length; k++) {
                    double gap = x[k][i] - x[k][centres[c]];
                    distance += gap * gap / scales[k];
                }
                if (distance < least) {
                    least = distance;
                    closest = c;
                }
            }
            shares[closest][i] = 1;
        }
        return shares;
    }

    private Mixture maximise(double[][] x, double[] omega, double[][] shares) {
        var laws = new ArrayList<Gaussian>();
        var masses = new ArrayList<Double>();
        var note = "";
        var weighted = new double[omega.length];
        for (double[] share : shares) {
            double mass = 0;
            for (int i = 0; i < weighted.length; i++) mass += weighted[i] = omega[i] * share[i];
            if (mass < 1e-12) {
                note = "empty component removed";
                continue;
            }
            var fit = WeightedMoments.of(x, weighted).gaussian(false, 1, scales);
            if (!fit.note().isEmpty()) note = fit.note();
            laws.add((Gaussian) fit.law());
            masses.add(mass);
        }
        double total = masses.stream().mapToDouble(Double::doubleValue).sum();
        double[] weights = masses.stream().mapToDouble(mass -> mass / total).toArray();
        return new Mixture(weights, laws, Double.NaN, note);
    }

    /// Sets the responsibilities and returns the mean log-likelihood.
    private static double expect(double[][] x, double[] omega, Mixture mixture, double[][] shares) {
        int n = omega.length;
        for (int c = 0; c < shares.length; c++) {
            mixture.laws.get(c).logDensity(x, 0, n, shares[c]);
            double shift = Math.log(mixture.weights[c]);
            for (int i = 0; i < n; i++) shares[c][i] += shift;
        }
        var total = new double[n];
        LawMixture.logSum(shares, 0, n, total);
        double likelihood = 0;
        for (int i = 0; i < n; i++) {
            likelihood += omega[i] * total[i];
            for (double[] share : shares) share[i] = Math.exp(share[i] - total[i]);
        }
        return likelihood;
    }
}
