package org.onsager.tensor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/// A native list of tensors: the parameters of a network, or their gradients, in one handle. [Autograd] and
/// [Multi] take and give it whole, so that a training step costs a few calls, not a few for each parameter.
public final class TensorList implements TensorScope.Owned, Iterable<Tensor> {
    private static final Type.TypePtr TENSOR = tensorType();

    private final TensorVector raw;
    private final int size;
    private @Nullable IValue boxed;
    private @Nullable TensorScope scope;
    private int slot;

    TensorList(TensorVector raw) {
        this.raw = raw;
        this.size = Math.toIntExact(raw.size());
        TensorScope.adopt(this);
    }

    /// The list of `tensors`, which it shares.
    public static TensorList of(Iterable<Tensor> tensors) {
        return new TensorList(Call.vector(tensors));
    }

    /// The list of `tensors`, which it shares.
    public static TensorList of(Tensor... tensors) {
        return of(List.of(tensors));
    }

    /// Number of tensors.
    public int size() {
        return size;
    }

    /// The tensors at `[from, to)`, which it shares.
    public TensorList part(int from, int to) {
        if (from < 0 || to < from || to > size)
            throw new IllegalArgumentException(
                    "[from, to) must be within [0, %d), not [%d, %d)".formatted(size, from, to));
        var part = new TensorVector();
        for (int i = from; i < to; i++) part.push_back(raw().get(i));
        return new TensorList(part);
    }

    /// The tensor at `index`, a new handle of the same numbers.
    public Tensor get(int index) {
        if (index < 0 || index >= size)
            throw new IllegalArgumentException("index must be in [0, %d), not %d".formatted(size, index));
        return new Tensor(new org.bytedeco.pytorch.Tensor(raw().get(index)));
    }

    /// All tensors, new handles of the same numbers.
    public List<Tensor> toList() {
        var list = new ArrayList<Tensor>(size);
        for (int i = 0; i < size; i++) list.add(get(i));
        return list;
    }

    @Override
    public Iterator<Tensor> iterator() {
        return toList().iterator();
    }

    TensorVector raw() {
        if (raw.isNull()) throw new IllegalStateException("this list was freed when its TensorScope closed");
        return raw;
    }

    /// The list as an argument of a boxed call; made once, so that a list of parameters costs nothing at each
    /// step.
    IValue boxed() {
        var made = boxed;
        if (made == null) {
            var vector = raw();
            try (var list = new GenericList(TENSOR)) {
                for (int i = 0; i < size; i++) {
                    try (var element = new IValue(vector.get(i))) {
                        list.push_back(element);
                    }
                }
                boxed = made = new IValue(list);
            }
        }
        return made;
    }

    @Override
    public void place(@Nullable TensorScope next, int slot) {
        if (next == this.scope) return;
        var before = this.scope;
        if (before != null) before.release(this.slot);
        this.scope = next;
        this.slot = slot;
    }

    @Override
    public @Nullable TensorScope scope() {
        return scope;
    }

    @Override
    public void free() {
        scope = null;
        if (boxed != null) boxed.deallocate();
        raw.deallocate();
    }

    private static Type.TypePtr tensorType() {
        Native.load();
        return new Type.TypePtr(TensorType.get());
    }
}
