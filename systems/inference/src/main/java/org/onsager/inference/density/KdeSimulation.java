package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// Monte Carlo of the estimate at one point: fresh data sets of `n` points, never stored, so that `n` may be
/// \(10^8\) and more; one set of distances serves all bandwidths.
///
/// Cost some 50 ns a point in 20 dimensions plus 2 ns a point and bandwidth.
///
/// @param n  points a data set, in [1, 2^40]
/// @param kernel  of the estimate
/// @param bandwidths  positive, in the unit of the data
/// @param nearest  how many nearest points to record, at least 1
public record KdeSimulation(long n, RadialKernel kernel, double[] bandwidths, int nearest) {
    private static final int TILES_A_TASK = 256;

    public KdeSimulation {
        if (!(n >= 1 && n <= 1L << 40)) throw new IllegalArgumentException("n must be in [1, 2^40], not " + n);
        if (bandwidths.length == 0) throw new IllegalArgumentException("bandwidths must not be empty");
        for (double h : bandwidths) {
            if (!(h > 0 && h < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("bandwidth must be in (0, inf), not " + h);
        }
        if (nearest < 1) throw new IllegalArgumentException("nearest must be in [1, inf), not " + nearest);
    }

    /// What one data set gave.
    ///
    /// @param logDensity  \(\ln\hat\rho\) a bandwidth, nats
    /// @param weights  a bandwidth
    /// @param nearest  squared distances of the nearest points, ascending
    public record Draw(double[] logDensity, WeightStatistics[] weights, double[] nearest) {}

    /// Draws a data set.
    ///
    /// @param sampler  distances from the point
    /// @param stream  names the data set
    public Draw draw(DistanceSampler sampler, RandomStream stream) {
        int d = sampler.dimension();
        var energies = Arrays.stream(bandwidths)
                .mapToObj(h -> new PairEnergy(kernel, d, h))
                .toArray(PairEnergy[]::new);
        long tiles = Math.ceilDiv(n, (long) TILE);
        int tasks = Math.toIntExact(Math.ceilDiv(tiles, (long) TILES_A_TASK));
        var parts = Parallel.map(
                tasks,
                task -> new Part(this, energies)
                        .over(
                                sampler,
                                stream,
                                (long) task * TILES_A_TASK,
                                Math.min(tiles, (task + 1L) * TILES_A_TASK)));
        var whole = parts.getFirst();
        for (int p = 1; p < parts.size(); p++) whole.merge(parts.get(p));
        var weights = Arrays.stream(whole.sums).map(WeightSums::statistics).toArray(WeightStatistics[]::new);
        var logs = new double[weights.length];
        for (int b = 0; b < logs.length; b++)
            logs[b] = weights[b].logSum() - Math.log(n) - energies[b].logNormalisation();
        return new Draw(logs, weights, whole.nearest.squaredDistances());
    }

    /// Several data sets in the order of their numbers, from `stream.split("data " + k)`.
    public java.util.List<Draw> draws(DistanceSampler sampler, RandomStream stream, int count) {
        return LongStream.range(0, count)
                .mapToObj(k -> draw(sampler, stream.split("data " + k)))
                .toList();
    }

    /// The sums over some tiles.
    private static final class Part {
        private final KdeSimulation simulation;
        private final PairEnergy[] energies;
        private final WeightSums[] sums;
        private final Nearest nearest;

        Part(KdeSimulation simulation, PairEnergy[] energies) {
            this.simulation = simulation;
            this.energies = energies;
            this.sums = new WeightSums[energies.length];
            for (int b = 0; b < sums.length; b++) sums[b] = new WeightSums(true);
            this.nearest = new Nearest(simulation.nearest);
        }

        Part over(DistanceSampler sampler, RandomStream stream, long from, long to) {
            var distances = new double[TILE];
            var bases = new double[TILE];
            var random = new double[sampler.scratchSize()];
            var scratch = new WeightSums.Scratch();
            for (long tile = from; tile < to; tile++) {
                sampler.fill(stream, tile, distances, random);
                long left = simulation.n - tile * TILE;
                for (int j = (int) Math.min(TILE, left); j < TILE; j++) distances[j] = PairKernels.ABSENT;
                double least = PairKernels.min(distances, 0);
                nearest.addTile(distances, 0, least, 0);
                for (int b = 0; b < energies.length; b++) {
                    var energy = energies[b];
                    if (energy.plain()) {
                        sums[b].addScaled(distances, 0, least, energy.scale, scratch);
                        continue;
                    }
                    if (b == 0 || !energy.shared()) energy.bases(distances, 0, bases);
                    sums[b].addScaled(bases, 0, energy.base(least), energy.scale, scratch);
                }
            }
            return this;
        }

        void merge(Part other) {
            for (int b = 0; b < sums.length; b++) sums[b].merge(other.sums[b]);
            nearest.merge(other.nearest);
        }
    }
}
