package org.onsager.tensor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.Autograd;
import org.onsager.tensor.DType;
import org.onsager.tensor.Tensor;
import org.onsager.tensor.TensorScope;
import org.onsager.tensor.Tensors;

class LayersTest {
    private static final RandomStream STREAM = RandomStream.of(4).split("layers");
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long... shape) {
        return Tensors.normal(STREAM.split("x"), DType.FLOAT64, shape);
    }

    /// Every layer on a small input.
    private static Map<Layer, Tensor> zoo() {
        var zoo = new LinkedHashMap<Layer, Tensor>();
        var f64 = DType.FLOAT64;
        zoo.put(Linear.of(3, 2, STREAM, f64), normal(4, 3));
        zoo.put(Conv1d.of(4, 6, 3, 2, 1, 1, 2, STREAM, f64), normal(2, 4, 9));
        zoo.put(Conv2d.same(2, 3, 3, STREAM, f64), normal(2, 2, 5, 4));
        zoo.put(LayerNorm.of(5, f64), normal(3, 5));
        zoo.put(GroupNorm.of(2, 4, f64), normal(3, 4, 5));
        zoo.put(BatchNorm.of(4, f64), normal(3, 4, 5));
        zoo.put(MultiHeadAttention.of(6, 2, STREAM, f64), normal(2, 3, 6));
        zoo.put(Recurrent.gru(3, 4, 2, STREAM, f64), normal(2, 5, 3));
        zoo.put(Recurrent.lstm(3, 4, 1, STREAM, f64), normal(2, 5, 3));
        zoo.put(Mlp.of(Activation.SILU, STREAM, f64, 3, 8, 8, 1), normal(4, 3));
        zoo.put(
                Sequential.of(SinusoidalFeatures.geometric(4, 1, 100, f64), Linear.of(8, 2, STREAM, f64)),
                normal(3, 1));
        zoo.put(SinusoidalFeatures.random(3, 5, 2, STREAM, f64), normal(4, 3));
        zoo.put(Activation.softplus(100), normal(4, 3));
        return zoo;
    }

    @Test
    void gradients_of_every_layer_match_central_differences() {
        zoo().forEach((layer, x) -> {
            x.requiresGrad();
            var weights = Tensors.normal(
                    STREAM.split("w"), DType.FLOAT64, layer.forward(x).shape());
            var loss = layer.forward(x).mul(weights).sum();
            checkDirection(layer, x, weights, x, Autograd.gradient(loss, x));
            layer.parameters()
                    .forEach((name, p) -> checkDirection(
                            layer,
                            x,
                            weights,
                            p,
                            Autograd.gradient(layer.forward(x).mul(weights).sum(), p)));
        });
    }

    /// The slope along a random direction, by the gradient and by differences.
    private static void checkDirection(Layer layer, Tensor x, Tensor weights, Tensor at, Tensor gradient) {
        var direction = Tensors.normal(STREAM.split("d"), DType.FLOAT64, at.shape());
        var start = at.detach().copy();
        double h = 1e-5;
        at.assign(start.addScaled(direction, h));
        double up = layer.forward(x).mul(weights).sum().item();
        at.assign(start.addScaled(direction, -h));
        double down = layer.forward(x).mul(weights).sum().item();
        at.assign(start);
        double slope = gradient.mul(direction).sum().item();
        assertThat((up - down) / (2 * h))
                .as("%s, %s", layer.getClass().getSimpleName(), at.describe())
                .isCloseTo(
                        slope, within(1e-6 * Math.max(1, Math.abs(slope)) * (layer instanceof Activation ? 1e3 : 1)));
    }

    @Test
    void every_layer_has_second_derivatives() {
        zoo().forEach((layer, x) -> {
            x.requiresGrad();
            var first = Autograd.differentiable(layer.forward(x).square().sum(), x);
            var second = Autograd.gradient(first.square().sum(), x);
            double h = 1e-5;
            var direction = Tensors.normal(STREAM.split("d"), DType.FLOAT64, x.shape());
            var start = x.detach().copy();
            x.assign(start.addScaled(direction, h));
            double up = Autograd.gradient(layer.forward(x).square().sum(), x)
                    .square()
                    .sum()
                    .item();
            x.assign(start.addScaled(direction, -h));
            double down = Autograd.gradient(layer.forward(x).square().sum(), x)
                    .square()
                    .sum()
                    .item();
            x.assign(start);
            double slope = second.mul(direction).sum().item();
            assertThat((up - down) / (2 * h))
                    .as(layer.getClass().getSimpleName())
                    .isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
        });
    }

    @Test
    void a_prepared_network_is_the_same_map_with_the_same_gradient() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 3, 8, 8, 2);
        var x = normal(5, 3);
        var prepared = net.prepared();
        assertThat(prepared.apply(x).toDoubles()).containsExactly(net.forward(x).toDoubles(), within(1e-15));
        var list = net.parameterList();
        var one = Autograd.gradients(prepared.apply(x).square().sum(), list).get(2);
        var other = Autograd.gradients(net.forward(x).square().sum(), list).get(2);
        assertThat(one.toDoubles()).containsExactly(other.toDoubles(), within(1e-13));
    }

    @Test
    void shapes_are_as_promised() {
        var f64 = DType.FLOAT64;
        assertThat(Conv1d.of(4, 6, 3, 2, 1, 1, 2, STREAM, f64)
                        .forward(normal(2, 4, 9))
                        .shape())
                .containsExactly(2, 6, 5);
        assertThat(Conv2d.same(2, 3, 3, STREAM, f64).forward(normal(2, 2, 5, 4)).shape())
                .containsExactly(2, 3, 5, 4);
        assertThat(Recurrent.gru(3, 4, 2, STREAM, f64)
                        .run(normal(2, 5, 3))
                        .hidden()
                        .shape())
                .containsExactly(2, 2, 4);
        assertThat(Embedding.of(10, 3, STREAM, f64)
                        .forward(Tensors.of(new long[] {1, 9, 1}, 3, 1))
                        .shape())
                .containsExactly(3, 1, 3);
        assertThatThrownBy(() -> Linear.of(3, 2, STREAM, f64).forward(normal(4, 5)))
                .hasMessageStartingWith("linear of float64[4, 5] and float64[2, 3]");
        assertThat(Mlp.of(Activation.SILU, STREAM, f64, 2, 80, 80, 80, 1).parameterCount())
                .isEqualTo(13281);
        assertThat(Mlp.of(Activation.SILU, STREAM, f64, 3, 80, 80, 80, 1).parameterCount())
                .isEqualTo(13361);
    }

    @Test
    void same_stream_same_parameters() {
        var a = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 16, 1);
        var b = Mlp.of(Activation.TANH, STREAM, DType.FLOAT32, 2, 16, 1);
        a.parameters()
                .forEach((name, p) -> assertThat(p.toFloats())
                        .containsExactly(
                                java.util.Objects.requireNonNull(b.parameters().get(name))
                                        .toFloats()));
        assertThat(a.parameters().keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    }

    @Test
    void initialisers_have_their_variances() {
        var f64 = DType.FLOAT64;
        // 40,000 draws: the relative error of a variance is below 5 sqrt(2 / 40,000) with normal draws
        double tolerance = 5 * Math.sqrt(2.0 / 40_000);
        assertThat(Initializer.he().draw(STREAM, f64, 400, 100).square().mean().item() * 50)
                .isCloseTo(1, within(tolerance));
        assertThat(Initializer.lecun()
                                .draw(STREAM, f64, 400, 100)
                                .square()
                                .mean()
                                .item()
                        * 100)
                .isCloseTo(1, within(tolerance));
        assertThat(Initializer.xavier()
                                .draw(STREAM, f64, 400, 100)
                                .square()
                                .mean()
                                .item()
                        * 250)
                .isCloseTo(1, within(tolerance));
        assertThat(Initializer.fanIn().draw(STREAM, f64, 400, 100).abs().max().item())
                .isLessThan(0.1);
        var q = Initializer.orthogonal(1).draw(STREAM, f64, 20, 30);
        assertThat(q.matmul(q.t()).sub(Tensors.eye(20, f64)).abs().max().item()).isLessThan(1e-13);
    }

    @Test
    void normalisation_normalises() {
        var y = LayerNorm.of(7, DType.FLOAT64).forward(normal(5, 7));
        assertThat(y.mean(1).abs().max().item()).isLessThan(1e-14);
        assertThat(y.variance(false, 1).sub(1).abs().max().item()).isLessThan(1e-4);
        var norm = BatchNorm.of(3, DType.FLOAT64);
        var x = normal(50, 3).mul(4).add(2);
        var z = norm.forward(x, Pass.training(STREAM));
        assertThat(z.mean(0).abs().max().item()).isLessThan(1e-14);
        assertThat(norm.runningMean().toDoubles())
                .containsExactly(x.mean(0).mul(0.1).toDoubles(), within(1e-14));
        assertThat(norm.state()).containsKeys("weight", "running_var");
    }

    @Test
    void dropout_keeps_the_mean_and_depends_on_the_pass_alone() {
        var dropout = new Dropout(0.25);
        var ones = Tensors.ones(DType.FLOAT64, 10_000);
        var first = dropout.forward(ones, Pass.training(STREAM));
        assertThat(first.toDoubles())
                .containsExactly(dropout.forward(ones, Pass.training(STREAM)).toDoubles());
        // kept with probability 3/4: mean 1, standard deviation of the mean sqrt(1/3 / 10,000)
        assertThat(first.mean().item()).isCloseTo(1, within(5 * Math.sqrt(1 / 3e4)));
        assertThat(dropout.forward(ones).toDoubles()).containsExactly(ones.toDoubles());
        var pass = Pass.training(STREAM);
        assertThat(dropout.forward(ones, pass).toDoubles())
                .isNotEqualTo(dropout.forward(ones, pass).toDoubles());
    }

    @Test
    void causal_attention_does_not_see_the_future() {
        var attention = MultiHeadAttention.of(4, 2, STREAM, DType.FLOAT64);
        var mask = MultiHeadAttention.causalMask(5, DType.FLOAT64);
        var x = normal(1, 5, 4).requiresGrad();
        var early = attention.attend(x, x, mask).select(1, 2).sum();
        var influence = Autograd.gradient(early, x).abs().sum(0, 2).toDoubles();
        assertThat(influence[3]).isZero();
        assertThat(influence[4]).isZero();
        assertThat(influence[0]).isPositive();
    }

    @Test
    void a_state_of_other_names_or_shapes_is_refused_by_name() {
        var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 2, 4, 1);
        var other = new LinkedHashMap<>(net.state());
        other.put("0.weight", normal(3, 2));
        assertThatThrownBy(() -> net.load(other)).hasMessage("0.weight is float64[4, 2], not float64[3, 2]");
        other.remove("0.weight");
        assertThatThrownBy(() -> net.load(other)).hasMessage("the parameter 0.weight is missing");
    }

    @Test
    void batch_normalisation_of_one_value_a_channel_is_refused_in_training() {
        var norm = BatchNorm.of(3, DType.FLOAT64);
        var row = Tensors.of(new double[] {1, 2, 3}, 1, 3);
        assertThatThrownBy(() -> norm.forward(row, Pass.training(RandomStream.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two values a channel");
        assertThat(norm.runningVariance().toDoubles()).containsOnly(1);
        assertThat(norm.forward(row).toDoubles()).containsExactly(new double[] {1, 2, 3}, within(1e-4));
    }

    @Test
    void an_even_width_cannot_keep_the_length() {
        assertThatThrownBy(() -> Conv1d.same(1, 1, 4, RandomStream.of(1), DType.FLOAT64))
                .hasMessage("width must be odd to keep the length, not 4");
    }
}
