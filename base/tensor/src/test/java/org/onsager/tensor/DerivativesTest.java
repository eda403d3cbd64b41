package org.onsager.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class DerivativesTest {
    private static final RandomStream STREAM = RandomStream.of(5).split("derivatives");
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /// libtorch knows one level of forward mode for the whole process.
    @Test
    void products_on_several_threads_take_turns() {
        var seeds = List.of(1, 2, 3, 4, 5, 6, 7, 8);
        UnaryOperator<Tensor> field = x -> x.tanh().mul(x.sin());
        java.util.function.IntFunction<double[]> divergence = seed -> {
            try (var _ = TensorScope.open()) {
                var x = Tensors.normal(RandomStream.of(seed), DType.FLOAT64, 400, 6);
                double[] last = {};
                for (int k = 0; k < 20; k++)
                    last = Derivatives.divergence(field, x).derivative().toDoubles();
                return last;
            }
        };
        var alone = seeds.stream().map(divergence::apply).toList();
        var together = seeds.parallelStream().map(divergence::apply).toList();
        for (int i = 0; i < seeds.size(); i++) assertThat(together.get(i)).containsExactly(alone.get(i));
    }

    /// \(\phi(x) = \sin(x_1) x_2^2 + x_3^3 x_1\), row by row.
    private static Tensor phi(Tensor x) {
        var a = x.select(1, 0);
        var b = x.select(1, 1);
        var c = x.select(1, 2);
        return a.sin().mul(b.square()).add(c.pow(3).mul(a));
    }

    private static double[] gradientOfPhi(double[] x) {
        return new double[] {
            Math.cos(x[0]) * x[1] * x[1] + x[2] * x[2] * x[2], 2 * Math.sin(x[0]) * x[1], 3 * x[2] * x[2] * x[0]
        };
    }

    private static double laplacianOfPhi(double[] x) {
        return -Math.sin(x[0]) * x[1] * x[1] + 2 * Math.sin(x[0]) + 6 * x[2] * x[0];
    }

    private static double[][] rows(Tensor x) {
        int n = (int) x.size(0), d = (int) x.size(1);
        var flat = x.toDoubles();
        var rows = new double[n][];
        for (int i = 0; i < n; i++) rows[i] = java.util.Arrays.copyOfRange(flat, i * d, (i + 1) * d);
        return rows;
    }

    private static Tensor points(int n, int d) {
        return Tensors.normal(STREAM.split("points"), DType.FLOAT64, n, d);
    }

    @Test
    void gradient_matches_the_closed_form() {
        var x = points(7, 3).requiresGrad();
        var gradient = rows(Autograd.gradient(phi(x).sum(), x));
        var at = rows(x);
        for (int i = 0; i < 7; i++) assertThat(gradient[i]).containsExactly(gradientOfPhi(at[i]), within(1e-13));
    }

    @Test
    void fifth_derivative_of_sine_is_cosine() {
        var x = Tensors.linspace(-2, 2, 9, DType.FLOAT64).requiresGrad();
        var y = x.sin();
        for (int order = 0; order < 5; order++) y = Autograd.differentiable(y.sum(), x);
        assertThat(y.toDoubles()).containsExactly(x.cos().toDoubles(), within(1e-15));
    }

    @Test
    void derivatives_match_central_differences_for_every_elementwise_function() {
        var functions = List.<UnaryOperator<Tensor>>of(
                Tensor::exp,
                Tensor::expm1,
                Tensor::log1p,
                Tensor::sin,
                Tensor::cos,
                Tensor::tan,
                Tensor::atan,
                Tensor::sinh,
                Tensor::cosh,
                Tensor::tanh,
                Tensor::erf,
                Tensor::erfc,
                Tensor::lgamma,
                Tensor::sigmoid,
                Tensor::silu,
                Tensor::gelu,
                Tensor::elu,
                Tensor::logSigmoid,
                Tensor::square,
                Tensor::sqrt,
                Tensor::rsqrt,
                Tensor::reciprocal,
                Tensor::log,
                x -> x.softplus(3),
                x -> x.leakyRelu(0.1),
                x -> x.pow(2.5),
                x -> x.logSumExp(0).add(x),
                x -> x.softmax(0),
                x -> x.cumsum(0),
                Tensor::digamma);
        double h = 1e-5;
        for (int f = 0; f < functions.size(); f++) {
            var function = functions.get(f);
            var x = Tensors.linspace(0.5, 1.1, 6, DType.FLOAT64).requiresGrad();
            var weights = Tensors.linspace(1, 2, 6, DType.FLOAT64);
            var gradient =
                    Autograd.gradient(function.apply(x).mul(weights).sum(), x).toDoubles();
            for (int i = 0; i < 6; i++) {
                var unit = Tensors.eye(6, DType.FLOAT64).select(0, i).mul(h);
                double up = function.apply(x.add(unit)).mul(weights).sum().item();
                double down = function.apply(x.sub(unit)).mul(weights).sum().item();
                assertThat(gradient[i]).as("function %d", f).isCloseTo((up - down) / (2 * h), within(1e-8));
            }
        }
    }

    @Test
    void vector_jacobian_and_jacobian_vector_products_are_adjoint() {
        UnaryOperator<Tensor> f =
                x -> x.matmul(points(3, 3)).tanh().mul(x.sum(1).unsqueeze(1));
        var x = points(4, 3);
        var u = Tensors.normal(STREAM.split("u"), DType.FLOAT64, 4, 3);
        var v = Tensors.normal(STREAM.split("v"), DType.FLOAT64, 4, 3);
        double left = Derivatives.vjp(f, x, u).derivative().mul(v).sum().item();
        double right = Derivatives.jvp(f, x, v).derivative().mul(u).sum().item();
        assertThat(left).isCloseTo(right, within(1e-12));
    }

    @Test
    void hessian_vector_product_matches_differences_of_the_gradient() {
        var x = points(5, 3);
        var v = Tensors.normal(STREAM.split("v"), DType.FLOAT64, 5, 3);
        var product = Derivatives.hvp(DerivativesTest::phi, x, v);
        assertThat(rows(product.value())[2]).containsExactly(gradientOfPhi(rows(x)[2]), within(1e-13));
        double h = 1e-5;
        var up = rows(x.addScaled(v, h));
        var down = rows(x.addScaled(v, -h));
        var hv = rows(product.derivative());
        for (int i = 0; i < 5; i++) {
            var plus = gradientOfPhi(up[i]);
            var minus = gradientOfPhi(down[i]);
            for (int k = 0; k < 3; k++) assertThat(hv[i][k]).isCloseTo((plus[k] - minus[k]) / (2 * h), within(1e-8));
        }
    }

    @Test
    void laplacian_is_exact() {
        var x = points(6, 3);
        var product = Derivatives.laplacian(DerivativesTest::phi, x);
        var at = rows(x);
        var found = product.derivative().toDoubles();
        for (int i = 0; i < 6; i++) assertThat(found[i]).isCloseTo(laplacianOfPhi(at[i]), within(1e-12));
        assertThat(rows(product.value())[1]).containsExactly(gradientOfPhi(at[1]), within(1e-13));
    }

    @Test
    void jacobian_of_a_linear_field_is_its_matrix_and_divergence_its_trace() {
        var a = Tensors.normal(STREAM.split("a"), DType.FLOAT64, 4, 4);
        UnaryOperator<Tensor> f = x -> x.matmul(a.t());
        var jacobian = Derivatives.jacobian(f, points(3, 4)).derivative();
        for (int i = 0; i < 3; i++)
            assertThat(jacobian.select(0, i).reshape(-1).toDoubles()).containsExactly(a.toDoubles(), within(1e-14));
        double trace = a.diagonal().sum().item();
        assertThat(Derivatives.divergence(f, points(3, 4)).derivative().toDoubles())
                .containsExactly(new double[] {trace, trace, trace}, within(1e-13));
    }

    @Test
    void hutchinson_is_exact_for_diagonal_fields_and_unbiased_for_others() {
        UnaryOperator<Tensor> diagonal = x -> x.pow(3);
        var x = points(5, 3);
        assertThat(Derivatives.divergence(diagonal, x, 1, STREAM).derivative().toDoubles())
                .containsExactly(x.square().mul(3).sum(1).toDoubles(), within(1e-12));
        var a = Tensors.normal(STREAM.split("a"), DType.FLOAT64, 3, 3);
        int probes = 4_000;
        double estimate = Derivatives.divergence(y -> y.matmul(a.t()), points(1, 3), probes, STREAM)
                .derivative()
                .item();
        // variance of v'Av for Rademacher v: sum over i<j of (a_ij + a_ji)^2; five standard deviations
        var s = a.add(a.t()).toDoubles();
        double deviation = Math.sqrt((s[1] * s[1] + s[2] * s[2] + s[5] * s[5]) / probes);
        assertThat(estimate).isCloseTo(a.diagonal().sum().item(), within(5 * deviation));
    }

    @Test
    void laplacian_in_a_loss_has_the_parameters_gradient() {
        // phi = w sin(x1) + w^2 x2^2: laplacian = -w sin(x1) + 2 w^2, so that d/dw mean(lap^2) is known
        var w = Tensors.scalar(0.7, DType.FLOAT64).requiresGrad();
        var x = points(8, 2);
        UnaryOperator<Tensor> f =
                y -> y.select(1, 0).sin().mul(w).add(y.select(1, 1).square().mul(w.square()));
        var loss = Derivatives.laplacian(f, x).derivative().square().mean();
        double found = Autograd.gradient(loss, w).item();
        double expected = 0;
        for (var row : rows(x)) {
            double lap = -0.7 * Math.sin(row[0]) + 2 * 0.49;
            expected += 2 * lap * (-Math.sin(row[0]) + 4 * 0.7) / 8;
        }
        assertThat(found).isCloseTo(expected, within(1e-12));
    }

    @Test
    void an_input_without_influence_has_gradient_zero() {
        var x = points(2, 2).requiresGrad();
        var y = points(2, 2).requiresGrad();
        assertThat(Autograd.gradients(x.square().sum(), List.of(x, y)).get(1).toDoubles())
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void gradient_of_what_is_not_tracked_is_refused_with_the_reason() {
        assertThatThrownBy(() -> Autograd.gradient(points(2, 2).sum(), points(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requiresGrad()");
        var x = points(2, 2).requiresGrad();
        assertThatThrownBy(() -> Autograd.gradient(x.mul(2), x)).hasMessageContaining("float64[2, 2]");
    }

    @Test
    void recording_can_be_paused() {
        var x = points(2, 2).requiresGrad();
        assertThat(Autograd.unrecorded(() -> x.mul(2)).isTracked()).isFalse();
        assertThat(x.mul(2).isTracked()).isTrue();
    }

    @Test
    void no_points_have_no_jacobians() {
        var none = Derivatives.jacobian(Tensor::square, Tensors.zeros(DType.FLOAT64, 0, 2));
        assertThat(none.derivative().shape()).containsExactly(0, 2, 2);
    }
}
