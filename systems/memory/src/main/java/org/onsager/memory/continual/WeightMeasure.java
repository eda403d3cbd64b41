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
    record Averages(double[] logarithm, double[] mean, double[] square, double[] sign) {}

    Averages at(double[] fields) {
        int count = fields.length;
        var averages = new Averages(new double[count], new double[count], new double[count], new double[count]);
        var sums = new double[5][count];
        Parallel.range(count, GRAIN, (from, to) -> {
            int done = VectorSupport.ENABLED ? WeightLanes.sums(nodes, base, fields, from, to, sums) : from;
            for (int i = done; i < to; i++) sums(fields[i], sums, i);
            for (int i = from; i < to; i++) {
                double total = sums[0][i] + sums[1][i];
                averages.logarithm[i] = sums[4][i] + Math.log(total);
                averages.mean[i] = sums[2][i] / total;
                averages.square[i] = sums[3][i] / total;
                averages.sign[i] = (sums[1][i] - sums[0][i]) / total;
            }
        });
        return averages;
    }

    /// The plain loop, with the bits of [WeightLanes].
    private void sums(double h, double[][] sums, int i) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < nodes.length; j++) top = Math.max(top, Math.fma(h, nodes[j], base[j]));
        sums[4][i] = top;
        for (int j = 0; j < nodes.length; j++) {
            double m = nodes[j];
            double w = TanhKernel.exponential(Math.max(Math.fma(h, m, base[j]) - top, -700));
            sums[j < half ? 0 : 1][i] += w;
            sums[2][i] += w * m;
            sums[3][i] = Math.fma(w * m, m, sums[3][i]);
        }
    }
}
