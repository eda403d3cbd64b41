package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import org.onsager.numerics.vector.Elementary;

/// Streaming sums of weights \(w_i = e^{-E_i}\) and of their powers, relative to the largest weight so far, so
/// that neither \(h \to 0\) nor a far point underflows.
///
/// A tile whose least energy is [#NEGLIGIBLE] above the least so far is left out: each of its weights is below
/// 3e-20 of the sum.
final class WeightSums {
    static final double NEGLIGIBLE = 45;

    private double reference = Double.POSITIVE_INFINITY;
    private double sum;
    private double squares;
    private double cubes;
    private double energy;

    /// Room for one tile's exponents and weights; one a thread.
    static final class Scratch {
        final double[] exponents = new double[TILE];
        final double[] weights = new double[TILE];
        final double[] sums = new double[4];
        final double[] lanes = new double[32];
    }

    /// Adds a tile of energies \(E = scale \cdot values\).
    ///
    /// @param values  from `from`, [PairKernels#ABSENT] where there is no point
    /// @param least  the least of them
    void addScaled(double[] values, int from, double least, double scale, Scratch scratch) {
        double lowest = least * scale;
        if (least >= PairEnergy.OUTSIDE || lowest > reference + NEGLIGIBLE) return;
        if (lowest < reference) refer(lowest);
        double[] exponents = scratch.exponents;
        for (int j = 0; j < TILE; j++) exponents[j] = reference - values[from + j] * scale;
        Elementary.exp(exponents, scratch.weights);
        PairKernels.sums(exponents, scratch.weights, scratch.sums, scratch.lanes);
        sum += scratch.sums[0];
        squares += scratch.sums[1];
        cubes += scratch.sums[2];
        energy -= scratch.sums[3];
    }

    /// Whether nothing of energy at least `lowest` would change the sums.
    boolean negligible(double lowest) {
        return lowest > reference + NEGLIGIBLE;
    }

    /// Adds the sums of another part of the points.
    void merge(WeightSums other) {
        if (other.sum == 0) return;
        if (other.reference < reference) refer(other.reference);
        double factor = Math.exp(reference - other.reference);
        sum += factor * other.sum;
        squares += factor * factor * other.squares;
        cubes += factor * factor * factor * other.cubes;
        energy += factor * (other.energy + (other.reference - reference) * other.sum);
    }

    WeightStatistics statistics() {
        if (sum == 0) return new WeightStatistics(Double.NEGATIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        return new WeightStatistics(
                Math.log(sum) - reference,
                squares / (sum * sum),
                cubes / (sum * sum * sum),
                Math.max(0, Math.log(sum) + energy / sum),
                1 / sum);
    }

    double logSum() {
        return Math.log(sum) - reference;
    }

    private void refer(double lowest) {
        if (sum > 0) {
            double factor = Math.exp(lowest - reference);
            energy = factor * (energy + (reference - lowest) * sum);
            sum *= factor;
            squares *= factor * factor;
            cubes *= factor * factor * factor;
        }
        reference = lowest;
    }
}
