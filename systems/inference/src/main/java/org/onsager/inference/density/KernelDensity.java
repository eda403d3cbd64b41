package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import java.util.Arrays;
import org.onsager.numerics.Parallel;

/// A kernel density estimate \[ \hat\rho(x) = \frac{1}{n\,Z_h} \sum_{i=1}^n e^{-E_i(x)}, \qquad E_i =
/// d\,\kappa\Big(\frac{|L^{-1}(x - y_i)|^2}{d\,h^2}\Big), \] exact in log space: it never underflows, however
/// small the bandwidth or far the point.
///
/// For the Gaussian kernel \(E = |z|^2/(2h^2)\). \(L\) is the [Scaling] of the data. Distances are formed from
/// differences, so that near pairs lose no digits; terms below 3e-20 of a sum are left out. Cost \(O(nmd)\) for
/// \(m\) queries, less by a k-d tree where \(d \le 10\). Results have the same bits on any number of threads.
///
/// Source: G. Biroli and M. Mézard, arXiv:2408.05807, whose regimes [#diagnose] tells.
public final class KernelDensity {
    /// In more dimensions the boxes of a tree of practical size all overlap.
    private static final int TREE_DIMENSION = 5;

    private final RadialKernel kernel;
    private final DataScale scale;
    private final PointTiles points;
    private final Bandwidth.Choice bandwidth;
    private final PairEnergy energy;
    private final double logNormalisation;
    private final boolean pruned;

    private KernelDensity(
            RadialKernel kernel, DataScale scale, PointTiles points, Bandwidth.Choice bandwidth, boolean pruned) {
        this.kernel = kernel;
        this.scale = scale;
        this.points = points;
        this.bandwidth = bandwidth;
        this.pruned = pruned;
        this.energy = new PairEnergy(kernel, points.d, bandwidth.h());
        this.logNormalisation = Math.log(points.count) + energy.logNormalisation() + scale.logDeterminant();
    }

    /// A Gaussian estimate with the rule's usual scaling: the data's own unit for a fixed bandwidth, their
    /// covariance otherwise.
    ///
    /// @param data  at least 2 rows of the same length, finite
    public static KernelDensity fit(double[][] data, Bandwidth rule) {
        var scaling = rule instanceof Bandwidth.Fixed ? Scaling.NONE : Scaling.COVARIANCE;
        return fit(data, RadialKernel.gaussian(), scaling, rule);
    }

    /// @param data  at least 2 rows of the same length, finite
    /// @param kernel  for power kernels normalised exactly in the data's dimension
    /// @param scaling  the unit of the bandwidth
    /// @param rule  how to choose the bandwidth
    /// @throws IllegalArgumentException if the data do not fit, or their covariance is singular where the scaling
    ///     needs its inverse
    public static KernelDensity fit(double[][] data, RadialKernel kernel, Scaling scaling, Bandwidth rule) {
        int d = requireTable(data, "data");
        if (data.length < 2) throw new IllegalArgumentException("data must have at least 2 rows, not " + data.length);
        var scale = DataScale.of(scaling, data);
        double[][] scaled = Arrays.stream(data).map(scale::apply).toArray(double[][]::new);
        boolean tree = d <= TREE_DIMENSION;
        var points = new PointTiles(scaled, tree);
        return new KernelDensity(kernel, scale, points, rule.choose(scaled, points, kernel), tree);
    }

    /// The same data and kernel at another bandwidth, in units of the scaling.
    public KernelDensity withBandwidth(double h) {
        return new KernelDensity(kernel, scale, points, new Bandwidth.Choice(h, false, Double.NaN), pruned);
    }

    /// The same estimate with or without leaving out by the tree what is negligible; both agree to 1e-14.
    KernelDensity pruned(boolean on) {
        return new KernelDensity(kernel, scale, points, bandwidth, on);
    }

    /// The bandwidth and how it was chosen.
    public Bandwidth.Choice bandwidth() {
        return bandwidth;
    }

    /// Number of points.
    public int size() {
        return points.count;
    }

    /// Columns of the data.
    public int dimension() {
        return points.d;
    }

    /// What the estimate is at a list of points.
    ///
    /// @param logDensity  \(\ln\hat\rho\), nats; minus infinity outside a kernel of bounded support
    /// @param weights  what each sum is made of
    /// @param distances  `distances[q][k]`: distance of the `k`-th nearest point, in units of the scaling
    /// @param neighbours  `neighbours[q][k]`: its row in the data
    public record Evaluation(
            double[] logDensity, WeightStatistics[] weights, double[][] distances, int[][] neighbours) {}

