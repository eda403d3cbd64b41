package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Event;
import org.onsager.solve.Jumps;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solution;
import org.onsager.solve.Solve;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;

class PoissonJumpsTest {
    private static final RandomStream STREAM = RandomStream.of(20).split("jumps");
    private static final Ode REST = Ode.of((t, y, f) -> f[0] = 0);
    private static final Ode DECAY = Ode.of((t, y, f) -> f[0] = -y[0]);

    private static Solution<double[]> run(Ode ode, double end, double y0, PoissonJumps<double[]> jumps) {
        return Solve.of(ode)
                .span(0, end)
                .y0(new double[] {y0})
                .solver(new Tsit5())
                .controller(Pid.tol(1e-6, 1e-8))
                .jumps(jumps)
                .run();
    }

    /// The mean of `count` draws lies within four standard errors (99.994 %) of the exact one.
    private static void mean(IntToDoubleFunction draw, int count, double mean, double variance) {
        double[] values = IntStream.range(0, count).mapToDouble(draw).toArray();
        double sum = 0, square = 0;
        for (double each : values) sum += each;
        for (double each : values) square += (each - mean) * (each - mean);
        assertThat(sum / count).isCloseTo(mean, within(4 * Math.sqrt(variance / count)));
        // the variance of a sample variance is about 2 sigma^4/n for these laws, up to kurtosis
        assertThat(square / count).isCloseTo(variance, within(10 * variance / Math.sqrt(count)));
    }

    @Test
    void counts_at_a_constant_rate_are_poisson() {
        mean(
                i -> run(REST, 3, 0, PoissonJumps.constant(STREAM.at(i), 2.5, (t, y, r) -> new double[] {y[0] + 1}))
                        .y1()[0],
                4000,
                7.5,
                7.5);
    }

    @Test
    void counts_at_an_intensity_that_varies_in_time_are_poisson_with_its_integral() {
        double integral = 2 * 3 + 1.5 * (1 - Math.cos(3));
        mean(
                i -> run(
                                REST,
                                3,
                                0,
                                PoissonJumps.thinned(STREAM.at(i), 3.5, (t, y) -> 2 + 1.5 * Math.sin(t), (t, y, r) ->
                                        new double[] {y[0] + 1}))
                        .y1()[0],
                4000,
                integral,
                integral);
    }

    @Test
    void deaths_at_an_intensity_that_depends_on_the_state_leave_a_binomial_number() {
        // each of 20 dies at the rate 0.7: Binomial(20, e^-0.7) after 1
        double p = Math.exp(-.7);
        mean(
                i -> run(REST, 1, 20, PoissonJumps.thinned(STREAM.at(i), 14, (t, y) -> .7 * y[0], (t, y, r) ->
                                new double[] {y[0] - 1}))
                        .y1()[0],
                4000,
                20 * p,
                20 * p * (1 - p));
    }

    @Test
    void a_decay_that_is_kicked_has_the_moments_of_shot_noise() {
        double rate = 4, end = 2;
        mean(
                i -> run(DECAY, end, 1, PoissonJumps.constant(STREAM.at(i), rate, (t, y, r) -> new double[] {y[0] + 1}))
                        .y1()[0],
                4000,
                Math.exp(-end) + rate * (1 - Math.exp(-end)),
                .5 * rate * (1 - Math.exp(-2 * end)));
    }

    @Test
    void mertons_jump_diffusion_has_its_mean_and_log_variance() {
        double mu = .1, sigma = .3, rate = 3, size = .2, end = 1;
        var sde = Sde.ito((t, y, f) -> f[0] = mu * y[0]).diagonal((t, y, s) -> s[0] = sigma * y[0]);
        int count = 3000;
        double sum = 0, square = 0, logs = 0, logSquares = 0;
        for (int i = 0; i < count; i++) {
            var path = new BrownianInterval(STREAM.split("w").at(i), Layout.of(1), 0, end, 1e-4);
            double y = Solve.of(sde.drivenBy(path))
                    .span(0, end)
                    .y0(new double[] {1})
                    .solver(new SRIW1())
                    .fixedStep(.05)
                    .jumps(PoissonJumps.constant(STREAM.at(i), rate, (t, s, r) ->
                            new double[] {s[0] * Math.exp(size * r.nextGaussian())}))
                    .run()
                    .y1()[0];
            sum += y;
            square += y * y;
            logs += Math.log(y);
            logSquares += Math.log(y) * Math.log(y);
        }
        double mean = Math.exp(mu * end + rate * end * (Math.exp(.5 * size * size) - 1));
        double error = Math.sqrt((square / count - sum * sum / count / count) / count);
        assertThat(sum / count).isCloseTo(mean, within(4 * error));
        double variance = logSquares / count - logs * logs / count / count;
        double exact = sigma * sigma * end + rate * end * size * size;
        assertThat(variance).isCloseTo(exact, within(6 * exact * Math.sqrt(2.0 / count)));
    }

