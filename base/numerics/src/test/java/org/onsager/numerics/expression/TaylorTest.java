package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Coefficients against closed forms.
class TaylorTest {
    private static void assertSeries(String text, double x0, int order, double tolerance, IntToDoubleFunction exact) {
        double[] series = Formula.of(text, "x").taylor(x0, order);
        for (int k = 0; k <= order; k++)
            assertThat(series[k])
                    .as("%s order %d", text, k)
                    .isCloseTo(
                            exact.applyAsDouble(k),
                            offset(tolerance * Math.max(Math.abs(exact.applyAsDouble(k)), 1e-300)));
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Test
    void elementary_series_at_the_origin() {
        assertSeries("exp(x)", 0, 40, 1e-14, k -> 1 / factorial(k));
        assertSeries("expm1(x)", 0, 40, 1e-14, k -> k == 0 ? 0 : 1 / factorial(k));
        assertSeries("log1p(x)", 0, 40, 1e-14, k -> k == 0 ? 0 : (k % 2 == 1 ? 1.0 : -1.0) / k);
        assertSeries("1/(1-x)", 0, 100, 0, _ -> 1);
        assertSeries("atanh(x)", 0, 41, 1e-13, k -> k % 2 == 0 ? 0 : 1.0 / k);
        assertSeries("atan(x)", 0, 41, 1e-13, k -> k % 2 == 0 ? 0 : (k % 4 == 1 ? 1.0 : -1.0) / k);
        assertSeries("sin(x)", 0, 41, 1e-14, k -> k % 2 == 0 ? 0 : (k % 4 == 1 ? 1 : -1) / factorial(k));
        assertSeries("cosh(x)", 0, 40, 1e-14, k -> k % 2 == 1 ? 0 : 1 / factorial(k));
        assertSeries("(1+x)^0.5*sqrt(1+x)", 0, 20, 1e-14, k -> k < 2 ? 1 : 0);
        assertSeries("x^7", 0, 9, 0, k -> k == 7 ? 1 : 0);
    }

    /// tan and tanh: 2^2n (2^2n - 1) B_2n / (2n)!, the first from DLMF 4.19.3.
    @Test
    void tangents_at_the_origin() {
        double[] tan = {0, 1, 0, 1 / 3.0, 0, 2 / 15.0, 0, 17 / 315.0, 0, 62 / 2835.0};
        assertSeries("tan(x)", 0, 9, 1e-14, k -> tan[k]);
        assertSeries("tanh(x)", 0, 9, 1e-14, k -> k % 4 == 3 ? -tan[k] : tan[k]);
    }

    @Test
    void error_function_at_the_origin() {
        assertSeries("erf(x)", 0, 41, 1e-13, k -> {
            int n = (k - 1) / 2;
            return k % 2 == 0 ? 0 : 2 / Math.sqrt(Math.PI) * (n % 2 == 0 ? 1 : -1) / (factorial(n) * k);
        });
    }

    @Test
    void bessel_functions_at_the_origin() {
        assertSeries(
                "besselj(0, x)",
                0,
                24,
                1e-13,
                k -> k % 2 == 1 ? 0 : (k % 4 == 0 ? 1 : -1) / (Math.pow(2, k) * Math.pow(factorial(k / 2), 2)));
        assertSeries(
                "besseli(1, x)",
                0,
                24,
                1e-13,
                k -> k % 2 == 0 ? 0 : 1 / (Math.pow(2, k) * factorial((k - 1) / 2) * factorial((k + 1) / 2)));
    }

    /// K and J of order 1/2 are elementary: sqrt(pi/2x) exp(-x) and sqrt(2/(pi x)) sin x (DLMF 10.39.2, 10.16.1).
    @Test
    void bessel_functions_of_order_one_half_are_elementary() {
        double[] k = Formula.of("besselk(0.5, x) - sqrt(pi/(2*x))*exp(-x)", "x").taylor(1.7, 12);
        double[] j = Formula.of("besselj(0.5, x) - sqrt(2/(pi*x))*sin(x)", "x").taylor(1.7, 12);
        double[] i = Formula.of("besseli(0.5, x) - sqrt(2/(pi*x))*sinh(x)", "x").taylor(1.7, 12);
        for (double[] each : new double[][] {k, j, i}) assertThat(each).containsExactly(new double[13], offset(2e-14));
    }

    /// log gamma at 1: -gamma, then zeta(k)/k with alternating sign; zeta(2..5) from DLMF 25.6.1 and table 25.
    @Test
    void log_gamma_at_one() {
        double[] zeta = {0, 0, Math.PI * Math.PI / 6, 1.2020569031595942, Math.pow(Math.PI, 4) / 90, 1.0369277551433699
        };
        assertSeries(
                "lgamma(1+x)",
                0,
                5,
                1e-14,
                k -> k == 0 ? 0 : k == 1 ? -0.5772156649015329 : (k % 2 == 0 ? 1 : -1) * zeta[k] / k);
        assertSeries("log(gamma(x)) - lgamma(x)", 3.3, 0, 1e300, _ -> 0);
        double[] same = Formula.of("log(gamma(x)) - lgamma(x)", "x").taylor(3.3, 20);
        assertThat(same).containsExactly(new double[21], offset(1e-13));
    }

    /// gamma(x+1) = x gamma(x), also left of 0.
    @Test
    void gamma_recurrence_holds_for_whole_series() {
        double[] rest = Formula.of("(gamma(x+1) - x*gamma(x))", "x").taylor(-0.4, 8);
        assertThat(rest).containsExactly(new double[9], offset(1e-9));
    }

    @Test
    void composition_is_a_directional_series() {
        Formula f = Formula.of("exp(x)*sin(y)", "x", "y");
        double[] series = f.taylor(new double[] {0, 0}, new double[] {1, 2}, 6);
        double[] line = Formula.of("exp(t)*sin(2*t)", "t").taylor(0, 6);
        assertThat(series).containsExactly(line, offset(1e-15));
    }

    /// The trap of a Coulomb gas and its observable, whose derivatives the cumulant formulas use.
    @Test
    void trap_and_observable_of_a_coulomb_gas() {
        double[] trap = Formula.of("r^2/4+r^4/8", "r").taylor(1.1, 6);
        double r = 1.1;
        assertThat(trap)
                .containsExactly(
                        new double[] {
                            r * r / 4 + r * r * r * r / 8,
                            r / 2 + r * r * r / 2,
                            0.25 + 0.75 * r * r,
                            r / 2,
                            0.125,
                            0,
                            0
                        },
                        offset(1e-15));
        assertSeries(
                "cos(2*x)", 0, 20, 1e-14, k -> k % 2 == 1 ? 0 : (k % 4 == 0 ? 1 : -1) * Math.pow(2, k) / factorial(k));
    }

    @Test
    void broken_power_at_its_branch_point_has_no_series_beyond_its_order() {
        assertThat(Formula.of("x^2.5", "x").taylor(0, 4)).containsExactly(0, 0, 0, Double.NaN, Double.NaN);
        assertThat(Formula.of("sqrt(x)", "x").taylor(0, 1)).containsExactly(0, Double.NaN);
    }

    @Test
    void bad_orders_are_refused() {
        assertThatThrownBy(() -> Formula.of("x", "x").taylor(0, -1)).hasMessage("order must be in [0, 1000], not -1");
        assertThatThrownBy(() -> Formula.of("x*y", "x", "y").taylor(0, 1))
                .hasMessage("number of variables must be 2, not 1");
    }

    /// References: the re-expanded power series with 40 digits (mpmath).
    @ParameterizedTest
    @CsvSource({
        "'besselj(0, x)', 0, 60, 1.232764473958843e-83",
        "'besselj(0, x)', 0.01, 81, -1.5152671429406721e-124",
        "'besselj(0, x)', 0.5, 140, 4.3923426120688607e-243",
        "'besseli(1, x)', 0.01, 60, 1.2129010749215454e-85",
        "'besselj(5, x)', -1.5, 81, 1.0090241846798638e-123"
    })
    void long_bessel_series_near_the_origin_keep_their_digits(String text, double at, int order, double expected) {
        double[] series = Formula.of(text, "x").taylor(at, 400);
        assertThat(series[order] / expected).isCloseTo(1, offset(1e-12));
        assertThat(series[399]).isZero();
    }

    @Test
    void high_whole_powers_have_their_series_at_a_zero() {
        double[] series = Formula.of("(x^2 + x^3)^40", "x").taylor(0, 82);
        assertThat(series[79]).isZero();
        assertThat(new double[] {series[80], series[81], series[82]}).containsExactly(1, 40, 780);
        assertThat(Formula.of("x^5000000", "x").taylor(0, 9)).containsOnly(0);
    }
}
