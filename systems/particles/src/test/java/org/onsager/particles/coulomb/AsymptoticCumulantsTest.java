package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

class AsymptoticCumulantsTest {
    private static final RadialFunction SQUARE = RadialFunction.of("r^2");

    private static double scaled(CoulombGas gas, RadialFunction f, int q) {
        double value = AsymptoticCumulants.of(gas).cumulant(f, q).value();
        return value * Math.pow(gas.beta(), q - 1) * Math.pow(gas.particles(), q - 2);
    }

    @Test
    void square_in_a_harmonic_trap_has_gamma_function_cumulants_in_every_dimension() {
        for (int d = 1; d <= 5; d++)
            for (int q = 2; q <= 12; q++) {
                double expected = Math.pow(2, q) / d * Gamma.gamma(q - 1 + 2.0 / d) / Gamma.gamma(2 + 2.0 / d);
                assertThat(scaled(CoulombGas.harmonic(d, 1.7, 33), SQUARE, q) / expected)
                        .as("d = %d, q = %d", d, q)
                        .isCloseTo(1, within(1e-10));
            }
    }

    @Test
    void sixty_digits_agree_with_doubles_and_go_beyond_them() {
        var wave = RadialFunction.of("cos(2*r)*exp(-r^2/3)");
        var gas = new CoulombGas(3, 1, 1, Traps.quartic(0.3, 0.2));
        double r = gas.equilibrium().outer();
        for (int q = 3; q <= 12; q++)
            assertThat(DecimalJets.edge(3, gas.trap(), wave, q, r) / scaled(gas, wave, q))
                    .isCloseTo(1, within(1e-9));
        double expected = Math.pow(2, 18) / 2 * Gamma.gamma(18) / Gamma.gamma(3);
        assertThat(scaled(CoulombGas.harmonic(2, 1, 1), SQUARE, 18) / expected).isCloseTo(1, within(1e-13));
    }

    @Property(tries = 50)
    void third_and_fourth_cumulants_in_a_harmonic_trap_follow_the_closed_forms(
            @ForAll @IntRange(min = 1, max = 6) int d, @ForAll @DoubleRange(min = 0.2, max = 3) double a) {
        var f = RadialFunction.of("cos(%s*r)".formatted(a));
        double first = f.slope(1), second = f.curvature(1);
        var gas = CoulombGas.harmonic(d, 2, 10);
        assertThat(scaled(gas, f, 3)).isCloseTo(Math.pow(first, 3) / d, within(1e-12));
        double fourth = (2 * (d - 1) * Math.pow(first, 4) + 4 * Math.pow(first, 3) * second) / (d * d);
        assertThat(scaled(gas, f, 4)).isCloseTo(fourth, within(1e-11));
    }

    @Test
    void only_the_edge_matters_from_the_third_cumulant_on() {
        var gas = new CoulombGas(2, 2, 100, Traps.quartic(0.25, 0.125));
        var f = RadialFunction.of("cos(2*r)");
        var g = RadialFunction.of("cos(2*r) + (r^2 - 1)^6*(1 + r^2)");
        for (int q = 3; q <= 5; q++) assertThat(scaled(gas, g, q)).isCloseTo(scaled(gas, f, q), within(1e-10));
        assertThat(Math.abs(scaled(gas, g, 2) - scaled(gas, f, 2))).isGreaterThan(1e-3);
        var flat = RadialFunction.of("(r^2 - 1)^2");
        for (int q = 3; q <= 6; q++) assertThat(scaled(gas, flat, q)).isCloseTo(0, within(1e-12));
        assertThat(AsymptoticCumulants.of(gas).cumulant(flat, 3).warnings())
                .anyMatch(w -> w.contains("vanishes at the edge"));
    }

    @Test
    void shell_counts_its_inner_edge_with_a_minus_sign() {
        var gas = new CoulombGas(2, 2, 100, Traps.quartic(-0.25, 0.25));
        assertThat(gas.equilibrium().shape()).isEqualTo(Droplet.Shape.SHELL);
        assertThat(gas.equilibrium().inner()).isCloseTo(Math.sqrt(0.5), within(1e-14));
        var f = RadialFunction.of("cos(2*r)");
        double[] published = {1.3499804, 4.4509735, 14.2197668, -84.6499633};
        for (int q = 2; q <= 5; q++) {
            double value = scaled(gas, f, q);
            assertThat(value).isCloseTo(published[q - 2], within(1e-7));
        }
    }

