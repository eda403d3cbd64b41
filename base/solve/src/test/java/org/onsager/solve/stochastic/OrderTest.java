package org.onsager.solve.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.statistics.LinearFit;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Ode;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.Midpoint;
import org.onsager.solve.explicit.Ralston;
import org.onsager.solve.symplectic.ReversibleHeun;

/// Strong orders: the root mean square over 2,000 rows of the distance at time 1 from a reference on the same
/// paths, fitted over three halvings. The slope's standard error, from the scatter of the squares, is below 0.03;
/// the orders must be within 0.15 of theory, that is five standard errors.
class OrderTest {
    private static final int ROWS = 2_000;
    private static final int CELLS = 512;
    private static final RandomStream STREAM = RandomStream.of(11).split("orders");

    private static double[] end(
            Solver solver,
            Function<Brownian, Term<double[]>> equation,
            Areas areas,
            int channels,
            double[] y0,
            int steps) {
        var path = BrownianGrid.over(STREAM, Layout.of(channels).with(areas).rows(0, ROWS), 0, 1, CELLS);
        var start = new double[y0.length * ROWS];
        for (int i = 0; i < start.length; i++) start[i] = y0[i / ROWS];
        return Solve.of(equation.apply(path))
                .span(0, 1)
                .y0(start)
                .solver(solver)
                .fixedStep(1.0 / steps)
                .run()
                .y1();
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.sqrt(sum / ROWS);
    }

