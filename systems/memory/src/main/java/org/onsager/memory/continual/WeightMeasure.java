package org.onsager.memory.continual;

import org.onsager.numerics.Parallel;
import org.onsager.numerics.quadrature.QuadratureRule;
import org.onsager.numerics.vector.Elementary;

/// The law of one mean weight \(m \in [-1, 1]\) in a field \(h\): weight \(e^{Am^2 + hm + kS(m)}\), \(S(m)\) the entropy
/// of a binary weight of mean \(m\), and its averages as functions of \(h\).
///
/// Gauss-Legendre on \([-1, 0]\) and \([0, 1]\) apart: the nodes crowd at the edges, where layers of width \(1/h\)
/// form, and at 0, where \(\mathrm{sgn}\,m\) jumps.
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
        var averages =
                new Averages(new double[count], new double[count], new double[count], new double[count]);
        Parallel.range(count, GRAIN, (from, to) -> {
            var weight = new double[nodes.length];
            for (int i = from; i < to; i++) at(fields[i], weight, averages, i);
        });
        return averages;
    }

    private void at(double h, double[] weight, Averages out, int i) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < weight.length; j++) {
            double e = Math.fma(h, nodes[j], base[j]);
            weight[j] = e;
            top = Math.max(top, e);
        }
        for (int j = 0; j < weight.length; j++) weight[j] -= top;
        Elementary.exp(weight, weight);
        double below = 0, above = 0, meanBelow = 0, meanAbove = 0, squareBelow = 0, squareAbove = 0;
        for (int j = 0; j < half; j++) {
            double down = weight[j], up = weight[half + j];
            double wd = down * nodes[j], wu = up * nodes[half + j];
            below += down;
            above += up;
            meanBelow += wd;
            meanAbove += wu;
            squareBelow = Math.fma(wd, nodes[j], squareBelow);
            squareAbove = Math.fma(wu, nodes[half + j], squareAbove);
        }
        double total = below + above;
        out.logarithm[i] = top + Math.log(total);
        out.mean[i] = (meanBelow + meanAbove) / total;
        out.square[i] = (squareBelow + squareAbove) / total;
        out.sign[i] = (above - below) / total;
    }
}
