package org.onsager.papers.stochasticinterpolants;

import java.util.List;
import org.onsager.lab.Scale;
import org.onsager.lab.Trial;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.likelihood.DiffusionLikelihood;
import org.onsager.transport.likelihood.DiffusionLikelihood.Formula;
import org.onsager.transport.likelihood.FlowLikelihood;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;

/// S7: likelihoods of exact fields against the density.
final class LikelihoodClaims {
    private static final int STEPS = 200;
    private static final int PATHS = 64;

    private final Settings settings;
    private final Trial trial;

    LikelihoodClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        var stream = trial.random().split("likelihood");
        var truth = new MixtureTruth(
                Interpolant.linear(Curve.brownian(1)),
                GaussianMixture.random(2, 2, 1.5, stream.split("start law")),
                GaussianMixture.random(3, 2, 1.5, stream.split("end law")));
        var points = PointCloud.draw(truth.end(), stream.split("points"), settings.likelihoodPoints());
        double[] exact = truth.end().logDensity(points.values());
        double[] flow = new FlowLikelihood(FlowSampler.adaptive(1e-8), 0)
                .evaluate(truth.field(Quantity.VELOCITY), truth.start()::logDensity, points, stream)
                .values();
        double worst = 0;
        for (int i = 0; i < exact.length; i++) worst = Math.max(worst, Math.abs(flow[i] - exact[i]));
        var claim = trial.claim("S7").number("largest error of the flow's log-likelihood", 0, worst, 1e-6);
        var formulas = trial.scale() == Scale.SMOKE
                ? List.of(Formula.BACKWARD)
                : List.of(Formula.BACKWARD, Formula.FEYNMAN_KAC, Formula.PATHWISE);
        for (var formula : formulas) {
            var found = DiffusionLikelihood.of(formula, Epsilon.constant(0.3), STEPS, PATHS)
                    .evaluate(truth.fields(), truth.start()::logDensity, points, stream.split(formula.name()));
            int beyond = 0;
            for (int i = 0; i < exact.length; i++)
                if (Math.abs(found.values()[i] - exact[i]) > 3 * found.standardErrors()[i]) beyond++;
            trial.metric("likelihood_beyond_3_errors_" + formula, beyond);
            if (formula == Formula.BACKWARD)
                claim.within(
                        "points further than three standard errors off, backward formula",
                        0,
                        allowed(exact.length),
                        beyond);
        }
        claim.done(
                ("d = 2, %d points, eps = 0.3, %d steps, %d paths. Of independent points a share of 0.0038 lies beyond three"
                                + " standard errors by chance; more than the allowed number has a probability below 0.001")
                        .formatted(exact.length, STEPS, PATHS));
    }

    /// The number of points beyond three standard errors (Student, 63 degrees of freedom: 0.0038 each) that
    /// chance exceeds with a probability below 0.001.
    private static int allowed(int points) {
        double mean = 0.0038 * points, term = Math.exp(-mean), sum = term;
        int k = 0;
        while (1 - sum > 1e-3) {
            term *= mean / ++k;
            sum += term;
        }
        return k;
    }
}
