package org.onsager.papers.kdelargedimensions;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.inference.density.DistanceSampler;
import org.onsager.inference.density.KdeSimulation;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Estimate;

/// What many data sets gave; the first index is the data set, the second the bandwidth.
///
/// @param logDensity  nats
/// @param squares  \(\sum p^2\)
/// @param cubes  \(\sum p^3\)
/// @param entropy  nats
/// @param largest  \(\max p\)
/// @param nearest  squared distances of the nearest points, ascending
record Draws(
        double[][] logDensity,
        double[][] squares,
        double[][] cubes,
        double[][] entropy,
        double[][] largest,
        double[][] nearest) {

    /// A run of data sets that is stored together.
    record Batch(int from, int to) {}

    /// Draws data sets in batches, each a stage of the trial.
    static Draws of(Trial trial, String name, KdeSimulation simulation, DistanceSampler sampler, int count) {
        int size = Math.clamp(20_000_000L / simulation.n(), 1, 2_500);
        List<Batch> batches = IntStream.range(0, Math.ceilDiv(count, size))
                .mapToObj(b -> new Batch(b * size, Math.min(count, (b + 1) * size)))
                .toList();
        var stream = trial.random().split(name);
        var parts = trial.map(
                name,
                batches,
                Draws.class,
                batch -> of(IntStream.range(batch.from(), batch.to())
                        .mapToObj(k -> simulation.draw(sampler, stream.split("data " + k)))
                        .toList()));
        return new Draws(
                join(parts, Draws::logDensity),
                join(parts, Draws::squares),
                join(parts, Draws::cubes),
                join(parts, Draws::entropy),
                join(parts, Draws::largest),
                join(parts, Draws::nearest));
    }

    private static double[][] join(List<Draws> parts, java.util.function.Function<Draws, double[][]> rows) {
        return parts.stream().map(rows).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static Draws of(List<KdeSimulation.Draw> draws) {
        int count = draws.size();
        var all = new Draws(
                new double[count][],
                new double[count][],
                new double[count][],
                new double[count][],
                new double[count][],
                new double[count][]);
        for (int k = 0; k < count; k++) {
            var weights = Arrays.asList(draws.get(k).weights());
            all.logDensity[k] = draws.get(k).logDensity();
            all.squares[k] = weights.stream().mapToDouble(w -> w.squares()).toArray();
            all.cubes[k] = weights.stream().mapToDouble(w -> w.cubes()).toArray();
            all.entropy[k] = weights.stream().mapToDouble(w -> w.entropy()).toArray();
            all.largest[k] = weights.stream().mapToDouble(w -> w.largestShare()).toArray();
            all.nearest[k] = draws.get(k).nearest();
        }
        return all;
    }

    int count() {
        return logDensity.length;
    }

    /// The mean over the data sets of one column.
    static Estimate mean(double[][] values, int column) {
        return Estimate.of(column(values, column));
    }

    /// The means over the data sets of all columns, each times `factor`.
    static List<Estimate> means(double[][] values, double factor) {
        return IntStream.range(0, values[0].length)
                .mapToObj(b -> mean(values, b).times(factor))
                .toList();
    }

    static double[] means(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::mean).toArray();
    }

    static double[] standardErrors(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::standardError).toArray();
    }

    static double[] column(double[][] values, int column) {
        return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
    }
}
