package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AndersonFixedPointTest {

    /// On a linear map in n unknowns with memory n, type II Anderson is GMRES: n + 1 residuals suffice.
    @Test
    void a_linear_map_is_solved_in_as_many_steps_as_unknowns() {
        UnaryOperator<double[]> map = x ->
                new double[] {0.9 * x[0] + 0.3 * x[1] + 1, -0.2 * x[0] + 0.95 * x[1] - 2, 0.1 * x[0] + 0.99 * x[2] + 0.5
                };
        var solution = new AndersonFixedPoint(3, 1, 0, 1e-9, 12).solve(map, new double[3]);

        assertThat(solution.converged()).isTrue();
        assertThat(solution.iterations()).isLessThanOrEqualTo(6);
        double[] image = map.apply(solution.point());
        for (int i = 0; i < 3; i++) assertThat(image[i]).isCloseTo(solution.point()[i], within(1e-9));
    }

    @Test
    void slow_contraction_near_the_critical_point_takes_a_twentieth_of_the_steps() {
        UnaryOperator<double[]> magnet = m -> new double[] {Math.tanh(1.001 * m[0])};
        var plain = new FixedPoint(1, 1e-12, 100_000).solve(magnet, new double[] {1});
        var accelerated = new AndersonFixedPoint(5, 1, 1e-10, 1e-14, 500).solve(magnet, new double[] {1});

        assertThat(accelerated.converged()).isTrue();
        assertThat(accelerated.iterations()).isLessThan(plain.iterations() / 20);
        assertThat(accelerated.point()[0]).isCloseTo(plain.point()[0], within(1e-8));
    }

    @Test
    void a_repelling_fixed_point_is_reached() {
        var solution = new AndersonFixedPoint(3, 1, 1e-12, 1e-12, 100)
                .solve(x -> new double[] {3 - 2.5 * x[0]}, new double[] {5});

        assertThat(solution.converged()).isTrue();
        assertThat(solution.point()[0]).isCloseTo(3 / 3.5, within(1e-12));
    }

    /// Two hundred coupled mean fields near their transition: the same point as the damped iteration, in fewer
    /// steps.
    @Test
    void a_large_mean_field_agrees_with_damped_iteration() {
        UnaryOperator<double[]> map = m -> {
            var image = new double[m.length];
            for (int i = 0; i < m.length; i++) {
                double left = m[(i + m.length - 1) % m.length], right = m[(i + 1) % m.length];
                image[i] = Math.tanh(0.52 * (left + right) + 0.01 * Math.sin(i));
            }
            return image;
        };
        var start = new double[200];
        java.util.Arrays.fill(start, 0.9);
        var plain = new FixedPoint(0.9, 1e-13, 100_000).solve(map, start);
        var accelerated = AndersonFixedPoint.standard().solve(map, start);

        assertThat(plain.converged() && accelerated.converged()).isTrue();
        assertThat(accelerated.iterations()).isLessThan(plain.iterations() / 2);
        for (int i = 0; i < 200; i++) assertThat(accelerated.point()[i]).isCloseTo(plain.point()[i], within(1e-10));
    }

    @Test
    void steps_out_of_the_domain_are_taken_back() {
        // log is NaN left of 0; accelerated steps overshoot there
        var solution = new AndersonFixedPoint(5, 0.3, 1e-12, 1e-12, 500)
                .solve(x -> new double[] {1 + Math.log(x[0]) / 2 + 0.3 * Math.sqrt(x[0])}, new double[] {40});

        assertThat(solution.converged()).isTrue();
        double x = solution.point()[0];
        assertThat(1 + Math.log(x) / 2 + 0.3 * Math.sqrt(x)).isCloseTo(x, within(1e-11));
    }

    @Test
    void no_fixed_point_ends_unconverged_or_diverged_never_silently() {
        assertThat(new AndersonFixedPoint(3, 1, 1e-10, 1e-12, 60)
                        .solve(x -> new double[] {x[0] + 1 + x[0] * x[0]}, new double[] {0.1})
                        .converged())
                .isFalse();
        assertThatThrownBy(() ->
                        AndersonFixedPoint.standard().solve(x -> new double[] {Math.log(-1)}, new double[] {1}))
                .isInstanceOf(DivergedException.class)
                .hasMessage("Anderson fixed point diverged: component 0 is NaN at iteration 1");
        assertThatThrownBy(() -> new AndersonFixedPoint(0, 1, 0, 1, 1)).hasMessage("memory must be in [1, inf), not 0");
    }
}
