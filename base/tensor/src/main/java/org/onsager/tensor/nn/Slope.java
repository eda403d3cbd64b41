package org.onsager.tensor.nn;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.onsager.tensor.DType;
import org.onsager.tensor.Overwriting;
import org.onsager.tensor.Tensor;

/// What a layer and the activation above it do to a block of samples, and what undoes it, without a graph.
sealed interface Slope {
    /// Those activations, with their names.
    List<Activation> KNOWN = List.of(Activation.SILU, Activation.TANH, Activation.RELU);

    /// What computes \(z = x W^\top + b\) and \(a = \varphi(z)\) for a block.
    ///
    /// @param transposed  \(W^\top\)
    Runnable forward(Tensor x, Tensor transposed, Tensor bias, Tensor z, Tensor a);

    /// What puts the cotangent of \(z\) into the place of \(z\).
    ///
    /// @param cotangent  of \(a\)
    Runnable reverse(Tensor cotangent, Tensor z, Tensor a);

    /// The slope of an activation on numbers of a type.
    ///
    /// @throws IllegalArgumentException if its derivative is not known
    static Slope of(Activation activation, DType dtype) {
        if (activation.equals(Activation.SILU) && dtype == DType.FLOAT32) return new FusedSilu();
        if (activation.equals(Activation.SILU))
            return new Plain(Overwriting::silu, (v, z, _) -> Overwriting.siluReverse(z, v, z));
        if (activation.equals(Activation.TANH))
            return new Plain(Overwriting::tanh, (v, z, a) -> Overwriting.tanhReverse(z, v, a));
        if (activation.equals(Activation.RELU))
            return new Plain(Overwriting::relu, (v, z, _) -> Overwriting.reluReverse(z, v, z));
        throw new IllegalArgumentException("activation must be one of %s for backpropagation, not %s"
                .formatted(KNOWN.stream().map(Activation::name).collect(Collectors.joining(", ")), activation.name()));
    }

    /// SiLU of floats by [SiluLoops]; the place of \(z\) holds its derivative.
    record FusedSilu() implements Slope {
        @Override
        public Runnable forward(Tensor x, Tensor transposed, Tensor bias, Tensor z, Tensor a) {
            var products = z.memory();
            var shifts = bias.memory();
            var values = a.memory();
            return () -> {
                Overwriting.matmul(z, x, transposed);
                SiluLoops.forward(products, shifts, values);
            };
        }

        @Override
        public Runnable reverse(Tensor cotangent, Tensor z, Tensor a) {
            var moving = cotangent.memory();
            var derivative = z.memory();
            return () -> SiluLoops.reverse(moving, derivative);
        }
    }

    /// An activation by libtorch.
    ///
    /// @param map  \(a \leftarrow \varphi(z)\)
    /// @param undo  puts the cotangent of \(z\) into the place of \(z\)
    record Plain(BiConsumer<Tensor, Tensor> map, Undo undo) implements Slope {
        @Override
        public Runnable forward(Tensor x, Tensor transposed, Tensor bias, Tensor z, Tensor a) {
            return () -> {
                Overwriting.addMatmul(z, bias, x, transposed);
                map.accept(a, z);
            };
        }

        @Override
        public Runnable reverse(Tensor cotangent, Tensor z, Tensor a) {
            return () -> undo.apply(cotangent, z, a);
        }
    }

    /// What undoes an activation.
    @FunctionalInterface
    interface Undo {
        /// @param cotangent  of \(a\)
        /// @param z  overwritten by its own cotangent
        void apply(Tensor cotangent, Tensor z, Tensor a);
    }
}
