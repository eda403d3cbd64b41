package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.special.NormalLaw;
import org.onsager.numerics.statistics.Bootstrap;
import org.onsager.numerics.statistics.Estimate;

class SensitivityTest {
    private static InputLaw uniform(int d, double lower, double upper) {
        var marginals = new ArrayList<Marginal>();
        for (int k = 0; k < d; k++) marginals.add(Marginal.uniform(lower, upper));
        return InputLaw.independent(marginals);
    }

    private static double ishigami(double[] x) {
        double sine = Math.sin(x[1]);
        return Math.sin(x[0]) * (1 + 0.1 * Math.pow(x[2], 4)) + 7 * sine * sine;
    }

    private static void holds(Estimate estimate, double truth) {
        assertThat(estimate.deviation(truth))
                .as("%s against %s", estimate, truth)
                .isBetween(-4.5, 4.5);
    }

    @Test
    void ishigami_indices_are_within_their_errors() {
        var sobol = SobolIndices.firstAndTotal(SensitivityTest::ishigami, uniform(3, -Math.PI, Math.PI));
        double[] first = {0.313905, 0.442411, 0}, total = {0.557589, 0.442411, 0.243684};
        for (var solution : List.of(sobol.run(8_000, RandomStream.of(1)), sobol.monteCarlo(8_000, RandomStream.of(2))))
            for (int i = 0; i < 3; i++) {
                holds(solution.first(i), first[i]);
                holds(solution.total(i), total[i]);
            }
    }

    @Test
    void linear_gaussian_indices_have_closed_forms_and_no_second_order() {
        double[] c = {1, 2, 3};
        var law = InputLaw.independent(
                List.of(new Marginal.Normal(10, 1), new Marginal.Normal(10, 1), new Marginal.Normal(10, 1)));
        SobolIndices.Model model = x -> c[0] * x[0] + c[1] * x[1] + c[2] * x[2];
        // no index depends on the shift; the errors do
        var solution = SobolIndices.secondOrder(model, law).shifted(-60).run(6_000, RandomStream.of(3));
        for (int i = 0; i < 3; i++) holds(solution.first(i), c[i] * c[i] / 14);
        holds(solution.mean(), 60);
        assertThat(solution.second(0, 2)).isCloseTo(0, within(0.15));
        var interval =
                solution.bootstrap(1, new Bootstrap(200, RandomStream.of(4))).estimate();
        // the bootstrap's and the delta method's error are two estimates of one number
        assertThat(interval.standardError() / solution.first(1).standardError()).isBetween(0.7, 1.4);
        // of three inputs a pair is the complement of one, so that pairs know the total indices too
        holds(solution.total(0), c[0] * c[0] / 14);
    }

    @Test
    void a_total_index_needs_the_complement_among_the_groups() {
        var law = InputLaw.independent(java.util.Collections.nCopies(4, new Marginal.Normal(0, 1)));
        var solution = SobolIndices.secondOrder(x -> x[0] + x[3], law).run(500, RandomStream.of(3));
        assertThatThrownBy(() -> solution.total(0)).hasMessageContaining("there is no group");
    }

    @Test
    void peers_find_the_g_function() {
        double[] a = {0, 1, 4.5, 9};
        SobolIndices.Model model = x -> {
            double product = 1;
            for (int k = 0; k < 4; k++) product *= (Math.abs(4 * x[k] - 2) + a[k]) / (1 + a[k]);
            return product;
        };
        double variance = 1;
        for (double each : a) variance *= 1 + 1 / (3 * (1 + each) * (1 + each));
        variance -= 1;
        for (var design : PickFreeze.Design.values()) {
            var solution = new PickFreeze(model, uniform(4, 0, 1), 16_384, design).run(RandomStream.of(5));
            assertThat(solution.modelRuns()).isEqualTo(16_384 * 6);
            // three times the spread of pick-freeze at this size
            double room = design == PickFreeze.Design.RANDOM ? 0.04 : 0.01;
            for (int k = 0; k < 4; k++) {
                double own = 1 / (3 * (1 + a[k]) * (1 + a[k]));
                assertThat(solution.saltelli()[k]).isCloseTo(own / variance, within(room));
                assertThat(solution.janonMonod()[k]).isCloseTo(own / variance, within(room));
                assertThat(solution.jansen()[k]).isCloseTo(own / variance * (variance + 1) / (1 + own), within(room));
            }
        }
    }

