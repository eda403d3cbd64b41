package org.onsager.numerics;

import java.nio.charset.StandardCharsets;

/// A named place in the space of random numbers: a key and a starting counter of Philox 4x32-10, and nothing that
/// changes.
///
/// `RandomStream.of(seed).split("particles").at(17)` is the same stream of bits in every run, on every thread and
/// engine, in every later release. [#split(String)] derives a statistically independent key; [#at(long)] moves to
/// one of \(2^{64}\) non-overlapping substreams of the same key, each \(2^{64}\) blocks of 128 bits long. Draw
/// one at a time from the cursor that [#generator()] makes.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*,
/// SC11.
///
/// @param key  the Philox key
/// @param index  the substream: the upper 64 bits of the counter
public record RandomStream(long key, long index) {

    /// The root stream of a seed.
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed ^ 0x9E3779B97F4A7C15L), 0);
    }

    /// The stream of the same root that is named `name`; different names give independent streams.
    public RandomStream split(String name) {
        long hash = key ^ mix(index + 0x632BE59BD9B4E019L);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) hash = mix(hash * 31 + b);
        return new RandomStream(mix(hash + name.length()), 0);
    }

    /// Substream number `index`: replica, particle, time step, task.
    public RandomStream at(long index) {
        return new RandomStream(this.index == 0 ? key : split("at").split(Long.toString(this.index)).key, index);
    }

    /// A cursor at the start of this stream.
    public RandomSource generator() {
        return new RandomSource(this, 0);
    }

    /// The finaliser of SplitMix64 (Stafford's variant 13): a bijection of 64-bit words that avalanches.
    private static long mix(long word) {
        word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
        word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
        return word ^ (word >>> 31);
    }
}
