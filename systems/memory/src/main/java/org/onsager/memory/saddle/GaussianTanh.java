package org.onsager.memory.saddle;

import org.hipparchus.special.Erf;

/// Averages of \(\tanh\) over a Gaussian field \(g = a + s z\), \(z\) standard normal: the numbers that every
/// replica-symmetric saddle point of Ising spins is made of.
///
/// Two rules, each accurate to about \(10^{-15}\):
/// - \(s \le 50\): the trapezoidal rule in \(z\) on \([-8.6, 8.6]\), with the step that the strip of analyticity
///   asks for. \(\tanh(a+sz)\) has poles at the distance \(y = \pi/2s\) from the real line, and shifting the
///   contour up to them bounds the error by \(e^{-2\pi y/h + y^2/2}\): \(h = 2\pi y/(44 + y^2/2)\), where the
///   Gaussian alone asks for \(y \le 9.4\). Nodes: \(77\,s\), at least 27.
/// - \(s > 50\): \(\tanh g = \int \tfrac12 \mathrm{sech}^2 u\; \mathrm{sgn}(g-u)\,du\) turns each average into a
///   smooth integral over \(u \in [-20, 20]\) of error functions and densities; the cost stays fixed as \(s \to
///   \infty\), and the zero-temperature formulas are its limit.
///
/// Source of the error estimate: L. N. Trefethen and J. A. C. Weideman, SIAM Rev. 56 (2014) 385. Immutable.
public final class GaussianTanh {
    private static final double REACH = 8.6;
    private static final double LARGEST_SCALE = 50;
    private static final Rule[] RULES = Rule.ladder();
    private static final double[] KINK_NODES = nodes(161, 0.25);
    private static final double[] KINK_TANH = new double[161];
    private static final double[] KINK_SECH2 = new double[161];

    static {
        TanhKernel.evaluate(0, 1, KINK_NODES, 161, KINK_TANH, KINK_SECH2);
    }

    private GaussianTanh() {}

    /// Averages over \(z\), with \(t = \tanh g\) and \(c = 1 - t^2\). All the first derivatives of \(E t\) and
    /// \(E t^2\) follow: \(\partial_a E t = E c\), \(\partial_{s^2} E t = -E tc\), \(\partial_a E t^2 = 2 E tc\),
    /// \(\partial_{s^2} E t^2 = E c(3c - 2)\).
    ///
    /// @param t  \(E \tanh g\)
    /// @param c  \(E\,\mathrm{sech}^2 g = 1 - E \tanh^2 g\), without cancellation
    /// @param tc  \(E \tanh g\,\mathrm{sech}^2 g\)
    /// @param c2  \(E\,\mathrm{sech}^4 g\)
    public record Moments(double t, double c, double tc, double c2) {}

    /// The four averages.
    ///
    /// @param a  mean of the field, finite
    /// @param s  its standard deviation, at least 0
    public static Moments moments(double a, double s) {
        if (s > LARGEST_SCALE) return kinkMoments(a, s);
        Rule rule = rule(s);
        int count = rule.z.length;
        var tanh = new double[count];
        var sech2 = new double[count];
        TanhKernel.evaluate(a, s, rule.z, count, tanh, sech2);
        double t = 0, c = 0, tc = 0, c2 = 0;
        for (int i = 0; i < count; i++) {
            t = Math.fma(rule.weight[i], tanh[i], t);
            double wc = rule.weight[i] * sech2[i];
            c += wc;
            tc = Math.fma(wc, tanh[i], tc);
            c2 = Math.fma(wc, sech2[i], c2);
        }
        return new Moments(t, c, tc, c2);
    }

    /// \(E \ln 2\cosh(a + sz)\).
    public static double logCosh(double a, double s) {
        if (s > LARGEST_SCALE) return kinkLogCosh(a, s);
        Rule rule = rule(s);
        double sum = 0;
        for (int i = 0; i < rule.z.length; i++) {
            double g = Math.abs(a + s * rule.z[i]);
            sum += rule.weight[i] * (g + StrictMath.log1p(TanhKernel.exponential(Math.max(-2 * g, -700))));
        }
        return sum;
    }

