package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern9;

class SolveTest {
    static final Ode DECAY = Ode.of((t, y, dy) -> dy[0] = -y[0]);
    static final Ode OSCILLATOR = Ode.of((t, y, dy) -> {
        dy[0] = y[1];
        dy[1] = -y[0];
    });
    static final Ode LOTKA_VOLTERRA = Ode.of((t, y, dy) -> {
        dy[0] = 1.5 * y[0] - y[0] * y[1];
        dy[1] = -3 * y[1] + y[0] * y[1];
    });

    @Test
    void lotka_volterra_ends_where_it_should() {
        for (Solver solver : new Solver[] {new Dop853(), new Tsit5(), new Vern7(), new Vern9()}) {
            var s = Solve.of(LOTKA_VOLTERRA)
                    .span(0, 10)
                    .y0(new double[] {1, 1})
                    .solver(solver)
                    .controller(Pid.tol(1e-12, 1e-12))
                    .run();
            assertThat(s.y1()[0]).isCloseTo(1.026344767575, within(1e-8));
            assertThat(s.y1()[1]).isCloseTo(.909691078136, within(1e-8));
        }
    }

    @Test
    void arenstorf_orbit_closes() {
        double mu = .012277471;
        var orbit = Ode.of((t, y, dy) -> {
            double a = Math.pow((y[0] + mu) * (y[0] + mu) + y[1] * y[1], 1.5);
            double b = Math.pow((y[0] - 1 + mu) * (y[0] - 1 + mu) + y[1] * y[1], 1.5);
            dy[0] = y[2];
            dy[1] = y[3];
            dy[2] = y[0] + 2 * y[3] - (1 - mu) * (y[0] + mu) / a - mu * (y[0] - 1 + mu) / b;
            dy[3] = y[1] - 2 * y[2] - (1 - mu) * y[1] / a - mu * y[1] / b;
        });
        double[] start = {.994, 0, 0, -2.00158510637908252};
        for (Solver solver : new Solver[] {new Dop853(), new Vern9()}) {
            var s = Solve.of(orbit)
                    .span(0, 17.0652165601579625588917)
                    .y0(start)
                    .solver(solver)
                    .controller(Pid.tol(1e-12, 1e-14))
                    .run();
            assertThat(s.y1()[0]).isCloseTo(start[0], within(1e-6));
            assertThat(s.y1()[1]).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void backward_in_time_undoes_forward() {
        var forward = Solve.of(LOTKA_VOLTERRA)
                .span(0, 3)
                .y0(new double[] {1, 2})
                .controller(Pid.tol(1e-11, 1e-11))
                .run();
        var back = Solve.of(LOTKA_VOLTERRA)
                .span(3, 0)
                .y0(forward.y1())
                .controller(Pid.tol(1e-11, 1e-11))
                .run();
        assertThat(back.y1()).containsExactly(new double[] {1, 2}, within(1e-8));
    }

    @Test
    void fixed_steps_end_exactly_at_the_end_and_count_right() {
        var s = Solve.of(DECAY)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(new RK4())
                .fixedStep(0.1)
                .saveAt(SaveAt.steps())
                .run();
        assertThat(s.ts()).hasSize(11);
        assertThat(s.t1()).isEqualTo(1.0);
        assertThat(s.ts()[3]).isEqualTo(3 * 0.1);
        assertThat(s.statistics().accepted()).isEqualTo(10);
        assertThat(s.statistics().rates()).isEqualTo(40);
    }

    @Test
    void saved_times_come_from_dense_output_and_match_closed_form() {
        var times = new double[] {0, .3, 1.7, 2.0};
        var s = Solve.of(OSCILLATOR)
                .span(0, 2)
                .y0(new double[] {0, 1})
                .controller(Pid.tol(1e-10, 1e-10))
                .solver(new Vern7())
                .saveAt(SaveAt.ts(times).dense())
                .run();
        for (int i = 0; i < times.length; i++) assertThat(s.ys().get(i)[0]).isCloseTo(Math.sin(times[i]), within(1e-9));
        for (double t = 0; t <= 2; t += .13) {
            assertThat(s.evaluate(t)[0]).isCloseTo(Math.sin(t), within(1e-9));
            assertThat(s.derivative(t)[0]).isCloseTo(Math.cos(t), within(1e-7));
        }
    }

    @Test
    void bouncing_ball_event_comes_at_closed_form_time_and_bounces() {
        var fall = Ode.of((t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -8;
        });
        var ground = Event.zero((t, y) -> y[0]).down();
        var s = Solve.of(fall)
                .span(0, 10)
                .y0(new double[] {10, 0})
                .events(ground.terminal())
                .run();
        assertThat(s.status()).isEqualTo(Status.EVENT);
        assertThat(s.t1()).isCloseTo(Math.sqrt(20.0 / 8), within(1e-12));
        assertThat(s.y1()[1]).isCloseTo(-12.6491106, within(1e-7));
        var bounce = Solve.of(fall)
                .span(0, 6)
                .y0(new double[] {10, 0})
                .events(ground.reset((t, y) -> new double[] {0, -.5 * y[1]}))
                .saveAt(SaveAt.everything())
                .run();
        double impact = Math.sqrt(20.0 / 8);
        var hits = new ArrayList<Double>();
        bounce.events().forEach(e -> hits.add(e.t()));
        assertThat(hits.get(0)).isCloseTo(impact, within(1e-12));
        assertThat(hits.get(1)).isCloseTo(impact + impact, within(1e-11));
        assertThat(hits.get(2)).isCloseTo(impact * 2.5, within(1e-11));
        assertThat(bounce.evaluateLeft(hits.get(0))[1]).isNegative();
        assertThat(bounce.evaluate(hits.get(0))[1]).isPositive();
    }

    @Test
    void two_crossings_within_one_step_are_both_found() {
        var still = Ode.of((t, y, dy) -> dy[0] = 1);
        var twice = Event.zero((t, y) -> (y[0] - .4) * (y[0] - .5));
        var s = Solve.of(still)
                .span(0, 1)
                .y0(new double[] {0})
                .solver(new Heun())
                .fixedStep(1)
                .events(twice)
                .run();
        assertThat(s.events()).hasSize(2);
        assertThat(s.events().get(0).t()).isCloseTo(.4, within(1e-14));
        assertThat(s.events().get(1).t()).isCloseTo(.5, within(1e-14));
        assertThat(s.statistics().events()).isEqualTo(2);
    }

    @Test
    void observers_and_streams_see_the_solution_and_a_stream_may_stop_it() {
        var seen = new ArrayList<Double>();
        var s = Solve.of(OSCILLATOR)
                .span(0, 100)
                .y0(new double[] {0, 1})
                .observe("energy", SaveAt.everyStep(2), (t, y) -> new double[] {y[0] * y[0] + y[1] * y[1]})
                .stream(SaveAt.steps(), (t, y) -> {
                    seen.add(t);
                    return t < 5;
                })
                .run();
        assertThat(s.status()).isEqualTo(Status.CALLBACK_STOP);
        assertThat(s.t1()).isBetween(5.0, 7.0);
        assertThat(seen).hasSize((int) s.statistics().accepted() + 1);
        assertThat(s.output("energy").values()).allSatisfy(e -> assertThat(e[0]).isCloseTo(1, within(1e-4)));
        assertThat(s.output("energy").ts().length).isEqualTo(s.statistics().accepted() / 2);
    }

    @Test
    void a_jump_of_the_right_hand_side_is_met_exactly() {
        var step = Ode.of((t, y, dy) -> dy[0] = t < .3 ? 1 : -2);
        var s = Solve.of(step).span(0, 1).y0(new double[] {0}).jumpTs(.3).run();
        assertThat(s.y1()[0]).isCloseTo(.3 - 1.4, within(1e-14));
        assertThat(s.statistics().rejected()).isZero();
    }
}
