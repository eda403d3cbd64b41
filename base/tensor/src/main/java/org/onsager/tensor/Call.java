package org.onsager.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/// One call into libtorch: unwraps the operands, wraps the result, and turns a C++ exception into one Java line
/// that names the operation and what it was given. The happy path checks nothing: libtorch has checked already.
final class Call {
    private Call() {}

    @FunctionalInterface
    interface Unary {
        org.bytedeco.pytorch.Tensor on(org.bytedeco.pytorch.Tensor x);
    }

    @FunctionalInterface
    interface Binary {
        org.bytedeco.pytorch.Tensor on(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor y);
    }

    @FunctionalInterface
    interface WithScalar {
        org.bytedeco.pytorch.Tensor on(org.bytedeco.pytorch.Tensor x, Scalar y);
    }

    @FunctionalInterface
    interface Nullary {
        org.bytedeco.pytorch.Tensor make();
    }

    @FunctionalInterface
    interface Effect {
        void run();
    }

    static Tensor unary(String name, Operand x, Unary operation) {
        var raw = ((Tensor) x).raw();
        try {
            return new Tensor(operation.on(raw));
        } catch (RuntimeException refused) {
            throw Refusal.of(name, refused, (Tensor) x);
        }
    }

    static Tensor binary(String name, Operand x, Tensor y, Binary operation) {
        var left = ((Tensor) x).raw();
        var right = y.raw();
        try {
            return new Tensor(operation.on(left, right));
        } catch (RuntimeException refused) {
            throw Refusal.of(name, refused, (Tensor) x, y);
        }
    }

    static Tensor scalar(String name, Operand x, double y, WithScalar operation) {
        var raw = ((Tensor) x).raw();
        try {
            return new Tensor(operation.on(raw, Scalars.of(y)));
        } catch (RuntimeException refused) {
            throw Refusal.of(name, refused, (Tensor) x);
        }
    }

    /// Any other operation on `operands`, which are named in the message if it is refused.
    static Tensor any(String name, Nullary operation, Tensor... operands) {
        try {
            return new Tensor(operation.make());
        } catch (RuntimeException refused) {
            throw Refusal.of(name, refused, operands);
        }
    }

    static void effect(String name, Effect operation, Tensor... operands) {
        try {
            operation.run();
        } catch (RuntimeException refused) {
            throw Refusal.of(name, refused, operands);
        }
    }

    static TensorVector vector(Iterable<Tensor> tensors) {
        var vector = new TensorVector();
        for (var each : tensors) vector.push_back(each.raw());
        return vector;
    }

    static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor.raw());
    }
}
