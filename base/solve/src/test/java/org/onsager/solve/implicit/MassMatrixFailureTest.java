package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Status;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.multistep.Bdf;

/// What is wrong with a mass matrix is said before the first step, or stops the run with the time.
class MassMatrixFailureTest {
    static Stream<Solver> solvers() {
        return Stream.of(
                new Rodas5P(), new Ros3P(), new Radau(3), new VariableRadau(), new Kvaerno5(), new Sdirk2(), new Bdf());
    }

    private static Ode decay(Mass mass) {
        return Ode.of((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = -y[i];
                })
                .with(mass);
    }

    private static Solve<double[]> run(Solver solver, Ode ode) {
        return Solve.of(ode).span(0, 1).y0(new double[] {1, 1}).solver(solver);
    }

    private static void refused(Solver solver, Ode ode, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(solver, ode).run())
                .withMessageContainingAll(words);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void a_matrix_of_another_size_or_not_finite_at_the_start_is_refused(Solver solver) {
        refused(solver, decay(Mass.diagonal(3, (t, m) -> m[0] = 1)), "mass matrix", "size 2, not 3");
        refused(solver, decay(Mass.dense(3, (t, m) -> m[0] = 1)), "mass matrix");
        refused(
                solver,
                decay(Mass.diagonal(2, (t, m) -> {
                    m[0] = 1;
                    m[1] = 1 / t;
                })),
                "mass matrix must be finite, but at t = 0.0 entry 1 is Infinity");
        refused(solver, decay(Mass.diagonal(1, Double.NaN)), "must be finite", "entry 1 is NaN");
        refused(new Radau(3), decay(Mass.dense(2, (t, m) -> m[1] = Double.NaN)), "entry (0, 1) is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mass.diagonal(0, (t, m) -> {}))
                .withMessageContaining("n must be in [1, inf), not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsistentStart.of(decay(Mass.dense(3, (t, m) -> {})), 0, new double[] {1, 1}))
                .withMessageContaining("size 2, not 3");
    }

    @Test
    void what_a_method_does_not_take_is_refused_with_the_remedy() {
        Mass diagonal = Mass.diagonal(2, (t, m) -> m[0] = m[1] = 2 + t);
        Mass dense = Mass.dense(2, (t, m) -> m[0] = m[3] = 2 + t);
        for (Solver solver : new Solver[] {new Ros3P(), new Rodas4(), new Rodas5P()})
            refused(solver, decay(dense), solver.name(), "only if it is diagonal; use Mass.diagonal, Radau5 or Bdf");
        for (Solver solver : new Solver[] {new CrankNicolson(), new Kvaerno3(), new KenCarp5(), new Ars443()})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run(solver, decay(dense)).fixedStep(.1).run())
                    .withMessageContaining("only diagonal mass matrices; use Radau5 or Bdf");
        for (Solver solver : new Solver[] {new Tsit5(), new AutoSwitch()})
            refused(solver, decay(diagonal), "does not take mass matrices; use Rodas5P, Radau, Kvaerno5 or Bdf");
        refused(new Bdf(), decay(dense).with(Jacobian.banded(1, 1)), "use Mass.diagonal or a dense Jacobian");
        refused(new Bdf(), decay(dense).with(Jacobian.sparse(new int[][] {{0}, {1}})), "use Mass.diagonal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SplitOde(decay(Mass.IDENTITY), decay(diagonal)))
                .withMessageContaining("no mass matrix; solve the sum as one Ode");
    }

    /// \((1/2 - t)\, y' = -y\) has the smooth solution \(y = 1 - 2t\), and infinitely many others from \(t =
    /// 1/2\) on.
    @ParameterizedTest
    @MethodSource("solvers")
    void a_diagonal_matrix_that_changes_its_rank_stops_the_run_before(Solver solver) {
        var ode = decay(Mass.diagonal(2, (t, m) -> {
            m[0] = 1;
            m[1] = .5 - t;
        }));
        Solution<double[]> s = run(solver, ode).throwing(false).run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message())
                .contains("the mass matrix changes its rank between t = ", "diagonal entry 1", "end the span before");
        assertThat(s.t1()).isBetween(.4, .5);
        // an entry that is there only after the start
        var later = decay(Mass.diagonal(2, (t, m) -> {
            m[0] = 1;
            m[1] = t;
        }));
        assertThatThrownBy(() -> run(solver, later).run())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("changes its rank between t = 0.0 and");
        // in steps of fixed size the first one that goes across
        assertThatThrownBy(() -> run(new Rodas5P(), ode).fixedStep(.15).run())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("changes its rank");
    }

    static Stream<Solver> fullyImplicit() {
        return Stream.of(new Radau(3), new VariableRadau(), new Sdirk2(), new Bdf());
    }

    @ParameterizedTest
    @MethodSource("fullyImplicit")
    void so_does_a_dense_one(Solver solver) {
        // determinant 1/2 - t, no entry of which is 0
        var regular = decay(Mass.dense(2, (t, m) -> {
            m[0] = 2;
            m[1] = m[2] = 1;
            m[3] = (1.5 - t) / 2;
        }));
        var s = run(solver, regular).throwing(false).run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message()).contains("the mass matrix changes its rank between t = ");
        assertThat(s.t1()).isBetween(.4, .5);
        // rank 1 up to 0.3 and 2 from there on
        var second = decay(Mass.dense(2, (t, m) -> {
            m[0] = m[1] = m[2] = 1;
            m[3] = 1 + Math.max(0, t - .3);
        }));
        var end = run(solver, second).throwing(false).run();
        assertThat(end.message()).contains("changes its rank");
        assertThat(end.t1()).isBetween(.25, .3);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void a_matrix_that_is_not_finite_later_stops_the_run_with_its_row(Solver solver) {
        var ode = decay(Mass.diagonal(2, (t, m) -> {
            m[0] = 1;
            m[1] = t < .3 ? 1 : Double.NaN;
        }));
        var s = run(solver, ode).throwing(false).run();
        assertThat(s.status()).isEqualTo(Status.NONFINITE);
        assertThat(s.message()).contains("the mass matrix is not finite at t = ", "(row 1)", "check M");
        assertThat(s.t1()).isBetween(.25, .3);
        assertThat(s.statistics().rejected()).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void a_singular_iteration_matrix_names_its_column(Solver solver) {
        // nothing says what the third is
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -y[0];
                    f[1] = y[0] - y[1];
                    f[2] = y[0] - 1;
                })
                .with(Mass.diagonal(3, (t, m) -> m[0] = 2 + t));
        var s = Solve.of(ode)
                .span(0, 1)
                .y0(new double[] {1, 1, 1})
                .solver(solver)
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message()).contains("singular (column 2: nothing determines component 2)");
    }

    static Stream<Solver> iterating() {
        return Stream.of(new Radau(3), new VariableRadau(), new Kvaerno5(), new Sdirk2(), new Bdf());
    }

    /// The Jacobian says 0.2 for -1 in the algebraic equation: corrections grow sixfold at every step size.
    @ParameterizedTest
    @MethodSource("iterating")
    void an_iteration_that_diverges_stops_the_run_only_after_shorter_steps(Solver solver) {
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -y[0];
                    f[1] = y[0] - y[1];
                })
                .with(Jacobian.dense((t, y, j) -> {
                    j[0] = -1;
                    j[2] = 1;
                    j[3] = .2;
                }))
                .with(Mass.diagonal(2, (t, m) -> m[0] = 2 + t));
        var s = run(solver, ode).throwing(false).run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message()).contains("Newton's iteration did not converge", "even with step");
        assertThat(s.statistics().rejected()).isGreaterThanOrEqualTo(10);
    }
}
