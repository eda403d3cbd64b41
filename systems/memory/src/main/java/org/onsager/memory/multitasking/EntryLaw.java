package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;

/// The law of one entry \(\xi\) of a pattern: a finite table of values and probabilities. Entries are
/// independent over sites and patterns.
///
/// The energy is scaled by the mean square \(a = E\xi^2\), so that the critical noise of any law without bias is
/// \(T_c = 1\).
///
/// @param values  distinct and finite, not all 0
/// @param probabilities  none negative; sum 1 within \(10^{-12}\)
public record EntryLaw(double[] values, double[] probabilities) {

    public EntryLaw {
        values = values.clone();
        probabilities = probabilities.clone();
        if (values.length != probabilities.length || values.length == 0)
            throw new IllegalArgumentException("values and probabilities must be as many, not %d and %d"
                    .formatted(values.length, probabilities.length));
        double total = 0, square = 0;
        for (int j = 0; j < values.length; j++) {
            require(Double.isFinite(values[j]), "values[%d]".formatted(j), values[j], "(-inf, inf)");
            require(probabilities[j] >= 0, "probabilities[%d]".formatted(j), probabilities[j], "[0, 1]");
            for (int i = 0; i < j; i++)
                if (values[i] == values[j])
                    throw new IllegalArgumentException("values must be distinct, not twice " + values[j]);
            total += probabilities[j];
            square += probabilities[j] * values[j] * values[j];
        }
        require(Math.abs(total - 1) <= 1e-12, "sum of probabilities", total, "[1, 1]");
        require(square > 0, "mean square of an entry", square, "(0, inf)");
    }

    /// Blank with probability \(d\), else \(\pm1\) alike.
    ///
    /// @param dilution  \(d \in [0, 1)\)
    public static EntryLaw diluted(double dilution) {
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        return biased(dilution, 0);
    }

    /// Blank with probability \(d\), else +1 with probability \((1+b)/2\).
    ///
    /// @param dilution  \(d \in [0, 1)\)
    /// @param bias  \(b \in [-1, 1]\)
    public static EntryLaw biased(double dilution, double bias) {
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        require(bias >= -1 && bias <= 1, "b", bias, "[-1, 1]");
        double half = 0.5 * (1 - dilution);
        return new EntryLaw(new double[] {-1, 0, 1}, new double[] {half * (1 - bias), dilution, half * (1 + bias)});
    }

    /// The low-activity Hopfield network, a baseline: each neuron takes part in a pattern with probability \(f\),
    /// entries centred, \(1 - f\) or \(-f\). No entry is blank, so that patterns leave no room for each other.
    ///
    /// @param activity  \(f \in (0, 1)\)
    public static EntryLaw lowActivity(double activity) {
        require(activity > 0 && activity < 1, "f", activity, "(0, 1)");
        return new EntryLaw(new double[] {-activity, 1 - activity}, new double[] {1 - activity, activity});
    }

    /// \(P(\xi = 0)\).
    public double dilution() {
        double blank = 0;
        for (int j = 0; j < values.length; j++) if (values[j] == 0) blank += probabilities[j];
        return blank;
    }

    /// \(a = E\xi^2\); \(1 - d\) for entries of 0 and \(\pm1\).
    public double meanSquare() {
        double square = 0;
        for (int j = 0; j < values.length; j++) square += probabilities[j] * values[j] * values[j];
        return square;
    }

    /// \(E|\xi|\), the overlap of a state that agrees with a pattern wherever it can.
    public double meanModulus() {
        double modulus = 0;
        for (int j = 0; j < values.length; j++) modulus += probabilities[j] * Math.abs(values[j]);
        return modulus;
    }

    /// Whether \(\xi\) and \(-\xi\) have the same law.
    public boolean symmetric() {
        for (int j = 0; j < values.length; j++) {
            double mirror = 0;
            for (int i = 0; i < values.length; i++) if (values[i] == -values[j]) mirror += probabilities[i];
            if (Math.abs(mirror - probabilities[j]) > 1e-15) return false;
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryLaw that
                && Arrays.equals(values, that.values)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "EntryLaw%s%s".formatted(Arrays.toString(values), Arrays.toString(probabilities));
    }
}
