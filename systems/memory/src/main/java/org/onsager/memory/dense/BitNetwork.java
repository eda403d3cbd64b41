package org.onsager.memory.dense;

import org.onsager.memory.montecarlo.BitPatterns;
import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.Parallel;

/// A dense memory of \(\pm1\) patterns in a state: each pattern acts through its sum \(S^\mu =
/// \sum_i\xi^\mu_i\sigma_i\) alone.
///
/// A pattern's share of the field on site \(i\) is \(\xi_i\,G(S - \xi_i\sigma_i)\), \(G\) a polynomial that is
/// tabulated. With \(C = [G(S-1)-G(S+1)]/2\) and \(D = [G(S-1)+G(S+1)]/2\) it is \(\sigma_i C + \xi_i D\), so
/// that between flips, which are rare in a retrieved state, a field costs one masked sum of the \(D^\mu\):
/// \(K/8\) vector additions. A flip looks \(D\) and \(C\) up again for all the patterns. For \(P\) and \(N\) in
/// use the tables are whole numbers below \(2^{53}\), so that all these sums are exact.
final class BitNetwork implements SpinSystem {
    private final BitPatterns patterns;
    private final DenseTables tables;
    private final int wordsPerSite;
    private final byte[] spins;
    /// \((S^\mu + N)/2\), the row of the tables.
    private final int[] agreeing;
    private final double[] odd;
    private double evenTotal;
    private double oddTotal;

    BitNetwork(BitPatterns patterns, DenseTables tables, byte[] spins) {
        this.patterns = patterns;
        this.tables = tables;
        this.wordsPerSite = patterns.wordsPerSite();
        this.spins = new byte[patterns.sites()];
        this.agreeing = new int[patterns.count()];
        this.odd = new double[64 * wordsPerSite];
        reset(spins);
    }

    @Override
    public int sites() {
        return spins.length;
    }

    @Override
    public int spin(int site) {
        return spins[site];
    }

    @Override
    public void reset(byte[] state) {
        Patterns.requireSpins(state, spins.length);
        System.arraycopy(state, 0, spins, 0, spins.length);
        int[] sums = patterns.sums(spins);
        for (int pattern = 0; pattern < sums.length; pattern++) agreeing[pattern] = (sums[pattern] + spins.length) >> 1;
        lookUp();
    }

    @Override
    public double localField(int site) {
        double positive = SignedSum.over(patterns.siteWords(), site * wordsPerSite, wordsPerSite, odd);
        return tables.fieldScale() * (spins[site] * evenTotal + 2 * positive - oddTotal);
    }

    @Override
    public void localFields(double[] into) {
        Parallel.range(spins.length, 16, (from, to) -> {
            for (int site = from; site < to; site++) into[site] = localField(site);
        });
    }

    @Override
    public void flip(int site) {
        // a pattern that agreed with the spin loses one agreement, any other gains one
        long sign = spins[site] > 0 ? 0 : -1L;
        spins[site] = (byte) -spins[site];
        long[] words = patterns.siteWords();
        for (int word = 0; word < wordsPerSite; word++) {
            long agree = words[site * wordsPerSite + word] ^ sign;
            int end = Math.min(agreeing.length, (word << 6) + 64);
            for (int pattern = word << 6; pattern < end; pattern++) {
                agreeing[pattern] += 1 - 2 * (int) (agree & 1);
                agree >>>= 1;
            }
        }
        lookUp();
    }

    private void lookUp() {
        double[] oddTable = tables.odd(), evenTable = tables.even();
        double even0 = 0, even1 = 0, odd0 = 0, odd1 = 0;
        int count = agreeing.length;
        for (int pattern = 0; pattern + 1 < count; pattern += 2) {
            int row0 = agreeing[pattern], row1 = agreeing[pattern + 1];
            odd0 += odd[pattern] = oddTable[row0];
            odd1 += odd[pattern + 1] = oddTable[row1];
            even0 += evenTable[row0];
            even1 += evenTable[row1];
        }
        if (count % 2 == 1) {
            int row = agreeing[count - 1];
            odd0 += odd[count - 1] = oddTable[row];
            even0 += evenTable[row];
        }
        oddTotal = odd0 + odd1;
        evenTotal = even0 + even1;
    }

    @Override
    public double energy() {
        double[] energyTable = tables.energy();
        double sum = 0;
        for (int row : agreeing) sum += energyTable[row];
        return tables.energyScale() * sum;
    }
}
