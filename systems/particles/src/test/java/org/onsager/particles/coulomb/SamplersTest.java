package org.onsager.particles.coulomb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.ZMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Cumulants;
import org.onsager.numerics.statistics.Estimate;

/// Statistical tests at four standard errors (a true law fails one in 16,000) with fixed seeds.
class SamplersTest {
    private static final RadialFunction SQUARE = RadialFunction.of("r^2");
    private static final RandomStream STREAM = RandomStream.of(20260101).split("samplers");

    private static void agrees(Estimate estimate, double expected, String what) {
        assertThat(Math.abs(estimate.deviation(expected)))
                .as("%s: %s, expected %s", what, estimate, expected)
                .isLessThan(4);
    }

    private static void secondMomentFollowsTheGammaLaw(Sampler sampler, int draws) {
        var gas = sampler.gas();
        double n = gas.particles();
        double shape = n + gas.beta() * n * (n - 1) / 4;
        double scale = 2 / (gas.beta() * n);
        var k = Cumulants.estimate(sampler.sample(Statistic.linear(gas, SQUARE), draws, STREAM), 3, 50);
        String what = sampler.getClass().getSimpleName();
        agrees(k[0], shape * scale, what);
        agrees(k[1], shape * scale * scale, what);
        agrees(k[2], 2 * shape * scale * scale * scale, what);
    }

    @Test
    void every_planar_sampler_knows_the_gamma_law() {
        secondMomentFollowsTheGammaLaw(new PlanarModuli(CoulombGas.harmonic(2, 2, 12)), 40_000);
        secondMomentFollowsTheGammaLaw(new GinibreMatrix(CoulombGas.harmonic(2, 2, 12)), 10_000);
        secondMomentFollowsTheGammaLaw(HybridMonteCarlo.standard(CoulombGas.harmonic(2, 3, 10)), 10_000);
        secondMomentFollowsTheGammaLaw(HybridMonteCarlo.langevin(CoulombGas.harmonic(2, 1, 6)), 40_000);
        secondMomentFollowsTheGammaLaw(new Metropolis(CoulombGas.harmonic(2, 0.7, 8), 4, 500), 10_000);
    }

    @Test
    void centre_of_mass_has_variance_one_over_beta_in_every_dimension() {
        for (int d = 1; d <= 4; d++) {
            var gas = CoulombGas.harmonic(d, 1.6, 9);
            var values = HybridMonteCarlo.standard(gas).sample(Statistic.centreOfMass(gas, d - 1), 10_000, STREAM);
            agrees(Cumulants.estimate(values, 2, 50)[1], 1 / 1.6, "d = " + d);
        }
    }

    @Test
    void gibbs_sampler_on_the_line_follows_the_exact_engine_in_both_its_forms() {
        for (var trap : new RadialFunction[] {Traps.harmonic(), Traps.quartic(0.25, 0.125)}) {
            var gas = new CoulombGas(1, 1.2, 8, trap);
            double[] exact = LineEngine.of(gas).cumulants((double x) -> x * x, 3);
            var values = new LineGibbs(gas, 4, 500).sample(Statistic.linear(gas, SQUARE), 20_000, STREAM);
            var k = Cumulants.estimate(values, 3, 50);
            for (int q = 1; q <= 3; q++) agrees(k[q - 1], exact[q], trap.text());
        }
    }

    @Test
    void moduli_by_rejection_follow_the_exact_engine() {
        var gas = new CoulombGas(2, 2, 15, Traps.quartic(-0.25, 0.25));
        var wave = RadialFunction.of("cos(2*r)");
        double[] exact = PlanarEngine.of(gas).cumulants(wave::value, 3);
        var k = Cumulants.estimate(new PlanarModuli(gas).sample(Statistic.linear(gas, wave), 40_000, STREAM), 3, 50);
        for (int q = 1; q <= 3; q++) agrees(k[q - 1], exact[q], "order " + q);
    }

    @Test
    void independent_points_have_the_baseline_cumulants() {
        var gas = new CoulombGas(3, 1, 7, Traps.quartic(0.25, 0.125));
        var points = new IndependentPoints(gas);
        double[] expected = points.cumulants(SQUARE, 4);
        var k = Cumulants.estimate(points.sample(Statistic.linear(gas, SQUARE), 40_000, STREAM), 4, 50);
        for (int q = 1; q <= 4; q++) agrees(k[q - 1], expected[q], "order " + q);
    }

