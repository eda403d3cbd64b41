package org.onsager.memory.continual;

import org.onsager.memory.saddle.TanhKernel;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.numerics.vector.VectorSupport;

/// The law of one mean weight \(m \in [-1, 1]\) in a field \(h\): weight \(e^{Am^2 + hm + kS(m)}\), \(S(m)\) the
/// entropy of a binary weight of mean \(m\), and its averages as functions of \(h\).
///
/// Gauss-Legendre on \([-1, 0]\) and \([0, 1]\) apart: the nodes crowd at the edges, where layers of width
/// \(1/h\) form, and at 0, where \(\mathrm{sgn}\,m\) jumps.
final class WeightMeasure {
    private static final int GRAIN = 32;
    /// Nodes that are left out together.
    static final int BLOCK = 8;
    /// Logarithm of a share of the largest weight. A block whose two ends lie below is left out: a peak inside it
    /// could rise by \(|A|\delta^2/4\) for blocks of width \(\delta\), a few units for all \(A\) that occur.
    static final double NEGLIGIBLE = -80;

    private final double[] nodes;
    private final double[] base;
    private final int half;

    WeightMeasure(double curvature, double entropyWeight, int half) {
        var rule = QuadratureRule.legendre(half);
        this.half = half;
        this.nodes = new double[2 * half];
        this.base = new double[2 * half];
        for (int i = 0; i < half; i++) {
            double m = 0.5 * (1 + rule.node(i));
            nodes[half + i] = m;
            nodes[half - 1 - i] = -m;
            double value = curvature * m * m + Math.log(0.5 * rule.weight(i)) + entropyWeight * entropy(m);
            base[half + i] = value;
            base[half - 1 - i] = value;
        }
    }

    /// \(S(m) = -\frac{1+m}2\ln\frac{1+m}2 - \frac{1-m}2\ln\frac{1-m}2\).
    static double entropy(double m) {
        double up = 0.5 * (1 + m), down = 0.5 * (1 - m);
        return -(up > 0 ? up * Math.log(up) : 0) - (down > 0 ? down * Math.log(down) : 0);
    }

    /// Averages at many fields.
    ///
    /// @param logarithm  \(\ln\int dm\,e^{Am^2+hm+kS}\)
    /// @param mean  \(\langle m\rangle\)
    /// @param square  \(\langle m^2\rangle\)
    /// @param sign  \(\langle\mathrm{sgn}\,m\rangle\)
    /// @param cube  \(\langle m^3\rangle\) where it was wanted
    /// @param fourth  \(\langle m^4\rangle\) where it was wanted
    record Averages(double[] logarithm, double[] mean, double[] square, double[] sign, double[] cube, double[] fourth) {
        private static Averages of(int count) {
            return new Averages(
                    new double[count],
                    new double[count],
                    new double[count],
                    new double[count],
                    new double[count],
                    new double[count]);
        }
    }

    Averages at(double[] fields) {
        return at(fields, false);
    }

    /// @param higher  whether third and fourth moments are wanted
    Averages at(double[] fields, boolean higher) {
        var averages = Averages.of(fields.length);
        var sums = new double[7][fields.length];
        Parallel.range(fields.length, GRAIN, (from, to) -> {
            int done = VectorSupport.ENABLED ? WeightLanes.sums(nodes, base, fields, from, to, higher, sums) : from;
            for (int i = done; i < to; i++) sums(fields[i], sums, i);
            for (int i = from; i < to; i++) {
                double total = sums[0][i] + sums[1][i];
                averages.logarithm[i] = sums[4][i] + Math.log(total);
                averages.mean[i] = sums[2][i] / total;
                averages.square[i] = sums[3][i] / total;
                averages.sign[i] = (sums[1][i] - sums[0][i]) / total;
                averages.cube[i] = sums[5][i] / total;
                averages.fourth[i] = sums[6][i] / total;
            }
        });
        return averages;
    }

    /// The plain loop, with the bits of [WeightLanes].
    private void sums(double h, double[][] sums, int i) {
        double top = Math.max(exponent(h, nodes.length - 1), exponent(h, half - 1));
        for (int start = 0; start < nodes.length; start += half)
            for (int j = start; j < start + half; j += BLOCK) top = Math.max(top, exponent(h, j));
        sums[4][i] = top;
        for (int start = 0; start < nodes.length; start += half)
            for (int from = start; from < start + half; from += BLOCK) {
                int to = Math.min(start + half, from + BLOCK), next = Math.min(to, start + half - 1);
                if (Math.max(exponent(h, from), exponent(h, next)) - top >= NEGLIGIBLE)
                    for (int j = from; j < to; j++) add(j, Math.max(exponent(h, j) - top, -700), sums, i);
            }
    }

    private double exponent(double h, int j) {
        return Math.fma(h, nodes[j], base[j]);
    }

    private void add(int j, double exponent, double[][] sums, int i) {
        double m = nodes[j], w = TanhKernel.exponential(exponent);
        double first = w * m, third = first * m * m;
        sums[j < half ? 0 : 1][i] += w;
        sums[2][i] += first;
        sums[3][i] = Math.fma(first, m, sums[3][i]);
        sums[5][i] += third;
        sums[6][i] = Math.fma(third, m, sums[6][i]);
    }
}
