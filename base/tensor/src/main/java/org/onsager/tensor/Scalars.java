package org.onsager.tensor;

import org.bytedeco.pytorch.Scalar;
import org.jspecify.annotations.Nullable;

/// libtorch's boxed numbers, kept for reuse: a loop uses the same few, and making one costs as much as adding two
/// small tensors. A number that is an integer becomes an integer scalar, so that `INT64` tensors stay integers; a
/// real tensor keeps its type either way.
final class Scalars {
    private static final int SLOTS = 256;
    private static final ThreadLocal<Scalars> CACHE = ThreadLocal.withInitial(Scalars::new);

    private final long[] bits = new long[SLOTS];
    private final @Nullable Scalar[] scalars = new Scalar[SLOTS];

    private Scalars() {}

    static Scalar of(double value) {
        var cache = CACHE.get();
        long bits = Double.doubleToRawLongBits(value);
        int slot = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 56);
        var kept = cache.scalars[slot];
        if (kept != null && cache.bits[slot] == bits) return kept;
        // the one that is replaced may still be in use by the caller: the collector frees it
        var made = make(value, bits);
        cache.bits[slot] = bits;
        cache.scalars[slot] = made;
        return made;
    }

    private static Scalar make(double value, long bits) {
        boolean integer = value == Math.rint(value) && Math.abs(value) < 0x1p53 && bits != Long.MIN_VALUE;
        return integer ? new Scalar((long) value) : new Scalar(value);
    }
}
