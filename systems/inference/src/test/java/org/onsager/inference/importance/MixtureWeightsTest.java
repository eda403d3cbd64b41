package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class MixtureWeightsTest {

    @Test
    void separate_components_are_weighted_by_the_roots_of_their_shares() {
        // psi = 1/a_1 + 4/a_2 + 9/a_3 is least at a ~ (1, 2, 3)
        double[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        var solution = MixtureWeights.standard().minimise(new double[] {1, 4, 9}, v, new double[] {1, 1, 1});
        assertThat(solution.weights()).usingComparatorWithPrecision(1e-9).containsExactly(1 / 6.0, 2 / 6.0, 3 / 6.0);
        assertThat(solution.value()).isCloseTo(36, within(1e-8));
    }

    @Test
    void useless_components_get_exactly_nothing_and_the_conditions_hold() {
        var source = RandomStream.of(11).generator();
        for (int problem = 0; problem < 20; problem++) {
            int count = 12, n = 300;
            var v = new double[count][n];
            var c = new double[n];
            for (int i = 0; i < n; i++) {
                double x = 6 * source.nextDouble();
                c[i] = source.nextExponential();
                for (int l = 0; l < count; l++) v[l][i] = Math.exp(-(x - l) * (x - l) / 2);
            }
            var start = new double[count];
            start[0] = 1;
            var solution = MixtureWeights.standard().minimise(c, v, start);
            assertThat(solution.residual()).isLessThan(1e-6);
            assertThat(solution.weights()[11]).isZero();
        }
    }

    @Test
    void coinciding_components_do_no_harm() {
        double[][] v = {{1, 0.1}, {1, 0.1}, {0.1, 1}};
        var solution = MixtureWeights.standard().minimise(new double[] {1, 1}, v, new double[] {1, 1, 1});
        assertThat(solution.residual()).isLessThan(1e-6);
        assertThat(solution.weights()[2]).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void points_that_no_component_covers_are_an_error() {
        double[][] v = {{1, 0}, {1, 0}};
        assertThatThrownBy(() -> MixtureWeights.standard().minimise(new double[] {1, 1}, v, new double[] {1, 1}))
                .isInstanceOf(org.onsager.numerics.DivergedException.class);
    }
}
