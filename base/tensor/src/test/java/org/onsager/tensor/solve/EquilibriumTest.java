package org.onsager.tensor.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Pid;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class EquilibriumTest {
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
    void gradient_through_a_square_root_is_the_closed_form() {
        // y^2 = theta, L = y^3: dL/dtheta = 3 y^2/(2 y) = 1.5 sqrt(theta)
        var theta = Tensors.of(new double[] {2}, 1).requiresGrad();
        var s = Equilibrium.of(y -> y.mul(y).sub(theta), List.of(theta))
                .gradient(Tensors.of(new double[] {1}, 1), y -> y.mul(y).mul(y).sum());
        assertThat(s.root().state().item()).isCloseTo(Math.sqrt(2), within(1e-11));
        assertThat(s.loss()).isCloseTo(2 * Math.sqrt(2), within(1e-10));
        assertThat(s.byParameters().getFirst().item()).isCloseTo(1.5 * Math.sqrt(2), within(1e-10));
    }

    @Test
    void gradient_through_a_linear_system_is_that_of_its_inverse() {
        // A y = b, L = <c, y>: dL/db = A^-T c, dL/dA = -(A^-T c) y^T
        int n = 12;
        var a = Tensors.normal(RandomStream.of(1), DType.FLOAT64, n, n)
                .add(Tensors.eye(n, DType.FLOAT64).mul(6))
                .requiresGrad();
        var b = Tensors.normal(RandomStream.of(2), DType.FLOAT64, n).requiresGrad();
        var c = Tensors.normal(RandomStream.of(3), DType.FLOAT64, n);
        var s = Equilibrium.of(y -> a.matmul(y).sub(b), List.of(a, b))
                .gradient(Tensors.zeros(DType.FLOAT64, n), y -> y.mul(c).sum());
        double[] lambda = s.byParameters().get(1).toDoubles(),
                y = s.root().state().toDoubles();
        double[] matrix = a.detach().toDoubles(),
                byMatrix = s.byParameters().get(0).toDoubles();
        for (int j = 0; j < n; j++) {
            double transposed = 0;
            for (int i = 0; i < n; i++) transposed += matrix[i * n + j] * lambda[i];
            assertThat(transposed).isCloseTo(c.toDoubles()[j], within(1e-9));
            for (int i = 0; i < n; i++) assertThat(byMatrix[i * n + j]).isCloseTo(-lambda[i] * y[j], within(1e-10));
        }
    }

    /// A tanh network that contracts, with its loss at a parameter moved by `shift`.
    private static Equilibrium layer(Tensor w, Tensor x) {
        return Equilibrium.fixedPoint(z -> w.matmul(z).add(x).tanh(), List.of(w, x));
    }

    @Test
    void gradient_through_a_fixed_point_is_that_of_differences_and_of_the_unrolled_iteration() {
        int n = 6;
        var w = Tensors.normal(RandomStream.of(5), DType.FLOAT64, n, n).mul(.2).detach();
        var x = Tensors.normal(RandomStream.of(6), DType.FLOAT64, n);
        var start = Tensors.zeros(DType.FLOAT64, n);
        var tracked = w.copy().requiresGrad();
        var input = x.copy().requiresGrad();
        var s = layer(tracked, input).gradient(start, z -> z.mul(z).sum());
        Tensor z = Tensors.zeros(DType.FLOAT64, n);
        for (int k = 0; k < 200; k++) z = tracked.matmul(z).add(input).tanh();
        var unrolled = org.onsager.tensor.Autograd.gradients(z.mul(z).sum(), List.of(tracked, input));
        for (int p = 0; p < 2; p++) {
            double[] implicit = s.byParameters().get(p).toDoubles(),
                    taped = unrolled.get(p).toDoubles();
            for (int i = 0; i < taped.length; i++) assertThat(implicit[i]).isCloseTo(taped[i], within(1e-9));
        }
        double[] moved = x.toDoubles();
        var losses = new double[2];
        for (int side = 0; side < 2; side++) {
            moved[2] = x.toDoubles()[2] + (side == 0 ? 1e-5 : -1e-5);
            losses[side] = layer(tracked, Tensors.of(moved, n).requiresGrad())
                    .gradient(start, y -> y.mul(y).sum())
                    .loss();
        }
        assertThat(s.byParameters().get(1).toDoubles()[2]).isCloseTo((losses[0] - losses[1]) / 2e-5, within(1e-8));
    }

    @Test
    void steady_state_of_a_flow_is_followed_and_differentiated() {
        // logistic growth with harvest: y(1 - y/K) = h; the stable root is K/2 (1 + sqrt(1 - 4 h/K))
        var k = Tensors.of(new double[] {2}, 1).requiresGrad();
        var h = Tensors.of(new double[] {.3}, 1).requiresGrad();
        var flow = Flow.of((t, y) -> y.mul(y.div(k).neg().add(1)).sub(h), List.of(k, h), new Tsit5(), 0, 1000)
                .with(Pid.tol(1e-8, 1e-8));
        Tensor guess = Equilibrium.settle(flow, Tensors.of(new double[] {1.5}, 1));
        var s = Equilibrium.of(flow).gradient(guess, Tensor::sum);
        double root = Math.sqrt(1 - .6);
        assertThat(s.loss()).isCloseTo(1 + root, within(1e-9));
        assertThat(s.byParameters().get(0).item()).isCloseTo(.5 * (1 + root) + .3 / (2 * root), within(1e-8));
        assertThat(s.byParameters().get(1).item()).isCloseTo(-1 / root, within(1e-8));
        assertThat(s.root().iterations()).isLessThan(5);
    }

    @Test
    void no_root_a_degenerate_root_and_untracked_parameters_are_refused() {
        var theta = Tensors.of(new double[] {-1}, 1).requiresGrad();
        var start = Tensors.of(new double[] {.7}, 1);
        assertThatThrownBy(() ->
                        Equilibrium.of(y -> y.mul(y).sub(theta), List.of(theta)).root(start))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("residual");
        assertThatThrownBy(() -> Equilibrium.of(y -> y.mul(0), List.of()).gradient(start, Tensor::sum))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("not isolated");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Equilibrium.of(y -> y, List.of(start)))
                .withMessageContaining("tracked");
    }
}
