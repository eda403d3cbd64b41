package org.onsager.transport.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Moments;
import org.onsager.transport.PointCloud;
import org.onsager.transport.VectorField;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Fields;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;
import org.onsager.transport.mixture.GaussianMixture;
import org.onsager.transport.mixture.MixtureTruth;

class SamplersTest {
    private static final MixtureTruth LINE = new MixtureTruth(
            Interpolant.linear(Curve.brownian(1)),
            GaussianMixture.normal(new double[] {0}, new double[] {1}),
            GaussianMixture.normal(new double[] {1.5}, new double[] {4}));

    @Test
    void flow_of_a_gaussian_is_affine() {
        var start = PointCloud.of(new double[][] {{-1}, {0}, {2}});
        double[] end = FlowSampler.adaptive(1e-9)
                .sample(LINE.field(Quantity.VELOCITY), start)
                .end()
                .values();
        for (int i = 0; i < 3; i++) assertThat(end[i]).isCloseTo(1.5 + 2 * start.values()[i], within(1e-7));
        var back = FlowSampler.adaptive(1e-9).backward().sample(LINE.field(Quantity.VELOCITY), new PointCloud(1, end));
        assertThat(back.end().values()).usingComparatorWithPrecision(1e-7).containsExactly(start.values());
        assertThat(back.complete()).isTrue();
    }

    @Test
    void fixed_steps_converge_at_their_orders() {
        var start = PointCloud.of(new double[][] {{1.3}});
        double[] ratios = new double[3];
        FlowSampler[][] pairs = {
            {FlowSampler.euler(100), FlowSampler.euler(200)},
            {FlowSampler.heun(50), FlowSampler.heun(100)},
            {FlowSampler.rk4(20), FlowSampler.rk4(40)}
        };
        for (int k = 0; k < 3; k++) ratios[k] = error(pairs[k][0], start) / error(pairs[k][1], start);
        assertThat(ratios[0]).isCloseTo(2, within(0.2));
        assertThat(ratios[1]).isCloseTo(4, within(0.6));
        assertThat(ratios[2]).isCloseTo(16, within(5.0));
    }

    private static double error(FlowSampler sampler, PointCloud start) {
        double end = sampler.sample(LINE.field(Quantity.VELOCITY), start).end().values()[0];
        return Math.abs(end - (1.5 + 2 * start.values()[0]));
    }

    @Test
    void diffusions_of_any_noise_end_in_the_target_and_forget_their_start() {
        int n = 20_000;
        var start = PointCloud.draw(LINE.start(), RandomStream.of(1), n);
        for (double eps : new double[] {0.3, 2}) {
            var run = SdeSampler.of(Epsilon.constant(eps)).forward(LINE.fields(), start, RandomStream.of(2));
            var moments = new Moments();
            moments.addAll(run.end().values());
            assertThat(moments.estimate().mean()).isCloseTo(1.5, within(4 * 2 / Math.sqrt(n) + 0.005));
            assertThat(variance(run.end().values())).isCloseTo(4, within(4 * 4 * Math.sqrt(2.0 / n) + 0.02));
            // correlation exp(-int eps / C)
            double integral = org.onsager.numerics.quadrature.QuadratureRule.legendre(40)
                    .on(0, 1)
                    .sum(t -> eps / ((1 - t) * (1 - t) + 4 * t * t + t * (1 - t)));
            assertThat(correlation(start.values(), run.end().values()))
                    .isCloseTo(Math.exp(-integral), within(4 / Math.sqrt(n) + 0.01));
            var back = SdeSampler.of(Epsilon.constant(eps)).backward(LINE.fields(), run.end(), RandomStream.of(3));
            assertThat(variance(back.end().values())).isCloseTo(1, within(4 * Math.sqrt(2.0 / n) + 0.02));
        }
    }

    private static double variance(double[] x) {
        double mean = 0, square = 0;
        for (double each : x) mean += each / x.length;
        for (double each : x) square += (each - mean) * (each - mean) / x.length;
        return square;
    }

