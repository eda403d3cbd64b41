package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch;

/// Sums, products, powers, comparisons and matrix products of tensors. Two operands broadcast; a number acts on
/// every element and does not change the element type.
public sealed interface Arithmetic extends Operand permits Tensor {

    /// \(x + y\).
    default Tensor add(Tensor other) {
        return Call.binary("add", this, other, (x, y) -> x.add(y));
    }

    /// \(x + c\).
    default Tensor add(double value) {
        return Call.scalar("add", this, value, (x, c) -> x.add(c));
    }

    /// \(x + c\,y\) in one pass.
    default Tensor addScaled(Tensor other, double factor) {
        return Call.binary("addScaled", this, other, (x, y) -> x.add(y, Scalars.of(factor)));
    }

    /// \(x + c\,y z\) in one pass.
    default Tensor addProduct(Tensor first, Tensor second, double factor) {
        var raw = ((Tensor) this).raw();
        return Call.any(
                "addProduct",
                () -> raw.addcmul(first.raw(), second.raw(), Scalars.of(factor)),
                (Tensor) this,
                first,
                second);
    }

    /// \(x - y\).
    default Tensor sub(Tensor other) {
        return Call.binary("sub", this, other, (x, y) -> x.sub(y));
    }

    /// \(x - c\).
    default Tensor sub(double value) {
        return Call.scalar("sub", this, value, (x, c) -> x.sub(c));
    }

    /// \(x y\), elementwise.
    default Tensor mul(Tensor other) {
        return Call.binary("mul", this, other, (x, y) -> x.mul(y));
    }

    /// \(c\,x\).
    default Tensor mul(double value) {
        return Call.scalar("mul", this, value, (x, c) -> x.mul(c));
    }

    /// \(x / y\), elementwise.
    default Tensor div(Tensor other) {
        return Call.binary("div", this, other, (x, y) -> x.div(y));
    }

    /// \(x / c\).
    default Tensor div(double value) {
        return Call.scalar("div", this, value, (x, c) -> x.div(c));
    }

    /// \(x^y\), elementwise.
    default Tensor pow(Tensor other) {
        return Call.binary("pow", this, other, (x, y) -> x.pow(y));
    }

    /// \(x^c\).
    default Tensor pow(double exponent) {
        return Call.scalar("pow", this, exponent, (x, c) -> x.pow(c));
    }

    /// The larger of \(x\) and \(y\), elementwise.
    default Tensor maximum(Tensor other) {
        return Call.binary("maximum", this, other, (x, y) -> x.maximum(y));
    }

    /// The smaller of \(x\) and \(y\), elementwise.
    default Tensor minimum(Tensor other) {
        return Call.binary("minimum", this, other, (x, y) -> x.minimum(y));
    }

    /// \(\operatorname{atan2}(x, y)\), elementwise.
    default Tensor atan2(Tensor other) {
        return Call.binary("atan2", this, other, (x, y) -> x.atan2(y));
    }

    /// The remainder \(x - c \lfloor x / c \rfloor\), with the sign of \(c\).
    default Tensor remainder(double divisor) {
        return Call.scalar("remainder", this, divisor, (x, c) -> x.remainder(c));
    }

    /// Matrix product of the last two dimensions, the others broadcast; a vector counts as a row on the left and
    /// as a column on the right.
    default Tensor matmul(Tensor other) {
        MatrixWork.expect(((Tensor) this).count() * (other.rank() > 1 ? other.size(-1) : 1));
        return Call.binary("matmul", this, other, (x, y) -> x.matmul(y));
    }

    /// \(\text{this} + A B\) in one call, for a bias `[n]` or `[m, n]`, `A` `[m, k]`, `B` `[k, n]`.
    default Tensor addMatmul(Tensor left, Tensor right) {
        var raw = ((Tensor) this).raw();
        return Call.any("addMatmul", () -> torch.addmm(raw, left.raw(), right.raw()), (Tensor) this, left, right);
    }

    /// Inner product of two vectors, without conjugation.
    default Tensor dot(Tensor other) {
        return Call.binary("dot", this, other, (x, y) -> x.dot(y));
    }

    /// Outer product `[m, n]` of vectors `[m]` and `[n]`.
    default Tensor outer(Tensor other) {
        return Call.binary("outer", this, other, (x, y) -> x.outer(y));
    }

    /// \(x < y\) as truth values.
    default Tensor less(Tensor other) {
        return Call.binary("less", this, other, (x, y) -> x.lt(y));
    }

    /// \(x < c\) as truth values.
    default Tensor less(double value) {
        return Call.scalar("less", this, value, (x, c) -> x.lt(c));
    }

    /// \(x > y\) as truth values.
    default Tensor greater(Tensor other) {
        return Call.binary("greater", this, other, (x, y) -> x.gt(y));
    }

    /// \(x > c\) as truth values.
    default Tensor greater(double value) {
        return Call.scalar("greater", this, value, (x, c) -> x.gt(c));
    }

    /// \(x = y\) elementwise, as truth values.
    default Tensor equalTo(Tensor other) {
        return Call.binary("equalTo", this, other, (x, y) -> x.eq(y));
    }

    /// \(x = c\) elementwise, as truth values.
    default Tensor equalTo(double value) {
        return Call.scalar("equalTo", this, value, (x, c) -> x.eq(c));
    }

    /// Where both are true.
    default Tensor and(Tensor other) {
        return Call.binary("and", this, other, (x, y) -> x.logical_and(y));
    }

    /// Where either is true.
    default Tensor or(Tensor other) {
        return Call.binary("or", this, other, (x, y) -> x.logical_or(y));
    }

    /// Where it is false.
    default Tensor not() {
        return Call.unary("not", this, x -> x.logical_not());
    }

    /// This where `mask` is true, `other` elsewhere.
    default Tensor where(Tensor mask, Tensor other) {
        var raw = ((Tensor) this).raw();
        return Call.any("where", () -> torch.where(mask.raw(), raw, other.raw()), mask, (Tensor) this, other);
    }

    /// `value` where `mask` is true, this elsewhere.
    default Tensor maskedFill(Tensor mask, double value) {
        return Call.binary("maskedFill", this, mask, (x, m) -> x.masked_fill(m, Scalars.of(value)));
    }
}
