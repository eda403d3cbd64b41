package org.onsager.numerics;

import java.nio.charset.StandardCharsets;

/// A named place in the space of random numbers: a key and the upper half of a counter of Philox 4x32-10, and
/// nothing that changes.
///
/// `RandomStream.of(seed).split("particles").at(17)` is the same stream of bits in every run, on every thread and
/// engine, with the Vector API on or off, in every later release that still knows the scheme [#VERSION]. A stream
/// is a tree's node: [#split(String)] and [#at(long)] lead to its children, and different paths from the root
/// give statistically independent streams. The children `at(0), at(1), ...` of one stream share a key and differ
/// in the counter, so that they cannot overlap; any two other streams share their 64-bit key with probability
/// \(2^{-64}\): name up to some \(10^8\) parents freely, and number without limit below each.
///
/// Every stream carries two tapes of \(2^{63}\) numbers each, which use disjoint blocks: *words* of 64 bits (and
/// the uniforms made of them) and standard *normals*. Number \(i\) of a tape depends on the stream and \(i\)
/// only: bulk fills may be cut into parallel blocks at will, and number \(i\) of a fill is what a fresh
/// [#generator()] returns as its draw number \(i\) (of one kind, from 0).
///
/// Words `2b` and `2b + 1` are the lower and higher half of block \(b < 2^{62}\), counter \((b,
/// \textit{index})\); normals `2b` and `2b + 1` come of block \(b + 2^{63}\) by Box and Muller's transform, at
/// most 8.58 in size.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*,
/// SC11.
///
/// @param key  the Philox key
/// @param index  the number of this stream among its siblings: the upper 64 bits of the counter
public record RandomStream(long key, long index) {

    /// Names everything that turns a seed into bits: the block function, the derivation of keys, the tapes and
    /// the distributions. Bits change only under a new name.
    public static final String VERSION = "philox4x32-10/v1";

    /// The root stream of a seed; different seeds have different keys.
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed ^ 0x9E3779B97F4A7C15L), 0);
    }

    /// The child of this stream that is named `name`.
    public RandomStream split(String name) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        long hash = key ^ mix(index + 0x632BE59BD9B4E019L);
        for (byte letter : letters) hash = mix(hash * 31 + letter);
        return new RandomStream(mix(hash + letters.length), 0);
    }

    /// The child of this stream that is numbered `index`: replica, particle, time step, task.
    public RandomStream at(long index) {
        return new RandomStream(mix(mix(key + 0xD1B54A32D192ED03L) + this.index), index);
    }

    /// A cursor at the start of this stream.
    public RandomSource generator() {
        return new RandomSource(this, 0);
    }

    /// Sets every `out[i]` to uniform number \(i\) of this stream, in the open interval (0, 1).
    public void fillUniform(double[] out) {
        fillUniform(out, 0, out.length);
    }

    /// Sets `out[i]` to uniform number \(i\) for `i` in `[from, to)`.
    public void fillUniform(double[] out, int from, int to) {
        fillUniform(out, from, to, from);
    }

    /// Sets `out[from], ..., out[to - 1]` to the uniforms number `first, first + 1, ...`, multiples of
    /// \(2^{-52}\) plus \(2^{-53}\).
    ///
    /// @param first  at least 0
    /// @throws IndexOutOfBoundsException unless \(0 \le\) `from` \(\le\) `to` \(\le\) `out.length`
    public void fillUniform(double[] out, int from, int to, long first) {
        RandomFill.uniform(this, out, from, to, first);
    }

    /// Sets every `out[i]` to normal number \(i\) of this stream: mean 0, variance 1.
    public void fillNormal(double[] out) {
        fillNormal(out, 0, out.length);
    }

    /// Sets `out[i]` to normal number \(i\) for `i` in `[from, to)`.
    public void fillNormal(double[] out, int from, int to) {
        fillNormal(out, from, to, from);
    }

    /// Sets `out[from], ..., out[to - 1]` to the normals number `first, first + 1, ...`. Fastest for 16 numbers
    /// and more; allocates nothing.
    ///
    /// @param first  at least 0
    /// @throws IndexOutOfBoundsException unless \(0 \le\) `from` \(\le\) `to` \(\le\) `out.length`
    public void fillNormal(double[] out, int from, int to, long first) {
        RandomFill.normal(this, out, from, to, first);
    }

    /// Sets every `out[i]` to normal number \(i\), rounded to a float.
    public void fillNormal(float[] out) {
        fillNormal(out, 0, out.length, 0);
    }

    /// Sets `out[from], ..., out[to - 1]` to the normals number `first, first + 1, ...`, rounded to floats.
    ///
    /// @param first  at least 0
    /// @throws IndexOutOfBoundsException unless \(0 \le\) `from` \(\le\) `to` \(\le\) `out.length`
    public void fillNormal(float[] out, int from, int to, long first) {
        RandomFill.normal(this, out, from, to, first);
    }

    /// Sets every `out[i]` to word number \(i\).
    public void fillBits(long[] out) {
        fillBits(out, 0, out.length, 0);
    }

    /// Sets `out[from], ..., out[to - 1]` to the words number `first, first + 1, ...`.
    ///
    /// @param first  at least 0
    /// @throws IndexOutOfBoundsException unless \(0 \le\) `from` \(\le\) `to` \(\le\) `out.length`
    public void fillBits(long[] out, int from, int to, long first) {
        RandomFill.check(from, to, out.length, first);
        ScalarFill.bits(this, out, from, to, first);
    }

    /// Sets every `out[i]` to byte `i & 7` (the lowest is 0) of word `i >>> 3`.
    public void fillBits(byte[] out) {
        ScalarFill.bytes(this, out);
    }

    /// Sets every `out[i]` to a fair sign, +1 or -1.
    public void fillRademacher(byte[] out) {
        fillRademacher(out, 0, out.length, 0);
    }

    /// Sets `out[from], ..., out[to - 1]` to the signs number `first, first + 1, ...`: sign \(i\) is +1 where bit
    /// `i & 63` of word `i >>> 6` is set, else -1.
    ///
    /// @param first  at least 0
    /// @throws IndexOutOfBoundsException unless \(0 \le\) `from` \(\le\) `to` \(\le\) `out.length`
    public void fillRademacher(byte[] out, int from, int to, long first) {
        RandomFill.rademacher(this, out, from, to, first);
    }

    /// The finaliser of SplitMix64 (Stafford's variant 13): a bijection of 64-bit words that avalanches.
    private static long mix(long word) {
        word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
        word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
        return word ^ (word >>> 31);
    }
}
