package org.onsager.solve.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.onsager.solve.adjoint.ImplicitAdjointTest.RATES;
import static org.onsager.solve.adjoint.ImplicitAdjointTest.ROBERTSON;
import static org.onsager.solve.adjoint.ImplicitAdjointTest.ROBERTSON_PULL;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.Dop853;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern8;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.Odex;

class ContinuousAdjointTest {
    private static final DiscreteAdjoint.Loss LOSS = (s, by) -> {
        by[0][0] = 1;
        by[1][0] = 2;
        return s[0][0] + 2 * s[1][0];
    };

    /// \(y' = \theta\cos(t)\,y\), so that \(y = e^{\theta(\sin t - \sin t_0)}\).
    private static DiscreteAdjoint wave(Solver solver) {
        double theta = .7;
        var ode = Ode.of((t, y, f) -> f[0] = theta * Math.cos(t) * y[0]);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += theta * Math.cos(t) * v[0];
            byParameter[0] += Math.cos(t) * y[0] * v[0];
        });
        return DiscreteAdjoint.of(ode, 1, pull, solver, .2, 3).at(1, 3).with(Pid.tol(1e-10, 1e-12));
    }

    @Test
    void every_kind_of_solver_has_the_closed_form_by_state_parameter_and_times() {
        double early = Math.exp(.7 * (Math.sin(1) - Math.sin(.2))), late = Math.exp(.7 * (Math.sin(3) - Math.sin(.2)));
        for (Solver solver :
                List.of(new Tsit5(), new Vern8(), new Dop853(), new Radau(5), new Rodas5P(), new Odex(), new Adams())) {
            var g = new ContinuousAdjoint(wave(solver)).gradient(new double[] {1}, LOSS);
            assertThat(g.loss()).as(solver.name()).isCloseTo(early + 2 * late, within(2e-8));
            assertThat(g.byInitial()[0]).as(solver.name()).isCloseTo(early + 2 * late, within(2e-8));
            assertThat(g.byParameters()[0])
                    .as(solver.name())
                    .isCloseTo(
                            early * (Math.sin(1) - Math.sin(.2)) + 2 * late * (Math.sin(3) - Math.sin(.2)),
                            within(2e-8));
            assertThat(g.byTimes())
                    .as(solver.name())
                    .containsExactly(new double[] {.7 * Math.cos(1) * early, 1.4 * Math.cos(3) * late}, within(2e-8));
            assertThat(g.byStart()).as(solver.name()).isCloseTo(-.7 * Math.cos(.2) * (early + 2 * late), within(2e-8));
        }
    }

    @Test
    void stiff_solvers_agree_with_the_gradient_through_their_steps() {
        // Robertson's reactions; relative to the scale of each number
        DiscreteAdjoint.Loss end = DiscreteAdjoint.Loss.ofEnd((y, by) -> {
            by[0] = 1;
            return y[0];
        });
        double[] y0 = {1, 0, 0};
        var problem = DiscreteAdjoint.of(Ode.of(ROBERTSON), 3, ROBERTSON_PULL, new Radau(3), 0, 40)
                .with(Pid.tol(1e-9, 1e-13));
        double[] steps = problem.gradient(y0, end).byParameters();
        for (Solver solver : List.of(new Radau(5), new Rodas5P(), new Bdf())) {
            var other = new DiscreteAdjoint(
                    problem.term(), 3, ROBERTSON_PULL, solver, problem.controller(), 0, problem.times(), 1 << 20, 1);
            double[] found = new ContinuousAdjoint(other).gradient(y0, end).byParameters();
            for (int i = 0; i < 3; i++)
                assertThat(RATES[i] * found[i]).as(solver.name() + i).isCloseTo(RATES[i] * steps[i], within(1e-6));
        }
    }

    @Test
    void right_hand_side_that_jumps_is_followed_on_both_ways() {
        double theta = 1.1;
        var jumping =
                Ode.of((t, y, f) -> f[0] = (t < .5 ? theta : -theta) * y[0]).jumpingAt(.5);
        var pull = Pull.of((t, y, v, byState, byParameter) -> {
            byState[0] += (t < .5 ? theta : -theta) * v[0];
            byParameter[0] += (t < .5 ? 1 : -1) * y[0] * v[0];
        });
        var g = new ContinuousAdjoint(
                        DiscreteAdjoint.of(jumping, 1, pull, new Tsit5(), 0, .8).with(Pid.tol(1e-10, 1e-12)))
                .gradient(new double[] {1}, DiscreteAdjoint.Loss.ofEnd((y, by) -> {
                    by[0] = 1;
                    return y[0];
                }));
        assertThat(g.byParameters()[0]).isCloseTo(.2 * Math.exp(.2 * theta), within(1e-9));
        assertThat(g.backward()).isLessThan(60);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        var massive = DiscreteAdjoint.of(
                Ode.of((t, y, f) -> f[0] = -y[0]).with(Mass.diagonal(2)),
                0,
                Pull.of((t, y, v, byState, byParameter) -> byState[0] -= v[0]),
                new Radau(3),
                0,
                1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContinuousAdjoint(massive).gradient(new double[] {1}, (s, by) -> 0))
                .withMessageContaining("without a mass matrix");
    }
}
