package org.onsager.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CovariancePolynomialTest {

    @Test
    void full_powers_expand_in_hermite_polynomials() {
        assertThat(CovariancePolynomial.fullPower(4).coefficients()).containsExactly(0, 0, 3, 0, 1);
        assertThat(CovariancePolynomial.fullPower(6).coefficients()).containsExactly(0, 0, 5.625, 0, 7.5, 0, 1);
        // nu'(1) = P (2P-3)!!/(P-1)!
        assertThat(CovariancePolynomial.fullPower(4).slope(1)).isEqualTo(4 * 15.0 / 6);
        assertThat(CovariancePolynomial.fullPower(6).slope(1)).isEqualTo(6 * 945.0 / 120);
    }

    @Test
    void derivatives_are_those_of_the_polynomial() {
        var nu = CovariancePolynomial.fullPower(6);
        double h = 1e-5, q = 0.7;
        assertThat((nu.at(q + h) - nu.at(q - h)) / (2 * h))
                .isCloseTo(nu.slope(q), org.assertj.core.data.Offset.offset(1e-8));
        assertThat((nu.slope(q + h) - nu.slope(q - h)) / (2 * h))
                .isCloseTo(nu.curvature(q), org.assertj.core.data.Offset.offset(1e-7));
    }

    @Test
    void a_negative_coefficient_is_named() {
        assertThatThrownBy(() -> new CovariancePolynomial(new double[] {0, 1, -2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coefficients[2] must be in [0, inf), not -2.0");
    }
}