    @Test
    void truncated_normal_keeps_its_bounds_and_its_tail() {
        var source = STREAM.split("tail").generator();
        int n = 20_000;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            double z = LineGibbs.truncatedNormal(1, 2, 21, Double.POSITIVE_INFINITY, source);
            assertThat(z).isGreaterThanOrEqualTo(21);
            sum += (z - 21) / 2;
        }
        // mean excess of a normal variable beyond 10 standard deviations is 0.0981
        assertThat(sum / n).isCloseTo(0.09810, within(4 * 0.0981 / Math.sqrt(n)));
        assertThat(LineGibbs.truncatedNormal(0, 1, -30, -29.9, source)).isBetween(-30.0, -29.9);
        assertThat(LineGibbs.truncatedNormal(0, 1, -0.1, 0.1, source)).isBetween(-0.1, 0.1);
    }

    @Test
    void complex_eigenvalues_have_the_traces_of_powers() {
        int n = 30;
        var matrix = new ZMatrixRMaj(n, n);
        STREAM.split("matrix").fillNormal(matrix.data);
        double[] trace = new double[2];
        double[] square = new double[2];
        for (int i = 0; i < n; i++) {
            trace[0] += matrix.getReal(i, i);
            trace[1] += matrix.getImag(i, i);
            for (int j = 0; j < n; j++) {
                double ar = matrix.getReal(i, j), ai = matrix.getImag(i, j);
                double br = matrix.getReal(j, i), bi = matrix.getImag(j, i);
                square[0] += ar * br - ai * bi;
                square[1] += ar * bi + ai * br;
            }
        }
        double[] values = GinibreMatrix.eigenvalues(matrix);
        for (int i = 0; i < n; i++) {
            double re = values[i], im = values[n + i];
            trace[0] -= re;
            trace[1] -= im;
            square[0] -= re * re - im * im;
            square[1] -= 2 * re * im;
        }
        for (int k = 0; k < 2; k++) {
            assertThat(trace[k]).isCloseTo(0, within(1e-12 * n));
            assertThat(square[k]).isCloseTo(0, within(1e-11 * n));
        }
    }

    @Test
    void chain_cut_in_two_is_the_same_chain() {
        var gas = CoulombGas.harmonic(3, 1, 12);
        var sampler = new HybridMonteCarlo(gas, 10, 0.8, 100);
        var statistic = Statistic.linear(gas, SQUARE);
        double[] whole = sampler.sample(statistic, 50, STREAM);
        var first = sampler.continued(sampler.start(STREAM), statistic, 0, 20, STREAM);
        var second = sampler.continued(first.last(), statistic, 20, 30, STREAM);
        assertThat(second.values()).isEqualTo(java.util.Arrays.copyOfRange(whole, 20, 50));
        assertThat(second.last().acceptance()).isBetween(0.6, 0.95);
    }

    @Test
    void samplers_refuse_what_they_cannot_sample() {
        assertThatThrownBy(() -> new GinibreMatrix(CoulombGas.harmonic(2, 1, 5)))
                .hasMessageContaining("beta 2");
        assertThatThrownBy(() -> new PlanarModuli(CoulombGas.harmonic(3, 2, 5))).hasMessageContaining("dimension 2");
        assertThatThrownBy(() -> new LineGibbs(CoulombGas.harmonic(2, 2, 5), 1, 1))
                .hasMessageContaining("dimension must be 1");
        assertThatThrownBy(() -> new HybridMonteCarlo(CoulombGas.harmonic(2, 2, 5), 0, 0.8, 1))
                .hasMessageContaining("leapfrog must be in [1, inf), not 0");
    }

    @Test
    void draws_needed_grow_as_the_square_of_the_number_of_particles() {
        double few = Sampler.drawsNeeded(1, 1e-2, 3, 0.1);
        assertThat(few).isCloseTo(6 / 1e-6, within(1e-3));
        assertThat(Sampler.drawsNeeded(1, 1e-3, 3, 0.1) / few).isCloseTo(100, within(1e-9));
    }
}
