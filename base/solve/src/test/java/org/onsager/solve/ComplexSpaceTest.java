package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.*;

/// Schrödinger's equation of two levels in a rotating field, \(i\dot c = Hc\) with \(H = \tfrac12
/// \begin{pmatrix}-\Delta & \Omega\\ \Omega & \Delta\end{pmatrix}\): Rabi's oscillation.
class ComplexSpaceTest {
    private static final double DETUNING = .6;
    private static final double COUPLING = 1.7;
    private static final double RABI = Math.hypot(DETUNING, COUPLING);

    private static final Ode TWO_LEVELS = Ode.of((t, c, d) -> {
                // d = -i H c
                d[0] = .5 * (-DETUNING * c[1] + COUPLING * c[3]);
                d[1] = -.5 * (-DETUNING * c[0] + COUPLING * c[2]);
                d[2] = .5 * (COUPLING * c[1] + DETUNING * c[3]);
                d[3] = -.5 * (COUPLING * c[0] + DETUNING * c[2]);
            })
            .on(ComplexSpace.PAIRS);
    private static final double[] LOWER = ComplexSpace.state(Complex.ONE, Complex.ZERO);

    private static double[] exact(double t) {
        double c = Math.cos(RABI * t / 2), s = Math.sin(RABI * t / 2);
        return new double[] {c, DETUNING / RABI * s, 0, -COUPLING / RABI * s};
    }

    private static double upper(double[] c) {
        return c[2] * c[2] + c[3] * c[3];
    }

