package org.onsager.solve.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.Event;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Status;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Tsit5;

class DelayProblemTest {
    @Test
    void pure_delay_follows_its_piecewise_polynomial() {
        var problem =
                new DelayProblem((t, y, past, dy) -> dy[0] = -past[0][0], new double[] {1}, t -> new double[] {1});
        var s = problem.solve(new Tsit5(), Tolerance.of(1e-9, 1e-12), 0, 5);
        for (double t = .25; t < 5; t += .5) {
            double exact = 0, factorial = 1;
            for (int k = 0; k <= (int) Math.floor(t) + 1; k++) {
                if (k > 0) factorial *= k;
                exact += (k % 2 == 0 ? 1 : -1) * Math.pow(t - k + 1, k) / factorial;
            }
            assertThat(s.evaluate(t)[0]).isCloseTo(exact, within(1e-9));
        }
    }

    @Test
    void two_lags_with_an_exponential_solution() {
        // y = exp(-t) solves y' = a y(t-1) + b y(t-.3) with a e + b e^.3 = -1
        double a = .2, b = (-1 - a * Math.E) / Math.exp(.3);
        var problem =
                new DelayProblem((t, y, past, dy) -> dy[0] = a * past[0][0] + b * past[1][0], new double[] {1, .3}, t ->
                        new double[] {Math.exp(-t)});
        var s = problem.solve(new Dop853(), Tolerance.of(1e-10, 1e-12), 0, 3);
        assertThat(s.y1()[0]).isCloseTo(Math.exp(-3), within(1e-8));
    }

    /// \(y' = -y(t-1)\) from 1, set to 1.5 when it comes down to 0.5 at 0.5: \(2 - t\) up to 1, then \(y' = t -
    /// 2\) to 0.625 at 1.5, where the jump comes back as one of the derivative, and \(y' = t - 3\) to 0 at 2.
    @Test
    void a_reset_comes_back_after_the_lag_as_a_break_of_the_derivative() {
        var problem =
                new DelayProblem((t, y, past, dy) -> dy[0] = -past[0][0], new double[] {1}, t -> new double[] {1});
        var s = problem.solve(
                new Tsit5(),
                Tolerance.of(1e-9, 1e-12),
                0,
                2,
                p -> p.events(Event.zero((t, y) -> t < 1 ? y[0] - .5 : 1).down().reset((t, y) -> new double[] {1.5}))
                        .saveAt(SaveAt.ts(1, 1.5, 1.75, 2).dense()));
        assertThat(s.events()).hasSize(1);
        assertThat(s.events().getFirst().t()).isCloseTo(.5, within(1e-9));
        assertThat(s.ys())
                .extracting(y -> y[0])
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-8 ? 0 : 1)
                .containsExactly(1., .625, .25 + .03125, 0.);
        // without the break the step control would grope for it
        assertThat(s.statistics().rejected()).isLessThan(3);
    }

    @Test
    void lags_must_be_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DelayProblem((t, y, p, d) -> {}, new double[] {0}, t -> new double[1]))
                .withMessageContaining("lags must be in (0, inf)");
    }

    @Test
    void a_failed_run_is_thrown_or_gives_its_part() {
        var problem =
                new DelayProblem((t, y, late, rate) -> rate[0] = -late[0][0], new double[] {1}, t -> new double[] {1});
        var tolerance = Tolerance.of(1e-8, 1e-8);
        assertThatThrownBy(() -> problem.solve(new Tsit5(), tolerance, 0, 20, run -> run.maxSteps(5)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("used up 5 steps");
        var part = problem.solve(
                new Tsit5(), tolerance, 0, 20, run -> run.maxSteps(5).throwing(false));
        assertThat(part.status()).isEqualTo(Status.MAX_STEPS);
        // y = 1 - t up to the first lag
        assertThat(part.evaluate(.5)[0]).isCloseTo(.5, within(1e-9));
    }
}
