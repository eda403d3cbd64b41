package org.onsager.solve.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.Dopri5;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.stochastic.Sde;

class ImplicitAdjointTest {
    private static final List<Solver> IMPLICIT = List.of(
            new ImplicitEuler(),
            new ImplicitMidpoint(),
            new CrankNicolson(),
            new TrBdf2(),
            new Sdirk2(),
            new Kvaerno3(),
            new Kvaerno4(),
            new Kvaerno5(),
            new KenCarp4(),
            new Radau(3),
            new GaussLegendre(2));

    private static final DiscreteAdjoint.Loss END = DiscreteAdjoint.Loss.ofEnd((y, by) -> {
        by[0] = 1;
        return y[0];
    });

    /// A stiff relaxation towards a function of a driven slow variable; parameters p.
    private static DiscreteAdjoint stiff(Solver solver, double[] p) {
        var ode = Ode.of((t, y, f) -> {
                    f[0] = -p[0] * (y[0] + .1 * y[0] * y[0] * y[0] - y[1]);
                    f[1] = -p[1] * y[0] + Math.cos(t);
                })
                .with(Jacobian.dense((t, y, into) -> {
                    into[0] = -p[0] * (1 + .3 * y[0] * y[0]);
                    into[1] = p[0];
                    into[2] = -p[1];
                    into[3] = 0;
                }));
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += -p[0] * (1 + .3 * y[0] * y[0]) * v[0] - p[1] * v[1];
            byState[1] += p[0] * v[0];
            byParameter[0] -= (y[0] + .1 * y[0] * y[0] * y[0] - y[1]) * v[0];
            byParameter[1] -= y[0] * v[1];
        });
        return DiscreteAdjoint.of(ode, 2, pull, solver, 0, 1)
                .at(.4, 1)
                .with(new FixedStep(.05, Tolerance.of(1e-12, 1e-12)));
    }

    private static final DiscreteAdjoint.Loss LOSS = (s, by) -> {
        by[0][1] = 2 * s[0][1];
        by[1][0] = 1;
        by[1][1] = -.5;
        return s[0][1] * s[0][1] + s[1][0] - .5 * s[1][1];
    };

    private static double loss(Solver solver, double[] x) {
        return stiff(solver, new double[] {x[2], x[3]})
                .gradient(new double[] {x[0], x[1]}, LOSS)
                .loss();
    }

    @Test
    void implicit_euler_has_the_closed_form_of_the_discrete_gradient() {
        // y_N = (1 - theta h)^-N: dy/dtheta = N h (1 - theta h)^-(N+1)
        double theta = -3;
        var decay = Ode.of((t, y, f) -> f[0] = theta * y[0]);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += theta * v[0];
            byParameter[0] += y[0] * v[0];
        });
        var problem = DiscreteAdjoint.of(decay, 1, pull, new ImplicitEuler(), 0, 1)
                .with(new FixedStep(.1, Tolerance.of(1e-14, 1e-14)));
        var g = problem.gradient(new double[] {1}, END);
        assertThat(g.byParameters()[0]).isCloseTo(Math.pow(1.3, -11), within(1e-13));
        assertThat(g.byInitial()[0]).isCloseTo(Math.pow(1.3, -10), within(1e-13));
        var found = new Sensitivities(problem).of(new double[] {1});
        assertThat(found.byParameters()[0][0][0]).isCloseTo(Math.pow(1.3, -11), within(1e-13));
        assertThat(found.byInitial()[0][0][0]).isCloseTo(Math.pow(1.3, -10), within(1e-13));
    }

    @Test
    void gradients_of_implicit_steps_are_their_central_differences() {
        double[] x = {1, 1.1, 200, 2};
        for (Solver solver : IMPLICIT) {
            var g = stiff(solver, new double[] {x[2], x[3]}).gradient(new double[] {x[0], x[1]}, LOSS);
            double[] found = {g.byInitial()[0], g.byInitial()[1], g.byParameters()[0], g.byParameters()[1]};
            for (int i = 0; i < 4; i++) {
                double e = 1e-5 * x[i];
                double[] up = x.clone(), down = x.clone();
                up[i] += e;
                down[i] -= e;
                double difference = (loss(solver, up) - loss(solver, down)) / (2 * e);
                assertThat(found[i]).as(solver.name() + i).isCloseTo(difference, within(1e-6));
            }
        }
    }

    @Test
    void backwards_and_forwards_give_one_gradient_to_rounding() {
        for (Solver solver : IMPLICIT) both(stiff(solver, new double[] {200, 2}), 1e-11);
        for (Solver solver : new Solver[] {new Heun(), new RK4(), new Tsit5(), new Dopri5()})
            both(stiff(solver, new double[] {20, 2}), 1e-12);
        both(stiff(new Kvaerno5(), new double[] {200, 2}).with(Pid.tol(1e-6, 1e-8)), 1e-11);
        both(stiff(new Radau(3), new double[] {200, 2}).with(Pid.tol(1e-6, 1e-8)), 1e-11);
    }

    private static void both(DiscreteAdjoint problem, double tolerance) {
        double[] y0 = {1, 1.1};
        var g = problem.gradient(y0, LOSS);
        var s = new Sensitivities(problem).of(y0);
        assertThat(s.steps()).isEqualTo(g.steps());
        var by = new double[2][2];
        LOSS.of(s.states(), by);
        for (int d = 0; d < 2; d++) {
            double initial = 0, parameter = 0;
            for (int k = 0; k < 2; k++)
                for (int i = 0; i < 2; i++) {
                    initial += by[k][i] * s.byInitial()[k][i][d];
                    parameter += by[k][i] * s.byParameters()[k][i][d];
                }
            assertThat(g.byInitial()[d]).as(problem.solver().name()).isCloseTo(initial, within(tolerance));
            assertThat(g.byParameters()[d]).as(problem.solver().name()).isCloseTo(parameter, within(tolerance));
        }
    }

    @Test
    void few_states_give_the_gradient_of_all_to_the_iteration_error() {
        for (Solver solver : new Solver[] {new Kvaerno5(), new Radau(3)}) {
            var problem = stiff(solver, new double[] {200, 2});
            var all = problem.gradient(new double[] {1, 1.1}, LOSS);
            for (int states : new int[] {1, 3, Checkpoints.AUTO}) {
                var few = problem.holding(states).gradient(new double[] {1, 1.1}, LOSS);
                assertThat(few.byParameters()).containsExactly(all.byParameters(), within(1e-12));
                assertThat(few.byInitial()).containsExactly(all.byInitial(), within(1e-12));
            }
        }
    }

    /// Robertson's reactions, parameters the three rates.
    static final double[] RATES = {.04, 3e7, 1e4};

    static final Ode.Field ROBERTSON = (t, y, f) -> {
        double r1 = RATES[0] * y[0], r2 = RATES[1] * y[1] * y[1], r3 = RATES[2] * y[1] * y[2];
        f[0] = -r1 + r3;
        f[1] = r1 - r2 - r3;
        f[2] = r2;
    };

    static final Pull ROBERTSON_PULL = Pull.of((t, y, v, byState, byParameter) -> {
        double d1 = v[1] - v[0], d2 = v[2] - v[1], d3 = v[0] - v[1];
        byState[0] += RATES[0] * d1;
        byState[1] += 2 * RATES[1] * y[1] * d2 + RATES[2] * y[2] * d3;
        byState[2] += RATES[2] * y[1] * d3;
        byParameter[0] += y[0] * d1;
        byParameter[1] += y[1] * y[1] * d2;
        byParameter[2] += y[1] * y[2] * d3;
    });

    @Test
    void robertson_has_the_sensitivities_of_conserved_mass_and_of_its_scaling() {
        // rates k: the sum of the states is kept, so its derivatives are those of the start; and y(t) depends on
        // t k alone, so that sum_i k_i dy/dk_i = t dy/dt
        var problem = DiscreteAdjoint.of(Ode.of(ROBERTSON), 3, ROBERTSON_PULL, new Radau(3), 0, 40)
                .with(Pid.tol(1e-9, 1e-12));
        double[] y0 = {1, 0, 0};
        var s = new Sensitivities(problem).of(y0);
        double[] y = s.states()[0];
        assertThat(y[0]).isCloseTo(.71582706872, within(1e-8));
        var rate = new double[3];
        ROBERTSON.rate(40, y, rate);
        for (int d = 0; d < 3; d++) {
            double initial = 0, parameter = 0, scaled = 0;
            for (int i = 0; i < 3; i++) {
                initial += s.byInitial()[0][i][d];
                parameter += RATES[d] * s.byParameters()[0][i][d];
                scaled += RATES[i] * s.byParameters()[0][d][i];
            }
            assertThat(initial).isCloseTo(1, within(1e-9));
            assertThat(parameter).isCloseTo(0, within(1e-9));
            assertThat(scaled).isCloseTo(40 * rate[d], within(1e-7));
        }
        var g = problem.holding(Checkpoints.AUTO).gradient(y0, END);
        for (int d = 0; d < 3; d++)
            assertThat(RATES[d] * g.byParameters()[d]).isCloseTo(RATES[d] * s.byParameters()[0][0][d], within(1e-9));
    }

    @Test
    void sensitivities_of_a_stochastic_equation_are_its_adjoint() {
        double mu = .3, sigma = .5;
        var motion = Sde.stratonovich((t, y, f) -> f[0] = mu * y[0])
                .scalar((t, y, s) -> s[0] = sigma * y[0])
                .drivenBy(new BrownianInterval(RandomStream.of(5), Layout.of(1), 0, 1, 1e-3));
        var pull = Pull.of(
                (t, y, v, byState, byParameter) -> {
                    byState[0] += mu * v[0];
                    byParameter[0] += y[0] * v[0];
                },
                (t, y, w, v, byState, byParameter) -> {
                    byState[0] += sigma * w[0] * v[0];
                    byParameter[1] += y[0] * w[0] * v[0];
                });
        var problem = DiscreteAdjoint.of(motion, 2, pull, new Heun(), 0, 1).fixedStep(1.0 / 64);
        var g = problem.gradient(new double[] {1}, END);
        var s = new Sensitivities(problem).of(new double[] {1});
        assertThat(s.byInitial()[0][0]).containsExactly(g.byInitial(), within(1e-13));
        assertThat(s.byParameters()[0][0]).containsExactly(g.byParameters(), within(1e-13));
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sensitivities(
                                stiff(new Bdf(), new double[] {1, 1}).with(Pid.tol(1e-6, 1e-8)))
                        .of(new double[] {1, 1}))
                .withMessageContaining("use a Runge-Kutta method");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stiff(new Rodas5P(), new double[] {1, 1}).gradient(new double[] {1, 1}, LOSS))
                .withMessageContaining("use a Runge-Kutta method");
        var massive = DiscreteAdjoint.of(
                Ode.of((t, y, f) -> f[0] = -y[0]).with(Mass.diagonal(2)),
                0,
                Pull.of((t, y, v, byState, byParameter) -> byState[0] -= v[0]),
                new Radau(3),
                0,
                1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> massive.gradient(new double[] {1}, END))
                .withMessageContaining("without a mass matrix");
    }
}
