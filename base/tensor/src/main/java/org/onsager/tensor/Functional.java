package org.onsager.tensor;

import java.util.List;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The functions behind the layers of [org.onsager.tensor.nn], for use with parameters of one's own.
public final class Functional {
    private Functional() {}

    /// The outputs of a recurrent network and its last hidden state.
    ///
    /// @param outputs  `[batch, time, directions * hidden]`, of the last layer
    /// @param hidden  `[layers * directions, batch, hidden]`, at the last time
    public record Recurrence(Tensor outputs, Tensor hidden) {}

    /// \(x W^\top + b\).
    ///
    /// @param x  `[..., in]`
    /// @param weight  `[out, in]`
    /// @param bias  `[out]`, or null
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        var input = x.raw();
        var matrix = weight.raw();
        if (weight.rank() == 2) MatrixWork.expect(input.numel() * weight.size(0));
        try (var shift = Call.optional(bias)) {
            return new Tensor(torch.linear(input, matrix, shift));
        } catch (RuntimeException refused) {
            throw bias == null
                    ? Refusal.of("linear", refused, x, weight)
                    : Refusal.of("linear", refused, x, weight, bias);
        }
    }

    /// Correlation along time.
    ///
    /// @param x  `[batch, in, length]`
    /// @param weight  `[out, in / groups, width]`
    /// @param bias  `[out]`, or null
    public static Tensor conv1d(
            Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int dilation, int groups) {
        try (var shift = Call.optional(bias)) {
            return Call.any(
                    "conv1d",
                    () -> torch.conv1d(
                            x.raw(),
                            weight.raw(),
                            shift,
                            new long[] {stride},
                            new long[] {padding},
                            new long[] {dilation},
                            groups),
                    x,
                    weight);
        }
    }

    /// Correlation in two dimensions, the same stride, padding and dilation along both.
    ///
    /// @param x  `[batch, in, height, width]`
    /// @param weight  `[out, in / groups, height, width]`
    /// @param bias  `[out]`, or null
    public static Tensor conv2d(
            Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int dilation, int groups) {
        try (var shift = Call.optional(bias)) {
            return Call.any(
                    "conv2d",
                    () -> torch.conv2d(
                            x.raw(),
                            weight.raw(),
                            shift,
                            new long[] {stride, stride},
                            new long[] {padding, padding},
                            new long[] {dilation, dilation},
                            groups),
                    x,
                    weight);
        }
    }

    /// Zero mean and unit variance over the last dimensions, those of `weight`, then \(w x + b\).
    public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
        try (var scale = new TensorOptional(weight.raw());
                var shift = new TensorOptional(bias.raw())) {
            return Call.any(
                    "layerNorm",
                    () -> torch.layer_norm(x.raw(), weight.shape(), scale, shift, epsilon, false),
                    x,
                    weight);
        }
    }

    /// Zero mean and unit variance of groups of channels of each sample, then \(w x + b\) by channel.
    ///
    /// @param x  `[batch, channels, ...]`
    public static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double epsilon) {
        try (var scale = new TensorOptional(weight.raw());
                var shift = new TensorOptional(bias.raw())) {
            return Call.any(
                    "groupNorm", () -> torch.group_norm(x.raw(), groups, scale, shift, epsilon, false), x, weight);
        }
    }

    /// Zero mean and unit variance of each channel over the batch (in training, where it moves the running
    /// statistics too), or by the running statistics, then \(w x + b\) by channel.
    public static Tensor batchNorm(
            Tensor x,
            Tensor weight,
            Tensor bias,
            Tensor runningMean,
            Tensor runningVariance,
            boolean training,
            double momentum,
            double epsilon) {
        try (var scale = new TensorOptional(weight.raw());
                var shift = new TensorOptional(bias.raw());
                var mean = new TensorOptional(runningMean.raw());
                var variance = new TensorOptional(runningVariance.raw())) {
            return Call.any(
                    "batchNorm",
                    () -> torch.batch_norm(x.raw(), scale, shift, mean, variance, training, momentum, epsilon, false),
                    x,
                    weight);
        }
    }

    /// The rows of `weight` `[entries, width]` at `indices` (`INT64`, any shape): `[..., width]`.
    public static Tensor embedding(Tensor indices, Tensor weight) {
        return Call.binary("embedding", indices, weight, (i, w) -> torch.embedding(w, i));
    }

    /// Gated recurrent units; parameters in libtorch's order (input weight, hidden weight, and their biases, a
    /// layer).
    ///
    /// @param x  `[batch, time, in]`
    /// @param hidden  `[layers, batch, hidden]`
    public static Recurrence gru(Tensor x, Tensor hidden, List<Tensor> parameters, int layers) {
        var operands = new Tensor[] {x, hidden};
        try (var weights = Call.vector(parameters);
                var found = torch.gru(x.raw(), hidden.raw(), weights, true, layers, 0.0, false, false, true)) {
            return new Recurrence(own(found.get0()), own(found.get1()));
        } catch (RuntimeException refused) {
            throw Refusal.of("gru", refused, operands);
        }
    }

    /// Long short-term memory; parameters in libtorch's order (input weight, hidden weight, and their biases, a
    /// layer).
    ///
    /// @param x  `[batch, time, in]`
    /// @param hidden  `[layers, batch, hidden]`
    /// @param cell  `[layers, batch, hidden]`
    public static Recurrence lstm(Tensor x, Tensor hidden, Tensor cell, List<Tensor> parameters, int layers) {
        try (var weights = Call.vector(parameters);
                var state = Call.vector(List.of(hidden, cell));
                var found = torch.lstm(x.raw(), state, weights, true, layers, 0.0, false, false, true)) {
            return new Recurrence(own(found.get0()), own(found.get1()));
        } catch (RuntimeException refused) {
            throw Refusal.of("lstm", refused, x, hidden, cell);
        }
    }

    /// \(\operatorname{softmax}(Q K^\top / \sqrt d + M)\,V\), composed of differentiable pieces so that it has
    /// derivatives of any order.
    ///
    /// @param mask  added to the logits (0 or minus infinity), broadcast to `[..., queries, keys]`, or null
    public static Tensor attention(Tensor query, Tensor key, Tensor value, @Nullable Tensor mask) {
        var logits = query.matmul(key.transpose(-2, -1)).mul(1 / Math.sqrt(query.size(-1)));
        return (mask == null ? logits : logits.add(mask)).softmax(-1).matmul(value);
    }

    /// \(\overline{(x - y)^2}\), the mean over all elements.
    public static Tensor meanSquaredError(Tensor x, Tensor y) {
        return Call.binary("meanSquaredError", x, y, (a, b) -> torch.mse_loss(a, b));
    }

    private static Tensor own(org.bytedeco.pytorch.Tensor element) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(element));
    }
}