    @Test
    void given_data_give_first_order_indices_without_a_design() {
        var law = uniform(3, -Math.PI, Math.PI);
        double[][] x = law.draw(10_000, RandomStream.of(6));
        var y = new double[10_000];
        for (int i = 0; i < y.length; i++) y[i] = ishigami(new double[] {x[0][i], x[1][i], x[2][i]});
        double[] first = {0.313905, 0.442411, 0};
        var data = new GivenData(x, y);
        for (int i = 0; i < 3; i++) holds(data.first(i, RandomStream.of(7)), first[i]);
    }

    @Test
    void reverse_sampling_moves_a_mean_to_another_law_and_knows_when_it_cannot() {
        var drawn = InputLaw.independent(List.of(new Marginal.Normal(0, 1)));
        double[][] x = drawn.draw(5_000, RandomStream.of(8));
        var near = InputLaw.independent(List.of(new Marginal.Normal(0.3, 1)));
        var far = InputLaw.independent(List.of(new Marginal.Normal(6, 1)));
        var means = LawSensitivity.reverse(x, x[0], drawn, List.of(near, far));
        holds(means.getFirst().mean(), 0.3);
        assertThat(means.getFirst().effectiveSize()).isGreaterThan(4_000);
        assertThat(means.getLast().effectiveSize()).isLessThan(50);
    }

    @Test
    void exceedance_of_a_gaussian_at_many_levels_and_its_quantile() {
        var law = InputLaw.independent(List.of(new Marginal.Normal(0, 1), new Marginal.Normal(0, 1)));
        double[] thresholds = {0.5, 1, 1.5, 2, 2.5};
        var solution =
                new Reliability(x -> (x[0] + x[1]) / Math.sqrt(2), law, thresholds).run(10_000, RandomStream.of(9));
        for (int k = 0; k < thresholds.length; k++) holds(solution.exceedance(k), NormalLaw.cumulative(-thresholds[k]));
        var quantile = solution.quantile(0.05);
        assertThat(quantile.value()).isCloseTo(1.645, within(0.05));
        assertThat(quantile.lower()).isLessThanOrEqualTo(quantile.value());
        assertThat(quantile.upper()).isGreaterThanOrEqualTo(quantile.value());
        assertThatThrownBy(() -> solution.quantile(0.9)).hasMessageContaining("probability must be in");
    }

    @Test
    void correlated_inputs_have_no_sobol_indices() {
        var law = InputLaw.of(
                List.of(new Marginal.Normal(0, 1), new Marginal.Normal(0, 1)), new double[][] {{1, 0.5}, {0.5, 1}});
        assertThatThrownBy(() -> SobolIndices.firstOrder(x -> x[0], law))
                .hasMessageContaining("need independent inputs");
    }

    @Test
    void a_tail_of_known_index_is_found() {
        double[] light = new double[20_000], heavy = new double[20_000];
        var source = RandomStream.of(10).generator();
        for (int i = 0; i < light.length; i++) {
            light[i] = source.nextExponential();
            heavy[i] = Math.pow(source.nextDouble(), -0.9);
        }
        // standard error (1 + k) / sqrt(424) with 424 numbers in the tail
        assertThat(ParetoTail.index(light)).isCloseTo(0, within(0.2));
        assertThat(ParetoTail.index(heavy)).isCloseTo(0.9, within(0.3));
    }

    @Test
    void an_external_program_evaluates_and_finished_batches_are_not_run_again(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("model.sh"),
                "echo run >> count.txt\nawk -F, 'NR == 1 {print \"y\"} NR > 1 {print $1 * $1 + 1}' \"$1\" > \"$2\"\n");
        var model = new ExternalModel(List.of("sh", "model.sh"), folder, 1, 60);
        var problem = new Expectations(model, 1, List.of(Gaussian.standard(1)));
        var solution = MultiExpectation.of(problem).budget(400).run(RandomStream.of(11));
        holds(solution.estimate(0), 2);
        int runs = Files.readAllLines(folder.resolve("count.txt")).size();
        var again = MultiExpectation.of(problem).budget(400).run(RandomStream.of(11));
        assertThat(again.estimates()).isEqualTo(solution.estimates());
        assertThat(Files.readAllLines(folder.resolve("count.txt"))).hasSize(runs);
        var broken = new ExternalModel(List.of("sh", "-c", "exit 3"), folder.resolve("."), 2, 60);
        assertThatThrownBy(() -> broken.evaluate(99, new double[1][3]))
                .hasMessageContaining("the simulator ended with code 3");
    }
}
