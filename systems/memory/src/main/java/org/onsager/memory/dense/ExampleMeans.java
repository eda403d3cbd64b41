package org.onsager.memory.dense;

import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// What a teacher hands to the network: for each class the mean \(X^\mu = \frac1M\sum_a\eta^{\mu,a}\) of its
/// labelled examples, and the second moment \(R = E[X^2]\) that fixes the scale of the energy.
///
/// @param means  one row a class
/// @param secondMoment  \(R\), positive
/// @param quality  \(r\), known or estimated
/// @param examples  \(M\), the smallest over the classes
public record ExampleMeans(RealPatterns means, double secondMoment, double quality, int examples) {

    public ExampleMeans {
        if (!(secondMoment > 0)) throw new IllegalArgumentException("R must be in (0, inf), not " + secondMoment);
    }

    /// Means of \(M\) examples of each archetype, each entry flipped independently with probability \((1-r)/2\),
    /// drawn from their exact law; \(R = r^2 + (1-r^2)/M\).
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param examples  \(M \ge 1\)
    public static ExampleMeans draw(BitPatterns archetypes, double quality, int examples, RandomStream stream) {
        var law = new ExampleLaw.Binomial(quality, examples);
        double[] x = law.values(), p = law.probabilities();
        var cumulative = p.clone();
        for (int b = 1; b < p.length; b++) cumulative[b] += cumulative[b - 1];
        RandomSource source = stream.generator();
        var means = RealPatterns.of(archetypes.count(), archetypes.sites(), (pattern, site) -> {
            double u = source.nextDouble() * cumulative[p.length - 1];
            int b = 0;
            while (b < p.length - 1 && u >= cumulative[b]) b++;
            return archetypes.value(pattern, site) * x[b] * quality;
        });
        double square = quality * quality;
        return new ExampleMeans(means, square + (1 - square) / examples, quality, examples);
    }

    /// Class means of labelled examples, with \(R\) as it is in them and \(r\) estimated by
    /// \(\hat r^2 = (M\hat R - 1)/(M - 1)\), the part of \(R\) that the classes' own spread leaves.
    ///
    /// @param examples  rows of -1 and +1, all of one length
    /// @param labels  class of each row, from 0 to `classes - 1`
    /// @throws IllegalArgumentException naming the class that has no example, or the row that does not fit
    public static ExampleMeans of(byte[][] examples, int[] labels, int classes) {
        if (examples.length != labels.length)
            throw new IllegalArgumentException(
                    "labels must be as many as examples, %d, not %d".formatted(examples.length, labels.length));
        if (examples.length == 0) throw new IllegalArgumentException("examples must not be empty");
        int sites = examples[0].length;
        var sums = new double[classes][sites];
        var counts = new int[classes];
        for (int row = 0; row < examples.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes)
                throw new IllegalArgumentException(
                        "label %d must be in [0, %d), not %d".formatted(row, classes, labels[row]));
            if (examples[row].length != sites)
                throw new IllegalArgumentException("example %d must have %d entries as example 0 has, not %d"
                        .formatted(row, sites, examples[row].length));
            counts[labels[row]]++;
            for (int site = 0; site < sites; site++) sums[labels[row]][site] += examples[row][site];
        }
        double square = 0, spread = 0;
        int fewest = Integer.MAX_VALUE;
        for (int c = 0; c < classes; c++) {
            if (counts[c] == 0) throw new IllegalArgumentException("class %d has no example".formatted(c));
            fewest = Math.min(fewest, counts[c]);
            double classSquare = 0;
            for (int site = 0; site < sites; site++) {
                sums[c][site] /= counts[c];
                classSquare += sums[c][site] * sums[c][site] / sites;
            }
            square += classSquare / classes;
            spread += (counts[c] == 1 ? 1 : (counts[c] * classSquare - 1) / (counts[c] - 1)) / classes;
        }
        double quality = Math.sqrt(Math.min(1, Math.max(1e-6, spread)));
        return new ExampleMeans(RealPatterns.of(sums), Math.max(square, 1e-12), quality, fewest);
    }

    /// Dataset entropy \(\rho = (1-r^2)/(Mr^2)\).
    public double entropy() {
        return ExampleLaw.entropy(quality, examples);
    }
}
