package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;

class LawTest {
    private static final RandomStream STREAM = RandomStream.of(7);

    /// \(\int g = 1\) by importance sampling from a wide Student law, within 4 standard errors.
    private static void integratesToOne(Law law) {
        int d = law.dimension();
        var scales = new double[d];
        java.util.Arrays.fill(scales, 6);
        var wide = new StudentLaw(Gaussian.diagonal(new double[d], scales), 3);
        double[][] x = wide.draw(40_000, STREAM.split("wide"));
        double[] ratios = AdaptiveRun.over(law.logDensities(x), wide.logDensities(x));
        assertThat(Estimate.of(ratios).deviation(1)).as("%s", law).isBetween(-4.0, 4.0);
    }

    /// The law's own draws have the moments that its density says, by importance sampling from a wide law.
    private static void drawsFollowTheDensity(Law law) {
        int d = law.dimension();
        var scales = new double[d];
        java.util.Arrays.fill(scales, 6);
        var wide = new StudentLaw(Gaussian.diagonal(new double[d], scales), 3);
        double[][] x = wide.draw(40_000, STREAM.split("moments"));
        double[] ratios = AdaptiveRun.over(law.logDensities(x), wide.logDensities(x));
        double[][] own = law.draw(40_000, STREAM.split("own"));
        for (int k = 0; k < d; k++) {
            var weighted = ratios.clone();
            for (int i = 0; i < weighted.length; i++) weighted[i] *= Math.tanh(x[k][i] + 0.3 * x[0][i]);
            var plain = own[k].clone();
            for (int i = 0; i < plain.length; i++) plain[i] = Math.tanh(own[k][i] + 0.3 * own[0][i]);
            var left = Estimate.of(weighted);
            var right = Estimate.of(plain);
            double error = Math.hypot(left.standardError(), right.standardError());
            assertThat(left.mean() - right.mean()).as("%s", law).isBetween(-4.5 * error, 4.5 * error);
        }
    }

    private static List<Law> laws() {
        var tilted = Gaussian.of(new double[] {1, -0.5}, new double[][] {{1, 0.6}, {0.6, 2}});
        return List.of(
                tilted,
                new StudentLaw(tilted, 4),
                new VonMisesNakagami(new double[] {0.6, 0.8}, 1.7, 2.5, 3),
                new VonMisesNakagami(new double[] {1, 0, 0}, 3, 2, 2),
                new LawMixture(new double[] {0.3, 0.7}, List.of(tilted, Gaussian.standard(2))),
                InputLaw.of(
                        List.of(Marginal.logNormal(1, 0.4), new Marginal.Normal(0.5, 1)),
                        new double[][] {{1, -0.5}, {-0.5, 1}}));
    }

    @Test
    void every_density_integrates_to_one_and_is_that_of_the_draws() {
        for (var law : laws()) {
            integratesToOne(law);
            drawsFollowTheDensity(law);
        }
    }

    @Test
    void the_directional_law_without_direction_is_the_standard_normal_law() {
        var shell = new VonMisesNakagami(new double[] {0, 1, 0}, 0, 1.5, 3);
        double[][] x = Gaussian.standard(3).draw(50, STREAM);
        double[] normal = Gaussian.standard(3).logDensities(x), other = shell.logDensities(x);
        for (int i = 0; i < 50; i++) assertThat(other[i]).isCloseTo(normal[i], within(1e-12));
    }

    @Test
    void marginals_map_normal_numbers_to_themselves_and_back() {
        var marginals = List.of(
                Marginal.normal(3, 0.1),
                Marginal.logNormal(2, 0.3),
                Marginal.uniform(-1, 2),
                Marginal.triangular(0, 1, 3),
                Marginal.gamma(2, 1.5),
                Marginal.beta(2, 3),
                Marginal.weibull(1.5, 2),
                Marginal.gumbel(1, 2),
                Marginal.exponential(2),
                Marginal.student(5),
                new Marginal.Truncated(new Marginal.Normal(0, 1), -0.5, 2));
        for (var marginal : marginals) {
            double h = 1e-4;
            for (double z : new double[] {-2, -0.3, 0.8, 2.5}) {
                double x = marginal.fromNormal(z);
                assertThat(marginal.toNormal(x)).as("%s", marginal).isCloseTo(z, within(1e-5));
                double slope = (marginal.fromNormal(z + h) - marginal.fromNormal(z - h)) / (2 * h);
                double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / slope;
                assertThat(Math.exp(marginal.logDensity(x)))
                        .as("%s", marginal)
                        .isCloseTo(density, within(1e-4 * (1 + density)));
            }
        }
        assertThat(Marginal.logNormal(2, 0.3).mean()).isCloseTo(2, within(1e-12));
        assertThat(Math.sqrt(Marginal.logNormal(2, 0.3).variance())).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void laws_outside_their_domain_are_told_with_the_offending_value() {
        assertThatThrownBy(() -> Marginal.normal(1, 0)).hasMessage("cv must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> Marginal.logNormal(-1, 0.1)).hasMessage("mean must be in (0, inf), not -1.0");
        var marginals =
                List.<Marginal>of(new Marginal.Normal(0, 1), new Marginal.Normal(0, 1), new Marginal.Normal(0, 1));
        assertThatThrownBy(() -> InputLaw.of(marginals, new double[][] {{1, 0.9, 0.9}, {0.9, 1, -0.9}, {0.9, -0.9, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the leading minor of order 3 is not positive");
        assertThatThrownBy(() -> InputLaw.of(marginals, new double[][] {{1, 2, 0}, {2, 1, 0}, {0, 0, 1}}))
                .hasMessageContaining("correlation of inputs 0 and 1 must be in (-1, 1)");
    }
}
