package org.onsager.transport.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.optim.Schedule;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.likelihood.KlBound;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;
import org.onsager.transport.sample.FlowSampler;

class LearningTest {
    private static final NetShape SMALL = new NetShape(2, 32, Activation.SILU, 0);
    private static final MixtureTruth TRUTH = new MixtureTruth(
            Interpolant.linear(Curve.brownian(1)),
            GaussianMixture.standardNormal(2),
            GaussianMixture.normal(new double[] {1, -1}, new double[] {0.5, 2}));

    private static FieldTrainer trainer(Quantity quantity, long steps) {
        return FieldTrainer.standard(
                        TRUTH.interpolant(), Coupling.independent(TRUTH.start(), TRUTH.end()), quantity, steps)
                .withShape(SMALL)
                .withPairs(128);
    }

    @Test
    void every_quantity_is_learned_from_its_own_objective() {
        for (var quantity : Quantity.values()) {
            var field = trainer(quantity, 500)
                    .withRate(5e-3, Schedule.everySteps(150, 0.4))
                    .train(RandomStream.of(1).split(quantity.name()));
            // scores blow up by 1/gamma of whatever the net misses: look inside
            double low = quantity == Quantity.SCORE ? 0.05 : 1e-3;
            double error = KlBound.error(TRUTH, quantity, field, low, 20, 200, RandomStream.of(2))
                    .mean();
            double size = KlBound.error(TRUTH, quantity, zero(), low, 20, 200, RandomStream.of(2))
                    .mean();
            assertThat(error).as("%s", quantity).isLessThan(0.1 * size);
        }
    }

    private static org.onsager.transport.VectorField zero() {
        return org.onsager.transport.VectorField.of(2, (t, x) -> new double[2]);
    }

    @Test
    void antithetic_loss_reaches_the_known_minimum() {
        var normal = GaussianMixture.standardNormal(1);
        var trainer = FieldTrainer.standard(
                        Interpolant.linear(Curve.brownian(2)),
                        Coupling.independent(normal, normal),
                        Quantity.SCORE,
                        600)
                .withShape(new NetShape(0, 1, Activation.IDENTITY, 0))
                .withPairs(1_000)
                .withRate(0.02, Schedule.constant());
        var learned = trainer.advance(trainer.start(), 600, RandomStream.of(3));
        double last = Arrays.stream(learned.losses()).skip(300).average().orElseThrow();
        assertThat(last).isCloseTo(-0.5, within(0.02));
    }

    @Test
    void training_in_pieces_has_the_bits_of_training_in_one_go() {
        var trainer = trainer(Quantity.VELOCITY, 40).withAverage(0.99);
        var stream = RandomStream.of(4);
        var whole = trainer.advance(trainer.start(), 40, stream);
        var half = trainer.advance(trainer.start(), 17, stream);
        var pieces = trainer.advance(half, 40, stream);
        assertThat(pieces.losses()).containsExactly(whole.losses());
        assertThat(pieces.parameters()).containsExactly(whole.parameters());
        double[] x = {0.3, -0.4};
        var a = new double[2];
        var b = new double[2];
        trainer.field(whole).at(0.5, x, 1, a);
        trainer.field(pieces).at(0.5, x, 1, b);
        assertThat(a).containsExactly(b);
    }

