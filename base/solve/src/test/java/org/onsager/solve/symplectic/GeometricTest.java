package org.onsager.solve.symplectic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.solve.Ode;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.Tally;
import org.onsager.solve.Term;
import org.onsager.solve.Tolerance;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.implicit.GaussLegendre;

class GeometricTest {
    static final Partitioned OSCILLATOR = Partitioned.newtonian((t, q, f) -> f[0] = -q[0]);

    @Test
    void modified_invariants_are_kept_over_1e5_steps() {
        double h = .1;
        double[] e = Solve.of(OSCILLATOR)
                .span(0, 1e4)
                .y0(new double[] {1, 0})
                .solver(new SymplecticEuler())
                .fixedStep(h)
                .maxSteps(200_000)
                .run()
                .y1();
        assertThat(e[1] * e[1] + e[0] * e[0] - h * e[1] * e[0]).isCloseTo(1, within(1e-12));
        double[] v = Solve.of(OSCILLATOR)
                .span(0, 1e4)
                .y0(new double[] {1, 0})
                .solver(new StormerVerlet())
                .fixedStep(h)
                .maxSteps(200_000)
                .run()
                .y1();
        assertThat((1 - h * h / 4) * v[0] * v[0] + v[1] * v[1]).isCloseTo(.9975, within(1e-12));
    }

    @Test
    void energy_error_of_symplectic_methods_stays_bounded_where_runge_kutta_drifts() {
        var pendulum = Partitioned.newtonian((t, q, f) -> f[0] = -Math.sin(q[0]));
        double[] y0 = {1.5, 0};
        Partitioned.Energy energy = y -> .5 * y[1] * y[1] - Math.cos(y[0]) + 2;
        for (Solver solver : new Solver[] {new Yoshida4(), new McLachlan4(), new Yoshida6(), new GaussLegendre(2)}) {
            var s = Solve.of(pendulum)
                    .span(0, 2000)
                    .y0(y0)
                    .solver(solver)
                    .fixedStep(.2)
                    .observe("drift", SaveAt.everyStep(10), Partitioned.drift(energy, y0))
                    .run();
            var drift = s.output("drift").values();
            double early = 0, late = 0;
            for (int i = 0; i < 100; i++) {
                early = Math.max(early, Math.abs(drift.get(i)[0]));
                late = Math.max(late, Math.abs(drift.get(drift.size() - 1 - i)[0]));
            }
            assertThat(late).isLessThan(1.5 * early + 1e-12);
        }
    }

    @Test
    void reversible_methods_give_the_known_value_and_run_back_to_the_start() {
        var decay = Ode.of((t, y, d) -> d[0] = -.1 * y[0]);
        for (Solver solver :
                new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog(), new CoupledReversible(new RK4())}) {
            var stepper = (ReversibleStepper<double[]>) solver.start(
                    (Term<double[]>) decay,
                    new Solver.Start<>(0, 20, new double[] {1}, Tolerance.of(1e-6, 1e-6), new Tally()));
            for (int i = 0; i < 20; i++) {
                stepper.step(i, i + 1);
                stepper.accept();
            }
            if (!(solver instanceof CoupledReversible))
                assertThat(stepper.state()[0]).isCloseTo(.13574039645, within(1e-10));
            for (int i = 19; i >= 0; i--) stepper.back(i, i + 1);
            assertThat(stepper.state()[0]).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void two_step_midpoint_follows_its_recurrence_and_runs_back_to_the_start() {
        double zeta = -.1, root = Math.sqrt(1 + zeta * zeta), up = zeta + root, down = zeta - root;
        // y_n = a up^n + b down^n with y_0 = 1 and the Euler step y_1 = 1 + zeta
        double a = (1 + zeta - down) / (up - down), b = 1 - a;
        var stepper = new TwoStepMidpoint()
                .start(
                        Ode.of((t, y, d) -> d[0] = -.1 * y[0]),
                        new Solver.Start<>(0, 20, new double[] {1}, Tolerance.of(1e-6, 1e-6), new Tally()));
        for (int i = 0; i < 20; i++) {
            stepper.step(i, i + 1);
            stepper.accept();
            assertThat(stepper.state()[0])
                    .isCloseTo(a * Math.pow(up, i + 1) + b * Math.pow(down, i + 1), within(1e-13));
        }
        for (int i = 19; i >= 0; i--) stepper.back(i, i + 1);
        assertThat(stepper.state()[0]).isCloseTo(1, within(1e-13));
        // on the imaginary axis it is stable up to h = 1, and beyond not
        Ode rotation = Ode.of((t, y, d) -> {
            d[0] = -y[1];
            d[1] = y[0];
        });
        for (double h : new double[] {.5, .8, 1.1}) {
            double[] y = Solve.of(rotation)
                    .span(0, 1000 * h)
                    .y0(new double[] {1, 0})
                    .solver(new TwoStepMidpoint())
                    .fixedStep(h)
                    .run()
                    .y1();
            if (h < 1) assertThat(Math.hypot(y[0], y[1])).isLessThan(2);
            else assertThat(Math.hypot(y[0], y[1])).isGreaterThan(1e3);
        }
    }

    @Test
    void reversible_methods_grow_a_parasite_on_dissipative_problems_and_say_so() {
        var decay = Ode.of((t, y, d) -> d[0] = -.1 * y[0]);
        for (Solver solver : new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog(), new TwoStepMidpoint()}) {
            var s = Solve.of(decay)
                    .span(0, 400)
                    .y0(new double[] {1})
                    .solver(solver)
                    .fixedStep(1)
                    .saveAt(SaveAt.steps())
                    .run();
            double growth = Math.abs(s.ys().get(400)[0] / s.ys().get(399)[0]);
            assertThat(growth).isCloseTo(1.1049875621, within(1e-6));
            assertThat(s.warnings().getLast()).contains("parasitic");
        }
    }

    @Test
    void symplectic_method_on_an_unpartitioned_equation_is_refused_with_the_remedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Solve.of(Ode.of((t, y, d) -> d[0] = 0))
                        .span(0, 1)
                        .y0(new double[2])
                        .solver(new StormerVerlet())
                        .fixedStep(.1)
                        .run())
                .withMessageContaining("Partitioned")
                .withMessageContaining("GaussLegendre");
    }
}
