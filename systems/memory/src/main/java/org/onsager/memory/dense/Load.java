package org.onsager.memory.dense;

import java.util.OptionalInt;
import org.onsager.numerics.ScalarRoot;

/// Translates between the load \(\gamma\) and numbers of patterns, and sizes a memory from its capacity.
public final class Load {
    private Load() {}

    /// \(\gamma = P!\,K/(2N^{P-1})\).
    public static double gamma(long patterns, int neurons, int order) {
        return factorial(order) * patterns / (2 * Math.pow(neurons, order - 1));
    }

    /// \(K = 2\gamma N^{P-1}/P!\), rounded down to a whole pattern but at least 1.
    ///
    /// @throws IllegalArgumentException if that is more than an array can hold
    public static int patterns(double gamma, int neurons, int order) {
        if (!(gamma >= 0)) throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
        double count = Math.floor(2 * gamma * Math.pow(neurons, order - 1) / factorial(order) * (1 + 1e-12));
        if (count > Integer.MAX_VALUE - 64)
            throw new IllegalArgumentException("gamma must be in [0, %.4g] at N = %d, P = %d (2^31 patterns), not %s"
                    .formatted(gamma(Integer.MAX_VALUE - 64, neurons, order), neurons, order, gamma));
        return Math.max(1, (int) count);
    }

    /// The other usual load, \(\alpha = K/N^{P-1} = 2\gamma/P!\).
    public static double alpha(double gamma, int order) {
        return 2 * gamma / factorial(order);
    }

    /// The most patterns that a network of `neurons` retrieves at zero temperature: \(2\gamma_c N^{P-1}/P!\).
    public static double maxPatterns(int neurons, RsTheory theory) {
        return 2
                * new GroundState(theory).capacity().gamma()
                * Math.pow(neurons, theory.order() - 1)
                / factorial(theory.order());
    }

    /// The largest standard deviation \(\omega\) of Gaussian noise on every entry of every pattern's tensor at
    /// which retrieval survives: \(\omega_{\max} = \sqrt{\gamma_c/\gamma_K - 1}\), because the effective load is
    /// \(\gamma_K(1+\omega^2)\). Grows like \(N^{(P-1-b)/2}\) for \(K \sim N^b\); 0 above the capacity.
    public static double noiseTolerance(int neurons, long patterns, RsTheory theory) {
        double capacity = new GroundState(theory).capacity().gamma();
        return Math.sqrt(Math.max(0, capacity / gamma(patterns, neurons, theory.order()) - 1));
    }

    /// The least number of examples an archetype such that one noiseless step from it keeps overlap
    /// \(\mathrm{erf}(\Theta)\): \(2\Theta^2[\rho + \frac{2\gamma}{P}(1+\rho)^P] \le 1\) with \(\rho =
    /// (1-r^2)/(Mr^2)\).
    ///
    /// @param quality  \(r \in (0, 1]\)
    /// @param order  \(P \ge 2\)
    /// @param gamma  load, at least 0
    /// @param theta  confidence \(\Theta > 0\); \(1/\sqrt2\) is one standard deviation
    /// @return empty if no number of examples is enough
    public static OptionalInt minExamples(double quality, int order, double gamma, double theta) {
        if (!(quality > 0 && quality <= 1)) throw new IllegalArgumentException("r must be in (0, 1], not " + quality);
        if (!(gamma >= 0)) throw new IllegalArgumentException("gamma must be in [0, inf), not " + gamma);
        if (!(theta > 0)) throw new IllegalArgumentException("theta must be in (0, inf), not " + theta);
        double allowed = 1 / (2 * theta * theta);
        if (2 * gamma / order > allowed) return OptionalInt.empty();
        if (quality == 1) return OptionalInt.of(1);
        double largest = ScalarRoot.standard()
                .between(rho -> rho + 2 * gamma / order * Math.pow(1 + rho, order) - allowed, 0, allowed + 1e-300)
                .point();
        double examples = (1 - quality * quality) / (quality * quality * largest);
        if (!(examples < Integer.MAX_VALUE)) return OptionalInt.empty();
        return OptionalInt.of(Math.max(1, (int) Math.ceil(examples * (1 - 1e-12))));
    }

    static double factorial(int n) {
        double product = 1;
        for (int k = 2; k <= n; k++) product *= k;
        return product;
    }
}
