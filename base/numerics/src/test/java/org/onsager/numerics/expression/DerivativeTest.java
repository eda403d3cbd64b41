package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativeTest {
    /// Every function of one variable, each where it is smooth for x in (0.2, 0.8).
    private static final String[] SMOOTH = {
        "exp(x)",
        "log(x)",
        "log2(x)",
        "log10(x)",
        "log1p(x)",
        "expm1(x)",
        "sqrt(x)",
        "cbrt(x)",
        "sin(x)",
        "cos(x)",
        "tan(x)",
        "asin(x)",
        "acos(x)",
        "atan(x)",
        "sinh(x)",
        "cosh(x)",
        "tanh(x)",
        "asinh(x)",
        "acosh(1+x)",
        "atanh(x)",
        "abs(x-2)",
        "erf(x)",
        "erfc(x)",
        "gamma(x)",
        "lgamma(x)",
        "digamma(x)",
        "atan2(x, 1-x)",
        "atan2(1, x)",
        "min(x, 2*x^2+1)",
        "max(x^2, 1+x)",
        "mod(x^2, 0.05+3*x)",
        "hypot(x, 2)",
        "polygamma(2, x)",
        "besselj(0, 3*x)",
        "besselj(2, x)",
        "besselj(0.5, x)",
        "besselj(1.5, 1+x)",
        "besseli(0, x)",
        "besseli(3, x)",
        "besselk(0, x)",
        "besselk(1.3, x)",
        "x^x",
        "2^x",
        "x^-3",
        "x^2.5",
        "x/(1+x^2)",
        "if(x < 0.9, x^3, 7)",
        "sin(exp(-x^2))/(1 + log(1+x))",
        "x > 0.1 ? x*cos(x) : 0",
        "(x^2)^3*x^2 - 3*x*x"
    };

    /// Richardson's central difference of order 6 has an error below 1e-9 of the scale for these functions.
    @Property(tries = 20)
    void derivative_is_the_limit_of_differences(@ForAll @DoubleRange(min = 0.25, max = 0.75) double x) {
        for (String text : SMOOTH) {
            Formula f = Formula.of(text, "x");
            double exact = f.derivative("x").value(x);
            double h = 2e-3;
            double difference = (45 * (f.value(x + h) - f.value(x - h))
                            - 9 * (f.value(x + 2 * h) - f.value(x - 2 * h))
                            + (f.value(x + 3 * h) - f.value(x - 3 * h)))
                    / (60 * h);
            assertThat(difference).as(text).isCloseTo(exact, offset(2e-7 * Math.max(1, Math.abs(exact))));
        }
    }

    @Property(tries = 20)
    void taylor_coefficients_are_nested_derivatives(@ForAll @DoubleRange(min = 0.25, max = 0.75) double x) {
        for (String text : SMOOTH) {
            Formula f = Formula.of(text, "x");
            double[] series = f.taylor(x, 4);
            double factorial = 1;
            for (int k = 0; k <= 4; k++) {
                double nested = f.value(x) / factorial;
                assertThat(series[k])
                        .as("%s order %d at %s", text, k, x)
                        .isCloseTo(nested, offset(1e-9 * Math.max(1, Math.abs(nested))));
                f = f.derivative("x");
                factorial *= k + 1;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x^2/4 + x^4/8; 2*x/4 + 4*x^3/8",
                "cos(2*x); -2*sin(2*x)",
                "exp(-x^2); -2*(exp(-x^2)*x)",
                "x*x; 2*x",
                "log(x); 1/x",
                "3; 0",
                "floor(x); 0",
                "if(x > 0, x, 0); if(x > 0, 1, 0)",
                "abs(x); sign(x)",
                "x^3; 3*x^2",
                "a*x + b; a"
            })
    void derivative_reads_as_by_hand(String text, String expected) {
        Formula f = Formula.parse(text, Symbols.of("x").parameter("a", 1).parameter("b", 2));
        assertThat(f.derivative("x").text()).isEqualTo(expected);
    }

    @Test
    void gradient_of_a_norm_is_the_unit_vector() {
        Formula norm = Formula.parse("norm(u)", Symbols.of().vector("u", 3));
        double[] out = new double[3];
        norm.gradient().evaluate(0, new double[] {2, 3, 6}, new double[0], out);
        assertThat(out).containsExactly(new double[] {2 / 7.0, 3 / 7.0, 6 / 7.0}, offset(1e-15));
    }

    @Test
    void derivatives_that_grow_without_bound_are_refused() {
        Formula f = Formula.of("(2 + sin(cos(exp(sin(x)*x)/x)*x))^x", "x");
        assertThatThrownBy(() -> {
                    Formula g = f;
                    for (int k = 0; k < 30; k++) g = g.derivative("x");
                })
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("split it up");
        assertThat(java.util.Arrays.stream(f.taylor(1.3, 30)).allMatch(Double::isFinite))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "y"})
    void derivative_by_an_unknown_name_is_refused(String name) {
        assertThatThrownBy(() -> Formula.of("x", "x").derivative(name))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(name);
    }

    @Test
    void derivatives_that_need_an_order_beyond_the_limit_are_refused() {
        for (String text : List.of("besselj(1000, x)", "besselk(-1000, x)", "polygamma(100, x)"))
            assertThatThrownBy(() -> Formula.of(text, "x").derivative("x"))
                    .as(text)
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("which needs an order above");
    }
}
