package org.onsager.memory.multitasking;

import static org.onsager.numerics.Arguments.require;

import java.util.function.DoubleFunction;
import org.onsager.numerics.ScalarRoot;
import org.onsager.numerics.Threshold;

/// Where regimes end: lines in dilution \(d\), temperature \(T\) and dataset entropy \(\rho\).
///
/// Source: derived from the equations of [LowLoadTheory].
public final class RegimeBoundaries {
    private static final ScalarRoot ROOT = new ScalarRoot(1e-13, 200);

    private RegimeBoundaries() {}

    /// The critical noise of every \(d\), \(K\) and \(\rho\): \(n = \beta n\) to first order.
    public static double criticalTemperature() {
        return 1;
    }

    /// The dilution beyond which the pure state is unstable to a second pattern, \(\rho = 0\): \(d_*(T) = (T - 1
    /// + t^2)/t^2\) with \(t = \tanh(t/T)\). It tends to \(T\) as \(T \to 0\) and to 2/3 as \(T \to 1\).
    ///
    /// @param temperature  \(T \in (0, 1)\)
    public static double pureDilution(double temperature) {
        require(temperature > 0 && temperature < 1, "T", temperature, "(0, 1)");
        // from above, t |-> tanh(t/T) is monotone; a root of t - tanh(t/T) keeps full accuracy near T = 1
        double low = Math.sqrt(Math.max(0, 1 - temperature)) * 0.5;
        double t = ROOT.between(x -> x - Math.tanh(x / temperature), low, 1).point();
        return (temperature - 1 + t * t) / (t * t);
    }

    /// The same by the Hessian: where the pure state's smallest eigenvalue is 0.
    ///
    /// @param patterns  \(K \ge 2\)
    public static double pureDilution(int patterns, double temperature) {
        require(patterns >= 2, "K", patterns, "[2, inf)");
        require(temperature > 0 && temperature < 1, "T", temperature, "(0, 1)");
        return ROOT.between(
                        d -> LowLoadTheory.storing(patterns, d)
                                .symmetric(temperature, 1)
                                .smallestEigenvalue(),
                        0,
                        0.9)
                .point();
    }

    /// The dilution \(d_c\) up to which the hierarchical state \(m_k/(1-d) = d^{k-1}\) is self-consistent at \(T
    /// = 0\): the leading pattern outvotes all others, \(1 \ge d + d^2 + \cdots + d^{K-1}\), the same as \(1 - 2d
    /// + d^K \ge 0\). 1 for \(K \le 2\), tends to 1/2.
    ///
    /// @param patterns  \(K \ge 1\)
    public static double criticalDilution(int patterns) {
        require(patterns >= 1, "K", patterns, "[1, inf)");
        if (patterns <= 2) return 1;
        return ROOT.between(
                        d -> {
                            double sum = 0;
                            for (int k = 1; k < patterns; k++) sum = sum * d + d;
                            return 1 - sum;
                        },
                        0.5,
                        1)
                .point();
    }

    /// How many patterns a network of \(N\) neurons shows at once at \(T = 0\): the largest \(k\) with
    /// \(d^{k-1}(1-d) > 3/\sqrt N\), three times the noise of an overlap; grows like \(1 + \ln N/(2\ln(1/d))\).
    ///
    /// @param neurons  \(N \ge 1\)
    /// @param dilution  \(d \in [0, 1)\)
    public static int maxPatterns(int neurons, double dilution) {
        require(neurons >= 1, "N", neurons, "[1, inf)");
        require(dilution >= 0 && dilution < 1, "d", dilution, "[0, 1)");
        int count = 0;
        for (double m = 1 - dilution; m > 3 / Math.sqrt(neurons); m *= dilution) count++;
        return count;
    }

    /// The dataset entropy \(\rho_h\) at which the hierarchical state loses its order: the largest \(\rho\) at
    /// which iteration from the hierarchical start ends in \(K\) distinct amplitudes. The number of examples that
    /// holds it is \(M_h = \lceil(1-r^2)/(r^2\rho_h)\rceil\), with or without a teacher. 0 if it is lost without
    /// noise.
    ///
    /// @param patterns  \(K \ge 2\)
    /// @param dilution  \(d \in [0, 1)\)
    /// @param temperature  \(T \ge 0\)
    public static double mergingEntropy(int patterns, double dilution, double temperature) {
        require(patterns >= 2, "K", patterns, "[2, inf)");
        if (!hierarchical(LowLoadTheory.storing(patterns, dilution), temperature)) return 0;
        double lost = 0.05;
        while (hierarchical(LowLoadTheory.gaussian(patterns, dilution, lost), temperature) && lost < 1e3) lost *= 2;
        return new Threshold(1e-7, 200)
                .locate(
                        rho -> hierarchical(LowLoadTheory.gaussian(patterns, dilution, rho), temperature),
                        0.5 * lost > 0.03 ? 0.5 * lost : 0,
                        lost)
                .holding();
    }

    /// The dilution at which the hierarchical state merges, at fixed \(T\) and \(\rho\).
    ///
    /// @param low  a dilution at which it is hierarchical
    /// @param high  one at which it is not
    public static double mergingDilution(int patterns, double temperature, double entropy, double low, double high) {
        return new Threshold(1e-7, 200)
                .locate(d -> hierarchical(LowLoadTheory.gaussian(patterns, d, entropy), temperature), low, high)
                .holding();
    }

    private static boolean hierarchical(LowLoadTheory theory, double temperature) {
        var regime = theory.hierarchical(temperature).regime();
        return regime.isPresent() && regime.get().equals(new Regime.Hierarchical(theory.patterns()));
    }

    /// The parameter at which the state of `count` equal amplitudes becomes stable: a zero of its smallest
    /// eigenvalue.
    ///
    /// @param family  the theory at a value of the parameter, such as `d -> LowLoadTheory.storing(3, d)`
    /// @param low  a value on one side
    /// @param high  a value on the other
    public static double symmetricStability(
            DoubleFunction<LowLoadTheory> family, int count, double temperature, double low, double high) {
        return ROOT.between(at -> family.apply(at).symmetric(temperature, count).smallestEigenvalue(), low, high)
                .point();
    }

    /// The parameter at which the pure state and that of `count` equal amplitudes have the same pressure: a
    /// first-order line where both are stable.
    public static double pureAgainstSymmetric(
            DoubleFunction<LowLoadTheory> family, int count, double temperature, double low, double high) {
        return ROOT.between(
                        at -> {
                            var theory = family.apply(at);
                            return theory.symmetric(temperature, 1).pressure()
                                    - theory.symmetric(temperature, count).pressure();
                        },
                        low,
                        high)
                .point();
    }
}
