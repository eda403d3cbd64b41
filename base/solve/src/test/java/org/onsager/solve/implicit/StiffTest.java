package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.Event;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OrderConditions;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.multistep.Bdf;

class StiffTest {
    static final Ode ROBERTSON = Ode.of((t, y, d) -> {
        d[0] = -.04 * y[0] + 1e4 * y[1] * y[2];
        d[2] = 3e7 * y[1] * y[1];
        d[1] = -d[0] - d[2];
    });
    static final Ode ROBERTSON_WITH_JACOBIAN = ROBERTSON
            .with(Jacobian.dense((t, y, j) -> {
                j[0] = -.04;
                j[1] = 1e4 * y[2];
                j[2] = 1e4 * y[1];
                j[6] = 0;
                j[7] = 6e7 * y[1];
                j[8] = 0;
                for (int c = 0; c < 3; c++) j[3 + c] = -j[c] - j[6 + c];
            }))
            .asAutonomous();
    static final Ode HIRES = Ode.of((t, y, d) -> {
        d[0] = -1.71 * y[0] + .43 * y[1] + 8.32 * y[2] + .0007;
        d[1] = 1.71 * y[0] - 8.75 * y[1];
        d[2] = -10.03 * y[2] + .43 * y[3] + .035 * y[4];
        d[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
        d[4] = -1.745 * y[4] + .43 * y[5] + .43 * y[6];
        d[5] = -280 * y[5] * y[7] + .69 * y[3] + 1.71 * y[4] - .43 * y[5] + .69 * y[6];
        d[6] = 280 * y[5] * y[7] - 1.81 * y[6];
        d[7] = -d[6];
    });
    static final Ode VAN_DER_POL = Ode.of((t, y, d) -> {
        d[0] = y[1];
        d[1] = 1000 * (1 - y[0] * y[0]) * y[1] - y[0];
    });

    static Stream<Solver> accurate() {
        return Stream.of(
                new Radau(3),
                new Radau(5),
                new Radau(7),
                new VariableRadau(),
                new Kvaerno5(),
                new Rodas5P(),
                new Rodas4(),
                new Bdf());
    }

    @ParameterizedTest
    @MethodSource("accurate")
    void robertson_at_40_and_at_1e11_is_that_of_the_test_set(Solver solver) {
        var s = Solve.of(ROBERTSON_WITH_JACOBIAN)
                .span(0, 1e11)
                .y0(new double[] {1, 0, 0})
                .solver(solver)
                .controller(Pid.tol(1e-10, 1e-16))
                .stepTs(40)
                .saveAt(SaveAt.ts(40).withEnd())
                .run();
        double[] early = s.ys().get(0), late = s.y1();
        double[] at40 = {.71582706872, 9.1855347646e-6, .28416374575};
        double[] at1e11 = {2.0833401497e-8, 8.3333607703e-14, .99999997916651};
        for (int i = 0; i < 3; i++) {
            assertThat(early[i]).isCloseTo(at40[i], RELATIVE);
            assertThat(late[i]).isCloseTo(at1e11[i], RELATIVE);
        }
        assertThat(early[0] + early[1] + early[2]).isCloseTo(1, within(1e-12));
        assertThat(late[0] + late[1] + late[2]).isCloseTo(1, within(1e-12));
    }

    /// 1e-6, the specification's.
    private static final Percentage RELATIVE = Percentage.withPercentage(1e-4);

    @ParameterizedTest
    @MethodSource("accurate")
    void hires_and_van_der_pol_end_where_the_test_set_says(Solver solver) {
        double[] h = Solve.of(HIRES)
                .span(0, 321.8122)
                .y0(new double[] {1, 0, 0, 0, 0, 0, 0, .0057})
                .solver(solver)
                .controller(Pid.tol(1e-10, 1e-14))
                .run()
                .y1();
        assertThat(h[0]).isCloseTo(7.371312573e-4, RELATIVE);
        assertThat(h[7]).isCloseTo(2.850001605e-3, RELATIVE);
        double[] v = Solve.of(VAN_DER_POL)
                .span(0, 2000)
                .y0(new double[] {2, 0})
                .solver(solver)
                .controller(Pid.tol(1e-10, 1e-12))
                .run()
                .y1();
        assertThat(v[0]).isCloseTo(1.706167732, RELATIVE);
        assertThat(v[1]).isCloseTo(-8.928097010e-4, RELATIVE);
    }

    @Test
    void radau_that_changes_its_order_needs_fewer_evaluations_than_any_fixed_order() {
        for (double tolerance : new double[] {1e-5, 1e-8, 1e-11}) {
            var run = Solve.of(VAN_DER_POL)
                    .span(0, 2000)
                    .y0(new double[] {2, 0})
                    .controller(Pid.tol(tolerance, tolerance));
            var variable = run.solver(new VariableRadau()).run();
            assertThat(variable.y1()[0]).isCloseTo(1.706167732, within(100 * tolerance + 1e-9));
            for (int stages : new int[] {3, 5, 7})
                assertThat(variable.statistics().rates())
                        .isLessThan(
                                run.solver(new Radau(stages)).run().statistics().rates());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VariableRadau(3, 6))
                .withMessageContaining("1, 3, 5 or 7");
    }

    @Test
    void stability_functions_take_the_known_values_and_vanish_at_infinity() {
        assertThat(oneStep(new Kvaerno3(), 1)).isCloseTo(.36142380843, within(1e-9));
        assertThat(oneStep(new Kvaerno5(), 1)).isCloseTo(.36800049188, within(1e-9));
        assertThat(oneStep(new Radau(3), 1)).isCloseTo(.36792452830, within(1e-9));
        for (Solver solver : new Solver[] {new Kvaerno3(), new Kvaerno5(), new Radau(3)})
            assertThat(Math.abs(oneStep(solver, 1e6))).isLessThan(1e-5);
        for (Solver solver : new Solver[] {new Kvaerno4(), new Rodas4(), new Rodas5P(), new TrBdf2(), new KenCarp4()}) {
            assertThat(Math.abs(oneStep(solver, 1e6))).isLessThan(1e-4);
            assertThat(Math.abs(oneStep(solver, 1e8))).isLessThan(1e-6);
        }
    }

    private static double oneStep(Solver solver, double lambda) {
        Ode linear = Ode.of((t, y, d) -> d[0] = -lambda * y[0]).with(Jacobian.dense((t, y, j) -> j[0] = -lambda));
        return Solve.of(linear)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(1)
                .run()
                .y1()[0];
    }

    static Stream<DiagonallyImplicit> dirks() {
        return Stream.of(
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new TrBdf2(),
                new Sdirk2(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new ImplicitEuler(),
                new ImexEuler(),
                new Ars222(),
                new Ars443(),
                new CrankNicolson(),
                new ImplicitMidpoint());
    }

    @ParameterizedTest
    @MethodSource("dirks")
    void diagonally_implicit_tableaus_satisfy_their_order_conditions(DiagonallyImplicit solver) {
        DirkTableau tableau = solver.tableau();
        int n = tableau.stages();
        var a = new double[n][n];
        var explicit = new double[n][n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                a[i][j] = tableau.a(i, j);
                explicit[i][j] = tableau.explicit(i, j);
            }
        double[] b = IntStream.range(0, n).mapToDouble(tableau::b).toArray();
        double[] embedded = IntStream.range(0, n)
                .mapToDouble(i -> tableau.b(i) - tableau.e(i))
                .toArray();
        assertThat(OrderConditions.residual(a, b, tableau.order())).isLessThan(1e-12);
        assertThat(OrderConditions.residual(a, b, tableau.order() + 1)).isGreaterThan(1e-4);
        if (tableau.errorOrder() > 0)
            assertThat(OrderConditions.residual(a, embedded, tableau.errorOrder()))
                    .isLessThan(1e-12);
        double[] explicitB =
                IntStream.range(0, n).mapToDouble(tableau::explicitB).toArray();
        if (tableau.hasExplicit())
            assertThat(OrderConditions.residual(explicit, explicitB, tableau.order()))
                    .isLessThan(1e-12);
    }

    @Test
    void collocation_tableaus_satisfy_their_order_conditions() {
        for (Collocation solver : new Collocation[] {
            new Radau(1),
            new Radau(3),
            new Radau(5),
            new Radau(7),
            new GaussLegendre(1),
            new GaussLegendre(2),
            new GaussLegendre(3),
            new GaussLegendre(4)
        })
            assertThat(OrderConditions.residual(
                            solver.tableau().a(), solver.tableau().b(), (int) Math.min(8, solver.order())))
                    .isLessThan(1e-12);
    }

    @Test
    void mass_matrix_with_a_zero_row_solves_the_algebraic_equation() {
        Ode dae = Ode.of((t, y, d) -> {
                    d[0] = -.04 * y[0] + 1e4 * y[1] * y[2];
                    d[1] = .04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1] * y[1];
                    d[2] = y[0] + y[1] + y[2] - 1;
                })
                .with(Mass.diagonal(1, 1, 0));
        for (Solver solver : new Solver[] {
            new Rodas5P(), new Rodas4(), new Radau(3), new Radau(5), new VariableRadau(), new Bdf(), new Kvaerno5()
        }) {
            double[] y = Solve.of(dae)
                    .span(0, 40)
                    .y0(new double[] {1, 0, 0})
                    .solver(solver)
                    .controller(Pid.tol(1e-9, 1e-13))
                    .run()
                    .y1();
            assertThat(y[0]).isCloseTo(.71582706872, within(2e-7));
            assertThat(y[0] + y[1] + y[2]).isCloseTo(1, within(1e-9));
        }
    }

    static Ode brusselator(int n, Jacobian jacobian) {
        return Ode.of((t, y, d) -> {
                    double c = (n + 1.0) * (n + 1.0) / 50;
                    for (int i = 0; i < n; i++) {
                        double u = y[2 * i], v = y[2 * i + 1];
                        double ul = i > 0 ? y[2 * i - 2] : 1, ur = i < n - 1 ? y[2 * i + 2] : 1;
                        double vl = i > 0 ? y[2 * i - 1] : 3, vr = i < n - 1 ? y[2 * i + 3] : 3;
                        d[2 * i] = 1 + u * u * v - 4 * u + c * (ul - 2 * u + ur);
                        d[2 * i + 1] = 3 * u - u * u * v + c * (vl - 2 * v + vr);
                    }
                })
                .with(jacobian);
    }

    @Test
    void dense_banded_sparse_and_matrix_free_jacobians_give_the_same_solution() {
        int n = 20;
        var y0 = new double[2 * n];
        for (int i = 0; i < n; i++) {
            y0[2 * i] = 1 + Math.sin(2 * Math.PI * (i + 1) / (n + 1.0));
            y0[2 * i + 1] = 3;
        }
        int[][] pattern = new int[2 * n][];
        for (int i = 0; i < 2 * n; i++) {
            int row = i;
            pattern[i] = IntStream.range(0, 2 * n)
                    .filter(j -> Math.abs(j - row) == 2 || j / 2 == row / 2)
                    .toArray();
        }
        for (Solver solver : new Solver[] {new Rodas5P(), new Kvaerno5(), new Bdf(), new Radau(3)}) {
            var run = Solve.of(brusselator(n, Jacobian.differences()))
                    .span(0, 5)
                    .y0(y0)
                    .solver(solver)
                    .controller(Pid.tol(1e-8, 1e-10));
            double[] dense = run.run().y1();
            for (Jacobian jacobian :
                    new Jacobian[] {Jacobian.banded(2, 2), Jacobian.sparse(pattern), Jacobian.matrixFree()}) {
                if (solver instanceof Radau && jacobian instanceof Jacobian.MatrixFree) continue;
                double[] other = Solve.of(brusselator(n, jacobian))
                        .span(0, 5)
                        .y0(y0)
                        .solver(solver)
                        .controller(Pid.tol(1e-8, 1e-10))
                        .run()
                        .y1();
                // all within a few tolerances of each other: the error estimate sees the Jacobian
                for (int i = 0; i < 2 * n; i++) assertThat(other[i]).isCloseTo(dense[i], within(1e-6));
            }
        }
    }

    @Test
    void switching_solver_goes_through_stiff_and_smooth_phases() {
        var s = Solve.of(VAN_DER_POL)
                .span(0, 2000)
                .y0(new double[] {2, 0})
                .solver(new AutoSwitch())
                .controller(Pid.tol(1e-8, 1e-10))
                .run();
        assertThat(s.y1()[0]).isCloseTo(1.706167732, within(1e-6));
        assertThat(s.statistics().steps()).isLessThan(10_000);
    }

    @Test
    void events_are_located_and_reset_by_implicit_methods_too() {
        Ode fall = Ode.of((t, y, d) -> {
            d[0] = y[1];
            d[1] = -8;
        });
        double impact = Math.sqrt(20.0 / 8);
        for (Solver solver : new Solver[] {new Rodas5P(), new Kvaerno5(), new Radau(3), new Bdf(), new AutoSwitch()}) {
            var s = Solve.of(fall)
                    .span(0, 4.2)
                    .y0(new double[] {10, 0})
                    .solver(solver)
                    .controller(Pid.tol(1e-9, 1e-9))
                    .events(Event.zero((t, y) -> y[0]).down().reset((t, y) -> new double[] {0, -.5 * y[1]}))
                    .run();
            assertThat(s.events()).as(solver.name()).hasSize(3);
            assertThat(s.events().get(0).t()).as(solver.name()).isCloseTo(impact, within(1e-6));
            assertThat(s.events().get(1).t()).as(solver.name()).isCloseTo(2 * impact, within(1e-6));
            assertThat(s.events().get(2).t()).as(solver.name()).isCloseTo(2.5 * impact, within(1e-6));
        }
    }

    @Test
    void consistent_start_solves_the_algebraic_equations_and_keeps_the_others() {
        Ode circle = Ode.of((t, y, d) -> {
                    d[0] = -y[0];
                    d[1] = y[0] * y[0] + y[1] * y[1] - 1;
                })
                .with(Mass.diagonal(1, 0));
        assertThat(ConsistentStart.of(circle, 0, new double[] {.6, .5}))
                .containsExactly(new double[] {.6, .8}, within(1e-12));
        assertThat(ConsistentStart.of(ROBERTSON, 0, new double[] {1, 2, 3})).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsistentStart.of(circle, 0, new double[3]))
                .withMessageContaining("size 3, not 2");
    }

