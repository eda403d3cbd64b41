package org.onsager.tensor;

import org.bytedeco.pytorch.global.torch;

/// Operations whose result overwrites a tensor that is there already: what a loop is made of that must not
/// allocate, such as [org.onsager.tensor.nn.Backpropagation]. None is recorded for differentiation, and none may
/// be given a tensor that is tracked: hand in `parameter.detach()`, which shares its numbers.
///
/// The target may be a view of part of a larger tensor; elementwise operations may overwrite their own operand.
public final class Overwriting {
    private Overwriting() {}

    /// \(Y \leftarrow A B\).
    public static void matmul(Tensor into, Tensor a, Tensor b) {
        Call.effect("matmul", () -> torch.mm_out(into.raw(), a.raw(), b.raw()), a, b);
    }

    /// \(Y \leftarrow b + A B\), the row \(b\) added to each row.
    public static void addMatmul(Tensor into, Tensor row, Tensor a, Tensor b) {
        Call.effect("addMatmul", () -> torch.addmm_out(into.raw(), row.raw(), a.raw(), b.raw()), row, a, b);
    }

    /// \(y_j \leftarrow \sum_i X_{ij}\).
    public static void columnSums(Tensor into, Tensor x) {
        Call.effect("columnSums", () -> torch.sum_out(into.raw(), x.raw(), 0), x);
    }

    /// \(y \leftarrow x\, \sigma(x)\).
    public static void silu(Tensor into, Tensor x) {
        Call.effect("silu", () -> torch.silu_out(into.raw(), x.raw()), x);
    }

    /// \(y \leftarrow v\, \sigma(x) (1 + x (1 - \sigma(x)))\): the cotangent of the argument \(x\) of `silu` from
    /// that of its value.
    public static void siluReverse(Tensor into, Tensor cotangent, Tensor x) {
        Call.effect("siluReverse", () -> torch.silu_backward_out(into.raw(), cotangent.raw(), x.raw()), cotangent, x);
    }

    /// \(y \leftarrow \tanh x\).
    public static void tanh(Tensor into, Tensor x) {
        Call.effect("tanh", () -> torch.tanh_out(into.raw(), x.raw()), x);
    }

    /// \(y \leftarrow v (1 - t^2)\): the cotangent of the argument of `tanh` from that of its value \(t\).
    public static void tanhReverse(Tensor into, Tensor cotangent, Tensor value) {
        Call.effect(
                "tanhReverse",
                () -> torch.tanh_backward_out(into.raw(), cotangent.raw(), value.raw()),
                cotangent,
                value);
    }

    /// \(y \leftarrow \max(x, 0)\).
    public static void relu(Tensor into, Tensor x) {
        Call.effect("relu", () -> torch.relu_out(into.raw(), x.raw()), x);
    }

    /// \(y \leftarrow v\) where \(x > 0\), else 0: the cotangent of the argument of `relu` from that of its
    /// value.
    public static void reluReverse(Tensor into, Tensor cotangent, Tensor x) {
        Call.effect(
                "reluReverse",
                () -> torch.threshold_backward_out(into.raw(), cotangent.raw(), x.raw(), Scalars.of(0)),
                cotangent,
                x);
    }
}
