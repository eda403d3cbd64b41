package org.onsager.inference.density;

/// Streaming sums of weights \(w_i = e^{-E_i}\) and of their powers, relative to the largest weight so far, so
/// that neither \(h \to 0\) nor a far point underflows. Energies are held in units of \(\ln 2\), in which the
/// kernel takes powers.
///
/// A tile whose least energy is [#NEGLIGIBLE] above the least so far is left out: each of its weights is below
/// 3e-20 of the sum.
final class WeightSums {
    static final double NEGLIGIBLE = 45;
    /// From here on products round to 1e-11 and more, and weights come of differences of bases.
    private static final double FAR = 1e5;
    private static final double LN2 = Math.log(2);

    private final boolean powers;
    private double reference = Double.POSITIVE_INFINITY;
    private double sum;
    private double squares;
    private double cubes;
    /// \(\sum w \log_2(w)\) in units of the largest weight.
    private double logs;

    /// @param powers  whether to keep more than the sum itself, which [#statistics()] needs
    WeightSums(boolean powers) {
        this.powers = powers;
    }

    /// Room for one tile's sums; one a thread.
    static final class Scratch {
        final double[] sums = new double[4];
        final double[] lanes = new double[32];
    }

    /// Adds a tile of energies \(E = scale \cdot values\).
    ///
    /// @param values  from `from`, at least [PairEnergy#OUTSIDE] where there is no weight
    /// @param least  the least of them
    void addScaled(double[] values, int from, double least, double scale, Scratch scratch) {
        double binary = scale / LN2;
        // finite, so that the nearest point still makes the sum when its energy is beyond all numbers
        double lowest = Math.min(least * binary, Double.MAX_VALUE);
        if (least >= PairEnergy.OUTSIDE || lowest > reference + NEGLIGIBLE / LN2) return;
        if (lowest < reference) refer(lowest);
        if (lowest > FAR) {
            addFar(values, from, least, lowest, binary);
            return;
        }
        if (!powers) {
            sum += PairKernels.sum(values, from, binary, reference, scratch.lanes);
            return;
        }
        PairKernels.sums(values, from, binary, reference, scratch.sums, scratch.lanes);
        sum += scratch.sums[0];
        squares += scratch.sums[1];
        cubes += scratch.sums[2];
        logs += scratch.sums[3];
    }

    private void addFar(double[] values, int from, double least, double lowest, double binary) {
        for (int j = 0; j < PairKernels.TILE; j++) {
            double value = values[from + j];
            if (value >= PairEnergy.OUTSIDE) continue;
            double exponent = reference - lowest - (value > least ? (value - least) * binary : 0);
            if (exponent < PairKernels.LOWEST) continue;
            double weight = Math.exp(exponent * LN2);
            sum += weight;
            squares += weight * weight;
            cubes += weight * weight * weight;
            logs += weight * exponent;
        }
    }

    /// Whether nothing of energy at least `lowest` would change the sums.
    boolean negligible(double lowest) {
        return lowest / LN2 > reference + NEGLIGIBLE / LN2;
    }

    /// Adds the sums of another part of the points.
    void merge(WeightSums other) {
        if (other.sum == 0) return;
        if (other.reference < reference) refer(other.reference);
        double shift = reference - other.reference;
        double factor = Math.exp(shift * LN2);
        sum += factor * other.sum;
        squares += factor * factor * other.squares;
        cubes += factor * factor * factor * other.cubes;
        if (factor > 0) logs += factor * (other.logs + shift * other.sum);
    }

    WeightStatistics statistics() {
        if (!powers) throw new IllegalStateException("these sums hold no powers");
        if (sum == 0)
            return new WeightStatistics(Double.NEGATIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        return new WeightStatistics(
                logSum(),
                squares / (sum * sum),
                cubes / (sum * sum * sum),
                Math.max(0, Math.log(sum) - LN2 * logs / sum),
                1 / sum);
    }

    double logSum() {
        return sum == 0 ? Double.NEGATIVE_INFINITY : Math.log(sum) - reference * LN2;
    }

    private void refer(double lowest) {
        double shift = lowest - reference;
        double factor = sum > 0 ? Math.exp(shift * LN2) : 0;
        logs = factor > 0 ? factor * (logs + shift * sum) : 0;
        sum *= factor;
        squares *= factor * factor;
        cubes *= factor * factor * factor;
        reference = lowest;
    }
}