    /// \(\ln\hat\rho(x)\), nats.
    public double logDensity(double[] x) {
        return logDensity(new double[][] {x})[0];
    }

    /// \(\ln\hat\rho\) at each row of `queries`, nats.
    public double[] logDensity(double[][] queries) {
        double[] logs = logSums(flatten(queries), queries.length);
        for (int q = 0; q < logs.length; q++) logs[q] -= logNormalisation;
        return logs;
    }

    /// Density, effective number of points, entropy and nearest points at each row of `queries`.
    ///
    /// @param neighbours  how many nearest points to name, in [0, n]
    public Evaluation evaluate(double[][] queries, int neighbours) {
        double[] flat = flatten(queries);
        requireNeighbours(neighbours, points.count);
        var result = new Collector(queries.length);
        sweep(neighbours, true)
                .run(flat, queries.length, (q, sums, nearest) -> result.take(q, sums, nearest, logNormalisation));
        return result.evaluation();
    }

    /// The same at each point of the data, left out of its own sum (and normalised by \(n - 1\)), in the order of
    /// the data.
    public Evaluation leaveOneOut(int neighbours) {
        requireNeighbours(neighbours, points.count - 1);
        var result = new Collector(points.count);
        double normalisation = logNormalisation + Math.log1p(-1.0 / points.count);
        sweep(neighbours, true)
                .leaveOneOut((place, sums, nearest) -> result.take(points.order[place], sums, nearest, normalisation));
        return result.evaluation();
    }

    /// \(\nabla \ln\hat\rho(x) = \sum_i p_i\, (-\nabla E_i)\); for the Gaussian kernel without scaling
    /// \(\sum_i p_i (y_i - x)/h^2\).
    public double[] score(double[] x) {
        return score(new double[][] {x})[0];
    }

    /// The score at each row of `queries`.
    ///
    /// @throws IllegalArgumentException for the box kernel, whose estimate has no gradient
    public double[][] score(double[][] queries) {
        return scores(flatten(queries), queries.length, false);
    }

    /// The score at each point of the data, left out of its own estimate, in the order of the data.
    ///
    /// @throws IllegalArgumentException for the box kernel, whose estimate has no gradient
    public double[][] leaveOneOutScore() {
        var queries = new double[points.count * points.d];
        for (int place = 0; place < points.count; place++)
            for (int a = 0; a < points.d; a++)
                queries[points.order[place] * points.d + a] = points.coordinate(place, a);
        return scores(queries, points.count, true);
    }

    private double[][] scores(double[] flat, int count, boolean own) {
        if (kernel instanceof RadialKernel.Box)
            throw new IllegalArgumentException("kernel must be differentiable for a score, not a box");
        var scores = new double[count][];
        Parallel.range(count, 8, (from, to) -> {
            for (int q = from; q < to; q++) scores[q] = scale.pullBack(scaledScore(flat, q, own ? q : -1));
        });
        return scores;
    }

    /// Energies count from that of the nearest point: differences of logarithms would lose their digits far away.
    private double[] scaledScore(double[] queries, int q, int left) {
        int d = points.d;
        var score = new double[d];
        var distances = new double[TILE];
        var pulls = new double[TILE];
        double least = least(queries, q * d, left, distances), total = 0;
        for (int tile = 0; tile < points.tiles; tile++) {
            distances(tile, queries, q * d, left, distances);
            if (energy.scale * (energy.base(PairKernels.min(distances, 0)) - least) > WeightSums.NEGLIGIBLE) continue;
            for (int j = 0; j < TILE; j++) {
                double p = weight(distances[j], least);
                total += p;
                // at distance 0 kernels with p < 2 have an infinite slope, but no direction to pull
                pulls[j] = p > 0 && distances[j] > 0 ? p * energy.pull(distances[j]) : 0;
            }
            for (int a = 0; a < d; a++) {
                double x = queries[q * d + a];
                double sum = 0;
                int place = points.offset(tile) + a * TILE;
                for (int j = 0; j < TILE; j++)
                    if (pulls[j] > 0) sum = Math.fma(pulls[j], points.coordinates[place + j] - x, sum);
                score[a] += sum;
            }
        }
        for (int a = 0; a < d; a++) score[a] /= total;
        return score;
    }

    /// \(e^{-(E - E_{least})}\).
    private double weight(double squaredDistance, double least) {
        double base = energy.base(squaredDistance);
        if (base >= PairEnergy.OUTSIDE) return 0;
        return base > least ? Math.exp(-energy.scale * (base - least)) : 1;
    }