    private static double slope(
            double[] truth,
            Solver solver,
            Function<Brownian, Term<double[]>> equation,
            Areas areas,
            int channels,
            double... y0) {
        int[] steps = {16, 32, 64, 128};
        var h = new double[steps.length];
        var errors = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            h[i] = 1.0 / steps[i];
            errors[i] = distance(truth, end(solver, equation, areas, channels, y0, steps[i]));
        }
        return LinearFit.powerLaw(h, errors).slope().mean();
    }

    private static Ode.Field each(java.util.function.DoubleUnaryOperator f) {
        return (t, y, out) -> {
            for (int i = 0; i < y.length; i++) out[i] = f.applyAsDouble(y[i]);
        };
    }

    /// Drift and noise that do not commute: dX = (1 - X) dt + (1 + 0.6 sin X) dW.
    private static Sde bounded(Interpretation meaning, Brownian path) {
        return new Sde.Noiseless(meaning, each(x -> 1 - x))
                .diagonal(each(x -> 1 + 0.6 * Math.sin(x)))
                .with((t, y, v, w, out) -> {
                    for (int i = 0; i < y.length; i++) out[i] = 0.6 * Math.cos(y[i]) * v[i] * w[i];
                })
                .drivenBy(path);
    }

    @Test
    void ito_methods_for_diagonal_noise_have_their_strong_orders() {
        Function<Brownian, Term<double[]>> equation = path -> bounded(Interpretation.ITO, path);
        double[] truth = end(new SRIW1(), equation, Areas.WH, 1, new double[] {0.2}, CELLS);
        record Case(Solver solver, double order) {}
        for (var each : new Case[] {
            new Case(new EulerMaruyama(), 0.5),
            new Case(new TamedEuler(), 0.5),
            new Case(new ItoMilstein(), 1),
            new Case(new DerivativeFreeMilstein(), 1),
            new Case(new PlatenWeak2(), 1),
            new Case(StochasticTheta.implicitEuler(), 0.5),
            new Case(new SplitStepBackwardEuler(), 0.5),
            new Case(new StepDoubling(new ItoMilstein()), 1),
            new Case(new SRIW2(), 1.5),
            new Case(new SRIW1(), 1.5),
        })
            assertThat(slope(truth, each.solver, equation, Areas.WH, 1, 0.2))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }

    @Test
    void stratonovich_methods_for_commutative_noise_have_their_strong_orders() {
        Function<Brownian, Term<double[]>> equation = path -> bounded(Interpretation.STRATONOVICH, path);
        double[] truth = end(new SlowRK(), equation, Areas.WH, 1, new double[] {0.2}, CELLS);
        record Case(Solver solver, double order) {}
        for (var each : new Case[] {
            new Case(new EulerHeun(), 1),
            new Case(new Heun(), 1),
            new Case(new Midpoint(), 1),
            new Case(new Ralston(), 1),
            new Case(new ReversibleHeun(), 1),
            new Case(new StratonovichMilstein(), 1),
            new Case(new LogOdeMidpoint(), 1),
            new Case(new GeneralShARK(), 1),
            new Case(new SPaRK(), 1),
            new Case(new SlowRK(), 1.5),
        })
            assertThat(slope(truth, each.solver, equation, Areas.WH, 1, 0.2))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }

    @Test
    void methods_for_additive_noise_have_their_strong_orders() {
        Function<Brownian, Term<double[]>> equation = path -> Sde.ito((t, y, f) -> {
                    for (int i = 0; i < y.length; i++) f[i] = Math.cos(2 * y[i]) + 0.1 * t;
                })
                .additive((t, y, s) -> java.util.Arrays.fill(s, 2 + 0.3 * Math.sin(t)))
                .drivenBy(path);
        double[] truth = end(new SRA3(), equation, Areas.WH, 1, new double[] {0.2}, CELLS);
        record Case(Solver solver, double order) {}
        for (var each : new Case[] {
            new Case(new EulerMaruyama(), 1),
            new Case(new SEA(), 1),
            new Case(new SRA1(), 1.5),
            new Case(new ShARK(), 1.5),
            new Case(new SRA3(), 1.5),
        })
            assertThat(slope(truth, each.solver, equation, Areas.WH, 1, 0.2))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }

    /// Two fields with a bracket that does not vanish: no method that knows W and H alone does better than 1/2.
    @Test
    void noise_that_does_not_commute_limits_the_strong_order_to_a_half() {
        Function<Brownian, Term<double[]>> equation = path -> Sde.stratonovich((t, y, f) -> {
                    for (int r = 0; r < ROWS; r++) {
                        f[r] = -0.2 * y[r];
                        f[ROWS + r] = -0.2 * y[ROWS + r];
                    }
                })
                .general(2, (t, y, s) -> {
                    for (int r = 0; r < ROWS; r++) {
                        s[r] = 1;
                        s[ROWS + r] = 0;
                        s[2 * ROWS + r] = 0.5 * y[ROWS + r];
                        s[3 * ROWS + r] = Math.sin(y[r]);
                    }
                })
                .on(new BatchSpace(2, ROWS))
                .drivenBy(path);
        double[] truth = end(new SPaRK(), equation, Areas.WH, 2, new double[] {0.3, 0.5}, CELLS);
        for (var solver : new Solver[] {new Heun(), new EulerHeun(), new SPaRK(), new GeneralShARK()})
            assertThat(slope(truth, solver, equation, Areas.WH, 2, 0.3, 0.5))
                    .as(solver.name())
                    .isCloseTo(0.5, within(0.15));
    }

    /// A matrix of two columns that commute, sigma_1 = y, sigma_2 = y/2 + rotated y.
    @Test
    void commutative_matrices_have_order_one() {
        Function<Brownian, Term<double[]>> equation = path -> Sde.ito((t, y, f) -> {
                    for (int r = 0; r < ROWS; r++) {
                        f[r] = 1 - y[r];
                        f[ROWS + r] = -y[ROWS + r];
                    }
                })
                .commutative(2, (t, y, s) -> {
                    for (int r = 0; r < ROWS; r++) {
                        double a = y[r], b = y[ROWS + r];
                        s[r] = 0.4 * a;
                        s[ROWS + r] = 0.2 * a - 0.3 * b;
                        s[2 * ROWS + r] = 0.4 * b;
                        s[3 * ROWS + r] = 0.2 * b + 0.3 * a;
                    }
                })
                .on(new BatchSpace(2, ROWS))
                .drivenBy(path);
        double[] truth = end(
                new SlowRK(),
                path -> ((Sde) equation.apply(path)).toStratonovich(),
                Areas.WH,
                2,
                new double[] {1, 0.5},
                CELLS);
        for (var solver : new Solver[] {new ItoMilstein(), new DerivativeFreeMilstein()})
            assertThat(slope(truth, solver, equation, Areas.WH, 2, 1, 0.5))
                    .as(solver.name())
                    .isCloseTo(1, within(0.15));
    }

    /// A quartic well with friction; the reference is QUICSORT on the finest grid.
    @Test
    void langevin_methods_have_their_strong_orders() {
        Function<Brownian, Term<double[]>> equation =
                path -> LangevinTerm.of(1.3, 0.8, each(x -> Math.sin(x) + 0.5 * x), path);
        record Case(Solver solver, double order) {}
        double[] truth = end(new QUICSORT(), equation, Areas.WHK, 1, new double[] {0.7, -0.4}, CELLS);
        for (var each : new Case[] {
            new Case(new BAOAB(), 1),
            new Case(new OBABO(), 1),
            new Case(new ALIGN(), 2),
            new Case(new UBU(), 2),
            new Case(new ShOULD(), 3),
            new Case(new QUICSORT(), 3),
        })
            assertThat(slope(truth, each.solver, equation, Areas.WHK, 1, 0.7, -0.4))
                    .as(each.solver.name())
                    .isCloseTo(each.order, within(0.15));
    }
}
