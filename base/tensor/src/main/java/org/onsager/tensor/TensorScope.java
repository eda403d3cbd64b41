package org.onsager.tensor;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An arena for the native memory of tensors: every tensor that a thread makes while a scope is open belongs to
/// the innermost one and is freed when that closes.
///
/// ```java
/// try (var _ = TensorScope.open()) {
///     Tensor loss = network.forward(x).sub(y).square().mean();
///     optimizer.step(Autograd.gradients(loss, parameters));
/// }
/// ```
///
/// What shall outlive the scope is handed to the one around it with [#keep(Tensor)]. A tensor made while no scope
/// is open is freed when the garbage collector finds its handle unreachable; that is right for parameters, too
/// late for a loop. Scopes belong to the thread that opened them and close in the reverse order. Opening and
/// closing costs well under a microsecond; no handle is registered twice and nothing is searched.
public final class TensorScope implements AutoCloseable {
    private static final ThreadLocal<Stack> STACK = ThreadLocal.withInitial(Stack::new);

    private static final Owned[] NOTHING = {};

    private final Stack stack;
    private final @Nullable TensorScope outer;
    private @Nullable Owned[] owned;
    private int count;
    private boolean open = true;

    /// What a scope can own: a tensor or a list of tensors.
    sealed interface Owned permits Tensor, TensorList {
        void free();

        void place(@Nullable TensorScope scope, int slot);

        @Nullable
        TensorScope scope();
    }

    /// The scopes of one thread. A closed scope is never opened again, so that closing it twice does no harm; its
    /// array is kept for a later one.
    private static final class Stack {
        private @Nullable TensorScope top;
        private final ArrayDeque<@Nullable Owned[]> spare = new ArrayDeque<>();
    }

    private TensorScope(Stack stack) {
        this.stack = stack;
        this.outer = stack.top;
        var kept = stack.spare.poll();
        this.owned = kept == null ? new Owned[16] : kept;
    }

    /// Opens a scope within the one that is open, if any.
    public static TensorScope open() {
        var stack = STACK.get();
        var scope = new TensorScope(stack);
        stack.top = scope;
        return scope;
    }

    /// Runs `body` in a scope of its own and hands its result to the scope around it.
    public static Tensor returning(Supplier<Tensor> body) {
        try (var scope = open()) {
            return scope.keep(body.get());
        }
    }

    /// Runs `body` in a scope of its own and hands its result to nobody: it outlives all scopes and is freed when
    /// the garbage collector finds its handle unreachable. For parameters.
    public static Tensor unscoped(Supplier<Tensor> body) {
        try (var _ = open()) {
            var result = body.get();
            result.place(null, 0);
            return result;
        }
    }

    /// As [#unscoped(Supplier)], for a list.
    public static TensorList unscopedList(Supplier<TensorList> body) {
        try (var _ = open()) {
            var result = body.get();
            result.place(null, 0);
            return result;
        }
    }

    /// Runs `body` in a scope of its own and hands all tensors that it made to nobody, as [#unscoped(Supplier)]
    /// does with one: for objects that hold many.
    public static <T> T unscopedAll(Supplier<T> body) {
        try (var scope = open()) {
            var result = body.get();
            for (int slot = 0; slot < scope.count; slot++) {
                var each = scope.owned[slot];
                if (each != null) each.place(null, 0);
            }
            return result;
        }
    }

    /// Hands `tensor` to the scope around this one, or to the garbage collector if there is none. A tensor that
    /// does not belong to this scope (a parameter, or one of a scope further out) stays where it is.
    ///
    /// @return `tensor`
    /// @throws IllegalStateException if this scope is closed
    public Tensor keep(Tensor tensor) {
        move(tensor);
        return tensor;
    }

    /// Hands `list` to the scope around this one, or to the garbage collector if there is none.
    ///
    /// @return `list`
    public TensorList keep(TensorList list) {
        move(list);
        return list;
    }

    /// Frees everything that was made in this scope and not handed on.
    ///
    /// @throws IllegalStateException if a scope that was opened within this one is still open, or on another
    ///     thread
    @Override
    public void close() {
        if (!open) return;
        if (stack != STACK.get())
            throw new IllegalStateException("a TensorScope must be closed by the thread that opened it");
        if (stack.top != this)
            throw new IllegalStateException("a TensorScope must be closed after those opened within it");
        stack.top = outer;
        for (int slot = count - 1; slot >= 0; slot--) {
            var each = owned[slot];
            owned[slot] = null;
            if (each != null) each.free();
        }
        count = 0;
        open = false;
        if (owned.length <= 4096) stack.spare.push(owned);
        owned = NOTHING;
    }

    /// Number of tensors that would be freed now.
    public int size() {
        int size = 0;
        for (int slot = 0; slot < count; slot++) if (owned[slot] != null) size++;
        return size;
    }

    /// Number of native objects that are alive in this process, in scopes and out of them: for tests of leaks.
    public static long liveObjects() {
        return Native.liveObjects();
    }

    /// Gives a new tensor to the innermost scope of this thread.
    static void adopt(Owned made) {
        var top = STACK.get().top;
        if (top != null) top.add(made);
    }

    void release(int slot) {
        owned[slot] = null;
    }

    private void move(Owned kept) {
        if (!open) throw new IllegalStateException("this TensorScope is closed");
        if (kept.scope() != this) return;
        if (outer == null) kept.place(null, 0);
        else outer.add(kept);
    }

    private void add(Owned made) {
        if (count == owned.length) owned = java.util.Arrays.copyOf(owned, 2 * count);
        owned[count] = made;
        made.place(this, count++);
    }
}
