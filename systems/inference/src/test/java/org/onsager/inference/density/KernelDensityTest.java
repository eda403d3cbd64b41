package org.onsager.inference.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.Quantiles;

class KernelDensityTest {
    private static final double[][] DATA = normal("data", 700, 3);
    private static final double[][] QUERIES = normal("queries", 37, 3);

    static double[][] normal(String name, int rows, int d) {
        var stream = RandomStream.of(5).split(name);
        var points = new double[rows][d];
        for (int i = 0; i < rows; i++) stream.at(i).fillNormal(points[i]);
        return points;
    }

    private static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int a = 0; a < x.length; a++) sum += (x[a] - y[a]) * (x[a] - y[a]);
        return sum;
    }

    private static double plainGaussian(double[][] data, double[] x, double h) {
        double sum = 0;
        for (double[] y : data) sum += Math.exp(-squaredDistance(x, y) / (2 * h * h));
        return Math.log(sum / data.length) - 0.5 * x.length * Math.log(2 * Math.PI * h * h);
    }

    @Test
    void log_density_is_that_of_the_plain_sum_with_and_without_a_tree() {
        var estimate = KernelDensity.fit(DATA, new Bandwidth.Fixed(0.3));
        double[] tree = estimate.logDensity(QUERIES);
        assertThat(estimate.evaluate(QUERIES, 0).logDensity()).isEqualTo(tree);
        double[] flat = estimate.pruned(false).logDensity(QUERIES);
        for (int q = 0; q < QUERIES.length; q++) {
            double plain = plainGaussian(DATA, QUERIES[q], 0.3);
            assertThat(tree[q]).isEqualTo(plain, within(1e-12 * Math.abs(plain)));
            assertThat(flat[q]).isEqualTo(plain, within(1e-12 * Math.abs(plain)));
        }
    }

    @Test
    void a_density_integrates_to_one_for_every_kernel() {
        double[][] data = {{-0.4}, {0.1}, {0.9}};
        var power = new RadialKernel.Power(3, 0.2);
        RadialKernel[] kernels = {
            RadialKernel.gaussian(),
            new RadialKernel.Power(1, 0.5),
            new RadialKernel.Power(4, 0.5),
            new RadialKernel.Box(),
            new RadialKernel.Custom(power::energy, power::slope)
        };
        for (var kernel : kernels) {
            var estimate = KernelDensity.fit(data, kernel, Scaling.DEVIATION, new Bandwidth.Fixed(0.7));
            int size = 40_000;
            var grid = new double[size][1];
            for (int i = 0; i < size; i++) grid[i][0] = -20 + 40 * (i + 0.5) / size;
            double mass = 0;
            for (double log : estimate.logDensity(grid)) mass += Math.exp(log) * 40 / size;
            assertThat(mass).as(kernel.toString()).isEqualTo(1, within(1e-3));
        }
    }

    @Test
    void normalisation_of_a_custom_kernel_is_that_of_the_power_it_copies() {
        var power = new RadialKernel.Power(3, 0.2);
        var custom = new RadialKernel.Custom(power::energy, power::slope);
        for (int d : new int[] {1, 2, 7, 60}) {
            assertThat(new PairEnergy(custom, d, 0.8).logNormalisation())
                    .isEqualTo(new PairEnergy(power, d, 0.8).logNormalisation(), within(1e-9));
        }
    }

    @Test
    void score_is_the_gradient_of_the_log_density() {
        for (var scaling : Scaling.values()) {
            for (double p : new double[] {2, 1, 4}) {
                var kernel = p == 2 ? RadialKernel.gaussian() : new RadialKernel.Power(p, 0.5);
                var estimate = KernelDensity.fit(DATA, kernel, scaling, new Bandwidth.Fixed(0.4));
                double[] x = {0.3, -0.2, 0.7};
                double[] score = estimate.score(x);
                for (int a = 0; a < 3; a++) {
                    double[] up = x.clone();
                    double[] down = x.clone();
                    up[a] += 1e-5;
                    down[a] -= 1e-5;
                    double slope = (estimate.logDensity(up) - estimate.logDensity(down)) / 2e-5;
                    assertThat(score[a]).isEqualTo(slope, within(1e-6 * (1 + Math.abs(slope))));
                }
            }
        }
    }

    @Test
    void covariance_scaling_does_not_depend_on_linear_maps_of_the_data() {
        var mapped = new double[DATA.length][];
        for (int i = 0; i < mapped.length; i++) mapped[i] = map(DATA[i]);
        var plain = KernelDensity.fit(DATA, new Bandwidth.Silverman());
        var other = KernelDensity.fit(mapped, new Bandwidth.Silverman());
        // the map below has determinant 6
        assertThat(other.logDensity(map(QUERIES[0])) + Math.log(6))
                .isEqualTo(plain.logDensity(QUERIES[0]), within(1e-10));
    }

    private static double[] map(double[] x) {
        return new double[] {2 * x[0] + 5, x[0] + 3 * x[1], x[2] - x[1]};
    }

    @Test
    void weights_neighbours_and_effective_number_are_those_of_direct_sums() {
        var estimate = KernelDensity.fit(DATA, new Bandwidth.Fixed(0.25));
        var evaluation = estimate.evaluate(QUERIES, 5);
        for (int q = 0; q < QUERIES.length; q++) {
            double[] weights = estimate.weights(QUERIES[q]);
            double sum = 0;
            double squares = 0;
            double entropy = 0;
            for (double p : weights) {
                sum += p;
                squares += p * p;
                if (p > 0) entropy -= p * Math.log(p);
            }
            assertThat(sum).isEqualTo(1, within(1e-12));
            assertThat(evaluation.weights()[q].squares()).isEqualTo(squares, within(1e-12));
            assertThat(evaluation.weights()[q].entropy()).isEqualTo(entropy, within(1e-10));
            int query = q;
            double[] sorted = Arrays.stream(DATA)
                    .mapToDouble(y -> Math.sqrt(squaredDistance(QUERIES[query], y)))
                    .sorted()
                    .toArray();
            for (int k = 0; k < 5; k++) {
                assertThat(evaluation.distances()[q][k]).isEqualTo(sorted[k], within(1e-12));
                double[] neighbour = DATA[evaluation.neighbours()[q][k]];
                assertThat(Math.sqrt(squaredDistance(QUERIES[q], neighbour))).isEqualTo(sorted[k], within(1e-12));
            }
        }
    }

    @Test
    void leave_one_out_is_the_estimate_without_the_point() {
        var some = Arrays.copyOf(DATA, 150);
        var without = Arrays.copyOfRange(DATA, 1, 150);
        double[] logs =
                KernelDensity.fit(some, new Bandwidth.Fixed(0.5)).leaveOneOut(1).logDensity();
        assertThat(logs[0]).isEqualTo(plainGaussian(without, DATA[0], 0.5), within(1e-12));
    }

    @Test
    void plain_and_vector_kernels_give_the_same_bits() {
        var points = new PointTiles(normal("tiles", 300, 5), true);
        var queries = new double[20];
        RandomStream.of(9).fillNormal(queries);
        var plain = new double[4 * PairKernels.TILE];
        var vector = plain.clone();
        for (int tile = 0; tile < points.tiles; tile++) {
            PlainPairKernels.squaredDistances(points.coordinates, points.offset(tile), 5, queries, 0, plain);
            PairKernels.squaredDistances(points.coordinates, points.offset(tile), 5, queries, 0, vector);
            assertThat(vector).isEqualTo(plain);
            var a = new double[32];
            var b = new double[4];
            var c = new double[32];
            PairKernels.sums(plain, 0, 1.7, 3.3, b, a);
            PlainPairKernels.lanes(plain, 0, -1.7, 3.3, c);
            assertThat(a).isEqualTo(c);
            assertThat(PairKernels.sum(plain, 0, 1.7, 3.3, new double[8])).isEqualTo(b[0]);
            assertThat(PairKernels.min(plain, 0)).isEqualTo(PlainPairKernels.min(plain, 0));
        }
    }

    @Test
    void the_power_of_two_has_all_its_digits() {
        for (double x = -999; x < 60; x += 0.0371)
            assertThat(PlainPairKernels.power(x) / Math.pow(2, x)).isEqualTo(1, within(5e-16));
    }

    @Test
    void same_bits_on_one_and_two_threads() throws Exception {
        var one = bits(1);
        assertThat(bits(2)).isEqualTo(one);
    }

    private static double[] bits(int threads) throws Exception {
        try (var pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> {
                        var estimate = KernelDensity.fit(DATA, new Bandwidth.LikelihoodCrossValidation());
                        return estimate.logDensity(QUERIES);
                    })
                    .get();
        }
    }

    @Test
    void a_tiny_bandwidth_and_a_far_point_do_not_underflow() {
        var estimate = KernelDensity.fit(DATA, new Bandwidth.Fixed(1e-4));
        double[] far = {1000, 0, 0};
        var evaluation = estimate.evaluate(new double[][] {far}, 1);
        double nearest = evaluation.distances()[0][0];
        double expected = -nearest * nearest / 2e-8 - Math.log(700) - 1.5 * Math.log(2 * Math.PI * 1e-8);
        assertThat(evaluation.logDensity()[0]).isEqualTo(expected, within(1e-12 * Math.abs(expected)));
        assertThat(evaluation.weights()[0].effectiveNumber()).isEqualTo(1, within(1e-12));
        assertThat(KernelDensity.fit(DATA, RadialKernel.gaussian(), Scaling.NONE, new Bandwidth.Fixed(0.5))
                        .withBandwidth(1e-6)
                        .logDensity(far))
                .isFinite();
    }

    @Test
    void likelihood_cross_validation_finds_the_best_of_a_fine_grid() {
        var data = normal("cv", 200, 2);
        var chosen = KernelDensity.fit(
                data, RadialKernel.gaussian(), Scaling.NONE, new Bandwidth.LikelihoodCrossValidation());
        double h = chosen.bandwidth().h();
        double best = 0;
        double value = Double.NEGATIVE_INFINITY;
        for (double each = 0.1; each < 1.5; each *= 1.002) {
            double likelihood = Arrays.stream(
                            chosen.withBandwidth(each).leaveOneOut(0).logDensity())
                    .sum();
            if (likelihood > value) {
                value = likelihood;
                best = each;
            }
        }
        assertThat(chosen.bandwidth().atBound()).isFalse();
        assertThat(h).isEqualTo(best, within(0.01 * best));
        assertThat(KernelDensity.fit(
                                data,
                                RadialKernel.gaussian(),
                                Scaling.NONE,
                                new Bandwidth.LikelihoodCrossValidation(2, 9))
                        .bandwidth())
                .matches(choice -> choice.atBound() && choice.h() == 2);
    }

    @Test
    void least_squares_cross_validation_estimates_the_integrated_square_error() {
        // 1000 points of N(0, 1): the optimum of the exact error is h = 0.27 or so
        var data = normal("lscv", 1000, 1);
        double h = KernelDensity.fit(
                        data, RadialKernel.gaussian(), Scaling.NONE, new Bandwidth.LeastSquaresCrossValidation())
                .bandwidth()
                .h();
        double best = KdeMoments.leastSquaresBandwidth(1, 1000);
        // the choice scatters by tens of per cent, its error is near the least
        assertThat(KdeMoments.integratedSquareError(1, 1000, h))
                .isLessThan(1.5 * KdeMoments.integratedSquareError(1, 1000, best));
        assertThatThrownBy(() -> KernelDensity.fit(
                        data, new RadialKernel.Box(), Scaling.NONE, new Bandwidth.LeastSquaresCrossValidation()))
                .hasMessage("kernel must be Gaussian for least-squares cross-validation");
    }

    @Test
    void rules_of_thumb_are_scipys() {
        assertThat(KernelDensity.fit(DATA, new Bandwidth.Scott()).bandwidth().h())
                .isEqualTo(Math.pow(700, -1 / 7.0), within(1e-15));
        assertThat(KernelDensity.fit(DATA, new Bandwidth.Silverman())
                        .bandwidth()
                        .h())
                .isEqualTo(Math.pow(700 * 5 / 4.0, -1 / 7.0), within(1e-15));
        double alpha = Math.log(700) / 3;
        assertThat(KernelDensity.fit(DATA, new Bandwidth.HighDimensionalOptimum())
                        .bandwidth()
                        .h())
                .isEqualTo(
                        KdePhaseDiagram.gaussian(Spectrum.isotropic()).at(alpha).hOptimal(), within(1e-9));
    }

    @Test
    void diagnosis_recovers_the_glass_bandwidth_of_gaussian_data() {
        int d = 20;
        var estimate = KernelDensity.fit(normal("big", 4000, d), new Bandwidth.Fixed(0.5));
        var diagnosis =
                estimate.diagnose(normal("test", 200, d), RegimeDiagnosis.Settings.standard(RandomStream.of(1)));
        assertThat(diagnosis.median(RegimeDiagnosis.PointDiagnosis::hGlass))
                .isEqualTo(
                        FiniteSizeKde.glassBandwidth(d, 4000, d),
                        within(0.15 * FiniteSizeKde.glassBandwidth(d, 4000, d)));
        assertThat(diagnosis.share(KdePhaseDiagram.Regime.CONDENSED)).isGreaterThan(0.8);
        for (var each : diagnosis.queries())
            assertThat(each.localDimension()).isBetween(each.dimensionLow(), each.dimensionHigh());
    }

    @Test
    void duplicates_are_flagged() {
        var data = Arrays.copyOf(DATA, 100);
        data[7] = data[3].clone();
        var diagnosis = KernelDensity.fit(data, new Bandwidth.Fixed(0.5))
                .diagnose(RegimeDiagnosis.Settings.standard(RandomStream.of(1)));
        assertThat(diagnosis.duplicateShare()).isEqualTo(0.02);
        assertThat(diagnosis.queries().get(3).duplicate()).isTrue();
    }

    @Test
    void the_gaussian_baseline_is_exact_for_its_own_moments_and_neighbours_count_volumes() {
        double[][] line = {{-1}, {1}};
        assertThat(DensityBaselines.logGaussian(line, new double[][] {{0}})[0])
                .isEqualTo(-0.5 * Math.log(2 * Math.PI * 2), within(1e-14));
        // uniform data on [0, 1]: the mean of 1/density at many points is near 1
        var source = RandomStream.of(4).generator();
        var data = new double[2000][1];
        for (double[] row : data) row[0] = source.nextDouble();
        var evaluation =
                KernelDensity.fit(data, new Bandwidth.Fixed(0.1)).evaluate(new double[][] {{0.3}, {0.5}, {0.7}}, 50);
        double[] logs = Arrays.stream(evaluation.distances())
                .mapToDouble(distances -> DensityBaselines.logNearestNeighbour(distances[49], 50, 2000, 1))
                .toArray();
        assertThat(Quantiles.median(logs)).isEqualTo(0, within(0.4));
    }

    @Test
    void bad_arguments_name_themselves() {
        assertThatThrownBy(() -> new Bandwidth.Fixed(0)).hasMessage("bandwidth must be in (0, inf), not 0.0");
        var rule = new Bandwidth.Fixed(1);
        assertThatThrownBy(() -> KernelDensity.fit(new double[][] {{1}}, rule))
                .hasMessage("data must have at least 2 rows, not 1");
        assertThatThrownBy(() -> KernelDensity.fit(new double[][] {{1, 2}, {1, Double.NaN}}, rule))
                .hasMessage("data: row 1, column 1 must be finite and below 1e90, not NaN");
        assertThatThrownBy(() -> KernelDensity.fit(new double[][] {{1, 2}, {1}}, rule))
                .hasMessage("data: row 1 must have 2 columns, not 1");
        assertThatThrownBy(() -> KernelDensity.fit(new double[][] {{1, 2}, {1, 3}}, new Bandwidth.Scott()))
                .hasMessageContaining("column 0 of data must vary");
        double[][] dependent = {{1, 2}, {2, 4}, {3, 6}};
        assertThatThrownBy(() -> KernelDensity.fit(dependent, new Bandwidth.Scott()))
                .hasMessageContaining("data must have a covariance of full rank");
        var estimate = KernelDensity.fit(DATA, rule);
        assertThatThrownBy(() -> estimate.logDensity(new double[] {1}))
                .hasMessage("queries must have 3 columns as the data have, not 1");
        assertThatThrownBy(() -> estimate.evaluate(QUERIES, 701)).hasMessage("neighbours must be in [0, 700], not 701");
    }
}
