package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialFunctionsTest {

    /// Closed forms (NIST DLMF 5.4, 5.15, 7.2, 10.2, 10.25) and the recurrences between neighbours.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "digamma(1) + 0.57721566490153286; 0",
                "digamma(0.5) + 0.57721566490153286 + 2*log(2); 0",
                "digamma(-0.5) - digamma(0.5) - 2; 0",
                "polygamma(1, 1) - pi^2/6; 0",
                "polygamma(1, 0.5) - pi^2/2; 0",
                "polygamma(3, 1) - pi^4/15; 0",
                "polygamma(2, -0.5) - polygamma(2, 0.5) + 2/(-0.5)^3; 0",
                "gamma(0.5)^2 - pi; 0",
                "gamma(-0.5) + 2*sqrt(pi); 0",
                "gamma(171)/exp(lgamma(171)) - 1; 0",
                "lgamma(-0.5) - log(2*sqrt(pi)); 0",
                "erf(1) + erfc(1) - 1; 0",
                "erfc(5)/1.5374597944280348502e-12 - 1; 0",
                "besselj(0, 2.404825557695773); 0",
                "besselj(-3, 1.2) + besselj(3, 1.2); 0",
                "besselj(3, -1.2) + besselj(3, 1.2); 0",
                "besselj(0, 1) - 0.76519768655796655; 0",
                "besseli(0, 1) - 1.2660658777520083; 0",
                "besseli(1, -1) + besseli(1, 1); 0",
                "besselk(0, 1) - 0.42102443824070834; 0",
                "besselk(1, 0.1) - 9.8538447808706061; 0",
                "besselk(2.5, 3)/(sqrt(pi/6)*exp(-3)*(1 + 1 + 1/3)) - 1; 0",
                "besseli(2, 500)/besseli(0, 500) + 2/500*besseli(1, 500)/besseli(0, 500) - 1; 0",
                "2*(besseli(0, 3)*besselk(1, 3) + besseli(1, 3)*besselk(0, 3)) - 2/3; 0",
                "asinh(sinh(3)) - 3; 0",
                "asinh(1e-9) - 1e-9; 0",
                "acosh(cosh(2)) - 2; 0",
                "atanh(tanh(0.7)) - 0.7; 0",
                "log2(1024) - 10; 0",
                "mod(-7, 3) - 2; 0",
                "mod(7, -3) + 2; 0",
                "erf(1e-300)/1.1283791670955126e-300 - 1; 0"
            })
    void values_are_those_of_the_handbook(String text, double expected) {
        // Hipparchus's gamma function is good to some 1e-14, the largest error here
        assertThat(Formula.of(text).value()).isCloseTo(expected, offset(3e-14));
    }

    /// References with 40 digits (mpmath), where plain sums over- or underflow or need a finer step. The bound
    /// is that of a logarithm of size 6,000.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "besselk(1000, 700); 6.51561979144735819e-31",
                "besselk(1000, 800); 2.18730665802408587e-103",
                "besselk(1000, 1000); 1.29818025146670091e-233",
                "besselk(0, 700); 4.66977643168537688e-306",
                "besselk(2.5, 300); 3.76262075585568577e-132",
                "besseli(1000, 900); 2.25170907346052777e166",
                "besselj(0, 1e5); -0.00171920111623597219",
                "besselj(2.5, 1e6); 0.000279252169502781442",
                "besselj(1, 123456.7); -0.00154471389053009341",
                "besselj(60, 12345.6); 0.000517021701450240589",
                "gamma(-170.5); -3.31273952153860731e-308",
                "lgamma(-1000.0001); -5902.91852892501119",
                "lgamma(-1e-310); 713.80137882815415",
                "digamma(-1000.0001); 10006.9079288189887"
            })
    void values_far_out_are_those_of_forty_digits(String text, double expected) {
        assertThat(Formula.of(text).value() / expected).isCloseTo(1, offset(2e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gamma(0)",
                "gamma(-2)",
                "digamma(0)",
                "besselj(0.5, -1)",
                "besselk(0, -1)",
                "polygamma(1000, 1)",
                "besselj(1e6, 1)",
                "besseli(0.5, -1)",
                "acosh(0.5)",
                "acosh(-1e10)",
                "acosh(-1e17)",
                "acosh(-1e200)",
                "log(-1)",
                "mod(1, 0)"
            })
    void outside_its_domain_a_function_is_not_a_number(String text) {
        assertThat(Formula.of(text).value()).isNaN();
    }
}
