package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.Continuation.Stop;
import org.onsager.numerics.quadrature.QuadratureRule;

class ContinuationTest {
    private static final ParametricEquations CUBIC =
            (x, lambda) -> new double[] {lambda - x[0] * x[0] * x[0] + 3 * x[0]};

    /// x^3 - 3x = lambda folds at x = -1, lambda = 2 and x = 1, lambda = -2.
    @Test
    void arclength_goes_round_both_folds_of_a_cubic_and_locates_them() {
        var branch = Continuation.of(0.05).arclength(CUBIC, new double[] {-3}, -18, true, -18, 18);

        assertThat(branch.stop()).isEqualTo(Stop.END);
        assertThat(branch.folds()).hasSize(2).allMatch(Fold.Solution::converged);
        assertThat(branch.folds().get(0).parameter()).isCloseTo(2, within(1e-11));
        assertThat(branch.folds().get(0).unknowns()[0]).isCloseTo(-1, within(1e-9));
        assertThat(branch.folds().get(1).parameter()).isCloseTo(-2, within(1e-11));
        assertThat(branch.points().getLast().parameter()).isEqualTo(18);
        assertThat(branch.points().getLast().unknowns()[0]).isCloseTo(3, within(1e-10));
        for (var point : branch.points()) {
            assertThat(point.residual()).isLessThanOrEqualTo(1e-11);
            double x = point.unknowns()[0];
            assertThat(x * x * x - 3 * x).isCloseTo(point.parameter(), within(1e-10));
        }
    }

    @Test
    void natural_continuation_stops_before_the_fold_and_says_so() {
        var branch = Continuation.of(0.1).natural(CUBIC, new double[] {-3}, -18, 18);

        assertThat(branch.stop()).isEqualTo(Stop.LOST);
        assertThat(branch.points().getLast().parameter()).isBetween(1.99, 2.0 + 1e-9);
    }

    @Test
    void natural_continuation_reaches_its_end_downwards() {
        var branch = Continuation.of(0.1).natural(CUBIC, new double[] {3}, 18, 2.5);

        assertThat(branch.stop()).isEqualTo(Stop.END);
        double x = branch.points().getLast().unknowns()[0];
        assertThat(x * x * x - 3 * x).isCloseTo(2.5, within(1e-10));
    }

    /// T = 0 quartic memory m = erf(sqrt(P / gamma) m^(P-1) / 2): the retrieval branch folds at the capacity.
    @Test
    void the_fold_of_the_retrieval_branch_is_the_storage_capacity() {
        ParametricEquations memory = ParametricEquations.fixedPointOf((m, gamma) ->
                new double[] {Erf.erf(Math.sqrt(4 / gamma) * Math.pow(m[0], 3) / 2)});
        var branch = Continuation.of(0.01).arclength(memory, new double[] {1}, 0.1, true, 0.1, 1);

        assertThat(branch.folds()).isNotEmpty();
        var fold = branch.folds().getFirst();
        assertThat(fold.converged()).isTrue();
        assertThat(fold.parameter()).isCloseTo(0.395720, within(5e-7));
        assertThat(fold.unknowns()[0]).isCloseTo(0.917922, within(5e-7));
    }

    /// Finite-temperature spinodal of the same memory: gamma_max(T' = 0.5) = 0.45909, two order parameters.
    @Test
    void the_spinodal_of_the_warm_memory_from_two_coupled_order_parameters() {
        var rule = QuadratureRule.gaussianTrapezoid(10, 1001);
        ParametricEquations memory = ParametricEquations.fixedPointOf((x, gamma) -> {
            double beta = 2, m = x[0], q = x[1];
            double kappa = 2 * beta * m * m * m, width = beta * Math.sqrt(2 * gamma * q * q * q);
            return new double[] {
                rule.sum(z -> Math.tanh(kappa + width * z)), rule.sum(z -> Math.pow(Math.tanh(kappa + width * z), 2))
            };
        });
        var start = new double[] {0.99, 0.98};
        var branch = Continuation.of(0.02).arclength(memory, start, 0.1, true, 0.1, 1);

        assertThat(branch.folds()).isNotEmpty();
        assertThat(branch.folds().getFirst().converged()).isTrue();
        assertThat(branch.folds().getFirst().parameter()).isCloseTo(0.45909, within(1e-5));
    }

    /// Bratu's problem on [0, 1] by second-order differences: 40 unknowns; fold near 3.5138 (continuum), from
    /// below.
    @Test
    void the_fold_of_a_boundary_value_problem_with_forty_unknowns() {
        int n = 40;
        double h = 1.0 / (n + 1);
        ParametricEquations bratu = (u, lambda) -> {
            var f = new double[n];
            for (int i = 0; i < n; i++) {
                double left = i == 0 ? 0 : u[i - 1], right = i == n - 1 ? 0 : u[i + 1];
                f[i] = left - 2 * u[i] + right + h * h * lambda * Math.exp(u[i]);
            }
            return f;
        };
        var guess = new double[n];
        for (int i = 0; i < n; i++) guess[i] = 1.2 * Math.sin(Math.PI * (i + 1) * h);
        var fold = Fold.standard().locate(bratu, guess, 3.4);

        assertThat(fold.converged()).isTrue();
        assertThat(fold.parameter()).isCloseTo(3.513830719, within(3.6 * h * h));
    }

    @Test
    void a_start_without_a_solution_is_refused() {
        UnaryOperator<double[]> never = x -> new double[] {1 + x[0] * x[0]};
        assertThatThrownBy(() -> Continuation.of(0.1).natural((x, lambda) -> never.apply(x), new double[] {1}, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("start must lead Newton to a solution at parameter 0.0");
    }

    /// sqrt(x) = 1 - l ends at x = 0, l = 1.
    @Test
    void a_branch_that_leaves_the_domain_is_lost_at_its_end() {
        ParametricEquations root = (x, l) -> new double[] {Math.sqrt(x[0]) - (1 - l)};
        var branch = Continuation.of(0.05).arclength(root, new double[] {0.25}, 0.5, true, 0, 5);
        assertThat(branch.stop()).isEqualTo(Continuation.Stop.LOST);
        assertThat(branch.points().getLast().parameter()).isBetween(0.9, 1.0);
    }

    /// l = -max(|x| - 1, 0)^2 rises to a plateau of slope exactly 0, on which several points lie, and falls
    /// again.
    @Test
    void a_fold_on_a_point_of_the_walk_is_found() {
        ParametricEquations plateau = (x, l) -> {
            double beyond = Math.max(Math.abs(x[0]) - 1, 0);
            return new double[] {l + beyond * beyond};
        };
        var branch = Continuation.of(0.1).arclength(plateau, new double[] {-2}, -1, true, -1.5, 5);
        assertThat(branch.points()).anyMatch(point -> point.slope() == 0);
        assertThat(branch.folds()).hasSize(1);
        assertThat(branch.folds().getFirst().parameter()).isCloseTo(0, within(1e-9));
    }
}
