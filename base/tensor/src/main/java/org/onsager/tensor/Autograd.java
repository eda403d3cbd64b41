package org.onsager.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Reverse-mode derivatives of tensors by the tensors that they were computed from, of any order.
///
/// `gradient` consumes the record of the computation; `differentiable` keeps it and records the differentiation
/// itself, so that its result can be differentiated again. An input that the output does not depend on has
/// gradient zero. See [Derivatives] for products with Jacobians and Hessians of functions.
public final class Autograd {
    private Autograd() {}

    /// \(\partial y / \partial x\) of a scalar \(y\).
    ///
    /// @return a constant of the shape of `input`
    public static Tensor gradient(Tensor output, Tensor input) {
        return one(output, input, null, false);
    }

    /// The vector-Jacobian product \(\sum_i v_i\, \partial y_i / \partial x\).
    ///
    /// @param cotangent  \(v\), of the shape of `output`
    public static Tensor gradient(Tensor output, Tensor input, Tensor cotangent) {
        return one(output, input, cotangent, false);
    }

    /// \(\partial y / \partial x\) of a scalar \(y\), itself differentiable.
    public static Tensor differentiable(Tensor output, Tensor input) {
        return one(output, input, null, true);
    }

    /// The vector-Jacobian product \(\sum_i v_i\, \partial y_i / \partial x\), itself differentiable (by
    /// `cotangent` too).
    public static Tensor differentiable(Tensor output, Tensor input, Tensor cotangent) {
        return one(output, input, cotangent, true);
    }

    /// The gradients of a scalar by many tensors, in one call.
    public static TensorList gradients(Tensor output, TensorList inputs) {
        return new TensorList(call(output, inputs.raw(), null, false));
    }

    /// The gradients of a scalar by many tensors, themselves differentiable.
    public static TensorList differentiable(Tensor output, TensorList inputs) {
        return new TensorList(call(output, inputs.raw(), null, true));
    }

    /// The vector-Jacobian products by many tensors, in one call.
    public static TensorList gradients(Tensor output, TensorList inputs, Tensor cotangent) {
        return new TensorList(call(output, inputs.raw(), cotangent, false));
    }

    /// The gradients of a scalar by many tensors, in their order.
    public static List<Tensor> gradients(Tensor output, List<Tensor> inputs) {
        try (var vector = Call.vector(inputs);
                var gradients = call(output, vector, null, false)) {
            return handles(gradients);
        }
    }

    /// What `body` computes, without recording it for differentiation.
    public static <T> T unrecorded(Supplier<T> body) {
        try (var _ = paused()) {
            return body.get();
        }
    }

    /// Stops recording on this thread until the result is closed.
    public static Pause paused() {
        Native.load();
        boolean before = GradMode.is_enabled();
        if (before) GradMode.set_enabled(false);
        return new Pause(before);
    }

    /// Recording stopped; closing restores what was before.
    ///
    /// @param recordedBefore  whether computations were recorded before
    public record Pause(boolean recordedBefore) implements AutoCloseable {
        @Override
        public void close() {
            if (recordedBefore) GradMode.set_enabled(true);
        }
    }

    private static Tensor one(Tensor output, Tensor input, @Nullable Tensor cotangent, boolean again) {
        try (var inputs = new TensorVector(input.raw());
                var gradients = call(output, inputs, cotangent, again)) {
            return new Tensor(new org.bytedeco.pytorch.Tensor(gradients.get(0)));
        }
    }

    private static List<Tensor> handles(TensorVector vector) {
        var list = new java.util.ArrayList<Tensor>();
        for (long i = 0; i < vector.size(); i++) list.add(new Tensor(new org.bytedeco.pytorch.Tensor(vector.get(i))));
        return list;
    }

    private static TensorVector call(Tensor output, TensorVector inputs, @Nullable Tensor cotangent, boolean again) {
        if (cotangent == null && output.count() != 1)
            throw new IllegalArgumentException(
                    "gradient of %s: without a cotangent there must be one element".formatted(output.describe()));
        if (!output.isTracked())
            throw new IllegalArgumentException("gradient of %s: it was not computed from a tensor that requiresGrad()"
                    .formatted(output.describe()));
        MatrixWork.expectReverse();
        try (var outputs = new TensorVector(output.raw());
                var cotangents = cotangent == null ? new TensorVector() : new TensorVector(cotangent.raw());
                var retain = new BoolOptional(again);
                var found = torch.grad(outputs, inputs, cotangents, retain, again, true)) {
            // a second owner of the same list: `found` itself must go before the scope does
            return filled(found, inputs);
        } catch (RuntimeException refused) {
            throw cotangent == null
                    ? Refusal.of("gradient", refused, output)
                    : Refusal.of("gradient", refused, output, cotangent);
        }
    }

    private static TensorVector filled(TensorVector found, TensorVector inputs) {
        var filled = new TensorVector();
        for (long i = 0; i < found.size(); i++) {
            var each = found.get(i);
            if (each.defined()) {
                filled.push_back(each);
            } else {
                try (var zeros = torch.zeros_like(inputs.get(i))) {
                    filled.push_back(zeros);
                }
            }
        }
        return filled;
    }
}
