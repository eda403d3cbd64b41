package org.onsager.transport.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.transport.interpolant.Curve;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;

class MixtureTruthTest {
    private static final GaussianMixture START = GaussianMixture.random(2, 3, 1.5, RandomStream.of(1));
    private static final GaussianMixture END = GaussianMixture.random(3, 3, 1.5, RandomStream.of(2));

    private static List<MixtureTruth> families() {
        var normal = GaussianMixture.standardNormal(3);
        return List.of(
                new MixtureTruth(Interpolant.linear(Curve.brownian(1)), START, END),
                new MixtureTruth(Interpolant.trig(Curve.plateau(10)), START, END),
                new MixtureTruth(Interpolant.varianceExactTrig(Curve.brownian(0.5)), START, END),
                new MixtureTruth(Interpolant.encodingDecoding(Curve.sineSquared()), START, END),
                new MixtureTruth(Interpolant.linear(Curve.zero()), START, END),
                new MixtureTruth(Interpolant.oneSidedLinear(), normal, END),
                new MixtureTruth(Interpolant.scoreBasedDiffusion(), normal, END),
                MixtureTruth.mirror(Interpolant.mirror(Curve.brownian(1)), END));
    }

    /// The formulas of the fields, term by term with no rearrangement, in one dimension.
    @Test
    void fields_equal_their_plain_sums_on_the_line() {
        var start = GaussianMixture.line(new double[] {0.3, 0.7}, new double[] {-1, 2}, new double[] {0.5, 1.5});
        var end = GaussianMixture.line(new double[] {0.6, 0.4}, new double[] {0, 3}, new double[] {1, 0.2});
        var interpolant = Interpolant.linear(Curve.brownian(1));
        var truth = new MixtureTruth(interpolant, start, end);
        double t = 0.3, x = 0.7;
        double[][] w = new double[2][2];
        double rho = 0, b = 0, s = 0, eta0 = 0;
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) {
                double m = 0.7 * start.meanOf(i)[0] + 0.3 * end.meanOf(j)[0];
                double c = 0.49 * start.covarianceOf(i)[0] + 0.09 * end.covarianceOf(j)[0] + 0.21;
                double half = -0.7 * start.covarianceOf(i)[0] + 0.3 * end.covarianceOf(j)[0] + 0.5 * (1 - 0.6);
                w[i][j] = start.weight(i)
                        * end.weight(j)
                        * Math.exp(-0.5 * (x - m) * (x - m) / c)
                        / Math.sqrt(2 * Math.PI * c);
                rho += w[i][j];
                b += w[i][j] * (end.meanOf(j)[0] - start.meanOf(i)[0] + half / c * (x - m));
                s -= w[i][j] * (x - m) / c;
                eta0 += w[i][j] * (start.meanOf(i)[0] + 0.7 * start.covarianceOf(i)[0] / c * (x - m));
            }
        assertThat(truth.logDensity(t, new double[] {x})[0]).isCloseTo(Math.log(rho), within(1e-13));
        assertThat(value(truth, Quantity.VELOCITY, t, x)).isCloseTo(b / rho, within(1e-13));
        assertThat(value(truth, Quantity.SCORE, t, x)).isCloseTo(s / rho, within(1e-13));
        assertThat(value(truth, Quantity.START, t, x)).isCloseTo(eta0 / rho, within(1e-13));
    }

    private static double value(MixtureTruth truth, Quantity quantity, double t, double x) {
        var out = new double[1];
        truth.field(quantity).at(t, new double[] {x}, 1, out);
        return out[0];
    }

    @Test
    void density_is_transported_and_the_score_is_its_gradient() {
        for (var truth : families())
            for (double t : new double[] {0.2, 0.71}) {
                double[] x = truth.draw(t, RandomStream.of(3), 20).values();
                var b = new double[60];
                var s = new double[60];
                var divergence = new double[20];
                truth.field(Quantity.SCORE).at(t, x, 20, s);
                truth.field(Quantity.VELOCITY).divergence(t, x, 20, b, divergence);
                double h = 1e-3;
                double[] p1 = truth.logDensity(t + h, x), m1 = truth.logDensity(t - h, x);
                double[] p2 = truth.logDensity(t + 2 * h, x), m2 = truth.logDensity(t - 2 * h, x);
                for (int i = 0; i < 20; i++) {
                    double rate = (8 * (p1[i] - m1[i]) - (p2[i] - m2[i])) / (12 * h);
                    double flux = divergence[i];
                    for (int k = 0; k < 3; k++) flux += b[3 * i + k] * s[3 * i + k];
                    assertThat(rate + flux)
                            .as("%s at t = %s", truth.interpolant().name(), t)
                            .isCloseTo(0, within(1e-6 * Math.max(1, Math.abs(rate))));
                }
            }
    }

    @Test
    void closed_divergences_and_jacobians_agree_with_differences() {
        for (var truth : families())
            for (var quantity : List.of(Quantity.VELOCITY, Quantity.SCORE)) {
                var field = truth.field(quantity);
                double[] x = truth.draw(0.4, RandomStream.of(4), 1).values();
                double[] jacobian =
                        quantity == Quantity.SCORE ? truth.scoreJacobian(0.4, x) : truth.velocityJacobian(0.4, x);
                var up = new double[3];
                var down = new double[3];
                double trace = 0;
                for (int l = 0; l < 3; l++) {
                    var moved = x.clone();
                    moved[l] = x[l] + 1e-5;
                    field.at(0.4, moved, 1, up);
                    moved[l] = x[l] - 1e-5;
                    field.at(0.4, moved, 1, down);
                    for (int k = 0; k < 3; k++)
                        assertThat(jacobian[3 * k + l])
                                .as("%s of %s", quantity, truth.interpolant().name())
                                .isCloseTo((up[k] - down[k]) / 2e-5, within(1e-7));
                    trace += jacobian[4 * l];
                }
                var divergence = new double[1];
                field.divergence(0.4, x, 1, up, divergence);
                assertThat(divergence[0]).isCloseTo(trace, within(1e-11));
            }
    }

    @Test
    void one_gaussian_moves_as_its_variance_does() {
        var start = GaussianMixture.normal(new double[] {0}, new double[] {4});
        var end = GaussianMixture.normal(new double[] {1.5}, new double[] {0.25});
        // a = 2 s0 s1: the displacement interpolation, deviation linear in time
        var truth = new MixtureTruth(Interpolant.linear(Curve.brownian(2)), start, end);
        for (double t : new double[] {0, 0.25, 0.5, 1})
            assertThat(truth.law(t).covarianceOf(0)[0]).isCloseTo(Math.pow((1 - t) * 2 + t * 0.5, 2), within(1e-14));
        var one = GaussianMixture.standardNormal(1);
        var still = new MixtureTruth(Interpolant.linear(Curve.brownian(2)), one, one);
        for (double t : new double[] {0, 0.3, 1}) {
            assertThat(value(still, Quantity.VELOCITY, t, 1.7)).isCloseTo(0, within(1e-14));
            assertThat(value(still, Quantity.SCORE, t, 1.7)).isCloseTo(-1.7, within(1e-14));
        }
    }

    @Test
    void fields_are_finite_at_both_ends() {
        for (var truth : families())
            for (double t : new double[] {0, 1}) {
                var x = new double[] {0.1, -0.2, 0.3};
                var out = new double[3];
                for (var quantity : Quantity.values()) {
                    if (truth.interpolant().name().equals("sbdm") && quantity == Quantity.PARTIAL_VELOCITY) continue;
                    truth.field(quantity).at(t, x, 1, out);
                    assertThat(out)
                            .as("%s of %s", quantity, truth.interpolant().name())
                            .doesNotContain(Double.NaN);
                }
            }
    }

    @Test
    void same_bits_on_one_thread_and_on_two() throws Exception {
        var truth = families().getFirst();
        double[] x = truth.draw(0.5, RandomStream.of(5), 3_001).values();
        var results = new double[2][];
        for (int k = 0; k < 2; k++) {
            try (var pool = new ForkJoinPool(k + 1)) {
                results[k] = pool.submit(() -> {
                            var out = new double[x.length];
                            truth.field(Quantity.VELOCITY).at(0.5, x, 3_001, out);
                            return out;
                        })
                        .get();
            }
        }
        assertThat(results[0]).containsExactly(results[1]);
    }

    @Test
    void samples_have_the_mixture_moments() {
        int n = 50_000;
        var x = new double[3 * n];
        END.fill(RandomStream.of(6), n, x);
        double[] mean = END.mean();
        for (int k = 0; k < 3; k++) {
            double sum = 0, square = 0;
            for (int i = 0; i < n; i++) {
                sum += x[3 * i + k] / n;
                square += x[3 * i + k] * x[3 * i + k] / n;
            }
            assertThat(sum).isCloseTo(mean[k], within(4 * Math.sqrt((square - sum * sum) / n)));
        }
    }

    @Test
    void mixtures_that_are_none_are_refused() {
        double[][] means = {{0}, {1}};
        double[][] variances = {{1}, {1}};
        assertThatThrownBy(() -> GaussianMixture.of(new double[] {0.5, 0.4}, means, variances))
                .hasMessage("weights must sum to 1, not 0.9");
        assertThatThrownBy(() -> GaussianMixture.of(new double[] {0.5, 0.5}, means, new double[][] {{1}, {-1}}))
                .hasMessage("covariance 1 must be symmetric positive definite");
        assertThatThrownBy(() -> GaussianMixture.of(
                        new double[] {1}, new double[][] {{0, 0}}, new double[][] {{1, 0.5, 0.2, 1}}))
                .hasMessageContaining("covariance 0 must be symmetric");
        assertThatThrownBy(() -> new MixtureTruth(Interpolant.oneSidedLinear(), START, END))
                .hasMessageContaining("must be standard normal");
        assertThatThrownBy(() -> new MixtureTruth(Interpolant.mirror(Curve.brownian(1)), START, END))
                .hasMessage("a mirror must have the same law at both ends");
        assertThatThrownBy(() ->
                        new MixtureTruth(Interpolant.linear(Curve.zero()), START, GaussianMixture.standardNormal(2)))
                .hasMessageContaining("same dimension");
    }

    @Test
    void fields_evaluated_together_are_those_evaluated_apart() {
        var truth = new MixtureTruth(
                Interpolant.linear(Curve.brownian(1)),
                GaussianMixture.random(2, 3, 1.5, RandomStream.of(5)),
                GaussianMixture.random(3, 3, 1.5, RandomStream.of(6)));
        var x = new double[3 * 70];
        RandomStream.of(7).fillNormal(x);
        double[] b = new double[x.length], s = new double[x.length], sum = new double[x.length];
        for (double t : new double[] {0.1, 0.5, 0.9}) {
            truth.field(Quantity.VELOCITY).at(t, x, 70, b);
            truth.field(Quantity.SCORE).at(t, x, 70, s);
            org.onsager.transport.LinearFields.sum(truth.field(Quantity.VELOCITY), _ -> 2, truth.field(Quantity.SCORE))
                    .at(t, x, 70, sum);
            for (int i = 0; i < x.length; i++) assertThat(sum[i]).isCloseTo(b[i] + 2 * s[i], within(1e-12));
        }
    }
}
