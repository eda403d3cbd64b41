package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class RootsTest {

    @Property(tries = 200)
    void brent_inverts_a_monotone_cubic(@ForAll @DoubleRange(min = -20, max = 20) double root) {
        double value = root * root * root + root;
        var solution = ScalarRoot.standard().between(x -> x * x * x + x - value, -30, 31);

        assertThat(solution.converged()).isTrue();
        assertThat(solution.point()).isCloseTo(root, within(1e-13 + 4e-15 * Math.abs(root)));
    }

    @Test
    void all_roots_of_a_cosine_are_found_from_left_to_right() {
        var roots = ScalarRoot.standard().all(Math::cos, 0, 10, 40);

        assertThat(roots).hasSize(3);
        for (int k = 0; k < 3; k++) assertThat(roots.get(k).point()).isCloseTo((k + 0.5) * Math.PI, within(1e-14));
    }

    @Test
    void the_growing_bracket_meets_the_nearest_root() {
        assertThat(ScalarRoot.standard().near(Math::cos, 4, 0.1, 0, 10).point())
                .isCloseTo(1.5 * Math.PI, within(1e-14));
        assertThatThrownBy(() -> ScalarRoot.standard().near(x -> 1 + x * x, 0, 0.1, -5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no change of sign");
    }

    @Test
    void a_bracket_without_a_change_of_sign_is_refused_with_its_values() {
        assertThatThrownBy(() -> ScalarRoot.standard().between(x -> x * x + 1, -1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the signs at the ends of the bracket must differ, not f(-1.0) = 2.0 and f(2.0) = 5.0");
        assertThatThrownBy(() -> ScalarRoot.standard().between(x -> x < 0 ? -1 : Double.NaN, -1, 1))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void running_out_of_evaluations_is_said() {
        assertThat(new ScalarRoot(1e-14, 4).between(x -> Math.exp(x) - 5, -3, 9).converged())
                .isFalse();
    }

    /// Storage capacity of the dense associative memory, P = 4: max over y of (P/4) erf(y)^(2P-2) / y^2 =
    /// 0.395720.
    @Test
    void golden_section_finds_the_capacity_of_the_quartic_memory() {
        var solution = ScalarMaximum.standard().between(y -> Math.pow(Erf.erf(y), 6) / (y * y), 0.2, 5);

        assertThat(solution.converged()).isTrue();
        assertThat(solution.value()).isCloseTo(0.395720, within(1e-6));
        assertThat(Erf.erf(solution.point())).isCloseTo(0.917922, within(1e-6));
    }

    @Test
    void bisection_locates_where_a_property_is_lost_from_either_side() {
        var up = Threshold.standard().locate(x -> x * x < 2, 0, 5);
        var down = Threshold.standard().locate(x -> x * x > 2, 5, 0);

        assertThat(up.converged()).isTrue();
        assertThat(up.point()).isCloseTo(Math.sqrt(2), within(1e-10));
        assertThat(down.point()).isCloseTo(Math.sqrt(2), within(1e-10));
        assertThat(up.holding()).isLessThan(up.failing());
        assertThatThrownBy(() -> Threshold.standard().locate(x -> x > 1, 0, 5))
                .hasMessage("the property must hold at holding = 0.0");
    }

    @Test
    void newton_solves_rosenbrocks_system_by_differences() {
        var solution = Newton.standard().solve(x -> new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]}, new double[] {
            -1.2, 1
        });

        assertThat(solution.converged()).isTrue();
        assertThat(solution.point()[0]).isCloseTo(1, within(1e-10));
        assertThat(solution.point()[1]).isCloseTo(1, within(1e-10));
    }

    /// The number of right digits doubles: from 1e-3 three steps reach 1e-12 with the exact Jacobian.
    @Test
    void newton_converges_quadratically_with_the_exact_jacobian() {
        var solution = Newton.standard()
                .solve(
                        x -> new double[] {x[0] * x[0] + x[1] * x[1] - 5, x[0] * x[1] - 2},
                        x -> new double[][] {{2 * x[0], 2 * x[1]}, {x[1], x[0]}},
                        new double[] {2.001, 0.999});

        assertThat(solution.converged()).isTrue();
        assertThat(solution.iterations()).isLessThanOrEqualTo(3);
        assertThat(solution.point()[0]).isCloseTo(2, within(1e-12));
    }

    @Test
    void newton_backs_off_at_the_edge_of_the_domain() {
        var solution = Newton.standard().solve(x -> new double[] {Math.log(x[0])}, new double[] {9});

        assertThat(solution.converged()).isTrue();
        assertThat(solution.point()[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void newton_without_a_root_says_so_and_a_nan_start_is_thrown() {
        var solution = Newton.standard().solve(x -> new double[] {1 + x[0] * x[0]}, new double[] {1});
        assertThat(solution.converged()).isFalse();
        assertThat(solution.residual()).isGreaterThanOrEqualTo(1);
        assertThatThrownBy(() -> Newton.standard().solve(x -> new double[] {Math.log(x[0])}, new double[] {-1}))
                .isInstanceOf(DivergedException.class);
        assertThatThrownBy(() -> Newton.standard().solve(x -> new double[] {1, 2}, new double[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as many values as unknowns");
    }

    @Test
    void difference_jacobians_have_their_orders() {
        double[] x = {0.7};
        for (int order : new int[] {2, 4}) {
            double coarse = error(x, order, 0x1p-4);
            double fine = error(x, order, 0x1p-5);
            assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(order, within(0.15));
        }
    }

    private static double error(double[] x, int order, double step) {
        double[][] jacobian = order == 2
                ? Jacobian.central(y -> new double[] {Math.exp(y[0])}, x, step)
                : Jacobian.fourthOrder(y -> new double[] {Math.exp(y[0])}, x, step);
        return Math.abs(jacobian[0][0] - Math.exp(0.7));
    }
}
