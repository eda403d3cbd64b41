package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch;

/// Views and rearrangements: the numbers stay, their places change. Negative dimensions count from the last.
public sealed interface Shaping extends Operand permits Tensor {

    /// The same elements in row-major order under another shape; one size may be -1 and is inferred.
    default Tensor reshape(long... shape) {
        return Call.unary("reshape to " + java.util.Arrays.toString(shape), this, x -> x.reshape(shape));
    }

    /// Two dimensions exchanged, a view.
    default Tensor transpose(int first, int second) {
        return Call.unary("transpose", this, x -> x.transpose(first, second));
    }

    /// A matrix with rows and columns exchanged, a view.
    default Tensor t() {
        return Call.unary("t", this, x -> x.t());
    }

    /// Dimensions in another order, a view.
    default Tensor permute(int... order) {
        return Call.unary("permute", this, x -> x.permute(Shapes.longs(order)));
    }

    /// A dimension of size 1 put in at `dim`, a view.
    default Tensor unsqueeze(int dim) {
        return Call.unary("unsqueeze", this, x -> x.unsqueeze(dim));
    }

    /// A dimension of size 1 taken out, a view.
    default Tensor squeeze(int dim) {
        return Call.unary("squeeze", this, x -> x.squeeze(dim));
    }

    /// Dimensions of size 1 repeated without copying; new ones are put in at the front.
    default Tensor expand(long... shape) {
        return Call.unary("expand to " + java.util.Arrays.toString(shape), this, x -> x.expand(shape));
    }

    /// The whole tensor repeated along each dimension, a copy.
    default Tensor repeat(long... times) {
        return Call.unary("repeat", this, x -> x.repeat(times));
    }

    /// Each slice along `dim` repeated `times` times in a row, a copy.
    default Tensor repeatInterleave(long times, int dim) {
        int at = dim < 0 ? dim + ((Tensor) this).rank() : dim;
        var shape = ((Tensor) this).shape();
        var spread = new long[shape.length + 1];
        System.arraycopy(shape, 0, spread, 0, at + 1);
        spread[at + 1] = times;
        System.arraycopy(shape, at + 1, spread, at + 2, shape.length - at - 1);
        shape[at] *= times;
        return unsqueeze(at + 1).expand(spread).reshape(shape);
    }

    /// The slice at `index` along `dim`, without that dimension, a view.
    default Tensor select(int dim, long index) {
        return Call.unary("select", this, x -> x.select(dim, index));
    }

    /// Indices `[from, to)` along `dim`, a view.
    default Tensor slice(int dim, long from, long to) {
        return Call.unary("slice [%d, %d)".formatted(from, to), this, x -> x.narrow(dim, from, to - from));
    }

    /// The slices at `indices` (`INT64`, one dimension) along `dim`, a copy.
    default Tensor indexSelect(int dim, Tensor indices) {
        return Call.binary("indexSelect", this, indices, (x, i) -> x.index_select(dim, i));
    }

    /// One element for each of `indices` along `dim`, as `torch.gather`.
    default Tensor gather(int dim, Tensor indices) {
        return Call.binary("gather", this, indices, (x, i) -> x.gather(dim, i));
    }

    /// This with `source` added at the places `indices` along `dim`, as `torch.scatter_add`.
    default Tensor scatterAdd(int dim, Tensor indices, Tensor source) {
        var raw = ((Tensor) this).raw();
        return Call.any(
                "scatterAdd", () -> raw.scatter_add(dim, indices.raw(), source.raw()), (Tensor) this, indices, source);
    }

    /// The elements where `mask` is true, in row-major order, one dimension.
    default Tensor maskedSelect(Tensor mask) {
        return Call.binary("maskedSelect", this, mask, (x, m) -> x.masked_select(m));
    }

    /// The order reversed along dimensions, a copy.
    default Tensor flip(int... dims) {
        return Call.unary("flip", this, x -> x.flip(Shapes.longs(dims)));
    }

    /// The elements moved `shift` places along `dim`, those that leave coming in at the other end.
    default Tensor roll(long shift, int dim) {
        return Call.unary("roll", this, x -> x.roll(new long[] {shift}, dim));
    }

    /// `before` and `after` zeros put around the last dimension.
    default Tensor padLast(long before, long after) {
        return Call.unary("padLast", this, x -> torch.constant_pad_nd(x, before, after));
    }

    /// The diagonal of the last two dimensions; of a vector `[n]`, the matrix `[n, n]` that carries it.
    default Tensor diagonal() {
        return ((Tensor) this).rank() == 1
                ? Call.unary("diagonal", this, x -> x.diag_embed())
                : Call.unary("diagonal", this, x -> x.diagonal(0, -2, -1));
    }

    /// The lower triangle, diagonal included, zeros above.
    default Tensor lowerTriangle() {
        return Call.unary("lowerTriangle", this, x -> x.tril());
    }

    /// The elements in ascending order along `dim`.
    default Tensor sort(int dim) {
        return Call.unary("sort", this, x -> {
            try (var sorted = torch.sort(x, dim, false)) {
                return new org.bytedeco.pytorch.Tensor(sorted.get0());
            }
        });
    }

    /// The indices that put the elements in ascending order along `dim`, equal ones in their old order.
    default Tensor argsort(int dim) {
        return Call.unary("argsort", this, x -> torch.argsort(x, true, dim, false));
    }

    /// The same elements, contiguous in row-major order; this tensor itself if they are already.
    default Tensor contiguous() {
        return Call.unary("contiguous", this, x -> x.contiguous());
    }
}
