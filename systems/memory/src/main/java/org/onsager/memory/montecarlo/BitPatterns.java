package org.onsager.memory.montecarlo;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// Patterns of \(\pm1\), one bit an entry, kept twice: by pattern, so that an overlap is a population count,
/// \(\sum_i\xi_i\sigma_i = N - 2\,\mathrm{popcount}(\xi \oplus \sigma)\), and by site, so that the entries of all
/// patterns at one site lie side by side. \(K N/4\) bytes.
public final class BitPatterns implements Patterns {
    private final int count;
    private final int sites;
    private final int wordsPerPattern;
    private final int wordsPerSite;
    private final long[] byPattern;
    private final long[] bySite;

    private BitPatterns(int count, int sites, long[] byPattern) {
        this.count = count;
        this.sites = sites;
        this.wordsPerPattern = Math.ceilDiv(sites, 64);
        this.wordsPerSite = Math.ceilDiv(count, 64);
        this.byPattern = byPattern;
        this.bySite = new long[sites * wordsPerSite];
        Parallel.range(wordsPerSite, 16, (from, to) -> {
            var square = new long[64];
            for (int word = from; word < to; word++)
                for (int column = 0; column < wordsPerPattern; column++) transpose(word, column, square);
        });
    }

    /// Turns the square of patterns `64 word ...` and sites `64 column ...` over.
    private void transpose(int word, int column, long[] square) {
        int patterns = Math.min(64, count - 64 * word);
        for (int k = 0; k < 64; k++)
            square[k] = k < patterns ? byPattern[(64 * word + k) * wordsPerPattern + column] : 0;
        transpose(square);
        for (int k = 0; k < Math.min(64, sites - 64 * column); k++)
            bySite[(64 * column + k) * wordsPerSite + word] = square[k];
    }

    /// Transposes a square of 64 x 64 bits by swapping ever smaller blocks: H. S. Warren, *Hacker's Delight*,
    /// sec. 7-3.
    static void transpose(long[] square) {
        long mask = 0x00000000FFFFFFFFL;
        for (int size = 32; size != 0; size >>>= 1, mask ^= mask << size)
            for (int k = 0; k < 64; k = ((k | size) + 1) & ~size) {
                long swap = ((square[k] >>> size) ^ square[k | size]) & mask;
                square[k] ^= swap << size;
                square[k | size] ^= swap;
            }
    }

    /// Independent entries, each sign with probability a half. Pattern \(\mu\) draws from `stream.at(mu / 64)`,
    /// so that more patterns of the same stream begin with the same ones.
    public static BitPatterns random(int count, int sites, RandomStream stream) {
        Patterns.requireMemory(count, sites, 0.25);
        int words = Math.ceilDiv(sites, 64);
        long last = sites % 64 == 0 ? -1L : (1L << (sites % 64)) - 1;
        var byPattern = new long[count * words];
        Parallel.range(Math.ceilDiv(count, 64), 16, (from, to) -> {
            for (int block = from; block < to; block++) {
                RandomSource source = stream.at(block).generator();
                for (int pattern = 64 * block; pattern < Math.min(count, 64 * block + 64); pattern++) {
                    for (int word = 0; word < words; word++) byPattern[pattern * words + word] = source.nextLong();
                    byPattern[pattern * words + words - 1] &= last;
                }
            }
        });
        return new BitPatterns(count, sites, byPattern);
    }

    /// Patterns given as rows of -1 and +1.
    ///
    /// @throws IllegalArgumentException naming the row if it is not of the first row's length, or a value is
    ///     another
    public static BitPatterns of(byte[][] rows) {
        int sites = rows.length == 0 ? 0 : rows[0].length;
        Patterns.requireMemory(rows.length, sites, 0.25);
        int words = Math.ceilDiv(sites, 64);
        var byPattern = new long[rows.length * words];
        for (int pattern = 0; pattern < rows.length; pattern++) {
            if (rows[pattern].length != sites)
                throw new IllegalArgumentException("pattern %d must have %d entries as pattern 0 has, not %d"
                        .formatted(pattern, sites, rows[pattern].length));
            for (int site = 0; site < sites; site++) {
                byte value = rows[pattern][site];
                if (value != 1 && value != -1)
                    throw new IllegalArgumentException(
                            "pattern %d must hold -1 and 1, not %d at site %d".formatted(pattern, value, site));
                if (value > 0) byPattern[pattern * words + (site >> 6)] |= 1L << (site & 63);
            }
        }
        return new BitPatterns(rows.length, sites, byPattern);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int sites() {
        return sites;
    }

    /// Whether the entry is +1.
    public boolean positive(int pattern, int site) {
        return (byPattern[pattern * wordsPerPattern + (site >> 6)] >>> (site & 63) & 1) != 0;
    }

    @Override
    public double value(int pattern, int site) {
        return positive(pattern, site) ? 1 : -1;
    }

    /// Pattern `pattern` as spins.
    public byte[] pattern(int pattern) {
        var spins = new byte[sites];
        for (int site = 0; site < sites; site++) spins[site] = (byte) (positive(pattern, site) ? 1 : -1);
        return spins;
    }

    @Override
    public void column(int site, double[] into) {
        for (int pattern = 0; pattern < count; pattern++)
            into[pattern] = (siteWord(site, pattern >> 6) >>> (pattern & 63) & 1) != 0 ? 1 : -1;
    }

    @Override
    public double[] overlaps(byte[] spins) {
        int[] sums = sums(spins);
        var overlaps = new double[count];
        for (int pattern = 0; pattern < count; pattern++) overlaps[pattern] = (double) sums[pattern] / sites;
        return overlaps;
    }

    /// \(\sum_i\xi^\mu_i\sigma_i\) of every pattern, by population counts.
    public int[] sums(byte[] spins) {
        Patterns.requireSpins(spins, sites);
        var state = new long[wordsPerPattern];
        for (int site = 0; site < sites; site++) if (spins[site] > 0) state[site >> 6] |= 1L << (site & 63);
        var sums = new int[count];
        Parallel.range(count, 1 << 15, (from, to) -> sums(state, sums, from, to));
        return sums;
    }

    private void sums(long[] state, int[] sums, int from, int to) {
        if (wordsPerPattern == 2) {
            // the usual size of a simulation at full load, N up to 128, without the inner loop
            long first = state[0], second = state[1];
            for (int pattern = from; pattern < to; pattern++)
                sums[pattern] = sites
                        - 2
                                * (Long.bitCount(byPattern[2 * pattern] ^ first)
                                        + Long.bitCount(byPattern[2 * pattern + 1] ^ second));
            return;
        }
        for (int pattern = from; pattern < to; pattern++) {
            int different = 0;
            int start = pattern * wordsPerPattern;
            for (int word = 0; word < wordsPerPattern; word++)
                different += Long.bitCount(byPattern[start + word] ^ state[word]);
            sums[pattern] = sites - 2 * different;
        }
    }

    /// Words a site: bits `64 w ... 64 w + 63` of word `w` are patterns; bits beyond the last pattern are 0.
    public int wordsPerSite() {
        return wordsPerSite;
    }

    /// The signs of patterns `64 word ... 64 word + 63` at `site`.
    public long siteWord(int site, int word) {
        return bySite[site * wordsPerSite + word];
    }

    /// The packed entries by site, for kernels: site `i` starts at `i * wordsPerSite()`. Not to be written to.
    public long[] siteWords() {
        return bySite;
    }
}
