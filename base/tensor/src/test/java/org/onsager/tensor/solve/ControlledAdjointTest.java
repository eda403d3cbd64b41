package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.onsager.tensor.solve.AdjointTest.all;
import static org.onsager.tensor.solve.AdjointTest.number;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.controlled.ControlPath;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

/// Gradients of controlled equations.
class ControlledAdjointTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void controlled_equation_has_derivatives_by_times_along_its_path() {
        // dy = y dx along straight lines of slopes 1/2, 3/2 and 5/2: y = exp(x(1.2) - x(0.6))
        double[] t = {0, .5, 1, 1.5};
        double[][] x = {{0}, {.25}, {1}, {2.25}};
        var a = number(1).requiresGrad();
        var term = DrivenTerm.of(
                ControlPath.linear(t, x), (time, y, dt, dx) -> y.mul(a).mul(dx));
        var flow = new Flow(
                term, List.of(a), new Heun(), new org.onsager.solve.FixedStep(1e-3), .6, new double[] {1.2}, 9999);
        double y1 = Math.exp(1 + .2 * 2.5 - (.25 + .1 * 1.5));
        for (Adjoint adjoint : List.of(Adjoint.tape(), Adjoint.checkpointed(), Adjoint.backsolve())) {
            var g = adjoint.gradient(flow, number(1), Flow.Loss.ofEnd(Tensor::sum));
            assertThat(g.loss()).isCloseTo(y1, within(1e-5));
            assertThat(g.byTimes()[0]).isCloseTo(2.5 * y1, within(3e-5));
            assertThat(g.byStart()).isCloseTo(-1.5 * y1, within(3e-5));
        }
    }

    @Test
    void controlled_equation_is_differentiated_by_tape_checkpoints_reversal_and_adjoint_equation() {
        double[] t = {0, .7, 1.3, 2};
        double[][] x = {{0, 0}, {.7, .4}, {1.3, -.2}, {2, .5}};
        var path = ControlPath.natural(t, x);
        var a = Tensors.normal(RandomStream.of(3), DType.FLOAT64, 3, 3, 2)
                .mul(.4)
                .requiresGrad();
        var term =
                DrivenTerm.of(path, (time, y, dt, dx) -> a.matmul(dx).matmul(y).tanh());
        var y0 = Tensors.of(new double[] {1, -.5, .3}, 3);
        var flow = new Flow(
                term,
                List.of(a),
                new ReversibleHeun(),
                new org.onsager.solve.FixedStep(.02),
                0,
                new double[] {1, 2},
                999);
        Flow.Loss loss =
                states -> states.get(0).square().sum().add(states.get(1).sum());
        double[] tape = all(Adjoint.tape().gradient(flow, y0, loss));
        assertThat(all(Adjoint.reversible().gradient(flow, y0, loss))).containsExactly(tape, within(1e-12));
        assertThat(all(Adjoint.checkpointed(5).gradient(flow, y0, loss))).containsExactly(tape, within(1e-13));
        var heun = flow.with(new Heun());
        assertThat(all(Adjoint.backsolve().gradient(heun, y0, loss)))
                .containsExactly(all(Adjoint.tape().gradient(heun, y0, loss)), within(1e-3));
    }
}
