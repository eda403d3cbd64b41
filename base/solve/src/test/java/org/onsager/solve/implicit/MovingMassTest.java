package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Statistics;
import org.onsager.solve.multistep.Bdf;

class MovingMassTest {
    /// Steps at which the error is above Newton's and below the range of higher orders.
    static Stream<Arguments> regular() {
        return Stream.of(
                Arguments.of(new ImplicitEuler(), 128),
                Arguments.of(new CrankNicolson(), 64),
                Arguments.of(new ImplicitMidpoint(), 64),
                Arguments.of(new Sdirk2(), 64),
                Arguments.of(new TrBdf2(), 64),
                Arguments.of(new Kvaerno3(), 64),
                Arguments.of(new Kvaerno4(), 64),
                Arguments.of(new Kvaerno5(), 24),
                Arguments.of(new KenCarp3(), 64),
                Arguments.of(new KenCarp4(), 24),
                Arguments.of(new KenCarp5(), 16),
                Arguments.of(new Ars443(), 64),
                Arguments.of(new Radau(1), 128),
                Arguments.of(new Radau(3), 16),
                Arguments.of(new GaussLegendre(2), 32),
                Arguments.of(new GaussLegendre(3), 12),
                Arguments.of(new Ros3P(), 64),
                Arguments.of(new Rodas4(), 24),
                Arguments.of(new Rodas5P(), 16));
    }

    @ParameterizedTest
    @MethodSource("regular")
    void a_regular_diagonal_matrix_leaves_the_order_of_the_method(Solver solver, int steps) {
        double[] y0 = MassProblems.exact(0), y1 = MassProblems.exact(1);
        assertThat(MassProblems.order(solver, MassProblems.diagonal(false), y0, y1, steps))
                .isCloseTo(solver.order(), within(.15));
    }

    /// Each formula is that for \(M^{-1} f\) term by term: what is left is Newton's tolerance, and for Rosenbrock
    /// methods the differences, some 1e-8 of a term \(h^2\).
    @ParameterizedTest
    @MethodSource("regular")
    void a_regular_matrix_gives_the_steps_of_the_equation_divided_by_it(Solver solver, int steps) {
        var ode = MassProblems.diagonal(false);
        var divided = Ode.of((t, y, f) -> {
            ode.rate(t, y, f);
            f[0] /= 2 + Math.sin(t);
            f[1] /= 1 + t;
        });
        double[] y0 = MassProblems.exact(0);
        assertThat(MassProblems.end(solver, ode, y0, steps))
                .containsExactly(MassProblems.end(solver, divided, y0, steps), within(1e-9));
    }

    /// Steps for the regular and for the singular matrix, and the order with the singular one.
    static Stream<Arguments> dense() {
        return Stream.of(
                Arguments.of(new ImplicitEuler(), 128, 128, 1),
                Arguments.of(new ImplicitMidpoint(), 64, 64, 2),
                Arguments.of(new Sdirk2(), 64, 64, 2),
                Arguments.of(new Radau(1), 128, 128, 1),
                Arguments.of(new Radau(3), 24, 16, 5),
                // Gauss methods have order s for even s and s + 1 for odd s in algebraic components
                Arguments.of(new GaussLegendre(2), 32, 64, 2),
                Arguments.of(new GaussLegendre(3), 16, 32, 4));
    }

    @ParameterizedTest
    @MethodSource("dense")
    void a_dense_matrix_whose_image_and_kernel_turn_leaves_the_order(
            Solver solver, int steps, int singularSteps, double algebraic) {
        double[] y0 = MassProblems.exact(0, 1), y1 = MassProblems.exact(1, 1);
        assertThat(MassProblems.order(solver, MassProblems.turning(1, 1, false), y0, y1, steps))
                .isCloseTo(solver.order(), within(.15));
        assertThat(MassProblems.order(solver, MassProblems.turning(1, 1, true), y0, y1, singularSteps))
                .isCloseTo(algebraic, within(.15));
    }

