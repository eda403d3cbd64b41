package org.onsager.numerics;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.hipparchus.special.Erf;

/// Statistical tests of 64-bit words after Marsaglia, Knuth and NIST SP 800-22, each reduced to one p-value.
final class RandomBattery {
    private RandomBattery() {}

    /// A test: it reads `size` words of a sequence (about; and others where it must) and returns a p-value; a
    /// chi-square's near 1 means too even.
    record Test(String name, String what, boolean chiSquare, ToDoubleFunction<Reader> pValue) {}

    /// What a test reads.
    record Reader(LongSupplier words, int size) {
        long next() {
            return words.getAsLong();
        }

        double uniform() {
            return NormalPair.uniform(next());
        }
    }

    /// An order in which to read the words of related streams.
    record Layout(String name, String what, Function<RandomStream, LongSupplier> reader) {}

    static final List<Layout> LAYOUTS = List.of(
            new Layout("sequential", "one stream, word by word", stream -> stream.generator()::nextLong),
            new Layout("interleaved", "1,024 numbered streams, one word of each in turn", RandomBattery::interleaved),
            new Layout("strided", "every 65,536th word of one stream", stream -> {
                var source = stream.generator();
                return () -> {
                    long word = source.nextLong();
                    source.seek(source.position() + 65_535);
                    return word;
                };
            }),
            new Layout("neighbouring keys", "two words of each of the raw keys k, k + 1, ...", stream -> {
                var words = new Philox();
                var next = new long[] {stream.key(), 0};
                return () -> {
                    if (next[1] == 0) words.generate(next[0]++, 0, 0);
                    next[1] ^= 1;
                    return next[1] == 1 ? words.low : words.high;
                };
            }),
            new Layout("neighbouring seeds", "the first word of each of the seeds s, s + 1, ...", stream -> {
                var seed = new long[] {stream.key()};
                return () -> RandomStream.of(seed[0]++).generator().nextLong();
            }),
            new Layout("normal tape", "normals turned into words by their distribution function", stream -> {
                var source = stream.generator();
                return () -> normalAsWord(source.nextGaussian(), source.nextGaussian());
            }));

    private static LongSupplier interleaved(RandomStream stream) {
        var sources = new RandomSource[1024];
        for (int i = 0; i < 1024; i++) sources[i] = stream.at(i).generator();
        var turn = new int[1];
        return () -> sources[turn[0]++ & 1023].nextLong();
    }

    /// 32 bits of each of two normals: their distribution functions in units of \(2^{-32}\).
    private static long normalAsWord(double a, double b) {
        return half(a) << 32 | half(b);
    }

    private static long half(double z) {
        return (long) (0.5 * Erf.erfc(-z / Math.sqrt(2)) * 0x1p32) & Philox.MASK;
    }

    static final List<Test> TESTS = List.of(
            new Test("monobit", "number of ones", false, RandomBattery::monobit),
            new Test("bit positions", "ones of each of the 64 positions", true, RandomBattery::positions),
            new Test("bytes", "chi-square of byte values", true, RandomBattery::bytes),
            new Test("byte pairs", "chi-square of successive words' top bytes", true, RandomBattery::bytePairs),
            new Test("runs", "number of runs of equal bits", false, RandomBattery::runs),
            new Test("correlation", "of uniforms at lags 1, 2, 3 and 1,024", true, RandomBattery::correlation),
            new Test("weight pairs", "chi-square of successive words' Hamming weights", true, RandomBattery::weights),
            new Test("permutations", "order of five successive words", true, RandomBattery::permutations),
            new Test("gaps", "between words in the lowest sixteenth", true, RandomBattery::gaps),
            new Test("birthday spacings", "2^13 birthdays in 2^40 days", false, RandomBattery::birthdays),
            new Test("collisions", "2^12 balls in 2^16 urns", false, RandomBattery::collisions),
            new Test("matrix rank", "of 32 x 32 bit matrices", true, RandomBattery::rank));

    private static double monobit(Reader in) {
        long ones = 0;
        for (int i = 0; i < in.size(); i++) ones += Long.bitCount(in.next());
        return PValue.normal((ones - 32.0 * in.size()) / Math.sqrt(16.0 * in.size()));
    }

    private static double positions(Reader in) {
        var ones = new long[64];
        for (int i = 0; i < in.size(); i++) {
            long word = in.next();
            for (int bit = 0; bit < 64; bit++) ones[bit] += word >>> bit & 1;
        }
        double statistic = 0;
        for (long count : ones) statistic += Math.pow(count - in.size() / 2.0, 2) / (in.size() / 4.0);
        return PValue.chiSquare(statistic, 64);
    }

    private static double bytes(Reader in) {
        var counts = new long[256];
        for (int i = 0; i < in.size(); i++) {
            long word = in.next();
            for (int b = 0; b < 64; b += 8) counts[(int) (word >>> b & 255)]++;
        }
        return PValue.equidistributed(counts);
    }

    private static double bytePairs(Reader in) {
        var counts = new long[1 << 16];
        for (int i = 0; i < in.size(); i += 2) counts[(int) (in.next() >>> 56 << 8 | in.next() >>> 56)]++;
        return PValue.equidistributed(counts);
    }

    private static double runs(Reader in) {
        long changes = 0, last = in.next() >>> 63;
        for (int i = 0; i < in.size(); i++) {
            long word = in.next();
            changes += Long.bitCount(word ^ (word << 1 | last));
            last = word >>> 63;
        }
        double bits = 64.0 * in.size();
        return PValue.normal((changes - bits / 2) / Math.sqrt(bits / 4));
    }

