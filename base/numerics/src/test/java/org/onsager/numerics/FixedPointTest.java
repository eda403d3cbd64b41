package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FixedPointTest {

    /// Curie-Weiss magnet at inverse temperature 2: m = tanh(2 m), m = 0.957504 (root by bisection to 1e-15).
    @Test
    void magnetisation_of_the_curie_weiss_magnet() {
        var solution = FixedPoint.standard().solve(x -> new double[] {Math.tanh(2 * x[0])}, new double[] {1});

        assertThat(solution.converged()).isTrue();
        assertThat(solution.point()[0]).isEqualTo(0.9575040240772688, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void damping_turns_a_two_cycle_into_convergence() {
        var repelling = new double[] {0.3};
        assertThat(new FixedPoint(1.0, 1e-12, 500)
                        .solve(x -> new double[] {1 - 1.2 * x[0]}, repelling)
                        .converged())
                .isFalse();
        assertThat(new FixedPoint(0.5, 1e-12, 500)
                        .solve(x -> new double[] {1 - 1.2 * x[0]}, repelling)
                        .point()[0])
                .isEqualTo(1 / 2.2, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void a_bad_argument_names_itself_its_value_and_the_range() {
        assertThatThrownBy(() -> new FixedPoint(0, 1e-12, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damping must be in (0, 1], not 0.0");
    }
}
