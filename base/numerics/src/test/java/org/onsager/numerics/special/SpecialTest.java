package org.onsager.numerics.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTest {

    @Property(tries = 200)
    void log_sums_shift_with_their_terms(
            @ForAll @DoubleRange(min = -5, max = 5) double a,
            @ForAll @DoubleRange(min = -5, max = 5) double b,
            @ForAll @DoubleRange(min = -1e5, max = 1e5) double shift) {
        double direct = Math.log(Math.exp(a) + Math.exp(b));
        assertThat(LogSpace.logSumExp(a + shift, b + shift)).isCloseTo(direct + shift, within(1e-10));
        assertThat(LogSpace.logAddExp(a, b)).isCloseTo(direct, within(1e-14));
        assertThat(LogSpace.logSumExp(new double[] {a, b}, new double[] {2, 0}))
                .isCloseTo(a + Math.log(2), within(1e-14));
        assertThat(LogSpace.logSubtractExp(direct, Math.min(a, b))).isCloseTo(Math.max(a, b), within(1e-11));
        assertThat(LogSpace.log2Cosh(a)).isCloseTo(Math.log(2 * Math.cosh(a)), within(1e-14));
        assertThat(LogSpace.logCosh(a)).isCloseTo(Math.log(Math.cosh(a)), within(1e-14));
        assertThat(LogSpace.log1pExp(a)).isCloseTo(Math.log1p(Math.exp(a)), within(1e-14));
    }

    @Test
    void log_space_at_the_edges() {
        assertThat(LogSpace.logSumExp()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogSpace.logSumExp(Double.NEGATIVE_INFINITY, 3)).isEqualTo(3);
        assertThat(LogSpace.log1mExp(1e-20)).isCloseTo(Math.log(1e-20), within(1e-14));
        assertThat(LogSpace.log1mExp(50)).isEqualTo(-Math.exp(-50));
        assertThat(LogSpace.logCosh(1e-9)).isCloseTo(5e-19, within(1e-33));
        assertThat(LogSpace.logCosh(1e6)).isCloseTo(1e6 - Math.log(2), within(1e-9));
        assertThat(LogSpace.logSubtractExp(2, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /// ln erfc(10) and ln erfc(100) to twenty digits from 50-digit arithmetic; continuity at the switches.
    @Test
    void the_tail_of_the_normal_law_in_log_space() {
        assertThat(NormalLaw.logErfc(10)).isCloseTo(LOG_ERFC_10, within(1e-12));
        assertThat(NormalLaw.logErfc(100)).isCloseTo(LOG_ERFC_100, within(1e-11));
        for (double x : new double[] {-6, -1, -0.9, 0, 0.5, 1.5, 1.999, 2.001, 3, 5})
            assertThat(NormalLaw.logErfc(x)).isCloseTo(Math.log(Erf.erfc(x)), within(3e-14));
        for (double x : new double[] {2.0, 2.5, 4, 5})
            assertThat(NormalLaw.erfcx(x)).isCloseTo(Math.exp(x * x) * Erf.erfc(x), within(2e-13));
        assertThat(NormalLaw.erfcx(1e8) * 1e8 * Math.sqrt(Math.PI)).isCloseTo(1, within(1e-15));
        assertThat(NormalLaw.logCumulative(0)).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(NormalLaw.inverseMills(-1000)).isCloseTo(1000.000999998, within(1e-8));
        assertThat(NormalLaw.inverseMills(-2.0)).isCloseTo(NormalLaw.inverseMills(-2 + 1e-12), within(1e-11));
    }

    private static final double LOG_ERFC_10 = -102.87988902484488857;
    private static final double LOG_ERFC_100 = -10005.177585122664333;

    @Property(tries = 200)
    void log_gamma_differences_obey_the_recurrence(
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double x, @ForAll @DoubleRange(min = 0, max = 40) double d) {
        double difference = LogGamma.difference(x, d);
        assertThat(LogGamma.difference(x, 1)).isCloseTo(Math.log(x), within(1e-13 * (1 + Math.abs(Math.log(x)))));
        assertThat(LogGamma.difference(x, d + 1) - difference)
                .isCloseTo(Math.log(x + d), within(1e-12 * (1 + Math.abs(difference))));
        if (x < 100)
            assertThat(difference)
                    .isCloseTo(Gamma.logGamma(x + d) - Gamma.logGamma(x), within(1e-12 * (1 + Math.abs(difference))));
    }

    @Property(tries = 100)
    void binomials_are_pascals(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll @IntRange(min = 1, max = 60) int k) {
        if (k > n) return;
        double above = k == n ? 0 : Math.exp(LogGamma.logBinomial(n - 1, k));
        double sum = above + Math.exp(LogGamma.logBinomial(n - 1, k - 1));
        assertThat(Math.exp(LogGamma.logBinomial(n, k))).isCloseTo(sum, within(1e-12 * sum));
    }

    /// I_1/2 = sqrt(2/(pi x)) sinh x, K_1/2 = sqrt(pi/(2x)) e^-x, K_3/2/K_1/2 = 1 + 1/x, I_3/2/I_1/2 = coth x -
    /// 1/x.
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.5, 3, 30, 500, 900, 2e4})
    void half_integer_orders_are_elementary(double x) {
        double logSinh = x + LogSpace.log1mExp(2 * x) - Math.log(2);
        assertThat(LogBessel.logI(0.5, x)).isCloseTo(Math.log(2 / (Math.PI * x)) / 2 + logSinh, within(1e-11));
        assertThat(LogBessel.logK(0.5, x)).isCloseTo(Math.log(Math.PI / (2 * x)) / 2 - x, within(1e-11));
        assertThat(LogBessel.ratioK(0.5, x)).isCloseTo(1 + 1 / x, within(1e-12 * (1 + 1 / x)));
        double ratio = x < 0.01 ? x / 3 - x * x * x / 45 : 1 / Math.tanh(x) - 1 / x;
        assertThat(LogBessel.ratioI(0.5, x)).isCloseTo(ratio, within(1e-13));
    }

    /// I_v K_{v+1} + I_{v+1} K_v = 1/x.
    @Property(tries = 200)
    void the_wronskian_holds(
            @ForAll @DoubleRange(min = 0, max = 60) double order,
            @ForAll @DoubleRange(min = 0.01, max = 2000) double x) {
        double product = LogBessel.logI(order, x) + LogBessel.logK(order, x);
        double sum = Math.exp(product) * (LogBessel.ratioK(order, x) + LogBessel.ratioI(order, x));
        assertThat(sum * x).isCloseTo(1, within(1e-10));
    }

    @Test
    void bessel_functions_of_order_zero_match_the_tables() {
        assertThat(Math.exp(LogBessel.logI(0, 1))).isCloseTo(1.2660658777520084, within(1e-14));
        assertThat(Math.exp(LogBessel.logK(0, 1))).isCloseTo(0.42102443824070834, within(1e-14));
        assertThat(LogBessel.logI(0, 0)).isZero();
        assertThat(LogBessel.ratioI(0, 2e12)).isCloseTo(1, within(1e-12));
    }

    /// K_1 = 1/x, K_v = Gamma(v) (2/x)^v / 2 near 0.
    @Test
    void bessel_functions_hold_to_the_ends_of_the_doubles() {
        assertThat(LogBessel.logK(1, 1e-310)).isCloseTo(-Math.log(1e-310), within(1e-12));
        double small = Gamma.logGamma(1e6) + 1e6 * (Math.log(2) - Math.log(1e-305)) - Math.log(2);
        assertThat(LogBessel.logK(1e6, 1e-305) / small).isCloseTo(1, within(1e-14));
        assertThat(LogBessel.logK(3, Double.POSITIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(LogBessel.logK(0, 1e300)).isEqualTo(-1e300);
        assertThat(LogBessel.logI(3, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(LogBessel.ratioK(3, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(LogBessel.ratioI(3, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(LogGamma.difference(1e-310, 1)).isCloseTo(Math.log(1e-310), within(1e-12));
    }
}