    private double least(double[] queries, int from, int left, double[] distances) {
        double least = Double.POSITIVE_INFINITY;
        for (int tile = 0; tile < points.tiles; tile++) {
            distances(tile, queries, from, left, distances);
            least = Math.min(least, energy.base(PairKernels.min(distances, 0)));
        }
        return least;
    }

    /// Squared distances of a tile, the row `left` of the data, if any, being absent.
    private void distances(int tile, double[] queries, int from, int left, double[] out) {
        PairKernels.squaredDistance(points.coordinates, points.offset(tile), points.d, queries, from, out);
        if (left < 0) return;
        for (int j = 0; j < TILE; j++) if (points.order[tile * TILE + j] == left) out[j] = PairKernels.ABSENT;
    }

    /// \(p_i = e^{-E_i}/\sum_j e^{-E_j}\) of every point of the data at `x`, in their order; they sum to 1, or
    /// are NaN where a kernel of bounded support reaches no point.
    public double[] weights(double[] x) {
        double[] flat = flatten(new double[][] {x});
        var weights = new double[points.count];
        var distances = new double[TILE];
        double least = least(flat, 0, -1, distances), total = 0;
        for (int tile = 0; tile < points.tiles; tile++) {
            PairKernels.squaredDistance(points.coordinates, points.offset(tile), points.d, flat, 0, distances);
            for (int j = 0; j < TILE; j++) {
                int row = points.order[tile * TILE + j];
                if (row >= 0) total += weights[row] = weight(distances[j], least);
            }
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= total;
        return weights;
    }

    /// In which regime the bandwidth is at each row of `queries`.
    ///
    /// @param settings  neighbours and bootstrap
    public RegimeDiagnosis diagnose(double[][] queries, RegimeDiagnosis.Settings settings) {
        return RegimeDiagnosis.of(evaluate(queries, settings.neighbours()), energy, settings);
    }

    /// In which regime the bandwidth is at the points of the data themselves, each left out of its own estimate.
    public RegimeDiagnosis diagnose(RegimeDiagnosis.Settings settings) {
        return RegimeDiagnosis.of(leaveOneOut(settings.neighbours()), energy, settings);
    }

    private PairSweep sweep(int neighbours, boolean powers) {
        return new PairSweep(points, new PairEnergy[] {energy}, neighbours, powers, pruned);
    }

    private double[] logSums(double[] flat, int count) {
        var logs = new double[count];
        sweep(0, false).run(flat, count, (q, sums, _) -> logs[q] = sums[0].logSum());
        return logs;
    }

    private double[] flatten(double[][] queries) {
        int d = requireTable(queries, "queries");
        if (d != points.d)
            throw new IllegalArgumentException(
                    "queries must have %d columns as the data have, not %d".formatted(points.d, d));
        var flat = new double[queries.length * d];
        for (int q = 0; q < queries.length; q++) System.arraycopy(scale.apply(queries[q]), 0, flat, q * d, d);
        return flat;
    }

    private static void requireNeighbours(int neighbours, int most) {
        if (neighbours < 0 || neighbours > most)
            throw new IllegalArgumentException("neighbours must be in [0, %d], not %d".formatted(most, neighbours));
    }

    static int requireTable(double[][] rows, String name) {
        if (rows.length == 0 || rows[0].length == 0)
            throw new IllegalArgumentException(name + " must have at least one row and one column");
        int d = rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d)
                throw new IllegalArgumentException(
                        "%s: row %d must have %d columns, not %d".formatted(name, i, d, rows[i].length));
            for (int a = 0; a < d; a++) {
                if (!(Math.abs(rows[i][a]) < 1e90))
                    throw new IllegalArgumentException("%s: row %d, column %d must be finite and below 1e90, not %s"
                            .formatted(name, i, a, rows[i][a]));
            }
        }
        return d;
    }

    /// Puts results of several threads in their places.
    private final class Collector {
        private final double[] logDensity;
        private final WeightStatistics[] weights;
        private final double[][] distances;
        private final int[][] neighbours;

        Collector(int count) {
            logDensity = new double[count];
            weights = new WeightStatistics[count];
            distances = new double[count][];
            neighbours = new int[count][];
        }

        void take(int q, WeightSums[] sums, Nearest nearest, double normalisation) {
            weights[q] = sums[0].statistics();
            logDensity[q] = weights[q].logSum() - normalisation;
            distances[q] =
                    Arrays.stream(nearest.squaredDistances()).map(Math::sqrt).toArray();
            neighbours[q] = Arrays.stream(nearest.places())
                    .map(place -> points.order[place])
                    .toArray();
        }

        Evaluation evaluation() {
            return new Evaluation(logDensity, weights, distances, neighbours);
        }
    }
}
