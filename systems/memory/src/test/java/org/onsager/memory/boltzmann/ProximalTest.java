package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class ProximalTest {
    private static final double[] Y = {0.3, -0.2, 1.1};

    @Test
    void values_agree_with_an_independent_solution() {
        assertThat(Proximal.apply(Y, 0.125)).containsExactly(new double[] {0.157712, 0.008225, 0.834063}, within(1e-6));
        assertThat(Proximal.apply(Y, 0.5)).containsExactly(new double[] {0.220897, 0.092406, 0.686698}, within(1e-6));
        assertThat(Proximal.apply(Y, 0.9)).containsExactly(new double[] {0.254951, 0.148027, 0.597022}, within(1e-6));
    }

    @Test
    void at_a_equal_1_it_is_the_softmax_and_continuous_there() {
        double sum = 0;
        for (double y : Y) sum += Math.exp(y);
        double[] softmax = Proximal.apply(Y, 1), near = Proximal.apply(Y, 1 - 1e-9);
        for (int j = 0; j < 3; j++) {
            assertThat(softmax[j]).isCloseTo(Math.exp(Y[j]) / sum, within(1e-15));
            assertThat(near[j]).isCloseTo(softmax[j], within(1e-7));
        }
    }

    /// The stationarity of the proximal problem, on a thousand random cases of every shape and size.
    @Test
    void optimality_holds_and_the_map_does_not_expand() {
        var random = RandomStream.of(1).generator();
        for (int n = 0; n < 1000; n++) {
            int k = 1 + random.nextInt(50);
            double a = random.nextDouble(), size = Math.pow(10, random.nextDouble(-2, 3));
            double[] y = new double[k], other = new double[k];
            for (int j = 0; j < k; j++) {
                y[j] = random.nextDouble(-size, size);
                other[j] = random.nextBoolean() ? y[j] : random.nextDouble(-size, size);
            }
            double[] z = Proximal.apply(y, a), w = Proximal.apply(other, a);
            double sum = 0, low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY, moved = 0, apart = 0;
            for (int j = 0; j < k; j++) {
                sum += z[j];
                assertThat(z[j]).isBetween(0.0, 1 + 1e-12);
                moved += (z[j] - w[j]) * (z[j] - w[j]);
                apart += (y[j] - other[j]) * (y[j] - other[j]);
                if (z[j] < Double.MIN_NORMAL) continue;
                double multiplier = (1 - a) * z[j] + a * Math.log(z[j]) - y[j];
                low = Math.min(low, multiplier);
                high = Math.max(high, multiplier);
            }
            assertThat(sum).as("case %d", n).isCloseTo(1, within(1e-10));
            assertThat(high - low)
                    .as("case %d: k = %d, a = %s, |y| < %s", n, k, a, size)
                    .isLessThan(1e-9);
            assertThat(Math.sqrt(moved)).isLessThanOrEqualTo(Math.sqrt(apart) + 1e-10);
        }
    }

    @Test
    void a_shift_of_all_entries_changes_nothing() {
        for (double a : new double[] {0.01, 0.3, 0.99, 1}) {
            double[] z = Proximal.apply(Y, a), shifted = Proximal.apply(new double[] {7.3, 6.8, 8.1}, a);
            assertThat(shifted).containsExactly(z, within(1e-12));
        }
    }

    @Test
    void one_state_is_certain_and_huge_entries_give_a_vertex() {
        assertThat(Proximal.apply(new double[] {-3}, 0.4)).containsExactly(1);
        for (double a : new double[] {1e-6, 0.1, 0.9, 1})
            assertThat(Proximal.apply(new double[] {-1e6, 1e6, 0}, a))
                    .containsExactly(new double[] {0, 1, 0}, within(1e-9));
    }

    @Test
    void jacobian_agrees_with_differences_and_kills_constants() {
        for (double a : new double[] {0.1, 0.6, 1}) {
            double[][] jacobian = Proximal.jacobian(Proximal.apply(Y, a), a);
            for (int c = 0; c < 3; c++) {
                double[] up = Y.clone(), down = Y.clone();
                up[c] += 1e-5;
                down[c] -= 1e-5;
                double[] high = Proximal.apply(up, a), low = Proximal.apply(down, a);
                double sum = 0;
                for (int r = 0; r < 3; r++) {
                    assertThat(jacobian[r][c]).isCloseTo((high[r] - low[r]) / 2e-5, within(1e-7));
                    sum += jacobian[c][r];
                }
                assertThat(sum).isCloseTo(0, within(1e-14));
            }
        }
    }

    @Test
    void many_rows_have_the_bits_of_single_rows() {
        var random = RandomStream.of(3).generator();
        int k = 5, rows = 100;
        double[] y = Models.vector(rows * k, random), z = new double[rows * k];
        Proximal.rows(y, rows, k, 1, z);
        for (int r = 0; r < rows; r++) {
            double[] one = Proximal.apply(java.util.Arrays.copyOfRange(y, r * k, (r + 1) * k), 1);
            assertThat(java.util.Arrays.copyOfRange(z, r * k, (r + 1) * k)).isEqualTo(one);
        }
    }

    @Test
    void a_outside_of_0_to_1_is_refused() {
        assertThatThrownBy(() -> Proximal.apply(Y, 0)).hasMessage("a must be in (0, 1], not 0.0");
        assertThatThrownBy(() -> Proximal.apply(Y, 1.5)).hasMessage("a must be in (0, 1], not 1.5");
        assertThatThrownBy(() -> Proximal.apply(new double[] {0, Double.NaN}, 0.5))
                .hasMessageContaining("finite");
    }
}
