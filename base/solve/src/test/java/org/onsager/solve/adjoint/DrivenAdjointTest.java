package org.onsager.solve.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.onsager.solve.adjoint.DiscreteAdjointTest.END;
import static org.onsager.solve.adjoint.DiscreteAdjointTest.PULL;
import static org.onsager.solve.adjoint.DiscreteAdjointTest.START;
import static org.onsager.solve.adjoint.DiscreteAdjointTest.all;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.controlled.ControlPath;
import org.onsager.solve.controlled.ControlledTerm;
import org.onsager.solve.explicit.*;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.stochastic.Sde;
import org.onsager.solve.symplectic.ReversibleHeun;

/// Gradients of stochastic and controlled equations, and by times.
class DrivenAdjointTest {
    /// Geometric Brownian motion \(dy = \mu y\,dt + \sigma y \circ dW\), \(y(1) = \exp(\mu + \sigma W_1)\).
    private static final double MU = .3, SIGMA = .5;

    private static final Pull GEOMETRIC = Pull.of(
            (t, y, v, byState, byParameter) -> {
                byState[0] += MU * v[0];
                byParameter[0] += y[0] * v[0];
            },
            (t, y, w, v, byState, byParameter) -> {
                byState[0] += SIGMA * w[0] * v[0];
                byParameter[1] += y[0] * w[0] * v[0];
            });

    private static BrownianInterval path() {
        return new BrownianInterval(RandomStream.of(5), Layout.of(1), 0, 1, 1e-4);
    }

    @Test
    void gradients_of_a_stochastic_equation_are_those_of_its_tangents_on_the_same_path() {
        var motion = Sde.stratonovich((t, y, f) -> f[0] = MU * y[0]).scalar((t, y, s) -> s[0] = SIGMA * y[0]);
        var lifted = Sde.stratonovich((t, z, f) -> {
                    for (int i = 0; i < 4; i++) f[i] = MU * z[i];
                    f[2] += z[0];
                })
                .scalar((t, z, s) -> {
                    for (int i = 0; i < 4; i++) s[i] = SIGMA * z[i];
                    s[3] += z[0];
                });
        for (Solver solver : new Solver[] {new Heun(), new Midpoint(), new Ralston(), new ReversibleHeun()}) {
            var p = DiscreteAdjoint.of(motion.drivenBy(path()), 2, GEOMETRIC, solver, 0, 1)
                    .fixedStep(1.0 / 64);
            var g = p.gradient(new double[] {1.2}, END);
            double[] z = Solve.of(lifted.drivenBy(path()))
                    .span(0, 1)
                    .y0(new double[] {1.2, 1, 0, 0})
                    .solver(solver)
                    .fixedStep(1.0 / 64)
                    .run()
                    .y1();
            assertThat(g.byInitial()[0]).as(solver.name()).isCloseTo(z[1], within(1e-13 * 10));
            assertThat(g.byParameters()).containsExactly(new double[] {z[2], z[3]}, within(1e-13 * 10));
            assertThat(all(p.holding(3).gradient(new double[] {1.2}, END))).containsExactly(all(g));
            assertThat(g.byStart()).isNaN();
        }
        var reversible = DiscreteAdjoint.of(motion.drivenBy(path()), 2, GEOMETRIC, new ReversibleHeun(), 0, 1)
                .fixedStep(1.0 / 256);
        double[] stored = all(reversible.gradient(new double[] {1.2}, END));
        double[] undone = all(reversible.holding(DiscreteAdjoint.UNDO).gradient(new double[] {1.2}, END));
        for (int i = 0; i < 3; i++) assertThat(undone[i]).isCloseTo(stored[i], within(1e-12 * Math.abs(stored[i])));
    }

