package org.onsager.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorList;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;
import org.onsager.tensor.optim.Adam;
import org.onsager.tensor.optim.Lbfgs;
import org.onsager.tensor.train.Trainer;
import org.onsager.tensor.train.Training;

class BackpropagationTest {
    private static final RandomStream STREAM = RandomStream.of(5).split("backpropagation");

    /// A loss whose gradient is not a multiple of the values.
    private static final UnaryOperator<Tensor> LOSS =
            y -> y.square().mul(y.sin()).sum();

    private static Activation activation(String name) {
        return switch (name) {
            case "silu" -> Activation.SILU;
            case "tanh" -> Activation.TANH;
            case "relu" -> Activation.RELU;
            default -> throw new IllegalArgumentException(name);
        };
    }

    // 300 samples and 270 columns: two blocks, the second ragged, and lanes that do not divide them
    @ParameterizedTest
    @CsvSource({
        "silu, FLOAT64, 1e-12",
        "tanh, FLOAT64, 1e-12",
        "relu, FLOAT64, 1e-12",
        "silu, FLOAT32, 2e-5",
        "tanh, FLOAT32, 2e-5",
        "relu, FLOAT32, 2e-5"
    })
    void values_and_gradients_are_those_of_the_graph(String name, DType dtype, double tolerance) {
        try (var _ = TensorScope.open()) {
            var net = Mlp.of(activation(name), STREAM, dtype, 3, 270, 19, 2);
            var x = Tensors.normal(STREAM.split("x"), dtype, 300, 3).mul(3);
            var reverse = Backpropagation.of(net, 300);
            var loss = LOSS.apply(net.forward(x));
            var expected = Autograd.gradients(loss, net.parameterList());
            assertThat(reverse.forward(x).toDoubles())
                    .containsExactly(net.forward(x).toDoubles(), within(tolerance));
            var found = reverse.of(x, LOSS);
            assertThat(found.loss().item()).isCloseTo(loss.item(), within(tolerance * 300));
            for (int p = 0; p < expected.size(); p++) {
                double scale = expected.get(p).abs().max().item();
                assertThat(found.gradients().get(p).toDoubles())
                        .containsExactly(expected.get(p).toDoubles(), within(tolerance * Math.max(1, scale)));
            }
        }
    }

    @Test
    void the_fused_silu_is_right_to_three_units_in_the_last_place_from_one_end_of_the_floats_to_the_other() {
        try (var _ = TensorScope.open()) {
            var net = new Mlp(Sequential.of(
                    new Linear(Tensors.eye(1, DType.FLOAT32), Tensors.zeros(DType.FLOAT32, 1)),
                    Activation.SILU,
                    new Linear(Tensors.eye(1, DType.FLOAT32), Tensors.zeros(DType.FLOAT32, 1))));
            var x = Tensors.linspace(-120, 120, 4_801, DType.FLOAT32).unsqueeze(1);
            float[] found = Backpropagation.of(net, 4_801).forward(x).toFloats();
            float[] points = x.toFloats();
            for (int i = 0; i < points.length; i++) {
                double exact = points[i] / (1 + Math.exp(-(double) points[i]));
                assertThat((double) found[i]).isCloseTo(exact, within(3.6e-7 * Math.abs(exact) + 1e-35));
            }
        }
    }

