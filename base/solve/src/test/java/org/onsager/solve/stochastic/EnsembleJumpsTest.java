package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Ensemble;
import org.onsager.solve.Event;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Jumps;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.RowJumps;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Odex;
import org.onsager.solve.symplectic.ReversibleHeun;

class EnsembleJumpsTest {
    private static final RandomStream STREAM = RandomStream.of(31).split("ensemble jumps");
    private static final int ROWS = 60;

    /// A damped oscillator of a frequency that depends on the row.
    private static final Ensemble.Field SWINGS = (t, y, d, first, n) -> {
        for (int r = 0; r < n; r++) {
            d[r] = y[n + r];
            d[n + r] = -(1 + .05 * (first + r)) * y[r] - .3 * y[n + r] + Math.sin(t);
        }
    };

    /// Kicks at a constant rate, losses at an intensity that depends on the state, and a dose at 1.
    private static final RowJumps KICKS = row -> List.of(
            PoissonJumps.constant(STREAM.split("kick").at(row), 3, (t, y, random) ->
                    new double[] {y[0], y[1] + random.nextGaussian()}),
            PoissonJumps.thinned(STREAM.split("loss").at(row), 4, (t, y) -> Math.min(4, y[0] * y[0]), (t, y, random) ->
                    new double[] {.5 * y[0], y[1]}),
            Jumps.at(new double[] {1, 1.03}, (t, y) -> new double[] {y[0] + .1, y[1]}));

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Jumps<double[]>[] kicks(int row) {
        return KICKS.of(row).toArray(new Jumps[0]);
    }

    private static double[] start() {
        var y0 = new double[2 * ROWS];
        for (int r = 0; r < ROWS; r++) y0[r] = 1 + .01 * r;
        return y0;
    }

    private static double[] swings(int block, Solver solver, StepController control) {
        return new Ensemble(2, ROWS, block)
                .solve(SWINGS, start(), p -> p.span(0, 2).solver(solver).controller(control), KICKS);
    }

    private static double[] alone(int row, Solver solver, StepController control) {
        Ode ode = Ode.of((t, y, d) -> SWINGS.rate(t, y, d, row, 1)).on(new BatchSpace(2, 1));
        return Solve.of(ode)
                .span(0, 2)
                .y0(new double[] {1 + .01 * row, 0})
                .solver(solver)
                .controller(control)
                .jumps(kicks(row))
                .run()
                .y1();
    }

    static Stream<Solver> solvers() {
        return Stream.of(new RK4(), new Tsit5(), new Odex(), new Rodas5P(), new ReversibleHeun());
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void a_row_that_jumps_has_the_bits_of_its_single_run_whatever_the_block_and_the_threads(Solver solver)
            throws Exception {
        for (var control : new StepController[] {new FixedStep(.07), Pid.tol(1e-6, 1e-8)}) {
            if (control.adaptive() && solver.errorOrder() == 0) continue;
            double[] here = swings(16, solver, control);
            assertThat(swings(23, solver, control)).isEqualTo(here);
            assertThat(swings(1, solver, control)).isEqualTo(here);
            try (var one = new ForkJoinPool(1);
                    var two = new ForkJoinPool(2)) {
                assertThat(one.submit(() -> swings(16, solver, control)).get()).isEqualTo(here);
                assertThat(two.submit(() -> swings(16, solver, control)).get()).isEqualTo(here);
            }
            for (int row : new int[] {0, 15, 16, 37, ROWS - 1})
                assertThat(new double[] {here[row], here[ROWS + row]}).isEqualTo(alone(row, solver, control));
        }
    }

    private static final Sde NOISY = Sde.ito((t, y, f) -> {
                for (int i = 0; i < y.length; i++) f[i] = -Math.sin(y[i]);
            })
            .diagonal((t, y, s) -> {
                for (int i = 0; i < y.length; i++) s[i] = .3 + .1 * Math.cos(y[i]);
            });

    private static BrownianGrid path(Layout layout) {
        return BrownianGrid.over(STREAM.split("w"), layout.with(Areas.WH), 0, 2, 32);
    }

    private static final RowJumps HOPS = row -> List.of(PoissonJumps.constant(
            STREAM.split("hop").at(row), 2, (t, y, random) -> new double[] {y[0] + random.nextGaussian()}));

    private static double[] noisy(int block, StochasticSolver solver) {
        return new SdeEnsemble(1, ROWS, block)
                .solve(
                        1,
                        layout -> NOISY.drivenBy(path(layout)),
                        new double[ROWS],
                        p -> p.span(0, 2).solver(solver).fixedStep(1 / 16.0),
                        HOPS);
    }

    static Stream<StochasticSolver> stochastic() {
        return Stream.of(new EulerMaruyama(), new SRIW1(), new StochasticTheta(.5), new SplitStepBackwardEuler());
    }

    @ParameterizedTest
    @MethodSource("stochastic")
    void a_row_of_a_jump_diffusion_has_the_bits_of_its_single_run(StochasticSolver solver) throws Exception {
        double[] here = noisy(25, solver);
        assertThat(noisy(7, solver)).isEqualTo(here);
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            assertThat(one.submit(() -> noisy(25, solver)).get()).isEqualTo(here);
            assertThat(two.submit(() -> noisy(25, solver)).get()).isEqualTo(here);
        }
        for (int row : new int[] {0, 24, 25, 59})
            assertThat(Solve.of(NOISY.drivenBy(path(Layout.of(1).rows(row, 1))))
                            .span(0, 2)
                            .y0(new double[] {0})
                            .solver(solver)
                            .fixedStep(1 / 16.0)
                            .jumps(HOPS.of(row).getFirst())
                            .run()
                            .y1()[0])
                    .isEqualTo(here[row]);
    }

