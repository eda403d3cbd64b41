package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.FixedStep;
import org.onsager.solve.Pid;
import org.onsager.solve.Solver;
import org.onsager.solve.adjoint.Checkpoints;
import org.onsager.solve.explicit.Euler;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.stochastic.BrownianInterval;
import org.onsager.solve.stochastic.Layout;
import org.onsager.solve.symplectic.AsynchronousLeapfrog;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class HessianProductTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor numbers(double... values) {
        return Tensors.of(values, values.length);
    }

    private static Flow pendulum(Solver solver, double damping, double stiffness) {
        var p = numbers(damping, stiffness).requiresGrad();
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
                .at(1, 2.5, 4)
                .fixedStep(.1);
    }

    /// A loss that is not linear in states and parameters, nor in their products.
    private static Flow.Loss loss(Flow flow) {
        var p = flow.parameters().getFirst();
        return states -> states.get(0)
                .square()
                .sum()
                .add(states.get(1).sum().mul(p.select(0, 1)))
                .add(states.get(2).pow(3).sum())
                .add(p.pow(3).sum());
    }

    private static double[] flat(Tensor initial, List<Tensor> parameters) {
        var values = new ArrayList<Double>();
        for (double v : initial.toDoubles()) values.add(v);
        for (var each : parameters) for (double v : each.toDoubles()) values.add(v);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] gradient(Solver solver, double[] x) {
        var flow = pendulum(solver, x[2], x[3]);
        var g = Adjoint.tape().gradient(flow, numbers(x[0], x[1]), loss(flow));
        return flat(g.byInitial(), g.byParameters());
    }

    private static double[] product(int states, Solver solver, double[] x, double[] along) {
        var flow = pendulum(solver, x[2], x[3]);
        var h = new HessianProduct(states)
                .of(
                        flow,
                        numbers(x[0], x[1]),
                        loss(flow),
                        numbers(along[0], along[1]),
                        List.of(numbers(along[2], along[3])));
        assertThat(flat(h.byInitial(), h.byParameters())).containsExactly(gradient(solver, x), within(1e-11));
        return flat(h.alongInitial(), h.alongParameters());
    }

    private static final double[] X = {1, .5, .2, 1.3};

    @Test
    void products_are_central_differences_of_the_tape_and_the_hessian_is_symmetric() {
        for (Solver solver : new Solver[] {new RK4(), new ReversibleHeun(), new AsynchronousLeapfrog()}) {
            var hessian = new double[4][];
            for (int d = 0; d < 4; d++) {
                var unit = new double[4];
                unit[d] = 1;
                hessian[d] = product(Checkpoints.ALL, solver, X, unit);
                double e = 1e-5;
                double[] up = X.clone(), down = X.clone();
                up[d] += e;
                down[d] -= e;
                double[] above = gradient(solver, up), below = gradient(solver, down);
                for (int i = 0; i < 4; i++)
                    assertThat(hessian[d][i])
                            .as(solver.name())
                            .isCloseTo((above[i] - below[i]) / (2 * e), within(1e-6));
            }
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < i; j++) assertThat(hessian[i][j]).isCloseTo(hessian[j][i], within(1e-11));
        }
    }

    @Test
    void euler_has_the_closed_form_of_the_second_derivative() {
        // y_N = (1 + theta h)^N y0: d2/dtheta2 = N (N-1) h^2 (1 + theta h)^(N-2) y0, d2/dtheta dy0 = N h (1 +
        // theta h)^(N-1)
        var theta = numbers(1.3).requiresGrad();
        var flow = Flow.of((t, y) -> y.mul(theta), List.of(theta), new Euler(), 0, 1)
                .fixedStep(.1);
        var h = new HessianProduct(2)
                .of(flow, numbers(1), Flow.Loss.ofEnd(Tensor::sum), numbers(0), List.of(numbers(1)));
        assertThat(h.alongParameters().getFirst().item()).isCloseTo(.9 * Math.pow(1.13, 8), within(1e-12));
        assertThat(h.alongInitial().item()).isCloseTo(Math.pow(1.13, 9), within(1e-12));
        assertThat(h.byParameters().getFirst().item()).isCloseTo(Math.pow(1.13, 9), within(1e-12));
        assertThat(h.loss()).isCloseTo(Math.pow(1.13, 10), within(1e-12));
    }

    @Test
    void any_number_of_states_gives_the_same_product() {
        double[] along = {.3, -1, .7, .2};
        for (Solver solver : new Solver[] {new RK4(), new ReversibleHeun()}) {
            double[] all = product(Checkpoints.ALL, solver, X, along);
            for (int states : new int[] {1, 3, Checkpoints.AUTO})
                assertThat(product(states, solver, X, along)).containsExactly(all, within(1e-13));
        }
    }

    @Test
    void few_states_hold_few_tensors_however_many_steps_there_are() {
        var peaks = new long[2];
        for (int k = 0; k < 2; k++) {
            long before = TensorScope.liveObjects();
            var peak = new java.util.concurrent.atomic.AtomicLong();
            var theta = numbers(1.3).requiresGrad();
            var flow = Flow.of(
                            (t, y) -> {
                                peak.accumulateAndGet(TensorScope.liveObjects(), Math::max);
                                return y.mul(theta).sin();
                            },
                            List.of(theta),
                            new Heun(),
                            0,
                            1)
                    .fixedStep(k == 0 ? 1.0 / 25 : 1.0 / 200);
            new HessianProduct(5).of(flow, numbers(1), Flow.Loss.ofEnd(Tensor::sum), numbers(0), List.of(numbers(1)));
            peaks[k] = peak.get() - before;
        }
        assertThat(peaks[1]).isLessThan(2 * peaks[0]);
    }

    @Test
    void adaptive_steps_count_as_constants_for_both_derivatives() {
        // exp(theta) at 1: all derivatives by theta are exp(theta)
        var theta = numbers(.7).requiresGrad();
        var flow = Flow.of((t, y) -> y.mul(theta), List.of(theta), new Tsit5(), 0, 1)
                .with(Pid.tol(1e-10, 1e-12));
        var h = new HessianProduct()
                .of(flow, numbers(1), Flow.Loss.ofEnd(Tensor::sum), numbers(0), List.of(numbers(1)));
        assertThat(h.alongParameters().getFirst().item()).isCloseTo(Math.exp(.7), within(1e-8));
    }

    @Test
    void stochastic_equation_has_the_second_derivatives_of_its_path() {
        double mu = .3, sigma = .5;
        var p = numbers(mu, sigma).requiresGrad();
        var path = new BrownianInterval(RandomStream.of(5), Layout.of(1), 0, 1, 1.0 / 8192);
        var term = TensorSde.stratonovich((t, y) -> y.mul(p.select(0, 0)))
                .diagonal((t, y) -> y.mul(p.select(0, 1)))
                .drivenBy(path);
        var flow = new Flow(term, List.of(p), new Heun(), new FixedStep(1.0 / 256), 0, new double[] {1}, 999);
        var h = new HessianProduct(Checkpoints.AUTO)
                .of(flow, numbers(1), Flow.Loss.ofEnd(Tensor::sum), numbers(0), List.of(numbers(0, 1)));
        var increment = new org.onsager.solve.Increment(1);
        path.increment(0, 1, increment);
        double w = increment.value()[0], y = Math.exp(mu + sigma * w);
        assertThat(h.alongParameters().getFirst().toDoubles())
                .containsExactly(new double[] {w * y, w * w * y}, within(.02));
        assertThat(h.alongInitial().item()).isCloseTo(w * y, within(.01));
    }

    @Test
    void what_does_not_fit_is_refused_with_the_remedy() {
        var flow = pendulum(new RK4(), .2, 1.3);
        var loss = loss(flow);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HessianProduct().of(flow, numbers(1, 0), loss, numbers(1, 0), List.of()))
                .withMessageContaining("one direction a parameter");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new HessianProduct().of(flow, numbers(1, 0), loss, numbers(1), List.of(numbers(0, 0))))
                .withMessageContaining("toInitial must have the shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HessianProduct(0))
                .withMessageContaining("states");
        var adams = flow.with(new Adams()).with(Pid.tol(1e-6, 1e-8));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new HessianProduct().of(adams, numbers(1, 0), loss, numbers(1, 0), List.of(numbers(0, 0))))
                .withMessageContaining("Adams");
    }
}
