package org.onsager.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class TensorTest {
    private static final RandomStream STREAM = RandomStream.of(9).split("tensor");
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor zeros(long... shape) {
        return Tensors.zeros(DType.FLOAT32, shape);
    }

    @Test
    void a_refusal_names_the_operation_both_types_and_shapes_and_the_reason_in_one_line() {
        assertThatThrownBy(() -> zeros(3, 4).matmul(zeros(5, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matmul of float32[3, 4] and float32[5, 6]: the inner dimensions 4 and 5 differ");
        assertThatThrownBy(() -> zeros(3, 4).add(Tensors.zeros(DType.FLOAT64, 5)))
                .hasMessage("add of float32[3, 4] and float64[5]: the shapes do not broadcast (aligned at the last"
                        + " dimension, sizes must be equal or 1)");
        assertThatThrownBy(() -> zeros(3, 4).reshape(5, 5)).hasMessageContaining("reshape to [5, 5] of float32[3, 4]");
        assertThatThrownBy(() -> zeros(3).sum(4)).hasMessageStartingWith("sum of float32[3]:");
        assertThatThrownBy(() -> Tensors.cat(0, zeros(2, 3), zeros(2, 4)))
                .hasMessageStartingWith("cat along 0 of float32[2, 3] and float32[2, 4]:");
        assertThatThrownBy(() -> LinearAlgebra.cholesky(zeros(2, 2).sub(1)))
                .hasMessageStartingWith("cholesky of float32[2, 2]:");
        assertThatThrownBy(() -> Functional.linear(zeros(2, 3), zeros(4, 5), zeros(4)))
                .hasMessageStartingWith("linear of float32[2, 3] and float32[4, 5] and float32[4]:");
        for (Runnable wrong : new Runnable[] {
            () -> zeros(3, 4).matmul(zeros(5, 6)),
            () -> zeros(2).gather(0, zeros(1)),
            () -> Fft.forward(zeros(3), 4),
            () -> zeros(2, 2).to(DType.INT64).requiresGrad()
        })
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "0x", ".cpp", ".so"));
    }

    @Test
    void a_missing_card_is_one_clear_line() {
        org.junit.jupiter.api.Assumptions.assumeTrue(Device.cudaCards() == 0, "there is a CUDA card here");
        assertThatThrownBy(() -> Device.of("cuda"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no device cuda")
                .hasMessageMatching(".*(Maven profile gpu|LD_LIBRARY_PATH|sees no CUDA card).*")
                .hasMessageContaining("--device cpu");
        assertThatThrownBy(() -> Device.of("tpu")).hasMessage("device must be cpu, cuda or cuda:INDEX, not tpu");
        assertThat(Device.of("cpu")).isEqualTo(Device.CPU);
    }

    /// With several threads of OpenBLAS this ended the process: its LU factors need more stack than a thread has
    /// here.
    @Test
    void large_systems_are_solved_on_a_small_stack() {
        int n = 300;
        Threads.set(Runtime.getRuntime().availableProcessors(), 1);
        var a = Tensors.normal(STREAM, DType.FLOAT64, n, n);
        var b = Tensors.normal(STREAM.split("b"), DType.FLOAT64, n, 2);
        var x = LinearAlgebra.solve(a, b);
        assertThat(a.matmul(x).sub(b).abs().max().item()).isLessThan(1e-9);
        assertThat(LinearAlgebra.inverse(a).matmul(b).sub(x).abs().max().item()).isLessThan(1e-9);
        assertThat(LinearAlgebra.logDeterminant(a).logAbs().item()).isFinite();
    }

    @Test
    void a_module_that_stays_where_it_is_is_left_alone() {
        var net = org.onsager.tensor.nn.Mlp.of(org.onsager.tensor.nn.Activation.SILU, STREAM, DType.FLOAT32, 3, 5, 1);
        var before = net.parameterList().get(0).toFloats();
        net.moveTo(Device.CPU);
        assertThat(net.parameterList().get(0).toFloats()).containsExactly(before);
        assertThat(net.parameterList().get(0).isTracked()).isTrue();
    }

    @Test
    void arrays_go_in_and_out_without_a_change() {
        var x = new double[] {1, -2.5, 1e300, 4e-310, 5, 6};
        assertThat(Tensors.of(x, 2, 3).toDoubles()).containsExactly(x);
        assertThat(Tensors.of(x, 2, 3).t().toDoubles()).containsExactly(1, 4e-310, -2.5, 5, 1e300, 6);
        assertThat(Tensors.of(new float[] {1.5f, 2}).toFloats()).containsExactly(1.5f, 2);
        assertThat(Tensors.of(new long[] {1L << 62, -3}).toLongs()).containsExactly(1L << 62, -3);
        assertThat(Tensors.of(new double[] {7}).shape()).containsExactly(1);
        assertThat(Tensors.scalar(7, DType.FLOAT64).shape()).isEmpty();
        assertThatThrownBy(() -> Tensors.of(x, 2, 2)).hasMessage("shape [2, 2] has 4 elements, the array has 6");
    }

    @Test
    void memory_is_shared_both_ways_without_a_copy() {
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(ValueLayout.JAVA_DOUBLE, 6);
            var x = Tensors.view(segment, DType.FLOAT64, 2, 3);
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, 4, 42);
            assertThat(x.select(0, 1).select(0, 1).item()).isEqualTo(42);
            x.memory().setAtIndex(ValueLayout.JAVA_DOUBLE, 0, -1);
            assertThat(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(-1);
            assertThatThrownBy(() -> Tensors.view(segment, DType.FLOAT64, 7)).hasMessageContaining("56 bytes");
            assertThatThrownBy(() -> x.t().memory()).hasMessageContaining("contiguous()");
        }
        assertThatThrownBy(() -> Tensors.view(MemorySegment.ofArray(new double[2]), DType.FLOAT64, 2))
                .hasMessageContaining("outside the Java heap");
    }

    @Test
    void numbers_do_not_change_the_element_type() {
        assertThat(zeros(2).add(0.5).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensors.arange(3, DType.INT64).mul(2).add(1).toLongs()).containsExactly(1, 3, 5);
        assertThat(Tensors.arange(3, DType.INT64).mul(2.5).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(1 / zeros(1).mul(-0.0).add(-0.0).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void arithmetic_and_reductions_agree_with_loops() {
        var x = Tensors.normal(STREAM, DType.FLOAT64, 4, 5);
        var a = x.toDoubles();
        double sum = 0, square = 0, logSumExp = 0;
        for (double each : a) {
            sum += each;
            square += each * each;
            logSumExp += Math.exp(each);
        }
        assertThat(x.sum().item()).isCloseTo(sum, within(1e-13));
        assertThat(x.norm().item()).isCloseTo(Math.sqrt(square), within(1e-13));
        assertThat(x.reshape(-1).logSumExp(0).item()).isCloseTo(Math.log(logSumExp), within(1e-13));
        assertThat(x.sum(0).shape()).containsExactly(5);
        assertThat(x.sumKeep(1).shape()).containsExactly(4, 1);
        assertThat(x.norm(1).square().sum().item()).isCloseTo(square, within(1e-12));
        assertThat(x.variance(true, 0, 1).item()).isCloseTo((square - sum * sum / 20) / 19, within(1e-12));
        assertThat(x.max(1).toDoubles()[2])
                .isEqualTo(java.util.Arrays.stream(a, 10, 15).max().orElseThrow());
        assertThat(x.softmax(1).sum(1).toDoubles()).containsExactly(new double[] {1, 1, 1, 1}, within(1e-15));
        assertThat(x.addProduct(x, x, 2).toDoubles()[7]).isCloseTo(a[7] + 2 * a[7] * a[7], within(1e-15));
    }

    @Test
    void shaping_moves_elements_to_their_places() {
        var x = Tensors.arange(6, DType.FLOAT64).reshape(2, 3);
        assertThat(x.permute(1, 0).toDoubles()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(x.slice(1, 1, 3).toDoubles()).containsExactly(1, 2, 4, 5);
        assertThat(x.roll(1, 1).toDoubles()).containsExactly(2, 0, 1, 5, 3, 4);
        assertThat(x.flip(0).toDoubles()).containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(x.repeatInterleave(2, 0).toDoubles()).containsExactly(0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5);
        assertThat(x.indexSelect(1, Tensors.of(new long[] {2, 0})).toDoubles()).containsExactly(2, 0, 5, 3);
        assertThat(x.where(x.greater(2), x.neg()).toDoubles()).containsExactly(-0.0, -1, -2, 3, 4, 5);
        assertThat(x.padLast(1, 0).shape()).containsExactly(2, 4);
        assertThat(x.neg().sort(1).toDoubles()).containsExactly(-2, -1, -0.0, -5, -4, -3);
        assertThat(Tensors.of(new double[] {1, 2}).diagonal().toDoubles()).containsExactly(1, 0, 0, 2);
        assertThat(Tensors.stack(0, x, x).shape()).containsExactly(2, 2, 3);
        assertThat(Tensors.einsum("ij,kj->ik", x, x).toDoubles()).containsExactly(5, 14, 14, 50);
    }

    @Test
    void fourier_transform_inverts_and_obeys_parseval() {
        var x = Tensors.normal(STREAM, DType.FLOAT64, 3, 15);
        var spectrum = Fft.realForward(x, 1);
        assertThat(spectrum.dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(Fft.realInverse(spectrum, 15, 1).toDoubles()).containsExactly(x.toDoubles(), within(1e-14));
        var full = Fft.forward(x, 1);
        assertThat(full.abs().square().sum().item() / 15)
                .isCloseTo(x.square().sum().item(), within(1e-11));
        assertThat(Fft.inverse2(Fft.forward2(x, 0, 1), 0, 1).real().toDoubles())
                .containsExactly(x.toDoubles(), within(1e-14));
        var y = Tensors.complex(x, x.mul(2));
        assertThat(y.imag().sub(y.conj().imag().neg()).abs().max().item()).isZero();
        assertThat(Tensors.polar(y.abs(), y.angle()).sub(y).abs().max().item()).isLessThan(1e-15);
    }

    @Test
    void derivative_through_the_fourier_transform_is_the_adjoint() {
        // L = sum |F x|^2 = n sum x^2, so that dL/dx = 2 n x
        var x = Tensors.normal(STREAM, DType.FLOAT64, 12).requiresGrad();
        var loss = Fft.forward(x, 0).abs().square().sum();
        assertThat(Autograd.gradient(loss, x).toDoubles())
                .containsExactly(x.mul(24).toDoubles(), within(1e-12));
    }

    @Test
    void factorisations_reproduce_their_matrix() {
        var b = Tensors.normal(STREAM, DType.FLOAT64, 6, 6);
        var a = b.matmul(b.t()).add(Tensors.eye(6, DType.FLOAT64));
        var l = LinearAlgebra.cholesky(a);
        close(l.matmul(l.t()), a);
        var rhs = Tensors.normal(STREAM.split("rhs"), DType.FLOAT64, 6, 2);
        close(a.matmul(LinearAlgebra.solve(a, rhs)), rhs);
        close(LinearAlgebra.choleskySolve(rhs, l), LinearAlgebra.solve(a, rhs));
        close(l.matmul(LinearAlgebra.solveTriangular(l, rhs, false)), rhs);
        var eigen = LinearAlgebra.eigh(a);
        close(
                eigen.vectors()
                        .matmul(eigen.values().diagonal())
                        .matmul(eigen.vectors().t()),
                a);
        var svd = LinearAlgebra.svd(b);
        close(svd.u().matmul(svd.s().diagonal()).matmul(svd.vh()), b);
        var qr = LinearAlgebra.qr(b);
        close(qr.q().matmul(qr.r()), b);
        close(LinearAlgebra.inverse(a).matmul(a), Tensors.eye(6, DType.FLOAT64));
        assertThat(LinearAlgebra.logDeterminant(a).logAbs().item())
                .isCloseTo(eigen.values().log().sum().item(), within(1e-11));
    }

    @Test
    void gradient_of_log_determinant_is_the_inverse_transposed() {
        var a = Tensors.normal(STREAM, DType.FLOAT64, 4, 4).requiresGrad();
        close(
                Autograd.gradient(LinearAlgebra.logDeterminant(a).logAbs(), a),
                LinearAlgebra.inverse(a.detach()).t());
    }

    @Test
    void random_fills_depend_on_the_stream_alone() {
        var x = Tensors.normal(STREAM.split("a"), DType.FLOAT32, 3, 3).toFloats();
        assertThat(Tensors.normal(STREAM.split("a"), DType.FLOAT32, 9).toFloats())
                .containsExactly(x);
        assertThat(Tensors.permutation(STREAM, 50).sort(0).toLongs())
                .containsExactly(java.util.stream.LongStream.range(0, 50).toArray());
        assertThat(Tensors.rademacher(STREAM, DType.FLOAT64, 100).abs().min().item())
                .isEqualTo(1);
    }

    @Test
    void same_bits_on_one_and_two_threads() {
        int matrix = Threads.matrix();
        try {
            var one = bits(1);
            assertThat(bits(2)).containsExactly(one);
        } finally {
            Threads.set(matrix, 1);
        }
    }

    private static double[] bits(int threads) {
        Threads.set(threads, 1);
        assertThat(Threads.matrix()).isEqualTo(threads);
        try (var _ = TensorScope.open()) {
            var w = Tensors.normal(STREAM.split("w"), DType.FLOAT32, 256, 256).requiresGrad();
            var x = Tensors.normal(STREAM.split("x"), DType.FLOAT32, 512, 256);
            var loss = x.matmul(w).tanh().matmul(w).square().mean();
            return Tensors.cat(0, loss.reshape(1), Autograd.gradient(loss, w).reshape(-1))
                    .toDoubles();
        }
    }

    @Test
    void finiteness_is_told() {
        assertThat(zeros(3).isFinite()).isTrue();
        assertThat(zeros(3).log().isFinite()).isFalse();
        assertThat(zeros(3).log().mul(0).isFinite()).isFalse();
    }

    private static void close(Tensor found, Tensor expected) {
        assertThat(found.toDoubles()).containsExactly(expected.toDoubles(), within(1e-11));
    }
}
