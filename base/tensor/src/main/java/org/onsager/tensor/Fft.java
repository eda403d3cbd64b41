package org.onsager.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.global.torch;

/// Discrete Fourier transforms \(\hat x_k = \sum_j x_j e^{-2\pi i jk/n}\), unscaled forwards and divided by \(n\)
/// backwards, of any length, differentiable. Cost \(O(n \log n)\).
public final class Fft {
    private Fft() {}

    /// Transform along `dim`.
    public static Tensor forward(Tensor x, int dim) {
        try (var length = new LongOptional();
                var norm = new StringViewOptional()) {
            return Call.unary("fft", x, a -> torch.fft_fft(a, length, dim, norm));
        }
    }

    /// Inverse of [#forward(Tensor, int)].
    public static Tensor inverse(Tensor x, int dim) {
        try (var length = new LongOptional();
                var norm = new StringViewOptional()) {
            return Call.unary("inverse fft", x, a -> torch.fft_ifft(a, length, dim, norm));
        }
    }

    /// The \(\lfloor n/2 \rfloor + 1\) frequencies from 0 up of real numbers.
    public static Tensor realForward(Tensor x, int dim) {
        try (var length = new LongOptional();
                var norm = new StringViewOptional()) {
            return Call.unary("real fft", x, a -> torch.fft_rfft(a, length, dim, norm));
        }
    }

    /// Inverse of [#realForward(Tensor, int)].
    ///
    /// @param length  \(n\), the number of real values, which the frequencies leave open by one
    public static Tensor realInverse(Tensor x, long length, int dim) {
        try (var n = new LongOptional(length);
                var norm = new StringViewOptional()) {
            return Call.unary("inverse real fft", x, a -> torch.fft_irfft(a, n, dim, norm));
        }
    }

    /// Transform along two dimensions.
    public static Tensor forward2(Tensor x, int first, int second) {
        return forward(forward(x, first), second);
    }

    /// Inverse of [#forward2(Tensor, int, int)].
    public static Tensor inverse2(Tensor x, int first, int second) {
        return inverse(inverse(x, first), second);
    }

    /// The frequencies of the transform of `count` samples `spacing` apart, in cycles a unit: 0 up, then the
    /// negative ones.
    public static Tensor frequencies(long count, double spacing, DType dtype) {
        return Call.any("frequencies", () -> torch.fft_fftfreq(count, spacing, Tensors.raw(dtype)));
    }
}
