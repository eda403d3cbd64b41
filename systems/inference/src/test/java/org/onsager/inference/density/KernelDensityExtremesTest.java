package org.onsager.inference.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

/// Scales far from 1, and kernels other than the Gaussian.
class KernelDensityExtremesTest {
    private static double[][] normal(int n, int d, double deviation) {
        var source = RandomStream.of(5).generator();
        var rows = new double[n][d];
        for (double[] row : rows) for (int a = 0; a < d; a++) row[a] = deviation * source.nextGaussian();
        return rows;
    }

    @Test
    void nearest_point_makes_the_estimate_at_any_small_bandwidth() {
        double[][] data = normal(300, 2, 1);
        double[] x = {0.1, 0.2};
        double least = Arrays.stream(data)
                .mapToDouble(y -> (x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1]))
                .min()
                .orElseThrow();
        for (double h : new double[] {1e-6, 1e-8, 1e-9, 1e-12, 1e-60, 1e-150}) {
            var estimate = KernelDensity.fit(data, new Bandwidth.Fixed(h));
            var found = estimate.evaluate(new double[][] {x}, 1);
            double expected = -least / 2 / h / h - Math.log(300 * 2 * Math.PI) - 2 * Math.log(h);
            assertThat(found.logDensity()[0]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
            assertThat(found.weights()[0].effectiveNumber()).isCloseTo(1, within(1e-10));
            assertThat(found.weights()[0].largestShare()).isCloseTo(1, within(1e-10));
            assertThat(Arrays.stream(estimate.weights(x)).sum()).isCloseTo(1, within(1e-12));
            double[] near = data[found.neighbours()[0][0]];
            double[] score = estimate.score(x);
            for (int a = 0; a < 2; a++) {
                double pull = (near[a] - x[a]) / h / h;
                assertThat(score[a]).isCloseTo(pull, within(1e-9 * Math.abs(pull)));
            }
        }
    }

    @Test
    void far_point_with_a_steep_kernel_has_a_finite_log_density() {
        var estimate = KernelDensity.fit(
                normal(200, 2, 1), new RadialKernel.Power(4, 0.5), Scaling.NONE, new Bandwidth.Fixed(0.1));
        double log = estimate.logDensity(new double[] {1e30, 0});
        // E = c d^(1 - p/2) (r/h)^p = r^4 / (4 h^4)
        assertThat(log).isCloseTo(-1e124 / 4, within(1e113));
    }

    @Test
    void bandwidths_whose_powers_are_no_numbers_are_refused() {
        double[][] data = normal(20, 2, 1);
        for (double h : new double[] {1e-160, 1e-200, 1e100, 1e200})
            assertThatThrownBy(() -> KernelDensity.fit(data, new Bandwidth.Fixed(h)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bandwidth");
    }

    @Test
    void rules_without_scaling_follow_the_unit_of_the_data() {
        for (Bandwidth rule : new Bandwidth[] {
            new Bandwidth.Scott(),
            new Bandwidth.Silverman(),
            new Bandwidth.LikelihoodCrossValidation(),
            new Bandwidth.LeastSquaresCrossValidation()
        }) {
            var small = KernelDensity.fit(normal(400, 2, 1), RadialKernel.gaussian(), Scaling.NONE, rule)
                    .bandwidth();
            var large = KernelDensity.fit(normal(400, 2, 1024), RadialKernel.gaussian(), Scaling.NONE, rule)
                    .bandwidth();
            assertThat(large.atBound()).isFalse();
            assertThat(large.h()).isCloseTo(1024 * small.h(), within(1e-6 * large.h()));
        }
    }

    @Test
    void tail_index_of_power_kernels_is_measured_in_their_own_power() {
        double[][] data = normal(4000, 6, 1), queries = Arrays.copyOf(normal(4100, 6, 1), 50);
        var settings = RegimeDiagnosis.Settings.standard(RandomStream.of(1));
        for (double p : new double[] {1, 2, 4}) {
            var estimate = KernelDensity.fit(
                    data, new RadialKernel.Power(p, 0.5), Scaling.NONE, new Bandwidth.NearestNeighbour());
            var points = estimate.diagnose(queries, settings).queries();
            for (var point : points) {
                if (point.duplicate()) continue;
                // mu = (h/h_G)^p, whatever the point
                assertThat(point.stableIndex())
                        .isCloseTo(
                                Math.pow(estimate.bandwidth().h() / point.hGlass(), p),
                                within(1e-9 * point.stableIndex()));
                assertThat(point.hClt() / point.hGlass()).isCloseTo(Math.pow(2, 1 / p), within(1e-12));
                // d ln G / d ln w with G ~ r^D and ln w = -E(r)
                double r = point.hOptimal() * Math.sqrt(6) / Math.pow(0.5 * p, 1 / p);
                double slope = 0.5
                        * p
                        * Math.pow(6, 1 - p / 2)
                        * Math.pow(r / estimate.bandwidth().h(), p);
                assertThat(point.stableIndex())
                        .isCloseTo(point.localDimension() / slope, within(1e-9 * point.stableIndex()));
            }
        }
    }

    @Test
    void score_of_a_datum_left_out_is_that_of_the_estimate_from_the_others() {
        double[][] data = normal(140, 3, 1);
        double[][] scores = KernelDensity.fit(data, new Bandwidth.Fixed(0.3)).leaveOneOutScore();
        for (int i : new int[] {0, 7, 139}) {
            int left = i;
            double[][] others = java.util.stream.IntStream.range(0, data.length)
                    .filter(j -> j != left)
                    .mapToObj(j -> data[j])
                    .toArray(double[][]::new);
            double[] expected =
                    KernelDensity.fit(others, new Bandwidth.Fixed(0.3)).score(data[i]);
            for (int a = 0; a < 3; a++) assertThat(scores[i][a]).isCloseTo(expected[a], within(1e-10));
        }
    }
}