    @Test
    void tilt_derivatives_of_the_mean_are_the_cumulants() {
        var f = RadialFunction.of("cos(2*r)");
        for (var trap : new RadialFunction[] {Traps.quartic(0.25, 0.125), Traps.quartic(-0.25, 0.25)}) {
            var deviation = new LargeDeviation(2, trap, f);
            var gas = new CoulombGas(2, 1, 1, trap);
            double h = 0.003;
            double m2 = deviation.slope(-2 * h),
                    m1 = deviation.slope(-h),
                    p1 = deviation.slope(h),
                    p2 = deviation.slope(2 * h);
            double first = (m2 - 8 * m1 + 8 * p1 - p2) / (12 * h);
            double second = (-m2 + 16 * m1 - 30 * deviation.slope(0) + 16 * p1 - p2) / (12 * h * h);
            double third = (p2 - 2 * p1 + 2 * m1 - m2) / (2 * h * h * h);
            assertThat(-first).isCloseTo(scaled(gas, f, 2), within(1e-5));
            assertThat(second).isCloseTo(scaled(gas, f, 3), within(2e-4));
            assertThat(-third).isCloseTo(scaled(gas, f, 4), within(0.05));
        }
    }

    @Test
    void several_components_are_refused_from_the_third_order_on() {
        var gas = new CoulombGas(2, 2, 50, RadialFunction.of("r^2/2 + 3*exp(-40*(r-0.7)^2)"));
        assertThat(gas.equilibrium().shape()).isEqualTo(Droplet.Shape.SEVERAL);
        assertThat(gas.asymptotic(SQUARE, 2).getLast().warnings()).anyMatch(w -> w.contains("hops"));
        assertThatThrownBy(() -> gas.asymptotic(SQUARE, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order must be in [1, 2] for a droplet of 2 components");
    }

    @Test
    void cusps_soft_centres_and_steps_are_warned_about() {
        var harmonic = CoulombGas.harmonic(2, 2, 50);
        var cusp = AsymptoticCumulants.of(harmonic).cumulant(RadialFunction.of("exp(-r)"), 5);
        assertThat(cusp.warnings()).anyMatch(w -> w.contains("r^1 term") && w.contains("dominates"));
        assertThat(AsymptoticCumulants.of(harmonic)
                        .cumulant(RadialFunction.of("exp(-r)"), 4)
                        .warnings())
                .anyMatch(w -> w.contains("as large as"));
        assertThat(AsymptoticCumulants.of(harmonic)
                        .cumulant(RadialFunction.of("r^3"), 4)
                        .warnings())
                .isEmpty();
        var soft = AsymptoticCumulants.of(new CoulombGas(2, 2, 50, Traps.power(4)));
        assertThat(soft.cumulant(SQUARE, 3).warnings()).anyMatch(w -> w.contains("soft trap"));
        assertThat(AsymptoticCumulants.of(harmonic)
                        .cumulant(RadialFunction.of("step(0.5 - r)"), 2)
                        .warnings())
                .anyMatch(w -> w.contains("jumps"));
        assertThat(AsymptoticCumulants.of(harmonic)
                        .cumulant(RadialFunction.of("cos(2*r)"), 2)
                        .warnings())
                .isEmpty();
    }

    @Test
    void bad_gases_are_refused_by_name() {
        assertThatThrownBy(() -> CoulombGas.harmonic(2, 0, 10))
                .hasMessageContaining("beta must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> CoulombGas.harmonic(2, 1, 0))
                .hasMessageContaining("particles must be in [1, inf), not 0");
        assertThatThrownBy(() -> CoulombGas.harmonic(0, 1, 1))
                .hasMessageContaining("dimension must be in [1, inf), not 0");
        assertThatThrownBy(() -> new CoulombGas(2, 1, 5, RadialFunction.of("log(1+r^2)/4")).equilibrium())
                .isInstanceOf(UnconfinedException.class)
                .hasMessageContaining("unconfined");
        assertThatThrownBy(() -> new CoulombGas(1, 1, 5, RadialFunction.of("sqrt(1+r^2)/2")).equilibrium())
                .isInstanceOf(UnconfinedException.class);
    }

    @Test
    void laboratory_units_scale_to_the_unit_ball() {
        var physical = CoulombGas.fromPhysical(3, 0.5, 2, 4, 100);
        assertThat(physical.length()).isCloseTo(Math.cbrt(100), within(1e-12));
        assertThat(physical.gas().beta()).isCloseTo(0.5 * 4 / Math.cbrt(100), within(1e-12));
        double[] x = {0.3, -0.2, 0.5, 0.1, 0.4, -0.6};
        var gas = CoulombGas.fromPhysical(3, 0.5, 2, 4, 2);
        double l = gas.length();
        double lab =
                0.5 * (2 * l * l * (0.09 + 0.04 + 0.25 + 0.01 + 0.16 + 0.36) + 4 / (l * Math.sqrt(0.25 + 0.16 + 1)));
        assertThat(gas.gas().beta() * gas.gas().energy(x)).isCloseTo(lab, within(1e-6));
    }
}
