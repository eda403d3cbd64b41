package org.onsager.inference.density;

import java.util.Arrays;
import org.onsager.numerics.special.LogSpace;

/// Leave-one-out criteria of a bandwidth: one pass over the pairs for a whole grid of bandwidths, then two passes
/// over finer grids around the best, then a parabola through the best three.
record CrossValidation(PointTiles points, RadialKernel kernel) {
    private static final int COARSE = 25;
    private static final int FINE = 9;
    private static final int REFINEMENTS = 2;

    enum Criterion {
        LIKELIHOOD,
        LEAST_SQUARES
    }

    Bandwidth.Choice maximise(double low, double high, Criterion criterion) {
        double[] grid = Bandwidth.grid(low, high, COARSE);
        double[] values = values(grid, criterion);
        int best = best(values);
        if (best == 0 || best == grid.length - 1) return new Bandwidth.Choice(grid[best], true, values[best]);
        for (int pass = 0; pass < REFINEMENTS; pass++) {
            grid = Bandwidth.grid(grid[best - 1], grid[best + 1], FINE);
            values = values(grid, criterion);
            // the ends are lower than some point inside, as the pass before has seen
            best = Math.clamp(best(values), 1, FINE - 2);
        }
        double left = values[best - 1];
        double right = values[best + 1];
        double curvature = left - 2 * values[best] + right;
        double shift = curvature < 0 && curvature > Double.NEGATIVE_INFINITY
                ? Math.clamp(0.5 * (left - right) / curvature, -1, 1)
                : 0;
        double step = Math.log(grid[best + 1] / grid[best]);
        return new Bandwidth.Choice(grid[best] * Math.exp(shift * step), false, values[best]);
    }

    /// Leave-one-out log likelihood a point, or minus the least-squares criterion times a positive constant
    /// common to the grid.
    double[] values(double[] bandwidths, Criterion criterion) {
        return criterion == Criterion.LIKELIHOOD ? likelihood(bandwidths) : minusSquares(bandwidths);
    }

    private double[] likelihood(double[] bandwidths) {
        var logSums = logSums(bandwidths);
        var values = new double[bandwidths.length];
        for (int b = 0; b < values.length; b++)
            values[b] = Arrays.stream(logSums[b]).average().orElseThrow()
                    - Math.log(points.count - 1.0)
                    - new PairEnergy(kernel, points.d, bandwidths[b]).logNormalisation();
        return values;
    }

    private double[] minusSquares(double[] bandwidths) {
        // the square of the estimate integrates to a sum over pairs at bandwidth sqrt(2) h, each point with
        // itself
        int size = bandwidths.length;
        double[] both = Arrays.copyOf(bandwidths, 2 * size);
        for (int b = 0; b < size; b++) both[size + b] = Math.sqrt(2) * bandwidths[b];
        var logSums = logSums(both);
        double n = points.count;
        var logCross = new double[size];
        var logSquare = new double[size];
        for (int b = 0; b < size; b++) {
            double norm = new PairEnergy(kernel, points.d, both[b]).logNormalisation();
            double wideNorm = new PairEnergy(kernel, points.d, both[size + b]).logNormalisation();
            logCross[b] = Math.log(2) + LogSpace.logSumExp(logSums[b]) - Math.log(n * (n - 1)) - norm;
            logSquare[b] =
                    LogSpace.logAddExp(Math.log(n), LogSpace.logSumExp(logSums[size + b])) - 2 * Math.log(n) - wideNorm;
        }
        // at tiny bandwidths both terms overflow; they are compared in units of the smallest estimate of the grid
        double unit = Double.POSITIVE_INFINITY;
        for (int b = 0; b < size; b++) unit = Math.min(unit, Math.max(logCross[b], logSquare[b]));
        var values = new double[size];
        for (int b = 0; b < size; b++) {
            double cross = Math.min(700, logCross[b] - unit);
            double square = Math.min(700, logSquare[b] - unit);
            values[b] = Math.exp(cross) - Math.exp(square);
        }
        return values;
    }

    private double[][] logSums(double[] bandwidths) {
        var energies = Arrays.stream(bandwidths)
                .mapToObj(h -> new PairEnergy(kernel, points.d, h))
                .toArray(PairEnergy[]::new);
        var logs = new double[bandwidths.length][points.count];
        new PairSweep(points, energies, 0, false, false).leaveOneOut((place, sums, _) -> {
            for (int b = 0; b < sums.length; b++) logs[b][place] = sums[b].logSum();
        });
        return logs;
    }

    private static int best(double[] values) {
        int best = 0;
        for (int b = 1; b < values.length; b++) if (values[b] > values[best]) best = b;
        return best;
    }
}
