package org.onsager.numerics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class StatisticsTest {

    private static double[] normals(int n, String name) {
        var source = RandomStream.of(2026).split(name).generator();
        var x = new double[n];
        for (int i = 0; i < n; i++) x[i] = source.nextGaussian();
        return x;
    }

    /// x_{t+1} = phi x_t + noise: rho(t) = phi^t, tau = 1/2 (1 + phi)/(1 - phi).
    private static double[] autoregressive(int n, double phi) {
        double[] x = normals(n, "ar" + phi);
        x[0] /= Math.sqrt(1 - phi * phi);
        for (int i = 1; i < n; i++) x[i] += phi * x[i - 1];
        return x;
    }

    @Property(tries = 300)
    void merged_moments_are_those_of_the_whole(
            @ForAll @IntRange(min = 4, max = 60) int n,
            @ForAll @IntRange(min = 0, max = 60) int cut,
            @ForAll @DoubleRange(min = -100, max = 100) double centre) {
        double[] x = normals(n, "moments " + n + " " + cut);
        for (int i = 0; i < n; i++) x[i] += centre;
        int middle = Math.min(cut, x.length);
        Moments whole = new Moments(), left = new Moments(), right = new Moments();
        whole.addAll(x);
        left.addAll(Arrays.copyOf(x, middle));
        right.addAll(Arrays.copyOfRange(x, middle, x.length));
        left.merge(right);
        double mean = CompensatedSum.of(x) / x.length, m2 = 0, m3 = 0, m4 = 0;
        for (double each : x) {
            double d = each - mean;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }
        for (var moments : new Moments[] {whole, left}) {
            assertThat(moments.count()).isEqualTo(x.length);
            assertThat(moments.mean()).isCloseTo(mean, within(1e-12));
            assertThat(moments.variance() * (x.length - 1)).isCloseTo(m2, within(1e-9));
            if (m2 < 1e-3) continue;
            assertThat(moments.skewness()).isCloseTo(Math.sqrt(x.length) * m3 / Math.pow(m2, 1.5), within(1e-7));
            assertThat(moments.excessKurtosis()).isCloseTo(x.length * m4 / (m2 * m2) - 3, within(1e-7));
        }
        assertThat(left.min()).isEqualTo(Arrays.stream(x).min().getAsDouble());
        assertThat(left.max()).isEqualTo(Arrays.stream(x).max().getAsDouble());
    }

    @Test
    void the_variance_survives_a_large_mean() {
        var moments = new Moments();
        for (int i = 0; i < 1000; i++) moments.add(1e9 + i % 2);
        assertThat(moments.variance()).isCloseTo(0.25 * 1000 / 999, within(1e-9));
    }

    @Test
    void a_compensated_sum_keeps_what_cancels() {
        assertThat(CompensatedSum.of(1, 1e100, 1, -1e100)).isEqualTo(2);
        var sum = new CompensatedSum();
        for (int i = 0; i < 10_000_000; i++) sum.add(0.1);
        assertThat(sum.value()).isEqualTo(1e6);
        assertThat(CompensatedSum.of(Double.MAX_VALUE, Double.MAX_VALUE)).isInfinite();
    }

    /// Exact expectation over all samples of size n of a three-point law, by enumeration: E k_q = kappa_q.
    @Test
    void k_statistics_are_unbiased_by_enumeration() {
        double[] values = {-1, 0.5, 3}, probabilities = {0.5, 0.3, 0.2};
        double[] cumulants = cumulants(values, probabilities);
        int n = 7;
        var expected = new double[6];
        var x = new double[n];
        for (int code = 0; code < 2187; code++) {
            double probability = 1;
            for (int i = 0, rest = code; i < n; i++, rest /= 3) {
                x[i] = values[rest % 3];
                probability *= probabilities[rest % 3];
            }
            double[] k = Cumulants.of(x);
            for (int q = 0; q < 6; q++) expected[q] += probability * k[q];
        }
        for (int q = 0; q < 6; q++) assertThat(expected[q]).isCloseTo(cumulants[q], within(2e-11));
    }

    private static double[] cumulants(double[] values, double[] probabilities) {
        var m = new double[7];
        for (int p = 0; p <= 6; p++)
            for (int i = 0; i < values.length; i++) m[p] += probabilities[i] * Math.pow(values[i], p);
        // kappa_n = m_n - sum_{j=1}^{n-1} C(n-1, j-1) kappa_j m_{n-j}
        var kappa = new double[7];
        for (int n = 1; n <= 6; n++) {
            kappa[n] = m[n];
            double binomial = 1;
            for (int j = 1; j < n; j++) {
                kappa[n] -= binomial * kappa[j] * m[n - j];
                binomial = binomial * (n - j) / j;
            }
        }
        return Arrays.copyOfRange(kappa, 1, 7);
    }

    /// Jackknife error of the mean is s / sqrt(n) exactly; for normals Var k_3 = 6, Var k_4 = 24 (over n, to
    /// leading order): 10^5 samples, the errors of errors are a few per cent.
    @Test
    void the_errors_of_k_statistics_are_right_for_normals() {
        double[] x = normals(100_000, "cumulants");
        var k = Cumulants.estimate(x, 4, x.length);
        assertThat(k[0].standardError()).isCloseTo(Estimate.of(x).standardError(), within(1e-12));
        assertThat(k[1].standardError() * Math.sqrt(1e5)).isCloseTo(Math.sqrt(2), within(0.05));
        assertThat(k[2].standardError() * Math.sqrt(1e5)).isCloseTo(Math.sqrt(6), within(0.15));
        assertThat(k[3].standardError() * Math.sqrt(1e5)).isCloseTo(Math.sqrt(24), within(0.5));
        for (int q = 0; q < 4; q++) {
            assertThat(Math.abs(k[q].deviation(q == 1 ? 1 : 0))).isLessThan(4);
            assertThat(k[q].mean()).isCloseTo(Cumulants.of(x)[q], within(1e-14));
        }
    }

    @Test
    void students_interval_has_the_tabulated_width() {
        var interval = new Estimate(10, 2, 5).interval(0.95);
        assertThat(interval.upper()).isCloseTo(10 + 2 * 2.7764451051977987, within(1e-9));
        assertThat(interval.contains(10)).isTrue();
        assertThat(new Estimate(0, 1, 2_000_000).interval(0.95).upper()).isCloseTo(1.959963984540054, within(1e-9));
        assertThat(new Estimate(1, Double.NaN, 1).interval(0.9).contains(1e300)).isTrue();
    }

    @Property(tries = 50)
    void quantiles_interpolate_between_order_statistics(@ForAll @IntRange(min = 1, max = 50) int n) {
        var x = new double[n];
        for (int i = 0; i < n; i++) x[i] = (i * 7919L) % n == 0 ? 0 : n - i;
        var sorted = x.clone();
        Arrays.sort(sorted);
        assertThat(Quantiles.of(x, 0, 1)).containsExactly(sorted[0], sorted[n - 1]);
        assertThat(Quantiles.of(new double[] {4, 1, 3, 2}, 0.25, 0.5)).containsExactly(1.75, 2.5);
        assertThat(Quantiles.median(3, 1, 2)).isEqualTo(2);
    }

    @Test
    void a_histogram_counts_everything_once_and_merges() {
        var a = new Histogram(0, 1, 10);
        var b = new Histogram(0, 1, 10);
        for (int i = -50; i < 150; i++) (i % 2 == 0 ? a : b).add((i + 0.5) / 100);
        b.add(1);
        a.merge(b);
        assertThat(a.total()).isEqualTo(201);
        assertThat(a.below()).isEqualTo(50);
        assertThat(a.above()).isEqualTo(50);
        assertThat(a.count(9)).isEqualTo(11);
        assertThat(a.density(0).mean()).isCloseTo(10 / 201.0 / 0.1, within(1e-12));
        assertThatThrownBy(() -> a.add(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> a.merge(new Histogram(0, 2, 10))).isInstanceOf(IllegalArgumentException.class);
    }

    /// The transform agrees with the defining sum.
    @Test
    void the_autocorrelation_is_the_defining_sum() {
        double[] x = normals(101, "acf");
        var acf = Autocorrelation.of(x);
        double mean = CompensatedSum.of(x) / x.length;
        for (int t = 0; t < x.length; t++) {
            double sum = 0;
            for (int i = 0; i + t < x.length; i++) sum += (x[i] - mean) * (x[i + t] - mean);
            assertThat(acf.correlation()[t] * acf.variance() * x.length).isCloseTo(sum, within(1e-12));
        }
    }

    /// tau = 9.5 at phi = 0.9; the mean's error by three methods within 10% of sqrt(2 tau var / n) (200 000
    /// steps).
    @Test
    void the_integrated_time_of_an_autoregressive_series_and_the_error_of_its_mean() {
        double[] x = autoregressive(200_000, 0.9);
        var acf = Autocorrelation.of(x);
        var time = acf.integratedTime();
        assertThat(time.reliable()).isTrue();
        assertThat(Math.abs(time.tau() - 9.5)).isLessThan(4 * time.standardError());
        assertThat(time.standardError()).isLessThan(0.5);

        double error = Math.sqrt(2 * 9.5 / (1 - 0.81) / 200_000);
        assertThat(acf.estimate().standardError()).isCloseTo(error, within(0.1 * error));
        var blocking = Blocking.of(x);
        assertThat(blocking.reliable()).isTrue();
        assertThat(blocking.estimate().standardError()).isCloseTo(error, within(0.1 * error));
        // forty batches: the error has a relative error of 1 / sqrt(78) = 11%; four of those
        assertThat(Blocking.batchMeans(x, 40).standardError()).isCloseTo(error, within(0.46 * error));
    }

    @Test
    void independent_samples_have_half_a_step_and_a_constant_has_no_error() {
        var time = Autocorrelation.of(normals(50_000, "white")).integratedTime();
        assertThat(time.tau()).isCloseTo(0.5, within(4 * time.standardError()));
        var constant = Autocorrelation.of(new double[] {0.1, 0.1, 0.1, 0.1});
        assertThat(constant.estimate().standardError()).isZero();
        assertThat(Autocorrelation.of(autoregressive(200, 0.999))
                        .integratedTime(20)
                        .reliable())
                .isFalse();
    }

    @Test
    void the_bootstrap_error_of_a_mean_is_the_closed_form() {
        double[] x = normals(400, "bootstrap");
        var solution = new Bootstrap(4000, RandomStream.of(7)).of(x, s -> CompensatedSum.of(s) / s.length);
        double s = Estimate.of(x).standardError() * Math.sqrt(399 / 400.0);
        // relative error of a standard deviation from 4000 replicates is 1/sqrt(8000); four of those
        assertThat(solution.estimate().standardError()).isCloseTo(s, within(4 * s / Math.sqrt(8000)));
        var student = Estimate.of(x).interval(0.95);
        for (var interval : new Estimate.Interval[] {solution.percentile(0.95), solution.biasCorrected(0.95)}) {
            assertThat(interval.lower()).isCloseTo(student.lower(), within(0.15 * 1.96 * s));
            assertThat(interval.upper()).isCloseTo(student.upper(), within(0.15 * 1.96 * s));
        }
    }

    /// The variance of an exponential law is estimated with a strong skew: BCa must lie to the right of the
    /// percentile.
    @Test
    void bias_correction_moves_the_interval_of_a_skewed_statistic_up() {
        double[] x = normals(60, "skew");
        for (int i = 0; i < x.length; i++) x[i] = x[i] * x[i];
        var solution = new Bootstrap(2000, RandomStream.of(3)).of(x, s -> {
            var moments = new Moments();
            moments.addAll(s);
            return moments.variance();
        });
        assertThat(solution.biasCorrected(0.9).lower())
                .isGreaterThan(solution.percentile(0.9).lower());
        assertThat(solution.biasCorrected(0.9).upper())
                .isGreaterThan(solution.percentile(0.9).upper());
    }

    @Test
    void the_bootstrap_has_the_same_bits_on_one_and_two_threads() throws Exception {
        double[][] results = new double[2][];
        for (int threads = 1; threads <= 2; threads++)
            try (var pool = new ForkJoinPool(threads)) {
                results[threads - 1] = pool.submit(() -> new Bootstrap(500, RandomStream.of(1))
                                .of(normals(300, "bits"), Quantiles::median)
                                .replicates())
                        .get();
            }
        assertThat(results[1]).isEqualTo(results[0]);
    }

    /// The plug-in variance has bias -sigma^2/n, which the jackknife removes exactly.
    @Test
    void the_jackknife_removes_the_bias_of_the_plug_in_variance() {
        double[] x = normals(50, "jackknife");
        var estimate = Jackknife.of(x, 50, s -> {
            var moments = new Moments();
            moments.addAll(s);
            return moments.variance() * (s.length - 1) / s.length;
        });
        var moments = new Moments();
        moments.addAll(x);
        assertThat(estimate.mean()).isCloseTo(moments.variance(), within(1e-12));
    }

    @Property(tries = 100)
    void a_line_is_recovered_exactly(
            @ForAll @DoubleRange(min = -50, max = 50) double a, @ForAll @DoubleRange(min = -50, max = 50) double b) {
        double[] x = {-2, 0, 1, 5, 9}, y = new double[5];
        for (int i = 0; i < 5; i++) y[i] = a + b * x[i];
        var fit = LinearFit.of(x, y);
        assertThat(fit.intercept().mean()).isCloseTo(a, within(1e-12));
        assertThat(fit.slope().mean()).isCloseTo(b, within(1e-12));
        assertThat(fit.at(100)).isCloseTo(a + 100 * b, within(1e-10));
    }

    /// Hand-computed: x = 1..4, y = 2, 4, 5, 4: slope 0.7, intercept 2, residual sum of squares 2.3.
    @Test
    void the_errors_of_a_fit_match_the_textbook() {
        var fit = LinearFit.of(new double[] {1, 2, 3, 4}, new double[] {2, 4, 5, 4});
        assertThat(fit.slope().mean()).isCloseTo(0.7, within(1e-14));
        assertThat(fit.intercept().mean()).isCloseTo(2, within(1e-14));
        assertThat(fit.chiSquare()).isCloseTo(2.3, within(1e-13));
        assertThat(fit.slope().standardError()).isCloseTo(Math.sqrt(2.3 / 2 / 5), within(1e-14));
        assertThat(fit.intercept().standardError()).isCloseTo(Math.sqrt(2.3 / 2 * (0.25 + 6.25 / 5)), within(1e-14));
        assertThat(fit.determination()).isCloseTo(1 - 2.3 / 4.75, within(1e-14));
    }

    @Test
    void a_power_law_gives_its_exponent_with_and_without_errors() {
        double[] x = {1, 2, 4, 8}, y = new double[4], errors = new double[4];
        for (int i = 0; i < 4; i++) {
            y[i] = 3 * Math.pow(x[i], -1.5);
            errors[i] = 0.1 * y[i];
        }
        assertThat(LinearFit.powerLaw(x, y).slope().mean()).isCloseTo(-1.5, within(1e-13));
        var weighted = LinearFit.powerLaw(x, y, errors);
        assertThat(weighted.intercept().mean()).isCloseTo(Math.log(3), within(1e-13));
        double spread = 5 * Math.log(2) * Math.log(2);
        assertThat(weighted.slope().standardError()).isCloseTo(0.1 / Math.sqrt(spread), within(1e-13));
        assertThatThrownBy(() -> LinearFit.powerLaw(new double[] {1, 0, 2}, new double[] {1, 1, 1}))
                .hasMessage("x[1] must be in (0, inf), not 0.0");
    }

    @Test
    void moments_of_huge_numbers_are_numbers() {
        var constant = new Moments();
        constant.addAll(1e160, 1e160, 1e160);
        assertThat(constant.mean()).isEqualTo(1e160);
        assertThat(constant.variance()).isZero();
        var merged = new Moments();
        merged.merge(constant);
        assertThat(merged.variance()).isZero();
        merged.merge(new Moments());
        assertThat(merged.count()).isEqualTo(3);
    }

    @Test
    void quantiles_between_huge_and_infinite_numbers_are_numbers() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(Quantiles.median(1, inf, inf, inf)).isEqualTo(inf);
        assertThat(Quantiles.median(-1.7e308, 1.7e308)).isZero();
        assertThat(Quantiles.median(1, inf)).isEqualTo(inf);
    }

    /// A period of five, wherever it lies: variance 2 of 0 to 4 in its unit.
    @Test
    void autocorrelations_do_not_depend_on_unit_and_offset() {
        for (double unit : new double[] {1e153, 1, 1e-150, Math.ulp(1e9)}) {
            var series = new double[100];
            for (int i = 0; i < 100; i++) series[i] = (unit < 1e-100 || unit >= 1 ? 0 : 1e9) + unit * (i * 7 % 5);
            var found = Autocorrelation.of(series);
            assertThat(found.variance() / unit / unit).as("unit %s", unit).isCloseTo(2, within(0.2));
            assertThat(found.correlation()[5]).isCloseTo(0.95, within(0.02));
        }
        assertThat(Autocorrelation.of(new double[] {0.1, 0.1, 0.1}).variance()).isZero();
    }

    @Test
    void a_histogram_too_wide_for_doubles_is_refused() {
        assertThatThrownBy(() -> new Histogram(-1.5e308, 1.5e308, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