    /// \((1 + t)\, u' = -u\) declared free of time, \(u = 1/(1 + t)\), and \((2 + \sin t)\, u' = -u \cos t\) with
    /// its time derivative, \(u = 2/(2 + \sin t)\): the term \(-M^{-1} M' f\) is the matrix's own. Both with \(0
    /// = u^2 - v\).
    @Test
    void rosenbrock_methods_keep_their_order_by_the_term_of_the_derivative_of_the_matrix() {
        var free = Ode.of((t, y, f) -> {
                    f[0] = -y[0];
                    f[1] = y[0] * y[0] - y[1];
                })
                .with(Mass.diagonal(2, (t, m) -> m[0] = 1 + t))
                .asAutonomous();
        var driven = Ode.of((t, y, f) -> {
                    f[0] = -y[0] * Math.cos(t);
                    f[1] = y[0] * y[0] - y[1];
                })
                .with(Mass.diagonal(2, (t, m) -> m[0] = 2 + Math.sin(t)))
                .withTimeDerivative((t, y, f) -> {
                    f[0] = y[0] * Math.sin(t);
                    f[1] = 0;
                });
        double u = 2 / (2 + Math.sin(1));
        double[] y0 = {1, 1};
        for (Solver solver : new Solver[] {new Ros3P(), new Rodas5P()}) {
            int steps = solver instanceof Ros3P ? 64 : 16;
            assertThat(MassProblems.order(solver, free, y0, new double[] {.5, .25}, steps))
                    .as(solver.name())
                    .isCloseTo(solver.order(), within(.15));
            assertThat(MassProblems.order(solver, driven, y0, new double[] {u, u * u}, steps))
                    .as(solver.name())
                    .isCloseTo(solver.order(), within(.15));
        }
    }

    static Stream<Solver> controlled() {
        return Stream.of(new Radau(3), new Radau(5), new VariableRadau(), new Bdf());
    }

    @ParameterizedTest
    @MethodSource("controlled")
    void errors_stay_within_the_tolerance_where_the_algebraic_equation_turns(Solver solver) {
        for (double image : new double[] {0, 1, 5})
            for (double kernel : new double[] {0, 1, 5})
                for (double tolerance : new double[] {1e-4, 1e-6, 1e-8}) {
                    var s = Solve.of(MassProblems.turning(image, kernel, true))
                            .span(0, 1)
                            .y0(MassProblems.exact(0, kernel))
                            .solver(solver)
                            .controller(Pid.tol(tolerance, tolerance))
                            .run();
                    // each step may add the tolerance of a state of size 1, twice `tolerance`
                    assertThat(s.y1())
                            .as("image %s, kernel %s, tolerance %s", image, kernel, tolerance)
                            .containsExactly(
                                    MassProblems.exact(1, kernel),
                                    within(2 * s.statistics().steps() * tolerance));
                }
    }

    /// Combining the equations by a matrix that depends on time changes nothing but Newton's iterations, which
    /// must hardly notice it. Without [TurningImage] Bdf comes to steps of 1e-17 and Radau5 takes sixty times the
    /// iterations.
    @ParameterizedTest
    @MethodSource("controlled")
    void an_image_that_turns_costs_next_to_nothing(Solver solver) {
        Statistics still = turned(solver, 0), turning = turned(solver, 1);
        assertThat(turning.steps()).isLessThanOrEqualTo(still.steps() + 2);
        assertThat(turning.newtonIterations()).isLessThan(5 * still.newtonIterations() / 4);
    }

    /// \(y = \sin t\) and \(z = y^2\), combined by a rotation that goes round 64 times, by up to a radian a step.
    @ParameterizedTest
    @MethodSource("controlled")
    void an_image_may_turn_round_many_times(Solver solver) {
        double rate = 20;
        var ode = Ode.of((t, y, f) -> {
                    double c = Math.cos(rate * t), s = Math.sin(rate * t);
                    double g = (2 + Math.sin(t)) * (Math.cos(t) - (y[0] - Math.sin(t)) / 2), h = y[0] * y[0] - y[1];
                    f[0] = c * g - s * h;
                    f[1] = s * g + c * h;
                })
                .with(Mass.dense(2, (t, m) -> {
                    m[0] = (2 + Math.sin(t)) * Math.cos(rate * t);
                    m[2] = (2 + Math.sin(t)) * Math.sin(rate * t);
                }));
        var s = Solve.of(ode).span(0, 20).y0(new double[] {0, 0}).solver(solver).run();
        double y = Math.sin(20);
        assertThat(s.y1()).containsExactly(new double[] {y, y * y}, within(1e-5));
        assertThat(s.statistics().steps()).isLessThan(1000);
    }

    private static Statistics turned(Solver solver, double image) {
        return Solve.of(MassProblems.turning(image, 1, true))
                .span(0, 1)
                .y0(MassProblems.exact(0, 1))
                .solver(solver)
                .controller(Pid.tol(1e-8, 1e-8))
                .run()
                .statistics();
    }

