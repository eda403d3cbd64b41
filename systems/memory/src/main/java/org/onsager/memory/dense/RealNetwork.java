package org.onsager.memory.dense;

import org.onsager.memory.montecarlo.Patterns;
import org.onsager.memory.montecarlo.RealPatterns;
import org.onsager.memory.montecarlo.SpinSystem;
import org.onsager.numerics.Parallel;

/// A dense memory of real patterns in a state, without tensors: each pattern acts through the power sums
/// \(p_k = \sum_j (X_j\sigma_j)^k\), of which the even ones never change.
///
/// Newton's identities \(k e_k = \sum_{i=1}^k (-1)^{i-1} e_{k-i}p_i\) give its elementary symmetric polynomials,
/// \(e^{(-i)}_k = e_k - X_i\sigma_i e^{(-i)}_{k-1}\) leaves one site out, and the field is
/// \(\frac{P!}{2}N^{-(P-1)}R^{-P/2}\sum_\mu X_i e^{(-i)}_{P-1}\). Cost: \(O(KP)\) a field or a flip against
/// \(O(KN^{P-1})\) for the tensor. `POWER` needs \(S = p_1\) alone.
final class RealNetwork implements SpinSystem {
    private static final int BLOCK = 512;

    private final RealPatterns patterns;
    private final int order;
    private final IndexConvention convention;
    private final double scale;
    private final byte[] spins;
    /// `sums[k - 1]` is \(p_k\), one number a pattern; only \(p_1\) under `POWER`.
    private final double[][] sums;
    /// `symmetric[k]` is \(e_k\), \(k\) up to \(P - 1\); empty under `POWER`.
    private final double[][] symmetric;

    RealNetwork(RealPatterns patterns, int order, IndexConvention convention, double secondMoment, byte[] spins) {
        this.patterns = patterns;
        this.order = order;
        this.convention = convention;
        this.scale = DenseTables.scale(order, patterns.sites()) * Math.pow(secondMoment, -0.5 * order);
        this.spins = new byte[patterns.sites()];
        boolean distinct = convention == IndexConvention.DISTINCT;
        this.sums = new double[distinct ? order : 1][];
        this.symmetric = new double[distinct ? order + 1 : 0][patterns.count()];
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
        for (int k = 1; k <= sums.length; k++)
            if (k % 2 == 1 || sums[k - 1] == null) sums[k - 1] = patterns.powerSums(spins, k);
        newton();
    }

    @Override
    public void flip(int site) {
        float[] x = patterns.entries();
        int start = site * patterns.count();
        for (int pattern = 0; pattern < patterns.count(); pattern++) {
            double old = x[start + pattern] * (double) spins[site];
            double square = old * old;
            double power = old;
            for (int k = 1; k <= sums.length; k += 2, power *= square) sums[k - 1][pattern] -= 2 * power;
        }
        spins[site] = (byte) -spins[site];
        newton();
    }

    private void newton() {
        if (convention == IndexConvention.POWER) return;
        java.util.Arrays.fill(symmetric[0], 1);
        for (int k = 1; k <= order; k++) {
            double[] e = symmetric[k];
            java.util.Arrays.fill(e, 0);
            for (int i = 1; i <= k; i++) {
                double sign = i % 2 == 1 ? 1.0 / k : -1.0 / k;
                double[] lower = symmetric[k - i], p = sums[i - 1];
                for (int pattern = 0; pattern < e.length; pattern++) e[pattern] += sign * lower[pattern] * p[pattern];
            }
        }
    }

    @Override
    public double localField(int site) {
        return localField(site, new double[BLOCK]);
    }

    @Override
    public void localFields(double[] into) {
        Parallel.range(spins.length, 16, (from, to) -> {
            var scratch = new double[BLOCK];
            for (int site = from; site < to; site++) into[site] = localField(site, scratch);
        });
    }

    private double localField(int site, double[] share) {
        int count = patterns.count();
        double total = 0;
        for (int from = 0; from < count; from += BLOCK) {
            int length = Math.min(BLOCK, count - from);
            if (convention == IndexConvention.DISTINCT) distinctShares(site, from, length, share);
            else powerShares(site, from, length, share);
            double sum = 0;
            for (int j = 0; j < length; j++) sum += share[j];
            total += sum;
        }
        return convention == IndexConvention.DISTINCT ? Load.factorial(order) * scale * total : scale * total;
    }

    private void distinctShares(int site, int from, int length, double[] share) {
        float[] x = patterns.entries();
        int start = site * patterns.count() + from;
        double spin = spins[site];
        java.util.Arrays.fill(share, 0, length, 1);
        for (int k = 1; k < order; k++) {
            double[] e = symmetric[k];
            for (int j = 0; j < length; j++) share[j] = e[from + j] - spin * x[start + j] * share[j];
        }
        for (int j = 0; j < length; j++) share[j] *= x[start + j];
    }

    private void powerShares(int site, int from, int length, double[] share) {
        float[] x = patterns.entries();
        int start = site * patterns.count() + from;
        for (int j = 0; j < length; j++) {
            double rest = sums[0][from + j] - spins[site] * (double) x[start + j];
            share[j] = 0.5
                    * (DenseTables.integerPower(rest + x[start + j], order)
                            - DenseTables.integerPower(rest - x[start + j], order));
        }
    }

    @Override
    public double energy() {
        double sum = 0;
        for (int pattern = 0; pattern < patterns.count(); pattern++)
            sum += convention == IndexConvention.DISTINCT
                    ? Load.factorial(order) * symmetric[order][pattern]
                    : DenseTables.integerPower(sums[0][pattern], order);
        return -scale * sum;
    }
}
