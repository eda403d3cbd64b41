package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class PatternsTest {
    private static final RandomStream STREAM = RandomStream.of(7).split("patterns");
    private static BetaFit fit;

    @BeforeAll
    static void simulate() {
        fit = BetaFit.simulated(120, 100, STREAM);
    }

    private static double[] spacings(Sampler sampler, int draws) {
        var state = sampler.start(STREAM.split("own"));
        var all = DoubleStream.builder();
        for (int k = 0; k < draws; k++) {
            state = sampler.next(state, STREAM.split("own").at(k).generator());
            for (double s : Spacings.of(state.x())) all.add(s);
        }
        return all.build().toArray();
    }

    @Test
    void ginibre_patterns_are_recognised_as_beta_two() {
        var result = fit.fit(spacings(new GinibreMatrix(CoulombGas.harmonic(2, 2, 120)), 20), STREAM);
        assertThat(result.beta()).isCloseTo(2, within(4 * result.standardError() + 0.1));
        assertThat(result.standardError()).isLessThan(0.3);
        assertThat(result.rejected()).isFalse();
        assertThat(result.kolmogorovPoisson()).isGreaterThan(3 * result.kolmogorov());
    }

    @Test
    void independent_points_are_recognised_as_beta_zero() {
        var result = fit.fit(spacings(new IndependentPoints(CoulombGas.harmonic(2, 1, 120)), 20), STREAM);
        assertThat(result.beta()).isLessThan(4 * result.standardError() + 0.02);
    }

    @Test
    void slow_change_of_density_and_units_drop_out() {
        double[] x =
                new GinibreMatrix(CoulombGas.harmonic(2, 2, 150)).start(STREAM).x();
        double[] wide = Arrays.stream(x).map(v -> 1e3 * v + 5e4).toArray();
        double[] once = Spacings.of(x);
        double[] again = Spacings.of(wide);
        assertThat(again).hasSameSizeAs(once);
        for (int k = 0; k < once.length; k++) assertThat(again[k]).isCloseTo(once[k], within(1e-6));
        assertThat(Arrays.stream(once).average().orElseThrow()).isCloseTo(1, within(0.05));
        assertThat(once.length).isBetween(80, 140);
    }

    @Test
    void ginibre_spacings_follow_the_closed_law() {
        double[] s = spacings(new GinibreMatrix(CoulombGas.harmonic(2, 2, 150)), 10);
        double mean = IntStream.range(0, 4000)
                .mapToDouble(i -> 0.001 * empty((i + 0.5) * 0.001))
                .sum();
        double largest = 0;
        for (double at = 0.2; at < 2; at += 0.05) {
            double bound = at;
            double measured = Arrays.stream(s).filter(v -> v <= bound).count() / (double) s.length;
            largest = Math.max(largest, Math.abs(measured - (1 - empty(at * mean))));
        }
        assertThat(largest).isLessThan(1.63 / Math.sqrt(s.length) + 0.02);
    }

    /// The chance that no other eigenvalue is within `s` (in units of the inverse root of N), \(\prod_k \Gamma(1
    /// + k, s^2)/k!\).
    private static double empty(double s) {
        double product = 1;
        for (int k = 1; k < 60; k++) product *= org.hipparchus.special.Gamma.regularizedGammaQ(1 + k, s * s);
        return product;
    }

    @Test
    void patterns_with_coincident_or_too_few_points_are_refused() {
        assertThatThrownBy(() -> Spacings.of(new double[10]))
                .hasMessageContaining("points must be in [10, inf), not 5");
        double[] x = IntStream.range(0, 24).mapToDouble(i -> i * i % 17).toArray();
        x[1] = x[0];
        x[13] = x[12];
        assertThatThrownBy(() -> Spacings.of(x)).hasMessageContaining("points must be distinct, point 0 is not");
    }

    @Test
    void variance_of_the_centre_of_mass_is_one_over_beta() {
        assertThat(CoulombGas.harmonic(1, 1.5, 9).variance("x").value()).isCloseTo(1 / 1.5, within(1e-10));
        assertThat(CoulombGas.harmonic(2, 1.5, 9).variance("x").value()).isCloseTo(1 / 1.5, within(1e-10));
        assertThat(CoulombGas.harmonic(3, 1.5, 9).variance("z").value()).isCloseTo(1 / 1.5, within(1e-10));
        assertThat(CoulombGas.harmonic(3, 1.5, 9).variance("x").value()).isCloseTo(1 / 1.5, within(1e-10));
    }

    @Test
    void variance_of_a_radial_formula_agrees_with_the_radial_one() {
        for (var trap : new RadialFunction[] {Traps.quartic(0.25, 0.125), Traps.quartic(-0.25, 0.25)}) {
            var gas = new CoulombGas(2, 2, 9, trap);
            double radial =
                    gas.asymptotic(RadialFunction.of("cos(2*r)"), 2).getLast().value();
            assertThat(gas.variance("cos(2*sqrt(x^2+y^2))").value()).isCloseTo(radial, within(1e-9));
        }
        var gas = CoulombGas.harmonic(2, 2, 60);
        var quadrupole = gas.variance("x*y").value();
        var statistic = (Statistic) x -> {
            double sum = 0;
            for (int i = 0; i < 60; i++) sum += x[i] * x[60 + i];
            return sum;
        };
        var values = new GinibreMatrix(gas).sample(statistic, 2_000, STREAM);
        var k = org.onsager.numerics.statistics.Cumulants.estimate(values, 2, 50)[1];
        assertThat(k.mean()).isCloseTo(quadrupole, within(4 * k.standardError() + quadrupole / 60));
    }
}
