package org.onsager.tensor.nn;

import java.util.Map;
import org.onsager.numerics.RandomStream;
import org.onsager.tensor.DType;
import org.onsager.tensor.Functional;
import org.onsager.tensor.Tensor;

/// Convolution (correlation, as everywhere in deep learning) in the last two dimensions of `[batch, in, height,
/// width]`.
///
/// @param weight  `[out, in / groups, width, width]`
/// @param bias  `[out]`
/// @param stride  step between outputs, at least 1
/// @param padding  zeros on each side
/// @param dilation  step between taps, at least 1
/// @param groups  blocks of channels that do not mix
public record Conv2d(Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) implements Layer {

    /// A convolution of odd `width` that keeps height and width.
    public static Conv2d same(long in, long out, int width, RandomStream stream, DType dtype) {
        if (width % 2 != 1) throw new IllegalArgumentException("width must be odd to keep the length, not " + width);
        return of(in, out, width, 1, width / 2, 1, 1, stream, dtype);
    }

    /// A convolution that starts as PyTorch's.
    public static Conv2d of(
            long in,
            long out,
            int width,
            int stride,
            int padding,
            int dilation,
            int groups,
            RandomStream stream,
            DType dtype) {
        return new Conv2d(
                Initializer.fanIn().parameter(stream.split("weight"), dtype, out, in / groups, width, width),
                Initializer.uniform(1 / Math.sqrt((double) in / groups * width * width))
                        .parameter(stream.split("bias"), dtype, out),
                stride,
                padding,
                dilation,
                groups);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return Functional.conv2d(x, weight, bias, stride, padding, dilation, groups);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Named.of("weight", weight, "bias", bias);
    }
}