    @Test
    void not_a_number_stays_one() {
        try (var _ = TensorScope.open()) {
            var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 1, 20, 1);
            var x = Tensors.full(Double.NaN, DType.FLOAT32, 2, 1);
            assertThat(Backpropagation.of(net, 2).forward(x).toDoubles()).containsOnly(Double.NaN);
        }
    }

    @Test
    void the_bits_do_not_depend_on_the_number_of_threads() {
        var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 2, 512, 512, 2);
        float[] one = onThreads(1, net);
        float[] two = onThreads(2, net);
        assertThat(two).containsExactly(one);
    }

    private static float[] onThreads(int threads, Mlp net) {
        try (var pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> {
                        try (var _ = TensorScope.open()) {
                            var x = Tensors.normal(STREAM.split("threads"), DType.FLOAT32, 700, 2);
                            return flat(Backpropagation.of(net, 700).of(x, LOSS).gradients());
                        }
                    })
                    .join();
        }
    }

    private static float[] flat(TensorList list) {
        return Tensors.cat(0, list.toList().stream().map(g -> g.reshape(-1)).toArray(Tensor[]::new))
                .toFloats();
    }

    @Test
    void later_changes_of_the_parameters_are_seen_and_nothing_is_left_in_the_scope() {
        try (var scope = TensorScope.open()) {
            var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 2, 8, 1);
            var reverse = Backpropagation.of(net, 4);
            var x = Tensors.ones(DType.FLOAT64, 4, 2);
            var before = reverse.forward(x).toDoubles();
            net.layers()
                    .layers()
                    .getFirst()
                    .parameters()
                    .values()
                    .forEach(p -> p.assign(p.detach().mul(2)));
            int held = scope.size();
            assertThat(reverse.forward(x).toDoubles()).isNotEqualTo(before);
            assertThat(scope.size()).isEqualTo(held);
            assertThat(reverse.forward(x).toDoubles())
                    .containsExactly(net.forward(x).toDoubles(), within(1e-14));
        }
    }

    @Test
    void a_training_by_given_gradients_follows_that_by_the_graph() {
        var x = Tensors.normal(STREAM.split("train"), DType.FLOAT64, 64, 2);
        var byGraph = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 2, 16, 2);
        var byHand = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 2, 16, 2);
        UnaryOperator<Tensor> loss = y -> y.sub(x).square().mean();
        var reverse = Backpropagation.of(byHand, 64);
        var trainer = Trainer.of(Adam.of(1e-2), 50).withClip(0.5);
        var expected = trainer.train(byGraph, step -> loss.apply(byGraph.forward(x)));
        var found = trainer.trainBy(byHand, step -> reverse.of(x, loss));
        assertThat(found).isInstanceOf(Training.Finished.class);
        assertThat(found.losses()).containsExactly(expected.losses(), within(1e-12));
    }

    @Test
    void what_it_cannot_do_is_refused() {
        var gelu = Mlp.of(Activation.GELU, STREAM, DType.FLOAT32, 2, 4, 1);
        assertThat(Backpropagation.supports(gelu)).isFalse();
        assertThatThrownBy(() -> Backpropagation.of(gelu, 8))
                .hasMessage("activation must be one of silu, tanh, relu for backpropagation, not gelu");
        var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT32, 2, 4, 1);
        assertThat(Backpropagation.supports(net)).isTrue();
        assertThatThrownBy(() -> Backpropagation.of(net, 0)).hasMessage("rows must be in [1, inf), not 0");
        var reverse = Backpropagation.of(net, 8);
        assertThatThrownBy(() -> reverse.forward(Tensors.zeros(DType.FLOAT32, 7, 2)))
                .hasMessage("x must be float32[8, 2], not float32[7, 2]");
        assertThatThrownBy(() -> reverse.reverse(Tensors.zeros(DType.FLOAT64, 8, 1)))
                .hasMessage("cotangent must be float32[8, 1], not float64[8, 1]");
        var trainer = Trainer.of(new Lbfgs(1, 5, 20), 2);
        var x = Tensors.ones(DType.FLOAT32, 8, 2);
        assertThatThrownBy(() -> trainer.trainBy(
                        net, step -> reverse.of(x, y -> y.square().mean())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("optimizer must be Adam or Sgd where gradients are given, not L-BFGS");
    }

    @Test
    void layers_that_would_be_left_out_are_refused() {
        var linear = Linear.of(2, 2, RandomStream.of(1), DType.FLOAT64);
        for (var layers : List.<List<Layer>>of(
                List.of(linear, Activation.TANH),
                List.of(Activation.TANH, linear),
                List.of(linear, linear),
                List.of(linear, Activation.TANH, new Dropout(0.5), linear))) {
            var net = new Mlp(new Sequential(layers));
            assertThat(Backpropagation.supports(net)).isFalse();
            assertThatThrownBy(() -> Backpropagation.of(net, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("layers must be linear ones with one activation between two");
        }
    }
}
