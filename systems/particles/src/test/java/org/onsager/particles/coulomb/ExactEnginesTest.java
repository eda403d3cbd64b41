package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ExactEnginesTest {

    private static double planar(RadialFunction trap, String f, int n, int q) {
        var engine = PlanarEngine.of(new CoulombGas(2, 2, n, trap));
        return engine.cumulants(RadialFunction.of(f)::value, q)[q] * Math.pow(n, q - 2) * Math.pow(2, q - 1);
    }

    @Test
    void planar_engine_reproduces_the_gamma_law_of_the_second_moment() {
        int n = 40;
        double shape = n + n * (n - 1) / 2.0;
        double[] kappa = PlanarEngine.of(CoulombGas.harmonic(2, 2, n)).cumulants(r -> r * r, 8);
        double factorial = 1;
        for (int q = 1; q <= 8; q++) {
            if (q > 1) factorial *= q - 1;
            assertThat(kappa[q]).isCloseTo(factorial * shape * Math.pow(1.0 / n, q), Percentage.withPercentage(1e-8));
        }
    }

    @Test
    void planar_engine_reproduces_published_ginibre_cumulants_of_the_cube() {
        double[] published = {1.5854804, 14.555363, 223.02782, 4893.6755};
        for (int q = 2; q <= 5; q++)
            assertThat(planar(Traps.harmonic(), "r^3", 50, q))
                    .isCloseTo(published[q - 2], Percentage.withPercentage(1e-4));
    }

    @Test
    void planar_engine_knows_shells() {
        double[] published = {1.3571729, 4.4157676, 12.798113, -125.33491};
        for (int q = 2; q <= 5; q++)
            assertThat(planar(Traps.quartic(-0.25, 0.25), "cos(2*r)", 100, q))
                    .isCloseTo(published[q - 2], Percentage.withPercentage(1e-4));
    }

    @Test
    void soft_centre_with_a_cusp_breaks_the_formula() {
        double[] published = {-0.78, -5.4};
        assertThat(planar(Traps.power(4), "exp(-r)", 50, 4)).isCloseTo(published[0], Percentage.withPercentage(1));
        assertThat(planar(Traps.power(4), "exp(-r)", 200, 4)).isCloseTo(published[1], Percentage.withPercentage(1));
    }

    @Test
    void laws_with_several_modes_keep_their_total() {
        var gas = new CoulombGas(2, 2, 30, RadialFunction.of("r^2/2 + 0.4*exp(-60*(r-0.7)^2)"));
        var laws = new ModulusLaws(gas);
        assertThat(laws.unimodal()).isFalse();
        var nodes = laws.nodes(14, new double[0]);
        var sum = new double[2];
        int steps = 400_000;
        for (int i = 1; i < steps; i++) {
            double r = 2.0 * i / steps;
            double w = Math.exp(laws.logDensity(14, r) - laws.logDensity(14, 0.6));
            sum[0] += w;
            sum[1] += w * r;
        }
        double mean = 0;
        for (int i = 0; i < nodes.radii().length; i++) mean += nodes.weights()[i] * nodes.radii()[i];
        assertThat(mean).isCloseTo(sum[1] / sum[0], within(1e-9));
    }

    @Test
    void line_engine_knows_the_centre_of_mass() {
        double[] kappa = LineEngine.of(CoulombGas.harmonic(1, 1.5, 12)).cumulants(x -> x, 4);
        assertThat(kappa[1]).isCloseTo(0, within(1e-9));
        assertThat(kappa[2]).isCloseTo(1 / 1.5, within(1e-9));
        assertThat(kappa[3]).isCloseTo(0, within(1e-8));
        assertThat(kappa[4]).isCloseTo(0, within(1e-8));
    }

    @Test
    void line_engine_reproduces_published_cumulants_and_their_cut_tail() {
        // the published numbers at N = 10 were computed on [-3, 3]; the tails beyond move the fifth by 3e-6
        double[] published = {1.6206869, 9.0772013, 70.028959, 684.99335};
        double[] cut =
                LineEngine.between(CoulombGas.harmonic(1, 1, 10), 3, 8_001).cumulants(x -> x * x, 5);
        double[] whole = LineEngine.of(CoulombGas.harmonic(1, 1, 10)).cumulants(x -> x * x, 5);
        double[] finer = LineEngine.of(CoulombGas.harmonic(1, 1, 10), 16_001).cumulants(x -> x * x, 5);
        for (int q = 2; q <= 5; q++) {
            assertThat(cut[q] * Math.pow(10, q - 2)).isCloseTo(published[q - 2], Percentage.withPercentage(1e-5));
            assertThat(whole[q] / finer[q]).isCloseTo(1, within(1e-8));
        }
        assertThat(whole[5] * 1000).isCloseTo(684.995664, within(1e-6));
    }

    @Test
    void exact_engines_are_refused_where_there_is_none() {
        assertThatThrownBy(() -> CoulombGas.harmonic(2, 1, 10).exact(RadialFunction.of("r^2"), 4))
                .hasMessageContaining("beta must be 2");
        assertThatThrownBy(() -> CoulombGas.harmonic(3, 2, 10).exact(RadialFunction.of("r^2"), 4))
                .hasMessageContaining("dimension must be 2");
        assertThatThrownBy(() -> LineEngine.of(CoulombGas.harmonic(2, 2, 10)))
                .hasMessageContaining("dimension must be 1");
    }

    @Test
    void counting_statistics_are_sums_of_independent_yes_and_no() {
        int n = 60;
        double edge = 0.6;
        double[] kappa = PlanarEngine.of(CoulombGas.harmonic(2, 2, n)).cumulants(r -> r < edge ? 1 : 0, 4);
        double mean = 0, variance = 0, fourth = 0;
        for (int k = 0; k < n; k++) {
            double p = org.hipparchus.special.Gamma.regularizedGammaP(k + 1, n * edge * edge);
            double v = p * (1 - p);
            mean += p;
            variance += v;
            fourth += v * (1 - 6 * v);
        }
        assertThat(kappa[1]).isCloseTo(mean, within(1e-10));
        assertThat(kappa[2]).isCloseTo(variance, within(1e-10));
        assertThat(kappa[4]).isCloseTo(fourth, within(1e-10));
    }

    @Test
    void tilts_without_a_mean_are_refused() {
        var generator = PlanarEngine.of(CoulombGas.harmonic(2, 2, 6)).generator(r -> r * r * r * r);
        assertThat(generator.at(-1).mean()).isLessThan(generator.at(0).mean());
        assertThatThrownBy(() -> generator.at(3)).hasMessageContaining("t must be small enough");
    }

    @Test
    void saddlepoint_and_edgeworth_reproduce_the_gamma_density() {
        int n = 20;
        double shape = n + n * (n - 1) / 2.0;
        var engine = PlanarEngine.of(CoulombGas.harmonic(2, 2, n));
        var typical = new TypicalDensity(engine.cumulants(r -> r * r, 6));
        var generator = engine.generator(r -> r * r);
        double logNorm = org.hipparchus.special.Gamma.logGamma(shape);
        for (double l : new double[] {8.6, 10, 10.5, 11, 12.5}) {
            double exact = Math.exp(shape * Math.log(n) + (shape - 1) * Math.log(l) - n * l - logNorm);
            assertThat(TypicalDensity.saddlepoint(generator, l, 0)).isCloseTo(exact, Percentage.withPercentage(0.05));
            assertThat(typical.edgeworth(l)).isCloseTo(exact, Percentage.withPercentage(0.2));
        }
        assertThat(Math.abs(typical.gaussian(12.5) / typical.edgeworth(12.5) - 1))
                .isGreaterThan(0.2);
        var law = new org.hipparchus.distribution.continuous.GammaDistribution(shape, 1.0 / n);
        assertThat(typical.quantile(2.5))
                .isCloseTo(
                        law.inverseCumulativeProbability(org.onsager.numerics.special.NormalLaw.cumulative(2.5)),
                        within(1e-5));
    }
}
