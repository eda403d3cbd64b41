package org.onsager.numerics.statistics;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;

/// The error of the mean of a correlated series by averaging over blocks.
///
/// Flyvbjerg and Petersen's renormalisation halves the series again and again by averaging neighbours; the naive
/// error of the mean grows until the blocks are independent, and stays. The level is chosen by the criterion of
/// Wolff and of Lee et al.: the first block length \(B\) with \(B^3 > 2 n (\sigma_B/\sigma_1)^4\), which balances
/// the bias left over against the statistical error of the error. [#batchMeans] takes a given number of blocks
/// instead.
///
/// Source: H. Flyvbjerg and H. G. Petersen, J. Chem. Phys. 91 (1989) 461; R. M. Lee et al., Phys. Rev. E 83
/// (2011) 066706.
///
/// @param levels  the block lengths 1, 2, 4, ... and what each says, while there are at least four blocks
/// @param chosen  index of the chosen level
/// @param reliable  whether the criterion was met; if not, the last level is taken and the error is a lower bound
public record Blocking(List<Level> levels, int chosen, boolean reliable) {

    public Blocking {
        levels = List.copyOf(levels);
    }

    /// One block length.
    ///
    /// @param blockLength  samples a block
    /// @param estimate  mean over the blocks and its naive error
    /// @param errorOfError  \(\sigma/\sqrt{2(n_B - 1)}\)
    public record Level(int blockLength, Estimate estimate, double errorOfError) {}

    /// Blocks a series.
    ///
    /// @param series  at least four numbers, left alone; at each halving an odd last block is dropped
    public static Blocking of(double[] series) {
        require(series.length >= 4, "series.length", series.length, "[4, inf)");
        var levels = new ArrayList<Level>();
        double[] blocks = series;
        for (int length = 1; blocks.length >= 4; length *= 2) {
            Estimate estimate = Estimate.of(blocks);
            levels.add(new Level(length, estimate, estimate.standardError() / Math.sqrt(2.0 * (blocks.length - 1))));
            var halved = new double[blocks.length / 2];
            for (int i = 0; i < halved.length; i++) halved[i] = (blocks[2 * i] + blocks[2 * i + 1]) / 2;
            blocks = halved;
        }
        double naive = levels.getFirst().estimate.standardError();
        for (int i = 0; i < levels.size(); i++) {
            double b = levels.get(i).blockLength;
            double ratio = naive == 0 ? 1 : levels.get(i).estimate.standardError() / naive;
            if (b * b * b > 2.0 * series.length * Math.pow(ratio, 4)) return new Blocking(levels, i, true);
        }
        return new Blocking(levels, levels.size() - 1, false);
    }

    /// The mean with the error of the chosen level.
    public Estimate estimate() {
        return levels.get(chosen).estimate;
    }

    /// The mean of `batches` means of successive samples, with the error from their spread.
    ///
    /// @param series  at least `batches` numbers
    /// @param batches  at least 2; 20 to 50 are usual. Each should span several correlation times
    public static Estimate batchMeans(double[] series, int batches) {
        require(batches >= 2, "batches", batches, "[2, inf)");
        require(series.length >= batches, "series.length", series.length, "[batches, inf)");
        var means = new Moments();
        for (int b = 0; b < batches; b++) {
            int from = (int) ((long) series.length * b / batches);
            int to = (int) ((long) series.length * (b + 1) / batches);
            double sum = 0;
            for (int i = from; i < to; i++) sum += series[i];
            means.add(sum / (to - from));
        }
        return new Estimate(
                CompensatedSum.of(series) / series.length, means.estimate().standardError(), batches);
    }
}
