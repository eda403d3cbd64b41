package org.onsager.transport.interpolant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.Law;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;

class InterpolantTest {
    private static final List<Curve> GAMMAS =
            List.of(Curve.brownian(1), Curve.brownian(0.4), Curve.quadratic(), Curve.sineSquared(), Curve.plateau(10));

    @Test
    void every_family_meets_its_ends_with_every_gamma() {
        for (var gamma : GAMMAS) {
            assertThat(Interpolant.linear(gamma).noisy()).isTrue();
            Interpolant.trig(gamma);
            Interpolant.encodingDecoding(gamma);
            Interpolant.mirror(gamma);
        }
        Interpolant.varianceExactTrig(Curve.brownian(0.9));
        assertThat(Interpolant.linear(Curve.zero()).noisy()).isFalse();
        assertThat(Interpolant.scoreBasedDiffusion().noise().at(0.6)).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void gamma_times_its_rate_is_finite_at_the_ends_where_the_rate_is_not() {
        var gamma = Curve.brownian(2);
        assertThat(gamma.rate(0)).isInfinite();
        assertThat(gamma.product(0)).isEqualTo(1);
        assertThat(gamma.product(1)).isEqualTo(-1);
        assertThat(Interpolant.scoreBasedDiffusion().alpha().product(1)).isEqualTo(-1);
    }

    @Test
    void curves_that_break_the_rules_are_refused_with_the_time() {
        var up = Curve.of(t -> t, t -> 1);
        var down = Curve.of(t -> 1 - t, t -> -1);
        assertThatThrownBy(() -> Interpolant.custom(down, up, Curve.constant(0.1)))
                .hasMessage("gamma must be 0.0 at t = 0.0, not 0.1");
        assertThatThrownBy(() -> Interpolant.custom(up, up, Curve.zero()))
                .hasMessage("alpha must be 1.0 at t = 0.0, not 0.0");
        assertThatThrownBy(() -> Interpolant.custom(down, up, Curve.of(t -> t * (t - 1), t -> 2 * t - 1)))
                .hasMessageContaining("gamma must be in [0, inf)")
                .hasMessageContaining("t = 0.005");
        assertThatThrownBy(() -> Interpolant.custom(Curve.of(t -> 1 - t, t -> -1.001), up, Curve.zero()))
                .hasMessageContaining("the rate of alpha must be its derivative");
        assertThatThrownBy(() -> Interpolant.custom(down, up, Curve.of(t -> Math.sqrt(t * (t - 1)), t -> 0)))
                .hasMessageContaining("gamma must be");
        assertThatThrownBy(() -> Curve.brownian(0)).hasMessage("a must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> Interpolant.varianceExactTrig(Curve.brownian(4)))
                .hasMessageContaining("[0, 1)");
    }

    @Test
    void any_two_fields_give_all_others() {
        var rho0 = GaussianMixture.random(2, 3, 1.5, RandomStream.of(1));
        var rho1 = GaussianMixture.random(3, 3, 1.5, RandomStream.of(2));
        var interpolant = Interpolant.trig(Curve.brownian(1));
        var truth = new MixtureTruth(interpolant, rho0, rho1);
        var all = truth.fields();
        double t = 0.37;
        double[] x = truth.draw(t, RandomStream.of(3), 5).values();
        for (var one : Quantity.values())
            for (var two : Quantity.values()) {
                if (one.compareTo(two) >= 0) continue;
                if (one == Quantity.SCORE && two == Quantity.DENOISER) continue; // one determines the other
                var fields = Fields.of(interpolant, one, all.get(one)).with(two, all.get(two));
                for (var wanted : Quantity.values())
                    assertThat(at(fields.get(wanted), t, x))
                            .as("%s from %s and %s", wanted, one, two)
                            .usingComparatorWithPrecision(1e-10)
                            .containsExactly(at(all.get(wanted), t, x));
            }
        var scoreOnly = Fields.of(interpolant, Quantity.SCORE, all.score());
        assertThat(scoreOnly.has(Quantity.DENOISER)).isTrue();
        assertThatThrownBy(scoreOnly::velocity).hasMessageContaining("does not follow from [score s]");
    }

    @Test
    void one_field_is_enough_for_one_sided_interpolants_and_mirrors() {
        var target = GaussianMixture.random(3, 2, 2, RandomStream.of(4));
        for (var interpolant :
                List.of(Interpolant.oneSidedLinear(), Interpolant.oneSidedTrig(), Interpolant.scoreBasedDiffusion())) {
            var truth = new MixtureTruth(interpolant, GaussianMixture.standardNormal(2), target);
            sameFromOne(truth, Quantity.VELOCITY, Quantity.DENOISER, Quantity.SCORE, Quantity.END, Quantity.START);
        }
        sameFromOne(
                MixtureTruth.mirror(Interpolant.mirror(Curve.brownian(1)), target),
                Quantity.VELOCITY,
                Quantity.DENOISER,
                Quantity.SCORE);
    }

    private static void sameFromOne(MixtureTruth truth, Quantity... quantities) {
        double[] x = truth.draw(0.6, RandomStream.of(5), 4).values();
        for (var one : quantities)
            for (var wanted : quantities)
                assertThat(at(
                                Fields.of(truth.interpolant(), one, truth.field(one))
                                        .get(wanted),
                                0.6,
                                x))
                        .as("%s of %s from %s", wanted, truth.interpolant().name(), one)
                        .usingComparatorWithPrecision(1e-10)
                        .containsExactly(at(truth.field(wanted), 0.6, x));
    }

    @Test
    void the_score_comes_of_the_denoiser_where_the_velocity_would_do_only_before_and_after_one_half() {
        var interpolant = Interpolant.encodingDecoding(Curve.sineSquared());
        var truth = new MixtureTruth(
                interpolant,
                GaussianMixture.random(2, 2, 1, RandomStream.of(1)),
                GaussianMixture.random(2, 2, 1, RandomStream.of(2)));
        var learned = Fields.of(interpolant, Quantity.VELOCITY, truth.field(Quantity.VELOCITY))
                .with(Quantity.DENOISER, truth.field(Quantity.DENOISER));
        assertThat(at(learned.score(), 0.5, new double[] {0.3, -1}))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(-0.3, 1);
    }

    @Test
    void a_schedule_can_be_changed_after_training() {
        var target = GaussianMixture.random(3, 2, 2, RandomStream.of(4));
        var normal = GaussianMixture.standardNormal(2);
        var learned = new MixtureTruth(Interpolant.oneSidedLinear(), normal, target);
        var wanted = new MixtureTruth(Interpolant.scoreBasedDiffusion(), normal, target);
        var changed = new ScheduleChange(learned.fields(), wanted.interpolant()).fields();
        for (double t : new double[] {0.1, 0.5, 0.93}) {
            double[] x = wanted.draw(t, RandomStream.of(6), 5).values();
            assertThat(at(changed.velocity(), t, x))
                    .usingComparatorWithPrecision(1e-8)
                    .containsExactly(at(wanted.field(Quantity.VELOCITY), t, x));
        }
        assertThatThrownBy(() -> new ScheduleChange(learned.fields(), Interpolant.trig(Curve.zero())))
                .hasMessageContaining("one-sided");
    }

    @Test
    void diffusive_paths_have_the_marginals_of_the_brownian_gamma() {
        var paths = new BridgePaths(Interpolant.linear(Curve.zero()), 0.5);
        assertThat(paths.sameMarginals().gamma().at(0.5)).isCloseTo(0.5, within(1e-15));
        var times = new double[] {0, 0.25, 0.7, 1};
        int n = 20_000;
        double sum = 0, square = 0, ends = 0;
        for (int i = 0; i < n; i++) {
            double[][] path = paths.path(
                    new double[] {1},
                    new double[] {3},
                    times,
                    RandomStream.of(7).at(i));
            sum += path[2][0] / n;
            square += path[2][0] * path[2][0] / n;
            ends = Math.max(ends, Math.abs(path[0][0] - 1) + Math.abs(path[3][0] - 3));
        }
        assertThat(ends).isLessThan(1e-12);
        double variance = 0.7 * 0.3; // 2 a t (1 - t)
        assertThat(sum).isCloseTo(2.4, within(4 * Math.sqrt(variance / n)));
        assertThat(square - sum * sum).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / n)));
    }

    @Test
    void a_sum_evaluates_a_field_that_both_parts_have_in_them_once() {
        var calls = new int[1];
        VectorField denoiser = VectorField.of(1, (t, x) -> {
            calls[0]++;
            return new double[] {Math.sin(3 * x[0]) + t};
        });
        var fields = Fields.of(Interpolant.mirror(Curve.brownian(1)), Quantity.DENOISER, denoiser);
        var b = fields.velocity();
        var s = fields.score();
        double[] x = {0.4, -1.2}, velocity = new double[2], score = new double[2], sum = new double[2];
        b.at(0.3, x, 2, velocity);
        s.at(0.3, x, 2, score);
        calls[0] = 0;
        org.onsager.transport.LinearFields.sum(b, t -> 1 + t, s).at(0.3, x, 2, sum);
        assertThat(calls[0]).isEqualTo(2);
        for (int i = 0; i < 2; i++) assertThat(sum[i]).isCloseTo(velocity[i] + 1.3 * score[i], within(1e-14));
        // a part that does not count may be singular
        org.onsager.transport.LinearFields.sum(b, _ -> 0, s).at(0, x, 2, sum);
        assertThat(sum).doesNotContain(Double.NaN);
    }

    @Test
    void couplings_keep_the_ends_and_optimal_ones_are_closer() {
        Law a = Law.normal(2);
        var b = GaussianMixture.normal(new double[] {2, 0}, new double[] {1, 1});
        double independent = cost(Coupling.independent(a, b));
        double optimal = cost(Coupling.minibatchOptimalTransport(a, b, 64));
        double entropic = cost(Coupling.minibatchSinkhorn(a, b, 64, 2));
        // the exact optimum is 4, independent pairs cost 4 + 4
        assertThat(independent).isCloseTo(8, within(1.5));
        assertThat(optimal).isBetween(3.0, 5.5);
        assertThat(entropic).isBetween(optimal, independent);
        var x0 = new double[512];
        var x1 = new double[512];
        var y1 = new double[512];
        Coupling.minibatchOptimalTransport(a, b, 64).fill(RandomStream.of(1), 256, x0, x1);
        Coupling.independent(a, b).fill(RandomStream.of(1), 256, x0, y1);
        java.util.Arrays.sort(x1);
        java.util.Arrays.sort(y1);
        assertThat(x1).containsExactly(y1);
        assertThatThrownBy(() ->
                        Coupling.paired(PointCloud.of(new double[] {1}), PointCloud.of(new double[][] {{1}, {2}})))
                .hasMessage("paired clouds must have as many points, not 1 and 2");
        assertThatThrownBy(() -> Coupling.independent(a, Law.normal(3)))
                .hasMessage("both ends must have the same dimension, not 2 and 3");
    }

    private static double cost(Coupling coupling) {
        int n = 256;
        var x0 = new double[2 * n];
        var x1 = new double[2 * n];
        coupling.fill(RandomStream.of(1), n, x0, x1);
        double sum = 0;
        for (int i = 0; i < 2 * n; i++) sum += (x0[i] - x1[i]) * (x0[i] - x1[i]) / n;
        return sum;
    }

    static double[] at(VectorField field, double t, double[] x) {
        var out = new double[x.length];
        field.at(t, x, x.length / field.dimension(), out);
        return out;
    }
}
