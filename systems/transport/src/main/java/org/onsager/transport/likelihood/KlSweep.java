package org.onsager.transport.likelihood;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;
import org.onsager.transport.sample.TimeGrid;

/// \(\mathrm{KL}(\rho_1 \| \hat\rho_1) = E_{\rho_1}[\log\rho_1 - \log\hat\rho_1]\) of learned fields as a
/// function of the noise level, when the target's density is known.
///
/// Diffusions take steps in proportion to \(t(1-t)\) where their times start above 0, and are weighed path by
/// path ([DiffusionLikelihood.Formula#PATHWISE]); the logarithm of a mean over few paths is too low on average,
/// so that the divergence comes out too high by about half the squared relative error.
///
/// @param steps  of the diffusions
/// @param paths  a point
/// @param low  smallest time; the largest is one minus it
public record KlSweep(int steps, int paths, double low) {

    public KlSweep {
        require(steps >= 2, "steps", steps, "[2, inf)");
        require(paths >= 2, "paths", paths, "[2, inf)");
        require(low >= 0 && low < 0.5, "low", low, "[0, 0.5)");
    }

    /// Of the probability flow.
    ///
    /// @param truth  points of \(\rho_1\), at least two
    public Estimate flow(
            Fields fields, GaussianMixture start, GaussianMixture end, PointCloud truth, RandomStream stream) {
        return flow(FlowSampler.standard().between(low, 1 - low), fields, start, end, truth, stream);
    }

    /// Of the probability flow, followed as one likes: the divergence of a net of rectifiers jumps, and an
    /// adaptive method would look for every jump of every point.
    public Estimate flow(
            FlowSampler flow,
            Fields fields,
            GaussianMixture start,
            GaussianMixture end,
            PointCloud truth,
            RandomStream stream) {
        int probes = truth.dimension() <= FlowLikelihood.EXACT_UP_TO ? 0 : 8;
        var model = new FlowLikelihood(flow, probes)
                .evaluate(fields.velocity(), start::logDensity, truth, stream)
                .values();
        return divergence(end.logDensity(truth.values()), model);
    }

    /// Of the diffusion with constant noise.
    ///
    /// @param epsilon  positive
    public Estimate diffusion(
            Fields fields,
            double epsilon,
            GaussianMixture start,
            GaussianMixture end,
            PointCloud truth,
            RandomStream stream) {
        require(epsilon > 0, "epsilon", epsilon, "(0, inf)");
        var model = DiffusionLikelihood.of(
                        DiffusionLikelihood.Formula.PATHWISE, Epsilon.constant(epsilon), steps, paths)
                .between(low, 1 - low)
                .withGrid(low > 0 ? TimeGrid.LOGISTIC : TimeGrid.UNIFORM)
                .evaluate(fields, start::logDensity, truth, stream)
                .values();
        return divergence(end.logDensity(truth.values()), model);
    }

    /// All of them: 0 stands for the probability flow. The same truth and the same noise serve every level.
    public List<Estimate> sweep(
            Fields fields,
            double[] epsilons,
            GaussianMixture start,
            GaussianMixture end,
            PointCloud truth,
            RandomStream stream) {
        var results = new ArrayList<Estimate>();
        for (double epsilon : epsilons)
            results.add(
                    epsilon == 0
                            ? flow(fields, start, end, truth, stream)
                            : diffusion(fields, epsilon, start, end, truth, stream));
        return results;
    }

    private static Estimate divergence(double[] truth, double[] model) {
        var differences = new double[truth.length];
        for (int i = 0; i < truth.length; i++) differences[i] = truth[i] - model[i];
        return Estimate.of(differences);
    }
}
