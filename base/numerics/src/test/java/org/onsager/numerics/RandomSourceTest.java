package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every statistical test here has a fixed seed and fails where its p-value is below 0.0001.
class RandomSourceTest {
    private static final double LEAST_P = 1e-4;
    private static final int DRAWS = 200_000;

    private static RandomSource source(String name) {
        return RandomStream.of(2024).split(name).generator();
    }

    private static void assertContinuous(
            String name, ToDoubleFunction<RandomSource> draw, DoubleUnaryOperator distribution) {
        var source = source(name);
        var values = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) values[i] = distribution.applyAsDouble(draw.applyAsDouble(source));
        assertThat(PValue.uniform(values)).isGreaterThan(LEAST_P);
    }

    /// Compares counts on `low, ..., low + size - 1` with the probabilities whose logarithms are given.
    private static void assertDiscrete(
            String name, ToLongFunction<RandomSource> draw, long low, int size, DoubleUnaryOperator logProbability) {
        var source = source(name);
        var counts = new long[size];
        var probabilities = new double[size];
        for (int i = 0; i < size; i++) probabilities[i] = Math.exp(logProbability.applyAsDouble(low + i));
        for (int i = 0; i < DRAWS; i++) {
            long cell = draw.applyAsLong(source) - low;
            if (cell >= 0 && cell < size) counts[(int) cell]++;
        }
        assertThat(PValue.pearson(counts, probabilities, DRAWS)).isGreaterThan(LEAST_P);
    }

    @Test
    void uniforms_are_uniform_and_never_reach_zero_or_one() {
        assertContinuous("uniform", RandomSource::nextDouble, u -> u);
        assertContinuous("uniform float", RandomSource::nextFloat, u -> u);
        assertThat(NormalPair.uniform(0)).isEqualTo(0x1p-53);
        assertThat(NormalPair.uniform(-1)).isEqualTo(1 - 0x1p-53).isLessThan(1);
    }

    @Test
    void normals_are_normal() {
        assertContinuous("normal", RandomSource::nextGaussian, z -> 0.5 * Erf.erfc(-z / Math.sqrt(2)));
    }

    @Test
    void moments_of_ten_million_normals_are_within_four_standard_errors() {
        var z = new double[10_000_000];
        RandomStream.of(3).split("moments").fillNormal(z);
        double[] sums = new double[7];
        for (double each : z) {
            double power = 1;
            for (int k = 1; k <= 6; k++) sums[k] += power *= each;
        }
        double[] moment = {1, 0, 1, 0, 3, 0, 15}, variance = {0, 1, 2, 15, 96, 945, 10_170};
        for (int k = 1; k <= 6; k++) {
            double deviations = (sums[k] / z.length - moment[k]) / Math.sqrt(variance[k] / z.length);
            assertThat(Math.abs(deviations)).as("moment %d", k).isLessThan(4);
        }
    }

    @Test
    void tails_of_ten_million_normals_have_their_share() {
        var z = new double[10_000_000];
        RandomStream.of(3).split("tails").fillNormal(z);
        for (double edge : new double[] {3, 4, 5}) {
            long beyond = Arrays.stream(z).filter(each -> Math.abs(each) > edge).count();
            double expected = z.length * Erf.erfc(edge / Math.sqrt(2));
            assertThat(PValue.poisson(beyond, expected)).as("beyond %s", edge).isGreaterThan(LEAST_P);
        }
    }

    @Test
    void words_and_normals_drawn_in_turn_are_uncorrelated() {
        var source = source("turns");
        double cross = 0, even = 0;
        for (int i = 0; i < DRAWS; i++) {
            double u = source.nextDouble() - 0.5, z = source.nextGaussian();
            cross += u * z;
            even += (u * u - 1 / 12.0) * (z * z - 1);
        }
        assertThat(Math.abs(cross) / Math.sqrt(DRAWS / 12.0)).isLessThan(4);
        assertThat(Math.abs(even) / Math.sqrt(DRAWS * 2 / 180.0)).isLessThan(4);
    }

    @Test
    void exponentials_are_exponential() {
        assertContinuous("exponential", RandomSource::nextExponential, x -> -Math.expm1(-x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 1, 1.5, 7, 250})
    void gammas_follow_the_gamma_law(double shape) {
        assertContinuous(
                "gamma" + shape,
                source -> source.nextGamma(shape),
                x -> x == 0 ? 0 : Gamma.regularizedGammaP(shape, x, 1e-10, 100_000));
    }

    @ParameterizedTest
    @CsvSource({"0.3,0.5", "0.4,3", "1,1", "2,5", "60,30"})
    void betas_follow_the_beta_law(double a, double b) {
        assertContinuous("beta" + a, source -> source.nextBeta(a, b), x -> Beta.regularizedBeta(x, a, b));
    }

    @Test
    void betas_of_tiny_shapes_are_numbers_with_the_right_mean() {
        var source = source("tiny beta");
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) sum += source.nextBeta(1e-3, 2e-3);
        // nearly a coin of mean 1/3
        assertThat(Math.abs(sum / DRAWS - 1 / 3.0)).isLessThan(4 * Math.sqrt(2.0 / 9 / DRAWS));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 1, 9.99, 10, 33.3, 5_000})
    void poissons_follow_the_poisson_law(double mean) {
        long low = (long) Math.max(0, mean - 8 * Math.sqrt(mean));
        assertDiscrete(
                "poisson" + mean,
                source -> source.nextPoisson(mean),
                low,
                (int) (16 * Math.sqrt(mean) + 20),
                k -> mean == 0 ? (k == 0 ? 0 : -1e9) : k * Math.log(mean) - mean - Gamma.logGamma(k + 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e10, 1e15})
    void poissons_of_large_mean_are_nearly_normal(double mean) {
        assertContinuous(
                "large poisson" + mean,
                source -> (source.nextPoisson(mean) - mean + source.nextDouble() - 0.5) / Math.sqrt(mean),
                z -> 0.5 * Erf.erfc(-z / Math.sqrt(2))
                        + (z * z - 1) * Math.exp(-z * z / 2) / Math.sqrt(72 * Math.PI * mean));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.5",
        "1,0.3",
        "20,0.5",
        "20,1",
        "15,0",
        "40,0.24",
        "40,0.26",
        "1000,0.97",
        "100000,0.2",
        "1000000,3e-6"
    })
    void binomials_follow_the_binomial_law(long trials, double p) {
        double mean = trials * p, deviation = Math.sqrt(mean * (1 - p));
        long low = (long) Math.max(0, mean - 8 * deviation);
        assertDiscrete(
                "binomial" + trials + p,
                source -> source.nextBinomial(trials, p),
                low,
                (int) (16 * deviation + 20),
                k -> logBinomial(k, trials, p));
    }

    private static double logBinomial(double k, double n, double p) {
        if (k > n) return Double.NEGATIVE_INFINITY;
        double choices = Gamma.logGamma(n + 1) - Gamma.logGamma(k + 1) - Gamma.logGamma(n - k + 1);
        return choices + (k == 0 ? 0 : k * Math.log(p)) + (k == n ? 0 : (n - k) * Math.log1p(-p));
    }

    @Test
    void binomials_of_a_quadrillion_trials_have_their_mean_and_variance() {
        var source = source("large binomial");
        double n = 1e15, p = 0.3, sum = 0, squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = (source.nextBinomial((long) n, p) - n * p) / Math.sqrt(n * p * (1 - p));
            sum += z;
            squares += z * z;
        }
        assertThat(Math.abs(sum) / Math.sqrt(DRAWS)).isLessThan(4);
        assertThat(Math.abs(squares - DRAWS) / Math.sqrt(2.0 * DRAWS)).isLessThan(4);
    }

    @Test
    void saddle_point_logarithms_are_those_of_the_gamma_function() {
        for (double mean : new double[] {0.5, 12, 400}) {
            for (int k = 0; k < 900; k += 7) {
                double direct = k * Math.log(mean) - mean - Gamma.logGamma(k + 1);
                assertThat(SaddlePoint.logPoisson(k, mean)).isCloseTo(direct, offset(1e-10));
            }
        }
        for (int k = 0; k <= 300; k += 5)
            assertThat(SaddlePoint.logBinomial(k, 300, 0.37)).isCloseTo(logBinomial(k, 300, 0.37), offset(1e-10));
    }

    @Test
    void categories_come_in_proportion_to_their_weights() {
        double[] weights = {3, 0, 1, 0.5, 5.5, 0};
        DoubleUnaryOperator logProbability = i -> Math.log(weights[(int) i] / 10);
        assertDiscrete("categorical", source -> source.nextCategorical(weights), 0, 6, logProbability);
        var table = AliasTable.of(weights);
        assertDiscrete("alias", table::draw, 0, 6, logProbability);
    }

    @Test
    void an_impossible_category_is_never_drawn() {
        var weights = new double[1000];
        for (int i = 0; i < 1000; i += 3) weights[i] = 1.0 / (i + 1);
        var table = AliasTable.of(weights);
        var source = source("impossible");
        for (int i = 0; i < DRAWS; i++) {
            assertThat(table.draw(source) % 3).isZero();
            if (i % 100 == 0) assertThat(source.nextCategorical(weights) % 3).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void integers_below_a_bound_are_equally_likely(int bound) {
        var counts = new long[bound];
        var source = source("bound" + bound);
        for (int i = 0; i < DRAWS; i++) counts[source.nextInt(bound)]++;
        if (bound > 1) assertThat(PValue.equidistributed(counts)).isGreaterThan(LEAST_P);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(DRAWS);
    }

    @Test
    void integers_below_three_quarters_of_the_range_are_unbiased() {
        // without the second draw the values that are multiples of three would come twice as often
        long bound = 3L << 61;
        var counts = new long[3];
        var source = source("huge bound");
        for (int i = 0; i < DRAWS; i++) counts[(int) (source.nextLong(bound) % 3)]++;
        assertThat(PValue.equidistributed(counts)).isGreaterThan(LEAST_P);
        for (int i = 0; i < 1000; i++)
            assertThat(source.nextLong(Long.MIN_VALUE, -5)).isLessThan(-5);
        for (int i = 0; i < 1000; i++) assertThat(source.nextInt(-3, 4)).isBetween(-3, 3);
    }

    @Test
    void all_orders_of_five_are_equally_likely() {
        var counts = new long[3125];
        var source = source("orders");
        for (int i = 0; i < DRAWS; i++) {
            int code = 0;
            for (int item : source.permutation(5)) code = 5 * code + item;
            counts[code]++;
        }
        var seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(120);
        assertThat(PValue.equidistributed(seen)).isGreaterThan(LEAST_P);
    }

    @Test
    void all_subsets_are_equally_likely() {
        long[] few = new long[40], many = new long[1 << 6];
        var source = source("subsets");
        for (int i = 0; i < DRAWS; i++) {
            few[source.choose(40, 1)[0]]++;
            int mask = 0;
            for (int item : source.choose(6, 3)) mask |= 1 << item;
            many[mask]++;
        }
        assertThat(PValue.equidistributed(few)).isGreaterThan(LEAST_P);
        var seen = Arrays.stream(many).filter(count -> count > 0).toArray();
        assertThat(seen).hasSize(20);
        assertThat(PValue.equidistributed(seen)).isGreaterThan(LEAST_P);
    }

    @Test
    void a_sparse_subset_is_ascending_distinct_and_uniform() {
        var counts = new long[64];
        var source = source("sparse");
        for (int i = 0; i < 20_000; i++) {
            int[] chosen = source.choose(64, 3);
            assertThat(chosen).hasSize(3).isSorted().doesNotHaveDuplicates();
            for (int item : chosen) counts[item]++;
        }
        assertThat(PValue.equidistributed(counts)).isGreaterThan(LEAST_P);
        assertThat(source.choose(5, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(source.choose(0, 0)).isEmpty();
    }

    @Test
    void signs_and_booleans_are_fair() {
        long[] signs = new long[2], booleans = new long[2];
        var source = source("signs");
        for (int i = 0; i < DRAWS; i++) {
            signs[(source.nextRademacher() + 1) / 2]++;
            booleans[source.nextBoolean() ? 1 : 0]++;
        }
        assertThat(PValue.equidistributed(signs)).isGreaterThan(LEAST_P);
        assertThat(PValue.equidistributed(booleans)).isGreaterThan(LEAST_P);
    }

    @Test
    void a_position_is_the_whole_state() {
        var source = source("state");
        for (int i = 0; i < 57; i++) {
            source.nextGamma(0.7);
            source.nextPoisson(40);
        }
        var restored = source.stream().generator().seek(source.position());
        for (int i = 0; i < 50; i++) {
            assertThat(restored.nextGaussian()).isEqualTo(source.nextGaussian());
            assertThat(restored.nextBinomial(90, 0.4)).isEqualTo(source.nextBinomial(90, 0.4));
            assertThat(restored.nextLong()).isEqualTo(source.nextLong());
        }
    }

    @Test
    void bulk_draws_continue_the_single_draws() {
        RandomSource bulk = source("bulk"), single = source("bulk");
        bulk.nextLong();
        single.nextLong();
        double[] normals = new double[33], uniforms = new double[20];
        bulk.fillNormal(normals);
        bulk.fillUniform(uniforms);
        for (double z : normals) assertThat(single.nextGaussian()).isEqualTo(z);
        for (double u : uniforms) assertThat(single.nextDouble()).isEqualTo(u);
        assertThat(bulk.position()).isEqualTo(single.position()).isEqualTo(54);
    }

    @Test
    void bad_parameters_are_refused_with_their_range() {
        var source = source("bad");
        assertThatThrownBy(() -> source.nextInt(0)).hasMessage("bound must be in [1, 2^31), not 0");
        assertThatThrownBy(() -> source.nextInt(4, 4)).hasMessage("bound must be in (origin = 4, 2^31), not 4");
        assertThatThrownBy(() -> source.nextGamma(0)).hasMessage("shape must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> source.nextGamma(Double.NaN)).hasMessage("shape must be in (0, inf), not NaN");
        assertThatThrownBy(() -> source.nextBeta(1, -2)).hasMessage("b must be in (0, inf), not -2.0");
        assertThatThrownBy(() -> source.nextPoisson(-1)).hasMessage("mean must be in [0, 1e15], not -1.0");
        assertThatThrownBy(() -> source.nextBinomial(-1, 0.5)).hasMessage("trials must be in [0, 1e15], not -1");
        assertThatThrownBy(() -> source.nextBinomial(3, 1.5)).hasMessage("probability must be in [0, 1], not 1.5");
        assertThatThrownBy(() -> source.choose(3, 4)).hasMessage("count must be in [0, size = 3], not 4");
        assertThatThrownBy(() -> source.permutation(-1)).hasMessage("size must be in [0, 2^31), not -1");
        assertThatThrownBy(() -> AliasTable.of(1, -1)).hasMessage("weights[1] must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> source.nextCategorical(new double[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum of weights");
    }

    @Test
    void laws_hold_at_the_ends_of_the_doubles() {
        var source = RandomStream.of(5).generator();
        var alias = AliasTable.of(1e-320, 3e-320);
        int second = 0;
        for (int i = 0; i < 40_000; i++) second += alias.draw(source);
        // five standard deviations
        assertThat(second).isCloseTo(30_000, offset(433));
        assertThat(source.nextBeta(1.5e308, 1.5e308)).isCloseTo(0.5, offset(1e-9));
    }
}
