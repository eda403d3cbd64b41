package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.explicit.RK4;

/// Ties, statements and resets, each on \(y' = 1\) from 0.
class EventTest {
    private static final Ode CLOCK = Ode.of((t, y, dy) -> dy[0] = 1);
    private static final Solve<double[]> GOOD = Solve.of(CLOCK).span(0, 1).y0(new double[] {0});

    private static Event<double[]> at(double value, String name) {
        return Event.zero((t, y) -> y[0] - value).named(name);
    }

    private static String names(Solution<double[]> solution) {
        return String.join(
                " ", solution.events().stream().map(Event.Occurrence::name).toList());
    }

    @Test
    void simultaneous_events_all_happen_in_the_order_of_their_indices() {
        var both = GOOD.events(at(.3, "a"), at(.3, "b"), at(.7, "c")).run();
        assertThat(names(both)).isEqualTo("a b c");
        assertThat(both.events().get(0).t()).isEqualTo(both.events().get(1).t());
        // also where the root is met exactly, at the end of a step
        var grid = GOOD.solver(new RK4())
                .fixedStep(.125)
                .events(at(.5, "a"), at(.5, "b"))
                .run();
        assertThat(names(grid)).isEqualTo("a b");
        var stopped =
                GOOD.events(at(.3, "a"), at(.3, "b").terminal(), at(.3, "c")).run();
        assertThat(names(stopped)).isEqualTo("a b");
        assertThat(stopped.status()).isEqualTo(Status.EVENT);
        assertThat(stopped.message()).contains("event 'b'");
    }

    @Test
    void a_simultaneous_event_sees_the_state_after_the_reset_before_it() {
        var s = GOOD.saveAt(SaveAt.steps().dense())
                .events(
                        at(.3, "back").reset((t, y) -> new double[] {y[0] - 1}),
                        at(.3, "twice").reset((t, y) -> new double[] {2 * y[0]}))
                .run();
        assertThat(names(s)).isEqualTo("back twice");
        assertThat(s.events().get(1).before()[0]).isCloseTo(-.7, within(1e-14));
        assertThat(s.events().get(1).after()[0]).isCloseTo(-1.4, within(1e-14));
        // the fall to -1.4 crossed nothing upwards, so the next crossing is 1.7 later: beyond the span
        assertThat(s.y1()[0]).isCloseTo(-.7, within(1e-12));
    }

    @Test
    void a_terminal_statement_that_is_true_at_the_start_stops_there() {
        var s = GOOD.saveAt(SaveAt.ts(0, .5).withEnd())
                .events(Event.when((t, y) -> y[0] < .4))
                .run();
        assertThat(s.status()).isEqualTo(Status.EVENT);
        assertThat(s.t1()).isZero();
        assertThat(s.unreached()).isOne();
        assertThat(s.events()).hasSize(1);
        assertThat(s.statistics().accepted()).isZero();
        Ode rest = Ode.of((t, y, dy) -> dy[0] = -y[0]);
        var steady = Solve.of(rest)
                .span(0, 1000)
                .y0(new double[] {1e-12})
                .events(Event.steadyState(rest, Tolerance.of(1e-6, 1e-9)))
                .run();
        assertThat(steady.t1()).isZero();
    }

    @Test
    void a_recorded_statement_happens_each_time_that_it_becomes_true() {
        var s = GOOD.span(0, 10)
                .events(Event.when((t, y) -> Math.sin(y[0]) > 0).recorded())
                .run();
        assertThat(s.status()).isEqualTo(Status.SUCCESS);
        assertThat(s.events()).hasSize(2);
        assertThat(s.events().getFirst().t()).isCloseTo(0, within(1e-5));
        assertThat(s.events().getLast().t()).isCloseTo(2 * Math.PI, within(1e-13));
    }

    @Test
    void resets_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GOOD.events(at(.3, "kick").reset((t, y) -> new double[2]))
                        .run())
                .withMessageContaining("reset of event 'kick' must return a state of size 1, not 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GOOD.events(at(.3, "kick").reset((t, y) -> new double[] {Double.NaN}))
                        .run())
                .withMessageContaining("reset of event 'kick'")
                .withMessageContaining("component 0 is NaN");
    }
}
