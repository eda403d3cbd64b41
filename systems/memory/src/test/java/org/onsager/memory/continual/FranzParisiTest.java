package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ForkJoinPool;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.numerics.special.NormalLaw;

class FranzParisiTest {
    private static final FranzParisi THEORY = FranzParisi.at(20);

    /// Independent solution, six decimals.
    @ParameterizedTest
    @CsvSource({
        "-2, -32.996721, 22.408067",
        "-0.5, -8.521920, 10.423758",
        "0, -4.223111, 6.826467",
        "1, -0.403205, 1.365686"
    })
    void inner_integral_follows_its_peak(double u, double value, double slope) {
        double[] found = THEORY.innerIntegral(u, 0.1, 0.8);
        assertThat(found[0]).isCloseTo(value, within(6e-7));
        assertThat(found[1]).isCloseTo(slope, within(6e-7));
    }

    @Test
    void tables_of_the_normal_law_agree_with_the_functions_in_every_range() {
        for (double y = -120; y < 14; y += 0.0137) {
            assertThat(NormalTables.logarithm(y)).isCloseTo(NormalLaw.logCumulative(y), within(1e-12 * (1 + y * y)));
            assertThat(NormalTables.ratio(y)).isCloseTo(NormalLaw.inverseMills(y), within(2e-13 * (1 + Math.abs(y))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0.359607, 0.248485, 0.552820, 0.399692",
        "0.5, 0.539526, 0.378974, 0.679767, 0.355433",
        "1.0, 0.849057, 0.605352, 0.911751, 0.282758"
    })
    void poor_learning_is_as_solved_independently(double alpha, double q, double r, double selfOverlap, double error) {
        var solution = THEORY.task1(alpha, 0, TheoryBranch.LOW);
        assertThat(solution.converged()).isTrue();
        assertThat(solution.order().q()).isCloseTo(q, within(2e-6));
        assertThat(solution.order().r()).isCloseTo(r, within(2e-6));
        assertThat(solution.order().selfOverlap()).isCloseTo(selfOverlap, within(2e-6));
        assertThat(solution.error()).isCloseTo(error, within(2e-6));
        assertThat(THEORY.selfCheck(solution)).isLessThan(1e-4);
    }

    /// Catches errors of quadrature that the fixed point alone hides.
    @ParameterizedTest
    @CsvSource({"0.5, 0, LOW", "1.0, 20, LOW", "2.0, 0, HIGH"})
    void free_energy_of_the_first_task_is_stationary_in_all_six_parameters(
            double alpha, double k, TheoryBranch branch) {
        var solution = THEORY.task1(alpha, k, branch).orThrow();
        double[] at = sixOf(solution.order(), solution.conjugates());
        for (int i = 0; i < 6; i++) {
            // overlaps differ by 1e-4 on the upper branch, and a step must be small against that
            double step = i < 3 ? 1e-6 * at[i] : 1e-5 * Math.max(0.05, Math.abs(at[i]));
            double up = pressure(alpha, k, at, i, step), down = pressure(alpha, k, at, i, -step);
            // relative to the term of the parameter and its conjugate
            double scale = Math.max(1, Math.abs(at[(i + 3) % 6]));
            assertThat((up - down) / (2 * step) / scale).as("parameter %d", i).isCloseTo(0, within(1e-5));
        }
    }

    private static double[] sixOf(PerceptronOrder order, Conjugates hats) {
        return new double[] {order.q(), order.r(), order.selfOverlap(), hats.q(), hats.r(), hats.selfOverlap()};
    }

    private static double pressure(double alpha, double k, double[] at, int i, double step) {
        double[] x = at.clone();
        x[i] += step;
        return THEORY.pressure(alpha, k, new PerceptronOrder(x[0], x[1], x[2]), new Conjugates(x[3], x[4], x[5]));
    }

    @Test
    void potential_of_the_second_task_is_stationary_in_all_six_parameters() {
        var first = THEORY.task1(2, 0, TheoryBranch.HIGH);
        var solution = THEORY.task2(first, 2, 0.5, 1).orThrow();
        double[] at = sixOf(solution.order(), solution.conjugates());
        for (int i = 0; i < 6; i++) {
            double step = 1e-5 * Math.max(0.05, Math.abs(at[i]));
            double[] up = at.clone(), down = at.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (pressure(solution, up) - pressure(solution, down)) / (2 * step);
            assertThat(slope / Math.max(1, Math.abs(at[(i + 3) % 6])))
                    .as("parameter %d", i)
                    .isCloseTo(0, within(1e-5));
        }
    }

    private static double pressure(TaskTwoSolution solution, double[] x) {
        return THEORY.pressure(solution, new PerceptronOrder(x[0], x[1], x[2]), new Conjugates(x[3], x[4], x[5]));
    }

    @Test
    void at_beta_one_the_conjugate_of_the_self_overlap_vanishes() {
        var solution = FranzParisi.at(1).task1(0.25, 0, TheoryBranch.LOW);
        assertThat(solution.conjugates().selfOverlap()).isZero();
        assertThat(solution.order().q()).isCloseTo(0.018006, within(1e-6));
        assertThat(solution.order().r()).isCloseTo(0.051022, within(1e-6));
        assertThat(solution.order().selfOverlap()).isCloseTo(0.334059, within(1e-6));
    }

    @Test
    void without_examples_weights_are_uniform_or_of_most_entropy() {
        var uniform = THEORY.task1(0, 0, TheoryBranch.LOW);
        assertThat(uniform.order().selfOverlap()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(uniform.error()).isEqualTo(0.5);
        assertThat(THEORY.task1(0, 20, TheoryBranch.LOW).order().selfOverlap()).isCloseTo(0.0474499, within(1e-7));
        assertThat(THEORY.task1(0, 100, TheoryBranch.LOW).order().selfOverlap()).isCloseTo(0.0098997, within(1e-7));
    }

    @Test
    void with_equal_teachers_both_errors_are_one() {
        var first = THEORY.task1(2, 0, TheoryBranch.HIGH);
        var solution = THEORY.task2(first, 0.5, 1, 1).orThrow();
        assertThat(solution.secondError()).isEqualTo(solution.firstError());
    }

    @Test
    void without_examples_of_the_second_task_its_overlap_is_that_of_the_teachers_times_the_first() {
        var first = THEORY.task1(2, 0, TheoryBranch.HIGH);
        var solution = THEORY.task2(first, 0, 0.3, 1);
        assertThat(solution.secondOverlap()).isCloseTo(0.3 * solution.firstOverlap(), within(1e-12));
        assertThat(solution.firstError()).isBetween(first.error(), first.error() + 0.01);
    }

    @Test
    void opposite_teachers_are_no_mirror_image() {
        var first = THEORY.task1(2, 0, TheoryBranch.HIGH);
        double agreeing = THEORY.task2(first, 1, 0.5, 1).secondOverlap();
        double opposed = THEORY.task2(first, 1, -0.5, 1).secondOverlap();
        assertThat(agreeing + opposed).isGreaterThan(0.05);
    }

    /// Three nested integrals, as the potential is written, against the one density.
    @Test
    void the_law_of_fields_replaces_the_nested_integrals() {
        var first = THEORY.task1(0.7, 0, TheoryBranch.LOW);
        var hats = new Conjugates(3.1, 0.8, 1.9);
        double kappa = 2, similarity = 0.4;
        var theory = new FranzParisi(2, Quadrature.standard(), SaddlePointSolver.standard());
        var law = ReferenceLaw.of(first.conjugates(), 0, theory.quadrature());
        var weights = new TaskTwoEquations(1, 2, similarity, 1, theory.quadrature(), law).weights(hats);

        // the divergence is logarithmic at the edges of m1, which Gauss-Legendre meets with an error like
        // 1/nodes^2
        var m = QuadratureRule.legendre(60);
        var edge = QuadratureRule.legendre(400);
        var x = QuadratureRule.gaussianTrapezoid(8, 41);
        double[] reference = marginal(first.conjugates(), edge, QuadratureRule.gaussianTrapezoid(8, 201));
        double q = 0, r = 0, second = 0, entropy = 0;
        for (int s = -1; s <= 1; s += 2)
            for (int a = 0; a < 400; a++)
                for (int b = 0; b < 41; b++) {
                    double field = Math.sqrt(hats.q()) * x.node(b) + s * hats.r(), z = 0, z1 = 0, z2 = 0;
                    for (int c = 0; c < 60; c++) {
                        double mc = m.node(c), divergence = divergence(mc, edge.node(a));
                        double w = m.weight(c) * Math.exp(hats.curvature() * mc * mc + field * mc - kappa * divergence);
                        z += w;
                        z1 += w * mc;
                        z2 += w * mc * mc;
                    }
                    double share = 0.5 * (1 + s * similarity) * reference[a] * x.weight(b);
                    q += share * z1 * z1 / (z * z);
                    r += share * s * z1 / z;
                    second += share * z2 / z;
                    entropy += share * Math.log(z);
                }
        assertThat(weights.order().q()).isCloseTo(q, within(1e-5));
        assertThat(weights.order().r()).isCloseTo(r, within(1e-5));
        assertThat(weights.order().selfOverlap()).isCloseTo(second, within(1e-5));
        assertThat(weights.entropy()).isCloseTo(entropy, within(1e-4));
    }

    private static double[] marginal(Conjugates hats, QuadratureRule m, QuadratureRule z) {
        var law = new double[m.size()];
        for (int b = 0; b < z.size(); b++) {
            double field = Math.sqrt(hats.q()) * z.node(b) + hats.r(), total = 0;
            var row = new double[m.size()];
            for (int a = 0; a < m.size(); a++)
                total += row[a] = m.weight(a) * Math.exp(hats.curvature() * m.node(a) * m.node(a) + field * m.node(a));
            for (int a = 0; a < m.size(); a++) law[a] += z.weight(b) * row[a] / total;
        }
        return law;
    }

    private static double divergence(double m, double prior) {
        return 0.5 * (1 + m) * Math.log((1 + m) / (1 + prior)) + 0.5 * (1 - m) * Math.log((1 - m) / (1 - prior));
    }

    /// Without curvature the sign's average is a ratio of two exponentials; with it, of error functions.
    @Test
    void averages_of_a_weight_have_their_closed_forms() {
        var flat = new WeightMeasure(0, 0, 160).at(new double[] {-3, 0.5, 40});
        double[] h = {-3, 0.5, 40};
        for (int i = 0; i < 3; i++) {
            assertThat(flat.mean()[i]).isCloseTo(1 / Math.tanh(h[i]) - 1 / h[i], within(1e-12));
            assertThat(flat.sign()[i]).isCloseTo(Math.tanh(h[i] / 2), within(1e-12));
            assertThat(flat.logarithm()[i])
                    .isCloseTo(Math.log(2 * Math.sinh(Math.abs(h[i])) / Math.abs(h[i])), within(1e-12));
        }
        var narrow = new WeightMeasure(-200, 0, 160).at(new double[] {100});
        double deviation = Math.sqrt(1 / 400.0);
        assertThat(narrow.mean()[0]).isCloseTo(0.25, within(1e-12));
        assertThat(narrow.square()[0]).isCloseTo(0.0625 + deviation * deviation, within(1e-12));
        assertThat(narrow.sign()[0]).isCloseTo(Erf.erf(0.25 / deviation / Math.sqrt(2)), within(1e-12));
    }

    @Test
    void held_uncertainty_meets_the_free_solution_at_its_own_value() {
        var free = THEORY.task1(0.5, 0, TheoryBranch.LOW);
        var held = THEORY.task1At(0.5, free.order().selfOverlap(), TheoryBranch.LOW);
        assertThat(held.order().r()).isCloseTo(free.order().r(), within(1e-7));
        assertThat(held.conjugates().selfOverlap()).isCloseTo(free.conjugates().selfOverlap(), within(1e-5));
    }

    @Test
    void one_and_two_threads_give_the_same_bits() throws Exception {
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            assertThat(two.submit(() -> solve()).get())
                    .isEqualTo(one.submit(() -> solve()).get());
        }
    }

    private static String solve() {
        var first = THEORY.task1(2, 0, TheoryBranch.HIGH);
        return first + " " + THEORY.task2(first, 1, 0, 0.1);
    }

    @Test
    void a_search_that_does_not_end_shows_no_number() {
        var impatient = new FranzParisi(20, Quadrature.standard(), new SaddlePointSolver(0.5, 0, 1e-12, 3));
        var solution = impatient.task1(1, 0, TheoryBranch.LOW);
        assertThat(solution.converged()).isFalse();
        assertThat(solution.error()).isNaN();
        assertThatThrownBy(solution::orThrow)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("alpha = 1.0 did not converge: residual");
        assertThatThrownBy(() -> impatient.task2(solution, 1, 0, 1)).isInstanceOf(DivergedException.class);
    }

    @Test
    void bad_arguments_name_themselves() {
        var first = THEORY.task1(0.3, 0, TheoryBranch.LOW);
        assertThatThrownBy(() -> FranzParisi.at(0)).hasMessage("beta must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> THEORY.task1(-0.1, 0, TheoryBranch.LOW))
                .hasMessage("alpha must be in [0, inf), not -0.1");
        assertThatThrownBy(() -> THEORY.task1(Double.NaN, 0, TheoryBranch.LOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> THEORY.task1(1, -1, TheoryBranch.LOW)).hasMessage("k must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> THEORY.task2(first, -1, 0, 1)).hasMessage("alpha2 must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> THEORY.task2(first, 1, 1.5, 1)).hasMessage("r0 must be in [-1, 1], not 1.5");
        assertThatThrownBy(() -> THEORY.task2(first, 1, 0, -0.5)).hasMessage("gamma must be in [0, inf), not -0.5");
        assertThatThrownBy(() -> THEORY.task1At(1, 1, TheoryBranch.LOW)).hasMessage("Q must be in (0, 1), not 1.0");
    }
}
