package org.onsager.transport.sample;

/// How the steps of a diffusion are spread over its times.
public enum TimeGrid {
    /// Equal steps.
    UNIFORM,
    /// Steps in proportion to \(t(1-t)\), equal in \(\log\frac{t}{1-t}\): with \(\gamma = \sqrt{a t(1-t)}\) the
    /// stiffness \(h\epsilon/\gamma^2\) of a learned denoiser is then the same at all times. Needs times inside
    /// (0, 1).
    LOGISTIC;

    /// The time at a share of the way.
    ///
    /// @param share  in [0, 1]
    /// @param low  smallest time
    /// @param high  largest time
    public double at(double share, double low, double high) {
        if (share <= 0) return low;
        if (share >= 1) return high;
        return switch (this) {
            case UNIFORM -> low + (high - low) * share;
            case LOGISTIC -> {
                double from = Math.log(low / (1 - low)), to = Math.log(high / (1 - high));
                yield 1 / (1 + Math.exp(-(from + (to - from) * share)));
            }
        };
    }

    /// @throws IllegalArgumentException if these times cannot be divided so
    public void check(double low, double high) {
        if (this == LOGISTIC && !(low > 0 && high < 1))
            throw new IllegalArgumentException(
                    "a logistic grid needs times inside (0, 1), not [%s, %s]".formatted(low, high));
    }
}
