package org.onsager.tensor;

import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.global.torch;

/// A level of forward-mode differentiation: tensors that carry a tangent beside their value. Levels do not nest
/// in libtorch; reverse mode may run within one and around it.
final class ForwardMode implements AutoCloseable {
    private static final OperatorHandle MAKE = operator("aten::_make_dual");
    private static final OperatorHandle UNPACK = operator("aten::_unpack_dual");

    private final long level;

    private ForwardMode(long level) {
        this.level = level;
    }

    /// libtorch has one level for the whole process: threads take turns.
    private static final ReentrantLock TURN = new ReentrantLock();

    static ForwardMode enter() {
        Native.load();
        if (TURN.isHeldByCurrentThread())
            throw new IllegalStateException("a Jacobian-vector product cannot be taken within another; "
                    + "use Autograd.differentiable for the inner derivative");
        TURN.lock();
        try {
            return new ForwardMode(torch.enter_dual_level());
        } catch (RuntimeException refused) {
            TURN.unlock();
            throw refused;
        }
    }

    @Override
    public void close() {
        try {
            torch.exit_dual_level(level);
        } finally {
            TURN.unlock();
        }
    }

    /// \(x + \varepsilon v\).
    Tensor dual(Tensor x, Tensor v) {
        return Call.any(
                "jvp",
                () -> {
                    try (var stack = new IValueVector();
                            var primal = new IValue(x.raw());
                            var tangent = new IValue(v.raw());
                            var at = new IValue(level)) {
                        stack.push_back(primal);
                        stack.push_back(tangent);
                        stack.push_back(at);
                        MAKE.callBoxed(stack);
                        return tensor(stack, 0);
                    }
                },
                x,
                v);
    }

    /// The value and the tangent of a result; a tangent that is zero by structure is made so.
    Derivatives.Product split(Tensor dual) {
        try (var stack = new IValueVector();
                var operand = new IValue(dual.raw());
                var at = new IValue(level)) {
            stack.push_back(operand);
            stack.push_back(at);
            UNPACK.callBoxed(stack);
            var value = new Tensor(tensor(stack, 0));
            var tangent = tensor(stack, 1);
            if (tangent.defined()) return new Derivatives.Product(value, new Tensor(tangent));
            tangent.deallocate();
            return new Derivatives.Product(value, new Tensor(torch.zeros_like(value.raw())));
        }
    }

    private static org.bytedeco.pytorch.Tensor tensor(IValueVector stack, long index) {
        try (var shared = stack.get(index).toTensor()) {
            return new org.bytedeco.pytorch.Tensor(shared);
        }
    }

    private static OperatorHandle operator(String name) {
        Native.load();
        return Dispatcher.singleton().findSchemaOrThrow(name, "");
    }
}
