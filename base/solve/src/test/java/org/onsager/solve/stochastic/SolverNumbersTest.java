package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tally;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.solve.symplectic.ReversibleStepper;

/// Methods on given increments, against numbers computed by hand.
class SolverNumbersTest {
    private static final RandomStream STREAM = RandomStream.of(1);
    private static final double[] W = {.31, -.52, .11, .27};

    private static Brownian path() {
        return StoredPath.of(STREAM, Areas.W, new double[] {0, .25, .5, .75, 1}, new double[][] {W});
    }

    private static Sde gbm(Interpretation meaning) {
        double mu = meaning == Interpretation.ITO ? 0.05 : 0.05 - 0.08;
        return new Sde.Noiseless(meaning, (t, y, f) -> f[0] = mu * y[0])
                .diagonal((t, y, s) -> s[0] = 0.4 * y[0])
                .with((t, y, v, w, out) -> out[0] = 0.4 * v[0] * w[0])
                .drivenBy(path());
    }

    private static double end(Sde sde, Solver solver) {
        return Solve.of(sde)
                .span(0, 1)
                .y0(new double[] {1})
                .solver(solver)
                .fixedStep(.25)
                .run()
                .y1()[0];
    }

    @Test
    void methods_on_fixed_increments_of_geometric_brownian_motion() {
        assertThat(end(gbm(Interpretation.ITO), new EulerMaruyama())).isCloseTo(1.082372752243, within(1e-11));
        assertThat(end(gbm(Interpretation.ITO), new ItoMilstein())).isCloseTo(1.040172315344, within(1e-11));
        assertThat(end(gbm(Interpretation.STRATONOVICH), new Heun())).isCloseTo(1.040346618911, within(1e-11));
        assertThat(end(gbm(Interpretation.STRATONOVICH), new ReversibleHeun()))
                .isCloseTo(1.040235939065, within(1e-11));
        assertThat(GeometricBrownian.at(1, 0.05, 0.4, 1, .31 - .52 + .11 + .27))
                .isCloseTo(1.038731232878, within(1e-11));
    }

    @Test
    void conversion_moves_half_the_correction_into_the_drift() {
        var ito = gbm(Interpretation.ITO);
        assertThat(ito.toStratonovich().drift(0, new double[] {2}, new double[1])[0])
                .isCloseTo(2 * (0.05 - 0.08), within(1e-12));
        assertThat(end(ito.toStratonovich(), new Heun())).isCloseTo(1.040346618911, within(1e-11));
        assertThat(end(gbm(Interpretation.STRATONOVICH).toIto(), new EulerMaruyama()))
                .isCloseTo(1.082372752243, within(1e-11));
        // by differences, for a matrix that does not commute: c_1 = sum_k sum_i sigma_ik d_i sigma_1k
        var general = Sde.ito((t, y, f) -> f[0] = f[1] = 0)
                .general(2, (t, y, s) -> {
                    s[0] = y[1];
                    s[1] = y[0] * y[1];
                    s[2] = 1;
                    s[3] = y[0];
                })
                .toStratonovich();
        double[] drift = general.drift(0, new double[] {0.7, 1.3}, new double[2]);
        assertThat(drift[0]).isCloseTo(-0.5 * (1 + 0.7 * 1.3 * 1.3 + 0.7 * 0.7), within(1e-8));
        assertThat(drift[1]).isCloseTo(-0.5 * 0.7 * 1.3, within(1e-8));
    }

    @Test
    void additive_methods_on_fixed_increments_of_ornstein_uhlenbeck() {
        var sde = Sde.ito((t, y, f) -> f[0] = -1.5 * y[0]).additive((t, y, s) -> s[0] = 0.7);
        var times = new double[] {0, .25, .5, 1};
        var values = new double[][] {{.31, -.52, .2}, {.05, -.11, .08}};
        double[] expected = {.234622289658, .220839477539, .101935546875};
        StochasticSolver[] solvers = {new ShARK(), new SRA1(), new SEA()};
        for (int i = 0; i < 3; i++) {
            var term = sde.drivenBy(StoredPath.of(STREAM, Areas.WH, times, values));
            var s = solvers[i].start(
                    term, new Solver.Start<>(0, 1, new double[] {1}, Tolerance.of(1e-3, 1e-3), new Tally()));
            for (int n = 0; n < 3; n++) {
                s.step(times[n], times[n + 1]);
                s.accept();
            }
            assertThat(s.state()[0]).isCloseTo(expected[i], within(1e-11));
        }
    }

