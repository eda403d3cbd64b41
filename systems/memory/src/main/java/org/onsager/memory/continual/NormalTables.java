package org.onsager.memory.continual;

import org.onsager.numerics.special.NormalLaw;

/// \(\ln\Phi(y)\) and Mills' inverse ratio \(g(y) = \phi(y)/\Phi(y)\) by Taylor polynomials about the centres of
/// panels of width 1/8 on \([-40, 12]\): some 5 ns each, relative error below \(10^{-13}\). Below, the asymptotic
/// series \(S = 1 - t + 3t^2 - 15t^3 + \dots\), \(t = y^{-2}\), \(g = -y/S\); above, 0, where both are below
/// \(10^{-31}\).
///
/// The coefficients follow from \(g' = -g(y+g)\) and \((\ln\Phi)' = g\); the nearest zeros of \(\Phi\) lie 2.7
/// off the real line, so that ten terms leave \((1/16/2.7)^{10} \approx 10^{-16}\).
final class NormalTables {
    private static final int TERMS = 10;
    private static final double LOWEST = -40;
    private static final double HIGHEST = 12;
    private static final int PER_UNIT = 8;
    private static final double[] RATIO = new double[((int) (HIGHEST - LOWEST)) * PER_UNIT * TERMS];
    private static final double[] LOGARITHM = new double[RATIO.length];

    static {
        for (int panel = 0; panel < RATIO.length / TERMS; panel++) fill(panel);
    }

    private NormalTables() {}

    private static void fill(int panel) {
        double c = LOWEST + (panel + 0.5) / PER_UNIT;
        int at = panel * TERMS;
        RATIO[at] = NormalLaw.inverseMills(c);
        LOGARITHM[at] = NormalLaw.logCumulative(c);
        for (int n = 0; n < TERMS - 1; n++) {
            double sum = c * RATIO[at + n] + (n > 0 ? RATIO[at + n - 1] : 0);
            for (int k = 0; k <= n; k++) sum += RATIO[at + k] * RATIO[at + n - k];
            RATIO[at + n + 1] = -sum / (n + 1);
            LOGARITHM[at + n + 1] = RATIO[at + n] / (n + 1);
        }
    }

    /// \(g(y)\).
    static double ratio(double y) {
        if (y >= HIGHEST) return 0;
        if (!(y >= LOWEST)) return -y / series(y);
        double scaled = (y - LOWEST) * PER_UNIT;
        int panel = (int) scaled;
        return horner(RATIO, panel * TERMS, (scaled - panel - 0.5) / PER_UNIT);
    }

    /// \(\ln\Phi(y)\).
    static double logarithm(double y) {
        if (y >= HIGHEST) return 0;
        if (!(y >= LOWEST)) return -0.5 * y * y - Math.log(-y * Math.sqrt(2 * Math.PI)) + Math.log(series(y));
        double scaled = (y - LOWEST) * PER_UNIT;
        int panel = (int) scaled;
        return horner(LOGARITHM, panel * TERMS, (scaled - panel - 0.5) / PER_UNIT);
    }

    private static double series(double y) {
        double t = 1 / (y * y);
        return 1 - t * (1 - t * (3 - t * (15 - t * (105 - t * 945))));
    }

    private static double horner(double[] c, int at, double d) {
        double p = c[at + 9];
        p = Math.fma(p, d, c[at + 8]);
        p = Math.fma(p, d, c[at + 7]);
        p = Math.fma(p, d, c[at + 6]);
        p = Math.fma(p, d, c[at + 5]);
        p = Math.fma(p, d, c[at + 4]);
        p = Math.fma(p, d, c[at + 3]);
        p = Math.fma(p, d, c[at + 2]);
        p = Math.fma(p, d, c[at + 1]);
        return Math.fma(p, d, c[at]);
    }
}