    /// Mean and variance of a sample within four standard errors of the exact ones (99.994 % each for a fixed
    /// seed), the variance's error from the sample's fourth moment.
    private static void moments(double[] x, double mean, double variance) {
        int n = x.length;
        double m = Arrays.stream(x).average().orElseThrow();
        double second = Arrays.stream(x).map(v -> (v - m) * (v - m)).sum() / (n - 1);
        double fourth = Arrays.stream(x).map(v -> Math.pow(v - m, 4)).sum() / n;
        assertThat(m).isCloseTo(mean, within(4 * Math.sqrt(variance / n)));
        assertThat(second).isCloseTo(variance, within(4 * Math.sqrt((fourth - second * second) / n)));
    }

    /// \(dX = -\theta X dt + \sigma dW + J dN\) with normal jumps: mean \(x_0 e^{-\theta t} + \lambda m (1 -
    /// e^{-\theta t})/\theta\), variance \((\sigma^2 + \lambda(m^2 + s^2))(1 - e^{-2\theta t})/(2\theta)\). The
    /// method's drift is of order 2: 30 times \((\theta h)^3/6\) of a mean below 0.4 is an eighth of its standard
    /// error.
    @Test
    void an_ornstein_uhlenbeck_process_with_compound_poisson_jumps_has_its_mean_and_variance() {
        double theta = 1.2, sigma = .5, rate = 2.5, m = .4, s = .3, end = 1.5;
        int rows = 40_000;
        var sde = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = -theta * y[i];
                })
                .additive((t, y, g) -> Arrays.fill(g, sigma));
        var y0 = new double[rows];
        Arrays.fill(y0, 2);
        double[] end1 = SdeEnsemble.of(1, rows)
                .solve(
                        1,
                        layout ->
                                sde.drivenBy(BrownianGrid.over(STREAM.split("ou"), layout.with(Areas.WH), 0, end, 30)),
                        y0,
                        p -> p.span(0, end).solver(new SRA1()).fixedStep(end / 30),
                        row -> List.of(PoissonJumps.constant(
                                STREAM.split("size").at(row), rate, (t, y, random) ->
                                        new double[] {y[0] + m + s * random.nextGaussian()})));
        double decay = Math.exp(-theta * end);
        moments(
                end1,
                2 * decay + rate * m * (1 - decay) / theta,
                (sigma * sigma + rate * (m * m + s * s)) * (1 - decay * decay) / (2 * theta));
    }

    /// Merton's model, \(dX = \mu X dt + \sigma X dW + X(e^Y - 1) dN\) with \(Y \sim N(m, s^2)\): \(E X = x_0
    /// e^{(\mu + \lambda(e^{m + s^2/2} - 1)) t}\), \(E X^2 = x_0^2 e^{(2\mu + \sigma^2 + \lambda(e^{2m + 2s^2} -
    /// 1)) t}\). Weak errors of order 1.5 or more at this step are below a tenth of a standard error.
    @Test
    void mertons_model_has_its_mean_and_variance() {
        double mu = .05, sigma = .2, rate = 1.5, m = -.1, s = .15, end = 1;
        int rows = 40_000;
        var sde = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = mu * y[i];
                })
                .diagonal((t, y, g) -> {
                    for (int i = 0; i < y.length; i++) g[i] = sigma * y[i];
                });
        var y0 = new double[rows];
        Arrays.fill(y0, 1);
        double[] prices = SdeEnsemble.of(1, rows)
                .solve(
                        1,
                        layout -> sde.drivenBy(
                                BrownianGrid.over(STREAM.split("merton"), layout.with(Areas.WH), 0, end, 25)),
                        y0,
                        p -> p.span(0, end).solver(new SRIW1()).fixedStep(end / 25),
                        row -> List.of(PoissonJumps.constant(
                                STREAM.split("crash").at(row), rate, (t, y, random) ->
                                        new double[] {y[0] * Math.exp(m + s * random.nextGaussian())})));
        double mean = Math.exp((mu + rate * (Math.exp(m + .5 * s * s) - 1)) * end);
        double square = Math.exp((2 * mu + sigma * sigma + rate * (Math.exp(2 * m + 2 * s * s) - 1)) * end);
        moments(prices, mean, square - mean * mean);
    }

    @Test
    void two_processes_may_jump_at_the_same_time() {
        var twice = Jumps.<double[]>at(new double[] {.5}, (t, y) -> new double[] {2 * y[0]});
        var plus = Jumps.<double[]>at(new double[] {.5, .5}, (t, y) -> new double[] {y[0] + 1});
        Ode rest = Ode.of((t, y, d) -> d[0] = 0);
        var run = Solve.of(rest).span(0, 1).y0(new double[] {1}).jumps(twice, plus);
        assertThat(run.run().y1()[0]).isEqualTo(4);
        assertThat(run.run().events()).hasSize(3);
        assertThat(run.solver(new RK4()).fixedStep(.3).run().y1()[0]).isEqualTo(4);
        double[] rows = Ensemble.of(1, 3)
                .solve(
                        (t, y, d, first, n) -> Arrays.fill(d, 0),
                        new double[] {1, 2, 3},
                        p -> p.span(0, 1).solver(new RK4()).fixedStep(.3),
                        row -> List.of(twice, plus));
        assertThat(rows).containsExactly(4, 6, 8);
    }

    @Test
    void events_are_refused_where_rows_jump() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ensemble(2, ROWS, 8)
                        .solve(
                                SWINGS,
                                start(),
                                p -> p.span(0, 1).fixedStep(.1).events(Event.zero((t, y) -> y[0])),
                                KICKS))
                .withMessageContaining("no events");
    }
}
