package org.onsager.memory.continual;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.Elementary;

/// The law of \(u = \mathrm{artanh}\,m_1\) where \(m_1\) is a mean weight after the first task, relative to the
/// teacher: \(P(m_1) = \int Dz\,e^{Am_1^2+(\sqrt{\hat q_1}z+\hat r_1)m_1+k_1S(m_1)}/Z(z)\), times \(dm_1/du =
/// \mathrm{sech}^2u\).
///
/// An even grid on \([-19, 19]\), where \(\mathrm{sech}^2\) has fallen to \(10^{-16}\); ends without weight are
/// cut off.
record ReferenceLaw(double[] nodes, double[] weights, double meanLogVariance) {
    private static final double REACH = 19;
    private static final double NEGLIGIBLE = 1e-14;
    /// Neighbours that share a node's weight: [#coarse].
    private static final int SHARES = 12;

    /// All weight at 0.
    static ReferenceLaw point() {
        return new ReferenceLaw(new double[] {0}, new double[] {1}, 0);
    }

    /// @param hats  conjugates of the first task
    /// @param k  its entropy weight
    static ReferenceLaw of(Conjugates hats, double k, Quadrature quadrature) {
        double deviation = Math.sqrt(hats.q());
        // a Gaussian of m of width 1/sqrt(2|A|) is the narrowest thing in u
        double narrow = 1 / Math.sqrt(1 + 2 * Math.abs(hats.curvature()) + k);
        int count = 2 * (int) Math.ceil(REACH / Math.min(0.05, 0.4 * narrow) * quadrature.decay() / 27) + 1;
        var u = new double[count];
        var base = new double[count];
        var means = new double[count];
        for (int j = 0; j < count; j++) {
            u[j] = REACH * (2.0 * j / (count - 1) - 1);
            double m = Math.tanh(u[j]);
            means[j] = m;
            base[j] = hats.curvature() * m * m + k * WeightMeasure.entropy(m) + logSech2(u[j]);
        }
        var weights = density(hats, k, quadrature, deviation, base, means);
        double total = 0, logarithm = 0;
        for (double w : weights) total += w;
        for (int j = 0; j < count; j++) {
            weights[j] /= total;
            logarithm += 0.5 * weights[j] * logSech2(u[j]);
        }
        int first = 0, last = count - 1;
        while (weights[first] < NEGLIGIBLE) first++;
        while (weights[last] < NEGLIGIBLE) last--;
        return new ReferenceLaw(
                Arrays.copyOfRange(u, first, last + 1), Arrays.copyOfRange(weights, first, last + 1), logarithm);
    }

    private static double[] density(
            Conjugates hats, double k, Quadrature quadrature, double deviation, double[] base, double[] means) {
        var rule = FieldRule.of(deviation, quadrature.decay());
        double[] fields = rule.nodes();
        for (int i = 0; i < fields.length; i++) fields[i] = Math.fma(deviation, fields[i], hats.r());
        var at = new WeightMeasure(hats.curvature(), k, quadrature.weight()).at(fields);
        var weights = new double[base.length];
        Parallel.range(base.length, 16, (from, to) -> {
            var terms = new double[fields.length];
            for (int j = from; j < to; j++) {
                for (int i = 0; i < fields.length; i++)
                    terms[i] = Math.fma(fields[i], means[j], base[j]) - at.logarithm()[i];
                Elementary.exp(terms, terms);
                double sum = 0;
                for (int i = 0; i < fields.length; i++) sum += rule.weight(i) * terms[i];
                weights[j] = sum;
            }
        });
        return weights;
    }

    /// \(\ln\mathrm{sech}^2u = \ln(1-\tanh^2u)\).
    private static double logSech2(double u) {
        double a = Math.abs(u);
        return 2 * (Math.log(2) - a - Math.log1p(Math.exp(-2 * a)));
    }

    /// This law for averages of Gaussians of deviation `deviation`: on a grid \(2^n\) times as wide, at most an
    /// eighth of `deviation`, each weight shared out among 12 nodes by Lagrange's polynomials. That is exact for
    /// polynomials of degree 11; of Gaussians it leaves some \(10^{-11}\).
    ReferenceLaw coarse(double deviation) {
        int count = nodes.length, factor = 1;
        double spacing = (nodes[count - 1] - nodes[0]) / (count - 1);
        while (2 * factor * spacing <= deviation / 8 && 2 * factor < count) factor *= 2;
        if (factor == 1) return this;
        var shares = shares(factor);
        int before = SHARES / 2 - 1;
        var wide = new double[(count - 1) / factor + SHARES + 1];
        for (int j = 0; j < count; j++) {
            double[] share = shares[j % factor];
            for (int k = 0; k < SHARES; k++) wide[j / factor + k] += share[k] * weights[j];
        }
        var places = new double[wide.length];
        for (int c = 0; c < places.length; c++) places[c] = nodes[0] + (c - before) * factor * spacing;
        return new ReferenceLaw(places, wide, meanLogVariance);
    }

    /// `[n][k]`: Lagrange's polynomial of node \(k - 5\) at \(n/\)`factor`.
    private static double[][] shares(int factor) {
        var shares = new double[factor][SHARES];
        int before = SHARES / 2 - 1;
        for (int n = 0; n < factor; n++)
            for (int k = 0; k < SHARES; k++) {
                double product = 1;
                for (int l = 0; l < SHARES; l++) if (l != k) product *= ((double) n / factor - (l - before)) / (k - l);
                shares[n][k] = product;
            }
        return shares;
    }
}
