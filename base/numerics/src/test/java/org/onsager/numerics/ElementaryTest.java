package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final RandomStream POINTS = RandomStream.of(5).split("points");

    // StrictMath is itself within one unit in the last place of the truth
    private static final double TOLERANCE = 3.5;

    @Test
    void logarithm_is_within_two_and_a_half_units_in_the_last_place() {
        assertThat(worst(u -> u, Elementary::log, StrictMath::log)).isLessThan(TOLERANCE);
        assertThat(worst(u -> 0.5 + u, Elementary::log, StrictMath::log)).isLessThan(TOLERANCE);
        assertThat(worst(u -> StrictMath.exp(1400 * (u - 0.5)), Elementary::log, StrictMath::log))
                .isLessThan(TOLERANCE);
        assertThat(worst(u -> u * 0x1p-1030, Elementary::log, StrictMath::log)).isLessThan(TOLERANCE);
        assertThat(Elementary.log(1)).isZero();
        assertThat(Elementary.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void logarithm_of_one_plus_small_keeps_its_relative_accuracy() {
        assertThat(worst(u -> 1e-3 * (u - 0.5), Elementary::log1p, StrictMath::log1p))
                .isLessThan(5);
        assertThat(worst(u -> -0.999 * u, Elementary::log1p, StrictMath::log1p)).isLessThan(5);
        assertThat(Elementary.log1p(1e-300)).isEqualTo(1e-300);
    }

    @Test
    void exponential_is_within_two_and_a_half_units_in_the_last_place() {
        assertThat(worst(u -> u - 0.5, Elementary::exp, StrictMath::exp)).isLessThan(TOLERANCE);
        assertThat(worst(u -> 1400 * (u - 0.5), Elementary::exp, StrictMath::exp))
                .isLessThan(TOLERANCE);
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-800)).isZero();
        assertThat(Elementary.exp(800)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void sine_and_cosine_are_within_two_and_a_half_units_in_the_last_place() {
        // the reference rounds its argument, which costs it another unit
        assertThat(worst(u -> u - 0.5, Elementary::sinQuarter, t -> StrictMath.sin(Math.PI / 2 * t)))
                .isLessThan(TOLERANCE + 1);
        assertThat(worst(u -> u - 0.5, Elementary::cosQuarter, t -> StrictMath.cos(Math.PI / 2 * t)))
                .isLessThan(TOLERANCE + 1);
    }

    private static double worst(DoubleUnaryOperator point, DoubleUnaryOperator ours, DoubleUnaryOperator reference) {
        var uniforms = new double[200_000];
        POINTS.fillUniform(uniforms);
        double worst = 0;
        for (double u : uniforms) {
            double x = point.applyAsDouble(u), truth = reference.applyAsDouble(x);
            worst = Math.max(worst, Math.abs(ours.applyAsDouble(x) - truth) / Math.ulp(truth));
        }
        return worst;
    }
}