    @Test
    void reversible_heun_goes_back_to_where_it_came_from() {
        var term = Sde.stratonovich((t, y, f) -> {
                    f[0] = -0.3 * y[0] + 0.1 * y[1];
                    f[1] = 0.2 * Math.sin(y[0]);
                })
                .general(2, (t, y, s) -> {
                    s[0] = 0.3 * Math.cos(y[1]);
                    s[1] = 0.2;
                    s[2] = 0.1 * y[0];
                    s[3] = 0.4;
                })
                .drivenBy(new BrownianInterval(STREAM, Layout.of(2), 0, 1, 1e-3));
        double[] y0 = {0.4, -0.8};
        ReversibleStepper<double[]> stepper =
                new ReversibleHeun().start(term, new Solver.Start<>(0, 1, y0, Tolerance.of(1e-3, 1e-3), new Tally()));
        int n = 100;
        for (int i = 0; i < n; i++) {
            stepper.step(i / (double) n, (i + 1) / (double) n);
            stepper.accept();
        }
        assertThat(Math.abs(stepper.state()[0] - y0[0])).isGreaterThan(1e-2);
        for (int i = n - 1; i >= 0; i--) stepper.back(i / (double) n, (i + 1) / (double) n);
        assertThat(stepper.state()[0]).isCloseTo(y0[0], within(1e-12));
        assertThat(stepper.state()[1]).isCloseTo(y0[1], within(1e-12));
    }

    /// Three standard errors of 10⁶ paths; the exact variance of X gives that of the mean, a sample that of X².
    @Test
    void euler_maruyama_has_its_own_exact_moments_on_geometric_brownian_motion() {
        int n = 1_000_000;
        var y0 = new double[n];
        java.util.Arrays.fill(y0, 1);
        var sde = Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = 0.05 * y[i];
                })
                .diagonal((t, y, s) -> {
                    for (int i = 0; i < y.length; i++) s[i] = 0.4 * y[i];
                });
        double[] end = SdeEnsemble.of(1, n)
                .solve(
                        1,
                        rows -> sde.drivenBy(BrownianGrid.over(STREAM.split("moments"), rows, 0, 1, 20)),
                        y0,
                        problem ->
                                problem.span(0, 1).solver(new EulerMaruyama()).fixedStep(0.05));
        double m1 = 0, m2 = 0, m4 = 0;
        for (double x : end) {
            m1 += x / n;
            m2 += x * x / n;
            m4 += x * x * x * x / n;
        }
        double second = Math.pow(Math.pow(1 + 0.05 / 20, 2) + 0.16 / 20, 20);
        assertThat(second).isCloseTo(1.2949187, within(1e-7));
        assertThat(m1).isCloseTo(1.0512055, within(3 * Math.sqrt((second - 1.0512055 * 1.0512055) / n)));
        assertThat(m2).isCloseTo(second, within(3 * Math.sqrt((m4 - m2 * m2) / n)));
    }

    /// On dX = dW1, dY = dW2, dZ = (X dW2 - Y dW1)/2 the third component is the area: a step of the log-ODE
    /// method adds the drawn area, whose variance is h²/4 within five standard errors of 100,000 rows, where
    /// Heun's adds nothing.
    @Test
    void log_ode_method_is_exact_on_the_heisenberg_group() {
        int rows = 100_000;
        var path = BrownianGrid.over(STREAM.split("heisenberg"), Layout.of(2).rows(0, rows), 0, 1, 1);
        var sde = Sde.stratonovich((t, y, f) -> java.util.Arrays.fill(f, 0))
                .general(2, (t, y, s) -> {
                    for (int r = 0; r < rows; r++) {
                        s[r] = s[3 * rows + r] = 1;
                        s[rows + r] = s[2 * rows + r] = 0;
                        s[4 * rows + r] = -0.5 * y[rows + r];
                        s[5 * rows + r] = 0.5 * y[r];
                    }
                })
                .on(new org.onsager.solve.BatchSpace(3, rows))
                .drivenBy(path);
        var problem = Solve.of(sde).span(0, 1).y0(new double[3 * rows]).fixedStep(1);
        double[] end = problem.solver(new LogOdeMidpoint()).run().y1();
        var increment = new org.onsager.solve.Increment(2 * rows);
        path.increment(0, 1, increment);
        double[] areas = LevyArea.FOSTER.fill(path, increment);
        double sum = 0, worst = 0;
        for (int r = 0; r < rows; r++) {
            worst = Math.max(worst, Math.abs(end[2 * rows + r] - areas[rows + r]));
            sum += end[2 * rows + r] * end[2 * rows + r] / rows;
        }
        assertThat(worst).isLessThan(1e-8);
        // the fourth moment of the area is 5/16, so that the square has variance 1/4
        assertThat(sum).isCloseTo(0.25, within(5 * 0.5 / Math.sqrt(rows)));
        double[] heun = problem.solver(new Heun()).run().y1();
        assertThat(heun[2 * rows]).isCloseTo(0, within(1e-15));
    }
}
