package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.implicit.AutoSwitch;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas4;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.implicit.Ros3P;
import org.onsager.solve.implicit.VariableRadau;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.Odex;

/// No estimate is blind: embedded pairs exist that are equal on linear equations, or on quadratures, where steps
/// then grow without bound.
class ErrorEstimateTest {
    private static final double TOLERANCE = 1e-5;
    /// By how much estimates may be wrong, and errors grow on the way to the end.
    private static final double FACTOR = 5;

    static Stream<Solver> adaptive() {
        return Stream.concat(
                        ConvergenceOrderTest.oneStepSolvers(),
                        Stream.of(new Adams(), new Bdf(), new Odex(), new VariableRadau(), new AutoSwitch()))
                .filter(solver -> solver.errorOrder() > 0);
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void estimate_sees_the_error_on_a_linear_equation(Solver solver) {
        Solution<double[]> decay = solve(solver, Ode.of((t, y, f) -> f[0] = -y[0]), 1);
        assertSeen(decay, Math.exp(-2));
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void estimate_sees_the_error_of_a_quadrature(Solver solver) {
        Solution<double[]> sum = solve(solver, Ode.of((t, y, f) -> f[0] = Math.cos(3 * t)), 0);
        assertSeen(sum, Math.sin(6) / 3);
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void estimate_sees_the_error_on_a_nonlinear_equation(Solver solver) {
        Solution<double[]> growth = solve(solver, Ode.of((t, y, f) -> f[0] = y[0] * (3 - y[0])), 0.1);
        assertSeen(growth, 3 / (1 + 29 * Math.exp(-6)));
    }

    static Stream<Solver> stiff() {
        return Stream.of(new Ros3P(), new Rodas4(), new Rodas5P(), new Radau(3), new Bdf());
    }

    /// Prothero and Robinson's equation, whose solution is \(\cos t\) whatever the stiffness.
    @ParameterizedTest
    @MethodSource("stiff")
    void estimate_sees_the_error_on_a_stiff_equation(Solver solver) {
        Ode stiff = Ode.of((t, y, f) -> f[0] = -1e5 * (y[0] - Math.cos(t)) - Math.sin(t));
        assertSeen(solve(solver, stiff, 1), Math.cos(2));
    }

    @Test
    void a_step_of_ros3p_costs_two_evaluations() {
        Ode decay = Ode.of((t, y, f) -> f[0] = -y[0]).asAutonomous().with(Jacobian.dense((t, y, j) -> j[0] = -1));
        var work = solve(new Ros3P(), decay, 1).statistics();
        // and two for the first rate and the size of the first step
        assertThat(work.rates()).isEqualTo(2 * work.steps() + 2);
    }

    /// The errors of the steps add up.
    private static void assertSeen(Solution<double[]> solution, double expected) {
        double most = FACTOR * TOLERANCE * solution.statistics().accepted();
        assertThat(Math.abs(solution.y1()[0] - expected)).isLessThan(most);
    }

    private static Solution<double[]> solve(Solver solver, Ode ode, double y0) {
        return Solve.of(ode)
                .span(0, 2)
                .y0(new double[] {y0})
                .solver(solver)
                .controller(Pid.tol(TOLERANCE, TOLERANCE))
                .run();
    }
}