    /// \(E |a + sz| = a\,\mathrm{erf}(a/\sqrt2 s) + s\sqrt{2/\pi}\,e^{-a^2/2s^2}\), the zero-temperature limit of
    /// [#logCosh] per unit of inverse temperature.
    public static double meanModulus(double a, double s) {
        if (s == 0) return Math.abs(a);
        return a * sign(a, s) + 2 * s * s * density(a, s);
    }

    /// \(E\,\mathrm{sgn}(a + sz) = \mathrm{erf}(a/\sqrt2 s)\), the sign of \(a\) at \(s = 0\).
    public static double sign(double a, double s) {
        return s == 0 ? Math.signum(a) : Erf.erf(a / (Math.sqrt(2) * s));
    }

    /// Density of \(a + sz\) at 0: \(e^{-a^2/2s^2}/(s\sqrt{2\pi})\), the zero-temperature limit of
    /// \(\tfrac12 E\,\mathrm{sech}^2\) per unit of inverse temperature.
    public static double density(double a, double s) {
        return StrictMath.exp(-0.5 * (a / s) * (a / s)) / (s * Math.sqrt(2 * Math.PI));
    }

    private static Moments kinkMoments(double a, double s) {
        double t = 0, c = 0, tc = 0, c2 = 0, total = 0;
        for (int i = 0; i < KINK_NODES.length; i++) {
            double w = KINK_SECH2[i];
            double density = density(a - KINK_NODES[i], s);
            total += w;
            t += w * sign(a - KINK_NODES[i], s);
            c += w * density;
            tc += w * KINK_TANH[i] * density;
            c2 += w * w * density;
        }
        // the weights sech^2 / 2 have unit integral, so that dividing by their sum supplies the step
        double scale = 2 / total;
        return new Moments(t / total, c * scale, tc * scale, c2 * scale);
    }

    private static double kinkLogCosh(double a, double s) {
        double sum = 0, total = 0;
        for (int i = 0; i < KINK_NODES.length; i++) {
            total += KINK_SECH2[i];
            sum += KINK_SECH2[i] * meanModulus(a - KINK_NODES[i], s);
        }
        return sum / total;
    }

    /// The coarsest rule that is fine enough for scale `s`.
    private static Rule rule(double s) {
        double pole = Math.min(9.38, 0.5 * Math.PI / Math.max(s, 1e-3));
        double half = REACH * (44 + 0.5 * pole * pole) / (2 * Math.PI * pole);
        for (Rule rule : RULES) if (rule.z.length >= 2 * half) return rule;
        return RULES[RULES.length - 1];
    }

    /// Nodes \(z_i\) and normalised weights \(\propto e^{-z_i^2/2}\).
    private record Rule(double[] z, double[] weight) {
        static Rule of(int half) {
            double[] z = nodes(2 * half + 1, REACH / half);
            var weight = new double[z.length];
            double total = 0;
            for (int i = 0; i < z.length; i++) total += weight[i] = TanhKernel.exponential(-0.5 * z[i] * z[i]);
            for (int i = 0; i < z.length; i++) weight[i] /= total;
            return new Rule(z, weight);
        }

        /// Rules of 27 to 4,800 nodes, each a fifth longer than the one before.
        static Rule[] ladder() {
            return java.util.stream.IntStream.iterate(13, half -> half <= 2_400, half -> (int) Math.ceil(1.2 * half))
                    .mapToObj(Rule::of)
                    .toArray(Rule[]::new);
        }
    }

    private static double[] nodes(int count, double step) {
        var nodes = new double[count];
        for (int i = 0; i < count; i++) nodes[i] = (i - count / 2) * step;
        return nodes;
    }
}
