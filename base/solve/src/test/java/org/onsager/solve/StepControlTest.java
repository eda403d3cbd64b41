package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.multistep.Bdf;

class StepControlTest {
    @Test
    void elementary_controller_is_the_textbook_formula() {
        var history = Pid.tol(1e-6, 1e-6).factors(.2, 10).begin(4);
        assertThat(history.growth(.5)).isCloseTo(.9 * Math.pow(2, .2), within(1e-15));
        assertThat(history.shrink(32)).isCloseTo(.9 / 2, within(1e-15));
        assertThat(history.growth(0)).isEqualTo(10);
        assertThat(history.accepts(1)).isFalse();
        assertThat(history.shrink(1e9)).isEqualTo(.2);
    }

    @Test
    void pi_controller_uses_the_error_of_the_step_before() {
        var history =
                Pid.tol(1e-6, 1e-6).coefficients(.4, .3, 0).factors(.2, 10).begin(4);
        double first = history.growth(.25);
        assertThat(first).isCloseTo(.9 * Math.pow(4, .7 / 5), within(1e-15));
        assertThat(history.growth(.5)).isCloseTo(.9 * Math.pow(2, .7 / 5) * Math.pow(4, -.4 / 5), within(1e-15));
    }

    @Test
    void evaluations_are_within_a_fifth_of_scipys_for_the_same_methods() {
        // SciPy 1.10, Lotka-Volterra of the specification, rtol 1e-6, atol 1e-9
        assertThat(evaluations(new Dopri5())).isLessThan(1.2 * 620);
        assertThat(evaluations(new Dop853())).isLessThan(1.2 * 662);
        assertThat(evaluations(Radau.order5())).isLessThan(1.5 * 2285);
        assertThat(evaluations(new Bdf())).isLessThan(1.5 * 937);
    }

    private static double evaluations(Solver solver) {
        return Solve.of(SolveTest.LOTKA_VOLTERRA)
                .span(0, 10)
                .y0(new double[] {1, 1})
                .solver(solver)
                .controller(Pid.tol(1e-6, 1e-9).factors(.2, 10))
                .run()
                .statistics()
                .rates();
    }

    @Test
    void a_stop_between_grid_points_leaves_the_grid_of_fixed_steps_as_it_is() {
        assertThat(gridWithStops(0, 1, .25)).containsExactly(0, .25, .5, 1);
        assertThat(gridWithStops(0, 2, .25, .5, .75, 1.75)).containsExactly(0, .25, .5, .75, 1, 1.5, 1.75, 2);
        assertThat(gridWithStops(1, 0, .75)).containsExactly(1, .75, .5, 0);
        assertThat(gridWithStops(0, 1, .1, .2, .3)).containsExactly(0, .1, .2, .3, .5, 1);
    }

    @Test
    void after_a_jump_fixed_steps_start_a_new_grid() {
        var s = Solve.of(SolveTest.OSCILLATOR)
                .span(0, 1.5)
                .y0(new double[] {0, 1})
                .jumpTs(.25)
                .fixedStep(.5)
                .saveAt(SaveAt.steps())
                .run();
        assertThat(s.ts()).containsExactly(0, Math.nextDown(.25), .75, 1.25, 1.5);
    }

    private static double[] gridWithStops(double from, double to, double... stops) {
        return Solve.of(SolveTest.OSCILLATOR)
                .span(from, to)
                .y0(new double[] {0, 1})
                .stepTs(stops)
                .fixedStep(.5)
                .saveAt(SaveAt.steps())
                .run()
                .ts();
    }

    @Test
    void requested_stops_are_met_exactly_and_the_span_ends_exactly() {
        double[] stops = {.1, .7, 1.3};
        var s = Solve.of(SolveTest.OSCILLATOR)
                .span(0, 2)
                .y0(new double[] {0, 1})
                .stepTs(stops)
                .saveAt(SaveAt.steps())
                .run();
        assertThat(s.ts()).contains(stops);
        assertThat(s.ts()[s.ts().length - 1]).isEqualTo(2.0);
    }

    @Test
    void component_tolerances_seminorms_and_the_maximum_norm_are_respected() {
        var tight = new Tolerance(new double[] {1e-10, 1}, new double[] {1e-12, 1}, Norm.RMS);
        var loose = Solve.of(SolveTest.LOTKA_VOLTERRA)
                .span(0, 5)
                .y0(new double[] {1, 1})
                .controller(Pid.tol(tight))
                .run();
        var maximum = Solve.of(SolveTest.LOTKA_VOLTERRA)
                .span(0, 5)
                .y0(new double[] {1, 1})
                .controller(Pid.tol(Tolerance.of(1e-8, 1e-8).with(Norm.MAX)))
                .run();
        var rms = Solve.of(SolveTest.LOTKA_VOLTERRA)
                .span(0, 5)
                .y0(new double[] {1, 1})
                .controller(Pid.tol(1e-8, 1e-8))
                .run();
        assertThat(maximum.statistics().steps())
                .isGreaterThanOrEqualTo(rms.statistics().steps());
        assertThat(loose.statistics().steps()).isGreaterThan(20);
        var semi = Solve.of(Ode.of((t, y, d) -> {
                    d[0] = -y[0];
                    d[1] = 1000 * Math.cos(1000 * t);
                }))
                .span(0, 1)
                .y0(new double[] {1, 0})
                .controller(Pid.tol(Tolerance.of(1e-6, 1e-6).with(Norm.ofFirst(1))))
                .run();
        assertThat(semi.statistics().steps()).isLessThan(20);
    }

    @Test
    void stepping_by_hand_is_the_same_as_running() {
        var problem = Solve.of(SolveTest.LOTKA_VOLTERRA)
                .span(0, 5)
                .y0(new double[] {1, 1})
                .solver(new Tsit5());
        var integrator = problem.start();
        int steps = 0;
        boolean more = true;
        while (more) {
            more = integrator.step();
            steps++;
        }
        var run = problem.run();
        assertThat(integrator.state()).isEqualTo(run.y1());
        assertThat(steps).isEqualTo((int) run.statistics().accepted());
        assertThat(integrator.fraction()).isEqualTo(1);
    }

    @Test
    void event_roots_are_found_to_rounding_for_random_crossings() {
        var random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            double level = random.nextDouble(-.9, .9);
            var s = Solve.of(SolveTest.OSCILLATOR)
                    .span(0, 5)
                    .y0(new double[] {0, 1})
                    .solver(new Dop853())
                    .controller(Pid.tol(1e-12, 1e-12))
                    .events(Event.zero((t, y) -> y[0] - level).down())
                    .run();
            assertThat(s.events().getFirst().t()).isCloseTo(Math.PI - Math.asin(level), within(1e-10));
        }
    }

    @Test
    void steady_state_event_stops_a_relaxation() {
        var relax = Ode.of((t, y, dy) -> dy[0] = 2 - y[0]);
        var s = Solve.of(relax)
                .span(0, 1e6)
                .y0(new double[] {0})
                .events(Event.steadyState(relax, Tolerance.of(1e-6, 1e-6)))
                .run();
        assertThat(s.status()).isEqualTo(Status.EVENT);
        assertThat(s.y1()[0]).isCloseTo(2, within(1e-5));
        assertThat(s.t1()).isLessThan(20);
    }
}
