package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.implicit.Kvaerno5;
import org.onsager.solve.implicit.Rodas5P;

/// The "bad input and failure" lines of the specification, each through the public interface.
class BadInputTest {
    static final Ode DECAY = Ode.of((t, y, dy) -> dy[0] = -y[0]);
    static final Solve<double[]> GOOD = Solve.of(DECAY).span(0, 1).y0(new double[] {1});

    private static void refused(Solve<double[]> problem, String... words) {
        assertThatIllegalArgumentException().isThrownBy(problem::run).satisfies(e -> {
            for (String word : words) assertThat(e).hasMessageContaining(word);
        });
    }

    @Test
    void initial_state_and_span_must_be_finite_and_given() {
        refused(GOOD.y0(new double[] {Double.NaN}), "y0 must be finite", "component 0", "NaN");
        refused(GOOD.y0(new double[] {Double.POSITIVE_INFINITY}), "y0 must be finite");
        refused(GOOD.span(0, Double.NaN), "span");
        refused(GOOD.span(1, 1), "span");
        refused(Solve.of(DECAY).span(0, 1), "y0 is missing");
    }

    @Test
    void tolerances_and_steps_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pid.tol(-1, 1e-6))
                .withMessageContaining("rtol must be in [0, inf), not -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pid.tol(0, 0))
                .withMessageContaining("must not both be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pid.tol(Double.NaN, 1))
                .withMessageContaining("rtol");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FixedStep(-.1))
                .withMessageContaining("(0, inf), not -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pid.tol(1e-6, 1e-6).startingWith(-1))
                .withMessageContaining("firstStep");
        assertThatIllegalArgumentException().isThrownBy(() -> GOOD.maxSteps(0)).withMessageContaining("maxSteps");
        refused(
                GOOD.controller(Pid.tol(new Tolerance(new double[] {1e-6}, new double[] {1, 2}, Norm.RMS))),
                "atol must have length 1 or 1, not 2");
    }

    @Test
    void saved_times_must_be_sorted_inside_and_not_nothing() {
        refused(GOOD.saveAt(SaveAt.ts(.5, .2)), "sorted", "0.2 follows 0.5");
        refused(GOOD.saveAt(SaveAt.ts(.5, 2)), "ts must be in [0.0, 1.0], not 2.0", "extrapolated()");
        refused(GOOD.saveAt(new SaveAt(false, false, new double[0], 0, false, false)), "saveAt is empty");
        var s = GOOD.saveAt(SaveAt.ts(.5, 1.05).extrapolated())
                .controller(Pid.tol(1e-10, 1e-10))
                .run();
        assertThat(s.ys().get(1)[0]).isBetween(Math.exp(-1.05) - 1e-5, Math.exp(-1.05) + 1e-5);
    }

    @Test
    void adaptive_control_of_a_method_without_an_estimate_names_the_remedy() {
        refused(GOOD.solver(new RK4()), "RK4 has no error estimate", "fixedStep");
    }

    @Test
    void events_that_return_nan_are_errors() {
        refused(
                GOOD.events(Event.zero((t, y) -> Double.NaN).named("ground")),
                "event 'ground' returned NaN at t = 0.0");
    }

    @Test
    void blow_up_stops_with_the_time_the_component_and_the_last_state() {
        var blowUp = Ode.of((t, y, dy) -> dy[0] = y[0] * y[0]);
        var s = Solve.of(blowUp)
                .span(0, 2)
                .y0(new double[] {1})
                .saveAt(SaveAt.ts(.5, 1.5, 1.9))
                .throwing(false)
                .run();
        assertThat(s.status()).isIn(Status.NONFINITE, Status.DT_MIN, Status.MAX_STEPS);
        assertThat(s.t1()).isBetween(.99, 1.0001);
        assertThat(s.unreached()).isEqualTo(2);
        assertThat(s.ys().get(0)[0]).isBetween(1.999, 2.001);
        assertThat(s.ys().get(2)[0]).isNaN();
        var poisoned = Ode.of((t, y, dy) -> {
            dy[0] = 0;
            dy[1] = t > .5 ? Double.NaN : 1;
        });
        assertThatThrownBy(() -> Solve.of(poisoned).span(0, 1).y0(new double[2]).run())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("not finite at t = ")
                .hasMessageContaining("component 1");
    }

    @Test
    void running_out_of_steps_gives_the_partial_solution_and_says_if_it_is_stiff() {
        var stiff = Ode.of((t, y, dy) -> dy[0] = -1e6 * (y[0] - Math.cos(t)));
        var s = Solve.of(stiff)
                .span(0, 10)
                .y0(new double[] {1})
                .solver(new Tsit5())
                .maxSteps(500)
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.MAX_STEPS);
        assertThat(s.t1()).isBetween(1e-5, 10.0);
        assertThat(s.message()).contains("stiff").contains("maxSteps");
    }

    @Test
    void smallest_step_stops_or_is_forced() {
        var fast = Ode.of((t, y, dy) -> dy[0] = 50 * Math.cos(1000 * t));
        var strict = Solve.of(fast)
                .span(0, 1)
                .y0(new double[] {0})
                .controller(Pid.tol(1e-9, 1e-9).between(1e-2, 1))
                .throwing(false)
                .run();
        assertThat(strict.status()).isEqualTo(Status.DT_MIN);
        assertThat(strict.message()).contains("smallest allowed").contains("component 0 changes fastest");
        var forced = Solve.of(fast)
                .span(0, 1)
                .y0(new double[] {0})
                .controller(Pid.tol(1e-9, 1e-9).forcing(1e-2))
                .run();
        assertThat(forced.status()).isEqualTo(Status.SUCCESS);
        assertThat(forced.statistics().steps()).isLessThan(150);
    }

    @Test
    void newton_failure_is_reported_after_reductions() {
        var sliding = Ode.of((t, y, dy) -> dy[0] = t > .1 ? -1e12 * Math.signum(y[0] - 1.05) : 1)
                .with(Jacobian.dense((t, y, j) -> j[0] = 0));
        var s = Solve.of(sliding)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(new Kvaerno5())
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message()).contains("Newton's iteration did not converge");
        assertThat(s.t1()).isBetween(.09, .1000001);
        assertThat(s.statistics().rejected()).isGreaterThan(10);
    }

    @Test
    void singular_iteration_matrix_is_reported() {
        var singular = Ode.of((t, y, dy) -> dy[0] = 1).with(Mass.diagonal(0));
        var s = Solve.of(singular)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(new Rodas5P())
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.NONLINEAR_DIVERGED);
        assertThat(s.message()).contains("singular");
    }
}
