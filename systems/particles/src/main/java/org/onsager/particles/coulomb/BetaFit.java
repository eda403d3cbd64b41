package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;

/// The inverse temperature at which a planar Coulomb gas has the nearest-neighbour spacings of a point pattern.
///
/// Reference laws come from our own sampler: gases in the harmonic trap with as many points as the pattern
/// (between 40 and 200) at a grid of temperatures from independent points (\(\beta = 0\)) to \(\beta = 16\),
/// their spacings taken exactly as those of the pattern ([Spacings]), so that the bias of edges and of unfolding
/// is the same on both sides. Between grid points the distribution functions are interpolated; \(\beta\)
/// minimises Cramer and von Mises' distance. The error is a bootstrap over spacings.
///
/// Source: G. Akemann, M. Baake, N. Chakarov, O. Krueger, A. Mielke, M. Ottensmann, R. Werdehausen, *Territorial
/// behaviour of buzzards versus random matrix spacing distributions*, J. Theor. Biol. 509 (2021) 110475, for the
/// question.
public final class BetaFit {
    private static final double[] GRID = {0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 9, 16};
    private static final int LEAST_POINTS = 40;
    private static final int MOST_POINTS = 200;
    private static final int BURN_IN = 300;
    private static final int SWEEPS = 4;
    private static final int BOOTSTRAPS = 200;

    private final double[][] references;

    private BetaFit(double[][] references) {
        this.references = references;
    }

    /// What a pattern says.
    ///
    /// @param beta  best \(\beta\), in `[0, 16]`; at 16 read "at least"
    /// @param standardError  bootstrap standard error
    /// @param spacings  spacings that were used
    /// @param kolmogorov  largest distance of the distribution functions at the best \(\beta\)
    /// @param kolmogorovPoisson  the same for independent points
    /// @param rejected  whether even the best \(\beta\) is rejected at 1%: not a Coulomb gas, or not unfolded by
    ///     this
    public record Result(
            double beta,
            double standardError,
            int spacings,
            double kolmogorov,
            double kolmogorovPoisson,
            boolean rejected) {}

    /// Simulates the reference laws: some seconds on two cores.
    ///
    /// @param points  points of the patterns that will be fitted
    /// @param draws  configurations of each temperature, 150 serve
    public static BetaFit simulated(int points, int draws, RandomStream stream) {
        require(points >= 10, "points", points, "[10, inf)");
        require(draws >= 1, "draws", draws, "[1, inf)");
        int n = Math.clamp(points, LEAST_POINTS, MOST_POINTS);
        var references = new double[GRID.length][];
        Parallel.range(GRID.length, 1, (from, to) -> {
            for (int g = from; g < to; g++) references[g] = reference(GRID[g], n, draws, stream.at(g));
        });
        return new BetaFit(references);
    }

    private static double[] reference(double beta, int n, int draws, RandomStream stream) {
        Sampler sampler = beta == 0
                ? new IndependentPoints(CoulombGas.harmonic(2, 1, n))
                : new Metropolis(CoulombGas.harmonic(2, beta, n), SWEEPS, BURN_IN);
        var state = sampler.start(stream);
        var all = DoubleStream.builder();
        var tape = stream.split("draws");
        for (int k = 0; k < draws; k++) {
            state = sampler.next(state, tape.at(k).generator());
            for (double s : Spacings.of(state.x())) all.add(s);
        }
        double[] sorted = all.build().toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /// The reference distribution function at \(\beta\).
    public double cumulative(double beta, double spacing) {
        int g = 0;
        while (g + 2 < GRID.length && GRID[g + 1] < beta) g++;
        double weight = Math.clamp((beta - GRID[g]) / (GRID[g + 1] - GRID[g]), 0, 1);
        return (1 - weight) * empirical(references[g], spacing) + weight * empirical(references[g + 1], spacing);
    }

    private static double empirical(double[] sorted, double spacing) {
        int at = Arrays.binarySearch(sorted, spacing);
        return (double) (at < 0 ? -at - 1 : at + 1) / sorted.length;
    }

    /// Fits the spacings of one or more patterns, as [Spacings] gives them.
    ///
    /// @param spacings  at least 10
    public Result fit(double[] spacings, RandomStream stream) {
        require(spacings.length >= 10, "spacings", spacings.length, "[10, inf)");
        double beta = best(spacings);
        var tape = stream.split("bootstrap");
        var fits = new double[BOOTSTRAPS];
        Parallel.range(BOOTSTRAPS, 10, (from, to) -> {
            for (int b = from; b < to; b++) {
                var source = tape.at(b).generator();
                var drawn = new double[spacings.length];
                for (int k = 0; k < drawn.length; k++) drawn[k] = spacings[source.nextInt(spacings.length)];
                fits[b] = best(drawn);
            }
        });
        var moments = new Moments();
        moments.addAll(fits);
        double error = moments.standardDeviation();
        double distance = kolmogorov(spacings, beta);
        boolean rejected = distance * Math.sqrt(spacings.length) > 1.63;
        return new Result(beta, error, spacings.length, distance, kolmogorov(spacings, 0), rejected);
    }

    /// The distances at the grid's temperatures give that at every other: between two grid points the squared
    /// distance is a parabola in the weight, whose minimum is in closed form.
    private double best(double[] spacings) {
        double[] sorted = spacings.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        var miss = new double[GRID.length][n];
        for (int g = 0; g < GRID.length; g++)
            for (int k = 0; k < n; k++) miss[g][k] = empirical(references[g], sorted[k]) - (k + 0.5) / n;
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 0; g + 1 < GRID.length; g++) {
            double aa = 0, ab = 0, bb = 0;
            for (int k = 0; k < n; k++) {
                aa += miss[g][k] * miss[g][k];
                ab += miss[g][k] * miss[g + 1][k];
                bb += miss[g + 1][k] * miss[g + 1][k];
            }
            double curvature = aa - 2 * ab + bb;
            double weight = curvature > 0 ? Math.clamp((aa - ab) / curvature, 0, 1) : 0;
            double distance = (1 - weight) * (1 - weight) * aa + 2 * weight * (1 - weight) * ab + weight * weight * bb;
            if (distance < least) {
                least = distance;
                best = GRID[g] + weight * (GRID[g + 1] - GRID[g]);
            }
        }
        return best;
    }

    private double kolmogorov(double[] spacings, double beta) {
        double[] sorted = spacings.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int k = 0; k < sorted.length; k++) {
            double f = cumulative(beta, sorted[k]);
            largest = Math.max(largest, Math.max(f - (double) k / sorted.length, (k + 1.0) / sorted.length - f));
        }
        return largest;
    }
}
