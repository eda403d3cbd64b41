package org.onsager.inference.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.numerics.statistics.Moments;

class KdeSimulationTest {
    private static final RandomStream STREAM = RandomStream.of(2);

    /// Mean and variance of \(|x-y|^2\): \(d + R^2\) and \(2d + 4R^2\); 128,000 draws, within 4 standard errors.
    @Test
    void sampled_distances_have_the_moments_of_the_noncentral_law() {
        for (int d : new int[] {1, 2, 7, 20, 81, 82, 200}) {
            var sampler = new DistanceSampler.Isotropic(d, 5);
            var out = new double[PairKernels.TILE];
            var scratch = new double[sampler.scratchSize()];
            var moments = new Moments();
            for (int tile = 0; tile < 1000; tile++) {
                sampler.fill(STREAM, tile, out, scratch);
                moments.addAll(out);
            }
            double variance = 2 * d + 20;
            assertThat(moments.mean()).isEqualTo(d + 5, within(4 * Math.sqrt(variance / 128_000)));
            // kurtosis of the law is at most 12: the variance has a relative error of sqrt(14/128000)
            assertThat(moments.variance()).isEqualTo(variance, within(4 * variance * Math.sqrt(14 / 128_000.0)));
        }
    }

    @Test
    void the_shortcut_and_the_full_sampler_have_the_same_law() {
        var unit = new double[6];
        Arrays.fill(unit, 1);
        var x = new double[] {2, 0, 1, 0, 0, 1};
        var simulation = new KdeSimulation(100, RadialKernel.gaussian(), new double[] {0.8}, 1);
        var full = participation(simulation, new DistanceSampler.Gaussian(unit, x), "full");
        var shortcut = participation(simulation, new DistanceSampler.Isotropic(6, 6), "short");
        double exact = new FiniteSizeKde(6, 100, 0.8, 6).participation(2);
        assertThat(Math.abs(full.deviation(exact))).isLessThan(4);
        assertThat(Math.abs(shortcut.deviation(exact))).isLessThan(4);
    }

    private static Estimate participation(KdeSimulation simulation, DistanceSampler sampler, String name) {
        return Estimate.of(simulation.draws(sampler, STREAM.split(name), 2000).stream()
                .mapToDouble(draw -> draw.weights()[0].squares())
                .toArray());
    }

    @Test
    void simulated_log_density_and_entropy_are_the_exact_averages() {
        double h = 0.5;
        var simulation = new KdeSimulation(3000, RadialKernel.gaussian(), new double[] {h}, 1);
        var draws = simulation.draws(new DistanceSampler.Isotropic(12, 12), STREAM.split("logs"), 1000);
        var exact = new FiniteSizeKde(12, 3000, h, 12);
        var logs = Estimate.of(
                draws.stream().mapToDouble(draw -> draw.logDensity()[0]).toArray());
        var entropy = Estimate.of(
                draws.stream().mapToDouble(draw -> draw.weights()[0].entropy()).toArray());
        assertThat(Math.abs(logs.deviation(12 * exact.meanLogDensity()))).isLessThan(4);
        assertThat(Math.abs(entropy.deviation(exact.entropy()))).isLessThan(4);
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        assertThat(bits(2)).isEqualTo(bits(1));
    }

    private static List<Double> bits(int threads) throws Exception {
        var simulation = new KdeSimulation(100_000, new RadialKernel.Power(1, 0.5), new double[] {0.4, 1}, 3);
        try (var pool = new ForkJoinPool(threads)) {
            var draw = pool.submit(() -> simulation.draw(new DistanceSampler.Isotropic(9, 9), STREAM))
                    .get();
            return List.of(draw.logDensity()[0], draw.weights()[1].entropy(), draw.nearest()[2]);
        }
    }