    @Test
    void every_form_of_the_jacobian_takes_the_matrix() {
        double[] y0 = MassProblems.exact(0);
        int[][] pattern = {{0, 1}, {0, 1}};
        for (Jacobian jacobian : new Jacobian[] {
            Jacobian.differences(),
            Jacobian.banded(1, 1),
            Jacobian.sparse(pattern),
            Jacobian.matrixFree(),
            Jacobian.matrixFree().preconditioned(pattern)
        })
            for (Solver solver :
                    new Solver[] {new Sdirk2(), new Kvaerno5(), new Rodas5P(), new Ros3P(), new Bdf(), new Radau(3)}) {
                if (jacobian instanceof Jacobian.MatrixFree && solver instanceof Radau) continue;
                var run = Solve.of(MassProblems.diagonal(true).with(jacobian))
                        .span(0, 1)
                        .y0(y0)
                        .solver(solver)
                        .controller(Pid.tol(1e-6, 1e-6))
                        .run();
                assertThat(run.y1())
                        .as("%s, %s", solver.name(), jacobian)
                        .containsExactly(
                                MassProblems.exact(1),
                                within(2e-6 * run.statistics().steps()));
            }
        double[] y1 = Solve.of(MassProblems.turning(1, 1, true).with(Jacobian.matrixFree()))
                .span(0, 1)
                .y0(MassProblems.exact(0, 1))
                .solver(new Bdf())
                .controller(Pid.tol(1e-8, 1e-8))
                .run()
                .y1();
        assertThat(y1).containsExactly(MassProblems.exact(1, 1), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("regular")
    void dense_output_and_its_derivative_are_those_of_the_solution(Solver solver, int steps) {
        var s = Solve.of(MassProblems.diagonal(true))
                .span(0, 1)
                .y0(MassProblems.exact(0))
                .solver(solver)
                .fixedStep(.01)
                .saveAt(SaveAt.everything())
                .run();
        for (int i = 1; i < 20; i++) {
            double t = i * .05 - (i % 3) * .0045;
            assertThat(s.evaluate(t)).containsExactly(MassProblems.exact(t), within(4e-3));
            // the derivative f instead of M^{-1} f would be off by 0.7 and more
            assertThat(s.derivative(t)[0]).isCloseTo(-Math.exp(-t), within(1e-2));
        }
    }

    @Test
    void time_may_run_backwards() {
        for (Solver solver : new Solver[] {new Radau(3), new Rodas5P(), new Kvaerno5(), new Bdf()}) {
            double[] y0 = Solve.of(MassProblems.diagonal(true))
                    .span(1, 0)
                    .y0(MassProblems.exact(1))
                    .solver(solver)
                    .controller(Pid.tol(1e-8, 1e-8))
                    .run()
                    .y1();
            assertThat(y0).as(solver.name()).containsExactly(MassProblems.exact(0), within(2e-6));
        }
    }

    /// At \(t = 0.7\) the start keeps \(M y\) and meets \(N^T f = 0\), \(N\) orthogonal to the image.
    @Test
    void a_consistent_start_takes_the_matrix_of_its_time() {
        double t = .7;
        var turning = MassProblems.turning(2, 3, true);
        double[] truth = MassProblems.exact(t, 3);
        // along the kernel of M(t), which is that of (0, 1) in the unknowns that do not turn
        double[] guess = {truth[0] - .2 * Math.sin(3 * t), truth[1] + .2 * Math.cos(3 * t)};
        assertThat(guess[0] * guess[0]).isNotCloseTo(truth[0] * truth[0], within(1e-2));
        double[] found = ConsistentStart.of(turning, t, guess);
        assertThat(found).containsExactly(truth, within(1e-11));
        assertThat(ConsistentStart.of(MassProblems.diagonal(true), t, new double[] {Math.exp(-t), 5}))
                .containsExactly(MassProblems.exact(t), within(1e-11));
        assertThat(ConsistentStart.of(MassProblems.diagonal(false), t, new double[] {1, 5}))
                .containsExactly(1, 5);
    }

    /// \(\operatorname{diag}(1, 0)\) constant, as a function of time, and dense: the same but for what Newton's
    /// iteration leaves, a hundredth of the tolerance 1e-6.
    @Test
    void a_constant_matrix_given_as_a_function_of_time_gives_the_same_run() {
        for (Solver solver : new Solver[] {new Radau(3), new VariableRadau(), new Bdf(), new Sdirk2()}) {
            double[] one = constant(solver, Mass.diagonal(1, 0));
            assertThat(constant(solver, Mass.diagonal(2, (t, m) -> m[0] = 1))).containsExactly(one, within(1e-8));
            assertThat(constant(solver, Mass.dense(2, (t, m) -> m[0] = 1))).containsExactly(one, within(1e-8));
        }
        for (Solver solver : new Solver[] {new Rodas5P(), new Kvaerno5()})
            assertThat(constant(solver, Mass.diagonal(2, (t, m) -> m[0] = 1)))
                    .containsExactly(constant(solver, Mass.diagonal(1, 0)), within(1e-12));
    }

    private static double[] constant(Solver solver, Mass mass) {
        return Solve.of(Ode.of((t, y, f) -> {
                            f[0] = -y[1];
                            f[1] = y[0] + Math.sin(t) - y[1] * y[1];
                        })
                        .with(mass))
                .span(0, 1)
                .y0(new double[] {1, 1})
                .solver(solver)
                .run()
                .y1();
    }
}
