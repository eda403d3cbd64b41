package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.explicit.Bosh3;
import org.onsager.solve.explicit.Euler;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.CoupledReversible;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;

class AdjointTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static Tensor number(double value) {
        return Tensors.of(new double[] {value}, 1);
    }

    private static Flow growth(double theta) {
        var parameter = number(theta).requiresGrad();
        return Flow.of((t, y) -> y.mul(parameter), List.of(parameter), new Euler(), 0, 1);
    }

    /// A pendulum with damping and driving, parameters (damping, stiffness).
    private static Flow pendulum(Solver solver) {
        var p = Tensors.of(new double[] {.2, 1.3}, 2).requiresGrad();
        return Flow.of(
                        (t, y) -> {
                            var q = y.select(0, 0);
                            var v = y.select(0, 1);
                            var force = q.sin().mul(p.select(0, 1)).add(v.mul(p.select(0, 0)));
                            return Tensors.stack(0, v, force.neg().add(.3 * Math.cos(t)));
                        },
                        List.of(p),
                        solver,
                        0,
                        4)
                .at(1, 2.5, 4);
    }

    private static final Flow.Loss SQUARES = states -> states.get(0)
            .square()
            .sum()
            .add(states.get(1).sum().mul(.5))
            .add(states.get(2).pow(3).sum());

    private static Tensor start() {
        return Tensors.of(new double[] {1, .5}, 2);
    }

    static double[] all(Gradient g) {
        var values = new ArrayList<Double>();
        for (double v : g.byInitial().toDoubles()) values.add(v);
        for (var each : g.byParameters()) for (double v : each.toDoubles()) values.add(v);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void euler_through_its_steps_and_by_the_adjoint_equation_differ_as_their_closed_forms() {
        var flow = growth(1.3).fixedStep(.1);
        Flow.Loss end = Flow.Loss.ofEnd(Tensor::sum);
        double h = .1, theta = 1.3;
        assertThat(Adjoint.tape()
                        .gradient(flow, number(1), end)
                        .byParameters()
                        .getFirst()
                        .item())
                .isCloseTo(Math.pow(1 + theta * h, 9), within(1e-11))
                .isCloseTo(3.004041937984, within(1e-11));
        double backward = Adjoint.backsolve()
                .gradient(flow, number(1), end)
                .byParameters()
                .getFirst()
                .item();
        double closed =
                Math.pow(1 + theta * h, 10) * (1 - Math.pow(1 - h * h * theta * theta, 10)) / (h * theta * theta);
        assertThat(backward).isCloseTo(closed, within(1e-11)).isCloseTo(3.147707605811, within(1e-11));
    }

    @Test
    void tape_agrees_with_central_differences() {
        var g = Adjoint.tape().gradient(pendulum(new RK4()).fixedStep(.1), start(), SQUARES);
        double e = 1e-6;
        for (int i = 0; i < 2; i++) {
            double[] y = {1, .5};
            y[i] += e;
            double up = Adjoint.tape()
                    .gradient(pendulum(new RK4()).fixedStep(.1), Tensors.of(y, 2), SQUARES)
                    .loss();
            y[i] -= 2 * e;
            double down = Adjoint.tape()
                    .gradient(pendulum(new RK4()).fixedStep(.1), Tensors.of(y, 2), SQUARES)
                    .loss();
            assertThat(g.byInitial().toDoubles()[i]).isCloseTo((up - down) / (2 * e), within(1e-7));
        }
        for (int i = 0; i < 2; i++) {
            var flow = pendulum(new RK4()).fixedStep(.1);
            var p = flow.parameters().getFirst();
            double[] values = {.2, 1.3};
            values[i] += e;
            p.assign(Tensors.of(values, 2));
            double up = Adjoint.tape().gradient(flow, start(), SQUARES).loss();
            values[i] -= 2 * e;
            p.assign(Tensors.of(values, 2));
            double down = Adjoint.tape().gradient(flow, start(), SQUARES).loss();
            assertThat(g.byParameters().getFirst().toDoubles()[i]).isCloseTo((up - down) / (2 * e), within(1e-7));
        }
    }

    @Test
    void checkpointing_gives_the_gradient_of_the_tape_from_any_number_of_states() {
        for (Solver solver : new Solver[] {new Tsit5(), new Bosh3()}) {
            var flow = pendulum(solver).with(Pid.tol(1e-5, 1e-7));
            var tape = Adjoint.tape().gradient(flow, start(), SQUARES);
            for (int states : new int[] {1, 2, 3, 7, 500}) {
                var g = Adjoint.checkpointed(states).gradient(flow, start(), SQUARES);
                assertThat(g.loss()).isEqualTo(tape.loss());
                assertThat(all(g)).containsExactly(all(tape), within(1e-13));
                assertThat(g.work().steps()).isEqualTo(tape.work().steps());
                assertThat(g.work().stored()).isLessThanOrEqualTo(states);
                assertThat(g.byTimes()).containsExactly(tape.byTimes(), within(1e-13));
            }
        }
    }

    @Test
    void checkpointing_carries_the_companions_of_reversible_methods() {
        for (Solver solver : new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog()}) {
            var flow = pendulum(solver).fixedStep(.05);
            assertThat(all(Adjoint.checkpointed(3).gradient(flow, start(), SQUARES)))
                    .containsExactly(all(Adjoint.tape().gradient(flow, start(), SQUARES)), within(1e-13));
        }
    }

    @Test
    void reversing_gives_the_gradient_of_the_tape_to_rounding() {
        for (Solver solver :
                new Solver[] {new ReversibleHeun(), new AsynchronousLeapfrog(), new CoupledReversible(new RK4())}) {
            var flow = pendulum(solver).fixedStep(.05);
            double[] tape = all(Adjoint.tape().gradient(flow, start(), SQUARES));
            double[] exact = all(Adjoint.reversible().gradient(flow, start(), SQUARES));
            for (int i = 0; i < tape.length; i++)
                assertThat(exact[i]).isCloseTo(tape[i], within(1e-12 * Math.abs(tape[i])));
        }
        var adaptive = pendulum(new ReversibleHeun()).with(Pid.tol(1e-4, 1e-6));
        assertThat(all(Adjoint.reversible().gradient(adaptive, start(), SQUARES)))
                .containsExactly(all(Adjoint.tape().gradient(adaptive, start(), SQUARES)), within(1e-10));
    }

    @Test
    void adjoint_equation_of_low_order_is_off_by_its_own_error() {
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            var flow = pendulum(new Heun()).fixedStep(.1 / (1 + k));
            double[] tape = all(Adjoint.tape().gradient(flow, start(), SQUARES));
            double[] back = all(Adjoint.backsolve().gradient(flow, start(), SQUARES));
            for (int i = 0; i < tape.length; i++) errors[k] = Math.max(errors[k], Math.abs(tape[i] - back[i]));
        }
        assertThat(errors[0]).isBetween(1e-6, 1e-1);
        assertThat(errors[0] / errors[1]).isBetween(3.5, 10.0);
    }

    @Test
    void all_adjoints_agree_at_tight_tolerances() {
        var flow = pendulum(new Tsit5()).with(Pid.tol(1e-10, 1e-11));
        double[] tape = all(Adjoint.tape().gradient(flow, start(), SQUARES));
        var backsolve = new Backsolve(Backsolve.States.RESTORED, Backsolve.Parameters.SOLVED, false);
        var interpolated = backsolve.with(Backsolve.States.INTERPOLATED);
        for (Adjoint adjoint : List.of(
                backsolve,
                backsolve.with(Backsolve.States.SOLVED),
                backsolve.withSeminorm(),
                interpolated,
                interpolated.withSeminorm(),
                interpolated.with(Backsolve.Parameters.QUADRATURE),
                Adjoint.forward())) {
            double[] g = all(adjoint.gradient(flow, start(), SQUARES));
            assertThat(g).as(adjoint.toString()).containsExactly(tape, within(2e-8));
        }
    }

    @Test
    void seminorm_spares_backward_steps_where_the_parameters_gradient_is_rough() {
        var p = Tensors.of(new double[] {1}, 1).requiresGrad();
        var flow = Flow.of((t, y) -> y.mul(-.1).add(p.mul(Math.sin(40 * t)).mul(1e-3)), List.of(p), new Tsit5(), 0, 10)
                .with(Pid.tol(1e-6, 1e-9));
        var loss = Flow.Loss.ofEnd(y -> y.sum().mul(1));
        var full = new Backsolve(Backsolve.States.INTERPOLATED, Backsolve.Parameters.SOLVED, false);
        long whole = full.gradient(flow, number(1), loss).work().backward();
        long semi = full.withSeminorm().gradient(flow, number(1), loss).work().backward();
        assertThat(semi).isLessThan(whole / 2);
    }

    @Test
    void derivatives_by_times_are_those_of_exponential_growth() {
        var back = new Backsolve(Backsolve.States.RESTORED, Backsolve.Parameters.SOLVED, false);
        var interpolated = back.with(Backsolve.States.INTERPOLATED);
        double early = Math.exp(.7 * .25), late = Math.exp(.7);
        for (Adjoint adjoint : List.of(
                Adjoint.tape(),
                Adjoint.checkpointed(2),
                Adjoint.checkpointed(),
                Adjoint.reversible(),
                back,
                back.with(Backsolve.States.SOLVED),
                interpolated,
                interpolated.withSeminorm(),
                interpolated.with(Backsolve.Parameters.QUADRATURE),
                Adjoint.forward())) {
            boolean reversible = adjoint instanceof ReversibleExact;
            var flow = growth(.7)
                    .with(reversible ? new CoupledReversible(new RK4()) : new Tsit5())
                    .with(Pid.tol(1e-10, 1e-12))
                    .at(.25, 1);
            if (reversible) flow = flow.fixedStep(.01);
            var g = adjoint.gradient(
                    flow, number(1), s -> s.get(0).sum().add(s.get(1).sum().mul(2)));
            assertThat(g.loss()).as(adjoint.toString()).isCloseTo(early + 2 * late, within(1e-8));
            assertThat(g.byTimes())
                    .as(adjoint.toString())
                    .containsExactly(new double[] {.7 * early, 1.4 * late}, within(1e-8));
            assertThat(g.byStart()).as(adjoint.toString()).isCloseTo(-.7 * (early + 2 * late), within(1e-8));
            assertThat(g.byParameters().getFirst().item())
                    .as(adjoint.toString())
                    .isCloseTo(.25 * early + 2 * late, within(1e-8));
        }
    }

    @Test
    void right_hand_side_that_jumps_is_differentiated_on_the_right_side_of_its_jump() {
        // growth before t = 1/2, decay after it: y(0.5) = exp(theta / 2), y(0.8) = exp(theta (0.5 - 0.3))
        var theta = number(1.1).requiresGrad();
        OdeTerm<Tensor> jumping = new OdeTerm<>() {
            @Override
            public StateSpace<Tensor> space() {
                return TensorSpace.REAL;
            }

            @Override
            public Tensor rate(double t, Tensor y, Tensor into) {
                return y.mul(theta).mul(t < .5 ? 1 : -1);
            }

            @Override
            public double[] jumps() {
                return new double[] {.5};
            }
        };
        var flow = new Flow(jumping, List.of(theta), new Tsit5(), Pid.tol(1e-10, 1e-12), 0, new double[] {.5, .8}, 999);
        double half = Math.exp(.55), end = Math.exp(.22);
        for (Adjoint adjoint :
                List.of(Adjoint.tape(), Adjoint.checkpointed(2), Adjoint.backsolve(), Adjoint.forward())) {
            var g = adjoint.gradient(
                    flow, number(1), s -> s.get(0).sum().add(s.get(1).sum()));
            assertThat(g.loss()).as(adjoint.toString()).isCloseTo(half + end, within(1e-8));
            assertThat(g.byParameters().getFirst().item())
                    .as(adjoint.toString())
                    .isCloseTo(.5 * half + .2 * end, within(1e-8));
            assertThat(g.work().backward()).isLessThan(60);
        }
    }

    @Test
    void loss_that_names_a_parameter_itself_has_both_parts_of_its_gradient() {
        var flow = growth(.7).fixedStep(.01).with(new RK4());
        var theta = flow.parameters().getFirst();
        Flow.Loss loss =
                states -> states.getLast().sum().add(theta.square().sum().mul(3));
        for (Adjoint adjoint : List.of(Adjoint.tape(), Adjoint.checkpointed(4), Adjoint.backsolve(), Adjoint.forward()))
            assertThat(adjoint.gradient(flow, number(1), loss)
                            .byParameters()
                            .getFirst()
                            .item())
                    .isCloseTo(Math.exp(.7) + 6 * .7, within(1e-7));
    }

    @Test
    void checkpointing_holds_few_tensors_where_the_tape_holds_all() {
        var net = Mlp.of(Activation.TANH, RandomStream.of(1), DType.FLOAT64, 2, 8, 2);
        var peak = new AtomicLong();
        var flow = Flow.of(
                        (t, y) -> {
                            peak.accumulateAndGet(TensorScope.liveObjects(), Math::max);
                            return net.forward(y);
                        },
                        List.copyOf(net.parameters().values()),
                        new RK4(),
                        0,
                        1)
                .fixedStep(1.0 / 200);
        var y0 = Tensors.normal(RandomStream.of(2), DType.FLOAT64, 5, 2);
        Flow.Loss loss = Flow.Loss.ofEnd(y -> y.square().sum());
        long before = TensorScope.liveObjects();
        var few = Adjoint.checkpointed(6).gradient(flow, y0, loss);
        long checkpointed = peak.getAndSet(0) - before;
        before = TensorScope.liveObjects();
        var tape = Adjoint.tape().gradient(flow, y0, loss);
        long taped = peak.get() - before;
        assertThat(checkpointed).isLessThan(400);
        assertThat(taped).isGreaterThan(10 * checkpointed);
        assertThat(all(few)).containsExactly(all(tape), within(1e-12));
        assertThat(few.work().repeated()).isLessThanOrEqualTo(4 * 200);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        Flow.Loss loss = Flow.Loss.ofEnd(Tensor::sum);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.reversible().gradient(growth(1).fixedStep(.1), number(1), loss))
                .withMessageContaining("Euler is not reversible")
                .withMessageContaining("ReversibleHeun");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.checkpointed(3)
                        .gradient(growth(1).with(new Adams()).with(Pid.tol(1e-6, 1e-8)), number(1), loss))
                .withMessageContaining("Adams");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> growth(1).at(.5, .2))
                .withMessageContaining("0.2 follows 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Flow.of((t, y) -> y, List.of(number(1)), new Euler(), 0, 1))
                .withMessageContaining("requiresGrad");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adjoint.checkpointed(0))
                .withMessageContaining("states");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backsolve(Backsolve.States.SOLVED, Backsolve.Parameters.QUADRATURE, false))
                .withMessageContaining("INTERPOLATED");
    }
}
