package org.onsager.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A block of numbers of one type with a shape, in libtorch's memory: an immutable handle for mathematics.
///
/// The operations are grouped as in [Arithmetic], [Elementwise], [Reductions] and [Shaping]; none of them changes
/// its operands. Tensors are made by [Tensors], belong to the innermost open [TensorScope], and are
/// differentiated by [Autograd] if they descend from one that [#requiresGrad()] was called on. Shapes broadcast
/// as in NumPy. A handle is used by one thread at a time.
///
/// Every refusal is an [IllegalArgumentException] that names the operation and what it was given:
/// `matmul of float32[3, 4] and float32[5, 6]: the inner dimensions 4 and 5 differ`.
public final class Tensor implements Arithmetic, Elementwise, Reductions, Shaping, TensorScope.Owned {
    private final org.bytedeco.pytorch.Tensor raw;
    private @Nullable TensorScope scope;
    private int slot;
    private long @Nullable [] shape;
    private @Nullable DType dtype;

    @SuppressWarnings("UnusedVariable") // only kept reachable
    private @Nullable Object held;

    Tensor(org.bytedeco.pytorch.Tensor raw) {
        this.raw = raw;
        TensorScope.adopt(this);
    }

    /// The sizes along each dimension; empty for a scalar. A copy.
    public long[] shape() {
        return sizes().clone();
    }

    /// The size along dimension `dim`; negative ones count from the last, which is -1.
    public long size(int dim) {
        long[] sizes = sizes();
        int index = dim < 0 ? dim + sizes.length : dim;
        if (index < 0 || index >= sizes.length)
            throw new IllegalArgumentException("dim must be in [%d, %d] for %s, not %d"
                    .formatted(-sizes.length, sizes.length - 1, describe(), dim));
        return sizes[index];
    }

    /// Number of dimensions; 0 for a scalar.
    public int rank() {
        return sizes().length;
    }

    /// Number of elements.
    public long count() {
        long count = 1;
        for (long size : sizes()) count *= size;
        return count;
    }

    /// Element type.
    public DType dtype() {
        var known = dtype;
        if (known == null) dtype = known = DType.of(raw().scalar_type());
        return known;
    }

    /// Where the numbers lie.
    public Device device() {
        return raw().is_cuda() ? new Device("cuda", cardOf(raw())) : Device.CPU;
    }

    /// These numbers as another type, differentiably between real and complex types.
    public Tensor to(DType dtype) {
        return dtype() == dtype ? this : Call.unary("to " + dtype.label(), this, x -> x.toType(dtype.raw()));
    }

    /// These numbers on another device.
    public Tensor to(Device device) {
        if (device().equals(device)) return this;
        if (device.equals(Device.CPU)) return Call.unary("to cpu", this, x -> x.cpu());
        try (var place = device.raw()) {
            return Call.unary("to " + device, this, x -> x.to(place, dtype().raw()));
        }
    }

    /// Moves the numbers of this very tensor, and of every handle that shares it, to another device: for
    /// parameters and buffers, see `nn.Module`.
    public void moveTo(Device device) {
        if (device().equals(device)) return;
        try (var _ = Autograd.paused();
                var _ = TensorScope.open()) {
            var moved = detach().to(device);
            Call.effect("moveTo " + device, () -> raw().set_data(moved.raw()), this);
        }
    }

    /// Asks that derivatives by this tensor can be taken, of everything computed from it from now on.
    ///
    /// @return this tensor
    /// @throws IllegalArgumentException if the type is neither real nor complex
    public Tensor requiresGrad() {
        Call.effect("requiresGrad", () -> raw().set_requires_grad(true), this);
        return this;
    }

    /// Whether derivatives of this tensor can be taken.
    public boolean isTracked() {
        return raw().requires_grad();
    }

    /// The same numbers, shared, as a constant for differentiation.
    public Tensor detach() {
        return Call.unary("detach", this, x -> x.detach());
    }

    /// A copy of the numbers, differentiable.
    public Tensor copy() {
        return Call.unary("copy", this, x -> x.clone());
    }

    /// The only element of a tensor of one element.
    public double item() {
        if (count() != 1)
            throw new IllegalArgumentException("item of %s: there must be one element".formatted(describe()));
        return raw().item_double();
    }

    /// Whether all elements are finite; true for integers and truth values.
    public boolean isFinite() {
        if (!dtype().isReal() && !dtype().isComplex()) return true;
        // one pass without a mask: the sum of x - x is zero exactly where no element is infinite or not a number
        try (var _ = TensorScope.open()) {
            var total = detach().sub(detach()).sum();
            return (dtype().isComplex() ? total.abs() : total).item() == 0;
        }
    }

    /// The elements in row-major order, widened or rounded to `double`.
    public double[] toDoubles() {
        return HostData.doubles(this);
    }

    /// The elements in row-major order, rounded to `float`.
    public float[] toFloats() {
        return HostData.floats(this);
    }

    /// The elements in row-major order of a tensor of integers or truth values.
    public long[] toLongs() {
        return HostData.longs(this);
    }

    /// A view of the numbers in libtorch's own memory: nothing is copied, writes are seen by this tensor. Valid
    /// until the tensor is freed; the caller sees to that.
    ///
    /// @throws IllegalArgumentException if the tensor is not contiguous or not on the CPU
    public MemorySegment memory() {
        return HostData.segment(this);
    }

    /// Overwrites the numbers with those of `source` of a shape that broadcasts to this one; the one way, besides
    /// the optimisers, to change a tensor. Not differentiable: for parameters and buffers.
    public void assign(Tensor source) {
        try (var _ = Autograd.paused()) {
            Call.effect("assign", () -> raw().copy_(source.raw()), this, source);
        }
    }

    /// Type and shape, such as `float32[3, 4]`.
    public String describe() {
        return dtype().label() + Arrays.toString(sizes());
    }

    /// Type, shape and, for at most 100 elements, the values.
    @Override
    public String toString() {
        if (raw.isNull()) return "freed tensor";
        if (count() > 100) return describe();
        return describe() + " "
                + (dtype() == DType.INT64 || dtype() == DType.BOOL
                        ? Arrays.toString(toLongs())
                        : Arrays.toString(HostData.doubles(dtype().isComplex() ? viewAsReal() : this)));
    }

    long[] sizes() {
        var known = shape;
        if (known == null) {
            var raw = raw();
            known = new long[(int) raw.dim()];
            for (int d = 0; d < known.length; d++) known[d] = raw.size(d);
            shape = known;
        }
        return known;
    }

    private static int cardOf(org.bytedeco.pytorch.Tensor raw) {
        try (var device = raw.device()) {
            return device.index();
        }
    }

    /// Keeps `object`, whose memory this tensor views, reachable for as long as this handle.
    Tensor holding(Object object) {
        held = object;
        return this;
    }

    org.bytedeco.pytorch.Tensor raw() {
        if (raw.isNull())
            throw new IllegalStateException("this tensor was freed when its TensorScope closed; "
                    + "hand it out with scope.keep(tensor) to use it afterwards");
        return raw;
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
        held = null;
        raw.deallocate();
    }
}
