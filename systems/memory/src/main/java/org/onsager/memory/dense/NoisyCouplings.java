package org.onsager.memory.dense;

import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.RandomSource;

/// A dense memory of order 4 whose coupling tensor is corrupted: every entry of every pattern's tensor carries an
/// independent Gaussian error of standard deviation \(\omega\), so that the coupling of four neurons is
/// \(\sum_\mu\xi_i\xi_j\xi_k\xi_l + \omega\sqrt K\,g_{ijkl}\). What is left of a signal in that is
/// "ultra-detection".
///
/// The errors are kept as a tensor, \(4\binom N4\) bytes; a flip costs \(O(N^3)\), the price that the factored
/// fields of the clean memory avoid. Meant for \(N\) up to about 100.
public final class NoisyCouplings implements SpinSystem {
    private final SpinSystem signal;
    private final float[] errors;
    private final double scale;
    private final double[] noiseFields;
    private double noiseEnergy;

    private NoisyCouplings(SpinSystem signal, float[] errors, double scale) {
        this.signal = signal;
        this.errors = errors;
        this.scale = scale;
        this.noiseFields = new double[signal.sites()];
        recompute();
    }

    /// The network of a memory with corrupted couplings, in a state.
    ///
    /// @param memory  of order 4, distinct indices
    /// @param omega  \(\omega \ge 0\)
    /// @param spins  \(N\) values of -1 or +1
    public static NoisyCouplings of(DenseHebbian memory, double omega, byte[] spins, RandomSource source) {
        if (memory.order() != 4) throw new IllegalArgumentException("P must be 4 here, not " + memory.order());
        if (memory.convention() != IndexConvention.DISTINCT)
            throw new IllegalArgumentException("convention must be DISTINCT here, not " + memory.convention());
        if (!(omega >= 0)) throw new IllegalArgumentException("omega must be in [0, inf), not " + omega);
        int n = memory.neurons();
        long tuples = (long) n * (n - 1) / 2 * (n - 2) / 3 * (n - 3) / 4;
        if (tuples > 50_000_000)
            throw new IllegalArgumentException("N must be at most 186 for a stored tensor, not " + n);
        var errors = new float[(int) tuples];
        double deviation = omega * Math.sqrt(memory.patterns().count());
        for (int t = 0; t < errors.length; t++) errors[t] = (float) (deviation * source.nextGaussian());
        double scale = Load.factorial(4) * DenseTables.scale(4, n);
        return new NoisyCouplings(memory.network(spins), errors, scale);
    }

    @Override
    public int sites() {
        return signal.sites();
    }

    @Override
    public int spin(int site) {
        return signal.spin(site);
    }

    @Override
    public double localField(int site) {
        return signal.localField(site) + scale * noiseFields[site];
    }

    @Override
    public void flip(int site) {
        noiseEnergy -= 2 * noiseFields[site] * spin(site);
        byte[] s = spins();
        int n = s.length;
        // every triple j < k < l beside the site; its coupling's rank is that of the four in order
        for (int l = 2; l < n; l++)
            for (int k = 1; k < l && l != site; k++)
                for (int j = 0; j < k && k != site; j++)
                    if (j != site) {
                        double twice = 2 * errors[rank(site, j, k, l)] * s[site];
                        noiseFields[j] -= twice * s[k] * s[l];
                        noiseFields[k] -= twice * s[j] * s[l];
                        noiseFields[l] -= twice * s[j] * s[k];
                    }
        signal.flip(site);
    }

    @Override
    public double energy() {
        return signal.energy() - scale * noiseEnergy;
    }

    @Override
    public void reset(byte[] spins) {
        Patterns.requireSpins(spins, sites());
        signal.reset(spins);
        recompute();
    }

    private void recompute() {
        byte[] s = signal.spins();
        java.util.Arrays.fill(noiseFields, 0);
        noiseEnergy = 0;
        int at = 0;
        for (int l = 3; l < s.length; l++)
            for (int k = 2; k < l; k++)
                for (int j = 1; j < k; j++)
                    for (int i = 0; i < j; i++, at++) {
                        double share = errors[at] * (double) (s[i] * s[j] * s[k] * s[l]);
                        noiseEnergy += share;
                        noiseFields[i] += share * s[i];
                        noiseFields[j] += share * s[j];
                        noiseFields[k] += share * s[k];
                        noiseFields[l] += share * s[l];
                    }
    }

    /// Place of the coupling of `site` with \(j < k < l\) in the order of [#recompute()]:
    /// \(\binom a1 + \binom b2 + \binom c3 + \binom d4\) for \(a < b < c < d\).
    private static int rank(int site, int j, int k, int l) {
        if (site < j) return rankSorted(site, j, k, l);
        if (site < k) return rankSorted(j, site, k, l);
        return site < l ? rankSorted(j, k, site, l) : rankSorted(j, k, l, site);
    }

    private static int rankSorted(int a, int b, int c, int d) {
        return a
                + b * (b - 1) / 2
                + c * (c - 1) / 2 * (c - 2) / 3
                + (int) ((long) d * (d - 1) / 2 * (d - 2) / 3 * (d - 3) / 4);
    }
}
