package org.onsager.numerics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.random.RandomGenerator;

/// A cursor on a [RandomStream]: the draws of one sequential piece of work. Not for sharing between threads; give
/// each task a stream of its own.
///
/// Its [#position()] is all its state, so that a checkpoint can store and restore it. A word ([#nextLong()] and
/// all that is made of one word) or a normal ([#nextGaussian()]) at position \(i\) is number \(i\) of its tape,
/// and moves the position by one; the two tapes never share bits. All draws, including those that
/// [RandomGenerator] has defaults for, are defined here, by [RandomStream#VERSION], and not by the JDK; its
/// `ints()`, `doubles()` and kin are not.
public final class RandomSource implements RandomGenerator {
    /// Means and trial numbers up to this keep every count an exact double.
    private static final double LARGEST_COUNT = 1e15;

    private final RandomStream stream;
    private final Philox words = new Philox();
    private final NormalPair normals = new NormalPair();
    private long position;

    // what the two hold is a cache; -1 is no block's number
    private long block = -1;
    private long pair = -1;

    RandomSource(RandomStream stream, long position) {
        this.stream = stream;
        this.position = position;
    }

    /// The stream that this cursor reads.
    public RandomStream stream() {
        return stream;
    }

    /// Number of words and normals drawn so far.
    public long position() {
        return position;
    }

    /// Moves to where `position` words and normals have been drawn.
    ///
    /// @param position  at least 0
    /// @return this cursor
    public RandomSource seek(long position) {
        if (position < 0) throw invalid("position", position, "[0, 2^63)");
        this.position = position;
        return this;
    }

    @Override
    public long nextLong() {
        long wanted = position >>> 1;
        if (wanted != block) {
            words.generate(stream.key(), wanted, stream.index());
            block = wanted;
        }
        return (position++ & 1) == 0 ? words.low : words.high;
    }

    /// The upper half of a word.
    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /// Uniform in the open interval (0, 1): never 0, never 1, a multiple of \(2^{-52}\) plus \(2^{-53}\).
    @Override
    public double nextDouble() {
        return NormalPair.uniform(nextLong());
    }

