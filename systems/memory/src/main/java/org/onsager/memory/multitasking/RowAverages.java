package org.onsager.memory.multitasking;

import org.onsager.memory.saddle.GaussianTanh;
import org.onsager.memory.saddle.TanhKernel;
import org.onsager.numerics.Parallel;

/// Averages of \(\tanh g\), \(\mathrm{sech}^2 g\), \(\ln 2\cosh g\) over all rows of a [SiteLaw], \(g =
/// b\,(\sum_\nu c_\nu n_\nu + \sqrt{\sum_\nu q_\nu n_\nu^2}\,z)\), or of their limits as \(b \to \infty\).
///
/// Noise on \(c_\mu\) is integrated out by parts: \(E[c_\mu f(g)] = c_\mu E f + b q_\mu n_\mu E f'\). Rows are
/// summed in blocks of a fixed size, in block order. Cost: one \(\tanh\) a row without noise, 30 to 4,000 with.
///
/// @param law  the rows
/// @param b  \(\beta/a\), positive; infinite for zero temperature
record RowAverages(SiteLaw law, double b) {
    private static final int BLOCK = 8_192;
    /// A field below this share of the sum of its parts' moduli is a tie of exact arithmetic.
    private static final double TIE = 1e-12;

    private boolean cold() {
        return b == Double.POSITIVE_INFINITY;
    }

    /// \(E[c_\mu \tanh g]\) of every pattern, noise on \(c\) included: it adds \(n_\mu b\,E[q_\mu\,
    /// \mathrm{sech}^2 g]\).
    double[] learnt(double[] n) {
        double factor = cold() ? 1 : b;
        return sums(n, law.patterns(), (fields, from, to, total) -> {
            for (int mu = 0; mu < total.length; mu++) {
                total[mu] = dot(law.c()[mu], fields, from, to);
                if (!law.noisy()) continue;
                double response = 0;
                for (int r = from; r < to; r++) response += law.weight()[r] * law.q()[mu][r] * fields.sech2[r - from];
                total[mu] += factor * n[mu] * response;
            }
        });
    }

    /// \(m_\mu = E[\xi_\mu \tanh g]\).
    double[] retrieved(double[] n) {
        return sums(n, law.patterns(), (fields, from, to, total) -> {
            for (int mu = 0; mu < total.length; mu++) total[mu] = dot(law.e()[mu], fields, from, to);
        });
    }

    /// \(E[c_\mu c_\nu\,\mathrm{sech}^2 g]\) row by row, noise included; at a positive temperature.
    double[] susceptibility(double[] n) {
        return sums(
                n,
                law.patterns() * law.patterns(),
                (fields, from, to, total) -> addSquares(n, fields, from, to, total));
    }

    /// \(E\ln2\cosh g\), or \(E|g|/b\) at zero temperature.
    double logCosh(double[] n) {
        return sums(n, 1, (fields, from, to, total) -> {
            for (int r = from; r < to; r++) total[0] += law.weight()[r] * logCosh(fields, r - from);
        })[0];
    }

    /// The share of sites that some pattern claims but whose field is exactly zero; 0 with noise.
    double ties(double[] n) {
        return sums(n, 1, (fields, from, to, total) -> {
            for (int r = from; r < to; r++) {
                double parts = 0;
                for (int mu = 0; mu < n.length; mu++) parts += Math.abs(law.c()[mu][r]);
                if (parts > 0 && fields.mean[r - from] == 0 && fields.deviation[r - from] == 0)
                    total[0] += law.weight()[r];
            }
        })[0];
    }

    /// Fields of a block of rows and what \(\tanh\) makes of them.
    private static final class Fields {
        final double[] mean;
        final double[] deviation;
        final double[] tanh;
        final double[] sech2;
        /// Of each row, only with noise.
        final GaussianTanh.Moments[] moments;

        Fields(int size, boolean noisy) {
            mean = new double[size];
            deviation = new double[size];
            tanh = new double[size];
            sech2 = new double[size];
            moments = new GaussianTanh.Moments[noisy ? size : 0];
        }
    }

    @FunctionalInterface
    private interface Share {
        void add(Fields fields, int from, int to, double[] total);
    }

    private double[] sums(double[] n, int size, Share share) {
        int blocks = Math.ceilDiv(law.rows(), BLOCK);
        var shares = new double[blocks][size];
        Parallel.range(blocks, 1, (first, last) -> {
            for (int block = first; block < last; block++) {
                int from = block * BLOCK, to = Math.min(law.rows(), from + BLOCK);
                share.add(fields(n, from, to), from, to, shares[block]);
            }
        });
        for (int block = 1; block < blocks; block++) for (int k = 0; k < size; k++) shares[0][k] += shares[block][k];
        return shares[0];
    }

