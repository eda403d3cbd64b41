package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.multistep.Bdf;

class MassMatrixTest {
    private static final Ode.Field DECAY_AND_ITS_SQUARE = (t, y, f) -> {
        f[0] = -2 * y[0];
        f[1] = y[0] * y[0] - y[1];
    };

    static Stream<Solver> diagonal() {
        return Stream.of(
                new ImplicitEuler(),
                new CrankNicolson(),
                new Sdirk2(),
                new TrBdf2(),
                new KenCarp4(),
                new Ros3P(),
                new Rodas4(),
                new Rodas5P(),
                new Radau(3),
                new Bdf());
    }

    /// Twice \(y' = -y\), and \(0 = y^2 - z\): \(y = e^{-t}\), \(z = e^{-2t}\).
    @ParameterizedTest
    @MethodSource("diagonal")
    void dense_output_and_its_derivative_are_those_of_the_equation_divided_by_its_mass(Solver solver) {
        check(solver, Mass.diagonal(2, 0));
    }

    static Stream<Solver> dense() {
        return Stream.of(new ImplicitEuler(), new Sdirk2(), new Ros3P(), new Rodas5P(), new Radau(3), new Bdf());
    }

    @ParameterizedTest
    @MethodSource("dense")
    void the_same_holds_for_a_dense_singular_mass_matrix(Solver solver) {
        check(solver, new Mass.Dense(new double[] {2, 0, 0, 0}));
    }

    /// Implicit Euler is off by \(t e^{-t} h/2 \le 0.0019\); a derivative \(f\) instead of \(M^{-1} f\) would be
    /// off by \(e^{-t} \ge 0.13\).
    private static void check(Solver solver, Mass mass) {
        var s = Solve.of(Ode.of(DECAY_AND_ITS_SQUARE).with(mass))
                .span(0, 2)
                .y0(new double[] {1, 1})
                .solver(solver)
                .fixedStep(.01)
                .saveAt(SaveAt.everything())
                .run();
        for (int i = 2; i < 20; i++) {
            // at knots, close by and between
            double t = i / 10.0 + (i % 3) * .0045;
            double y = Math.exp(-t);
            assertThat(s.evaluate(t)).containsExactly(new double[] {y, y * y}, within(4e-3));
            // of the algebraic component only the chord is known, which carries Newton's error over the step
            assertThat(s.derivative(t)[0]).isCloseTo(-y, within(1e-2));
        }
    }

    /// \(M = \begin{pmatrix} 1 & 1 \\ 2 & 2 \end{pmatrix}\): twice the first equation less the second is
    /// algebraic and leaves \(y_1 + y_2\) as it is. With \(2 f_1 - f_2 = y_1^2 + y_2^2 - 1\) and the sum 1.4:
    /// (0.6, 0.8).
    @Test
    void a_consistent_start_for_a_dense_mass_matrix_keeps_what_it_multiplies() {
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -y[0];
                    f[1] = 2 * f[0] - (y[0] * y[0] + y[1] * y[1] - 1);
                })
                .with(new Mass.Dense(new double[] {1, 1, 2, 2}));
        double[] start = ConsistentStart.of(ode, 0, new double[] {.5, .9});
        assertThat(start).containsExactly(new double[] {.6, .8}, within(1e-12));
        assertThat(ConsistentStart.of(ode.with(new Mass.Dense(new double[] {1, 0, 1, 2})), 0, new double[] {.5, .9}))
                .containsExactly(.5, .9);
        // the run goes on from there with the constraint kept
        double[] end = Solve.of(ode)
                .span(0, .3)
                .y0(start)
                .solver(new Radau(3))
                .controller(Pid.tol(1e-8, 1e-10))
                .run()
                .y1();
        assertThat(end[0] * end[0] + end[1] * end[1]).isCloseTo(1, within(1e-8));
    }

    @Test
    void what_does_not_determine_a_component_is_named() {
        // nothing says what the third is
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -y[0];
                    f[1] = y[0] - y[1];
                    f[2] = y[0] - 1;
                })
                .with(Mass.diagonal(1, 0, 0));
        for (Solver solver : new Solver[] {new Rodas5P(), new Radau(3), new Kvaerno5(), new Bdf()})
            for (Jacobian jacobian : new Jacobian[] {
                Jacobian.differences(), Jacobian.sparse(new int[][] {{0}, {0, 1}, {0, 2}}), Jacobian.banded(2, 0)
            })
                assertThatThrownBy(() -> Solve.of(ode.with(jacobian))
                                .span(0, 1)
                                .y0(new double[] {1, 1, 1})
                                .solver(solver)
                                .run())
                        .isInstanceOf(DivergedException.class)
                        .hasMessageContaining("singular (column 2: nothing determines component 2)");
        assertThatThrownBy(() -> ConsistentStart.of(ode, 0, new double[] {1, 1, 1}))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("do not determine component 2");
    }

    static Stream<Solver> starters() {
        return Stream.of(
                new TrBdf2(),
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5());
    }

    /// An iteration on triangular equations ends with a rate of nearly 0. Were the next one's first correction
    /// judged by it, wrong stages would pass and the step control would end in steps of 1e-16.
    @ParameterizedTest
    @MethodSource("starters")
    void a_last_correction_of_nothing_does_not_let_the_next_stage_pass(Solver solver) {
        for (double tolerance : new double[] {1e-3, 1e-4, 1e-5, 1e-6, 1e-7}) {
            var s = Solve.of(Ode.of(DECAY_AND_ITS_SQUARE).with(Mass.diagonal(2, 0)))
                    .span(0, 2)
                    .y0(new double[] {1, 1})
                    .solver(solver)
                    .controller(Pid.tol(tolerance, tolerance))
                    .run();
            // each step may add the tolerance of a state below 1, twice `tolerance`
            long steps = s.statistics().steps();
            assertThat(s.y1())
                    .containsExactly(new double[] {Math.exp(-2), Math.exp(-4)}, within(2 * steps * tolerance));
            assertThat(steps).isLessThan(2000);
        }
    }
}
