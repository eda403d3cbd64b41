package org.onsager.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.implicit.AutoSwitch;
import org.onsager.solve.implicit.Kvaerno5;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.implicit.TrBdf2;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.Odex;

/// What a run says of a failure, and what it leaves behind.
class FailureTest {
    private static final Ode DECAY = Ode.of((t, y, dy) -> dy[0] = -y[0]);
    private static final Solve<double[]> GOOD = Solve.of(DECAY).span(0, 1).y0(new double[] {1});

    static Stream<Solver> solvers() {
        return Stream.of(
                new Tsit5(),
                new Rodas5P(),
                new Kvaerno5(),
                new TrBdf2(),
                new Radau(3),
                new Bdf(),
                new Adams(),
                new Odex(),
                new AutoSwitch());
    }

    /// A run creeps up to the time from which f is not finite, and then says so instead of blaming the step.
    @ParameterizedTest
    @MethodSource("solvers")
    void a_field_that_ends_is_told_with_its_component(Solver solver) {
        var poisoned = Ode.of((t, y, dy) -> {
            dy[0] = 0;
            dy[1] = t > .5 ? Double.NaN : 1;
        });
        var s = Solve.of(poisoned)
                .span(0, 1)
                .y0(new double[] {1, 1})
                .solver(solver)
                .saveAt(SaveAt.ts(.25, .75))
                .throwing(false)
                .run();
        assertThat(s.status()).isEqualTo(Status.NONFINITE);
        assertThat(s.message()).contains("not finite at t = ").contains("component 1");
        assertThat(s.t1()).isCloseTo(.5, within(1e-6));
        assertThat(s.y1()[1]).isCloseTo(1.5, within(1e-6));
        assertThat(s.unreached()).isOne();
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void a_blow_up_stops_at_the_singularity_and_not_for_want_of_steps(Solver solver) {
        var blowUp = Ode.of((t, y, dy) -> dy[0] = y[0] * y[0]);
        var s = Solve.of(blowUp)
                .span(0, 2)
                .y0(new double[] {1})
                .solver(solver)
                .throwing(false)
                .run();
        assertThat(s.status()).isIn(Status.DT_MIN, Status.NONFINITE);
        assertThat(s.t1()).isCloseTo(1, within(1e-4));
        assertThat(s.statistics().steps()).isLessThan(10_000);
    }

    @Test
    void outputs_beyond_the_stop_are_not_numbers() {
        var times = SaveAt.ts(.1, .5, .9);
        var s = GOOD.saveAt(times)
                .observe("twice", times, (t, y) -> new double[] {2 * y[0], t})
                .events(Event.zero((t, y) -> t - .3).terminal())
                .run();
        var twice = s.output("twice");
        assertThat(twice.ts()).containsExactly(.1, .5, .9);
        assertThat(twice.values().get(0)[1]).isCloseTo(.1, within(1e-15));
        assertThat(twice.values().get(1)).containsExactly(Double.NaN, Double.NaN);
        assertThat(twice.values().get(2)).hasSize(2);
        assertThat(s.unreached()).isEqualTo(2);
    }

    @Test
    void outputs_and_streams_have_no_dense_solution() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GOOD.observe("y", SaveAt.everything(), (t, y) -> y.clone())
                        .run())
                .withMessageContaining("observe(\"y\") takes values at times");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> GOOD.stream(SaveAt.everything(), (t, y) -> true).run())
                .withMessageContaining("stream takes values at times");
    }

    @Test
    void a_state_too_short_for_its_field_is_told() {
        var plane = Ode.of((t, y, dy) -> {
            dy[0] = y[1];
            dy[1] = -y[0];
        });
        var problem = Solve.of(plane).span(0, 1).y0(new double[] {1});
        for (var each : new Solve<?>[] {problem, problem.solver(new RK4()).fixedStep(.1)})
            assertThatIllegalArgumentException()
                    .isThrownBy(each::run)
                    .withMessageContaining("y0 has 1 components")
                    .withMessageContaining("Index 1");
    }

    @Test
    void a_batch_uses_the_norm_and_the_tolerances_of_a_row() {
        var rows = Ode.of((t, y, dy) -> {
                    for (int i = 0; i < y.length; i++) dy[i] = -y[i];
                })
                .on(new BatchSpace(2, 3));
        double[] y0 = {1, 2, 3, 4, 5, 6};
        var calls = new AtomicInteger();
        Norm counting = scaled -> {
            calls.incrementAndGet();
            assertThat(scaled).hasSize(2);
            return Norm.MAX.of(scaled);
        };
        var problem = Solve.of(rows).span(0, 1).y0(y0);
        problem.controller(Pid.tol(Tolerance.of(1e-6, 1e-9).with(counting))).run();
        assertThat(calls.get()).isPositive();
        double[] atol = {1e-12, 1};
        var byRow = problem.controller(Pid.tol(new Tolerance(new double[] {0}, atol, Norm.RMS)))
                .run();
        double[] all = {1e-12, 1e-12, 1e-12, 1, 1, 1};
        var byComponent = problem.controller(Pid.tol(new Tolerance(new double[] {0}, all, Norm.RMS)))
                .run();
        assertThat(byRow.y1()).containsExactly(byComponent.y1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.controller(Pid.tol(new Tolerance(new double[] {0}, new double[4], Norm.RMS)))
                        .run());
    }
}
