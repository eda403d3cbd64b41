package org.onsager.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.nn.Parameter;

class TensorScopeTest {
    @Test
    void a_hundred_thousand_steps_leave_no_native_object_behind() {
        var stream = RandomStream.of(1);
        try (var _ = TensorScope.open()) {
            var w = Tensors.normal(stream, DType.FLOAT32, 4, 4).requiresGrad();
            var x = Tensors.normal(stream.split("x"), DType.FLOAT32, 8, 4);
            var list = TensorList.of(w);
            // as many steps again first: they make the heap, the compiled code and malloc's arenas resident
            for (int step = 0; step < 100_000; step++) oneStep(w, x, list, step);
            touchYoungGeneration();
            collect();
            long before = TensorScope.liveObjects();
            long memoryBefore = org.bytedeco.javacpp.Pointer.physicalBytes();
            for (int step = 0; step < 100_000; step++) oneStep(w, x, list, step);
            // numbers that fell out of the cache of scalars wait for the collector
            for (int tries = 0; tries < 50 && TensorScope.liveObjects() - before > 300; tries++) collect();
            assertThat(TensorScope.liveObjects() - before).isLessThan(300);
            assertThat(org.bytedeco.javacpp.Pointer.physicalBytes() - memoryBefore)
                    .isLessThan(64L << 20);
        }
    }

    /// Makes the young generation's pages resident, so that what the process grows by afterwards is native
    /// memory.
    private static void touchYoungGeneration() {
        long sum = 0;
        for (int i = 0; i < 3 << 10; i++) sum += new byte[1 << 20].length;
        assertThat(sum).isPositive();
    }

    private static void collect() {
        System.gc();
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }

    private static void oneStep(Tensor w, Tensor x, TensorList list, int step) {
        try (var _ = TensorScope.open()) {
            var y = x.matmul(w).tanh().addScaled(x, 0.5);
            var loss = y.square().mean();
            switch (step % 10) {
                case 0 -> Autograd.gradients(loss, list).get(0);
                case 1 -> Autograd.gradient(loss, w);
                case 2 -> y.sum(0).max(0);
                case 3 -> Tensors.cat(0, x, y).reshape(-1).toFloats();
                case 4 -> y.argmax(1).toLongs();
                case 5 -> y.clamp(-1, 1).mul(step % 1000).sum().item();
                default -> y.isFinite();
            }
        }
    }

    @Test
    void everything_made_in_a_scope_is_freed_with_it_and_what_is_kept_is_not() {
        Tensor kept;
        Tensor lost;
        try (var outer = TensorScope.open()) {
            try (var inner = TensorScope.open()) {
                lost = Tensors.ones(DType.FLOAT64, 3);
                kept = inner.keep(lost.mul(2));
                assertThat(inner.size()).isEqualTo(1);
            }
            assertThat(kept.toDoubles()).containsExactly(2, 2, 2);
            assertThat(outer.size()).isEqualTo(1);
            assertThatThrownBy(lost::sum)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scope.keep");
            outer.keep(kept);
        }
        assertThat(kept.sum().item()).isEqualTo(6);
    }

    @Test
    void a_result_can_be_returned_through_a_scope() {
        try (var scope = TensorScope.open()) {
            var y = TensorScope.returning(
                    () -> Tensors.ones(DType.FLOAT64, 3).mul(3).sum());
            assertThat(y.item()).isEqualTo(9);
            assertThat(scope.size()).isEqualTo(1);
        }
    }

    @Test
    void scopes_close_in_reverse_order() {
        try (var outer = TensorScope.open()) {
            try (var inner = TensorScope.open()) {
                assertThatThrownBy(outer::close).hasMessageContaining("after those opened within it");
                assertThat(inner.size()).isZero();
            }
        }
    }

    @Test
    void a_scope_closed_twice_closes_no_other() {
        var first = TensorScope.open();
        first.close();
        try (var _ = TensorScope.open()) {
            var x = Tensors.ones(DType.FLOAT64, 1);
            first.close();
            assertThat(x.item()).isEqualTo(1);
        }
    }

    @Test
    void what_a_scope_does_not_own_stays_where_it_is() {
        var parameter = Parameter.of(() -> Tensors.ones(DType.FLOAT64, 1));
        try (var _ = TensorScope.open()) {
            var outer = Tensors.ones(DType.FLOAT64, 1);
            try (var _ = TensorScope.open()) {
                assertThat(TensorScope.returning(() -> parameter)).isSameAs(parameter);
                assertThat(TensorScope.returning(() -> outer)).isSameAs(outer);
            }
            assertThat(outer.item()).isEqualTo(1);
        }
        assertThat(parameter.item()).isEqualTo(1);
    }
}