    @Test
    void a_loss_that_is_not_finite_stops_with_the_last_good_parameters() {
        // data of 1e25 square to infinity in single precision
        var huge = PointCloud.of(new double[][] {{1e25, 0}, {-1e25, 0}});
        var trainer = FieldTrainer.standard(
                        Interpolant.linear(Curve.brownian(1)),
                        Coupling.independent(Law.normal(2), huge),
                        Quantity.VELOCITY,
                        50)
                .withShape(SMALL)
                .withPairs(16);
        var learned = trainer.advance(trainer.start(), 50, RandomStream.of(5));
        assertThat(learned.failure()).contains("diverged at step");
        assertThat(learned.losses()).isNotEmpty();
        for (float each : learned.parameters()) assertThat(each).isFinite();
        assertThatThrownBy(() -> trainer.train(RandomStream.of(5)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("last good parameters are kept");
    }

    @Test
    void divergences_of_a_net_agree_with_differences() {
        var field = trainer(Quantity.VELOCITY, 20).train(RandomStream.of(6));
        double[] x = {0.3, -0.4, 1, 2};
        var out = new double[4];
        var exact = new double[2];
        var hutchinson = new double[2];
        field.divergence(0.4, x, 2, out, exact);
        // in two dimensions the four sign vectors average to the trace exactly
        var probes = new double[] {1, 1, 1, 1, 1, -1, 1, -1};
        field.divergence(0.4, x, 2, probes, out, hutchinson);
        assertThat(hutchinson).usingComparatorWithPrecision(1e-5).containsExactly(exact);
        for (int i = 0; i < 2; i++) {
            double trace = 0;
            for (int k = 0; k < 2; k++) {
                var moved = x.clone();
                var up = new double[4];
                var down = new double[4];
                moved[2 * i + k] += 0.01;
                field.at(0.4, moved, 2, up);
                moved[2 * i + k] -= 0.02;
                field.at(0.4, moved, 2, down);
                trace += (up[2 * i + k] - down[2 * i + k]) / 0.02;
            }
            assertThat(exact[i]).isCloseTo(trace, within(1e-3));
        }
    }

    @Test
    void rectified_flows_are_straighter() {
        var start = GaussianMixture.standardNormal(1);
        var end = GaussianMixture.line(new double[] {0.5, 0.5}, new double[] {-3, 3}, new double[] {0.2, 0.2});
        var truth = new MixtureTruth(Interpolant.linear(Curve.zero()), start, end);
        var rectification = new Rectification(FlowSampler.adaptive(1e-6));
        var velocity = truth.field(Quantity.VELOCITY);
        var cloud = PointCloud.draw(start, RandomStream.of(7), 500);
        double before = rectification.straightness(velocity, cloud, 20);
        var coupling = rectification.couple(velocity, start, 2_000, RandomStream.of(8));
        var straight = FieldTrainer.standard(Interpolant.linear(Curve.zero()), coupling, Quantity.VELOCITY, 600)
                .withShape(SMALL)
                .withPairs(128)
                .train(RandomStream.of(9));
        assertThat(rectification.straightness(straight, cloud, 20)).isLessThan(0.3 * before);
    }

    @Test
    void splines_find_the_gaussian_bridge() {
        var bridge = new GaussianBridge(0, 1, 0, 1, 1);
        assertThat(bridge.variance(0.5)).isCloseTo(1.2071068, within(1e-7));
        assertThat(bridge.endCovariance()).isCloseTo(Math.sqrt(2) - 1, within(1e-15));
        for (var each : java.util.List.of(bridge, new GaussianBridge(0, 0.5, 0, 1.5, 0.3))) {
            var solved = GaussianBridgeSolver.standard().solve(each);
            assertThat(solved.cost()).isCloseTo(each.cost(), within(0.01 * each.cost()));
            for (double t : new double[] {0.25, 0.5, 0.75})
                // the cost is flat around its minimum: what is 1e-4 of it leaves a per cent of the variance
                assertThat(solved.variance(t)).isCloseTo(each.variance(t), within(0.02 * each.variance(t)));
        }
    }

    @Test
    void the_game_finds_the_drift_of_the_gaussian_bridge() {
        var truth = new GaussianBridge(0, 1, 0, 1, 1);
        for (var curves : SchrodingerBridge.Curves.values()) {
            var bridge = new SchrodingerBridge(1, curves, SMALL, 128, 100, 4, 100, 5e-3, 0.5)
                    .solve(Law.normal(1), Law.normal(1), RandomStream.of(10));
            assertThat(bridge.cost()).as("%s", curves).isCloseTo(truth.cost(), within(0.15 * truth.cost()));
            var x = new double[] {-1, 1};
            var u = new double[2];
            bridge.drift().at(0.5, x, 2, u);
            for (int i = 0; i < 2; i++) assertThat(u[i]).isCloseTo(truth.drift(0.5, x[i]), within(0.25));
        }
    }

    @Test
    void settings_that_cannot_be_learned_are_refused() {
        var coupling = Coupling.independent(Law.normal(2), Law.normal(2));
        var plain = Interpolant.linear(Curve.zero());
        assertThatThrownBy(() -> FieldTrainer.standard(plain, coupling, Quantity.DENOISER, 10))
                .hasMessage("the denoiser eta_z needs gamma > 0; the interpolant linear has none");
        assertThatThrownBy(() -> trainer(Quantity.SCORE, 10).withTimes(TimeLaw.uniform(0)))
                .hasMessageContaining("divides by gamma");
        var cloud = PointCloud.of(new double[] {1, 2});
        assertThatThrownBy(() -> FieldTrainer.standard(
                        Interpolant.oneSidedLinear(), Coupling.independent(cloud, cloud), Quantity.VELOCITY, 10))
                .hasMessageContaining("must be standard normal");
        assertThatThrownBy(() ->
                        FieldTrainer.standard(Interpolant.mirror(Curve.brownian(1)), coupling, Quantity.DENOISER, 10))
                .hasMessageContaining("Coupling.mirror");
    }
}