    @Test
    void fixed_point_moments_are_exact() {
        int d = 3;
        var simulation = new KdeSimulation(40, RadialKernel.gaussian(), new double[] {0.7}, 1);
        double[] densities =
                simulation.draws(new DistanceSampler.Isotropic(d, 2), STREAM.split("moments"), 5000).stream()
                        .mapToDouble(draw -> Math.exp(draw.logDensity()[0]))
                        .toArray();
        var exact = new KdeMoments(d, 40, 0.7, 2);
        assertThat(Math.abs(Estimate.of(densities).deviation(exact.mean()))).isLessThan(4);
        var moments = new Moments();
        moments.addAll(densities);
        // relative error of a variance: sqrt((kurtosis - 1)/m), kurtosis below 5 here
        assertThat(moments.variance())
                .isEqualTo(exact.variance(), within(4 * exact.variance() * Math.sqrt(4 / 5000.0)));
        double direct = Math.pow(4 * Math.PI * 0.49, -1.5) * normal(d, 2, 1 + 0.245) - Math.pow(normal(d, 2, 1.49), 2);
        assertThat(exact.variance() * 40).isEqualTo(direct, within(1e-12));
    }

    private static double normal(int d, double square, double variance) {
        return Math.exp(-0.5 * square / variance) * Math.pow(2 * Math.PI * variance, -0.5 * d);
    }

    @Test
    void integrated_square_error_has_its_least_at_the_fixed_dimension_bandwidth() {
        for (int d : new int[] {1, 4, 12}) {
            double h = KdeMoments.leastSquaresBandwidth(d, 1e4);
            assertThat(KdeMoments.integratedSquareError(d, 1e4, h))
                    .isLessThan(KdeMoments.integratedSquareError(d, 1e4, 1.05 * h))
                    .isLessThan(KdeMoments.integratedSquareError(d, 1e4, 0.95 * h));
        }
    }

    @Test
    void hill_recovers_the_index_of_a_pareto_law() {
        var source = STREAM.split("pareto").generator();
        var sets = new double[200][];
        for (int s = 0; s < sets.length; s++) {
            var energies = new double[500];
            // w = U^{-1/mu}, E = ln(U)/mu
            for (int i = 0; i < energies.length; i++) energies[i] = Math.log(source.nextDouble()) / 1.4;
            Arrays.sort(energies);
            sets[s] = energies;
        }
        var pooled = HillEstimator.pooled(sets, 10);
        assertThat(Math.abs(pooled.deviation(1.4))).isLessThan(4);
        assertThat(HillEstimator.plot(sets[0])).hasSize(499);
        assertThatThrownBy(() -> HillEstimator.index(new double[] {2, 1}, 1))
                .hasMessageContaining("energies must ascend");
    }

    @Test
    void a_fit_recovers_the_stable_law_of_its_samples() {
        for (double mu : new double[] {1.3, 1.7}) {
            var law = new StableLaw(mu, 1, 2.5, -3);
            var source = STREAM.split("stable " + mu).generator();
            var samples = new double[20_000];
            for (int i = 0; i < samples.length; i++) samples[i] = law.next(source);
            var fit = StableLaw.fit(samples);
            assertThat(fit.inside()).isTrue();
            assertThat(fit.law().index()).isEqualTo(mu, within(0.06));
            assertThat(fit.law().skewness()).isGreaterThan(0.8);
            assertThat(fit.law().scale()).isEqualTo(2.5, within(0.15));
            assertThat(fit.law().location()).isEqualTo(-3, within(0.5));
        }
    }

    @Test
    void stable_density_is_normal_at_two_and_levys_at_a_half() {
        assertThat(new StableLaw(2, 0, 1, 0).density(0.7))
                .isEqualTo(Math.exp(-0.49 / 4) / Math.sqrt(4 * Math.PI), within(1e-9));
        double x = 1.9;
        double levy = Math.sqrt(1 / (2 * Math.PI)) * Math.exp(-1 / (2 * x)) / Math.pow(x, 1.5);
        assertThat(new StableLaw(0.5, 1, 1, 0).density(x)).isEqualTo(levy, within(1e-6));
    }

    @Test
    void bad_arguments_name_themselves() {
        assertThatThrownBy(() -> new KdeSimulation(0, RadialKernel.gaussian(), new double[] {1}, 1))
                .hasMessage("n must be in [1, 2^40], not 0");
        assertThatThrownBy(() -> new DistanceSampler.Gaussian(new double[] {-1}, new double[] {0}))
                .hasMessage("eigenvalues must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> StableLaw.fit(new double[5]))
                .hasMessage("samples must hold at least 20 numbers, not 5");
        assertThatThrownBy(() -> new StableLaw(1, 0, 1, 0)).hasMessage("index must be in (0, 2] and not 1, not 1.0");
    }
}