    @Test
    void stochastic_gradients_converge_to_the_closed_form_of_geometric_motion() {
        var increment = new org.onsager.solve.Increment(1);
        path().increment(0, 1, increment);
        double w = increment.value()[0], y = Math.exp(MU + SIGMA * w);
        var motion = Sde.stratonovich((t, x, f) -> f[0] = MU * x[0]).scalar((t, x, s) -> s[0] = SIGMA * x[0]);
        double[] exact = {y, y, w * y};
        double last = Double.POSITIVE_INFINITY;
        for (int n : new int[] {64, 256, 1024, 4096}) {
            double[] found = all(DiscreteAdjoint.of(motion.drivenBy(path()), 2, GEOMETRIC, new Heun(), 0, 1)
                    .fixedStep(1.0 / n)
                    .gradient(new double[] {1}, END));
            double error = 0;
            for (int i = 0; i < 3; i++) error = Math.max(error, Math.abs(found[i] - exact[i]));
            assertThat(error).isLessThan(.6 * last);
            last = error;
        }
        // strong order 1: some sigma^3 h
        assertThat(last).isLessThan(2e-4);
        // Ito, for which Euler's method on the increments is Euler and Maruyama's: y1 = exp(mu - sigma^2 / 2 +
        // sigma W)
        var ito = Sde.ito((t, x, f) -> f[0] = MU * x[0]).scalar((t, x, s) -> s[0] = SIGMA * x[0]);
        double yIto = Math.exp(MU - SIGMA * SIGMA / 2 + SIGMA * w);
        double[] found = all(DiscreteAdjoint.of(ito.drivenBy(path()), 2, GEOMETRIC, new Euler(), 0, 1)
                .fixedStep(1.0 / 4096)
                .gradient(new double[] {1}, END));
        assertThat(found).containsExactly(new double[] {yIto, yIto, (w - SIGMA) * yIto}, within(.02 * yIto));
    }

    @Test
    void derivatives_by_times_are_those_of_exponential_growth() {
        var growth = Ode.of((t, y, f) -> f[0] = .7 * y[0]);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += .7 * v[0];
            byParameter[0] += y[0] * v[0];
        });
        for (int states : new int[] {Checkpoints.ALL, 2, Checkpoints.AUTO}) {
            var g = DiscreteAdjoint.of(growth, 1, pull, new Tsit5(), 0, 1)
                    .at(.25, 1)
                    .with(Pid.tol(1e-11, 1e-13))
                    .holding(states)
                    .gradient(new double[] {1}, (s, by) -> {
                        by[0][0] = 1;
                        by[1][0] = 2;
                        return s[0][0] + 2 * s[1][0];
                    });
            double early = Math.exp(.7 * .25), late = Math.exp(.7);
            assertThat(g.byTimes()).containsExactly(new double[] {.7 * early, 1.4 * late}, within(1e-9));
            assertThat(g.byStart()).isCloseTo(-.7 * (early + 2 * late), within(1e-9));
            assertThat(g.byParameters()[0]).isCloseTo(.25 * early + 2 * late, within(1e-9));
        }
    }

    @Test
    void controlled_equation_is_differentiated_along_its_path() {
        // dy = a y dx on a straight line of slope 3/2: y = exp(1.5 a t)
        double a = .7;
        var path = ControlPath.linear(new double[] {0, 1}, new double[][] {{0}, {1.5}});
        var term = new ControlledTerm(path, 1, (t, y, matrix) -> matrix[0] = a * y[0]);
        Pull pull = (t, y, increment, v, byState, byParameter) -> {
            byState[0] += a * increment.value()[0] * v[0];
            byParameter[0] += y[0] * increment.value()[0] * v[0];
        };
        double y1 = Math.exp(1.5 * a);
        for (int states : new int[] {Checkpoints.ALL, 3, DiscreteAdjoint.UNDO}) {
            var g = DiscreteAdjoint.of(term, 1, pull, new ReversibleHeun(), 0, 1)
                    .fixedStep(1e-3)
                    .holding(states)
                    .gradient(new double[] {1}, END);
            assertThat(g.loss()).isCloseTo(y1, within(1e-5));
            assertThat(all(g)).containsExactly(new double[] {y1, 1.5 * y1}, within(1e-5));
            assertThat(g.byTimes()[0]).isCloseTo(1.5 * a * y1, within(1e-5));
            assertThat(g.byStart()).isCloseTo(-1.5 * a * y1, within(1e-5));
        }
    }

    @Test
    void a_wrong_pull_shows_against_differences() {
        var term = Ode.of(DiscreteAdjointTest::pendulum);
        assertThat(PULL.mismatch(term, 2, 0, .1, START)).isLessThan(1e-8);
        var wrong = Pull.of((t, y, v, byState, byParameter) -> byState[0] += v[1]);
        assertThat(wrong.mismatch(term, 2, 0, .1, START)).isGreaterThan(.1);
        var motion = Sde.stratonovich((t, y, f) -> f[0] = MU * y[0])
                .scalar((t, y, s) -> s[0] = SIGMA * y[0])
                .drivenBy(path());
        assertThat(GEOMETRIC.mismatch(motion, 2, 0, .1, new double[] {1.2})).isLessThan(1e-8);
    }
}
