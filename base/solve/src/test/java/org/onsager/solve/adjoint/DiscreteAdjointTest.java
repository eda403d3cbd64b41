package org.onsager.solve.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.solve.Norm;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.StepController;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.*;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.ReversibleHeun;

class DiscreteAdjointTest {
    private static final List<Solver> EXPLICIT = List.of(
            new Euler(),
            new Midpoint(),
            new Heun(),
            new Ralston(),
            new Bosh3(),
            new SspRk33(),
            new RK4(),
            new ThreeEighths(),
            new Ralston4(),
            new Gill(),
            new Rkf45(),
            new CashKarp(),
            new Dopri5(),
            new Tsit5(),
            new Luther(),
            new Vern6(),
            new Vern7(),
            new Vern8(),
            new Vern9(),
            new Dopri8(),
            new Dop853());

    /// A driven pendulum, parameters (damping, stiffness).
    private static final double[] P = {.2, 1.3};

    static final double[] START = {1, .5};

    static void pendulum(double t, double[] y, double[] f) {
        f[0] = y[1];
        f[1] = -P[1] * Math.sin(y[0]) - P[0] * y[1] + .3 * Math.cos(t);
    }

    static final Pull PULL = Pull.of((_, y, v, byState, byParameter) -> {
        byState[0] -= P[1] * Math.cos(y[0]) * v[1];
        byState[1] += v[0] - P[0] * v[1];
        byParameter[0] -= y[1] * v[1];
        byParameter[1] -= Math.sin(y[0]) * v[1];
    });

    private static DiscreteAdjoint problem(Solver solver) {
        return DiscreteAdjoint.of(Ode.of(DiscreteAdjointTest::pendulum), 2, PULL, solver, 0, 4)
                .at(1, 2.5, 4)
                .fixedStep(.1);
    }

    /// \(|y(1)|^2 + \frac12 \sum y(2.5) + \sum y(4)^3\).
    private static final DiscreteAdjoint.Loss LOSS = (s, by) -> {
        double value = 0;
        for (int i = 0; i < 2; i++) {
            value += s[0][i] * s[0][i] + .5 * s[1][i] + Math.pow(s[2][i], 3);
            by[0][i] = 2 * s[0][i];
            by[1][i] = .5;
            by[2][i] = 3 * s[2][i] * s[2][i];
        }
        return value;
    };

    /// The derivative of the computed loss by (y0, p), each through one more pair of components that the same
    /// steps carry along.
    private static double[] tangents(Solver solver, StepController controller) {
        Ode.Field lifted = (t, z, f) -> {
            pendulum(t, z, f);
            for (int d = 0; d < 4; d++) {
                double q = z[2 + 2 * d], u = z[3 + 2 * d];
                f[2 + 2 * d] = u;
                f[3 + 2 * d] = -P[1] * Math.cos(z[0]) * q - P[0] * u;
                if (d == 2) f[3 + 2 * d] -= z[1];
                if (d == 3) f[3 + 2 * d] -= Math.sin(z[0]);
            }
        };
        var z0 = new double[10];
        z0[0] = START[0];
        z0[1] = START[1];
        z0[2] = 1;
        z0[5] = 1;
        double[][] z = new double[3][];
        double[] times = {1, 2.5, 4};
        var run = Solve.of(Ode.of(lifted))
                .span(0, 4)
                .y0(z0)
                .solver(solver)
                .controller(controller)
                .stepTs(1, 2.5)
                .start();
        boolean more = true;
        while (more) {
            more = run.step();
            for (int k = 0; k < 3; k++)
                if (run.time() == times[k]) z[k] = run.state().clone();
        }
        var by = new double[3][2];
        LOSS.of(z, by);
        var sums = new double[4];
        for (int d = 0; d < 4; d++)
            for (int k = 0; k < 3; k++) sums[d] += by[k][0] * z[k][2 + 2 * d] + by[k][1] * z[k][3 + 2 * d];
        return sums;
    }

    static final DiscreteAdjoint.Loss END = DiscreteAdjoint.Loss.ofEnd((y, by) -> {
        by[0] = 1;
        return y[0];
    });

    static double[] all(Gradient g) {
        double[] values = Arrays.copyOf(g.byInitial(), g.byInitial().length + g.byParameters().length);
        System.arraycopy(g.byParameters(), 0, values, g.byInitial().length, g.byParameters().length);
        return values;
    }