    @Test
    void jumps_do_not_depend_on_solver_tolerance_or_step_and_keep_both_limits() {
        var jumps = PoissonJumps.<double[]>constant(STREAM.at(3), 5, (t, y, r) -> new double[] {y[0] + r.nextDouble()})
                .named("kick");
        var run = Solve.of(DECAY).span(0, 2).y0(new double[] {1}).jumps(jumps);
        var exact = run.solver(new Dopri5()).controller(Pid.tol(1e-10, 1e-12)).run();
        assertThat(exact.events()).hasSizeGreaterThan(4);
        for (var other : new Solution<?>[] {
            run.solver(new Tsit5()).controller(Pid.tol(1e-4, 1e-6)).run(),
            run.solver(new RK4()).fixedStep(.01).run(),
            run.solver(new RK4()).fixedStep(.3).run()
        }) {
            assertThat(other.events()).hasSameSizeAs(exact.events());
            for (int k = 0; k < exact.events().size(); k++) {
                var here = exact.events().get(k);
                assertThat(other.events().get(k).t()).isEqualTo(here.t());
                double[] after = (double[]) other.events().get(k).after();
                assertThat(after[0]).isCloseTo(here.after()[0], within(1e-3));
            }
        }
        assertThat(exact.events().getFirst().name()).isEqualTo("kick");
        for (var each : exact.events()) assertThat(each.after()[0]).isGreaterThan(each.before()[0]);
        var first = exact.events().getFirst();
        assertThat(first.before()[0]).isCloseTo(Math.exp(-first.t()), within(1e-9));
        // a saved time at the jump gives the left limit, the dense solution just after it the right one
        var dense = run.solver(new Tsit5())
                .controller(Pid.tol(1e-8, 1e-10))
                .saveAt(SaveAt.ts(first.t()).dense())
                .run();
        assertThat(dense.ys().getFirst()[0]).isCloseTo(first.before()[0], within(1e-7));
        assertThat(dense.evaluate(first.t() + 1e-9)[0]).isCloseTo(first.after()[0], within(1e-6));
    }

    @Test
    void jumps_and_events_live_together() {
        var jumps = PoissonJumps.<double[]>constant(STREAM.at(5), 3, (t, y, r) -> new double[] {y[0] + 1});
        var s = Solve.of(REST)
                .span(0, 1e3)
                .y0(new double[] {0})
                .jumps(jumps)
                .events(Event.when((t, y) -> y[0] > 9.5))
                .run();
        // the tenth jump makes the statement true
        assertThat(s.y1()[0]).isEqualTo(10);
        assertThat(s.events().getLast().name()).isEqualTo("condition");
        assertThat(s.events()).hasSize(11);
    }

    @Test
    void doses_at_given_times_add_up() {
        double[] times = {.5, 1, 1.5};
        for (double step : new double[] {0, .2}) {
            var run = Solve.of(DECAY)
                    .span(0, 2)
                    .y0(new double[] {1})
                    .solver(new Dopri5())
                    .controller(Pid.tol(1e-10, 1e-12))
                    .jumps(Jumps.at(times, (t, y) -> new double[] {y[0] + 2}));
            var s = (step > 0 ? run.solver(new Vern7()).fixedStep(step) : run).run();
            double exact = Math.exp(-2) + 2 * (Math.exp(-1.5) + Math.exp(-1) + Math.exp(-.5));
            assertThat(s.y1()[0]).isCloseTo(exact, within(1e-8));
            assertThat(s.events()).extracting(Event.Occurrence::t).containsExactly(.5, 1., 1.5);
        }
    }

    @Test
    void an_intensity_above_its_bound_and_backward_runs_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> run(REST, 10, 0, PoissonJumps.thinned(STREAM, 1, (t, y) -> 2, (t, y, r) -> y.clone())))
                .withMessageContaining("must be in [0, 1.0], its bound, not 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(REST, -1, 0, PoissonJumps.constant(STREAM, 1, (t, y, r) -> y.clone())))
                .withMessageContaining("forwards in time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoissonJumps.<double[]>constant(STREAM, 0, (t, y, r) -> y.clone()))
                .withMessageContaining("rate must be in (0, inf)");
    }
}
