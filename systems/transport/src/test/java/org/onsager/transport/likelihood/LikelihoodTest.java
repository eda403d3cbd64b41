package org.onsager.transport.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.likelihood.DiffusionLikelihood.Formula;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;
import org.onsager.transport.sample.Epsilon;
import org.onsager.transport.sample.FlowSampler;

class LikelihoodTest {
    private static final MixtureTruth TRUTH = new MixtureTruth(
            Interpolant.linear(Curve.brownian(1)),
            GaussianMixture.random(2, 2, 1, RandomStream.of(1)),
            GaussianMixture.random(3, 2, 1, RandomStream.of(2)));
    private static final PointCloud POINTS = PointCloud.draw(TRUTH.end(), RandomStream.of(3), 20);

    @Test
    void flow_likelihood_is_exact_and_hutchinson_agrees_within_its_error() {
        double[] expected = TRUTH.end().logDensity(POINTS.values());
        var exact = new FlowLikelihood(FlowSampler.adaptive(1e-8), 0)
                .evaluate(TRUTH.field(Quantity.VELOCITY), TRUTH.start()::logDensity, POINTS, RandomStream.of(4));
        assertThat(exact.values()).usingComparatorWithPrecision(1e-6).containsExactly(expected);
        var estimated = new FlowLikelihood(FlowSampler.adaptive(1e-5), 32)
                .evaluate(TRUTH.field(Quantity.VELOCITY), TRUTH.start()::logDensity, POINTS, RandomStream.of(4));
        for (int i = 0; i < 20; i++)
            assertThat(estimated.values()[i])
                    .isCloseTo(expected[i], within(5 * estimated.standardErrors()[i] + 1e-3));
    }

    @Test
    void every_diffusion_formula_agrees_with_the_density() {
        double[] expected = TRUTH.end().logDensity(POINTS.values());
        for (var formula : Formula.values()) {
            var result = DiffusionLikelihood.of(formula, Epsilon.constant(0.3), 200, 200)
                    .evaluate(TRUTH.fields(), TRUTH.start()::logDensity, POINTS, RandomStream.of(5));
            // Feynman-Kac weights are broad: its paths run up the density
            double bias = formula == Formula.FEYNMAN_KAC ? 0.1 : 0.02;
            for (int i = 0; i < 20; i++)
                assertThat(result.values()[i])
                        .as("%s at point %d", formula, i)
                        .isCloseTo(expected[i], within(4.5 * result.standardErrors()[i] + bias));
        }
    }

    @Test
    void the_martingale_takes_nearly_all_variance_away() {
        var plain = DiffusionLikelihood.of(Formula.BACKWARD, Epsilon.constant(0.5), 100, 50)
                .evaluate(TRUTH.fields(), TRUTH.start()::logDensity, POINTS, RandomStream.of(6));
        var controlled = DiffusionLikelihood.of(Formula.CONTROLLED, Epsilon.constant(0.5), 100, 50)
                .evaluate(TRUTH.fields(), TRUTH.start()::logDensity, POINTS, RandomStream.of(6));
        double a = 0, b = 0;
        for (int i = 0; i < 20; i++) {
            a += plain.standardErrors()[i];
            b += controlled.standardErrors()[i];
        }
        assertThat(b).isLessThan(0.2 * a);
    }

    /// The model drifts by a constant too much; everything is known in closed form.
    @Test
    void divergence_of_a_shifted_model_is_the_closed_one_and_below_the_bound() {
        double delta = 0.3;
        var normal = GaussianMixture.standardNormal(1);
        var still = new MixtureTruth(Interpolant.linear(Curve.brownian(2)), normal, normal);
        var model = Fields.of(still.interpolant(), Quantity.VELOCITY, VectorField.of(1, (t, x) -> new double[] {delta}))
                .with(Quantity.SCORE, still.field(Quantity.SCORE));
        var points = PointCloud.draw(normal, RandomStream.of(7), 4_000);
        var sweep =
                new KlSweep(50, 16, 0).sweep(model, new double[] {0, 1, 5}, normal, normal, points, RandomStream.of(8));
        double[] expected = {0.045, 0.0179810, 0.0017757};
        for (int k = 0; k < 3; k++)
            assertThat(sweep.get(k).mean())
                    .isCloseTo(expected[k], within(4 * sweep.get(k).standardError() + 0.004));
        var bound = KlBound.measure(still, model, 0, 20, 500, RandomStream.of(9));
        assertThat(bound.velocityError().mean()).isCloseTo(delta * delta, within(1e-12));
        assertThat(bound.scoreError().mean()).isCloseTo(0, within(1e-20));
        assertThat(bound.at(1)).isCloseTo(delta * delta / 2, within(1e-12)).isGreaterThan(expected[1]);
    }

    @Test
    void a_score_through_gamma_is_refused_where_gamma_is_zero() {
        var learned = Fields.of(TRUTH.interpolant(), Quantity.VELOCITY, TRUTH.field(Quantity.VELOCITY))
                .with(Quantity.DENOISER, TRUTH.field(Quantity.DENOISER));
        assertThatThrownBy(() -> DiffusionLikelihood.of(Formula.BACKWARD, Epsilon.constant(1), 10, 4)
                        .evaluate(learned, TRUTH.start()::logDensity, POINTS, RandomStream.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gamma, which is 0 at t = 0.0");
    }
}
