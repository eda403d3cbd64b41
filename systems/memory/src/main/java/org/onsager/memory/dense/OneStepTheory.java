package org.onsager.memory.dense;

import org.hipparchus.special.Erf;

/// Signal-to-noise theory of one noiseless parallel update from an archetype:
/// \(m_1 = \mathrm{erf}\left(1/\sqrt{2[\rho + \frac{2\gamma}{P}(1+\rho)^P f]}\right)\), \(f = 1\) for distinct
/// indices and \((2P-3)!!/(P-1)!\) for full powers. Exact as \(N \to \infty\); corrections are \(O(N^{-1/2})\).
public final class OneStepTheory {
    private OneStepTheory() {}

    /// \(m_1\).
    ///
    /// @param order  \(P \ge 2\)
    /// @param gamma  load, at least 0
    /// @param rho  dataset entropy, at least 0
    public static double overlap(int order, double gamma, double rho, IndexConvention convention) {
        return Erf.erf(1 / Math.sqrt(2 * noise(order, gamma, rho, convention)));
    }

    /// Variance of the noise over the square of the signal.
    public static double noise(int order, double gamma, double rho, IndexConvention convention) {
        if (!(gamma >= 0)) throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
        if (!(rho >= 0)) throw new IllegalArgumentException("rho must be in [0, inf), not " + rho);
        return rho + 2 * gamma / order * Math.pow(1 + rho, order) * convention.noiseFactor(order);
    }

    /// \(m_1\) of a finite network of distinct indices, the noise still taken for Gaussian: the noise of \(K\)
    /// patterns is \(\rho + K(1+\rho)^P/\binom{N-1}{P-1}\), above the limit by a factor \(1 + P(P-1)/2N\). A
    /// finite-size estimate, not a bound.
    ///
    /// @param neurons  \(N \ge P\)
    /// @param patterns  \(K \ge 1\)
    public static double finiteSizeOverlap(int order, int neurons, long patterns, double rho) {
        double tuples = 1;
        for (int k = 1; k < order; k++) tuples = tuples * (neurons - k) / k;
        double noise = rho + (patterns - 1) * Math.pow(1 + rho, order) / tuples;
        return noise == 0 ? 1 : Erf.erf(1 / Math.sqrt(2 * noise));
    }
}
