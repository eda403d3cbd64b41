package org.onsager.tensor;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Operations on whole lists of tensors, one call each: what optimisers are made of. Those that end in `InPlace`
/// overwrite their first list; none is recorded for differentiation.
public final class Multi {
    private static final OperatorHandle ADD_LIST = operator("aten::_foreach_add_", "List");
    private static final OperatorHandle ADD_SCALAR = operator("aten::_foreach_add_", "Scalar");
    private static final OperatorHandle SCALE = operator("aten::_foreach_mul_", "Scalar");
    private static final OperatorHandle LERP = operator("aten::_foreach_lerp_", "Scalar");
    private static final OperatorHandle COPY = operator("aten::_foreach_copy_", "");
    private static final OperatorHandle NORM = operator("aten::_foreach_norm", "Scalar");
    private static final OperatorHandle ADAM = operator("aten::_fused_adam_", "");
    private static final OperatorHandle ADAMW = operator("aten::_fused_adamw_", "");
    private static final OperatorHandle SGD = operator("aten::_fused_sgd_", "");

    private static final TensorList NONE = TensorScope.unscopedList(() -> new TensorList(new TensorVector()));

    private Multi() {}

    /// \(x_i \leftarrow x_i + c\,y_i\).
    public static void addInPlace(TensorList x, TensorList y, double factor) {
        call(ADD_LIST, lists(x, y), new IValue(Scalars.of(factor)));
    }

    /// \(x_i \leftarrow x_i + c\).
    public static void addInPlace(TensorList x, double value) {
        call(ADD_SCALAR, lists(x), new IValue(Scalars.of(value)));
    }

    /// \(x_i \leftarrow c\,x_i\).
    public static void scaleInPlace(TensorList x, double factor) {
        call(SCALE, lists(x), new IValue(Scalars.of(factor)));
    }

    /// \(x_i \leftarrow x_i + w (y_i - x_i)\).
    public static void lerpInPlace(TensorList x, TensorList y, double weight) {
        call(LERP, lists(x, y), new IValue(weight));
    }

    /// \(x_i \leftarrow y_i\).
    public static void copyInPlace(TensorList x, TensorList y) {
        call(COPY, lists(x, y), new IValue(false));
    }

    /// \(\sqrt{\sum_i |x_i|^2}\), the Euclidean norm of all numbers of the list together; infinite or NaN only
    /// where one of them is.
    public static double norm(TensorList x) {
        if (x.size() == 0) return 0;
        double plain = plainNorm(x);
        return Double.isFinite(plain) ? plain : scaledNorm(x);
    }

    /// Where the squares overflow: those of \(x_i / \max |x|\).
    private static double scaledNorm(TensorList x) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            double largest = 0;
            for (var each : x)
                if (each.count() > 0)
                    largest = Math.max(largest, each.abs().max().item());
            if (!Double.isFinite(largest)) return largest;
            double sum = 0;
            for (var each : x) sum += each.div(largest).abs().square().sum().item();
            return largest * Math.sqrt(sum);
        }
    }

    private static double plainNorm(TensorList x) {
        try (var _ = Autograd.paused();
                var _ = TensorScope.open();
                var stack = new IValueVector()) {
            stack.push_back(x.boxed());
            push(stack, new IValue(Scalars.of(2)));
            push(stack, new IValue());
            NORM.callBoxed(stack);
            double sum = 0;
            try (var norms = stack.get(0).toTensorVector()) {
                // from a card in one piece: each reading would wait for it
                if (norms.get(0).is_cuda()) {
                    for (double norm : new Tensor(torch.stack(norms)).toDoubles()) sum += norm * norm;
                    return Math.sqrt(sum);
                }
                for (long i = 0; i < norms.size(); i++) {
                    double norm = norms.get(i).item_double();
                    sum += norm * norm;
                }
            }
            return Math.sqrt(sum);
        }
    }

    /// Copies of the tensors.
    public static TensorList copy(TensorList x) {
        var copies = new TensorVector();
        try (var _ = Autograd.paused()) {
            for (int i = 0; i < x.size(); i++) {
                try (var shared = x.raw().get(i).detach();
                        var copy = shared.clone()) {
                    copies.push_back(copy);
                }
            }
        }
        return new TensorList(copies);
    }

    /// Tensors of zeros, shaped as `x`.
    public static TensorList zerosLike(TensorList x) {
        var zeros = copy(x);
        scaleZero(zeros);
        return zeros;
    }

    /// One fused step of Adam on all tensors (see `optim.Adam` for the formula).
    ///
    /// @param steps  a list of `FLOAT32` scalars, one a parameter: the number of steps, this one included
    /// @param decoupled  whether `weightDecay` shrinks the parameters (AdamW) or is added to the gradients
    public static void adamInPlace(
            TensorList parameters,
            TensorList gradients,
            TensorList firstMoments,
            TensorList secondMoments,
            TensorList steps,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean decoupled) {
        call(
                decoupled ? ADAMW : ADAM,
                lists(parameters, gradients, firstMoments, secondMoments, NONE, steps),
                new IValue(learningRate),
                new IValue(beta1),
                new IValue(beta2),
                new IValue(weightDecay),
                new IValue(epsilon),
                new IValue(false),
                new IValue(false),
                new IValue(),
                new IValue());
    }

    /// One fused step of gradient descent with momentum on all tensors.
    ///
    /// @param momenta  the velocities, overwritten
    /// @param first  whether this is the first step, at which a velocity becomes the gradient
    public static void sgdInPlace(
            TensorList parameters,
            TensorList gradients,
            TensorList momenta,
            double weightDecay,
            double momentum,
            double learningRate,
            double dampening,
            boolean nesterov,
            boolean first) {
        call(
                SGD,
                lists(parameters, gradients, momenta),
                new IValue(weightDecay),
                new IValue(momentum),
                new IValue(learningRate),
                new IValue(dampening),
                new IValue(nesterov),
                new IValue(false),
                new IValue(first),
                new IValue(),
                new IValue());
    }

    private static void scaleZero(TensorList x) {
        for (int i = 0; i < x.size(); i++) {
            try (var zeroed = x.raw().get(i).zero_()) {
                if (zeroed.isNull()) throw new IllegalStateException("zero_ gave nothing");
            }
        }
    }

    private static TensorList[] lists(TensorList... lists) {
        return lists;
    }

    /// Calls an operator with lists and then other values, which are freed.
    private static void call(OperatorHandle operator, TensorList[] lists, IValue... more) {
        try (var _ = Autograd.paused();
                var stack = new IValueVector()) {
            if (lists[0].size() == 0) return;
            for (var each : lists) stack.push_back(each.boxed());
            for (var each : more) stack.push_back(each);
            operator.callBoxed(stack);
        } catch (RuntimeException refused) {
            throw Refusal.of("operation on lists", refused);
        } finally {
            for (var each : more) each.deallocate();
        }
    }

    private static void push(IValueVector stack, IValue value) {
        stack.push_back(value);
        value.deallocate();
    }

    private static OperatorHandle operator(String name, String overload) {
        Native.load();
        return Dispatcher.singleton().findSchemaOrThrow(name, overload);
    }
}