    @Test
    void euler_has_the_closed_form_of_the_discrete_gradient() {
        double theta = 1.3;
        var growth = Ode.of((t, y, f) -> f[0] = theta * y[0]);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += theta * v[0];
            byParameter[0] += y[0] * v[0];
        });
        var g = DiscreteAdjoint.of(growth, 1, pull, new Euler(), 0, 1)
                .fixedStep(.1)
                .gradient(new double[] {1}, DiscreteAdjoint.Loss.ofEnd((y, by) -> {
                    by[0] = 1;
                    return y[0];
                }));
        assertThat(g.byParameters()[0])
                .isCloseTo(Math.pow(1 + theta * .1, 9), within(1e-13))
                .isCloseTo(3.004041937984, within(1e-11));
        assertThat(g.byInitial()[0]).isCloseTo(Math.pow(1.13, 10), within(1e-13));
    }

    @Test
    void gradient_of_every_explicit_method_is_that_of_its_tangents_to_rounding() {
        for (Solver solver : EXPLICIT) {
            var p = problem(solver);
            assertThat(all(p.gradient(START, LOSS)))
                    .as(solver.name())
                    .containsExactly(tangents(solver, p.controller()), within(1e-13 * 10));
        }
    }

    @Test
    void adaptive_steps_count_as_constants() {
        for (Solver solver : new Solver[] {new Tsit5(), new Bosh3(), new Dop853(), new Vern7()}) {
            var tolerance = Tolerance.of(1e-5, 1e-7);
            var pid = Pid.tol(1e-5, 1e-7).startingWith(.1);
            double[] tangents = tangents(solver, seeing(pid, tolerance.with(Norm.ofFirst(2))));
            assertThat(all(problem(solver).with(pid).gradient(START, LOSS)))
                    .as(solver.name())
                    .containsExactly(tangents, within(1e-12));
        }
    }

    private static Pid seeing(Pid pid, Tolerance tolerance) {
        return new Pid(
                tolerance,
                pid.proportional(),
                pid.integral(),
                pid.derivative(),
                pid.safety(),
                pid.factorMin(),
                pid.factorMax(),
                pid.firstStep(),
                pid.minStep(),
                pid.maxStep(),
                pid.forceMinStep());
    }

    @Test
    void any_number_of_states_gives_the_bits_of_all() {
        for (Solver solver : new Solver[] {new Tsit5(), new RK4(), new ReversibleHeun(), new AsynchronousLeapfrog()}) {
            var p = problem(solver).fixedStep(.02);
            var whole = p.gradient(START, LOSS);
            assertThat(whole.repeated()).isZero();
            assertThat(whole.stored()).isEqualTo((int) whole.steps());
            for (int states : new int[] {1, 2, 3, 7, Checkpoints.AUTO}) {
                var few = p.holding(states).gradient(START, LOSS);
                assertThat(all(few)).containsExactly(all(whole));
                if (states > 0) assertThat(few.stored()).isLessThanOrEqualTo(states);
            }
        }
    }

    @Test
    void automatic_number_of_states_grows_as_the_root_of_the_steps_and_repeats_none_more_than_twice() {
        for (double h : new double[] {.01, 1e-3, 1e-4}) {
            var g = problem(new Midpoint())
                    .fixedStep(h)
                    .holding(Checkpoints.AUTO)
                    .gradient(START, LOSS);
            assertThat(g.stored()).isLessThanOrEqualTo(Math.max(16, 2 * (int) Math.ceil(Math.sqrt(g.steps()))));
            assertThat(g.repeated()).isLessThanOrEqualTo(2 * g.steps());
        }
    }

    @Test
    void undoing_reversible_steps_gives_the_gradient_of_stored_states_to_rounding() {
        for (Solver solver : new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog()}) {
            var p = problem(solver).fixedStep(.05);
            double[] stored = all(p.gradient(START, LOSS));
            double[] undone = all(p.holding(DiscreteAdjoint.UNDO).gradient(START, LOSS));
            for (int i = 0; i < stored.length; i++)
                assertThat(undone[i]).isCloseTo(stored[i], within(1e-12 * Math.abs(stored[i])));
            assertThat(stored).as(solver.name()).containsExactly(tangents(solver, p.controller()), within(1e-12));
        }
    }

    @Test
    void backwards_in_time_and_across_jumps_of_the_right_hand_side() {
        // y' = c y with c = theta before t = 1/2 and -theta after: y(1) = y0 for every theta, dy/dtheta at 0.8 is
        // 0.2 y
        double theta = 1.1;
        var jumping =
                Ode.of((t, y, f) -> f[0] = (t < .5 ? theta : -theta) * y[0]).jumpingAt(.5);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += (t < .5 ? theta : -theta) * v[0];
            byParameter[0] += (t < .5 ? 1 : -1) * y[0] * v[0];
        });
        for (int states : new int[] {Checkpoints.ALL, 2}) {
            var p = DiscreteAdjoint.of(jumping, 1, pull, new Tsit5(), 0, .8)
                    .with(Pid.tol(1e-10, 1e-12))
                    .holding(states);
            var g = p.gradient(new double[] {1}, END);
            assertThat(g.loss()).isCloseTo(Math.exp(.2 * theta), within(1e-9));
            assertThat(g.byParameters()[0]).isCloseTo(.2 * Math.exp(.2 * theta), within(1e-9));
            var back = new DiscreteAdjoint(
                            jumping, 1, pull, new Tsit5(), Pid.tol(1e-10, 1e-12), .8, new double[] {.5, 0}, 999, states)
                    .gradient(new double[] {1}, END);
            assertThat(back.byParameters()[0]).isCloseTo(-.2 * Math.exp(-.2 * theta), within(1e-9));
            var seen = p.at(.5, .8).gradient(new double[] {1}, (s, by) -> {
                by[0][0] = 1;
                return s[0][0];
            });
            assertThat(seen.byParameters()[0]).isCloseTo(.5 * Math.exp(.5 * theta), within(1e-9));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscreteAdjoint.of(jumping, 1, pull, new ReversibleHeun(), 0, .8)
                        .gradient(new double[] {1}, END))
                .withMessageContaining("jumps");
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(new Bdf()).gradient(START, LOSS))
                .withMessageContaining("no adjoint of its steps")
                .withMessageContaining("use a Runge-Kutta method");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> problem(new RK4()).holding(DiscreteAdjoint.UNDO).gradient(START, LOSS))
                .withMessageContaining("UNDO")
                .withMessageContaining("ReversibleHeun");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(new RK4()).holding(0))
                .withMessageContaining("states");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem(new RK4()).at(2, 1))
                .withMessageContaining("1.0 follows 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscreteAdjoint.of(Ode.of(DiscreteAdjointTest::pendulum), -1, PULL, new RK4(), 0, 1))
                .withMessageContaining("parameters must be in [0, inf), not -1");
    }
}
