package org.onsager.memory.saddle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;

class SaddlePointSolverTest {

    /// The fully connected p-spin ferromagnet: m = tanh(beta p m^(p-1)).
    private record Ferromagnet(double beta, int p) implements MeanField<Double> {
        @Override
        public Double next(Double m) {
            return Math.tanh(beta * p * Math.pow(m, p - 1));
        }

        @Override
        public double pressure(Double m) {
            return Math.log(2 * Math.cosh(beta * p * Math.pow(m, p - 1))) - beta * (p - 1) * Math.pow(m, p);
        }

        @Override
        public double[] coordinates(Double m) {
            return new double[] {m};
        }

        @Override
        public Double at(double[] coordinates) {
            return coordinates[0];
        }
    }

    @Test
    void magnetisation_of_the_curie_weiss_magnet() {
        var solution = SaddlePointSolver.standard().solve(new Ferromagnet(1, 2), 1.0);

        assertThat(solution.converged()).isTrue();
        assertThat(solution.state()).isCloseTo(0.9575040240772688, offset(1e-12));
    }

    @Test
    void newton_and_plain_iteration_end_at_the_same_point() {
        var field = new Ferromagnet(0.55, 3);
        var fast = SaddlePointSolver.standard().solve(field, 1.0);
        var slow = SaddlePointSolver.standard().withoutNewton().solve(field, 1.0);

        assertThat(fast.state()).isCloseTo(slow.state(), offset(1e-10));
        assertThat(fast.iterations()).isLessThan(slow.iterations());
    }

    @Test
    void the_ghost_beyond_a_spinodal_does_not_hold_the_iteration() {
        // p = 3: the fold is at beta = 0.5 - 0.6; just beyond it, the bottleneck is long but open
        var spinodal = Spinodal.standard().find(beta -> new Ferromagnet(beta, 3), 1.0, m -> m > 0.1, 1, 0.3);

        assertThat(spinodal.polished()).isTrue();
        double beyond = spinodal.parameter() * (1 - 1e-5), before = spinodal.parameter() * (1 + 1e-5);
        assertThat(SaddlePointSolver.standard()
                        .solve(new Ferromagnet(beyond, 3), 1.0)
                        .state())
                .isLessThan(1e-6);
        assertThat(SaddlePointSolver.standard()
                        .solve(new Ferromagnet(before, 3), 1.0)
                        .state())
                .isGreaterThan(0.5);
        // at a fold the slope of the map is 1
        assertThat(new Ferromagnet(spinodal.parameter(), 3).jacobian(spinodal.state())[0][0])
                .isCloseTo(1, offset(1e-5));
    }

    @Test
    void several_starts_give_distinct_branches_ranked_by_pressure() {
        var field = new Ferromagnet(0.9, 3);
        var branches = SaddlePointSolver.standard().solveAll(field, List.of(0.0, 1.0, 0.9), 1e-6);

        assertThat(branches).hasSize(2);
        assertThat(branches.getFirst().state()).isGreaterThan(0.9);
        assertThat(branches.getFirst().pressure())
                .isGreaterThan(branches.getLast().pressure());
        assertThat(branches.getLast().pressure()).isEqualTo(Math.log(2));
    }

    @Test
    void magnetisations_maximise_the_pressure_where_they_are_stable() {
        var field = new Ferromagnet(0.9, 3);
        double m = SaddlePointSolver.standard().solve(field, 1.0).state();

        assertThat(Stability.isStable(field, m)).isTrue();
        assertThat(Stability.curvatures(field, m, 1e-4)[0]).isNegative();
    }

    @Test
    void running_out_of_iterations_is_told_and_thrown_on_demand() {
        var solution = new SaddlePointSolver(0.01, 0, 1e-14, 5).solve(new Ferromagnet(1, 2), 0.5);

        assertThat(solution.converged()).isFalse();
        assertThat(solution.residual()).isPositive();
        assertThatThrownBy(solution::orThrow)
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("not converged after 5 iterations");
    }

    @Test
    void a_bad_argument_names_itself_its_value_and_the_range() {
        assertThatThrownBy(() -> new SaddlePointSolver(0, 0, 1e-12, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damping must be in (0, 1], not 0.0");
    }
}
