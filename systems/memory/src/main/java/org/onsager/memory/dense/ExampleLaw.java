package org.onsager.memory.dense;

/// The law of the normalised example mean of one site and class, \(x = \xi_i X_i / r\): mean 1, variance
/// \(\rho\).
///
/// An example is the archetype with each entry flipped with probability \((1-r)/2\); \(X\) is the mean of \(M\).
public sealed interface ExampleLaw {

    /// Dataset entropy \(\rho = (1-r^2)/(Mr^2)\): 0 when the archetypes themselves are stored.
    double entropy();

    /// No noise: the archetypes themselves.
    static ExampleLaw archetypes() {
        return new Gaussian(0);
    }

    /// \(\rho\) of `examples` examples of quality `quality`.
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param examples  \(M \ge 1\)
    static double entropy(double quality, int examples) {
        return new Binomial(quality, examples).entropy();
    }

    /// The limit of many examples: \(x = 1 + \sqrt\rho\,Z\), \(Z\) standard normal.
    ///
    /// @param entropy  \(\rho \ge 0\)
    record Gaussian(double entropy) implements ExampleLaw {
        public Gaussian {
            if (!(entropy >= 0) || Double.isInfinite(entropy))
                throw new IllegalArgumentException("rho must be in [0, inf), not " + entropy);
        }
    }

    /// The exact law of \(M\) examples: \(x = (2B - M)/(rM)\), \(B \sim \mathrm{Binomial}(M, (1+r)/2)\).
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param examples  \(M \ge 1\)
    record Binomial(double quality, int examples) implements ExampleLaw {
        public Binomial {
            if (!(quality > 0 && quality <= 1))
                throw new IllegalArgumentException("r must be in (0, 1], not " + quality);
            if (examples < 1) throw new IllegalArgumentException("M must be in [1, inf), not " + examples);
        }

        @Override
        public double entropy() {
            return (1 - quality * quality) / (examples * quality * quality);
        }

        /// The values of \(x\) that have more than a rounding error of probability.
        public double[] values() {
            double[] probabilities = allProbabilities();
            var values = new double[count(probabilities)];
            int next = 0;
            for (int b = 0; b <= examples; b++)
                if (probabilities[b] > NEGLIGIBLE) values[next++] = (2.0 * b - examples) / (quality * examples);
            return values;
        }

        /// Their probabilities.
        public double[] probabilities() {
            double[] all = allProbabilities();
            var probabilities = new double[count(all)];
            int next = 0;
            for (double each : all) if (each > NEGLIGIBLE) probabilities[next++] = each;
            return probabilities;
        }

        private static final double NEGLIGIBLE = 1e-19;

        private static int count(double[] probabilities) {
            int count = 0;
            for (double each : probabilities) if (each > NEGLIGIBLE) count++;
            return count;
        }

        private double[] allProbabilities() {
            var probabilities = new double[examples + 1];
            double keep = 0.5 * (1 + quality);
            if (keep == 1) {
                probabilities[examples] = 1;
                return probabilities;
            }
            // ratios outward from the mode, then one normalisation: no factorial, no underflow that matters
            int mode = (int) Math.floor((examples + 1) * keep);
            mode = Math.min(mode, examples);
            double odds = keep / (1 - keep);
            probabilities[mode] = 1;
            for (int b = mode; b < examples; b++)
                probabilities[b + 1] = probabilities[b] * odds * (examples - b) / (b + 1.0);
            for (int b = mode; b > 0; b--) probabilities[b - 1] = probabilities[b] / odds * b / (examples - b + 1.0);
            double total = 0;
            for (double each : probabilities) total += each;
            for (int b = 0; b <= examples; b++) probabilities[b] /= total;
            return probabilities;
        }
    }
}
