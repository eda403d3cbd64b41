package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;

/// Inputs at which a careless estimator returns a confident wrong number, or none.
class DegenerateInputsTest {
    private static final InputLaw TWO_NORMALS =
            InputLaw.independent(List.of(new Marginal.Normal(0, 1), new Marginal.Normal(0, 1)));

    @Test
    void a_constant_or_coarse_input_explains_nothing_however_the_rows_are_sorted() {
        int n = 2000;
        var source = RandomStream.of(2).generator();
        double[] y = new double[n], coin = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = source.nextGaussian();
            coin[i] = source.nextDouble() < 0.5 ? 0 : 1;
        }
        Arrays.sort(y);
        var data = new GivenData(new double[][] {new double[n], coin}, y);
        for (int input = 0; input < 2; input++) {
            var first = data.first(input, RandomStream.of(3));
            // about five standard errors of n^(-1/2)
            assertThat(Math.abs(first.mean())).isLessThan(0.11);
            assertThat(first.standardError()).isBetween(0.01, 0.05);
        }
    }

    @Test
    void an_output_that_does_not_vary_has_no_indices() {
        assertThatThrownBy(() ->
                        new GivenData(new double[][] {new double[50]}, new double[50]).first(0, RandomStream.of(1)))
                .hasMessageContaining("output must vary");
        for (double value : new double[] {3, 0, -2}) {
            var sobol = SobolIndices.firstAndTotal(x -> value, TWO_NORMALS);
            assertThatThrownBy(() -> sobol.run(1000, RandomStream.of(1))).isInstanceOf(DivergedException.class);
            assertThatThrownBy(() -> sobol.monteCarlo(1000, RandomStream.of(1))).isInstanceOf(DivergedException.class);
        }
        assertThatThrownBy(
                        () -> new PickFreeze(x -> 2, TWO_NORMALS, 64, PickFreeze.Design.RANDOM).run(RandomStream.of(1)))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void indices_of_a_model_with_a_huge_mean_are_refused_with_the_shift_that_cures_them() {
        SobolIndices.Model model = x -> 1e9 + x[0] + x[1];
        var sobol = SobolIndices.firstAndTotal(model, TWO_NORMALS);
        var solution = sobol.run(4000, RandomStream.of(1));
        assertThatThrownBy(() -> solution.first(0))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("shifted");
        var cured = sobol.shifted(-1e9).run(4000, RandomStream.of(1)).first(0);
        assertThat(cured.mean()).isCloseTo(0.5, within(4 * cured.standardError()));
        assertThat(cured.standardError()).isLessThan(0.05);
    }

    @Test
    void pick_freeze_does_not_depend_on_a_constant() {
        var plain = new PickFreeze(x -> x[0] + 2 * x[1], TWO_NORMALS, 2048, PickFreeze.Design.RANDOM)
                .run(RandomStream.of(4));
        var moved = new PickFreeze(x -> 1e9 + x[0] + 2 * x[1], TWO_NORMALS, 2048, PickFreeze.Design.RANDOM)
                .run(RandomStream.of(4));
        for (int k = 0; k < 2; k++) {
            assertThat(moved.saltelli()[k]).isCloseTo(plain.saltelli()[k], within(1e-5));
            assertThat(moved.janonMonod()[k]).isCloseTo(plain.janonMonod()[k], within(1e-5));
            assertThat(moved.jansen()[k]).isCloseTo(plain.jansen()[k], within(1e-5));
        }
        assertThat(plain.jansen()[0]).isCloseTo(0.2, within(0.05));
    }

    @Test
    void a_law_that_meets_no_point_of_a_sample_has_no_mean_there() {
        var here = InputLaw.independent(List.of(Marginal.uniform(0, 1)));
        var elsewhere = InputLaw.independent(List.of(Marginal.uniform(2, 3)));
        double[][] x = {{0.1, 0.5, 0.7}};
        double[] y = {1, 2, 3};
        assertThatThrownBy(() -> LawSensitivity.reverse(x, y, here, List.of(here, elsewhere)))
                .hasMessageContaining("law 1");
        assertThatThrownBy(() -> LawSensitivity.reverse(x, y, elsewhere, List.of(here)))
                .hasMessageContaining("point 0");
        // weights whose squares overflow
        var narrow = new Gaussian(new double[] {0.5}, new double[][] {{1e-3}});
        var far = new Gaussian(new double[] {40}, new double[][] {{1}});
        var mean = LawSensitivity.reverse(x, y, far, List.of(narrow)).getFirst();
        assertThat(mean.mean().mean()).isCloseTo(2, within(1e-12));
        assertThat(mean.effectiveSize()).isCloseTo(1, within(1e-12));
    }

    @Test
    void baselines_refuse_budgets_and_values_that_give_no_number() {
        var three =
                Expectations.underLaws((x, values) -> values[0] = x[0], List.of(TWO_NORMALS, TWO_NORMALS, TWO_NORMALS));
        assertThatThrownBy(() -> new Baselines(three, 5)).hasMessageContaining("budget");
        var holes = Expectations.of(1, (x, values) -> values[0] = Math.sqrt(x[0]), TWO_NORMALS);
        assertThatThrownBy(() -> new Baselines(holes, 100).monteCarlo(RandomStream.of(1)))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void a_quantile_beyond_the_last_sample_is_refused_and_one_between_normal_scores_is_exact() {
        double[] thresholds = {1, 2, 3, 9};
        var solution = new Reliability(x -> (x[0] + x[1]) / Math.sqrt(2), TWO_NORMALS, thresholds)
                .run(20_000, RandomStream.of(2));
        assertThat(solution.sampler().warnings()).anyMatch(line -> line.contains("expectation 3"));
        assertThatThrownBy(() -> solution.quantile(1e-4)).hasMessageContaining("beyond the threshold 9");
        var inside = solution.quantile(0.005);
        assertThat(inside.value()).isCloseTo(2.5758, within(0.03));
        assertThat(inside.lower()).isLessThan(2.5758);
        assertThat(inside.upper()).isGreaterThan(2.5758);
    }

    @Test
    void a_split_integrand_of_one_sign_brings_no_warning() {
        var problem = Expectations.of(
                2,
                (x, values) -> {
                    values[0] = 1 + x[0] * x[0];
                    values[1] = x[0];
                },
                TWO_NORMALS);
        var run = MultiExpectation.of(problem)
                .weights(new Weighting.Absolute())
                .budget(2000)
                .guards(new Guards(new Signs.Split(), Guards.OnNaN.FAIL, 0))
                .run(RandomStream.of(1));
        assertThat(run.warnings()).noneMatch(line -> line.contains("positive sample"));
        assertThat(run.estimates()[0]).isCloseTo(2, within(5 * run.standardErrors()[0]));
    }

    @Test
    void rare_terms_have_a_tail_too() {
        var source = RandomStream.of(7).generator();
        var sizes = new double[10_000];
        for (int i = 0; i < 100; i++) sizes[i * 100] = Math.pow(source.nextDouble(), -1);
        // P(size > s) = 1/s among the positive ones: k = 1
        assertThat(ParetoTail.index(sizes)).isBetween(0.5, 1.5);
    }
}
