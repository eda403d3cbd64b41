package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.quadrature.QuadratureRule;

class LargeDeviationTest {
    private static final LargeDeviation BUMP =
            new LargeDeviation(2, Traps.harmonic(), RadialFunction.of("exp(-4*r^2)"));

    @Test
    void second_moment_in_the_plane_has_its_closed_rate_function() {
        var deviation = new LargeDeviation(2, Traps.harmonic(), RadialFunction.of("r^2"));
        for (double l : new double[] {0.05, 0.3, 0.5, 0.8, 3, 40})
            assertThat(deviation.rate(l).psi()).isCloseTo(l / 2 - 0.25 - 0.25 * Math.log(2 * l), within(1e-8));
    }

    @Test
    void hole_opens_at_an_eighth() {
        var transitions = BUMP.transitions(0, 0.3, 10);
        assertThat(transitions).hasSize(1);
        assertThat(transitions.getFirst().type()).isEqualTo(LargeDeviation.Type.HOLE);
        assertThat(transitions.getFirst().s()).isCloseTo(0.125, within(1e-10));
        for (double s : new double[] {0.1251, 0.15, 0.2, 0.29})
            assertThat(BUMP.droplet(s).inner()).isCloseTo(Math.sqrt(Math.log(8 * s) / 4), within(1e-10));
        for (double s : new double[] {0, 0.05, 0.12})
            assertThat(BUMP.droplet(s).density(0) * Math.PI).isCloseTo(1 - 8 * s, within(1e-12));
    }

    @Test
    void free_energy_is_the_integral_of_its_slope_through_the_transition() {
        double sum = 0;
        for (double[] piece : new double[][] {{0, 0.125}, {0.125, 0.3}}) {
            var rule = QuadratureRule.legendre(24).on(piece[0], piece[1]);
            sum += rule.sum(BUMP::slope);
        }
        assertThat(BUMP.phi(0.3)).isCloseTo(sum, within(1e-10));
    }

    @Test
    void gap_opens_where_the_density_vanishes_and_the_charge_is_kept() {
        var deviation = new LargeDeviation(2, Traps.harmonic(), RadialFunction.of("exp(-20*(r-0.6)^2)*r^2"));
        var transitions = deviation.transitions(0, 1.2, 24);
        assertThat(transitions).isNotEmpty();
        assertThat(transitions.getFirst().type()).isEqualTo(LargeDeviation.Type.GAP);
        double s = transitions.getFirst().s();
        assertThat(deviation.droplet(s - 1e-6).lowestDensity()).isPositive().isLessThan(1e-3);
        var split = deviation.droplet(1.2);
        assertThat(split.components()).hasSize(2);
        var core = split.components().getFirst();
        var mantle = split.components().getLast();
        assertThat(core.charge() + mantle.charge()).isCloseTo(1, within(1e-12));
        assertThat(split.field(mantle.inner())).isCloseTo(core.charge(), within(1e-10));
        double h = 1e-4;
        double numerical = (deviation.slope(1.2 + h) - deviation.slope(1.2 - h)) / (2 * h);
        assertThat(numerical).isCloseTo(deviation.curvature(1.2), within(1e-5));
        double[] rule = {deviation.phi(s - 0.05), deviation.phi(s + 0.05)};
        double integral = QuadratureRule.legendre(20).on(s - 0.05, s).sum(deviation::slope)
                + QuadratureRule.legendre(20).on(s, s + 0.05).sum(deviation::slope);
        assertThat(rule[1] - rule[0]).isCloseTo(integral, within(1e-8));
    }

    @Test
    void a_component_that_is_born_outside_starts_without_charge() {
        var ring = new LargeDeviation(2, Traps.quartic(0.25, 0.125), RadialFunction.of("r^2*exp(-12*(r - 0.6)^2)"));
        var born = ring.transitions(-0.5, 0, 20).getFirst();
        assertThat(born.type()).isEqualTo(LargeDeviation.Type.DETACH);
        for (double ds : new double[] {-1e-3, -1e-6, -1e-9, 1e-9, 1e-6, 1e-3}) {
            double slope = ring.slope(born.s() + ds);
            assertThat(slope).as("ds = %s", ds).isCloseTo(born.l(), within(20 * Math.abs(ds) + 1e-11));
        }
        assertThat(ring.slope(ring.rate(born.l()).s())).isCloseTo(born.l(), within(1e-8));
    }

    @Test
    void charge_rises_to_one_in_every_dimension() {
        for (int d = 1; d <= 4; d++) {
            var droplet = new LargeDeviation(d, Traps.harmonic(), RadialFunction.of("exp(-9*(r-0.5)^2)")).droplet(0.4);
            double last = 0;
            for (double r = 0; r < 1.5; r += 0.01) {
                double q = droplet.charge(r);
                assertThat(q).isGreaterThanOrEqualTo(last - 1e-12);
                last = q;
            }
            assertThat(last).isEqualTo(1);
            assertThat(droplet.mean(r -> 1)).as("d = %d", d).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void values_that_no_tilt_reaches_are_refused() {
        assertThatThrownBy(() -> BUMP.rate(-0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("l must be a value that a tilted gas can have");
    }
}