    static Stream<AutoSwitch> switching() {
        return Stream.of(
                new AutoSwitch(),
                new AutoSwitch(new org.onsager.solve.explicit.Dopri5(), new Rodas5P()),
                new AutoSwitch(new org.onsager.solve.explicit.Tsit5(), new Bdf()),
                new AutoSwitch(new org.onsager.solve.explicit.Tsit5(), new VariableRadau()));
    }

    /// Tsit5 alone needs 43,000 steps for Robertson's problem up to 40, whatever the tolerance.
    @ParameterizedTest
    @MethodSource("switching")
    void the_stiff_method_takes_over_and_keeps_the_run_while_the_problem_is_stiff(AutoSwitch solver) {
        for (double tolerance : new double[] {1e-4, 1e-6, 1e-8}) {
            var s = Solve.of(ROBERTSON)
                    .span(0, 40)
                    .y0(new double[] {1, 0, 0})
                    .solver(solver)
                    .controller(Pid.tol(tolerance, 1e-6 * tolerance))
                    .run();
            assertThat(s.y1()[0]).isCloseTo(.71582706872, within(10 * tolerance));
            assertThat(s.statistics().steps()).isLessThan(tolerance < 1e-7 ? 4000 : 200);
        }
    }

    @Test
    void explicit_methods_refuse_mass_matrices() {
        for (Solver solver : new Solver[] {new org.onsager.solve.explicit.Tsit5(), new AutoSwitch()})
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Solve.of(ROBERTSON.with(Mass.diagonal(1, 1, 2)))
                            .span(0, 1)
                            .y0(new double[3])
                            .solver(solver)
                            .run())
                    .withMessageContaining("Rodas5P");
    }

    @Test
    void wrong_combinations_name_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solve.of(brusselator(2, Jacobian.matrixFree()))
                        .span(0, 1)
                        .y0(new double[4])
                        .solver(new Radau(3))
                        .run())
                .withMessageContaining("Kvaerno5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solve.of(ROBERTSON.with(Mass.diagonal(1, 1)))
                        .span(0, 1)
                        .y0(new double[3])
                        .solver(new Rodas5P())
                        .run())
                .withMessageContaining("mass matrix must be of size 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Radau(4)).withMessageContaining("1, 3, 5 or 7");
    }
}