    private static double correlation(double[] x, double[] y) {
        double mx = 0, my = 0, xy = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / x.length;
            my += y[i] / x.length;
        }
        for (int i = 0; i < x.length; i++) xy += (x[i] - mx) * (y[i] - my) / x.length;
        return xy / Math.sqrt(variance(x) * variance(y));
    }

    @Test
    void zero_noise_is_the_flow_and_needs_no_score() {
        var velocity = Fields.of(LINE.interpolant(), Quantity.VELOCITY, LINE.field(Quantity.VELOCITY));
        var start = PointCloud.of(new double[][] {{0.4}});
        double end = SdeSampler.of(Epsilon.zero())
                .forward(velocity, start, RandomStream.of(1))
                .end()
                .values()[0];
        assertThat(end).isCloseTo(1.5 + 0.8, within(1e-3));
        assertThatThrownBy(() -> SdeSampler.of(Epsilon.constant(1)).forward(velocity, start, RandomStream.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the score s of a linear interpolant does not follow from [velocity b]");
    }

    @Test
    void wrong_noise_and_wrong_points_are_refused() {
        assertThatThrownBy(() -> Epsilon.constant(-1)).hasMessage("epsilon must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> SdeSampler.of(Epsilon.of(t -> 0.5 - t)))
                .hasMessageContaining("epsilon must be in [0, inf), not -0.0")
                .hasMessageContaining("at t = 0.51");
        assertThatThrownBy(() -> Epsilon.table(new double[] {0, 0}, new double[] {1, 1}))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new PointCloud(2, new double[] {1, Double.NaN}))
                .hasMessage("point 0 must be finite, but coordinate 1 is NaN");
        assertThatThrownBy(() -> new PointCloud(2, new double[0])).hasMessageContaining("at least one point");
        assertThatThrownBy(() -> new PointCloud(2, new double[3])).hasMessageContaining("whole points");
        assertThatThrownBy(() -> FlowSampler.standard()
                        .sample(LINE.field(Quantity.VELOCITY), PointCloud.of(new double[] {1, 2})))
                .hasMessage("points must have the velocity's dimension 1, not 2");
        assertThat(Epsilon.table(new double[] {0, 1}, new double[] {1, 3}).at(0.25))
                .isEqualTo(1.5);
        assertThat(Epsilon.bump(4).integral(0, 1)).isCloseTo(4.0 / 6, within(1e-15));
    }

    @Test
    void stiffness_is_warned_of_and_blow_up_is_counted() {
        var start = PointCloud.draw(LINE.start(), RandomStream.of(1), 10);
        var stiff = SdeSampler.of(Epsilon.constant(5)).between(1e-3, 1 - 1e-3);
        assertThat(stiff.forward(LINE.fields(), start, RandomStream.of(2)).warnings())
                .singleElement()
                .asString()
                .contains("h epsilon / gamma^2");
        assertThat(SdeSampler.of(Epsilon.proportional(1, LINE.interpolant().gamma()))
                        .forward(LINE.fields(), start, RandomStream.of(2))
                        .warnings())
                .isEmpty();
        var wild = Fields.of(LINE.interpolant(), Quantity.VELOCITY, VectorField.of(1, (t, x) ->
                new double[] {x[0] > 0.5 ? Double.POSITIVE_INFINITY : 0}));
        var cloud = PointCloud.of(new double[][] {{0}, {1}, {0.2}, {2}});
        var run = SdeSampler.of(Epsilon.zero()).forward(wild, cloud, RandomStream.of(3));
        assertThat(run.lostFraction()).isEqualTo(0.5);
        assertThat(run.firstBlowUp()).isCloseTo(0.01, within(1e-12));
        assertThat(run.suggestedStep()).isCloseTo(0.0025, within(1e-12));
        assertThat(run.end().size()).isEqualTo(2);
        assertThatThrownBy(() -> SdeSampler.of(Epsilon.zero())
                        .forward(wild, PointCloud.of(new double[] {3}), RandomStream.of(3)))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void a_flow_at_its_step_floor_is_partial_and_says_so() {
        var jump = VectorField.of(1, (t, x) -> new double[] {1 / Math.sqrt(Math.abs(t - 0.5)) / (t - 0.5)});
        var sampler = new FlowSampler(
                new org.onsager.solve.explicit.Dopri5(),
                new org.onsager.solve.Pid(
                        org.onsager.solve.Tolerance.of(1e-9, 1e-9),
                        0,
                        1,
                        0,
                        0.9,
                        0.2,
                        10,
                        1e-2,
                        1e-6,
                        Double.POSITIVE_INFINITY,
                        false),
                0,
                1);
        var flow = sampler.sample(jump, PointCloud.of(new double[] {0}));
        assertThat(flow.complete()).isFalse();
        assertThat(flow.reached()).isBetween(0.4, 0.5);
        assertThat(flow.message()).isNotEmpty();
    }

    @Test
    void same_seed_same_bits_on_two_threads() throws Exception {
        var start = PointCloud.draw(LINE.start(), RandomStream.of(1), 9_000);
        var results = new double[2][];
        for (int k = 0; k < 2; k++) {
            try (var pool = new ForkJoinPool(k + 1)) {
                results[k] = pool.submit(() -> SdeSampler.of(Epsilon.constant(1))
                                .withSteps(20)
                                .forward(LINE.fields(), start, RandomStream.of(4))
                                .end()
                                .values())
                        .get();
            }
        }
        assertThat(results[0]).containsExactly(results[1]);
    }

    @Test
    void a_logistic_grid_keeps_the_stiffness_of_a_brownian_gamma_level() {
        double low = 1e-3, high = 1 - 1e-3;
        double first = 0;
        for (int k = 0; k < 100; k++) {
            double t = TimeGrid.LOGISTIC.at(k / 100.0, low, high),
                    next = TimeGrid.LOGISTIC.at((k + 1) / 100.0, low, high);
            double middle = 0.5 * (t + next), stiffness = (next - t) / (middle * (1 - middle));
            if (k == 0) first = stiffness;
            assertThat(stiffness).isCloseTo(first, within(0.02 * first));
        }
        int n = 20_000;
        var start = PointCloud.draw(LINE.law(low), RandomStream.of(1), n);
        var run = SdeSampler.of(Epsilon.constant(1))
                .between(low, high)
                .withGrid(TimeGrid.LOGISTIC)
                .forward(LINE.fields(), start, RandomStream.of(2));
        assertThat(run.warnings()).isEmpty();
        assertThat(variance(run.end().values())).isCloseTo(4, within(4 * 4 * Math.sqrt(2.0 / n) + 0.02));
        assertThatThrownBy(() -> SdeSampler.of(Epsilon.constant(1)).withGrid(TimeGrid.LOGISTIC))
                .hasMessage("a logistic grid needs times inside (0, 1), not [0.0, 1.0]");
    }
}