    static Stream<Solver> solvers() {
        return Stream.of(
                new Tsit5(),
                new Vern8(),
                new Dopri8(),
                new Odex(),
                new Adams(),
                new Rock4(),
                new Rodas5P(),
                new Kvaerno5(),
                new Radau(3),
                new VariableRadau(),
                new Bdf(),
                new AutoSwitch());
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void amplitudes_of_a_driven_two_level_system_follow_rabi(Solver solver) {
        double tolerance = 1e-8;
        var s = Solve.of(TWO_LEVELS)
                .span(0, 10)
                .y0(LOWER)
                .solver(solver)
                .controller(Pid.tol(tolerance, tolerance))
                .saveAt(SaveAt.everything())
                .events(Event.<double[]>of((t, c) -> upper(c) - .5 * COUPLING * COUPLING / RABI / RABI)
                        .up())
                .run();
        // errors grow linearly in time; Bdf's constant is the largest
        for (int i = 0; i <= 200; i++)
            assertThat(s.evaluate(i / 20.0)).containsExactly(exact(i / 20.0), within(300 * tolerance));
        // half of the largest occupation at Wt = pi/2, 5 pi/2, ...
        assertThat(s.events()).hasSize(3);
        for (int k = 0; k < 3; k++)
            assertThat(s.events().get(k).t()).isCloseTo((2 * k + .5) * Math.PI / RABI, within(300 * tolerance));
        assertThat(ComplexSpace.component(1, s.y1()).norm()).isCloseTo(Math.sqrt(upper(exact(10))), within(1e-5));
    }

    @Test
    void fixed_steps_of_gauss_keep_the_probability() {
        var s = Solve.of(TWO_LEVELS)
                .span(0, 100)
                .y0(LOWER)
                .solver(new GaussLegendre(2))
                .controller(new FixedStep(.1, Tolerance.of(1e-12, 1e-12)))
                .run();
        double probability = upper(s.y1()) + s.y1()[0] * s.y1()[0] + s.y1()[1] * s.y1()[1];
        assertThat(probability).isCloseTo(1, within(1e-9));
        assertThat(s.y1()).containsExactly(exact(100), within(1e-3));
    }

    /// \(y' = i\,a(t)\,y\) from a phase: the real and the imaginary part pass through zero at other times, their
    /// modulus does not.
    @Test
    void the_phase_of_the_state_does_not_change_the_steps() {
        Ode turning = Ode.of((t, y, d) -> {
            double a = 3 + 2 * Math.cos(t);
            d[0] = -a * y[1];
            d[1] = a * y[0];
        });
        double[] reference = steps(turning.on(ComplexSpace.PAIRS), 0);
        boolean partsDiffer = false;
        for (double phase : new double[] {.4, 1, 1.57, 2.2}) {
            assertThat(steps(turning.on(ComplexSpace.PAIRS), phase)).containsExactly(reference, within(1e-6));
            partsDiffer |= Math.abs(steps(turning, phase)[5] - steps(turning, 0)[5]) > 1e-4;
        }
        assertThat(partsDiffer).as("the real norm sees the phase").isTrue();
    }

    private static double[] steps(Ode ode, double phase) {
        return Solve.of(ode)
                .span(0, 5)
                .y0(new double[] {Math.cos(phase), Math.sin(phase)})
                .controller(Pid.tol(1e-6, 1e-9).startingWith(.01))
                .saveAt(SaveAt.steps())
                .run()
                .ts();
    }

    static Stream<Solver> stiff() {
        return Stream.of(new Rodas5P(), new Kvaerno5(), new Radau(3), new Bdf(), new AutoSwitch());
    }

    /// \(y' = -1000\,(y - g + \tfrac12\overline{(y - g)}) + g'\) with \(g = e^{it}\), not analytic in \(y\).
    @ParameterizedTest
    @MethodSource("stiff")
    void a_stiff_equation_with_conjugates_has_the_real_jacobian(Solver solver) {
        Ode ode = Ode.of((t, y, d) -> {
                    d[0] = -1500 * (y[0] - Math.cos(t)) - Math.sin(t);
                    d[1] = -500 * (y[1] - Math.sin(t)) + Math.cos(t);
                })
                .on(ComplexSpace.PAIRS);
        var s = Solve.of(ode)
                .span(0, 10)
                .y0(new double[] {1.5, -.5})
                .solver(solver)
                .controller(Pid.tol(1e-6, 1e-6))
                .run();
        assertThat(s.y1()).containsExactly(new double[] {Math.cos(10), Math.sin(10)}, within(1e-4));
        assertThat(s.statistics().steps()).isLessThan(1000);
    }

    @Test
    void errors_are_measured_by_moduli_of_any_size() {
        double[] v = {3e-5, 4e-5, 0, 0}, y = {0, 2, 1, 0}, z = {1.2, 1.6, 0, 0};
        var tolerance = Tolerance.of(1e-5, 1e-6);
        double first = 5e-5 / (1e-6 + 2e-5);
        assertThat(ComplexSpace.PAIRS.scaledNorm(v, y, z, tolerance)).isCloseTo(first / Math.sqrt(2), within(1e-12));
        assertThat(ComplexSpace.PAIRS.scaledNorm(v, y, z, tolerance.with(Norm.MAX)))
                .isCloseTo(first, within(1e-12));
        double[] huge = {3e200, 4e200};
        assertThat(ComplexSpace.PAIRS.scaledNorm(huge, huge, huge, Tolerance.of(1, 0)))
                .isCloseTo(1, within(1e-12));
        double[] bad = {1, Double.NaN};
        assertThat(ComplexSpace.PAIRS.scaledNorm(bad, huge, huge, tolerance)).isNaN();
    }

    @Test
    void a_run_is_saved_and_resumed_to_the_same_bits() {
        for (Solver solver : new Solver[] {new Tsit5(), new Rodas5P()}) {
            var problem = Solve.of(TWO_LEVELS).span(0, 10).y0(LOWER).solver(solver);
            var first = problem.start();
            for (int i = 0; i < 7; i++) first.step();
            var second = problem.resume(first.save());
            while (second.step()) {}
            assertThat(second.solution().y1()).isEqualTo(problem.run().y1());
        }
    }

    @Test
    void states_of_odd_length_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Solve.of(TWO_LEVELS).span(0, 1).y0(new double[3]).run())
                .withMessageContaining("its length must be even, not 3");
    }
}