    private static double correlation(Reader in) {
        int[] lags = {1, 2, 3, 1024};
        var past = new double[2048];
        var sums = new double[lags.length];
        for (int i = 0; i < 1024; i++) past[i] = in.uniform() - 0.5;
        for (int i = 1024; i < 1024 + in.size(); i++) {
            double u = past[i & 2047] = in.uniform() - 0.5;
            for (int lag = 0; lag < lags.length; lag++) sums[lag] += u * past[(i - lags[lag]) & 2047];
        }
        double statistic = 0;
        for (double sum : sums) statistic += sum * sum * 144 / in.size();
        return PValue.chiSquare(statistic, lags.length);
    }

    private static double weights(Reader in) {
        // classes of weight 0..28, 29, ..., 35, 36..64
        var share = new double[9];
        double probability = Math.pow(2, -64);
        for (int weight = 0; weight <= 64; weight++) {
            share[Math.clamp(weight - 28, 0, 8)] += probability;
            probability *= (64.0 - weight) / (weight + 1);
        }
        var counts = new long[81];
        var expected = new double[81];
        for (int i = 0; i < 81; i++) expected[i] = share[i / 9] * share[i % 9];
        int last = Math.clamp(Long.bitCount(in.next()) - 28, 0, 8);
        for (int i = 0; i < in.size(); i += 2) {
            // disjoint pairs, so that the cells' counts are multinomial
            int weight = Math.clamp(Long.bitCount(in.next()) - 28, 0, 8);
            counts[9 * last + weight]++;
            last = Math.clamp(Long.bitCount(in.next()) - 28, 0, 8);
        }
        return PValue.pearson(counts, expected, in.size() / 2);
    }

    private static double permutations(Reader in) {
        var counts = new long[120];
        var five = new long[5];
        for (int i = 0; i + 5 <= in.size(); i += 5) {
            Arrays.setAll(five, j -> in.next());
            int code = 0;
            for (int j = 0; j < 5; j++) {
                int below = 0;
                for (int k = j + 1; k < 5; k++) if (five[k] < five[j]) below++;
                code = code * (5 - j) + below;
            }
            counts[code]++;
        }
        return PValue.equidistributed(counts);
    }

    private static double gaps(Reader in) {
        var counts = new long[100];
        var expected = new double[100];
        for (int gap = 0; gap < 100; gap++) expected[gap] = Math.pow(15 / 16.0, gap) / 16;
        int total = in.size() / 16;
        for (int found = 0; found < total; found++) {
            int gap = 0;
            while (in.next() >>> 60 != 0) gap++;
            if (gap < 100) counts[gap]++;
        }
        return PValue.pearson(counts, expected, total);
    }

    private static double birthdays(Reader in) {
        int birthdays = 1 << 13, repeats = in.size() / birthdays;
        long equal = 0;
        var days = new long[birthdays];
        for (int r = 0; r < repeats; r++) {
            Arrays.setAll(days, i -> in.next() >>> 24);
            Arrays.sort(days);
            for (int i = birthdays - 1; i > 0; i--) days[i] -= days[i - 1];
            Arrays.sort(days);
            for (int i = 1; i < birthdays; i++) if (days[i] == days[i - 1]) equal++;
        }
        // m^3 / 4n a year, and Poisson to a relative error of the order m^2 / n = 2^-14
        return PValue.poisson(equal, repeats * 0.125);
    }

    private static double collisions(Reader in) {
        int balls = 1 << 12, urns = 1 << 16, repeats = in.size() / balls;
        long collisions = 0;
        var taken = new long[urns / 64];
        for (int r = 0; r < repeats; r++) {
            Arrays.fill(taken, 0);
            for (int i = 0; i < balls; i++) {
                int urn = (int) (in.next() >>> 48);
                if ((taken[urn >>> 6] >>> urn & 1) == 1) collisions++;
                taken[urn >>> 6] |= 1L << urn;
            }
        }
        // empty urns: mean u q^n, variance u q^n + u (u - 1) q2^n - (u q^n)^2 with q = 1 - 1/u, q2 = 1 - 2/u
        double one = Math.exp(balls * Math.log1p(-1.0 / urns));
        double both = Math.exp(balls * Math.log1p(-2.0 / urns));
        double mean = balls - urns * (1 - one);
        double variance = urns * (one - both) + (double) urns * urns * (both - one * one);
        return PValue.normal((collisions - repeats * mean) / Math.sqrt(repeats * variance));
    }

    private static double rank(Reader in) {
        var counts = new long[3];
        int matrices = in.size() / 16;
        var rows = new int[32];
        for (int m = 0; m < matrices; m++) {
            for (int i = 0; i < 32; i += 2) {
                long word = in.next();
                rows[i] = (int) word;
                rows[i + 1] = (int) (word >>> 32);
            }
            counts[Math.min(2, 32 - rank(rows))]++;
        }
        double full = 1;
        for (int i = 1; i <= 32; i++) full *= 1 - Math.pow(2, -i);
        double oneShort = 2 * full * (1 - Math.pow(2, -32));
        return PValue.pearson(counts, new double[] {full, oneShort, 1 - full - oneShort}, matrices);
    }

    private static int rank(int[] rows) {
        int rank = 0;
        for (int bit = 0; bit < 32; bit++) {
            int pivot = rank;
            while (pivot < 32 && (rows[pivot] >>> bit & 1) == 0) pivot++;
            if (pivot == 32) continue;
            int row = rows[pivot];
            rows[pivot] = rows[rank];
            rows[rank++] = row;
            for (int i = rank; i < 32; i++) if ((rows[i] >>> bit & 1) == 1) rows[i] ^= row;
        }
        return rank;
    }
}
