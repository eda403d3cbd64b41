package org.onsager.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.nn.Activation;
import org.onsager.tensor.nn.Mlp;

class BatchedTest {
    private static final RandomStream STREAM = RandomStream.of(3).split("batched");

    @Test
    void maps_of_rows_equal_the_batched_function_and_so_do_their_gradients() {
        try (var _ = TensorScope.open()) {
            var net = Mlp.of(Activation.TANH, STREAM, DType.FLOAT64, 3, 8, 2);
            var x = Tensors.normal(STREAM.split("x"), DType.FLOAT64, 5, 3);
            var whole = net.forward(x);
            var mapped = Batched.map(row -> net.forward(row.unsqueeze(0)).select(0, 0), x);
            var pieces = Batched.chunked(net::forward, x, 2);
            assertThat(mapped.shape()).containsExactly(5, 2);
            assertThat(mapped.toDoubles()).containsExactly(whole.toDoubles(), within(1e-14));
            assertThat(pieces.toDoubles()).containsExactly(whole.toDoubles(), within(1e-14));
            var expected = Autograd.gradients(net.forward(x).square().sum(), net.parameterList());
            var got = Autograd.gradients(pieces.square().sum(), net.parameterList());
            for (int p = 0; p < expected.size(); p++)
                assertThat(got.get(p).toDoubles())
                        .containsExactly(expected.get(p).toDoubles(), within(1e-12));
        }
    }

    @Test
    void gradients_of_rows_sum_to_the_gradient_of_the_sum() {
        try (var _ = TensorScope.open()) {
            var net = Mlp.of(Activation.SILU, STREAM, DType.FLOAT64, 3, 4, 1);
            var x = Tensors.normal(STREAM.split("y"), DType.FLOAT64, 6, 3);
            var each = Batched.gradients(b -> net.forward(b).square().sum(), net.parameterList(), x);
            var sum = Autograd.gradients(net.forward(x).square().sum(), net.parameterList());
            for (int p = 0; p < sum.size(); p++) {
                assertThat(each.get(p).size(0)).isEqualTo(6);
                assertThat(each.get(p).sum(0).toDoubles())
                        .containsExactly(sum.get(p).toDoubles(), within(1e-12));
            }
        }
    }

    @Test
    void empty_batches_and_pieces_are_refused() {
        try (var _ = TensorScope.open()) {
            var x = Tensors.zeros(DType.FLOAT64, 0, 3);
            assertThatThrownBy(() -> Batched.map(row -> row, x)).hasMessageContaining("n >= 1");
            var y = Tensors.zeros(DType.FLOAT64, 4, 3);
            assertThatThrownBy(() -> Batched.chunked(row -> row, y, 0))
                    .hasMessageContaining("rows must be in [1, inf)");
        }
    }
}
