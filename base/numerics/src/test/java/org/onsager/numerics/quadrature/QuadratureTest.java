package org.onsager.numerics.quadrature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.numerics.DivergedException;

class QuadratureTest {

    @Property(tries = 60)
    void hermite_is_exact_for_even_moments_below_twice_its_order(@ForAll @IntRange(min = 1, max = 40) int n) {
        var rule = QuadratureRule.hermite(n);
        double moment = 1;
        for (int k = 0; k < n; k++) {
            int power = 2 * k;
            assertThat(rule.sum(z -> Math.pow(z, power))).isCloseTo(moment, within(3e-13 * moment));
            assertThat(rule.sum(z -> Math.pow(z, power + 1))).isZero();
            moment *= 2 * k + 1;
        }
    }

    @Property(tries = 60)
    void legendre_is_exact_for_powers_below_twice_its_order(@ForAll @IntRange(min = 1, max = 120) int n) {
        var rule = QuadratureRule.legendre(n);
        for (int k = 0; k < 2 * n; k++) {
            int power = k;
            double exact = k % 2 == 0 ? 2.0 / (k + 1) : 0;
            assertThat(rule.sum(x -> Math.pow(x, power))).isCloseTo(exact, within(1e-14));
        }
    }

    @Property(tries = 60)
    void laguerre_is_exact_for_powers_below_twice_its_order(
            @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = -1, max = 4) int halves) {
        double alpha = halves / 2.0;
        var rule = QuadratureRule.laguerre(n, alpha);
        for (int k = 0; k < 2 * n; k++) {
            int power = k;
            double exact = Math.exp(Gamma.logGamma(k + alpha + 1));
            assertThat(rule.sum(x -> Math.pow(x, power))).isCloseTo(exact, within(1e-11 * exact));
        }
    }

    /// E cos(t z) = exp(-t^2/2), E z^2 = 1, sum of weights 1; int e^-x cos(x) = 1/2; int_-1^1 cos(200 x).
    @ParameterizedTest
    @ValueSource(ints = {256, 512, 1024})
    void high_orders_stay_finite_and_exact(int n) {
        var hermite = QuadratureRule.hermite(n);
        assertThat(hermite.sum(z -> 1)).isCloseTo(1, within(1e-13));
        assertThat(hermite.sum(z -> z * z)).isCloseTo(1, within(1e-13));
        assertThat(hermite.sum(z -> Math.cos(3 * z))).isCloseTo(Math.exp(-4.5), within(1e-14));
        var legendre = QuadratureRule.legendre(n);
        assertThat(legendre.sum(x -> Math.cos(200 * x))).isCloseTo(Math.sin(200) / 100, within(1e-14));
        var laguerre = QuadratureRule.laguerre(n, 0);
        assertThat(laguerre.sum(x -> Math.exp(-x))).isCloseTo(0.5, within(1e-12));
        assertThat(laguerre.sum(x -> x)).isCloseTo(1, within(1e-11));
    }

    /// The extreme node and weight of the 64-point rule for exp(-x^2) are 10.52612316796 and 5.535706535857e-49
    /// (Abramowitz and Stegun's normalisation; computed by 50-digit arithmetic).
    @Test
    void the_smallest_weights_keep_their_digits() {
        var rule = QuadratureRule.hermite(64);

        assertThat(rule.node(63) / Math.sqrt(2)).isCloseTo(EXTREME_NODE, within(1e-13));
        assertThat(rule.weight(63) * Math.sqrt(Math.PI) / EXTREME_WEIGHT).isCloseTo(1, within(1e-11));
    }

    @Test
    void a_rule_moves_to_any_interval() {
        var rule = QuadratureRule.legendre(20);
        assertThat(rule.on(1, 3).sum(x -> 1 / x)).isCloseTo(Math.log(3), within(1e-14));
        assertThat(rule.on(3, 1).sum(x -> 1 / x)).isCloseTo(-Math.log(3), within(1e-14));
    }

    /// Nishimori's identity E tanh(b + sqrt(b) z) = E tanh^2(b + sqrt(b) z): analytic, with poles pi/2/sqrt(b)
    /// away.
    @Test
    void the_gaussian_trapezoid_and_hermite_meet_nishimoris_identity() {
        for (double b : new double[] {0.3, 1, 4}) {
            var trapezoid = QuadratureRule.gaussianTrapezoid(10, 2001);
            double m = trapezoid.sum(z -> Math.tanh(b + Math.sqrt(b) * z));
            double q = trapezoid.sum(z -> Math.pow(Math.tanh(b + Math.sqrt(b) * z), 2));
            assertThat(m).isCloseTo(q, within(1e-14));
            assertThat(QuadratureRule.hermite(256).sum(z -> Math.tanh(b + Math.sqrt(b) * z)))
                    .isCloseTo(m, within(b > 1 ? 1e-8 : 1e-12));
        }
    }

    @Test
    void rules_are_shared_and_do_not_change() {
        var rule = QuadratureRule.hermite(7);
        rule.nodes()[3] = 99;
        rule.weights()[3] = 99;
        assertThat(QuadratureRule.hermite(7)).isSameAs(rule);
        assertThat(rule.node(3)).isZero();
        assertThatThrownBy(() -> QuadratureRule.hermite(0)).hasMessage("size must be in [1, 4096], not 0");
        assertThatThrownBy(() -> QuadratureRule.laguerre(3, -1)).hasMessage("alpha must be in (-1, 100], not -1.0");
    }

    @Test
    void gauss_kronrod_meets_closed_forms_to_its_tolerance() {
        var adaptive = GaussKronrod.standard();
        check(adaptive.integrate(Math::exp, 0, 1), Math.E - 1);
        check(adaptive.integrate(x -> 1 / (1e-4 + x * x), -1, 1), 200 * Math.atan(100));
        check(
                adaptive.integrate(x -> Math.exp(-x * x / 2), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                Math.sqrt(2 * Math.PI));
        check(adaptive.integrate(x -> x * Math.exp(-x), 0, Double.POSITIVE_INFINITY), 1);
        check(adaptive.integrate(x -> Math.exp(3 * x), Double.NEGATIVE_INFINITY, 0), 1 / 3.0);
        check(adaptive.integrate(x -> Math.abs(x - 0.3), 1, 0), -(0.09 + 0.49) / 2);
    }

    /// The 21-point Kronrod rule is exact to degree 32 (31 and, by symmetry, odd ones).
    @Test
    void the_kronrod_rule_is_exact_to_degree_thirty_one() {
        for (int k = 0; k <= 31; k++) {
            int power = k;
            var integral = new GaussKronrod(1e-8, 0, 1).integrate(x -> Math.pow(x, power), 0, 1);
            assertThat(integral.evaluations()).isEqualTo(21);
            assertThat(integral.value()).isCloseTo(1.0 / (k + 1), within(4e-16 * 2));
        }
    }

    @Test
    void gauss_kronrod_says_when_it_runs_out_of_intervals_or_meets_infinity() {
        assertThat(new GaussKronrod(1e-12, 0, 5)
                        .integrate(x -> Math.sin(1e4 * x), 0, 1)
                        .converged())
                .isFalse();
        assertThatThrownBy(() -> GaussKronrod.standard().integrate(x -> 1 / (x - 0.5), 0, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("TanhSinh");
    }

    @Test
    void tanh_sinh_meets_closed_forms_with_singular_and_infinite_ends() {
        var rule = TanhSinh.standard();
        check(rule.integrate(Math::log, 0, 1), -1);
        check(rule.integrate(x -> Math.sqrt(1 - x * x), -1, 1), Math.PI / 2);
        check(
                rule.integrate((x, distance) -> 1 / Math.sqrt(Math.abs(distance) * (2 - Math.abs(distance))), -1, 1),
                Math.PI);
        check(rule.integrate(x -> Math.exp(-x) / Math.sqrt(x), 0, Double.POSITIVE_INFINITY), Math.sqrt(Math.PI));
        check(rule.integrate(x -> 1 / (1 + x * x), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), Math.PI);
        check(rule.integrate(x -> Math.exp(x), Double.NEGATIVE_INFINITY, 1), Math.E);
    }

    @Test
    void tanh_sinh_says_when_it_does_not_converge() {
        assertThat(new TanhSinh(1e-13, 4)
                        .integrate(x -> Math.sin(500 * x), 0, 1)
                        .converged())
                .isFalse();
        assertThatThrownBy(() -> TanhSinh.standard().integrate(x -> Math.log(x - 0.5), 0, 1))
                .isInstanceOf(DivergedException.class);
    }

    private static void check(Integral integral, double exact) {
        assertThat(integral.converged()).as("%s", integral).isTrue();
        assertThat(integral.value()).isCloseTo(exact, within(2e-12 * Math.max(1, Math.abs(exact))));
    }

    private static final double EXTREME_NODE = 10.526123167960545;
    private static final double EXTREME_WEIGHT = 5.535706535856942e-49;

    @Test
    void tanh_sinh_goes_on_where_products_with_zero_are_not_numbers() {
        var rule = TanhSinh.standard();
        var gamma = rule.integrate((double x) -> Math.pow(x, 10) * Math.exp(-x), 0, Double.POSITIVE_INFINITY);
        assertThat(gamma.value()).isCloseTo(3_628_800, within(1e-6));
        assertThat(gamma.converged()).isTrue();
        var planck = rule.integrate((double x) -> x * x * x / Math.expm1(x), 0, Double.POSITIVE_INFINITY);
        assertThat(planck.value()).isCloseTo(Math.pow(Math.PI, 4) / 15, within(1e-11));
        var line = rule.integrate(
                (double x) -> x * x * Math.exp(-x * x / 2), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(line.value()).isCloseTo(Math.sqrt(2 * Math.PI), within(1e-12));
        assertThatThrownBy(() -> rule.integrate(
                        (double x) -> x > 1e3 ? Double.NaN : 1 / (1 + x * x), 0, Double.POSITIVE_INFINITY))
                .isInstanceOf(DivergedException.class);
    }

    /// Powers whose mass lies closer to the end than doubles come.
    @Test
    void the_residual_covers_what_the_ends_cut_off() {
        var rule = TanhSinh.standard();
        for (double power : new double[] {0.5, 0.9}) {
            var integral = rule.integrate((double x) -> Math.pow(1 - x, -power), 0, 1);
            assertThat(integral.converged()).isFalse();
            assertThat(Math.abs(integral.value() - 1 / (1 - power))).isLessThan(integral.residual());
        }
        var steep = rule.integrate((double x) -> Math.pow(x, -0.99), 0, 1);
        assertThat(Math.abs(steep.value() - 100)).isLessThan(steep.residual());
    }
}
