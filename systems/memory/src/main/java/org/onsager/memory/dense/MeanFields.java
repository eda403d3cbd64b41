package org.onsager.memory.dense;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.onsager.memory.montecarlo.Patterns;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomSource;

/// Fields of a dense memory at real magnetisations; see [PlefkaDynamics] for the formulas.
final class MeanFields {
    private static final int BLOCK = 2048;

    private final DenseHebbian memory;
    private final Patterns patterns;
    private final int order;
    private final int count;
    private final int sites;
    /// Entries by site and blocks of patterns, decoded once: block `b` of site `i` is `columns[i][b BLOCK ...]`.
    private final float[][] columns;

    MeanFields(DenseHebbian memory) {
        this.memory = memory;
        this.patterns = memory.patterns();
        this.order = memory.order();
        this.count = patterns.count();
        this.sites = patterns.sites();
        Patterns.requireMemory(count, sites, 4);
        this.columns = new float[sites][count];
        Parallel.range(sites, 8, (from, to) -> {
            var column = new double[count];
            for (int site = from; site < to; site++) {
                patterns.column(site, column);
                for (int pattern = 0; pattern < count; pattern++) columns[site][pattern] = (float) column[pattern];
            }
        });
    }

    /// \(h_i(m)\) in units of \(T'\).
    double[] multilinear(double[] m) {
        boolean distinct = memory.convention() == IndexConvention.DISTINCT;
        double scale = DenseTables.scale(order, sites)
                * Math.pow(memory.secondMoment(), -0.5 * order)
                * (distinct ? Load.factorial(order) : order);
        return overBlocks((from, length) -> {
            double[] field = distinct ? distinctBlock(m, from, length) : powerBlock(m, from, length);
            for (int i = 0; i < sites; i++) field[i] *= scale;
            return field;
        });
    }

    private double[] distinctBlock(double[] m, int from, int length) {
        double[][] symmetric = symmetric(powerSums(m, from, length, order - 1), length);
        var field = new double[sites];
        var rest = new double[length];
        for (int i = 0; i < sites; i++) {
            float[] x = columns[i];
            double mi = m[i];
            Arrays.fill(rest, 1);
            for (int k = 1; k < order; k++) {
                double[] e = symmetric[k];
                for (int j = 0; j < length; j++) rest[j] = e[j] - mi * x[from + j] * rest[j];
            }
            field[i] = dot(x, from, rest, length);
        }
        return field;
    }

    private double[] powerBlock(double[] m, int from, int length) {
        double[] sum = powerSums(m, from, length, 1)[0];
        var field = new double[sites];
        var rest = new double[length];
        for (int i = 0; i < sites; i++) {
            float[] x = columns[i];
            for (int j = 0; j < length; j++) rest[j] = DenseTables.integerPower(sum[j] - m[i] * x[from + j], order - 1);
            field[i] = dot(x, from, rest, length);
        }
        return field;
    }

    /// \(\beta'\) times the fields of the dual dynamics: \(\sqrt{\beta'/N}\,\frac P2\sum_\mu x_i m^{P/2-1}z\)
    /// with the spin's own part left out of \(m_\mu\) and of the mean of \(z_\mu\).
    ///
    /// @param noise  draws the hidden units' noise, one a pattern; null for their means
    double[] dual(double[] spins, double betaPrime, @Nullable RandomSource noise) {
        var hidden = new double[count];
        if (noise != null) for (int pattern = 0; pattern < count; pattern++) hidden[pattern] = noise.nextGaussian();
        double size = 1 / (Math.sqrt(memory.secondMoment()) * sites);
        double stiffness = Math.sqrt(betaPrime * sites);
        double scale = Math.sqrt(betaPrime / sites) * 0.5 * order * size * sites;
        return overBlocks((from, length) -> {
            double[] sum = powerSums(spins, from, length, 1)[0];
            var field = new double[sites];
            var rest = new double[length];
            for (int i = 0; i < sites; i++) {
                float[] x = columns[i];
                for (int j = 0; j < length; j++) {
                    double overlap = size * (sum[j] - spins[i] * x[from + j]);
                    double lower = DenseTables.integerPower(overlap, order / 2 - 1);
                    rest[j] = lower * (stiffness * lower * overlap + hidden[from + j]);
                }
                field[i] = scale * dot(x, from, rest, length);
            }
            return field;
        });
    }

    @FunctionalInterface
    private interface BlockField {
        double[] over(int from, int length);
    }

    /// Sums the fields of blocks of patterns in block order.
    private double[] overBlocks(BlockField block) {
        var total = new double[sites];
        var parts = Parallel.map(
                Math.ceilDiv(count, BLOCK), b -> block.over(b * BLOCK, Math.min(BLOCK, count - b * BLOCK)));
        for (double[] part : parts) for (int i = 0; i < sites; i++) total[i] += part[i];
        return total;
    }

    /// \(p_k = \sum_j(X_jm_j)^k\), \(k = 1 \ldots\) `highest`, of a block of patterns.
    private double[][] powerSums(double[] m, int from, int length, int highest) {
        var sums = new double[highest][length];
        var power = new double[length];
        for (int i = 0; i < sites; i++) {
            float[] x = columns[i];
            double mi = m[i];
            for (int j = 0; j < length; j++) power[j] = 1;
            for (int k = 0; k < highest; k++) {
                double[] sum = sums[k];
                for (int j = 0; j < length; j++) {
                    power[j] *= mi * x[from + j];
                    sum[j] += power[j];
                }
            }
        }
        return sums;
    }

    /// Newton's identities.
    private double[][] symmetric(double[][] powerSums, int length) {
        var symmetric = new double[order][length];
        Arrays.fill(symmetric[0], 1);
        for (int k = 1; k < order; k++)
            for (int i = 1; i <= k; i++) {
                double sign = i % 2 == 1 ? 1.0 / k : -1.0 / k;
                for (int j = 0; j < length; j++) symmetric[k][j] += sign * symmetric[k - i][j] * powerSums[i - 1][j];
            }
        return symmetric;
    }

    private static double dot(float[] x, int from, double[] y, int length) {
        double even = 0, odd = 0;
        int j = 0;
        for (; j + 1 < length; j += 2) {
            even += x[from + j] * y[j];
            odd += x[from + j + 1] * y[j + 1];
        }
        if (j < length) even += x[from + j] * y[j];
        return even + odd;
    }
}