    private Fields fields(double[] n, int from, int to) {
        int count = to - from;
        var fields = new Fields(count, law.noisy());
        double scale = cold() ? 1 : b;
        for (int mu = 0; mu < n.length; mu++) {
            double[] c = law.c()[mu];
            double factor = scale * n[mu];
            for (int k = 0; k < count; k++) fields.mean[k] = Math.fma(factor, c[from + k], fields.mean[k]);
        }
        if (cold()) removeTies(n, from, count, fields);
        if (law.noisy()) noisy(n, scale, from, count, fields);
        else if (cold()) for (int k = 0; k < count; k++) fields.tanh[k] = Math.signum(fields.mean[k]);
        else TanhKernel.evaluate(0, 1, fields.mean, count, fields.tanh, fields.sech2);
        return fields;
    }

    private void removeTies(double[] n, int from, int count, Fields fields) {
        for (int k = 0; k < count; k++) {
            double parts = 0;
            for (int mu = 0; mu < n.length; mu++) parts += Math.abs(n[mu] * law.c()[mu][from + k]);
            if (Math.abs(fields.mean[k]) <= TIE * parts) fields.mean[k] = 0;
        }
    }

    private void noisy(double[] n, double scale, int from, int count, Fields fields) {
        for (int mu = 0; mu < n.length; mu++)
            for (int k = 0; k < count; k++) fields.deviation[k] += law.q()[mu][from + k] * n[mu] * n[mu];
        for (int k = 0; k < count; k++) {
            double a = fields.mean[k], s = scale * Math.sqrt(fields.deviation[k]);
            fields.deviation[k] = s;
            if (cold()) {
                fields.tanh[k] = GaussianTanh.sign(a, s);
                // b E sech^2 tends to twice the density of the field at 0
                fields.sech2[k] = s == 0 ? 0 : 2 * GaussianTanh.density(a, s);
            } else {
                var moments = GaussianTanh.moments(a, s);
                fields.moments[k] = moments;
                fields.tanh[k] = moments.t();
                fields.sech2[k] = moments.c();
            }
        }
    }

    private double dot(double[] values, Fields fields, int from, int to) {
        double sum = 0;
        for (int r = from; r < to; r++) sum = Math.fma(law.weight()[r] * values[r], fields.tanh[r - from], sum);
        return sum;
    }

    private void addSquares(double[] n, Fields fields, int from, int to, double[] total) {
        int patterns = law.patterns();
        for (int r = from; r < to; r++) {
            double w = law.weight()[r], c = fields.sech2[r - from];
            for (int mu = 0; mu < patterns; mu++)
                for (int nu = 0; nu <= mu; nu++) {
                    double value = law.c()[mu][r] * law.c()[nu][r] * c;
                    if (law.noisy()) value += noise(n, fields.moments[r - from], r, mu, nu);
                    total[mu * patterns + nu] += w * value;
                }
        }
        for (int mu = 0; mu < patterns; mu++)
            for (int nu = 0; nu < mu; nu++) total[nu * patterns + mu] = total[mu * patterns + nu];
    }

    /// What noise adds to \(E[c_\mu c_\nu\,\mathrm{sech}^2 g]\): with \(f = \mathrm{sech}^2\), first-order terms
    /// in \(f' = -2\tanh\mathrm{sech}^2\), second-order terms in \(f'' = 4\,\mathrm{sech}^2 -
    /// 6\,\mathrm{sech}^4\).
    private double noise(double[] n, GaussianTanh.Moments moments, int r, int mu, int nu) {
        double qm = law.q()[mu][r], qn = law.q()[nu][r];
        double cross = law.c()[mu][r] * qn * n[nu] + law.c()[nu][r] * qm * n[mu];
        return -2 * b * moments.tc() * cross
                + b * b * qm * n[mu] * qn * n[nu] * (4 * moments.c() - 6 * moments.c2())
                + (mu == nu ? qm * moments.c() : 0);
    }

    private double logCosh(Fields fields, int k) {
        double a = fields.mean[k], s = fields.deviation[k];
        if (cold()) return GaussianTanh.meanModulus(a, s);
        if (s > 0) return GaussianTanh.logCosh(a, s);
        double g = Math.abs(a);
        return g + StrictMath.log1p(TanhKernel.exponential(Math.max(-2 * g, -700)));
    }
}
