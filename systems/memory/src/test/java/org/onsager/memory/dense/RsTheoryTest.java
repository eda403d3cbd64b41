package org.onsager.memory.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.onsager.memory.saddle.SaddlePointSolver;
import org.onsager.memory.saddle.Stability;

class RsTheoryTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Property(tries = 30)
    void on_the_nishimori_line_m_equals_q_and_the_energy_is_minus_a_half(
            @ForAll @DoubleRange(min = 0.02, max = 0.4) double gamma) {
        for (int order : new int[] {4, 6}) {
            var solution = RsTheory.of(order, 0).solve(1 / gamma, gamma, Branch.RETRIEVAL);
            assertThat(solution.m()).isCloseTo(solution.q(), offset(1e-9));
            assertThat(solution.energy()).isCloseTo(-0.5, offset(1e-9));
        }
    }

    @Test
    void the_pressure_is_stationary_at_solutions_under_both_conventions_and_laws() {
        for (var convention : IndexConvention.values())
            for (var law : new ExampleLaw[] {new ExampleLaw.Gaussian(0.2), new ExampleLaw.Binomial(0.5, 15)}) {
                var theory = new RsTheory(4, convention, law);
                var field = theory.at(4, 0.05);
                var x = SaddlePointSolver.standard()
                        .solve(field, Branch.RETRIEVAL.start(law.entropy()))
                        .state();
                double h = 1e-4;
                assertThat((field.pressure(new RsOrder(x.n() + h, x.q()))
                                        - field.pressure(new RsOrder(x.n() - h, x.q())))
                                / (2 * h))
                        .isCloseTo(0, offset(1e-6));
                assertThat((field.pressure(new RsOrder(x.n(), x.q() + h))
                                        - field.pressure(new RsOrder(x.n(), x.q() - h)))
                                / (2 * h))
                        .isCloseTo(0, offset(1e-6));
            }
    }

    @Test
    void the_closed_jacobian_is_that_of_finite_differences() {
        for (var law : new ExampleLaw[] {new ExampleLaw.Gaussian(0.3), new ExampleLaw.Binomial(0.4, 6)}) {
            var field = new RsTheory(4, IndexConvention.POWER, law).at(2.5, 0.1);
            var x = new RsOrder(0.7, 0.8);
            double[][] closed = field.jacobian(x);
            double h = 1e-5;
            for (int j = 0; j < 2; j++) {
                var up = field.next(new RsOrder(x.n() + (j == 0 ? h : 0), x.q() + (j == 1 ? h : 0)));
                var down = field.next(new RsOrder(x.n() - (j == 0 ? h : 0), x.q() - (j == 1 ? h : 0)));
                assertThat(closed[0][j]).isCloseTo((up.n() - down.n()) / (2 * h), offset(1e-8));
                assertThat(closed[1][j]).isCloseTo((up.q() - down.q()) / (2 * h), offset(1e-8));
            }
        }
    }

    @Test
    void energy_and_entropy_are_derivatives_of_the_pressure() {
        var theory = RsTheory.of(4, 0.1);
        double beta = 3, gamma = 0.1, h = 1e-4;
        double derivative = (theory.solve(beta + h, gamma, Branch.RETRIEVAL).pressure()
                        - theory.solve(beta - h, gamma, Branch.RETRIEVAL).pressure())
                / (2 * h);
        var solution = theory.solve(beta, gamma, Branch.RETRIEVAL);

        assertThat(solution.energy()).isCloseTo(-derivative, offset(1e-7));
        assertThat(solution.entropy()).isCloseTo(solution.pressure() + beta * solution.energy(), offset(1e-14));
    }

    @Test
    void many_examples_make_the_exact_law_gaussian() {
        int examples = 4_000;
        var exact = new ExampleLaw.Binomial(0.05, examples);
        var gaussian = new ExampleLaw.Gaussian(exact.entropy());
        double a = new RsTheory(4, IndexConvention.DISTINCT, exact)
                .solve(4, 0.05, Branch.RETRIEVAL)
                .m();
        double b = new RsTheory(4, IndexConvention.DISTINCT, gaussian)
                .solve(4, 0.05, Branch.RETRIEVAL)
                .m();

        assertThat(a).isCloseTo(b, offset(2e-4));
    }

    @Test
    void zero_temperature_is_the_limit_of_low_temperature() {
        var theory = RsTheory.of(4, 0.1);
        var cold = theory.solve(1e4, 0.2, Branch.RETRIEVAL);
        var zero = theory.solve(INFINITE, 0.2, Branch.RETRIEVAL);

        assertThat(cold.m()).isCloseTo(zero.m(), offset(2e-5));
        assertThat(cold.energy()).isCloseTo(zero.energy(), offset(2e-5));
        assertThat(cold.entropy()).isCloseTo(zero.entropy(), offset(2e-4));
        assertThat(zero.entropy()).isNegative();
        assertThat(zero.almeidaThouless()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /// Without retrieval the entropy at zero temperature is -(P-1)/(2 pi).
    @Test
    void entropy_of_the_frozen_glass() {
        for (int order : new int[] {4, 6})
            assertThat(RsTheory.of(order, 0)
                            .solve(INFINITE, 0.7, Branch.SPIN_GLASS)
                            .entropy())
                    .isCloseTo(-(order - 1) / (2 * Math.PI), offset(1e-12));
    }

    @Test
    void without_retrieval_only_beta_root_gamma_matters() {
        var one = RsTheory.of(4, 0).solve(4, 1, Branch.SPIN_GLASS);
        var other = RsTheory.of(4, 0).solve(8, 0.25, Branch.SPIN_GLASS);

        assertThat(one.q()).isCloseTo(other.q(), offset(1e-11));
        assertThat(one.pressure()).isCloseTo(other.pressure(), offset(1e-10));
    }

    @Test
    void the_glass_at_high_load_lies_below_the_annealed_pressure() {
        var theory = RsTheory.of(4, 0);
        for (double beta : new double[] {4, 6, 10})
            assertThat(theory.solve(beta, 1, Branch.SPIN_GLASS).pressure())
                    .isLessThan(theory.solve(beta, 1, Branch.PARAMAGNET).pressure());
    }

    @Test
    void an_attracting_retrieval_solution_is_stable() {
        var theory = RsTheory.of(4, 0);
        var solution = theory.solve(5, 0.2, Branch.RETRIEVAL);
        assertThat(Stability.isStable(theory.at(5, 0.2), new RsOrder(solution.n(), solution.q())))
                .isTrue();
    }

    @Test
    void capacity_of_the_ground_state_is_where_iteration_loses_it() {
        for (double rho : new double[] {0, 0.2}) {
            var theory = RsTheory.of(4, rho);
            double capacity = new GroundState(theory).capacity().gamma();
            assertThat(theory.solve(INFINITE, capacity * 0.9999, Branch.RETRIEVAL)
                            .m())
                    .isGreaterThan(0.5);
            assertThat(theory.solve(INFINITE, capacity * 1.0001, Branch.RETRIEVAL)
                            .m())
                    .isLessThan(0.1);
        }
    }

    @Test
    void full_powers_have_a_continuous_glass_line_at_root_three_gamma() {
        var power = new PhaseBoundaries(RsTheory.of(4, 0).with(IndexConvention.POWER));
        assertThat(power.glassSpinodal(1)).isCloseTo(1 / 3.0, offset(1e-12));
        assertThat(new PhaseBoundaries(RsTheory.of(4, 0)).glassSpinodal(1)).isGreaterThan(7);
    }

    @Test
    void retrieval_wins_below_and_loses_above_the_first_order_line() {
        var boundaries = new PhaseBoundaries(RsTheory.of(4, 0));
        double line = boundaries.retrievalTransition(0.5).orElseThrow();
        assertThat(PhaseDiagram.cell(boundaries.theory(), 0.5, line - 0.005).phase())
                .isEqualTo(Phase.RETRIEVAL);
        assertThat(PhaseDiagram.cell(boundaries.theory(), 0.5, line + 0.005).phase())
                .isEqualTo(Phase.METASTABLE_RETRIEVAL);
        double spinodal = boundaries.retrievalSpinodal(0.5).orElseThrow();
        assertThat(PhaseDiagram.cell(boundaries.theory(), 0.5, spinodal + 0.005).phase())
                .isEqualTo(Phase.PARAMAGNET);
    }

    @Test
    void odd_orders_are_solved_too() {
        var solution = RsTheory.of(5, 0).solve(5, 0.1, Branch.RETRIEVAL);
        assertThat(solution.converged()).isTrue();
        assertThat(solution.m()).isGreaterThan(0.9);
    }

    @Test
    void too_few_iterations_are_told_with_the_last_iterate_and_its_residual() {
        var solution = RsTheory.of(4, 0).solve(5, 0.2, Branch.RETRIEVAL, new SaddlePointSolver(0.5, 0, 1e-15, 3));
        assertThat(solution.converged()).isFalse();
        assertThat(solution.residual()).isPositive();
        assertThat(solution.m()).isFinite();
    }

    @Test
    void bad_arguments_name_themselves_their_value_and_the_range() {
        assertThatThrownBy(() -> RsTheory.of(2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P must be in [3, inf)")
                .hasMessageContaining("not 2");
        assertThatThrownBy(() -> RsTheory.of(4, -0.1)).hasMessage("rho must be in [0, inf), not -0.1");
        assertThatThrownBy(() -> RsTheory.of(4, 0).solve(0, 0.1, Branch.RETRIEVAL))
                .hasMessage("beta' must be in (0, inf], not 0.0");
        assertThatThrownBy(() -> RsTheory.of(4, 0).solve(1, -1, Branch.RETRIEVAL))
                .hasMessage("gamma must be in [0, inf), not -1.0");
        assertThatThrownBy(() -> new ExampleLaw.Binomial(0, 3)).hasMessage("r must be in (0, 1], not 0.0");
        assertThatThrownBy(() -> new ExampleLaw.Binomial(1.5, 3)).hasMessage("r must be in (0, 1], not 1.5");
        assertThatThrownBy(() -> new ExampleLaw.Binomial(0.5, 0)).hasMessage("M must be in [1, inf), not 0");
    }
}