    /// Uniform in the open interval (0, 1): a multiple of \(2^{-23}\) plus \(2^{-24}\).
    @Override
    public float nextFloat() {
        return ((nextLong() >>> 41) + 0.5f) * 0x1p-23f;
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /// A fair sign: +1 or -1, by the top bit of one word.
    public int nextRademacher() {
        return nextLong() < 0 ? 1 : -1;
    }

    /// Uniform on `0, ..., bound - 1`, without bias.
    ///
    /// @param bound  at least 1
    @Override
    public int nextInt(int bound) {
        if (bound < 1) throw invalid("bound", bound, "[1, 2^31)");
        return (int) below(bound);
    }

    /// Uniform on `origin, ..., bound - 1`, without bias.
    ///
    /// @param bound  above `origin`
    @Override
    public int nextInt(int origin, int bound) {
        if (bound <= origin) throw invalid("bound", bound, "(origin = " + origin + ", 2^31)");
        return (int) (origin + below((long) bound - origin));
    }

    /// Uniform on `0, ..., bound - 1`, without bias.
    ///
    /// @param bound  at least 1
    @Override
    public long nextLong(long bound) {
        if (bound < 1) throw invalid("bound", bound, "[1, 2^63)");
        return below(bound);
    }

    /// Uniform on `origin, ..., bound - 1`, without bias.
    ///
    /// @param bound  above `origin`
    @Override
    public long nextLong(long origin, long bound) {
        if (bound <= origin) throw invalid("bound", bound, "(origin = " + origin + ", 2^63)");
        return origin + below(bound - origin);
    }

    /// Uniform on `[0, range)` for an unsigned range: the upper half of word times range, drawn again in the few
    /// cases that would favour some values. D. Lemire, *Fast random integer generation in an interval*, ACM
    /// TOMACS 29 (2019).
    private long below(long range) {
        long word = nextLong();
        long low = word * range;
        if (Long.compareUnsigned(low, range) < 0) {
            long threshold = Long.remainderUnsigned(-range, range);
            while (Long.compareUnsigned(low, threshold) < 0) {
                word = nextLong();
                low = word * range;
            }
        }
        return Math.unsignedMultiplyHigh(word, range);
    }

    /// Uniform between 0 and `bound`; rounding may give either end.
    ///
    /// @param bound  positive and finite
    @Override
    public double nextDouble(double bound) {
        if (!(bound > 0 && bound <= Double.MAX_VALUE)) throw invalid("bound", bound, "(0, inf)");
        return nextDouble() * bound;
    }

    /// Uniform between `origin` and `bound`; rounding may give either end.
    ///
    /// @param bound  above `origin`, both finite and a finite distance apart
    @Override
    public double nextDouble(double origin, double bound) {
        if (!(bound > origin && bound - origin <= Double.MAX_VALUE))
            throw invalid("bound", bound, "(origin = " + origin + ", inf)");
        return Math.fma(nextDouble(), bound - origin, origin);
    }

    /// Uniform between 0 and `bound`; rounding may give either end.
    ///
    /// @param bound  positive and finite
    @Override
    public float nextFloat(float bound) {
        return (float) nextDouble((double) bound);
    }

    /// Uniform between `origin` and `bound`; rounding may give either end.
    ///
    /// @param bound  above `origin`, both finite
    @Override
    public float nextFloat(float origin, float bound) {
        return (float) nextDouble((double) origin, (double) bound);
    }

    /// Eight bytes a word, the lowest first; the last word may be used in part.
    @Override
    public void nextBytes(byte[] bytes) {
        long word = 0;
        for (int i = 0; i < bytes.length; i++, word >>>= 8) {
            if ((i & 7) == 0) word = nextLong();
            bytes[i] = (byte) word;
        }
    }

    /// Standard normal number [#position()] of the stream.
    @Override
    public double nextGaussian() {
        long wanted = position >>> 1;
        if (wanted != pair) {
            normals.generate(stream, wanted);
            pair = wanted;
        }
        return (position++ & 1) == 0 ? normals.even : normals.odd;
    }

    /// Normal.
    ///
    /// @param mean  finite
    /// @param deviation  standard deviation, at least 0
    @Override
    public double nextGaussian(double mean, double deviation) {
        if (!(deviation >= 0)) throw invalid("deviation", deviation, "[0, inf)");
        return Math.fma(deviation, nextGaussian(), mean);
    }

    /// The next `out.length` normals, as many calls of [#nextGaussian()] would give them, by the vector kernel.
    public void fillNormal(double[] out) {
        stream.fillNormal(out, 0, out.length, position);
        position += out.length;
    }

    /// The next `out.length` uniforms, as many calls of [#nextDouble()] would give them, by the vector kernel.
    public void fillUniform(double[] out) {
        stream.fillUniform(out, 0, out.length, position);
        position += out.length;
    }

    /// Exponential of mean 1: \(-\ln U\), positive and at most 36.8.
    @Override
    public double nextExponential() {
        return -Elementary.log(nextDouble());
    }

    /// Gamma of scale 1: density \(x^{a-1} e^{-x} / \Gamma(a)\), mean and variance \(a\). Some 1.05 normals and
    /// as many words; a shape far below 1 may give 0, where the variate is too small for a double.
    ///
    /// @param shape  \(a\), positive and finite
    public double nextGamma(double shape) {
        if (!(shape > 0 && shape <= Double.MAX_VALUE)) throw invalid("shape", shape, "(0, inf)");
        return GammaLaw.draw(this, shape);
    }

    /// Beta: density proportional to \(x^{a-1} (1-x)^{b-1}\); rounding may give either end of [0, 1].
    ///
    /// @param a  positive and finite
    /// @param b  positive and finite
    public double nextBeta(double a, double b) {
        if (!(a > 0 && a <= Double.MAX_VALUE)) throw invalid("a", a, "(0, inf)");
        if (!(b > 0 && b <= Double.MAX_VALUE)) throw invalid("b", b, "(0, inf)");
        return GammaLaw.beta(this, a, b);
    }

    /// Poisson; the time does not grow with the mean.
    ///
    /// @param mean  in \([0, 10^{15}]\)
    public long nextPoisson(double mean) {
        if (!(mean >= 0 && mean <= LARGEST_COUNT)) throw invalid("mean", mean, "[0, 1e15]");
        return CountLaws.poisson(this, mean);
    }

    /// Binomial: successes in `trials` independent trials; the time does not grow with the number of trials.
    ///
    /// @param trials  in \([0, 10^{15}]\)
    /// @param probability  of one success, in [0, 1]
    public long nextBinomial(long trials, double probability) {
        if (!(trials >= 0 && trials <= LARGEST_COUNT)) throw invalid("trials", trials, "[0, 1e15]");
        if (!(probability >= 0 && probability <= 1)) throw invalid("probability", probability, "[0, 1]");
        return CountLaws.binomial(this, trials, probability);
    }

    /// Index \(i\) with probability proportional to `weights[i]`, by one pass over them; to draw often from the
    /// same weights use an [AliasTable].
    ///
    /// @param weights  at least 0 and finite, with a positive finite sum; left alone
    public int nextCategorical(double[] weights) {
        double left = nextDouble() * AliasTable.sum(weights);
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0) continue;
            last = i;
            left -= weights[i];
            if (left < 0) break;
        }
        return last;
    }

    /// Puts `items` in random order, each order equally likely, by Fisher and Yates's exchanges.
    public void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) exchange(items, i, nextInt(i + 1));
    }

    /// A random order of `0, ..., size - 1`.
    ///
    /// @param size  at least 0
    public int[] permutation(int size) {
        var items = identity(size);
        shuffle(items);
        return items;
    }

    /// A subset of `count` of the numbers `0, ..., size - 1`, each subset equally likely, in ascending order.
    /// Memory grows with `count` where that is less than a sixteenth of `size` (Floyd's algorithm), else with
    /// `size`.
    ///
    /// @param size  at least 0
    /// @param count  in [0, size]
    public int[] choose(int size, int count) {
        if (!(size >= 0)) throw invalid("size", size, "[0, 2^31)");
        if (!(count >= 0 && count <= size)) throw invalid("count", count, "[0, size = " + size + "]");
        int[] chosen = count < size / 16 ? chooseFew(size, count) : chooseMany(size, count);
        Arrays.sort(chosen);
        return chosen;
    }

    private int[] chooseFew(int size, int count) {
        var chosen = new HashSet<Integer>(2 * count);
        for (int newcomer = size - count; newcomer < size; newcomer++) {
            if (!chosen.add(nextInt(newcomer + 1))) chosen.add(newcomer);
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[] chooseMany(int size, int count) {
        var items = identity(size);
        for (int i = 0; i < count; i++) exchange(items, i, nextInt(i, size));
        return Arrays.copyOf(items, count);
    }

    private static int[] identity(int size) {
        if (!(size >= 0)) throw invalid("size", size, "[0, 2^31)");
        var items = new int[size];
        for (int i = 0; i < size; i++) items[i] = i;
        return items;
    }

    private static void exchange(int[] items, int i, int j) {
        int item = items[i];
        items[i] = items[j];
        items[j] = item;
    }

    private static IllegalArgumentException invalid(String name, Number value, String range) {
        return new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }
}
