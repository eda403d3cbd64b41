package org.onsager.memory.saddle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class GaussianTanhTest {

    /// The trapezoidal rule with ten times as many nodes as anything needs.
    private static double average(java.util.function.DoubleUnaryOperator f, double a, double s) {
        double h = 2e-4 / Math.max(1, s / 20), sum = 0, total = 0;
        int half = (int) Math.ceil(9 / h);
        for (int i = -half; i <= half; i++) {
            double z = i * h;
            double w = Math.exp(-z * z / 2);
            total += w;
            sum += w * f.applyAsDouble(a + s * z);
        }
        return sum / total;
    }

    @Test
    void averages_agree_with_a_fine_grid_below_and_above_the_change_of_rule() {
        for (double s : new double[] {0, 1e-3, 0.3, 1, 4.7, 20, 49, 51, 80})
            for (double a : new double[] {0, 0.2, 3, -40}) {
                var moments = GaussianTanh.moments(a, s);
                assertThat(moments.t())
                        .as("E tanh at %s, %s", a, s)
                        .isCloseTo(average(Math::tanh, a, s), offset(1e-12));
                assertThat(moments.c()).isCloseTo(average(g -> 1 / Math.cosh(g) / Math.cosh(g), a, s), offset(1e-12));
                assertThat(moments.tc())
                        .isCloseTo(average(g -> Math.tanh(g) / Math.cosh(g) / Math.cosh(g), a, s), offset(1e-12));
                assertThat(moments.c2()).isCloseTo(average(g -> Math.pow(Math.cosh(g), -4), a, s), offset(1e-12));
                assertThat(GaussianTanh.logCosh(a, s))
                        .isCloseTo(
                                average(g -> Math.abs(g) + Math.log1p(Math.exp(-2 * Math.abs(g))), a, s),
                                offset(1e-11 * Math.max(1, s)));
            }
    }

    @Test
    void large_fields_tend_to_the_zero_temperature_formulas() {
        double beta = 1e6, a = 0.8, s = 1.3;
        assertThat(GaussianTanh.moments(beta * a, beta * s).t()).isCloseTo(GaussianTanh.sign(a, s), offset(1e-9));
        assertThat(GaussianTanh.moments(beta * a, beta * s).c() * beta / 2)
                .isCloseTo(GaussianTanh.density(a, s), offset(1e-9));
        assertThat(GaussianTanh.logCosh(beta * a, beta * s) / beta)
                .isCloseTo(GaussianTanh.meanModulus(a, s), offset(1e-9));
    }

    @Test
    void the_vector_loop_has_the_bits_of_its_scalar_tail() {
        var z = new double[37];
        for (int i = 0; i < z.length; i++) z[i] = (i - 18) * 1.7;
        var tanh = new double[z.length];
        var sech2 = new double[z.length];
        TanhKernel.evaluate(0.3, 0.9, z, z.length, tanh, sech2);
        for (int i = 0; i < z.length; i++) {
            var one = new double[1];
            var square = new double[1];
            TanhKernel.evaluate(0.3, 0.9, new double[] {z[i]}, 1, one, square);
            assertThat(one[0]).isEqualTo(tanh[i]);
            assertThat(square[0]).isEqualTo(sech2[i]);
            assertThat(tanh[i]).isCloseTo(Math.tanh(0.3 + 0.9 * z[i]), offset(4e-16));
        }
    }

    @Test
    void exponential_is_within_three_ulps() {
        for (double x = -700; x <= 700; x += 0.37)
            assertThat(TanhKernel.exponential(x)).isCloseTo(Math.exp(x), offset(3 * Math.ulp(Math.exp(x))));
    }
}
